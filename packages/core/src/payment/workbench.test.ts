import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DischargedCase } from '../encounter/index.ts'
import { divisionCode, fen, InvariantError, isoDate } from '../kernel/index.ts'
import { workbench } from './workbench.ts'
import { usualWorkbenchRules } from './workbench-risk.ts'
import type { WorkbenchCase } from './workbench-types.ts'

const methods = [
  { id: 'rate', name: { zh: 'DRG 费率', en: 'DRG rate' } },
  { id: 'cost', name: { zh: '按项目', en: 'by cost' } },
]

interface Given {
  readonly provider?: string
  readonly level?: DischargedCase['providerLevel']
  readonly person?: string
  readonly in?: string
  readonly out?: string
  readonly days?: number
  readonly total?: number
  readonly paid?: number
  readonly group?: string | null
  readonly weight?: number | null
  readonly kind?: string
  readonly pays?: readonly [number, number]
}

let count = 0
function aCase(given: Given): WorkbenchCase {
  count += 1
  const { total = 10_000_00, paid = 7_000_00, group = 'IU15', weight = 1_000_000, kind = 'normal' } = given
  const [rate, cost] = given.pays ?? [paid, paid]
  return {
    case: {
      caseId: `c${count}`,
      providerCode: given.provider ?? 'H1',
      providerLevel: given.level ?? 'tertiary',
      scheme: '310',
      division: divisionCode('330200'),
      insuredId: given.person ?? `p${count}`,
      admittedOn: isoDate(given.in ?? '2025-03-01'),
      dischargedOn: isoDate(given.out ?? '2025-03-08'),
      settledOn: isoDate(given.out ?? '2025-03-08'),
      record: {
        gender: '1',
        ageYears: 60,
        ageDays: null,
        birthWeightGrams: null,
        department: null,
        stayDays: given.days ?? 7,
        leavingType: '1',
        diagnoses: ['M51.202'],
        operations: [],
        intensiveCareHours: null,
      },
      total: fen(total),
      drugs: fen(Math.floor(total / 4)),
      consumables: fen(Math.floor(total / 10)),
      fundPaid: fen(paid),
      otherPaid: fen(total - paid),
    },
    group,
    weight,
    values: [
      { standard: fen(rate), fundPayable: fen(rate), kind },
      { standard: fen(cost), fundPayable: fen(cost), kind: 'cost' },
    ],
  }
}

function resultOf(...given: readonly Given[]) {
  const bench = workbench(methods)
  for (const one of given) bench.add(aCase(one))
  return bench.result()
}

test('who is paid more than was charged wins, who is paid less loses', () => {
  const { outcomes, institutions } = resultOf(
    { provider: 'H1', pays: [8_000_00, 7_000_00] },
    { provider: 'H2', pays: [6_500_00, 7_000_00] },
    { provider: 'H3', pays: [7_000_00, 7_000_00] },
  )
  assert.deepEqual(
    institutions.map(({ methods: [rate] }) => rate?.difference),
    [1_000_00, -500_00, 0],
  )
  const [rate, cost] = outcomes
  assert.deepEqual([rate?.winners, rate?.losers, rate?.gained, rate?.lost], [1, 1, 1_000_00, -500_00])
  assert.deepEqual([rate?.largestGains, rate?.largestLosses], [['H1'], ['H2']])
  assert.deepEqual([cost?.winners, cost?.losers], [0, 0])
})

test('what the end of the year adds beside the cases counts as income', () => {
  const bench = workbench(methods)
  bench.add(aCase({ pays: [8_000_00, 7_000_00] }))
  bench.addYearEnd({ providerCode: 'H1', method: 0, amount: fen(-300_00) })
  const [row] = bench.result().institutions
  assert.deepEqual(
    [row?.methods[0]?.payable, row?.methods[0]?.yearEnd, row?.methods[0]?.income, row?.methods[0]?.difference],
    [8_000_00, -300_00, 7_700_00, 700_00],
  )
  assert.throws(() => bench.addYearEnd({ providerCode: 'H9', method: 0, amount: fen(1) }), InvariantError)
})

test('the case-mix index is the mean weight of the cases that have one', () => {
  const { sums } = resultOf({ weight: 1_850_000 }, { weight: 650_000 }, { weight: null, group: null })
  assert.equal(sums.cmiPpm, 1_250_000)
  assert.equal(sums.ungroupedSharePpm, 333_333)
})

test('consumption is held against the region, group by group', () => {
  // Group A costs 10,000 on average and B 1,000: H1 takes 12,000 and 1,000, H2 8,000 and 1,000.
  const { institutions } = resultOf(
    { provider: 'H1', group: 'A', total: 12_000_00, days: 9 },
    { provider: 'H1', group: 'B', total: 1_000_00, days: 3 },
    { provider: 'H2', group: 'A', total: 8_000_00, days: 7 },
    { provider: 'H2', group: 'B', total: 1_000_00, days: 1 },
  )
  assert.deepEqual(
    institutions.map((row) => [row.expected, row.costIndexPpm, row.timeIndexPpm]),
    [
      [11_000_00, 1_181_818, 1_200_000],
      [11_000_00, 818_182, 800_000],
    ],
  )
})

test('low-cost and high-cost cases are counted once, whichever method takes them so', () => {
  const { sums } = resultOf({ kind: 'low' }, { kind: 'high' }, { kind: 'extreme' }, {})
  assert.equal(sums.lowCostSharePpm, 250_000)
  assert.equal(sums.highCostSharePpm, 500_000)
  assert.deepEqual(sums.methods[0]?.kinds, { extreme: 1, high: 1, low: 1, normal: 1 })
})

