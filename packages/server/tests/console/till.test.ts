import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from '@yibao/core/kernel'
import type { Page } from 'playwright-core'
import { openTillDevice } from '../../../../tools/till-device.ts'
import { importWriters } from '../../src/store/import-store.ts'
import { barriers, type Console, withConsole, withoutBrowser } from '../support/browser.ts'
import { institution, region } from '../support/rest.ts'
import { hospital, person, pharmacy, type World } from '../support/world.ts'

const skip = { skip: withoutBrowser }
const patient = person(1)
const buyer = person(2)
const inpatient = person(3, '990270')

const cashierAt = (where: typeof hospital) => [institution('cashier', where.providerCode)]

async function plant(world: World): Promise<void> {
  await world.plant([patient, buyer, inpatient].map((who) => ({ person: who, balance: fen(100_00) })))
  await importWriters(world.database.pool).writeDiagnoses([
    { edition: 'ICD-10-NHSA-2.0', code: 'I10.x00x002', name: '高血压' },
  ])
}

/** The till with what its cashier chose some day: department, doctor, diagnosis. */
async function tillOf({ world, pageOf }: Console, where = hospital) {
  await plant(world)
  const opened = await pageOf(cashierAt(where), '/account')
  await opened.page.evaluate(() => {
    const settings = { diagnosis: { code: 'I10.x00x002', name: '高血压' }, doctor: { code: 'DR1', name: '测试医师' } }
    localStorage.setItem('yibao.till', JSON.stringify(settings))
  })
  await opened.page.goto(new URL('/console/till', opened.page.url()).href)
  await opened.page.getByRole('textbox', { name: '证件号码' }).waitFor()
  return opened
}

const search = (page: Page) => page.getByRole('combobox', { name: '找项目' })
const confirm = (page: Page) => page.getByRole('button', { name: /确认收费/ })

async function settlementsOf({ database }: World, insuredId: string): Promise<number> {
  const { rows } = await database.pool.query<{ n: number }>(
    'select count(*)::int as n from settlement where insured_id = $1',
    [insuredId],
  )
  return rows[0]?.n ?? -1
}

async function identified(page: Page, certificateNumber: string): Promise<void> {
  await page.getByRole('textbox', { name: '证件号码' }).fill(certificateNumber)
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: '参保人' }).waitFor()
}

/** Types one line as a cashier does: letters, Enter, quantity, Enter, price, Enter. */
async function typeLine(page: Page, quantity: string, price: string): Promise<void> {
  await search(page).and(page.locator(':focus')).waitFor()
  await page.keyboard.type('test-a')
  await page.keyboard.press('Enter')
  await page
    .getByRole('textbox', { name: /测试药品A 数量/ })
    .last()
    .and(page.locator(':focus'))
    .waitFor()
  await page.keyboard.type(quantity)
  await page.keyboard.press('Enter')
  await page.keyboard.type(price)
  await page.keyboard.press('Enter')
}

/** Types a line of this price and has it quoted, from the keyboard. */
async function quoted(page: Page, price: string): Promise<void> {
  await typeLine(page, '1', price)
  await search(page).and(page.locator(':focus')).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('应收现金').waitFor()
}

test(
  'a visit is charged from the keyboard alone, in less than twenty seconds, and once however often F9 is hit',
  skip,
  () =>
    withConsole(async (console) => {
      const { world } = console
      const { page } = await tillOf(console)
      const addresses: string[] = []
      page.on('request', (request) => addresses.push(request.url()))
      const begun = performance.now()
      await page.keyboard.press('F2')
      await page.keyboard.type(patient.certificateNumber)
      await page.keyboard.press('Enter')
      await typeLine(page, '2', '350')
      await search(page).and(page.locator(':focus')).waitFor()
      await page.keyboard.press('Enter')
      await page.getByText('应收现金').waitFor()
      assert.deepEqual(await barriers(page), [])
      await page.keyboard.press('F9')
      await page.keyboard.press('F9')
      await page.keyboard.press('F9')
      await page.getByRole('status').getByText('收费完成').waitFor()
      assert.ok(performance.now() - begun < 20_000)
      assert.equal(await settlementsOf(world, patient.insuredId), 1)
      assert.deepEqual(await barriers(page), [])
      await page.getByRole('link', { name: /本班 1 笔/ }).waitFor()
      await page.keyboard.press('Enter')
      await page.getByText('先识别参保人').waitFor()
      await page.getByRole('textbox', { name: '证件号码' }).and(page.locator(':focus')).waitFor()
      assert.ok(addresses.every((address) => !address.includes(patient.certificateNumber)))
    }),
)

