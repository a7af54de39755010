import assert from 'node:assert/strict'
import { test } from 'node:test'
import { divisionCode, fen, isoDate } from '@yibao/core/kernel'
import { workbench } from '@yibao/core/payment'
import ExcelJS from 'exceljs'
import { comparisonText } from '../text/comparison-text.ts'
import { comparisonWorkbook } from './comparison-xlsx.ts'

function smallComparison() {
  const methods = [
    { id: 'points', name: { zh: 'DRG 点数法', en: 'DRG points' } },
    { id: 'cost', name: { zh: '=按项目', en: 'by cost' } },
  ]
  const bench = workbench(methods)
  for (const [at, providerCode] of ['=H1', 'H2'].entries()) {
    bench.add({
      case: {
        caseId: `c${at}`,
        providerCode,
        providerLevel: at === 0 ? 'tertiary' : 'primary',
        scheme: '310',
        division: divisionCode('990000'),
        insuredId: `p${at}`,
        admittedOn: isoDate('2025-03-01'),
        dischargedOn: isoDate('2025-03-08'),
        settledOn: isoDate('2025-03-08'),
        record: {
          gender: '1',
          ageYears: 60,
          ageDays: null,
          birthWeightGrams: null,
          department: null,
          stayDays: 7,
          leavingType: '1',
          diagnoses: ['M51.202'],
          operations: [],
          intensiveCareHours: null,
        },
        total: fen(10_000_01),
        drugs: fen(0),
        consumables: fen(0),
        fundPaid: fen(7_000_01),
        otherPaid: fen(3_000_00),
      },
      group: 'IU15',
      weight: 1_000_000,
      values: [
        { standard: fen(9_000_00), fundPayable: fen(6_000_00 + at), kind: 'normal' },
        { standard: fen(9_000_00), fundPayable: fen(8_000_00), kind: 'cost' },
      ],
    })
  }
  return bench.result()
}

test('a comparison read back from its workbook: amounts to the fen, words first in Chinese, texts never formulas', async () => {
  const workbook = new ExcelJS.Workbook()
  const content = await comparisonWorkbook(smallComparison(), { year: 2025, source: '=来源' })
  // The library's own name for what any Uint8Array is.
  await workbook.xlsx.load(content as unknown as ExcelJS.Buffer)
  const overview = workbook.getWorksheet('方式 Methods')
  assert.deepEqual(
    [2, 3].map((row) => [3, 6].map((column) => overview?.getCell(row, column).value)),
    [
      [12_000.01, -2_000.01],
      [16_000, 1_999.98],
    ],
  )
  assert.deepEqual(overview?.getColumn(2).values.slice(5, 7), ['2025', '=来源'])
  const rows = workbook.getWorksheet('机构 Institutions')
  assert.deepEqual(
    [2, 3].map((row) => [1, 2].map((column) => rows?.getCell(row, column).value)),
    [
      ['=H1', '三级 tertiary'],
      ['H2', '一级 primary'],
    ],
  )
  const charts = workbook.getWorksheet('图表数据 Series')
  const [labels, units] = [2, 5].map((column) => new Set(charts?.getColumn(column).values))
  assert.ok(labels?.has('按项目 by cost') && units?.has('比值 ratio') && !units.has('ppm'))
  for (const sheet of workbook.worksheets)
    sheet.eachRow((row) => row.eachCell(({ type }) => assert.notEqual(type, ExcelJS.ValueType.Formula)))
})

test('a comparison on a terminal calls methods by letters and says how many cases no method could share, and why', () => {
  const leftOut = [{ code: 'payment.outside-plan', cases: 2, example: '病例 c9 不属于方案 not of this plan' }]
  const text = comparisonText(smallComparison(), { year: 2025, source: '模拟 generated', leftOut }, false)
  for (const part of [
    '未计入 left out: 2 例 cases（50.00%）',
    '2 例 payment.outside-plan，例如 for example: 病例 c9',
    'A  DRG 点数法 DRG points（points）',
    '\nA DRG 点数法 ',
    '正常 normal',
    '一级 primary',
  ])
    assert.ok(text.includes(part), `missing: ${part}`)
})
