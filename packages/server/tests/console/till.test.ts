import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from '@yibao/core/kernel'
import type { Page } from 'playwright-core'
import { openTillDevice } from '../../../../tools/till-device.ts'
import { importWriters } from '../../src/store/import-store.ts'
import { barriers, type Console, withConsole, withoutBrowser } from '../support/browser.ts'
import { plantRegister } from '../support/register.ts'
import { institution, region } from '../support/rest.ts'
import { expectOk, purchaseInput } from '../support/visit.ts'
import { hospital, items, person, pharmacy, today, type World } from '../support/world.ts'

const skip = { skip: withoutBrowser }
const patient = person(1)
const buyer = person(2)
const inpatient = person(3, '990270')

const cashierAt = (where: typeof hospital) => [institution('cashier', where.providerCode)]

async function plant(world: World): Promise<void> {
  await world.plant([patient, buyer, inpatient].map((who) => ({ person: who, balance: fen(100_00) })))
  await plantRegister(world, hospital)
  await importWriters(world.database.pool).writeDiagnoses([
    { edition: 'ICD-10-NHSA-2.0', code: 'I10.x00x002', name: '高血压' },
  ])
}

async function tillOf({ world, pageOf }: Console, where = hospital) {
  await plant(world)
  const opened = await pageOf(cashierAt(where), '/till')
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

/** Whether the browser would ask before it leaves the page. */
const isHeld = (page: Page): Promise<boolean> =>
  page.evaluate(`!window.dispatchEvent(new Event('beforeunload', { cancelable: true }))`)

const careLetters = [
  ['诊断', 'gxy'],
  ['科室', 'nk'],
  ['医生', 'csys'],
] as const
const careField = (page: Page, name: string) => page.getByRole('combobox', { name: `找${name}` })

/** Chooses diagnosis, department and doctor as a cashier does: a few letters, Enter. */
async function careTyped(page: Page): Promise<void> {
  for (const [name, letters] of careLetters) {
    await careField(page, name).and(page.locator(':focus')).waitFor()
    await page.keyboard.type(letters)
    await page.keyboard.press('Enter')
  }
}

async function named(page: Page, certificateNumber: string): Promise<void> {
  await page.getByRole('textbox', { name: '证件号码' }).fill(certificateNumber)
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: '参保人' }).waitFor()
}

async function identified(page: Page, certificateNumber: string): Promise<void> {
  await named(page, certificateNumber)
  await careTyped(page)
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
      await careTyped(page)
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

test('nothing of one patient stays for the next, and what is missing is asked for at its field', skip, () =>
  withConsole(async (console) => {
    const { page } = await tillOf(console)
    const sent: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/api/till/messages')) sent.push(request.postData() ?? '')
    })
    await identified(page, patient.certificateNumber)
    await quoted(page, '700')
    await page.keyboard.press('F9')
    await page.getByText('收费完成').waitFor()
    assert.ok(sent.some((body) => body.includes('I10.x00x002') && body.includes('DR1')))
    sent.length = 0
    for (const again of [() => page.keyboard.press('Enter'), () => page.reload()]) {
      await again()
      await named(page, buyer.certificateNumber)
      assert.equal(await page.locator('.till-field').getByText('未选').count(), careLetters.length)
      assert.doesNotMatch(await page.evaluate<string>('JSON.stringify(localStorage)'), /I10|DR1|D01/)
    }
    await search(page).focus()
    await typeLine(page, '1', '700')
    for (const [name, letters] of careLetters) {
      await search(page).focus()
      await page.keyboard.press('Enter')
      const field = careField(page, name)
      await field.and(page.locator(':focus')).waitFor()
      await page.getByRole('alert').getByText(`请先选${name}`).waitFor()
      assert.equal(await field.getAttribute('aria-invalid'), 'true')
      assert.deepEqual(await barriers(page), [])
      await page.keyboard.type(letters)
      await page.keyboard.press('Enter')
      await page.getByRole('alert').getByText(`请先选${name}`).waitFor({ state: 'hidden' })
    }
    assert.deepEqual(sent, [])
    await page.getByRole('heading', { name: '收费台' }).click()
    await page.keyboard.press('?')
    const keys = page.getByRole('dialog', { name: '键盘操作' })
    for (const does of ['办理入院', '退费：到收费记录中选一笔']) await keys.getByText(does).waitFor()
    await page.keyboard.press('Escape')
    await keys.waitFor({ state: 'hidden' })
    await page.keyboard.press('Alt+r')
    await page.getByLabel('住院号').and(page.locator(':focus')).waitFor()
  }),
)

