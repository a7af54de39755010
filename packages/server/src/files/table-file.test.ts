import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import { ZipFile as ZipWriter } from 'yazl'
import { type TableItem, type TableLayout, tableRows, usualLimits } from './table-file.ts'
import { unpacksBeyond } from './xlsx-parts.ts'

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
  assert.match(unreadable(await read('a.csv', 'amount\n1\n')), /缺少列 姓名 \(missing columns: name\)/)
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

type Part = readonly [name: string, content: string | Uint8Array]

/** A workbook put together by hand. */
async function packed(parts: readonly Part[]): Promise<Buffer> {
  const zip = new ZipWriter()
  for (const [name, content] of parts) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  return await buffer(zip.outputStream)
}

const head: readonly Part[] = [
  ['xl/workbook.xml', '<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'],
  [
    'xl/_rels/workbook.xml.rels',
    '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
  ],
]

const cell = (at: string, text: string): string => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`
const sheetOf = (rows: string): string => `<worksheet><sheetData>${rows}</sheetData></worksheet>`
const small = sheetOf(`<row r="1">${cell('A1', '姓名')}</row><row r="2">${cell('A2', '张三')}</row>`)

test('a workbook is read whatever the order of its parts, and of its other parts nothing is unpacked', async () => {
  const strings = '<sst><si><t>姓名</t></si><si><t>张三</t></si></sst>'
  const shared = sheetOf('<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row>')
  const picture: Part = ['xl/media/image1.png', new Uint8Array(2_000_000)]
  const limits = { ...usualLimits, textBytes: 1_000_000 }
  const forms: readonly (readonly Part[])[] = [
    [...head, ['xl/worksheets/sheet1.xml', small]],
    [picture, ['xl/worksheets/sheet1.xml', shared], ['xl/sharedStrings.xml', strings], ...head],
  ]
  for (const parts of forms) {
    const items = await read('parts.xlsx', await packed(parts), limits)
    assert.deepEqual(cellsOf(items), [{ ...zhang, amount: '' }])
  }
})

test('no letter of a long workbook is lost where one piece of it ends and the next begins', async () => {
  const name = '张三李四𠮷'
  const count = 20_000
  const strings = `<sst>${`<si><t>${name}</t></si>`.repeat(count)}</sst>`
  const rows = Array.from(
    { length: count },
    (_, index) =>
      `<row r="${index + 2}"><c r="A${index + 2}" t="s"><v>${index}</v></c>${cell(`B${index + 2}`, name)}</row>`,
  )
  const sheet = sheetOf(`<row r="1">${cell('A1', '姓名')}${cell('B1', '金额')}</row>${rows.join('')}`)
  const items = await read(
    'long.xlsx',
    await packed([...head, ['xl/sharedStrings.xml', strings], ['xl/worksheets/sheet1.xml', sheet]]),
  )
  const whole = items.filter(
    (item) => item.kind === 'row' && item.row.cells.name === name && item.row.cells.amount === name,
  )
  assert.equal(whole.length, count)
})

test('a workbook that would unpack to too much, or has too many parts, is refused before it is unpacked', async () => {
  const much = await packed([...head, ['xl/worksheets/sheet1.xml', new Uint8Array(30_000_000)]])
  assert.ok(much.length < 100_000)
  const limits = { ...usualLimits, textBytes: 20_000_000 }
  assert.match(unreadable(await read('much.xlsx', much, limits)), /^1: 展开后有 31 MB，超过 20 MB/)
  assert.ok(await unpacksBeyond(much, limits))
  assert.ok(!(await unpacksBeyond(much, usualLimits)))
  const scraps = Array.from({ length: 30 }, (_, index): Part => [`scrap${index}`, ''])
  const many = await packed([...head, ['xl/worksheets/sheet1.xml', small], ...scraps])
  assert.match(unreadable(await read('many.xlsx', many, { ...limits, entries: 32 })), /有 33 个部件，超过 32 个/)
  assert.equal(unreadable(await read('many.xlsx', many, { ...limits, entries: 33 })), 'readable')
})

test('a workbook that says it is smaller than it is breaks off, and so does one that is damaged within', async () => {
  const honest = await packed([...head, ['xl/worksheets/sheet1.xml', new Uint8Array(5_000_000)]])
  const lying = Buffer.from(honest)
  const size = Buffer.alloc(4)
  size.writeUInt32LE(5_000_000)
  for (let at = lying.indexOf(size); at >= 0; at = lying.indexOf(size)) lying.writeUInt32LE(1_000, at)
  const limits = { ...usualLimits, textBytes: 20_000 }
  assert.match(unreadable(await read('lying.xlsx', lying, limits)), /^1: 工作簿读不出.*too many bytes/)
  const damaged = await packed([...head, ['xl/worksheets/sheet1.xml', small.repeat(2_000)]])
  damaged.fill(0xff, 700, 760)
  assert.match(unreadable(await read('damaged.xlsx', damaged)), /^1: 工作簿读不出/)
})
