import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dipCase, dipCases, exampleDipRules as rules } from '../../tests/support/dip-example.ts'
import { compareExact, fen } from '../kernel/index.ts'
import type { DipCase, DipDirectory, DipRules } from './index.ts'
import { buildDirectory, directoryText } from './index.ts'

function directory(cases: readonly DipCase[], changed: Partial<DipRules> = {}): DipDirectory {
  const built = buildDirectory(cases, { ...rules, ...changed })
  assert.ok(built.ok, JSON.stringify(built.ok ? '' : built.error))
  return built.value
}

const groupsOf = ({ groups }: DipDirectory): Record<string, number> =>
  Object.fromEntries(groups.map(({ id, cases }) => [id, cases]))

const group = ({ groups }: DipDirectory, id: string) => {
  const found = groups.find((one) => one.id === id)
  assert.ok(found, `${id} among ${groups.map((one) => one.id)}`)
  return found
}

describe('the worked example of a score', () => {
  /** Three years 11,000 / 12,000 / 12,500 of one group, beside others that bring the city to 9,000 / 9,500 / 10,000. */
  const appendicitis = [2022, 2023, 2024].flatMap((year, index) =>
    dipCases(3, { year, cost: [11_000, 12_000, 12_500][index] ?? 0 }),
  )
  const others = [2022, 2023, 2024].flatMap((year, index) =>
    dipCases(3, { year, dx: ['J18.900'], cost: [7_000, 7_000, 7_500][index] ?? 0 }),
  )

  it('weights three years 1:2:7 and scores 1,250', () => {
    const built = directory([...appendicitis, ...others])
    const found = group(built, 'K35.1:-')
    assert.equal(compareExact(found.meanCost, fen(1_225_000)), 0)
    assert.equal(compareExact(built.referenceCost, fen(980_000)), 0)
    assert.equal(compareExact(found.score, 1_250_000_000), 0)
  })

  it('scores the reference disease 1,000', () => {
    const built = directory(dipCases(4, { cost: 12_800, dx: ['K35.100'] }), {
      score: { kind: 'reference-disease', reference: 'K35.1' },
    })
    assert.equal(compareExact(built.referenceCost, fen(1_280_000)), 0)
    assert.equal(compareExact(group(built, 'K35.1:-').score, 1_000_000_000), 0)
  })

  it('measures a folded reference disease alike in any order, though its group cuts off one of two equal cases', () => {
    const [a, b] = [dipCase({ id: 'a', dx: ['K35.200'], cost: 100 }), dipCase({ id: 'b', dx: ['K35.900'], cost: 100 })]
    const dearer = dipCase({ id: 'c', dx: ['K35.200'], cost: 300 })
    const changed: Partial<DipRules> = {
      threshold: 5,
      trimming: { lowPpm: 340_000, highPpm: 0, per: 'group' },
      score: { kind: 'reference-disease', reference: 'K35.2' },
    }
    const texts = [
      [a, b, dearer],
      [b, a, dearer],
    ].map((cases) => [...directoryText(directory(cases, changed))].join(''))
    assert.equal(texts[0], texts[1])
  })

  it('scores against a fixed quota', () => {
    const built = directory(dipCases(4, { cost: 12_800 }), { score: { kind: 'fixed-quota', quota: fen(640_000) } })
    assert.equal(compareExact(group(built, 'K35.1:-').score, 2_000_000_000), 0)
  })

  it('keeps the proportion of the weights of the years that a group has', () => {
    const built = directory([...dipCases(3, { year: 2023, cost: 900 }), ...dipCases(3, { year: 2024, cost: 1800 })])
    assert.equal(compareExact(group(built, 'K35.1:-').meanCost, fen(160_000)), 0)
    assert.deepEqual(
      built.warnings.filter(({ code }) => code === 'year-without-cases'),
      [{ code: 'year-without-cases', year: 2022 }],
    )
  })

  it('publishes scores to four decimals where the rules say so', () => {
    const cases = [...dipCases(3, { cost: 1 }), ...dipCases(4, { dx: ['J18.900'], cost: 3 })]
    // 1 by 15 / 7 is 466.666…
    assert.equal(group(directory(cases, { scoreDecimals: 4 }), 'K35.1:-').score, 466_666_700)
  })
})

