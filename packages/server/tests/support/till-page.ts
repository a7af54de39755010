import { fen } from '@yibao/core/kernel'
import type { Page } from 'playwright-core'
import { importWriters } from '../../src/store/import-store.ts'
import { type Console, withoutBrowser } from './browser.ts'
import { plantRegister } from './register.ts'
import { institution } from './rest.ts'
import { hospital, person, type World } from './world.ts'

export const skip = { skip: withoutBrowser }
export const patient = person(1)
export const buyer = person(2)
export const inpatient = person(3, '990270')

const cashierAt = (where: typeof hospital) => [institution('cashier', where.providerCode)]

async function plant(world: World): Promise<void> {
  await world.plant([patient, buyer, inpatient].map((who) => ({ person: who, balance: fen(100_00) })))
  await plantRegister(world, hospital)
  await importWriters(world.database.pool).writeDiagnoses([
    { edition: 'ICD-10-NHSA-2.0', code: 'I10.x00x002', name: '高血压' },
  ])
}

export async function tillOf({ world, pageOf }: Console, where = hospital) {
  await plant(world)
  const opened = await pageOf(cashierAt(where), '/till')
  await opened.page.getByRole('textbox', { name: '证件号码' }).waitFor()
  return opened
}

export const search = (page: Page) => page.getByRole('combobox', { name: '找项目' })
export const confirm = (page: Page) => page.getByRole('button', { name: /确认收费/ })

export async function settlementsOf({ database }: World, insuredId: string): Promise<number> {
  const { rows } = await database.pool.query<{ n: number }>(
    'select count(*)::int as n from settlement where insured_id = $1',
    [insuredId],
  )
  return rows[0]?.n ?? -1
}

/** Whether the browser would ask before it leaves the page. */
export const isHeld = (page: Page): Promise<boolean> =>
  page.evaluate(`!window.dispatchEvent(new Event('beforeunload', { cancelable: true }))`)

export const careLetters = [
  ['诊断', 'gxy'],
  ['科室', 'nk'],
  ['医生', 'csys'],
] as const
export const careField = (page: Page, name: string) => page.getByRole('combobox', { name: `找${name}` })

/** Chooses diagnosis, department and doctor as a cashier does: a few letters, Enter. */
export async function careTyped(page: Page): Promise<void> {
  for (const [name, letters] of careLetters) {
    await careField(page, name).and(page.locator(':focus')).waitFor()
    await page.keyboard.type(letters)
    await page.keyboard.press('Enter')
  }
}

export async function named(page: Page, certificateNumber: string): Promise<void> {
  await page.getByRole('textbox', { name: '证件号码' }).fill(certificateNumber)
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: '参保人' }).waitFor()
}

export async function identified(page: Page, certificateNumber: string): Promise<void> {
  await named(page, certificateNumber)
  await careTyped(page)
}

/** Types one line as a cashier does: letters, Enter, quantity, Enter, price, Enter. */
export async function typeLine(page: Page, quantity: string, price: string): Promise<void> {
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
export async function quoted(page: Page, price: string): Promise<void> {
  await typeLine(page, '1', price)
  await search(page).and(page.locator(':focus')).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('应收现金').waitFor()
}
