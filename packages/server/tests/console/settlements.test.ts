import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { fen } from '@yibao/core/kernel'
import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
import { barriers, type Console, withConsole, withoutBrowser } from '../support/browser.ts'
import { institution, region } from '../support/rest.ts'
import { cancelInput, expectOk, settleInput, upload } from '../support/visit.ts'
import { hospital, items, person } from '../support/world.ts'

/** Settles some visits, the last of which is cancelled. @returns the settlements, in their order */
async function settleSome({ world }: Console, count: number): Promise<readonly string[]> {
  const who = person(1)
  await world.plant([{ person: who, balance: fen(500_00) }])
  const till = world.till(hospital)
  const made: string[] = []
  for (let number = 1; number <= count; number += 1) {
    const line = { code: items.whole.code, price: number * 100, quantity: 1 }
    const bill = await upload(till, who, [line], `V${number}`)
    const { setlinfo } = expectOk(await till.ask('2207', who, settleInput(bill))).output
    made.push(setlinfo.setl_id)
    if (number === count) expectOk(await till.ask('2208', who, cancelInput(who, setlinfo)))
  }
  return made
}

/** Waits until a list has so many rows. */
async function rowsOf(page: Page, count: number): Promise<void> {
  const rows = page.locator('.rows-row')
  for (let look = 0; look < 100; look += 1) {
    if ((await rows.count()) === count) return
    await page.waitForTimeout(100)
  }
  assert.equal(await rows.count(), count)
}

const shots = process.env.YIBAO_SHOTS

test('settlements are listed, filtered, kept, exported, and opened by keys', { skip: withoutBrowser }, () =>
  withConsole(async (console) => {
    const settled = await settleSome(console, 4)
    const { page } = await console.pageOf([region('clerk')], '/settlements')
    await rowsOf(page, 5)
    await page.locator('h1').getByText('5 笔').waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.setViewportSize({ width: 683, height: 384 })
    const frame = await page.getByRole('grid').boundingBox()
    assert.ok((frame?.height ?? 0) >= 240, 'enlarged twice the list still shows rows')
    await page.setViewportSize({ width: 1366, height: 768 })
    if (shots !== undefined) await page.screenshot({ path: `${shots}/settlements-zh.png` })

    const institution = page.getByLabel('机构编码')
    await institution.fill('H33/02')
    await page.keyboard.press('Enter')
    await page.getByText('写法不对，未按此筛选').waitFor()
    assert.equal(await institution.getAttribute('aria-invalid'), 'true')
    await institution.fill('')
    await page.keyboard.press('Enter')
    await page.getByText('写法不对，未按此筛选').waitFor({ state: 'hidden' })

    await page.getByLabel('费用不少于（元）').fill('300')
    await page.keyboard.press('Enter')
    await rowsOf(page, 3)
    assert.match(page.url(), /totalFrom=30000/)
    await page.getByRole('button', { name: '保存的条件' }).click()
    await page.getByLabel('给当前条件起个名字').fill('大额')
    await page.getByRole('button', { name: /^保 ?存$/ }).click()
    await page.getByRole('button', { name: '大额', exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '清除条件' }).click()
    await rowsOf(page, 5)
    await page.getByRole('button', { name: '保存的条件' }).click()
    await page.getByRole('button', { name: '大额', exact: true }).click()
    await rowsOf(page, 3)

    await page.getByRole('button', { name: '导出 Excel' }).click()
    await page.getByText('已导出 3 行').waitFor({ timeout: 60_000 })
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: '下载' }).click()
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load((await readFile(await (await download).path())) as never)
    assert.equal(workbook.getWorksheet('结算')?.rowCount, 4)
    if (shots !== undefined) await page.screenshot({ path: `${shots}/settlements-export.png` })

    await page.getByRole('grid').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByText('来龙去脉').waitFor()
    await page.getByRole('cell', { name: `${hospital.name} ${hospital.providerCode}` }).waitFor()
    assert.ok(page.url().endsWith(`/${settled[3]}`), 'the second row is the settlement that was cancelled')
    await page.getByText('已撤销或冲正').waitFor()
    assert.deepEqual(await barriers(page), [])
    if (shots !== undefined) await page.screenshot({ path: `${shots}/settlement-zh.png`, fullPage: true })
    await page.getByRole('tab', { name: '分录' }).click()
    await page.getByRole('tab', { name: '费用明细' }).click()
    await page.getByText('TEST-A').first().waitFor()

    await page.goto(`${console.url}/console/jobs`)
    await page.getByText('导出结算').first().waitFor()
    assert.deepEqual(await barriers(page), [])
    if (shots !== undefined) await page.screenshot({ path: `${shots}/jobs.png` })
  }),
)

test('an auditor computes a settlement again, and reads its message', { skip: withoutBrowser }, () =>
  withConsole(async (console) => {
    const [settled = ''] = await settleSome(console, 2)
    const path = `/settlements/${person(1).insuredId}/${settled}`
    const { page, user } = await console.pageOf([region('auditor')], path, { language: 'en', looks: 'dark' })
    await page.getByRole('tab', { name: 'Compute again' }).click()
    await page.getByRole('button', { name: 'Compute and compare' }).click()
    await page.locator('table[aria-label="What would be different"], .ant-alert').first().waitFor()
    assert.deepEqual(await barriers(page), [])
    if (shots !== undefined) await page.screenshot({ path: `${shots}/settlement-en-dark.png`, fullPage: true })
    await page.getByRole('link', { name: 'message', exact: true }).click()
    await page.getByText('"infno": "2207"').waitFor()
    assert.deepEqual(await barriers(page), [])
    if (shots !== undefined) await page.screenshot({ path: `${shots}/message-en-dark.png`, fullPage: true })
    await page.getByRole('button', { name: 'Show unmasked' }).click()
    await page.getByLabel('Why; written to the operation log').fill('x')
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await page.locator('.ant-form-item-explain-error').waitFor()
    await page.getByLabel('Why; written to the operation log').fill('check the source')
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await page.getByText('check the source').waitFor({ state: 'detached' })

    const list = await console.pageFor(user, '/messages')
    await list.waitForSelector('.rows-row')
    assert.deepEqual(await barriers(list), [])
    await list.getByLabel('交易', { exact: true }).fill('门诊结算撤销')
    await list.keyboard.press('Enter')
    await rowsOf(list, 1)
    if (shots !== undefined) await list.screenshot({ path: `${shots}/messages-zh.png` })

    const cashier = await console.pageOf([institution('cashier', hospital.providerCode)], '/settlements')
    await rowsOf(cashier.page, 3)
    assert.equal(await cashier.page.getByRole('button', { name: '导出 Excel' }).count(), 0)
    assert.equal(await cashier.page.getByRole('link', { name: '报文', exact: true }).count(), 0)
  }),
)
