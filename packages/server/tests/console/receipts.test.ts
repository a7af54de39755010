import assert from 'node:assert/strict'
import { test } from 'node:test'
import { divisionCode, fen } from '@yibao/core/kernel'
import { barriers, type Console, withConsole, withoutBrowser } from '../support/browser.ts'
import { answered, institution, region } from '../support/rest.ts'
import { cancelInput, expectOk, settleInput, upload } from '../support/visit.ts'
import { hospital, items, otherHospital, person } from '../support/world.ts'

const skip = { skip: withoutBrowser }
const who = person(1, '990270')

async function settle(world: Console['world'], visitNumber: string): Promise<string> {
  const till = world.till(hospital)
  const lines = [
    { code: items.whole.code, price: 700, quantity: 1 },
    { code: items.shared.code, price: 100, quantity: 2 },
    { code: items.own.code, price: 55, quantity: 1 },
    { code: items.ceiling.code, price: 45, quantity: 1 },
  ]
  return expectOk(await till.ask('2207', who, settleInput(await upload(till, who, lines, visitNumber)))).output.setlinfo
    .setl_id
}

const plant = (world: Console['world']) =>
  world.plant([{ person: who, balance: fen(300_00), enrolment: { division: divisionCode('990270') } }])

test('where the centre has no public address, the page says why the statement bears no code', skip, () =>
  withConsole(async ({ world, pageOf }) => {
    await plant(world)
    const settlementId = await settle(world, 'R0')
    const { page } = await pageOf([institution('cashier', hospital.providerCode)], '/todo')
    await page.route('**/receipt', async (route) => {
      const answer = await route.fetch()
      const shown = await answer.json()
      await route.fulfill({ response: answer, json: { ...shown, why: { ...shown.why, address: null } } })
    })
    await page.goto(new URL(`receipts/${who.insuredId}/${settlementId}`, `${new URL('/console/', page.url())}`).href)
    await page.getByText('未印二维码').waitFor()
    assert.equal(await page.getByRole('link', { name: '在此打开' }).count(), 0)
    assert.deepEqual(await barriers(page), [])
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.getByText('未印二维码').isVisible(), false)
  }),
)

test('a statement is shown, printed once as the original and then as a reprint, and saved as PDF', skip, () =>
  withConsole(async ({ world, url, pageOf, pageFor }) => {
    await plant(world)
    const settlementId = await settle(world, 'R1')
    const path = `/receipts/${who.insuredId}/${settlementId}`
    const { page, user } = await pageOf([institution('cashier', hospital.providerCode)], path)
    await page.getByRole('heading', { name: '医疗保障基金门诊结算单' }).waitFor()
    await page.getByText('壹仟元整').waitFor()
    await page.getByText('住院对照区（990270）').waitFor()
    await page.getByText('尚未打印').waitFor()
    const sums = page.getByRole('table', { name: '费用明细' }).locator('tfoot')
    assert.deepEqual(await sums.locator('th, td').allInnerTexts(), ['合计', '1,000.00', '70.00', '10.00', '920.00'])
    const opens = await page.getByRole('link', { name: '在此打开' }).getAttribute('href')
    assert.ok(opens?.startsWith(`${url}/console/why/`), opens ?? 'no address')
    assert.equal((await page.content()).includes(who.certificateNumber), false)
    assert.deepEqual(await barriers(page), [])

    await page.evaluate(`window.printed = []; window.print = () => {
      window.printed.push(document.querySelector('.printed-only').textContent)
      window.dispatchEvent(new Event('afterprint'))
    }`)
    const print = page.getByRole('button', { name: /^打印 Ctrl/ })
    await print.click()
    await page.getByText('已打印 1 次').waitFor()
    await page.keyboard.press('Control+p')
    await page.getByText('已打印 2 次').waitFor()
    const printed = await page.evaluate<readonly string[]>('window.printed')
    assert.match(printed[0] ?? '', /^原件/)
    assert.match(printed[1] ?? '', /^重印 第1次/)
    await page.emulateMedia({ media: 'print' })
    await page.getByText('未登记的打印，不作凭证').waitFor()
    assert.equal(await page.getByRole('button', { name: '打印 PDF' }).isVisible(), false)
    await page.emulateMedia({ media: 'screen' })

    await page.getByText('实付起付标准').waitFor()
    await page.getByRole('cell', { name: '700.00' }).first().waitFor()
    let answer = (): void => undefined
    const slow = new Promise<void>((resolve) => {
      answer = resolve
    })
    await page.route('**/receipt/print*', async (route) => {
      await slow
      await route.continue()
    })
    await page.getByText('半页').click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('button', { name: '打印 PDF' })
        .click()
        .then(() => page.getByRole('status').getByText('正在制作 PDF').waitFor())
        .then(answer),
    ])
    await page.getByRole('status').getByText('正在制作 PDF').waitFor({ state: 'hidden' })
    assert.equal(download.suggestedFilename(), `结算单-${settlementId}.pdf`)
    await page.getByText('已打印 3 次').waitFor()

    const english = await pageFor(user, path, { language: 'en', looks: 'dark' })
    await english.getByRole('heading', { name: 'Settlement statement, outpatient care' }).waitFor()
    await english.getByText('Printed 3 times').waitFor()
    assert.deepEqual(await barriers(english), [])
  }),
)

