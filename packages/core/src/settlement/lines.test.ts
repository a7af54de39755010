import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore, register, settleVisit } from '../../tests/support/hospital-day.ts'
import { accepted, bookWith, catalog, hospital, lineWith, refusalOf } from '../../tests/support/world.ts'
import { planBook } from '../benefit/index.ts'
import { fen, isoDate, localDateTime, quantity, unitPrice } from '../kernel/index.ts'
import { revocationOf, uploadOf } from './lines.ts'
import type { StatedLine } from './stated-line.ts'

const upload = { visitId: 'V1', provider: hospital, catalog, book: bookWith(), today: isoDate('2025-03-02') }

function storeWith(...lines: StatedLine[]) {
  const store = freshStore()
  register(store, lines)
  return store
}

function refusalFor(line: StatedLine) {
  return refusalOf(
    uploadOf(storeWith().fileFor({ visitId: 'V1' }), { ...upload, lines: [lineWith('0', 'A', '1'), line] }),
  )
}

test('a line is filed with the item as it stood on the day of the fee, and its four parts', () => {
  const [filed] = storeWith(lineWith('1', 'B', '4.52')).fileFor({ visitId: 'V1' }).lines
  assert.deepEqual(filed?.item, { kind: 'drug', name: '示例药品B', class: 'B', chargeType: '09', restricted: false })
  assert.equal(filed?.split.preCoinsurance, 23)
  assert.equal(filed?.split.eligible, 4_29)
  assert.equal(filed?.settlementId, null)
  assert.equal('stated' in (filed ?? {}), false)
})

test('a quantity of nothing, a negative or an absurd one is refused', () => {
  for (const pieces of [0, -10_000, 1_000_000_000]) {
    const refusal = refusalFor(lineWith('1', 'A', '1', { quantity: quantity(pieces) }))
    assert.equal(refusal.code, 'settlement.bad-quantity')
  }
})

test('a negative or an absurd price is refused, a price of nothing is not', () => {
  for (const price of [-1, 1_000_000_000_000]) {
    assert.equal(refusalFor(lineWith('1', 'A', '1', { price: unitPrice(price) })).code, 'settlement.bad-price')
  }
  assert.equal(storeWith(lineWith('1', 'A', '0')).lines().length, 1)
})

test('a line of a hundred million yuan is refused, however it comes about', () => {
  const price = unitPrice(500_000_000_000)
  assert.deepEqual(refusalFor(lineWith('1', 'A', '1', { price, quantity: quantity(200_0000) })), {
    code: 'settlement.line-too-large',
    line: '1',
    amount: 100_000_000_00,
    below: 100_000_000_00,
  })
})

test('a fee of tomorrow is refused today', () => {
  const refusal = refusalFor(lineWith('1', 'A', '1', { at: localDateTime('2025-03-03 00:00:00') }))
  assert.equal(refusal.code, 'settlement.date-in-future')
})

test('an item that no catalogue knows is refused with its line', () => {
  assert.deepEqual(refusalFor(lineWith('1', 'Z', '1')), { code: 'catalog.unknown-item', itemCode: 'Z', line: '1' })
})

test('an amount that is not price times quantity is refused with both figures', () => {
  assert.deepEqual(refusalFor(lineWith('1', 'A', '1', { stated: fen(99) })), {
    code: 'settlement.line-amount-differs',
    line: '1',
    stated: 99,
    computed: 100,
  })
})

test('a line number is used once in a visit, within a message and across messages', () => {
  assert.deepEqual(refusalFor(lineWith('0', 'A', '1')), { code: 'settlement.duplicate-line', line: '0' })
  const file = storeWith(lineWith('1', 'A', '1')).fileFor({ visitId: 'V1' })
  const again = uploadOf(file, { ...upload, lines: [lineWith('1', 'A', '1', { batch: 'batch2' })] })
  assert.deepEqual(refusalOf(again), { code: 'settlement.duplicate-line', line: '1' })
})

test('a region without a policy prices nothing', () => {
  const file = storeWith().fileFor({ visitId: 'V1' })
  const book = planBook([])
  assert.equal(refusalOf(uploadOf(file, { ...upload, book, lines: [lineWith('1', 'A', '1')] })).code, 'policy.no-plan')
})

test('a settled batch takes no more lines, another batch of the visit does', () => {
  const store = freshStore()
  settleVisit(store, [lineWith('1', 'A', '1')])
  const send = (batch: string) =>
    uploadOf(store.fileFor({ visitId: 'V1' }), { ...upload, lines: [lineWith('2', 'A', '1', { batch })] })
  assert.deepEqual(refusalOf(send('batch1')), { code: 'settlement.batch-settled', batch: 'batch1', settlementId: 'S1' })
  assert.equal(accepted(send('batch2')).linesAdded.length, 1)
})

const revoke = (store: ReturnType<typeof freshStore>, batch: string) =>
  revocationOf(store.fileFor({ visitId: 'V1' }), { visitId: 'V1', provider: hospital, batch })

test('one batch, or with 0000 all that is not settled, is taken off the file', () => {
  const lines = [lineWith('1', 'A', '1'), lineWith('2', 'A', '1', { batch: 'batch2' })]
  assert.deepEqual(accepted(revoke(storeWith(...lines), 'batch2')).linesRevoked, ['2'])
  assert.deepEqual(accepted(revoke(storeWith(...lines), '0000')).linesRevoked, ['1', '2'])
})

test('settled lines stay, and the refusal says which settlement holds them', () => {
  const store = freshStore()
  settleVisit(store, [lineWith('1', 'A', '1')])
  for (const batch of ['batch1', '0000']) {
    assert.deepEqual(refusalOf(revoke(store, batch)), { code: 'settlement.batch-settled', batch, settlementId: 'S1' })
  }
  assert.deepEqual(refusalOf(revoke(store, 'batch9')), { code: 'settlement.no-lines', batch: 'batch9' })
})

test('nobody is insured before birth, whatever the enrolment says', () => {
  const file = storeWith().fileFor({ visitId: 'V1' })
  const born = { ...file, insured: { ...file.insured, birth: isoDate('2025-03-02') } }
  const line = lineWith('1', 'A', '1', { at: localDateTime('2025-03-01 09:00:00') })
  assert.equal(refusalOf(uploadOf(born, { ...upload, lines: [line] })).code, 'settlement.not-insured')
})
