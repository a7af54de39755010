import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dipCase, dipCases, exampleDipRules as rules } from '../../tests/support/dip-example.ts'
import { isoDate } from '../kernel/index.ts'
import {
  buildDirectory,
  compileDirectory,
  type DipCase,
  type DipRules,
  type DipTrace,
  groupDip,
  type MatchingStrategy,
  traceDip,
} from './index.ts'

const learnt: readonly DipCase[] = [
  ...dipCases(3, { ops: ['47.0100'], cost: 9000 }),
  ...dipCases(3, { ops: ['47.0100', '99.1500'], cost: 14_000 }),
  ...dipCases(3, { ops: ['47.0900'], cost: 7000 }),
  ...dipCases(3, { ops: ['47.0900', '99.1600'], cost: 7000 }),
  ...dipCases(3, { ops: ['54.2100'], cost: 4000 }),
  ...dipCases(3, { cost: 3000 }),
  dipCase({ ops: ['47.1100'], cost: 8000 }),
]

function grouperOf(changed: Partial<DipRules> = {}, cases = learnt) {
  const built = buildDirectory(cases, { ...rules, ...changed })
  assert.ok(built.ok, built.ok ? '' : JSON.stringify(built.error))
  return compileDirectory(built.value, 'any')
}

const withStrategy = (changed: Partial<MatchingStrategy>) => grouperOf({ matching: { ...rules.matching, ...changed } })

const losses = ({ candidates }: DipTrace): readonly string[] =>
  candidates.map(({ groupId, lost }) => `${groupId} ${lost?.by ?? 'chosen'}`)

describe('the strategy', () => {
  const grouper = grouperOf()

  it('takes the group that uses most operations of the case', () => {
    const { grouping, trace } = traceDip(grouper, dipCase({ ops: ['99.1500', '47.0100', '47.0900'] }))
    assert.equal(grouping.groupId, 'K35.1:47.0100+99.1500')
    assert.deepEqual(losses(trace), [
      'K35.1:47.0100+99.1500 chosen',
      'K35.1:- case-has-operations',
      'K35.1:47.0100 principal-operation',
      'K35.1:47.0900 principal-operation',
      'K35.1:47.0900+99.1600 operations-missing',
      'K35.1:54.2100 operations-missing',
    ])
  })

  it('prefers groups with the principal operation to those with more operations', () => {
    const { grouping, trace } = traceDip(grouper, dipCase({ ops: ['47.0100', '47.0900', '99.1600'] }))
    assert.equal(grouping.groupId, 'K35.1:47.0100')
    const other = trace.candidates.find(({ groupId }) => groupId === 'K35.1:47.0900+99.1600')
    assert.deepEqual(other?.lost, { by: 'principal-operation' })
  })

  it('takes the nearest mean cost where the rest is equal', () => {
    const ties = [{ rule: 'nearest-mean-cost' }] as const
    const byCost = withStrategy({ ties })
    const ops = ['47.0100', '47.0900', '99.1500']
    assert.equal(groupDip(byCost, dipCase({ ops, cost: 13_000 })).groupId, 'K35.1:47.0100+99.1500')
    assert.equal(groupDip(byCost, dipCase({ ops, cost: 6_000 })).groupId, 'K35.1:47.0900')
    const { trace } = traceDip(byCost, dipCase({ ops, cost: 6_000 }))
    assert.deepEqual(trace.candidates.find(({ groupId }) => groupId === 'K35.1:47.0100')?.lost, {
      by: 'nearest-mean-cost',
      distance: '3000.00',
      best: '1000.00',
    })
  })

  it('may ask for any operation, or for the very set', () => {
    const any = withStrategy({ operations: 'any-present', ties: [{ rule: 'nearest-mean-cost' }] })
    assert.equal(groupDip(any, dipCase({ ops: ['99.1600'], cost: 7000 })).groupId, 'K35.1:47.0900+99.1600')
    const same = withStrategy({ operations: 'same-set' })
    assert.equal(groupDip(same, dipCase({ ops: ['47.0100', '47.0900'] })).groupId, 'K35:surgery')
    assert.equal(groupDip(same, dipCase({ ops: ['99.1500', '47.0100'] })).groupId, 'K35.1:47.0100+99.1500')
  })

  it('an order of kinds decides between groups that are equal else', () => {
    const order = ['primary-surgery', 'core-surgery'] as const
    const primaryGroups = [{ diagnosis: 'K35.1', operations: ['47.0900'], coefficient: 900_000 }]
    const matching: MatchingStrategy = { ...rules.matching, ties: [{ rule: 'kind-order', order }] }
    const grouper = grouperOf({ matching, primaryGroups })
    assert.equal(groupDip(grouper, dipCase({ ops: ['47.0100', '47.0900'] })).kind, 'primary')
  })
})

