import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
import { barriers, withConsole, withoutBrowser } from '../support/browser.ts'
import { region } from '../support/rest.ts'

const skip = { skip: withoutBrowser }

async function listOf(rows: readonly (readonly string[])[]): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('名单').addRows(rows.map((row) => [...row]))
  return Buffer.from(await book.xlsx.writeBuffer())
}

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

async function handIn(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: xlsx, buffer })
}

async function saved(page: Page, button: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ])
  return await readFile(await download.path())
}

test('a list is checked, corrected from its wrong rows, and written', skip, () =>
  withConsole(async ({ world, pageOf }) => {
    const { page } = await pageOf([region('clerk', '990200')], '/imports?kind=institutions')
    await page.getByRole('heading', { name: '名单导入' }).waitFor()
    assert.deepEqual(await barriers(page), [])
    const template = new ExcelJS.Workbook()
    await template.xlsx.load((await saved(page, '下载模板')).buffer as ArrayBuffer)
    assert.equal(template.worksheets[0]?.getCell('A1').value, '机构编码 *')

    const header = ['机构编码', '名称', '类型', '级别', '区划', '有效开始']
    const good = ['H99020000088', '第八医院', '医院', '05', '990200', '2023-01-01']
    const bad = ['H99020000099', '第九医院', '医院', '99', '990200', '2023-02-30']
    await handIn(page, '机构.xlsx', await listOf([header, good, bad]))
    await page.getByText('1 行有误，未写入任何数据').waitFor()
    await page.getByRole('cell', { name: '2023-02-30' }).waitFor()
    assert.deepEqual(await barriers(page), [])

    const wrong = new ExcelJS.Workbook()
    await wrong.xlsx.load((await saved(page, '下载有误的行')).buffer as ArrayBuffer)
    const sheet = wrong.worksheets[0]
    assert.ok(sheet !== undefined && sheet.rowCount === 2)
    sheet.getCell('D2').value = '05'
    sheet.getCell('F2').value = '2023-03-01'

    await page.getByRole('button', { name: '只写入无误的 1 行' }).click()
    await page.getByRole('button', { name: '写入', exact: true }).click()
    await page.getByText(/已写入，/).waitFor()

    await page.getByRole('link', { name: '上传另一份' }).click()
    await handIn(page, '改正.xlsx', Buffer.from(await wrong.xlsx.writeBuffer()))
    await page.getByText('每一行都可写入').waitFor()
    await page.getByRole('button', { name: '写入全部 1 行' }).click()
    await page.getByText(/已写入，/).waitFor()
    const { rows } = await world.database.pool.query(
      `select name from provider where provider_code in ('H99020000088', 'H99020000099') order by 1`,
    )
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['第九医院', '第八医院'],
    )
  }),
)

test('a file that is no list is told as what it is, in the language of the reader', skip, () =>
  withConsole(async ({ pageOf }) => {
    const { page } = await pageOf([region('clerk', '990200')], '/imports', { language: 'en', looks: 'dark' })
    await handIn(page, 'list.pdf', Buffer.from('%PDF-1.7'))
    await page.getByRole('alert').getByText('not a workbook, CSV or TSV').waitFor()
    await page.getByRole('radio', { name: /Catalogue items/ }).check()
    await handIn(page, 'list.xlsx', await listOf([['编码']]))
    await page.getByRole('alert').getByText('the catalogue is everybody’s').waitFor()
  }),
)

test('a large list is checked while one is away; page, head and list of jobs lead back to it', skip, () =>
  withConsole(async ({ world, pageOf, pageFor }) => {
    const { page, user } = await pageOf([region('clerk', '990200')], '/imports?kind=institutions')
    const holder = await world.database.pool.connect()
    try {
      // As an import at the command line holds it.
      await holder.query('select pg_advisory_lock($1::bigint)', [BigInt('0x796962616f696d70').toString()])
      const header = ['机构编码', '名称', '类型', '级别', '区划', '有效开始']
      const rows = Array.from({ length: 10_000 }, (_, index) => [`X${index}`, '', '庙', '99', '330200', '2023-02-30'])
      await handIn(page, '一万行.xlsx', await listOf([header, ...rows]))
      await page.getByText('等待另一个导入结束').waitFor()
      assert.deepEqual(await barriers(page), [])
      await page.reload()
      await page.getByText('等待另一个导入结束').waitFor()
      await page.getByRole('menuitem', { name: '名单导入' }).click()
      await page.getByText(/上传的名单正在检查/).waitFor()
      await page.getByRole('link', { name: '任务：1 个进行中' }).waitFor()
    } finally {
      holder.release(true)
    }
    await page.getByRole('link', { name: '任务：1 个已结束' }).click({ timeout: 60_000 })
    await page.getByText('10000 行，有误 10000 行').waitFor()
    assert.deepEqual(await barriers(page), [])
    assert.equal(await page.getByRole('link', { name: /^任务：/ }).count(), 0, 'what was looked at is no news')
    await world.database.pool.query(`update job set ended_at = ended_at - interval '1 day'`)
    const another = await pageFor(user, '/jobs')
    await another.getByText('10000 行，有误 10000 行').waitFor()
    await another.getByRole('menuitem', { name: '名单导入' }).click()
    await another.getByRole('heading', { level: 1, name: '名单导入' }).waitFor()
    const told = another.getByRole('link', { name: /^任务：/ })
    assert.equal(await told.count(), 0, 'what ended before the last sign-in is no news in another browser')
    await page.getByRole('link', { name: '打开' }).click()
    await page.getByText('10000 行有误，未写入任何数据').waitFor()
    const wrong = new ExcelJS.Workbook()
    await wrong.xlsx.load((await saved(page, '下载有误的行')).buffer as ArrayBuffer)
    assert.equal(wrong.worksheets[0]?.rowCount, 10_001)
  }),
)

test('a writing that is cancelled says that nothing was written, and may be asked for again', skip, () =>
  withConsole(async ({ world, pageOf }) => {
    const { page } = await pageOf([region('clerk', '990200')], '/imports?kind=institutions', { language: 'en' })
    const row = ['H99020000088', '第八医院', '医院', '05', '990200', '2023-01-01']
    await handIn(page, 'list.xlsx', await listOf([['机构编码', '名称', '类型', '级别', '区划', '有效开始'], row]))
    await page.getByText('Every row may be written').waitFor()
    const holder = await world.database.pool.connect()
    try {
      await holder.query('select pg_advisory_lock($1::bigint)', [BigInt('0x796962616f696d70').toString()])
      await page.getByRole('button', { name: 'Write all 1 rows' }).click()
      await page.getByText('Waiting for another import to end').waitFor()
      await page.getByRole('button', { name: 'Cancel' }).click()
      await page.getByText('The writing was cancelled; nothing was written').waitFor()
    } finally {
      holder.release(true)
    }
    await page.getByRole('button', { name: 'Write all 1 rows' }).click()
    await page.getByText(/^Written, /).waitFor()
  }),
)
