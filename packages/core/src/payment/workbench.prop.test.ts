import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, divisionCode, fen, isoDate } from '../kernel/index.ts'
import { workbench } from './workbench.ts'
import type { WorkbenchCase } from './workbench-types.ts'

const methods = ['a', 'b'].map((id) => ({ id, name: { zh: id, en: id } }))
const providers = [
  ['H1', 'tertiary'],
  ['H2', 'secondary'],
  ['H3', 'secondary'],
] as const

const aCase: fc.Arbitrary<WorkbenchCase> = fc
  .record({
    provider: fc.constantFrom(...providers),
    person: fc.nat(8),
    day: fc.nat(300),
    days: fc.nat(40),
    total: fc.integer({ min: 1, max: 10 ** 8 }),
    share: fc.integer({ min: 0, max: 100 }),
    group: fc.constantFrom('A', 'B', 'C', null),
    weight: fc.integer({ min: 1, max: 10 ** 7 }),
    pays: fc.tuple(fc.nat(10 ** 8), fc.nat(10 ** 8)),
    kind: fc.constantFrom('normal', 'low', 'high'),
  })
  .map(({ provider: [providerCode, providerLevel], person, day, days, total, share, group, weight, pays, kind }) => {
    const admittedOn = addDays(isoDate('2025-01-01'), day)
    const dischargedOn = addDays(admittedOn, days)
    const fundPaid = Math.floor((total * share) / 100)
    const record = { gender: '1', ageYears: 50, ageDays: null, birthWeightGrams: null, department: null }
    return {
      case: {
        caseId: `${providerCode}/${person}/${day}`,
        providerCode,
        providerLevel,
        scheme: '310' as const,
        division: divisionCode('330200'),
        insuredId: `p${person}`,
        admittedOn,
        dischargedOn,
        settledOn: dischargedOn,
        record: {
          ...record,
          stayDays: days,
          leavingType: '1',
          diagnoses: ['A'],
          operations: [],
          intensiveCareHours: null,
        },
        total: fen(total),
        drugs: fen(0),
        consumables: fen(0),
        fundPaid: fen(fundPaid),
        otherPaid: fen(total - fundPaid),
      },
      group,
      weight: group === null ? null : weight,
      values: pays.map((amount) => ({ standard: fen(amount), fundPayable: fen(amount), kind })),
    }
  })

const cases = fc.array(aCase, { maxLength: 60 })

function resultOf(some: readonly WorkbenchCase[]) {
  const bench = workbench(methods)
  for (const one of some) bench.add(one)
  return bench.result()
}

test('the order of the cases makes no difference', () => {
  fc.assert(
    fc.property(cases, fc.infiniteStream(fc.nat()), (some, keys) => {
      const shuffled = some
        .map((one) => [keys.next().value as number, one] as const)
        .sort(([a], [b]) => a - b)
        .map(([, one]) => one)
      assert.deepEqual(resultOf(shuffled), resultOf(some))
    }),
  )
})

test('institutions, levels, groups and months each hold every fen and every case once', () => {
  fc.assert(
    fc.property(cases, (some) => {
      const { sums, institutions, levels, groups, months, outcomes } = resultOf(some)
      for (const rows of [institutions, levels, groups, months]) {
        const add = (of: (row: (typeof rows)[number]) => number): number => rows.reduce((sum, row) => sum + of(row), 0)
        assert.equal(
          add(({ cases: count }) => count),
          sums.cases,
        )
        assert.equal(
          add(({ total }) => total),
          sums.total,
        )
        for (const [index, method] of sums.methods.entries()) {
          assert.equal(
            add((row) => row.methods[index]?.income ?? 0),
            method.income,
          )
          assert.equal(
            add((row) => row.methods[index]?.difference ?? 0),
            method.difference,
          )
        }
      }
      for (const [index, { gained, lost }] of outcomes.entries())
        assert.equal(gained + lost, sums.methods[index]?.difference)
    }),
  )
})

test('the region as a whole consumes what the region consumes: the indices of the institutions meet in one', () => {
  fc.assert(
    fc.property(cases, (some) => {
      const { institutions, groups } = resultOf(some)
      const grouped = groups.filter(({ group }) => group !== null).reduce((sum, { total }) => sum + total, 0)
      const expected = institutions.reduce((sum, row) => sum + row.expected, 0)
      // Each group at each institution is rounded once.
      assert.ok(Math.abs(expected - grouped) <= institutions.length * groups.length)
    }),
  )
})