describe('core and comprehensive groups', () => {
  it('a combination is a core group from the threshold on', () => {
    const built = directory([...dipCases(3, { ops: ['47.0100'] }), ...dipCases(2, { ops: ['47.0900'] })])
    assert.deepEqual(groupsOf(built), { '*:blank': 0, 'K35.1:47.0100': 3, 'K35:surgery': 2 })
  })

  it('operations are a set: neither order nor repetition makes another group', () => {
    const built = directory([
      dipCase({ ops: ['47.0100', '99.1500'] }),
      dipCase({ ops: ['99.1500', '47.0100'] }),
      dipCase({ ops: ['99.1500', '47.0100', '99.1500'] }),
    ])
    assert.deepEqual(groupsOf(built), { '*:blank': 0, 'K35.1:47.0100+99.1500': 3 })
  })

  it('a diagnostic procedure counts only where there is no treatment', () => {
    const built = directory([...dipCases(3, { ops: ['54.2100', '47.0100'] }), ...dipCases(3, { ops: ['54.2100'] })])
    assert.deepEqual(groupsOf(built), { '*:blank': 0, 'K35.1:47.0100': 3, 'K35.1:54.2100': 3 })
    assert.equal(group(built, 'K35.1:54.2100').treatment, 'diagnostic')
  })

  it('comprehensive groups may fold by range and by the grade of the operation', () => {
    const comprehensive = { by: 'range', ranges: [{ from: 'K20', to: 'K38' }], withGrade: true, threshold: 1 } as const
    const built = directory([dipCase({ ops: ['47.0100'] }), dipCase({ ops: ['47.0900'] }), dipCase({})], {
      comprehensive,
    })
    assert.deepEqual(groupsOf(built), {
      '*:blank': 0,
      'K20-K38:conservative:-': 1,
      'K20-K38:surgery:2': 1,
      'K20-K38:surgery:3': 1,
    })
  })

  it('what folds into too small a group is blank, or reported where there is no blank group', () => {
    const comprehensive = { ...rules.comprehensive, threshold: 2 }
    const cases = [...dipCases(3, {}), dipCase({ ops: ['47.0900'] })]
    assert.deepEqual(groupsOf(directory(cases, { comprehensive })), { '*:blank': 1, 'K35.1:-': 3 })
    const matching = { ...rules.matching, unmatched: 'ungrouped' } as const
    const reported = directory(cases, { comprehensive, matching })
    assert.deepEqual(groupsOf(reported), { 'K35.1:-': 3 })
    assert.deepEqual(reported.warnings[0], { code: 'left-out', problem: 'dip.no-group', cases: 1 })
    assert.equal(reported.cases, 3)
  })

  it('rare combinations may go to the core group that the strategy finds', () => {
    const cases = [...dipCases(3, { ops: ['47.0100'] }), dipCase({ ops: ['47.0100', '99.1500'], cost: 5000 })]
    assert.deepEqual(groupsOf(directory(cases, { rare: 'matching-core' })), { '*:blank': 0, 'K35.1:47.0100': 4 })
    assert.deepEqual(groupsOf(directory(cases)), { '*:blank': 0, 'K35.1:47.0100': 3, 'K35:surgery': 1 })
  })

  it('a primary-care group that is named stands with its coefficient, however few its cases', () => {
    const primaryGroups = [
      { diagnosis: 'K35.1', operations: [], coefficient: 800_000 },
      { diagnosis: 'J18.9', operations: [], coefficient: 800_000 },
    ]
    const built = directory([dipCase({})], { primaryGroups })
    const found = group(built, 'K35.1:-')
    assert.deepEqual([found.kind, found.primaryCoefficient], ['primary', 800_000])
    assert.ok(built.warnings.some(({ code }) => code === 'primary-without-cases'))
  })
})

describe('means', () => {
  it('trims the dearest and the cheapest cases, and still counts them', () => {
    const trimming = { lowPpm: 25_000, highPpm: 25_000, per: 'group' } as const
    const cases = [...dipCases(38, { cost: 100 }), dipCase({ cost: 1 }), dipCase({ cost: 99_999 })]
    const found = group(directory(cases, { trimming }), 'K35.1:-')
    assert.deepEqual([found.cases, found.meanCases, found.meanCost], [40, 38, fen(10_000)])
  })

  it('knows each level, the last year alone, days, drugs and consumables', () => {
    const built = directory([
      ...dipCases(2, { level: 'tertiary', cost: 300, drugs: 30, consumables: 60, days: 4 }),
      ...dipCases(2, { level: 'primary', year: 2023, cost: 100, drugs: 10, days: 2 }),
    ])
    const found = group(built, 'K35.1:-')
    assert.deepEqual(found.byLevel, [
      { level: 'tertiary', cases: 2, meanCost: 30_000, lastYearMeanCost: 30_000 },
      { level: 'primary', cases: 2, meanCost: 10_000, lastYearMeanCost: null },
    ])
    assert.equal(found.lastYearMeanCost, 30_000)
    assert.equal(compareExact(found.meanStay, { n: 32_000_000n, d: 9n }), 0)
    assert.equal(compareExact(found.drugScore, 1_000_000_000), 0)
  })

  it('calls a group unstable by the variation of its costs, and small by its cases', () => {
    const cases = [...dipCases(9, { cost: 1 }), dipCase({ cost: 1000 }), dipCase({ dx: ['J18.900'] })]
    const codes = directory(cases).warnings.map((one) => ('groupId' in one ? `${one.code} ${one.groupId}` : one.code))
    assert.deepEqual(codes, [
      'year-without-cases',
      'year-without-cases',
      'few-cases J18:conservative',
      'unstable K35.1:-',
    ])
  })
})