test('who leaves the till with a line that is not settled is asked first', skip, () =>
  withConsole(async (console) => {
    const { page } = await tillOf(console)
    await page.getByRole('link', { name: /本班 0 笔/ }).click()
    await page.getByRole('heading', { name: '班次与对账' }).first().waitFor()
    await page.getByRole('menuitem', { name: '收费台' }).click()
    await identified(page, patient.certificateNumber)
    await typeLine(page, '2', '350')
    const question = page.getByRole('dialog', { name: '还有没办完的收费' })
    const ways = [
      () => page.getByRole('link', { name: /本班 0 笔/ }).click(),
      () => page.keyboard.press('Alt+t'),
      () => page.goBack(),
      () => page.getByRole('button', { name: '退出' }).click(),
    ]
    for (const leave of ways) {
      await leave()
      await question.getByRole('button', { name: '留在收费台' }).and(page.locator(':focus')).waitFor()
      assert.deepEqual(await barriers(page), [])
      await page.keyboard.press('Enter')
      await question.waitFor({ state: 'hidden' })
      await page.getByText('明细 1 行').waitFor()
    }
    await page.getByRole('link', { name: /本班 0 笔/ }).click()
    await question.getByRole('button', { name: '放弃并离开' }).click()
    await page.getByRole('heading', { name: '班次与对账' }).first().waitFor()
    await question.waitFor({ state: 'hidden' })
    await page.goBack()
    await identified(page, patient.certificateNumber)
    await page.getByText('明细 0 行').waitFor()
    await typeLine(page, '2', '350')
    await page.getByRole('button', { name: '退出' }).click()
    await question.getByRole('button', { name: '放弃并离开' }).click()
    await page.getByLabel('用户名').waitFor()
    assert.doesNotMatch(page.url(), /till|sign-out/)
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
    assert.equal(await isHeld(page), true)
    assert.deepEqual(await barriers(page), [])
    await waiting.getByRole('button', { name: '立即再问' }).click()
    await page.unrouteAll({ behavior: 'wait' })
    await page.getByText('收费完成').waitFor()
    assert.equal(await isHeld(page), false)
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
    // What lies behind the dialog does not act.
    await page.keyboard.press('F9')
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
    await page.getByRole('alert').getByText('该报文已被冲正，不再受理').waitFor()
    assert.equal(await page.getByText('flow.reversed-before').count(), 0)
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
    const number = page.getByRole('textbox', { name: '证件号码' })
    const unknown = page.getByRole('alert').getByText('没有查到这个参保人')
    let answer = (): void => undefined
    const slow = new Promise<void>((resolve) => {
      answer = resolve
    })
    await page.route('**/api/till/person', async (route) => {
      await slow
      await route.continue()
    })
    await page.keyboard.type('990000198001010000')
    await page.keyboard.press('Enter')
    await page.getByRole('status').getByText('正在识别…').waitFor()
    assert.equal(await number.inputValue(), '990000198001010000')
    answer()
    await unknown.waitFor()
    await number.and(page.locator(':focus')).waitFor()
    await number.fill('')
    await page.keyboard.press('Enter')
    await page.getByRole('status').getByText('请先填写号码').waitFor()
    assert.equal(await unknown.count(), 0)
    await page.keyboard.press('F4')
    await page.getByText('没有读到卡').waitFor()
    assert.equal(await page.getByText('请先填写号码').count(), 0)
    await identified(page, patient.certificateNumber)
    await page.getByRole('combobox', { name: '找项目' }).fill('zzzz')
    await page.getByText('没有找到').waitFor()
    await page.keyboard.press('Escape')
    await typeLine(page, 'x', '5')
    await page.getByText('数量应大于 0，至多 4 位小数').waitFor()
    const [quantity, price] = ['数量', '单价'].map((what) => page.getByRole('textbox', { name: `测试药品A ${what}` }))
    assert.equal(await quantity?.getAttribute('aria-invalid'), 'true')
    await quantity?.fill('２')
    await price?.fill('1e3')
    await page.getByText('单价应大于 0，至多 6 位小数').waitFor()
    await quantity?.fill('99999999')
    await price?.fill('9000000000')
    await page.getByText('一行不超过 1 亿元').waitFor()
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
      await refund.getByText('至少 4 个字，记入操作日志').waitFor()
      await refund.getByLabel('退费事由').fill('  拿错  ')
      await refund.getByRole('button', { name: '确认退费' }).click()
      await refund.getByText('事由至少 4 个字，现有 2 个').waitFor()
      await refund.getByLabel('退费事由').fill('药品拿错')
      assert.deepEqual(await barriers(shift), [])
      const sent: string[] = []
      await shift.route('**/api/till/messages', async (route) => {
        sent.push((route.request().postDataJSON() as { msgid: string }).msgid)
        await route.continue()
      })
      await refund.getByRole('button', { name: '确认退费' }).dblclick()
      await refund.waitFor({ state: 'hidden' })
      assert.equal(sent.length, 1)
      await shift.getByText('收费（已退）').waitFor()
      assert.equal(await settlementsOf(world, buyer.insuredId), 2)
      await shift.getByRole('tab', { name: '日对账' }).click()
      await shift.getByText('收费台与中心账目一致').waitFor()
      assert.equal(await shift.getByText('不经收费台').count(), 0)
      expectOk(
        await world
          .till(pharmacy)
          .ask('2102', buyer, purchaseInput(buyer, [{ code: items.whole.code, price: 45, quantity: 1 }])),
      )
      await shift.reload()
      await shift.getByText('不一致：中心另有不经收费台的结算').waitFor()
      await shift.getByText('不经收费台的 1 笔，总额 45.00：由本机构自己的信息系统以国家接口报文发来').waitFor()
      assert.deepEqual(await barriers(shift), [])
      const care = shift.getByRole('row').filter({ hasText: '定点药店购药' })
      await care.getByRole('link', { name: '2', exact: true }).click()
      await shift.getByText('只看 职工医保 · 定点药店购药').waitFor()
      await shift.getByText('共 2 行').waitFor()
      await shift.goBack()
      await care.getByRole('link', { name: '45.00', exact: true }).click()
      await shift.getByText('共 3 行').waitFor()
      const address = new URL(shift.url()).searchParams
      assert.deepEqual([address.get('scheme'), address.get('medType')], ['"310"', '"41"'])
      await shift.goBack()
      await shift.getByRole('button', { name: '结班' }).click()
      const closing = shift.getByRole('dialog', { name: '结班' })
      for (const wrong of ['一百', '-5', '0.005', '20000000']) {
        await closing.getByLabel('清点现金（元）').fill(wrong)
        await closing.getByText(/请填写金额|不超过 1000 万元/).waitFor()
        await closing.getByLabel('清点现金（元）').fill('')
        await closing.getByText(/请填写金额|不超过 1000 万元/).waitFor({ state: 'hidden' })
      }
      await closing.getByLabel('清点现金（元）').fill('１.5')
      await closing.getByText('长款').waitFor()
      await closing.getByRole('button', { name: '结班' }).click()
      await closing.getByText('有差额，请说明原因').waitFor()
      await closing.getByLabel('备注').fill('找零备用金未取出')
      await closing.getByRole('button', { name: '结班' }).click()
      await closing.getByText('请确认差额').waitFor()
      assert.deepEqual(await barriers(shift), [])
      await closing.getByRole('checkbox', { name: '已重新清点，按此差额结班' }).check()
      await closing.getByRole('button', { name: '结班' }).click()
      const paper = shift.getByRole('dialog', { name: '收费班次结班单' })
      await paper.getByText('清点现金').waitFor()
      await paper.getByText('备注：找零备用金未取出').waitFor()
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
    await page.getByRole('region', { name: '参保人' }).getByText('住院对照区（990270）').waitFor()
    await page.getByText('办理入院').click()
    await page.getByLabel('住院号').fill('ZY-1')
    await page.getByLabel('床位').fill('12')
    await page.getByRole('button', { name: '入院', exact: true }).click()
    await page.getByRole('button', { name: /普通住院/ }).waitFor()
    await search(page).focus()
    await typeLine(page, '2', '3000')
    await search(page).focus()
    await typeLine(page, '1', '20.5')
    await page.keyboard.press('F7')
    await page.getByText(/未结 2 行/).waitFor()
    const onFile = page.getByRole('region', { name: '已上传未结明细' })
    const wrong = onFile.getByRole('row').filter({ hasText: '20.50' })
    assert.deepEqual((await wrong.locator('td').allInnerTexts()).slice(0, 5), [
      today,
      '测试药品A\nTEST-A',
      '1',
      '20.50',
      '20.50',
    ])
    assert.deepEqual(await barriers(page), [])
    await wrong.getByRole('button', { name: '撤下' }).click()
    const one = page.getByRole('dialog', { name: '撤下这一行' })
    await one.getByLabel('撤下这一行事由').fill('单价录错')
    await page.keyboard.press('Enter')
    await one.waitFor({ state: 'hidden' })
    await page.getByText(/未结 1 行/).waitFor()
    await wrong.waitFor({ state: 'detached' })
    await onFile.getByText('6,000.00').waitFor()
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
    await named(page, inpatient.certificateNumber)
    await page.getByRole('button', { name: /普通住院/ }).click()
    for (const onStay of ['I10.x00x002 高血压', 'D01 内科'])
      await page.locator('.till-field').filter({ hasText: onStay }).waitFor()
    await search(page).focus()
    await typeLine(page, '1', '500')
    await page.keyboard.press('F7')
    await careField(page, '医生').and(page.locator(':focus')).waitFor()
    await page.keyboard.type('csys')
    await page.keyboard.press('Enter')
    await search(page).and(page.locator(':focus')).waitFor()
    await page.keyboard.press('F7')
    await page.getByText(/未结 1 行/).waitFor()
    await page.keyboard.press('Alt+c')
    await page.getByRole('button', { name: '撤销出院' }).waitFor()
    await page.keyboard.press('F8')
    await page.getByText('应收现金').waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.keyboard.press('F9')
    await page.getByText('收费完成').waitFor()
    assert.equal(await settlementsOf(world, inpatient.insuredId), 2)
    await page.keyboard.press('Enter')
    await named(page, inpatient.certificateNumber)
    assert.equal(await page.getByRole('button', { name: /普通住院/ }).count(), 0)
  }),
)
