import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import { type TableItem, type TableLayout, tableRows, usualLimits } from './table-file.ts'

const layout: TableLayout<'name' | 'amount' | 'born'> = {
  columns: [
    { name: 'name', chinese: '姓名', required: true },
    { name: 'amount', chinese: '金额', required: false },
    { name: 'born', chinese: '出生日期', required: false },
  ],
  freePrefix: 'trait.',
  strangers: 'refuse',
}

let folder: string
beforeEach(async () => {
  folder = await mkdtemp('/tmp/yibao-table-')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

type Item = TableItem<'name' | 'amount' | 'born'>

async function read(file: string, content: string | Uint8Array, limits = usualLimits): Promise<Item[]> {
  const path = join(folder, file)
  await writeFile(path, content)
  const items: Item[] = []
  for await (const item of tableRows(path, layout, limits)) items.push(item)
  return items
}

function cellsOf(items: readonly Item[]): unknown[] {
  return items.map((item) =>
    item.kind === 'row' ? { line: item.row.line, ...item.row.cells, ...item.row.free } : item,
  )
}

function unreadable(items: readonly Item[]): string {
  const last = items.at(-1)
  return last?.kind === 'unreadable' ? `${last.problem.line}: ${last.problem.what}` : 'readable'
}

const zhang = { line: 2, name: '张三', amount: '12.5', born: '' }

/** 姓名,金额 / 张三,12.5 as Chinese Excel writes it. */
const gb18030 = Buffer.from('d0d5c3fb2cbdf0b6ee0d0ad5c5c8fd2c31322e350d0a', 'hex')

test('a list reads the same as UTF-8 with and without its mark, as GB18030, as UTF-16 and packed', async () => {
  const text = '姓名,金额\r\n张三,12.5\r\n'
  const forms: [string, string | Uint8Array][] = [
    ['plain.csv', text],
    ['marked.csv', `\uFEFF${text}`],
    ['gb.csv', gb18030],
    ['wide.csv', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['packed.csv.gz', gzipSync(text)],
    ['tabs.tsv', text.replaceAll(',', '\t')],
    ['tabs.tsv.gz', gzipSync(text.replaceAll(',', '\t'))],
  ]
  for (const [file, content] of forms) assert.deepEqual(cellsOf(await read(file, content)), [zhang], file)
})

test('headers may be English, starred, spaced and in any order; free columns keep their name', async () => {
  const items = await read('a.csv', 'Amount, NAME *,trait.capClass\n12.5,张三,highest\n')
  assert.deepEqual(cellsOf(items), [{ ...zhang, capClass: 'highest' }])
})

test('quoted cells hold commas, and empty rows are passed over with their lines counted', async () => {
  const items = await read('a.csv', 'name,amount\n\n"张,三",1\n,\n李四,2\n')
  assert.deepEqual(cellsOf(items), [
    { line: 3, name: '张,三', amount: '1', born: '' },
    { line: 5, name: '李四', amount: '2', born: '' },
  ])
})

test('an unknown, a missing and a doubled column stop the reading and name the column', async () => {
  assert.match(unreadable(await read('a.csv', 'name,colour\nx,y\n')), /1: 不认识的列 colour/)
  assert.match(unreadable(await read('a.csv', 'amount\n1\n')), /缺少列 姓名 name/)
  assert.match(unreadable(await read('a.csv', 'name,姓名\nx,y\n')), /重复的列 姓名/)
  assert.match(unreadable(await read('a.csv', '')), /空文件/)
})

test('a broken quote, a damaged packing, a foreign kind and a false workbook are told apart', async () => {
  assert.match(unreadable(await read('a.csv', 'name\nx\n"y\n')), /3: 引号不成对/)
  assert.match(unreadable(await read('a.csv.gz', gzipSync('name\nx\n').subarray(0, 20))), /压缩包损坏/)
  assert.match(unreadable(await read('a.csv.gz', 'name\nx\n')), /压缩包损坏/)
  assert.match(unreadable(await read('a.xls', 'name\nx\n')), /不支持的文件类型/)
  assert.match(unreadable(await read('a.xlsx', 'name\nx\n')), /不是 .xlsx 工作簿/)
  assert.match(unreadable(await read('a.csv', Buffer.of(0x6e, 0x0a, 0xff, 0xff, 0x0a))), /既不是 UTF-8 也不是 GB18030/)
})

test('limits on bytes, unpacked bytes, rows and cells hold', async () => {
  const text = `name\n${'x\n'.repeat(50)}`
  assert.match(unreadable(await read('a.csv', text, { ...usualLimits, fileBytes: 40 })), /larger than/)
  assert.match(unreadable(await read('a.csv.gz', gzipSync(text), { ...usualLimits, textBytes: 40 })), /larger than/)
  assert.match(unreadable(await read('a.csv', text, { ...usualLimits, rows: 49 })), /51: 超过 49 行/)
  const [item] = await read('a.csv', 'name\nxxxxxx\n', { ...usualLimits, cellCharacters: 5 })
  assert.equal(item?.kind, 'bad')
})

test('more cells than the header has is a fault of that row alone', async () => {
  const items = await read('a.csv', 'name,amount\nx,1,234\ny,2\n')
  assert.deepEqual(
    items.map((item) => item.kind),
    ['bad', 'row'],
  )
})

async function workbook(fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  fill(book.addWorksheet('名单'), book)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

test('a workbook gives formulas as values, dates as days, rich text as text, and only its first sheet', async () => {
  const content = await workbook((sheet, book) => {
    sheet.addRow(['姓名 *', '金额', '出生日期'])
    sheet.addRow([
      { richText: [{ text: '张' }, { text: '三' }] },
      { formula: '5+7.5', result: 12.5 },
      new Date('1980-01-31'),
    ])
    sheet.addRow([])
    sheet.addRow(['李四', 0.1 + 0.2, '1980-02-01'])
    book.addWorksheet('说明').addRow(['something', 'else'])
  })
  assert.deepEqual(cellsOf(await read('a.xlsx', content)), [
    { line: 2, name: '张三', amount: '12.5', born: '1980-01-31' },
    { line: 4, name: '李四', amount: '0.3', born: '1980-02-01' },
  ])
})

test('a workbook cell that lost its value is a fault of that row', async () => {
  const content = await workbook((sheet) => {
    sheet.addRow(['name', 'amount'])
    sheet.addRow(['long number', 990000198001010000])
    sheet.addRow(['error', { error: '#DIV/0!' }])
    sheet.addRow(['formula', { formula: 'A1' }])
    sheet.addRow(['good', 1])
  })
  const items = await read('a.xlsx', content)
  assert.deepEqual(
    items.map((item) => (item.kind === 'bad' ? item.problems[0]?.column : item.kind)),
    ['amount', 'amount', 'amount', 'row'],
  )
})
