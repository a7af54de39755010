import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore } from '../../tests/support/hospital-day.ts'
import { standInAudit, wholeItem } from '../../tests/support/stand-in-audit.ts'
import {
  admitted,
  billed,
  charge,
  discharged,
  historyOf,
  lawOf,
  stayBook,
  stayLine,
} from '../../tests/support/stay-day.ts'
import { fen } from '../kernel/index.ts'
import type { BilledDeduction } from './audit-types.ts'
import { verifyPerson } from './verify.ts'
import type { PersonHistory } from './verify-types.ts'

const opening = fen(500_00)

/** A stay of one bill, of which the hospital bears a line; the deduction as it was recorded, or as somebody changed it. */
function found(
  change: (deduction: BilledDeduction) => readonly BilledDeduction[] = (each) => [each],
): readonly string[] {
  const store = admitted({}, freshStore(opening))
  charge(store, [stayLine('1', 'A', '300', '2025-02-20'), stayLine('2', 'B', '200', '2025-02-20')])
  discharged(store)
  billed(store, fen(500_00), { audit: standInAudit([wholeItem('A', 'institution')]) })
  const history = historyOf(store, opening)
  const settlements = history.settlements.map((settlement) => {
    const { audit } = settlement.basis
    if (audit === undefined) return assert.fail('something was deducted')
    const deductions = audit.deductions.flatMap(change)
    return { ...settlement, basis: { ...settlement.basis, audit: { ...audit, deductions } } }
  })
  const changed: PersonHistory = { ...history, settlements }
  return verifyPerson(changed, lawOf(stayBook())).map(({ invariant, what }) => `${invariant} ${what}`)
}

test('a bill of which the hospital bears a line agrees with every invariant', () => {
  assert.deepEqual(found(), [])
})

test('a deduction that is not the sum of its parts is found, and so is the bill it does not give', () => {
  const kinds = found((deduction) => [{ ...deduction, amount: fen(deduction.amount - 1) }])
  assert.ok(kinds.includes('1 parts of a deduction'))
  assert.ok(kinds.some((kind) => kind.startsWith('8 ')))
})

test('more taken out of a line than it has, a line taken from twice, and a line that nobody knows, are found', () => {
  const twice = found((deduction) => [deduction, { ...deduction, rule: 'R9' }])
  assert.ok(twice.includes('1 deductions of one line') && twice.includes('1 deducted eligible'))
  assert.ok(found((deduction) => [{ ...deduction, lineNumber: 'X' }]).includes('1 line of a deduction'))
})
