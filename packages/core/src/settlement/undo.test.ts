import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cancelOrder, freshStore, orderOf, register, settleVisit } from '../../tests/support/hospital-day.ts'
import type { PersonStore } from '../../tests/support/person-store.ts'
import { standInAudit } from '../../tests/support/stand-in-audit.ts'
import { accepted, bookWith, catalog, hospital, lineWith, refusalOf } from '../../tests/support/world.ts'
import { fen, isoDate } from '../kernel/index.ts'
import { payers } from '../policy/index.ts'
import { revocationOf, uploadOf } from './lines.ts'
import { settleBatch } from './settle.ts'
import type { StatedLine } from './stated-line.ts'
import { cancelOf, reversalOf, stands } from './undo.ts'

const file = (store: PersonStore) => store.fileFor({ rootId: 'S1' })
const cancel = (store: PersonStore, id: string) => store.record(accepted(cancelOf(file(store), cancelOrder(id))))
const reversal = (store: PersonStore, named: string, id: string) => reversalOf(file(store), named, cancelOrder(id))

function settledStore(price = '25.10', opening = fen(1378_15)): PersonStore {
  const store = freshStore(opening)
  settleVisit(store, [lineWith('1', 'A', price)])
  return store
}

/** What no fund and no hospital pays. */
const unpaid = Object.fromEntries(payers.map((payer) => [payer, 0]))

test('cancelling a bill of 25.10 yuan answers the opposite amounts and the account is as before', () => {
  const store = freshStore()
  settleVisit(store, [lineWith('1', 'B', '4.52'), lineWith('2', 'A', '20.58')])
  cancel(store, 'S2')
  const undone = store.settlements().at(-1)
  const { poolRate: _, ...inFen } = undone?.amounts ?? {}
  assert.deepEqual(inFen, {
    total: -25_10,
    nonCovered: 0,
    overPriceLimit: 0,
    preCoinsurance: -23,
    eligible: -24_87,
    deductible: -24_87,
    ...unpaid,
    account: -25_10,
    family: 0,
    cash: 0,
    person: -25_10,
  })
  assert.equal(undone?.balanceAfter, 1378_15)
})

test('a cancel is a settlement of its own that names what it undoes', () => {
  const store = settledStore()
  cancel(store, 'S2')
  const undone = store.settlements().at(-1)
  assert.deepEqual(
    [undone?.kind, undone?.rootId, undone?.undoesId, undone?.msgid, undone?.entry.opposes],
    ['cancel', 'S1', 'S1', 'M-S2', 'S1'],
  )
  assert.equal(file(store).lines[0]?.settlementId, null)
})

test('a settlement is cancelled once', () => {
  const store = settledStore()
  cancel(store, 'S2')
  assert.deepEqual(refusalOf(cancelOf(file(store), cancelOrder('S3'))), {
    code: 'settlement.already-undone',
    settlementId: 'S1',
    by: 'S2',
  })
})

test('only what is one’s own, and named rightly, is cancelled', () => {
  const refusal = (rest: Parameters<typeof cancelOrder>[1]) =>
    refusalOf(cancelOf(file(settledStore()), cancelOrder('S2', rest))).code
  assert.equal(refusal({ provider: { ...hospital, providerCode: 'H2' } }), 'settlement.other-providers-settlement')
  assert.equal(refusal({ settlementNamed: 'S9' }), 'settlement.unknown-settlement')
  assert.equal(refusal({ visitId: 'V9' }), 'settlement.visit-of-settlement-differs')
  assert.equal(refusal({ care: 'pharmacy' }), 'settlement.wrong-care')
  assert.equal(refusalOf(cancelOf(freshStore().fileFor({}), cancelOrder('S2'))).code, 'settlement.unknown-settlement')
})

test('a provider whose agreement has ended may still cancel', () => {
  const provider = { ...hospital, range: { from: isoDate('2020-01-01'), until: isoDate('2025-03-02') } }
  assert.equal(cancelOf(file(settledStore()), cancelOrder('S2', { provider })).ok, true)
})

test('a settlement that a later one stands on is not undone before it', () => {
  const store = settledStore('400')
  settleVisit(store, [lineWith('2', 'A', '400')], { visitId: 'V2', settlementId: 'S2' })
  const later = { code: 'settlement.later-stands', settlementId: 'S1', later: 'S2' }
  assert.deepEqual(refusalOf(cancelOf(file(store), cancelOrder('S3'))), later)
  assert.deepEqual(refusalOf(reversal(store, 'S1', 'S3')), later)
  const second = cancelOrder('S3', { settlementNamed: 'S2', visitId: 'V2' })
  store.record(accepted(cancelOf(store.fileFor({ rootId: 'S2' }), second)))
  cancel(store, 'S4')
  assert.ok(store.fileFor({}).totals.every((total) => total.amount === 0))
})

test('a message whose outcome nobody knew is reversed once', () => {
  const store = settledStore()
  store.record(accepted(reversal(store, 'S1', 'S2')))
  assert.equal(store.settlements().at(-1)?.kind, 'reverse')
  assert.equal(file(store).accountBalance, 1378_15)
  assert.deepEqual(refusalOf(reversal(store, 'S1', 'S3')), {
    code: 'settlement.already-undone',
    settlementId: 'S1',
    by: 'S2',
  })
})

