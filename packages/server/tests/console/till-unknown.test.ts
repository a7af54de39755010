import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barriers, withConsole } from '../support/browser.ts'
import {
  confirm,
  identified,
  isHeld,
  patient,
  quoted,
  settlementsOf,
  skip,
  tillOf,
  typeLine,
} from '../support/till-page.ts'

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