test('who may not see a statement is told so, and prints nothing', skip, () =>
  withConsole(async ({ world, pageOf }) => {
    await plant(world)
    const path = `/receipts/${who.insuredId}/${await settle(world, 'R1')}`
    const other = await pageOf([institution('cashier', otherHospital.providerCode)], path)
    await other.page.getByRole('alert').getByText('没有这笔结算').waitFor()
    await other.page.getByRole('button', { name: /^打印 Ctrl/ }).click()
    assert.equal((await world.database.pool.query('select from receipt_print')).rowCount, 0)
    const admin = await pageOf([region('system-admin')], path)
    await admin.page
      .getByText(/没有.*权限/)
      .first()
      .waitFor()
  }),
)

test('the code on a statement opens why without signing in, on a phone too; a wrong one opens nothing', skip, () =>
  withConsole(async ({ world, pageOf, openPage }) => {
    await plant(world)
    const settlementId = await settle(world, 'R1')
    const { user } = await pageOf([region('clerk', '990270')], '/todo')
    const { why } = await answered(user.client.call('receipts.get', { insuredId: who.insuredId, settlementId }))
    const phone = await openPage(`/why/${why.token}`, { width: 390, height: 844 })
    await phone.getByRole('heading', { name: '为什么付这么多' }).waitFor()
    await phone.getByRole('heading', { name: '所以您付' }).waitFor()
    const text = await phone.content()
    assert.equal(text.includes(who.certificateNumber) || text.includes(who.insuredId), false)
    const wide = await phone.evaluate<number>('document.documentElement.scrollWidth')
    assert.ok(wide <= 390, `${wide} points wide`)
    assert.deepEqual(await barriers(phone), [])
    await phone.getByRole('button', { name: 'English' }).click()
    await phone.getByRole('heading', { name: 'So you pay' }).waitFor()

    const made = { setl_id: settlementId, mdtrt_id: '' }
    const settled = await answered(user.client.call('settlements.find', { insuredId: who.insuredId }))
    made.mdtrt_id = settled.rows[0]?.visitId ?? ''
    expectOk(await world.till(hospital).ask('2208', who, cancelInput(who, made)))
    const undone = await openPage(`/why/${why.token}`, { looks: 'dark' })
    await undone.getByText('这笔结算已经撤销或冲正').waitFor()
    assert.deepEqual(await barriers(undone), [])
    const wrong = await openPage(`/why/${why.token.slice(0, -3)}AAA`)
    await wrong.getByRole('alert').getByText('链接无效或已过期').waitFor()
  }),
)
