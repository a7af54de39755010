import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dipCases, exampleDipRules as rules } from '../../tests/support/dip-example.ts'
import { compareExact, type Exact, exactText, fen } from '../kernel/index.ts'
import {
  buildDirectory,
  casePoints,
  type DeviationRules,
  deviationOf,
  institutionCoefficient,
  levelMeanLastYear,
  traceCasePoints,
} from './index.ts'

const times = (value: number): number => Math.round(value * 1_000_000)
const points = (value: Exact): string => exactText(value, { unit: 6, least: 4 })

const jining: DeviationRules = {
  ...rules.deviation,
  test: 'level-mean-last-year',
  low: { times: times(0.5), at: 'low' },
  extreme: { times: times(5), at: 'high' },
  forms: {
    normal: { ...rules.deviation.forms.normal },
    low: { ...rules.deviation.forms.low, keepsAuxiliary: true },
    high: { ...rules.deviation.forms.high, factor: 'excess-institution', keepsAuxiliary: true },
    extreme: { ...rules.deviation.forms.extreme, factor: 'institution', keepsAuxiliary: true, review: false },
    blank: { ...rules.deviation.forms.blank },
  },
}

describe('the worked example', () => {
  const group = { kind: 'core', score: times(1250), primaryCoefficient: null } as const
  const facts = {
    group,
    comparators: { 'payment-standard': fen(1_811_250), 'level-mean-last-year': fen(1_500_000) },
    institution: times(1.05),
    auxiliary: times(1.15),
  }

  it('a normal case has 1,509.375 points, 18,112.50 yuan at 12 yuan a point', () => {
    const found = casePoints({ ...facts, cost: fen(1_600_000) }, rules.deviation)
    assert.deepEqual([found.deviation, points(found.points)], ['normal', '1509.3750'])
    assert.equal(compareExact(found.points, times(1509.375)), 0)
  })

  it('a very low one is paid by its cost: 500 points', () => {
    const found = casePoints({ ...facts, cost: fen(600_000) }, rules.deviation)
    assert.deepEqual([found.deviation, points(found.points)], ['low', '500.0000'])
  })

  it('a very high one has what exceeds twice the mean added: 2,250 points', () => {
    const found = traceCasePoints({ ...facts, cost: fen(4_200_000) }, rules.deviation)
    assert.deepEqual([found.deviation, points(found.points)], ['high', '2250.0000'])
    assert.deepEqual(
      found.steps.map(({ formula }) => formula),
      ['deviation.high', 'points.high'],
    )
  })

  it('in the form of Jining the institution coefficient stands in the place of one: 2,312.5 points', () => {
    const found = casePoints({ ...facts, cost: fen(4_200_000), auxiliary: times(1) }, jining)
    assert.deepEqual([found.deviation, points(found.points)], ['high', '2312.5000'])
  })

  it('in that form a case above five times has the coefficient as its factor', () => {
    const found = casePoints({ ...facts, cost: fen(7_500_100), auxiliary: times(1) }, jining)
    assert.deepEqual([found.deviation, points(found.points)], ['extreme', '1312.5000'])
  })

  it('the blank group is paid 70 % of its ratio, without any other coefficient', () => {
    const blank = { ...group, kind: 'blank' } as const
    const found = casePoints({ ...facts, group: blank, cost: fen(3_000_000) }, jining)
    assert.deepEqual([found.deviation, points(found.points)], ['blank', '1750.0000'])
  })

  it('a primary-care group has its own coefficient in the place of that of the institution', () => {
    const primary = { kind: 'primary', score: times(100), primaryCoefficient: times(0.9) } as const
    const found = casePoints({ ...facts, group: primary, cost: fen(1_600_000), auxiliary: times(1) }, rules.deviation)
    assert.equal(points(found.points), '90.0000')
  })
})

