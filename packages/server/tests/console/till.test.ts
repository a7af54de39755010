import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTillDevice } from '../../../../tools/till-device.ts'
import { barriers, withConsole } from '../support/browser.ts'
import { region } from '../support/rest.ts'
import {
  buyer,
  careField,
  careLetters,
  careTyped,
  identified,
  inpatient,
  named,
  patient,
  quoted,
  search,
  settlementsOf,
  skip,
  tillOf,
  typeLine,
} from '../support/till-page.ts'
import { expectOk, purchaseInput } from '../support/visit.ts'
import { items, pharmacy, today } from '../support/world.ts'

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
