import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clinicScheme, stayOf } from '../../tests/support/clinic-scheme.ts'
import { InvariantError } from '../kernel/index.ts'
import { compileScheme } from './compile.ts'
import { groupCase } from './group.ts'
import type { Condition, Scheme } from './types.ts'

function schemeWith(when: Condition): Scheme {
  const step = { code: 'BB1', name: '', when, drgs: [], else: 'BB1' }
  return {
    ...clinicScheme,
    mdcOrder: ['MDCB'],
    mdcs: { MDCB: { name: '', when: { const: true }, steps: [{ adrg: 'BB1' }] } },
    adrgs: { BB1: step },
  }
}

const broken: readonly (readonly [says: string, scheme: Scheme, message: RegExp])[] = [
  ['a list that is missing', schemeWith({ dx1In: 'nowhere' }), /nowhere/],
  [
    'a list of a trauma site that is missing',
    schemeWith({ traumaSites: { sites: [{ name: '', dx: 'gone' }], min: 1 } }),
    /gone/,
  ],
  ['an MDC of the order that is missing', { ...clinicScheme, mdcOrder: ['MDCQ'] }, /MDCQ/],
  ['an ADRG that is missing', { ...clinicScheme, adrgs: {} }, /AA1/],
  ['a condition of no known key', schemeWith({ weather: 'fair' } as unknown as Condition), /weather/],
]

for (const [says, scheme, message] of broken) {
  test(`a scheme with ${says} is no scheme`, () => {
    assert.throws(
      () => compileScheme(scheme),
      (error) => error instanceof InvariantError && message.test(error.message),
    )
  })
}

test('codes in tens of thousands of different sets of exclusion tables are no scheme', () => {
  const exclusions = Array.from({ length: 33_000 }, (_, index) => ({ principalDx: `P${index}`, table: `T${index}` }))
  assert.throws(() => compileScheme({ ...clinicScheme, exclusions }), /different sets of exclusion tables/)
})

test('an empty all holds, an empty any does not', () => {
  assert.equal(groupCase(compileScheme(schemeWith({ all: [] })), stayOf('I63.9')).status, 'grouped')
  assert.equal(groupCase(compileScheme(schemeWith({ any: [] })), stayOf('I63.9')).status, 'ungroupable')
})

test('bounds hold for a value that is there: even empty ones ask for it', () => {
  const days = compileScheme(schemeWith({ stayDays: {} }))
  assert.equal(groupCase(days, stayOf('I63.9', { stayDays: 0 })).status, 'grouped')
  assert.equal(groupCase(days, stayOf('I63.9', { stayDays: null })).status, 'ungroupable')
})

test('days of age are those of the first year: a zero beside years is no newborn', () => {
  const newborn = compileScheme(schemeWith({ ageDays: { lte: 28 } }))
  assert.equal(groupCase(newborn, stayOf('I63.9', { ageYears: 40, ageDays: 0 })).status, 'ungroupable')
  const record = stayOf('I63.9', { ageYears: 0, ageDays: 0, birthWeightGrams: 3_000 })
  assert.equal(groupCase(newborn, record).status, 'grouped')
})

test('all bounds of a number must hold, an equal one beside others too', () => {
  const adult = compileScheme(schemeWith({ ageYears: { eq: 60, lt: 60 } }))
  assert.equal(groupCase(adult, stayOf('I63.9', { ageYears: 60 })).status, 'ungroupable')
})

test('a code twice in a list is in it once', () => {
  const scheme = schemeWith({ dx1In: 'twice' })
  const twice = compileScheme({ ...scheme, lists: { ...scheme.lists, twice: ['I63.9', 'I63.9'] } })
  assert.equal(groupCase(twice, stayOf('I63.9')).drg, 'BB1')
})

test('a diagnosis that is MCC and CC counts for each level by the tables of that level', () => {
  const base = schemeWith({ all: [{ cc: true }, { not: { mcc: true } }] })
  const complications = [
    { dx: 'I10', level: 'MCC' as const, table: '2' },
    { dx: 'I10', level: 'CC' as const, table: '3' },
  ]
  const both = compileScheme({ ...base, complications, exclusions: [{ principalDx: 'I63.9', table: '2' }] })
  assert.equal(groupCase(both, stayOf('', { diagnoses: ['I63.9', 'I10'] })).drg, 'BB1')
})

test('two schemes compiled side by side do not disturb each other', () => {
  const [one, other] = [compileScheme(clinicScheme), compileScheme(schemeWith({ const: true }))]
  const record = stayOf('I63.9')
  assert.equal(groupCase(one, record).drg, 'BR15')
  assert.equal(groupCase(other, record).drg, 'BB1')
  assert.equal(groupCase(one, record).drg, 'BR15')
})
