import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { randomRecord, randomScheme } from '../../tests/support/random-scheme.ts'
import { compileScheme, groupCase } from './index.ts'
import { roadOf, waysOf } from './reach-path.ts'
import { witness } from './reach-witness.ts'
import type { Scheme } from './types.ts'

const firstDay: Scheme = {
  scheme: 'random',
  title: '随机方案',
  range: null,
  mdcOrder: ['MDCA'],
  mdcs: { MDCA: { name: '大类', when: { const: true }, steps: [{ result: 'AQY', when: { ageDays: { eq: 0 } } }] } },
  adrgs: {},
  drgNames: {},
  fallbacks: [],
  lists: {},
  complications: [],
  exclusions: [],
}

test('day 0 of age is shown by an infant, never by an adult with a zero in the field', () => {
  for (const { way, ways, outcome } of outcomes(firstDay)) {
    assert.ok(outcome.found === 'some')
    const record = witness(ways.universe, outcome.solution)
    assert.deepEqual({ years: record.ageYears, days: record.ageDays }, { years: 0, days: 0 })
    assert.equal(groupCase(compileScheme(firstDay), record).drg, way.result)
  }
})

/** A diagnosis has one level; `checkScheme` refuses two. */
const soundScheme = randomScheme.map((scheme): Scheme => {
  const levels = new Map(scheme.complications.map(({ dx, level }) => [dx, level]))
  return { ...scheme, complications: scheme.complications.filter(({ dx, level }) => levels.get(dx) === level) }
})

function outcomes(scheme: Scheme) {
  const ways = waysOf(scheme)
  return ways.ways.map((way) => ({ way, ways, outcome: ways.solver.solve(roadOf(ways, way)) }))
}

test('a way that is said to be open is gone by the record that is shown for it', () => {
  fc.assert(
    fc.property(soundScheme, (scheme) => {
      const plain = { ...scheme, fallbacks: [] }
      const grouper = compileScheme(plain)
      for (const { way, ways, outcome } of outcomes(plain)) {
        if (outcome.found !== 'some') continue
        const { mdc, drg } = groupCase(grouper, witness(ways.universe, outcome.solution))
        assert.deepEqual({ mdc, drg }, { mdc: way.mdc, drg: way.result })
      }
    }),
    { numRuns: 300 },
  )
})

test('no record falls into a group to which every way is said to be closed, fallbacks or not', () => {
  fc.assert(
    fc.property(soundScheme, fc.array(randomRecord, { minLength: 20, maxLength: 60 }), (scheme, records) => {
      const found = outcomes(scheme)
      const open = new Set(found.filter(({ outcome }) => outcome.found !== 'none').map(({ way }) => way.result))
      const grouper = compileScheme(scheme)
      for (const record of records) {
        const { status, drg } = groupCase(grouper, record)
        if (status === 'grouped' || status === 'ambiguous') assert.ok(open.has(drg), drg)
      }
    }),
    { numRuns: 300 },
  )
})