test('when the network is lost at the confirmation the till says “unknown”, and asks under the same number', skip, () =>
  withConsole(async (console) => {
    const { world } = console
    const { page } = await tillOf(console)
    await identified(page, patient.certificateNumber)
    await typeLine(page, '1', '700')
    await page.keyboard.press('F8')
    await page.getByText('应收现金').waitFor()
    const numbers: string[] = []
    let lost = 0
    await page.route('**/api/till/messages', async (route) => {
      const sent = route.request().postDataJSON() as { msgid: string }
      numbers.push(sent.msgid)
      // The centre gets it, the till never hears of it.
      await route.fetch()
      lost += 1
      await route.abort()
    })
    await page.keyboard.press('F9')
    const waiting = page.getByRole('alert').filter({ hasText: '结果未知：请不要重新收费' })
    await waiting.waitFor()
    assert.equal(await confirm(page).isEnabled(), false)
    assert.deepEqual(await barriers(page), [])
    await page.unroute('**/api/till/messages')
    await waiting.getByRole('button', { name: '立即再问' }).click()
    await page.getByText('收费完成').waitFor()
    assert.ok(lost > 0)
    assert.equal(new Set(numbers).size, 1)
    assert.equal(await settlementsOf(world, patient.insuredId), 1)
  }),
)

test('cash is counted from the keyboard: too little and no amount are named, the shift counts what was due', skip, () =>
  withConsole(async (console) => {
    const { world } = console
    const { page } = await tillOf(console)
    await identified(page, patient.certificateNumber)
    await quoted(page, '700')
    const given = page.getByLabel('收现金（元）')
    await given.and(page.locator(':focus')).waitFor()
    const due = Number((await page.locator('.till-cash .money').textContent())?.replaceAll(',', ''))
    assert.ok(due > 1 && due < 700)
    await page.keyboard.type('1')
    await page.getByText(`还差 ${(due - 1).toFixed(2)} 元`).waitFor()
    await page.keyboard.press('F9')
    await page.keyboard.press('Enter')
    await given.fill('一百')
    await page.getByText('请填写金额').waitFor()
    assert.deepEqual(await barriers(page), [])
    assert.equal(await settlementsOf(world, patient.insuredId), 0)
    await given.fill('１０００')
    await page
      .locator('.till-change')
      .getByText((1000 - due).toFixed(2))
      .waitFor()
    await page.keyboard.press('Enter')
    const receipt = page.getByRole('region', { name: '收费单' })
    await receipt.getByText('找零').waitFor()
    await receipt.getByText((1000 - due).toFixed(2)).waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.getByRole('link', { name: new RegExp(`本班 1 笔 现金 ${due.toFixed(2)}`) }).waitFor()
  }),
)

test('who leaves before paying has his registration taken back with a reason, lines and all', skip, () =>
  withConsole(async (console) => {
    const { world } = console
    const { page } = await tillOf(console)
    await identified(page, patient.certificateNumber)
    await quoted(page, '700')
    await page.getByRole('button', { name: '撤销挂号' }).click()
    const dialog = page.getByRole('dialog', { name: '撤销挂号' })
    await dialog.getByText('先撤下已上传未结算的 1 行明细').waitFor()
    await dialog.getByRole('button', { name: '确认撤销挂号' }).click()
    await dialog.getByText('请说明事由').waitFor()
    assert.deepEqual(await barriers(page), [])
    await dialog.getByLabel('撤销挂号事由').fill('病人离开')
    await dialog.getByRole('button', { name: '确认撤销挂号' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: '撤销挂号' }).waitFor({ state: 'hidden' })
    const { rows } = await world.database.pool.query('select state from visit where insured_id = $1', [
      patient.insuredId,
    ])
    assert.deepEqual(rows, [{ state: 'cancelled' }])
    assert.equal(await settlementsOf(world, patient.insuredId), 0)
    await page.keyboard.press('F8')
    await page.getByText('应收现金').waitFor()
  }),
)

