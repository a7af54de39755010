import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { dipCase, exampleDipRules as rules } from '../../tests/support/dip-example.ts'
import { addExact, compareExact, divideExact, type Exact, multiplyExact } from '../kernel/index.ts'
import {
  buildDirectory,
  compileDirectory,
  type DipCase,
  type DipRules,
  directoryOf,
  directoryText,
  groupDip,
  traceDip,
} from './index.ts'

const aCase: fc.Arbitrary<DipCase> = fc
  .record({
    dx: fc.array(fc.constantFrom('K35.100', 'K35.900', 'J18.900', 'C34.100', 'I50.900', 'K35', ''), { maxLength: 3 }),
    ops: fc.array(fc.constantFrom('47.0100', '47.0900', '99.1500', '54.2100', 'ZZ'), { maxLength: 4 }),
    cost: fc.integer({ min: -1, max: 100_000 }),
    year: fc.integer({ min: 2021, max: 2024 }),
    level: fc.constantFrom('tertiary', 'secondary', 'primary', 'ungraded'),
    days: fc.integer({ min: 0, max: 20 }),
  })
  .map(dipCase)

const cases = fc.array(aCase, { maxLength: 60 })

const someRules: fc.Arbitrary<DipRules> = fc
  .record({
    threshold: fc.integer({ min: 1, max: 5 }),
    rare: fc.constantFrom('comprehensive', 'matching-core'),
    operations: fc.constantFrom('same-set', 'all-present', 'any-present'),
    unmatched: fc.constantFrom('blank', 'ungrouped'),
    least: fc.integer({ min: 1, max: 3 }),
    withGrade: fc.boolean(),
    trim: fc.constantFrom(null, { lowPpm: 100_000, highPpm: 200_000, per: 'group-year' } as const),
    unknown: fc.constantFrom({ treat: 'ignore' } as const, { treat: 'refuse' } as const),
  })
  .map((given) => ({
    ...rules,
    threshold: given.threshold,
    rare: given.rare,
    trimming: given.trim,
    unknownOperation: given.unknown,
    comprehensive: { ...rules.comprehensive, threshold: given.least, withGrade: given.withGrade },
    matching: { ...rules.matching, operations: given.operations, unmatched: given.unmatched },
  }))

it('every case is in exactly one group or is reported', () => {
  fc.assert(
    fc.property(cases, someRules, (list, given) => {
      const built = buildDirectory(list, given)
      if (!built.ok) return assert.deepEqual(built.error, { code: 'dip.no-cases', leftOut: list.length })
      const { groups, cases: counted, leftOut, cost } = built.value
      assert.equal(
        groups.reduce((sum, group) => sum + group.cases, 0),
        counted,
      )
      assert.equal(counted + leftOut, list.length)
      assert.equal(new Set(groups.map(({ id }) => id)).size, groups.length)
      assert.ok(cost > 0n)
    }),
  )
})

it('a directory does not depend on the order of its cases', () => {
  const shuffled = cases.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  )
  fc.assert(
    fc.property(shuffled, someRules, ([list, other], given) => {
      const [a, b] = [buildDirectory(list, given), buildDirectory(other, given)]
      if (!a.ok || !b.ok) return assert.deepEqual(a, b)
      const text = [...directoryText(a.value)].join('')
      assert.equal([...directoryText(b.value)].join(''), text)
      assert.deepEqual(directoryOf(text), a.value)
    }),
  )
})

it('the mean of all groups by their cases is the mean of the city, in each year alone', () => {
  const oneYear: DipRules = { ...rules, yearWeights: [{ back: 1, weight: 1_000_000 }] }
  fc.assert(
    fc.property(cases, (list) => {
      const built = buildDirectory(list, oneYear)
      if (!built.ok) return
      const { groups, cases: counted, meanCost, referenceCost, cost } = built.value
      const parts = groups.map((group) => multiplyExact(group.meanCost, group.cases * 1_000_000))
      const sum = parts.reduce((total: Exact, part) => addExact(total, part), 0)
      assert.equal(compareExact(sum, { n: cost, d: 1n }), 0)
      assert.equal(compareExact(divideExact(sum, counted * 1_000_000), { n: 1n, d: 1n }) > 0, true)
      assert.equal(compareExact(meanCost, referenceCost), 0)
      const weights = groups.map((group) => multiplyExact(group.score, group.cases * 1_000_000))
      const points = weights.reduce((total: Exact, part) => addExact(total, part), 0)
      assert.equal(compareExact(points, counted * 1000 * 1_000_000), 0)
    }),
  )
})

it('grouping gives a group and a score, or says why not; the trace agrees and explains every other candidate', () => {
  fc.assert(
    fc.property(cases, someRules, aCase, (list, given, one) => {
      const built = buildDirectory(list, given)
      if (!built.ok) return
      const grouper = compileDirectory(built.value, 'any')
      const grouping = groupDip(grouper, one)
      const traced = traceDip(grouper, one)
      assert.deepEqual(traced.grouping, grouping)
      assert.equal(grouping.status === 'grouped', grouping.groupId !== null)
      assert.equal(grouping.groupId === null, grouping.problem !== null)
      const chosen = traced.trace.candidates.filter(({ lost }) => lost === null).map(({ groupId }) => groupId)
      assert.deepEqual(chosen, grouping.groupId === null ? [] : [grouping.groupId])
    }),
  )
})

it('a case of a core group comes back into it when the whole set must be there', () => {
  fc.assert(
    fc.property(cases, (list) => {
      const given: DipRules = { ...rules, matching: { ...rules.matching, operations: 'same-set' } }
      const built = buildDirectory(list, given)
      if (!built.ok) return
      const grouper = compileDirectory(built.value, 'any')
      const counts = new Map<string, number>()
      for (const one of list) {
        const { groupId } = groupDip(grouper, one)
        if (groupId !== null && one.year >= 2022) counts.set(groupId, (counts.get(groupId) ?? 0) + 1)
      }
      assert.deepEqual(
        [...counts].sort(([a], [b]) => (a < b ? -1 : 1)),
        built.value.groups.filter((group) => group.cases > 0).map(({ id, cases: n }) => [id, n]),
      )
    }),
  )
})
