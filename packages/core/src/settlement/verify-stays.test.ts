import assert from 'node:assert/strict'
import { test } from 'node:test'
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
import { accepted } from '../../tests/support/world.ts'
import { fen, localDateTime, parseQuantity, quantity } from '../kernel/index.ts'
import type { FiledLine, FiledSettlement, FiledStay } from './types.ts'
import { verifyPerson } from './verify.ts'
import type { PersonHistory } from './verify-types.ts'

/** A stay of an interim bill, a refund, and a final bill. */
function history(): PersonHistory {
  const store = admitted()
  charge(store, [stayLine('1', 'A', '0.335', '2025-02-20', { quantity: accepted(parseQuantity('2')) })])
  charge(store, [stayLine('2', 'A', '500', '2025-02-20')])
  billed(store, fen(500_67), { settlementId: 'S1', interim: true })
  const back = { quantity: accepted(parseQuantity('-1')), refundOf: '1', stated: fen(-33) }
  charge(store, [stayLine('3', 'A', '0.335', '2025-02-21', back)])
  discharged(store)
  billed(store, fen(-33), { settlementId: 'S2' })
  return historyOf(store, fen(1378_15))
}

const found = (changed: Partial<PersonHistory>): readonly string[] => {
  const violations = verifyPerson({ ...history(), ...changed }, lawOf(stayBook()))
  return [...new Set(violations.map(({ invariant, what }) => `${invariant} ${what}`))]
}

const lines = (change: (line: FiledLine) => Partial<FiledLine>) => ({
  lines: history().lines.map((line) => ({ ...line, ...change(line) })),
})
const stays = (change: (stay: FiledStay) => Partial<FiledStay>) => ({
  stays: history().stays.map((stay) => ({ ...stay, ...change(stay) })),
})
const settlements = (change: (settlement: FiledSettlement) => Partial<FiledSettlement>) => ({
  settlements: history().settlements.map((settlement) => ({ ...settlement, ...change(settlement) })),
})

test('a stay of interim and final bills agrees with every invariant', () => {
  assert.deepEqual(found({}), [])
})

test('a refund of more than was given, of nothing, or that is none, is found', () => {
  const of = (change: Partial<FiledLine>) => found(lines(({ refundOf }) => (refundOf === null ? {} : change)))
  assert.ok(of({ quantity: quantity(-30_000) }).includes('6 rest of a line'))
  assert.ok(of({ quantity: quantity(10_000) }).includes('6 quantity given back'))
  assert.ok(of({ refundOf: 'X' }).includes('6 line that is given back'))
})

test('a refund by the product of the piece, not by what is left, is found to drift', () => {
  const drifting = lines(({ refundOf, split }) =>
    refundOf === null ? {} : { split: { ...split, total: fen(-34), eligible: fen(-34) } },
  )
  assert.ok(found(drifting).includes('1 line and what gives it back'))
})

test('a bill that leaves an earlier one out is found', () => {
  const alone = settlements(({ basis, settlementId }) =>
    basis.stay === undefined || settlementId !== 'S2'
      ? {}
      : { basis: { ...basis, stay: { ...basis.stay, before: [] } } },
  )
  assert.ok(found(alone).includes('8 earlier bills of the stay'))
})

test('stays at one time, fees outside of them, and a wrong episode are found', () => {
  const [stay] = history().stays
  assert.ok(stay !== undefined)
  const second = { ...stay, visitId: 'V2', stay: { ...stay.stay, episode: 'V2' } }
  assert.ok(found({ stays: [stay, second] }).includes('6 stays at one time'))
  assert.deepEqual(found(stays(() => ({ begin: localDateTime('2025-02-21 00:00:00') }))), ['6 day of a fee'])
  assert.deepEqual(found(stays(({ stay: inner }) => ({ stay: { ...inner, episode: 'V9' } }))), [
    '6 episode of a transfer',
  ])
})

test('a line that came after the final settlement is found', () => {
  const late = { ...history().lines.at(-1), lineNumber: '9', refundOf: null, settlementId: null } as FiledLine
  const open = found({ lines: [...history().lines, { ...late, quantity: quantity(10_000) }] })
  assert.ok(open.includes('6 open lines after the final settlement'))
})