test('reversing a cancel brings the settlement back: lines, account and totals', () => {
  const store = settledStore()
  const before = file(store)
  cancel(store, 'S2')
  store.record(accepted(reversal(store, 'S2', 'S3')))
  assert.deepEqual(file(store).lines, before.lines)
  assert.deepEqual(file(store).totals, before.totals)
  assert.equal(file(store).accountBalance, before.accountBalance)
  assert.deepEqual(store.settlements().at(-1)?.amounts, store.settlements()[0]?.amounts)
})

test('what was brought back may be cancelled again, and that again reversed', () => {
  const store = settledStore()
  cancel(store, 'S2')
  store.record(accepted(reversal(store, 'S2', 'S3')))
  cancel(store, 'S4')
  assert.equal(file(store).accountBalance, 1378_15)
  assert.equal(refusalOf(reversal(store, 'S2', 'S5')).code, 'settlement.already-undone')
  store.record(accepted(reversal(store, 'S4', 'S5')))
  assert.deepEqual(
    file(store).chain.map(({ kind, undoesId }) => [kind, undoesId]),
    [
      ['settle', null],
      ['cancel', 'S1'],
      ['restore', 'S2'],
      ['cancel', 'S3'],
      ['restore', 'S4'],
    ],
  )
  assert.ok(stands(file(store).chain))
})

test('a settlement that a reversed cancel brought back may itself be reversed', () => {
  const store = settledStore()
  cancel(store, 'S2')
  store.record(accepted(reversal(store, 'S2', 'S3')))
  store.record(accepted(reversal(store, 'S1', 'S4')))
  assert.equal(stands(file(store).chain), false)
  assert.equal(file(store).accountBalance, 1378_15)
})

test('a settlement is not brought back when what was taken out of a line would lie on another one', () => {
  const again = (first: string, second: string): string => {
    const store = freshStore()
    register(store, [lineWith('1', 'A', '10'), lineWith('2', 'A', '500')])
    const audit = standInAudit([{ item: 'A', bears: 'institution', pieces: 1, share: 800_000 }])
    store.record(accepted(settleBatch(store.fileFor({ visitId: 'V1' }), orderOf(fen(510_00), { audit }))))
    assert.equal(store.settlements()[0]?.amounts.hospital, 400_00)
    cancel(store, 'S2')
    revoke(store)
    send(store, lineWith('1', 'A', first))
    send(store, lineWith('2', 'A', second))
    const restored = reversal(store, 'S2', 'S3')
    return restored.ok ? 'restored' : restored.error.code
  }
  assert.equal(again('10', '500'), 'restored')
  assert.equal(again('500', '10'), 'settlement.lines-changed')
})

test('a settlement is not brought back when its lines are gone, settled again, or no longer the same bill', () => {
  const changes: readonly ((store: PersonStore) => void)[] = [
    (store) => revoke(store),
    (store) => settleAgain(store),
    (store) => send(store, lineWith('2', 'A', '1')),
    (store) => {
      revoke(store)
      send(store, lineWith('1', 'A', '25.11'))
    },
  ]
  const codes: string[] = []
  for (const change of changes) {
    const store = settledStore()
    cancel(store, 'S2')
    change(store)
    codes.push(refusalOf(reversal(store, 'S2', 'S3')).code)
  }
  const changed = 'settlement.lines-changed'
  assert.deepEqual(codes, [changed, 'settlement.later-stands', changed, changed])
})

function revoke(store: PersonStore): void {
  store.record(accepted(revocationOf(file(store), { visitId: 'V1', provider: hospital, batch: 'batch1' })))
}

function send(store: PersonStore, line: StatedLine): void {
  const upload = { visitId: 'V1', provider: hospital, catalog, book: bookWith(), today: isoDate('2025-03-02') }
  store.record(accepted(uploadOf(file(store), { ...upload, lines: [line] })))
}

function settleAgain(store: PersonStore): void {
  store.record(accepted(settleBatch(file(store), orderOf(fen(25_10), { settlementId: 'S9' }))))
}

test('lines sent again as they were bring the settlement back', () => {
  const store = settledStore()
  cancel(store, 'S2')
  revoke(store)
  send(store, lineWith('1', 'A', '25.10'))
  assert.equal(reversal(store, 'S2', 'S3').ok, true)
})

test('a settlement is not brought back over one that was made since', () => {
  const store = settledStore()
  cancel(store, 'S2')
  settleVisit(store, [lineWith('2', 'A', '1')], { visitId: 'V2', settlementId: 'S3' })
  assert.equal(refusalOf(reversal(store, 'S2', 'S4')).code, 'settlement.later-stands')
})

test('a settlement is not brought back when the bill it was computed after is gone', () => {
  const store = settledStore('500')
  settleVisit(store, [lineWith('2', 'A', '100')], { visitId: 'V2', settlementId: 'S2' })
  const second = () => store.fileFor({ rootId: 'S2' })
  store.record(accepted(cancelOf(second(), cancelOrder('S3', { settlementNamed: 'S2', visitId: 'V2' }))))
  cancel(store, 'S4')
  assert.deepEqual(refusalOf(reversalOf(second(), 'S3', cancelOrder('S5'))), {
    code: 'settlement.totals-changed',
    settlementId: 'S2',
    total: 'dedc',
  })
})

test('a settlement is not brought back when the account no longer holds what it paid', () => {
  const store = settledStore('100', fen(100_00))
  cancel(store, 'S2')
  const shrunk = { ...file(store), accountBalance: fen(99_99) }
  assert.deepEqual(refusalOf(reversalOf(shrunk, 'S2', cancelOrder('S3'))), {
    code: 'settlement.account-too-small',
    balance: 99_99,
    asked: 100_00,
  })
})
