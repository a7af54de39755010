import assert from 'node:assert/strict'
import { test } from 'node:test'
import { admitted, billed, cancelStay, charge, now, stayBook, stayLine } from '../../tests/support/stay-day.ts'
import { accepted, hospital, refusalOf } from '../../tests/support/world.ts'
import { fen, localDateTime, parseQuantity, zeroFen } from '../kernel/index.ts'
import { ordinaryStays } from '../policy/index.ts'
import { cancelOf, reversalOf } from './undo.ts'

const whole = (number: string, day: string) => stayLine(number, 'A', '500', day)

test('a bill that gave money back to an account is not undone once that money is gone', () => {
  const store = admitted()
  charge(store, [whole('1', '2025-02-20'), whole('2', '2025-02-20')])
  billed(store, fen(1000_00), { settlementId: 'S1', interim: true })
  const quantity = accepted(parseQuantity('-1'))
  charge(store, [{ ...whole('3', '2025-02-21'), quantity, refundOf: '2', stated: fen(-500_00) }])
  assert.equal(billed(store, fen(-500_00), { settlementId: 'S2', interim: true }).amounts.account, -100_00)
  const spent = { ...store.fileFor({ rootId: 'S2' }), accountBalance: zeroFen }
  assert.deepEqual(refusalOf(cancelOf(spent, cancelStay('S2', 'C2'))), {
    code: 'settlement.account-too-small',
    balance: 0,
    asked: 100_00,
  })
})

test('a bill of the new year is not restored when the old year no longer paid the deductible for it', () => {
  const book = stayBook({ stays: { ...ordinaryStays, acrossYears: 'split' } })
  const store = admitted({ begin: localDateTime('2024-12-20 09:00:00') })
  charge(store, [whole('1', '2024-12-30'), whole('2', '2025-01-05')], book)
  billed(store, fen(500_00), { settlementId: 'S1', interim: true, book })
  billed(store, fen(500_00), { settlementId: 'S2', interim: true, book })
  store.record(accepted(cancelOf(store.fileFor({ rootId: 'S2' }), cancelStay('S2', 'C2'))))
  const order = { settlementId: 'R2', provider: hospital, msgid: 'M-R2', at: now }
  const restored = () => reversalOf(store.fileFor({ rootId: 'S2' }), 'C2', order)
  assert.equal(accepted(restored()).settlement?.amounts.pool, 400_00)
  store.record(accepted(cancelOf(store.fileFor({ rootId: 'S1' }), cancelStay('S1', 'C1'))))
  assert.equal(refusalOf(restored()).code, 'settlement.stay-changed')
})

test('a settlement is not restored over lines of the same amounts that are paid by another stream', () => {
  const store = admitted()
  charge(store, [whole('1', '2025-02-20')])
  billed(store, fen(500_00), { settlementId: 'S1', interim: true })
  store.record(accepted(cancelOf(store.fileFor({ rootId: 'S1' }), cancelStay('S1', 'C1'))))
  const file = store.fileFor({ rootId: 'S1' })
  const lines = file.lines.map((line) => ({ ...line, split: { ...line.split, stream: 'special' } }))
  const order = { settlementId: 'R1', provider: hospital, msgid: 'M-R1', at: now }
  assert.equal(refusalOf(reversalOf({ ...file, lines }, 'C1', order)).code, 'settlement.lines-changed')
})
