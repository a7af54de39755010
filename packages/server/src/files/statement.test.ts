import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { inflateSync } from 'node:zlib'
import { fen, isoDate } from '@yibao/core/kernel'
import ExcelJS from 'exceljs'
import { readPaperFont } from './statement-font.ts'
import { openPage } from './statement-page.ts'
import type { PaperRow, StatementPaper } from './statement-paper.ts'
import { lineSum } from './statement-paper.ts'
import { openPrinter } from './statement-printer.ts'
import { statementWorkbook } from './statement-xlsx.ts'

const row = (zh: string, en: string, cases: number, payable: number): PaperRow => ({
  name: { zh, en },
  cases,
  total: fen(payable * 2),
  charged: fen(payable),
  standard: fen(payable + 5),
  payable: fen(payable),
})

const low = { zh: '低倍率', en: 'low-cost' }

const paper: StatementPaper = {
  kind: 'month',
  number: 'JS-202503-H99000000001',
  noticeNumber: 'BF-202503-00012',
  authority: '示例市医疗保障经办中心',
  provider: { code: 'H99000000001', name: '模拟第一人民医院', level: { zh: '三级', en: 'tertiary' } },
  insurance: { zh: '职工医保', en: 'employees' },
  period: '2025-03',
  plan: '示例市 DRG 点数法 2025',
  issuedOn: isoDate('2025-04-18'),
  kinds: [row('正常', 'normal', 1_200, 1_000_000_10), row('低倍率', 'low-cost', 56, 234_567_80)],
  methods: [row('按病组', 'DRG', 1_256, 1_234_567_90)],
  lines: [
    { name: { zh: '病例应付', en: 'owed' }, effect: 'add', amount: fen(1_234_567_90), formula: '1,256 例之和' },
    { name: { zh: '质量保证金', en: 'deposit' }, effect: 'less', amount: fen(61_728_40), formula: '1,234,567.90 × 5%' },
    { name: { zh: '冲抵预付', en: 'advance' }, effect: 'less', amount: fen(500_000_00), formula: '2025-03' },
    { name: { zh: '病组均值', en: 'mean' }, effect: 'told', amount: fen(10_000_00), formula: '' },
  ],
  payable: fen(672_839_50),
  carriedOut: fen(0),
  deviating: Array.from({ length: 70 }, (_, index) => ({
    caseId: `S2025${String(index).padStart(9, '0')}`,
    dischargedOn: isoDate('2025-03-12'),
    group: 'GB13',
    kind: low,
    total: fen(20_000_00 + index),
    charged: fen(12_000_00),
    payable: fen(8_000_00 + index),
  })),
  leftOut: 3,
}

const printer = openPrinter()
after(() => printer.close())

/** What stands packed in a PDF. */
function streamsOf(pdf: Uint8Array): readonly string[] {
  const file = Buffer.from(pdf)
  const latin = file.toString('latin1')
  return [...latin.matchAll(/(?<!end)stream\n/g)].flatMap(({ index }) => {
    const begin = index + 'stream\n'.length
    const packed = file.subarray(begin, latin.indexOf('\nendstream', begin))
    return latin.slice(latin.lastIndexOf('obj', index), index).includes('FlateDecode')
      ? [inflateSync(packed).toString('latin1')]
      : []
  })
}

/** What a reader copies out of a PDF: its texts by the tables that map glyphs to characters. */
function textOf(pdf: Uint8Array): string {
  const streams = streamsOf(pdf)
  const characters = new Map<number, string>()
  for (const map of streams.filter((stream) => stream.includes('beginbfrange'))) {
    for (const [, first = '', list = ''] of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi)) {
      for (const [offset, [, units = '']] of [...list.matchAll(/<([0-9a-f ]+)>/gi)].entries())
        characters.set(
          Number.parseInt(first, 16) + offset,
          Buffer.from(units.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'),
        )
    }
  }
  const texts = streams.flatMap((stream) => [...stream.matchAll(/\[(.*?)\] TJ/g)].map(([, parts = '']) => parts))
  return texts
    .map((parts) =>
      [...parts.matchAll(/<([0-9a-f]+)>/gi)]
        .flatMap(([, glyphs = '']) => glyphs.match(/.{4}/g) ?? [])
        .map((glyph) => characters.get(Number.parseInt(glyph, 16)) ?? '?')
        .join(''),
    )
    .join('\n')
}