describe('what no core group takes', () => {
  it('folds into the comprehensive group of its category and kind', () => {
    const { grouping, trace } = traceDip(grouperOf(), dipCase({ ops: ['47.1900'] }))
    assert.deepEqual([grouping.groupId, grouping.kind], ['K35:surgery', 'comprehensive'])
    assert.deepEqual(trace.comprehensive, { groupId: 'K35:surgery', exists: true })
  })

  it('goes to the blank group, or stays ungrouped with the reason', () => {
    const stranger = dipCase({ dx: ['A09.900'] })
    assert.deepEqual(groupDip(grouperOf(), stranger).groupId, '*:blank')
    const ungrouped = groupDip(withStrategy({ unmatched: 'ungrouped' }), stranger)
    assert.deepEqual([ungrouped.status, ungrouped.groupId, ungrouped.score], ['ungrouped', null, null])
    assert.deepEqual(ungrouped.problem, { code: 'dip.no-group', key: 'A09.9' })
  })

  it('may come into a conservative group although it has operations, where the strategy lets it', () => {
    const matching = {
      rest: ['comprehensive-therapeutic', 'core-conservative'],
      conservativeWithOperations: true,
    } as const
    assert.equal(groupDip(withStrategy(matching), dipCase({ ops: ['99.1599'] })).groupId, 'K35.1:-')
  })
})

describe('records that cannot be grouped', () => {
  const grouper = grouperOf()
  const cases: readonly (readonly [string, DipCase, string])[] = [
    ['no principal diagnosis', dipCase({ dx: [] }), 'dip.no-principal-diagnosis'],
    ['a blank principal diagnosis', dipCase({ dx: ['', 'K35.100'] }), 'dip.no-principal-diagnosis'],
    ['a diagnosis that is too short', dipCase({ dx: ['K35'] }), 'dip.diagnosis-without-key'],
    ['a cost of zero', dipCase({ cost: 0 }), 'dip.cost-not-positive'],
    [
      'discharge before admission',
      { ...dipCase({}), admittedOn: isoDate('2025-01-01') },
      'dip.discharged-before-admitted',
    ],
    ['a stay longer than a life', dipCase({ record: { stayDays: 2 ** 40 } }), 'dip.number-impossible'],
    ['an age that nobody has', dipCase({ record: { ageYears: 200 } }), 'dip.number-impossible'],
  ]
  for (const [name, one, code] of cases) {
    it(`${name}: invalid, without a group`, () => {
      const { grouping } = traceDip(grouper, one)
      assert.deepEqual([grouping.status, grouping.groupId, grouping.problem?.code], ['invalid', null, code])
    })
  }

  it('a discharge of another year than the directory is refused with the days it is for', () => {
    const built = buildDirectory(learnt, rules)
    assert.ok(built.ok)
    const grouping = groupDip(compileDirectory(built.value), dipCase({ year: 2024 }))
    assert.equal(grouping.problem?.code, 'dip.outside-directory')
    assert.equal(groupDip(compileDirectory(built.value), dipCase({ year: 2025 })).status, 'grouped')
  })

  it('an unknown operation is told, also where it does not matter', () => {
    const grouping = groupDip(grouper, dipCase({ ops: ['47.0100', 'ZZ'] }))
    assert.deepEqual([grouping.groupId, grouping.unknownOperations], ['K35.1:47.0100', ['ZZ']])
    const strict = grouperOf({ unknownOperation: { treat: 'refuse' } })
    assert.equal(groupDip(strict, dipCase({ ops: ['47.0100', 'ZZ'] })).problem?.code, 'dip.unknown-operation')
  })
})