describe('the sign of each limit', () => {
  it('a case exactly on a limit falls where the rules say', () => {
    const high: DeviationRules = { ...rules.deviation, high: { times: times(2), at: 'high' } }
    const extreme: DeviationRules = { ...rules.deviation, extreme: { times: times(5), at: 'extreme' } }
    assert.equal(deviationOf(times(0.5), rules.deviation), 'normal')
    assert.equal(deviationOf(times(0.5), jining), 'low')
    assert.equal(deviationOf(times(2), rules.deviation), 'normal')
    assert.equal(deviationOf(times(2), high), 'high')
    assert.equal(deviationOf(times(5), rules.deviation), 'high')
    assert.equal(deviationOf(times(5), extreme), 'extreme')
    assert.equal(deviationOf(times(9), { ...rules.deviation, extreme: null }), 'high')
  })

  it('a millionth beyond is beyond', () => {
    assert.equal(deviationOf(times(0.499999), rules.deviation), 'low')
    assert.equal(deviationOf(times(2.000001), rules.deviation), 'high')
    assert.equal(deviationOf({ n: 10_000_000n * 3n + 1n, d: 6n }, rules.deviation), 'extreme')
  })
})

describe('comparators and institutions', () => {
  const built = buildDirectory(
    [
      ...dipCases(3, { level: 'tertiary', cost: 1200 }),
      ...dipCases(3, { level: 'secondary', cost: 800 }),
      ...dipCases(3, { level: 'primary', year: 2023, cost: 1000 }),
      ...dipCases(3, { dx: ['J18.900'], level: 'primary', year: 2023, cost: 400 }),
    ],
    rules,
  )
  assert.ok(built.ok)
  const directory = built.value
  const [pneumonia, appendicitis] = directory.groups.filter(({ kind }) => kind === 'core')
  assert.ok(appendicitis && pneumonia)

  it('the comparator is the mean of the level last year, or what the rules let stand in, named', () => {
    const own = levelMeanLastYear(appendicitis, 'tertiary', rules.deviation)
    assert.deepEqual(own, { ok: true, value: { mean: 120_000, from: 'level' } })
    const other = levelMeanLastYear(appendicitis, 'primary', rules.deviation)
    assert.deepEqual(other, { ok: true, value: { mean: 100_000, from: 'group-last-year' } })
    assert.deepEqual(levelMeanLastYear(pneumonia, 'primary', rules.deviation), {
      ok: true,
      value: { mean: 40_000, from: 'group' },
    })
    assert.deepEqual(levelMeanLastYear(appendicitis, 'primary', { fallback: 'refuse' }), {
      ok: false,
      error: { code: 'dip.no-comparator', groupId: 'K35.1:-', level: 'primary' },
    })
  })

  it('the basic coefficient is the mean of the level by that of the city, plus additions', () => {
    // 2024: tertiary 1200, secondary 800; 2023: 700. City: (0.7 × 1000 + 0.2 × 700) / 0.9.
    const found = institutionCoefficient(directory, null, 'tertiary', ['technical'])
    assert.ok(found.ok)
    const expected = { n: 1200n * 9n * 1_000_000n + 8400n * 50_000n, d: 8400n }
    assert.equal(compareExact(found.value.coefficient, expected), 0)
    assert.deepEqual(
      found.value.steps.map(({ formula }) => formula),
      ['institution.level-mean', 'institution.addition'],
    )
  })

  it('refuses a level without a case and an addition that the rules do not know', () => {
    assert.deepEqual(institutionCoefficient(directory, null, 'ungraded', []), {
      ok: false,
      error: { code: 'dip.no-level-mean', level: 'ungraded' },
    })
    assert.equal(institutionCoefficient(directory, null, 'tertiary', ['charm']).ok, false)
  })

  it('a list of levels and a limit may take the place of the means', () => {
    const institution = {
      basic: 'listed',
      listed: [{ level: 'tertiary', coefficient: times(1.1) }],
      additions: [{ name: 'technical', coefficient: times(0.2) }],
      most: times(1.2),
      decimals: 4,
    } as const
    const listed = { ...directory, rules: { ...rules, institution } }
    const found = institutionCoefficient(listed, null, 'tertiary', ['technical'])
    assert.ok(found.ok)
    assert.equal(found.value.coefficient, times(1.2))
  })
})