test('a statement can be read back from its PDF: head, sums, lines, words and every listed case', async () => {
  const pdf = await printer.statement(paper)
  assert.equal(Buffer.from(pdf).toString('latin1', 0, 5), '%PDF-')
  const text = textOf(pdf)
  for (const part of [
    '医疗保障基金月结算单',
    '编号 No. JS-202503-H99000000001',
    '机构 institution 模拟第一人民医院',
    '期间 period 2025 年 3 月',
    '支付方案 plan 示例市 DRG 点数法 2025',
    '1,256',
    '1,234,567.90 × 5%',
    '672,839.50',
    '大写 in words：人民币陆拾柒万贰仟捌佰叁拾玖元伍角',
    'S2025000000069',
    '8,000.69',
    '另有 3 例未列出，见电子表 and 3 more: see the workbook',
  ])
    assert.ok(text.includes(part), `missing: ${part}`)
  assert.ok(!text.includes('…'), 'nothing is cut')
  assert.match(text, /第 3 页，共 3 页 page 3 of 3/)
})

test('a notice names payee, amount in figures and in words, and what it is for', async () => {
  const text = textOf(await printer.notice(paper))
  for (const part of [
    '医疗保障基金拨付通知书',
    '文号 No. BF-202503-00012',
    '￥672,839.50',
    '人民币陆拾柒万贰仟捌佰叁拾玖元伍角',
    '2025 年 3 月职工医保月结算',
    '示例市医疗保障经办中心',
    '第 1 页，共 1 页 page 1 of 1',
  ])
    assert.ok(text.includes(part), `missing: ${part}`)
})

test('the paper of a year is called so, and what is below zero is to be taken back, not carried on', async () => {
  const year = { ...paper, kind: 'year', period: '2025', kinds: [], methods: [], deviating: [], leftOut: 0 } as const
  const text = textOf(await printer.statement({ ...year, payable: fen(0), carriedOut: fen(600_000_00) }))
  for (const part of ['医疗保障基金年终清算单', '期间 period 2025 年', '应收回 to be taken back：600,000.00 元 yuan'])
    assert.ok(text.includes(part), `missing: ${part}`)
  assert.ok(!text.includes('结转下期'))
  assert.ok(textOf(await printer.notice(year)).includes('2025 年职工医保年终清算'))
})

test('a character that the font does not have is drawn as 〓, and the code beside it says who is meant', async () => {
  const text = textOf(await printer.notice({ ...paper, provider: { ...paper.provider, name: '㙍山医院' } }))
  assert.ok(text.includes('〓山医院（H99000000001）'))
})

const longName = `${'某某民族自治县'.repeat(12)}人民医院（=HYPERLINK("http://example.org")）`

test('a name of any length is written in full on both papers, on more lines', async () => {
  const long = { ...paper, provider: { ...paper.provider, name: longName } }
  for (const text of [textOf(await printer.notice(long)), textOf(await printer.statement(long))]) {
    assert.ok(!text.includes('…'), 'nothing is cut')
    assert.ok(text.replaceAll('\n', '').includes(longName))
  }
})

test('a reason of any length and the largest amounts are written in full', async () => {
  const formula = '2025-03 违规收费 12,345.67；'.repeat(20)
  const [first] = paper.lines
  assert.ok(first !== undefined)
  const most = fen(9_007_199_254_740_991)
  const lines = [{ ...first, formula, amount: most }]
  const text = textOf(
    await printer.statement({ ...paper, lines, kinds: [{ ...row('正常', 'normal', 1, 1), total: most }] }),
  )
  assert.ok(!text.includes('…'), 'nothing is cut')
  assert.ok(text.replaceAll('\n', '').includes(formula))
  assert.ok(text.includes('90,071,992,547,409.91'))
})

test('thousands of cases go on page after page, each with the head of its table', async () => {
  const [one] = paper.deviating
  assert.ok(one !== undefined)
  const deviating = Array.from({ length: 3_000 }, (_, index) => ({ ...one, caseId: `N${index}` }))
  const text = textOf(await printer.statement({ ...paper, deviating }))
  const pages = Number(/page 1 of (\d+)/.exec(text)?.[1])
  assert.ok(pages > 50 && text.includes('N2999'))
  assert.equal(text.match(/^discharged$/gm)?.length, pages)
})

