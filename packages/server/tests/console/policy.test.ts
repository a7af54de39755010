import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { barriers, withConsole, withoutBrowser } from '../support/browser.ts'
import { answered, institution, region } from '../support/rest.ts'
import { hospital } from '../support/world.ts'

const skip = { skip: withoutBrowser }
const auditor = region('auditor')
const ningbo = '330200'

const amountOf = async (page: Page, payer: string): Promise<number> => {
  const text = await page.locator(`[data-amount="${payer}"]`).textContent()
  return Math.round(Number((text ?? '').replaceAll(',', '')) * 100)
}

test('from the packs of all regions to a parameter, its source and its history', skip, () =>
  withConsole(async ({ pageOf, pageFor }) => {
    const { page, user } = await pageOf([auditor], '/policies')
    await page.getByLabel('按名称或区划查找地区').fill('宁波')
    await page.getByText(`宁波市 ${ningbo}`).click()
    await page.getByRole('heading', { name: '宁波市' }).waitFor()
    await page.getByText('全部地区算例').waitFor()
    assert.deepEqual(await barriers(page), [])
    const rules = page.getByRole('row', { name: /宁波市职工医保 住院/ })
    await rules.getByRole('link').first().click()
    await page.getByRole('heading', { name: '政策参数' }).waitFor()
    await page.getByText('1200.00 元').first().waitFor()
    await page.getByText('《宁波退休职工医保报销政策》').first().waitFor()
    await page.getByRole('cell', { name: '在职 · 社区卫生服务机构、乡镇卫生院、诊所' }).first().waitFor()
    assert.equal(await page.getByText('level3', { exact: false }).count(), 0)
    assert.deepEqual(await barriers(page), [])
    await page.getByRole('button', { name: /住院起付标准/ }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('table', { name: '历次的值与依据' }).waitFor()
    await drawer.locator('svg path').first().waitFor()
    assert.deepEqual(await barriers(page), [])

    const nothing = await pageFor(user, '/policies/990301/parameters?on=2023-01-01&show=missing')
    await nothing.getByText('— 尚无规定，2024-01-01 起').first().waitFor()
    const office = await pageOf([institution('institution-office', hospital.providerCode)], '/policies')
    await office.page.getByRole('heading', { name: '截获报文对照区' }).waitFor()
    const nowhere = await pageFor(user, '/policies/999999/parameters', { language: 'en' })
    await nowhere.getByText('There is no policy of 999999').waitFor()
  }),
)

test('a bill is computed in the browser at every keystroke, and to the fen of the centre', skip, () =>
  withConsole(async ({ pageOf, pageFor }) => {
    const { page, user } = await pageOf([auditor], `/policies/${ningbo}/try?on=2023-11-13`)
    await page.locator('[data-amount="pool"]').waitFor()
    const [poolBefore, total] = [await amountOf(page, 'pool'), await amountOf(page, 'total')]
    let asked = 0
    page.on('request', () => {
      asked += 1
    })
    const amount = page.getByLabel('第 1 行 金额（元）')
    await page.getByRole('button', { name: '记为对照' }).click()
    await amount.fill('10001.37')
    await page.locator('[data-amount="total"]').getByText('14,501.37').waitFor()
    assert.equal(await amountOf(page, 'total'), total + 1_37)
    assert.ok((await amountOf(page, 'pool')) > poolBefore)
    assert.equal((await amountOf(page, 'fund')) + (await amountOf(page, 'person')), total + 1_37)
    await page.getByRole('row', { name: /医疗总费用.*\+1\.37/ }).waitFor()
    await amount.fill('10002.00')
    const ms = Number(await page.locator('[data-ms]').getAttribute('data-ms'))
    assert.ok(ms < 20, `a keystroke took ${ms} ms`)
    assert.equal(asked, 0, 'the centre was not asked')
    assert.deepEqual(await barriers(page), [])

    const { rows } = await answered(user.client.call('policies.cases', { division: ningbo, limit: 200 }))
    const bills = rows.filter(({ kind }) => kind === 'bill').slice(0, 3)
    for (const { name } of bills) {
      const { visits } = await answered(user.client.call('policies.example', { division: ningbo, name }))
      const outcome = visits[0]?.outcome
      assert.ok(outcome)
      const search = new URLSearchParams({ example: name, visit: '0' })
      const one = await pageFor(user, `/policies/${ningbo}/try?${search}`)
      await one.getByText(`取自算例：${name}`).waitFor()
      assert.deepEqual([await amountOf(one, 'fund'), await amountOf(one, 'person')], [outcome.fund, outcome.person])
    }
  }),
)

test('what a form lacks is named, and a wrong share is marked', skip, () =>
  withConsole(async ({ pageOf }) => {
    const { page } = await pageOf([auditor], '/policies/990301/try?on=2025-01-01', { language: 'en', looks: 'dark' })
    await page.locator('[data-amount="pool"]').waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.getByLabel('admission of the year').fill('')
    await page.getByText('“admission of the year” is missing').waitFor()
    await page.getByText('⚠ admission of the year').waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.getByLabel('admission of the year').fill('2')
    await page.locator('[data-amount="pool"]').waitFor()
    const share = page.getByLabel('Line 2 own share borne first')
    await share.fill('abc')
    assert.equal(await share.getAttribute('aria-invalid'), 'true')
    await share.fill('5')
    assert.equal(await share.getAttribute('aria-invalid'), 'false')
  }),
)

test('two days differ in values and cases, and a case is computed again where it is read', skip, () =>
  withConsole(async ({ pageOf, pageFor }) => {
    const { page, user } = await pageOf([auditor], '/policies/440300/difference?left=2018-07-01&right=2023-11-13')
    await page.getByText('上年度在岗职工年平均工资').waitFor()
    await page.getByText(/个算例结果不同/).waitFor()
    assert.deepEqual(await barriers(page), [])
    const cases = await pageFor(user, `/policies/${ningbo}/cases`)
    await cases.getByRole('grid', { name: '算例' }).focus()
    await cases.getByText('✓ 通过').nth(1).waitFor()
    assert.deepEqual(await barriers(cases), [])
    await cases.keyboard.press('Enter')
    await cases.getByText(/本机重算 \d+ 个金额，与中心一分不差/).waitFor()
    assert.deepEqual(await barriers(cases), [])
    await cases.getByRole('link', { name: '带入试算' }).first().click()
    await cases.locator('[data-amount="pool"]').waitFor()
    const closed = await pageOf([region('security-admin')], '/policies')
    await closed.page.getByText('您没有打开此页的权限').waitFor()
  }),
)