test('who will not wait for a lost answer has it reversed, and the till says that nothing stands', skip, () =>
  withConsole(async (console) => {
    const { world } = console
    const { page } = await tillOf(console)
    await identified(page, patient.certificateNumber)
    await quoted(page, '700')
    let reversed = false
    await page.route('**/api/till/messages', async (route) => {
      const { infno } = route.request().postDataJSON() as { infno: string }
      if (infno === '2601') reversed = true
      if (reversed) return route.continue()
      // The centre gets it, the till never hears of it.
      await route.fetch()
      await route.abort()
    })
    await page.keyboard.press('F9')
    await page.getByRole('button', { name: '不再等，冲正' }).click()
    const dialog = page.getByRole('dialog', { name: '冲正' })
    await dialog.getByText('各方支付全部冲回').waitFor()
    await dialog.getByLabel('冲正事由').fill('病人不再等')
    assert.deepEqual(await barriers(page), [])
    await dialog.getByRole('button', { name: '确认冲正' }).click()
    await page.getByRole('alert').getByText('[flow.reversed-before]').waitFor()
    assert.equal(await page.getByText('收费完成').count(), 0)
    const { rows } = await world.database.pool.query<{ kind: string }>(
      'select kind from settlement where insured_id = $1 order by settlement_id',
      [patient.insuredId],
    )
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      ['settle', 'reverse'],
    )
  }),
)

test('a shift lists what stayed without an answer, reverses it, and says so when the centre never had it', skip, () =>
  withConsole(async (console) => {
    const { pool } = console.world.database
    const { page, user } = await tillOf(console)
    await identified(page, patient.certificateNumber)
    await quoted(page, '700')
    await page.keyboard.press('F9')
    await page.getByText('收费完成').waitFor()
    // The answer to the settlement was lost, and another message never came to the centre.
    await pool.query(`update till_message set outcome = null where infno = '2207'`)
    await pool.query(
      `insert into till_message (insured_id, provider_code, msgid, infno, user_id, shift_id, sent_at)
       select insured_id, provider_code, 'LOST1', infno, user_id, shift_id, sent_at from till_message where infno = '2207'`,
    )
    const shift = await console.pageFor(user, '/shifts')
    const row = (text: string) => shift.getByRole('row').filter({ hasText: text })
    const reverse = async (text: string): Promise<void> => {
      await row(text).getByRole('button', { name: '冲正' }).click()
      const dialog = shift.getByRole('dialog', { name: '冲正' })
      await dialog.getByLabel('冲正事由').fill('没有收到应答')
      await dialog.getByRole('button', { name: '确认冲正' }).click()
    }
    await row('结果未知').getByText('门诊结算').waitFor()
    await reverse('结果未知')
    await shift.getByRole('status').getByText('中心没有这笔，没有产生任何结果').waitFor()
    assert.deepEqual(await barriers(shift), [])
    await shift.getByRole('button', { name: '知道了' }).click()
    await row('结果未知').waitFor({ state: 'detached' })
    await reverse('未收到应答')
    await row('收费（已退）').waitFor()
    await row('冲正').getByText('-700.00').waitFor()
    assert.deepEqual(await barriers(shift), [])
  }),
)

test('what is wrong is said in words, and nothing happens', skip, () =>
  withConsole(async (console) => {
    const { world, pageOf } = console
    const { page } = await tillOf(console)
    await page.keyboard.type('990000198001010000')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('没有查到这个参保人').waitFor()
    await page.keyboard.press('F4')
    await page.getByText('没有读到卡').waitFor()
    await identified(page, patient.certificateNumber)
    await page.getByRole('combobox', { name: '找项目' }).fill('zzzz')
    await page.getByText('没有找到').waitFor()
    await page.keyboard.press('Escape')
    await typeLine(page, 'x', '5')
    assert.equal(await page.getByRole('button', { name: /预结算/ }).isEnabled(), false)
    assert.equal(await settlementsOf(world, patient.insuredId), 0)
    const { page: clerks } = await pageOf([region('clerk')], '/till')
    await clerks.getByText('您没有打开此页的权限').waitFor()
  }),
)