test('a word is not broken where a line ends, and a long foot ends before the number of the page', async () => {
  const foot =
    '示例壮族自治区示例市示例瑶族自治县医疗保障经办机构  结算单 171000000000000001  重印 第12次 reprint no. 12  打印 printed 2025-03-01 09:11:37'
  const page = openPage(await readPaperFont(), { title: '纸', foot, on: '2025-03-01' }, 'half')
  const widths = [16, 18, 20, 22, 24]
  for (const width of widths) {
    const columns = [
      { title: '项目', width, side: 'left' },
      { title: '金额', width: 100 - width, side: 'right' },
    ] as const
    page.table(columns, [['企业补充医疗保险 enterprise supplement', '1.00']])
  }
  const pdf = await page.finish()
  const texts = textOf(pdf).split('\n')
  for (const word of ['enterprise', 'supplement'])
    assert.equal(texts.filter((text) => text.includes(word)).length, widths.length, word)
  assert.ok(texts.includes(foot), 'nothing of the foot is cut')
  const sizes = streamsOf(pdf).flatMap((stream) =>
    [...stream.matchAll(/ ([\d.]+) Tf/g)].map(([, size]) => Number(size)),
  )
  assert.ok(Math.min(...sizes) < 7.4, 'the foot is written smaller')
})

test('the same paper is the same PDF, byte for byte', async () => {
  assert.deepEqual(await printer.notice(paper), await printer.notice(paper))
})

test('nothing to pay is said so in figures, words and a sentence', async () => {
  const text = textOf(await printer.notice({ ...paper, payable: fen(0), carriedOut: fen(5_00) }))
  assert.ok(text.includes('人民币零元整') && text.includes('本期无应拨付金额'))
})

async function sheetsOf(content: Uint8Array): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook()
  // The library's own name for what any Uint8Array is.
  await workbook.xlsx.load(content as unknown as ExcelJS.Buffer)
  return workbook
}

test('the workbook computes its sums by formulas, and each formula holds the value of the statement', async () => {
  const workbook = await sheetsOf(await statementWorkbook(paper))
  assert.deepEqual(
    workbook.worksheets.map(({ name }) => name),
    ['结算单 Statement', '按种类 Kinds', '按方式 Methods', '偏差病例 Deviating'],
  )
  const kinds = workbook.getWorksheet('按种类 Kinds')
  assert.deepEqual(kinds?.getCell('B4').value, { formula: 'SUM(B2:B3)', result: 1_256 })
  assert.deepEqual(kinds?.getCell('F4').value, { formula: 'SUM(F2:F3)', result: 1_234_567.9 })
  const head = workbook.getWorksheet('结算单 Statement')
  const payable = head?.getColumn(2).values.find((value) => JSON.stringify(value)?.includes('MAX(0,ROUND(SUM'))
  assert.deepEqual(payable, { formula: 'MAX(0,ROUND(SUMPRODUCT(B14:B17,C14:C17),2))', result: 672_839.5 })
  assert.equal(lineSum(paper), paper.payable)
  const cases = workbook.getWorksheet('偏差病例 Deviating')
  assert.equal(cases?.rowCount, 72)
  assert.match(String(cases?.getCell('A72').value), /^另有 3 例/)
  assert.deepEqual(cases?.getCell('H2').value, { formula: 'ROUND(G2-F2,2)', result: -4_000 })
})

test('a paper without cases is a workbook of one sheet, in which no formula counts itself', async () => {
  const workbook = await sheetsOf(
    await statementWorkbook({ ...paper, kinds: [], methods: [], deviating: [], leftOut: 0 }),
  )
  assert.deepEqual(
    workbook.worksheets.map(({ name }) => name),
    ['结算单 Statement'],
  )
})

test('what looks like a formula is a text in the workbook', async () => {
  const names = ['=1+1', '+1', '-1', '@SUM(A1)']
  for (const name of names) {
    const workbook = await sheetsOf(
      await statementWorkbook({ ...paper, plan: name, provider: { ...paper.provider, name } }),
    )
    const sheet = workbook.getWorksheet('结算单 Statement')
    assert.equal(sheet?.getCell('B6').value, name)
    assert.equal(sheet?.getCell('B6').type, ExcelJS.ValueType.String)
    assert.equal(sheet?.getCell('B10').type, ExcelJS.ValueType.String)
  }
})