describe('what does not count', () => {
  it('is left out with its problem, never in a silent group', () => {
    const built = directory([
      ...dipCases(3, {}),
      dipCase({ dx: [] }),
      dipCase({ dx: ['K35'] }),
      dipCase({ dx: ['M8000/3'] }),
      dipCase({ cost: 0 }),
      dipCase({ cost: -5 }),
      dipCase({ cost: 10, drugs: 11 }),
      dipCase({ year: 2020 }),
      dipCase({ record: { ageYears: -1 } }),
      { ...dipCase({}), dischargedOn: dipCase({ year: 2023 }).dischargedOn },
    ])
    assert.deepEqual(
      built.warnings.flatMap((one) => (one.code === 'left-out' ? [[one.problem, one.cases]] : [])),
      [
        ['dip.cost-not-positive', 2],
        ['dip.diagnosis-without-key', 2],
        ['dip.discharged-before-admitted', 1],
        ['dip.no-principal-diagnosis', 1],
        ['dip.number-impossible', 1],
        ['dip.part-exceeds-cost', 1],
        ['dip.year-outside', 1],
      ],
    )
    assert.deepEqual([built.cases, built.leftOut], [3, 9])
  })

  it('an unknown operation is ignored, treated as a kind, or refused, as the rules say', () => {
    const cases = [...dipCases(3, { ops: ['88.8888'] })]
    const ignored = directory(cases)
    assert.deepEqual(groupsOf(ignored), { '*:blank': 0, 'K35.1:-': 3 })
    assert.ok(ignored.warnings.some((one) => one.code === 'unknown-operation' && one.cases === 3))
    const asSurgery = directory(cases, { unknownOperation: { treat: 'as', kind: 'surgery' } })
    assert.deepEqual(groupsOf(asSurgery), { '*:blank': 0, 'K35.1:88.8888': 3 })
    const refused = buildDirectory(cases, { ...rules, unknownOperation: { treat: 'refuse' } })
    assert.deepEqual(refused, { ok: false, error: { code: 'dip.no-cases', leftOut: 3 } })
  })

  it('no cases make no directory, and neither does a reference disease that nobody had', () => {
    assert.deepEqual(buildDirectory([], rules), { ok: false, error: { code: 'dip.no-cases', leftOut: 0 } })
    const score = { kind: 'reference-disease', reference: 'J18.9' } as const
    assert.deepEqual(buildDirectory(dipCases(3, {}), { ...rules, score }), {
      ok: false,
      error: { code: 'dip.reference-without-cases', reference: 'J18.9' },
    })
  })

  it('wrong rules build nothing and say where', () => {
    const refused = buildDirectory(dipCases(3, {}), { ...rules, threshold: 0 })
    assert.deepEqual(refused, {
      ok: false,
      error: {
        code: 'dip.rules-wrong',
        findings: [{ code: 'not-positive', where: 'threshold', facts: { value: 0 } }],
      },
    })
  })
})

it('the same cases in another order give the same text', () => {
  const cases = [
    ...dipCases(5, { ops: ['47.0100'], cost: 123.45 }),
    ...dipCases(4, { dx: ['J18.900'], cost: 77.1, year: 2022 }),
    ...dipCases(2, { ops: ['47.0900'], level: 'primary', cost: 9.99 }),
  ]
  const trimming = { lowPpm: 100_000, highPpm: 100_000, per: 'group-year' } as const
  const text = (list: readonly DipCase[]) => [...directoryText(directory(list, { trimming }))].join('')
  assert.equal(text(cases.toReversed()), text(cases))
})