test('a pharmacy reads the card, scans the package, takes it back with a reason, and closes its shift', skip, () =>
  withConsole(async (console) => {
    const { world, url, pageFor } = console
    const card = { certificateType: '02', certificateNumber: buyer.certificateNumber }
    const device = await openTillDevice({ origin: url, cards: [card], port: 0 })
    try {
      const { page, user } = await tillOf(console, pharmacy)
      await page.evaluate((port) => {
        localStorage.setItem('yibao.till', JSON.stringify({ devicePort: port }))
      }, device.port)
      await page.reload()
      await page.getByRole('textbox', { name: '证件号码' }).waitFor()
      await page.keyboard.press('F4')
      await typeLine(page, '1', '30')
      await search(page).and(page.locator(':focus')).waitFor()
      await page.keyboard.type('81234567890123456789')
      await page.keyboard.press('Enter')
      await page.getByText('追溯码 1').waitFor()
      await page.keyboard.press('F8')
      await page.getByText('应收现金').waitFor()
      await page.keyboard.press('F9')
      await page.getByText('收费完成').waitFor()

      const shift = await pageFor(user, '/shifts')
      await shift.getByRole('button', { name: '退费' }).click()
      const refund = shift.getByRole('dialog', { name: '退费' })
      await refund.getByRole('button', { name: '确认退费' }).click()
      await refund.getByText('请说明事由').waitFor()
      await refund.getByLabel('退费事由').fill('药品拿错')
      assert.deepEqual(await barriers(shift), [])
      await refund.getByRole('button', { name: '确认退费' }).click()
      await refund.waitFor({ state: 'hidden' })
      await shift.getByText('收费（已退）').waitFor()
      assert.equal(await settlementsOf(world, buyer.insuredId), 2)
      await shift.getByRole('tab', { name: '日对账' }).click()
      await shift.getByText('收费台与中心账目一致').waitFor()
      assert.deepEqual(await barriers(shift), [])
      await shift.getByRole('button', { name: '结班' }).click()
      const closing = shift.getByRole('dialog', { name: '结班' })
      await closing.getByLabel('清点现金（元）').fill('1.5')
      await closing.getByText('长款').waitFor()
      await closing.getByRole('button', { name: '结班' }).click()
      const paper = shift.getByRole('dialog', { name: '收费班次结算单' })
      await paper.getByText('清点现金').waitFor()
      await paper.getByRole('button', { name: '关闭' }).last().click()
      await shift.getByText('没有打开的班次').waitFor()
    } finally {
      await device.close()
    }
  }),
)

test('a stay goes from admission over an interim bill and the discharge to its last bill', skip, () =>
  withConsole(async (console) => {
    const { world } = console
    const { page } = await tillOf(console)
    await identified(page, inpatient.certificateNumber)
    await page.getByText('办理入院').click()
    await page.getByLabel('住院号').fill('ZY-1')
    await page.getByLabel('床位').fill('12')
    await page.getByRole('button', { name: '入院', exact: true }).click()
    await page.getByRole('button', { name: /普通住院/ }).waitFor()
    await search(page).focus()
    await typeLine(page, '2', '3000')
    await page.keyboard.press('F7')
    await page.getByText(/未结 1 行/).waitFor()
    await page.getByRole('button', { name: '撤下明细' }).click()
    const withdrawal = page.getByRole('dialog', { name: '撤下明细' })
    await withdrawal.getByLabel('撤下明细事由').and(page.locator(':focus')).waitFor()
    await page.keyboard.type('数量录错')
    await page.keyboard.press('Enter')
    await withdrawal.waitFor({ state: 'hidden' })
    await page.getByText(/未结 0 行/).waitFor()
    await page.getByRole('button', { name: '撤销入院' }).waitFor()
    await search(page).focus()
    await typeLine(page, '1', '3000')
    await page.keyboard.press('F7')
    await page.getByText(/未结 1 行/).waitFor()
    await page.keyboard.press('F8')
    await page.getByText('应收现金').waitFor()
    await page.keyboard.press('F9')
    await page.getByText('收费完成').waitFor()
    await page.keyboard.press('Enter')
    await identified(page, inpatient.certificateNumber)
    await page.getByRole('button', { name: /普通住院/ }).click()
    await search(page).focus()
    await typeLine(page, '1', '500')
    await page.keyboard.press('F7')
    await page.getByText(/未结 1 行/).waitFor()
    await page.getByRole('button', { name: '出院', exact: true }).click()
    await page.getByRole('button', { name: '撤销出院' }).waitFor()
    await page.keyboard.press('F8')
    await page.getByText('应收现金').waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.keyboard.press('F9')
    await page.getByText('收费完成').waitFor()
    assert.equal(await settlementsOf(world, inpatient.insuredId), 2)
    await page.keyboard.press('Enter')
    await identified(page, inpatient.certificateNumber)
    assert.equal(await page.getByRole('button', { name: /普通住院/ }).count(), 0)
  }),
)
