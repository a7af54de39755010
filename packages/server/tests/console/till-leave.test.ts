import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barriers, withConsole } from '../support/browser.ts'
import { buyer, identified, named, patient, skip, tillOf, typeLine } from '../support/till-page.ts'

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

test('lines that were typed for one person do not make way for the next one without a word', skip, () =>
  withConsole(async (console) => {
    const { page } = await tillOf(console)
    await identified(page, patient.certificateNumber)
    await typeLine(page, '2', '350')
    const question = page.getByRole('dialog', { name: '还有没收费的明细' })
    const number = page.getByRole('textbox', { name: '证件号码' })
    const ways = [
      () => page.keyboard.press('Alt+n'),
      async () => {
        await page.keyboard.press('F2')
        await number.fill(buyer.certificateNumber)
        await page.keyboard.press('Enter')
      },
    ]
    for (const change of ways) {
      await change()
      await question.getByRole('button', { name: '继续收费' }).and(page.locator(':focus')).waitFor()
      assert.deepEqual(await barriers(page), [])
      await page.keyboard.press('Enter')
      await question.waitFor({ state: 'hidden' })
      await page.getByText('明细 1 行').waitFor()
    }
    await number.press('Enter')
    await question.getByRole('button', { name: '放弃明细' }).click()
    await page.getByText('明细 0 行').waitFor()
    assert.equal(await number.inputValue(), '')
    await page.keyboard.press('Alt+n')
    await page.getByText('先识别参保人').waitFor()
    assert.equal(await question.isVisible(), false)
    await named(page, patient.certificateNumber)
    await page.getByText('明细 0 行').waitFor()
  }),
)