/** An ordinary institution: long stays of different people. */
const ordinary: readonly Given[] = Array.from({ length: 90 }, () => ({ provider: 'H0', days: 8 }))

test('an institution that sends people home and takes them in again is named, with the shares that say so', () => {
  const split = Array.from({ length: 15 }, (_, index): readonly Given[] => [
    { provider: 'H1', person: `s${index}`, in: '2025-03-01', out: '2025-03-03', days: 2, kind: 'low' },
    { provider: 'H1', person: `s${index}`, in: '2025-03-10', out: '2025-03-12', days: 2, kind: 'low' },
  ]).flat()
  const { institutions } = resultOf(...ordinary, ...split)
  const [ordinaryRow, splitRow] = institutions
  assert.equal(ordinaryRow?.risk.verdict, 'none')
  assert.equal(splitRow?.risk.verdict, 'high')
  assert.deepEqual(
    splitRow?.risk.indicators.map(({ sign, cases, of, verdict }) => [sign, cases, of, verdict]),
    [
      ['short-stays', 30, 30, 'strong'],
      ['low-cost', 30, 30, 'strong'],
      ['readmitted-sooner', 15, 30, 'strong'],
      ['readmitted-later', 15, 30, 'strong'],
    ],
  )
})

test('readmission counts at the same institution only, up to and including the last day', () => {
  const at = (provider: string, from: string, to: string): Given => ({ provider, person: 'x', in: from, out: to })
  const { institutions } = resultOf(
    at('H1', '2025-03-01', '2025-03-05'),
    at('H2', '2025-03-06', '2025-03-08'),
    at('H1', '2025-03-20', '2025-03-22'),
    at('H1', '2025-04-23', '2025-04-25'),
    at('H1', '2025-05-26', '2025-05-27'),
    at('H1', '2025-05-27', '2025-05-30'),
  )
  const counts = institutions.map(({ risk }) => risk.indicators.slice(2).map(({ cases }) => cases))
  // 15 days, 32 days, 31 days, the same day.
  assert.deepEqual(counts, [
    [2, 3],
    [0, 0],
  ])
})

test('few cases give no sign, whatever their shares', () => {
  const { institutions } = resultOf(...ordinary, { provider: 'H1', days: 1 }, { provider: 'H1', days: 1 })
  assert.equal(institutions[1]?.risk.verdict, 'few')
  assert.ok(institutions[1]?.risk.indicators.every(({ verdict }) => verdict === 'none'))
})

test('every series has one value for each label on every line', () => {
  const { series } = resultOf(
    { provider: 'H1', group: 'A', kind: 'low' },
    { provider: 'H2', level: 'primary', group: null, weight: null, in: '2025-05-01', out: '2025-05-09' },
  )
  assert.deepEqual(
    series.map(({ code, labels }) => [code, labels.length]),
    [
      ['income-by-level', 2],
      ['income-by-month', 2],
      ['difference-by-institution', 2],
      ['difference-by-group', 1],
      ['indices-by-institution', 2],
      ['kinds-by-method', 3],
    ],
  )
  for (const { labels, lines } of series) for (const { values } of lines) assert.equal(values.length, labels.length)
})

test('a year without a case has rows of nothing and no division by zero', () => {
  const { sums, institutions, levels } = workbench(methods, usualWorkbenchRules).result()
  assert.deepEqual([sums.cases, sums.meanCost, sums.cmiPpm, institutions, levels], [0, 0, null, [], []])
})

test('an institution graded anew within the year counts under its latest level, in whatever order its cases come', () => {
  const [early, late, same]: readonly Given[] = [
    { level: 'secondary', in: '2025-02-01', out: '2025-02-05' },
    { level: 'tertiary', in: '2025-09-01', out: '2025-09-05' },
    { level: 'secondary', in: '2025-08-01', out: '2025-09-05' },
  ]
  for (const order of [
    [early, late, same],
    [same, late, early],
    [late, same, early],
  ]) {
    const { levels } = resultOf(...order.map((one) => ({ ...one })))
    assert.deepEqual(
      levels.map(({ level, institutions, cases }) => [level, institutions, cases]),
      [['tertiary', 1, 3]],
    )
  }
})

test('a record without days counts the nights between its dates, as when it is paid', () => {
  const undated = aCase({ in: '2025-03-01', out: '2025-03-11' })
  const bench = workbench(methods)
  bench.add({ ...undated, case: { ...undated.case, record: { ...undated.case.record, stayDays: null } } })
  const { sums } = bench.result()
  assert.deepEqual([sums.stayDays, sums.shortStaySharePpm], [10, 0])
})

test('how many times the level a share is, is rounded once', () => {
  const some = (provider: string, count: number, low: number): readonly Given[] =>
    Array.from({ length: count }, (_, index) => ({ provider, kind: index < low ? 'low' : 'normal' }))
  const { institutions } = resultOf(...some('H1', 7, 1), ...some('H2', 4, 0))
  // (1/7) ÷ (1/11)
  assert.equal(institutions[0]?.risk.indicators[1]?.ratioPpm, 1_571_429)
})

test('a case without a value for each method is our own mistake', () => {
  assert.throws(() => workbench(methods).add({ ...aCase({}), values: [] }), InvariantError)
})
