import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clinicScheme, stayOf } from '../../tests/support/clinic-scheme.ts'
import type { DischargeRecord } from '../encounter/index.ts'
import { compileScheme } from './compile.ts'
import { groupCase, unknownCodes } from './group.ts'
import { traceCase } from './trace.ts'

const grouper = compileScheme(clinicScheme)

function groupOf(principal: string, changes: Partial<DischargeRecord> = {}): string {
  const grouping = groupCase(grouper, stayOf(principal, changes))
  assert.equal(traceCase(grouper, stayOf(principal, changes)).grouping, grouping)
  return [grouping.status, grouping.mdc, grouping.adrg, grouping.drg].join(' ')
}

/** A stay with this principal diagnosis and these secondary ones. */
const withDiagnoses = (...diagnoses: string[]): Partial<DischargeRecord> => ({ diagnoses })

test('the pre-MDC comes first and takes a transplant whatever the diagnosis', () => {
  assert.equal(groupOf('I63.9', { operations: ['20.1', '10.1'] }), 'grouped MDCA AA1 AA19')
})

test('an operation ADRG splits by the complications that count', () => {
  const operations = ['20.1']
  assert.equal(groupOf('A17.0+G01*', { operations }), 'grouped MDCB BB1 BB15')
  assert.equal(groupOf('', { operations, ...withDiagnoses('A17.0+G01*', 'I10') }), 'grouped MDCB BB1 BB13')
  assert.equal(groupOf('', { operations, ...withDiagnoses('A17.0+G01*', 'I10', 'J96.0') }), 'grouped MDCB BB1 BB11')
})

test('a complication is excluded when one of its tables is one of the principal diagnosis', () => {
  const operations = ['20.1']
  assert.equal(groupOf('', { operations, ...withDiagnoses('I63.9', 'I10') }), 'grouped MDCB BB1 BB15')
  assert.equal(groupOf('', { operations, ...withDiagnoses('I63.9', 'J96.0') }), 'grouped MDCB BB1 BB15')
  assert.equal(groupOf('', { operations, ...withDiagnoses('I63.9', 'K92.2') }), 'grouped MDCB BB1 BB11')
  assert.equal(groupOf('', { operations, ...withDiagnoses('G45.9', 'J96.0') }), 'grouped MDCB BB1 BB11')
})

test('the principal diagnosis never counts as its own complication', () => {
  const scheme = { ...clinicScheme, complications: [{ dx: 'G45.9', level: 'MCC' as const, table: '5' }] }
  const own = compileScheme(scheme)
  assert.equal(groupCase(own, stayOf('G45.9', { operations: ['20.1'] })).drg, 'BB15')
})

test('valid surgery that no operation ADRG of the MDC accepts is ambiguous', () => {
  assert.equal(groupOf('I63.9', { operations: ['89.5', '30.1'] }), 'ambiguous MDCB QY BQY')
})

test('an ADRG without a split that holds and without else lets the walk go on', () => {
  assert.equal(groupOf('I63.9'), 'grouped MDCB BR1 BR15')
  assert.equal(groupOf('', { leavingType: '5', ...withDiagnoses('I63.9', 'E11.9') }), 'grouped MDCB BV1 BV13')
})

test('an MDC whose steps lead nowhere is followed by the next one', () => {
  assert.equal(groupOf('G45.9', { operations: ['89.5'] }), 'grouped MDCX XZ1 XZ19')
})

test('the code of an ADRG may differ from the key of its step', () => {
  assert.equal(groupOf('Z76', { operations: ['89.5'] }), 'grouped MDCX XZ1 XZ19')
})

test('else gives the ADRG itself as the result', () => {
  const newborn = { ageYears: 0, ageDays: 28, birthWeightGrams: 1_500 }
  assert.equal(groupOf('P07.3', newborn), 'grouped MDCP PS2 PS2')
})

test('newborn bands take their limits as the scheme states them; a weight of 0 meets none', () => {
  const newborn = { ageYears: 0, ageDays: 0 }
  assert.equal(groupOf('P07.3', { ...newborn, birthWeightGrams: 1_499 }), 'grouped MDCP PS1 PS19')
  assert.equal(groupOf('P07.3', { ...newborn, birthWeightGrams: 0 }), 'grouped MDCP PS2 PS2')
  assert.equal(
    groupOf('P07.3', { ageYears: 0, ageDays: 29, birthWeightGrams: 1_000 }),
    'ungroupable 0000 00 0000',
    '29 days is no newborn',
  )
  assert.equal(groupOf('P07.3', { ageYears: 1 }), 'ungroupable 0000 00 0000')
})

test('multiple trauma needs two sites; below that the organ takes the case', () => {
  assert.equal(groupOf('', withDiagnoses('S06.0', 'S22.3')), 'grouped MDCZ ZZ1 ZZ19')
  assert.equal(groupOf('', withDiagnoses('S06.0', 'E11.9')), 'grouped MDCB BV1 BV13')
})

test('with the other sex a sex-bound MDC stays closed and the case goes on', () => {
  assert.equal(groupOf('C79.8', { gender: '1' }), 'grouped MDCM MZ1 MZ19')
  assert.equal(groupOf('', { gender: '2', ...withDiagnoses('C79.8', 'B99') }), 'grouped MDCX XT1 XT19')
  assert.equal(groupOf('N40', { gender: '2' }), 'ungroupable 0000 00 0000')
})

test('a fallback tries each other operation alone until something else comes out', () => {
  assert.equal(groupOf('Z76', { operations: ['99.9', '99.8', '89.5'] }), 'grouped MDCX XZ1 XZ19')
  assert.equal(groupOf('Z76', { operations: ['99.9', '99.8'] }), 'ungroupable 0000 00 0000')
})

test('a record that fails its check is invalid, never silently grouped', () => {
  assert.equal(groupOf('I63.9', { gender: '9' }), 'invalid 0000 00 0000')
  assert.equal(groupOf('', { diagnoses: [] }), 'invalid 0000 00 0000')
})

test('codes are opaque: another case, a blank or a part of a code is another code', () => {
  for (const principal of ['i63.9', 'I63.9 ', 'I63', 'A17.0']) {
    assert.equal(groupOf(principal), 'ungroupable 0000 00 0000')
  }
})

test('unknown codes are told once each and change nothing', () => {
  const record = stayOf('', { operations: ['00.0', '89.5'], diagnoses: ['I63.9', 'X99', 'I10', 'X99'] })
  assert.deepEqual(unknownCodes(grouper, record), [
    { kind: 'diagnosis', code: 'X99' },
    { kind: 'operation', code: '00.0' },
  ])
  assert.equal(groupCase(grouper, record).drg, 'BR15')
})

test('an empty place among the codes is no unknown code', () => {
  assert.deepEqual(unknownCodes(grouper, stayOf('', { diagnoses: ['', 'I63.9'], operations: ['', '20.1'] })), [])
})

test('a record with hundreds of codes is grouped like any other', () => {
  const many = Array.from({ length: 300 }, (_, index) => `X${index}`)
  const changes = { diagnoses: ['A17.0+G01*', ...many, 'K92.2'], operations: ['20.1', ...many] }
  assert.equal(groupOf('', changes), 'grouped MDCB BB1 BB11')
  assert.equal(groupOf('I63.9'), 'grouped MDCB BR1 BR15', 'and leaves nothing behind for the next')
})

test('the same group is one frozen object for all cases', () => {
  const [one, other] = [groupCase(grouper, stayOf('I63.9')), groupCase(grouper, stayOf('I63.9', { ageYears: 3 }))]
  assert.equal(one, other)
  assert.ok(Object.isFrozen(one))
})
