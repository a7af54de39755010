import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { plainConditions, plainGrouper } from '../../tests/support/plain-grouper.ts'
import { randomRecord, randomScheme } from '../../tests/support/random-scheme.ts'
import { traceAuditor } from '../../tests/support/true-trace.ts'
import { compileScheme, groupCase, traceCase, unknownCodes } from './index.ts'

const records = fc.array(randomRecord, { minLength: 1, maxLength: 12 })

test('the compiled scheme groups every record as a plain reading of the condition tree does', () => {
  fc.assert(
    fc.property(randomScheme, records, (scheme, cases) => {
      const grouper = compileScheme(scheme)
      const plain = plainGrouper(scheme)
      for (const record of cases) assert.deepEqual({ ...groupCase(grouper, record) }, plain(record))
    }),
    { numRuns: 600 },
  )
})

test('a traced case has the group of the untraced one, and every entry of its trace is true', () => {
  fc.assert(
    fc.property(randomScheme, records, (scheme, cases) => {
      const grouper = compileScheme(scheme)
      const audit = traceAuditor(scheme)
      for (const record of cases) {
        const { grouping, trace } = traceCase(grouper, record)
        assert.equal(grouping, groupCase(grouper, record))
        assert.equal(grouping.status === 'invalid', trace.problem !== null)
        assert.equal(trace.walks.at(-1)?.result ?? grouping, grouping)
        audit(record, trace)
      }
    }),
    { numRuns: 600 },
  )
})

test('a complication counts exactly when its tables and those of the principal diagnosis do not meet', () => {
  fc.assert(
    fc.property(randomScheme, randomRecord, (scheme, record) => {
      const { trace } = traceCase(compileScheme(scheme), record)
      const tablesOf = (principal: string | undefined) =>
        scheme.exclusions.filter(({ principalDx }) => principalDx === principal).map(({ table }) => table)
      if (trace.problem !== null) return
      assert.deepEqual(new Set(trace.principalTables), new Set(tablesOf(record.diagnoses[0])))
      for (const level of ['MCC', 'CC'] as const) {
        const holds = plainConditions(scheme)(level === 'MCC' ? { mcc: true } : { cc: true }, record)
        const seen = trace.complications.filter((one) => one.level === level)
        assert.equal(
          seen.some(({ counted }) => counted),
          holds,
        )
        for (const { dx, index, tables, excludedBy, counted } of seen) {
          assert.equal(dx, record.diagnoses[index])
          assert.deepEqual(
            new Set(excludedBy),
            new Set(tables.filter((table) => tablesOf(record.diagnoses[0]).includes(table))),
          )
          assert.equal(counted, excludedBy.length === 0)
        }
      }
    }),
  )
})

test('a code is unknown when no list, complication or exclusion names it', () => {
  fc.assert(
    fc.property(randomScheme, randomRecord, (scheme, record) => {
      const known = new Set([
        ...Object.values(scheme.lists).flat(),
        ...scheme.complications.map(({ dx }) => dx),
        ...scheme.exclusions.map(({ principalDx }) => principalDx),
      ])
      const expected = new Set([...record.diagnoses, ...record.operations].filter((code) => !known.has(code)))
      assert.deepEqual(new Set(unknownCodes(compileScheme(scheme), record).map(({ code }) => code)), expected)
    }),
  )
})
