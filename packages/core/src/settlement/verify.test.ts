import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cancelOrder, freshStore, settleVisit } from '../../tests/support/hospital-day.ts'
import { division } from '../../tests/support/plan.ts'
import { accepted, bookWith, lineWith, noon } from '../../tests/support/world.ts'
import { addFen, dateOf, fen } from '../kernel/index.ts'
import { accounts, entryOf } from '../ledger/index.ts'
import type { FiledSettlement } from './types.ts'
import { cancelOf } from './undo.ts'
import { verifyPerson } from './verify.ts'
import type { PersonHistory, PlanOf, Violation } from './verify-types.ts'

const opening = fen(1378_15)

const planOf: PlanOf = () => {
  const open = bookWith().open(division, '310', 'outpatient', dateOf(noon))
  return open.ok ? { compiled: open.value.compiled, year: open.value.pack.year } : null
}

/** The history of one settled visit; `changed` replaces what stands in the settlement. */
function historyWith(
  changed: (settlement: FiledSettlement) => Partial<FiledSettlement> = () => ({}),
  lines: Parameters<typeof settleVisit>[1] = [lineWith('1', 'A', '600')],
): PersonHistory {
  const store = freshStore(opening)
  settleVisit(store, lines)
  const { accountBalance, totals, lines: filed } = store.fileFor({ visitId: 'V1' })
  const [settlement] = store.fileFor({ rootId: 'S1' }).chain
  assert.ok(settlement !== undefined)
  const { insuredId } = settlement
  const first = entryOf({ entryId: 'opening', kind: 'opening', at: noon }, [
    { account: accounts.personalAccount(insuredId), amount: opening },
    { account: accounts.accountFunding(division, '310'), amount: fen(-opening) },
  ])
  return {
    insuredId,
    accountBalance,
    totals,
    otherEntries: [first],
    settlements: [{ ...settlement, ...changed(settlement) }],
    lines: filed,
    effects: [{ providerCode: settlement.providerCode, msgid: settlement.msgid, settlementId: 'S1' }],
    marks: [],
    visitsWithoutLines: [],
    stays: [],
  }
}

const found = (history: PersonHistory): readonly string[] =>
  verifyPerson(history, planOf).map(({ invariant, what }: Violation) => `${invariant} ${what}`)

test('a settled visit agrees with every invariant', () => {
  assert.deepEqual(found(historyWith()), [])
})

test('a deductible that the law does not give is found, though every sum still holds', () => {
  const history = historyWith(({ amounts }) => ({
    amounts: { ...amounts, deductible: addFen(amounts.deductible, fen(1)) },
  }))
  assert.deepEqual(found(history), ['8 deductible computed again'])
})

test('a running total moved by another amount than the law gives is found, though the running total agrees', () => {
  const wrong = historyWith(({ totalsAdded }) => ({
    totalsAdded: Object.fromEntries(
      Object.entries(totalsAdded).map(([code, amount]) => [code, addFen(amount, fen(1))]),
    ),
  }))
  const totals = Object.entries(wrong.settlements[0]?.totalsAdded ?? {}).map(([code, amount]) => ({
    scheme: '310' as const,
    period: '2025',
    code,
    amount,
  }))
  const codes = totals.map(({ code }) => `8 addition to ${code} computed again`)
  assert.ok(codes.length > 0)
  assert.deepEqual(found({ ...wrong, totals }), codes)
})

test('a settlement that counts in another year than its day is found', () => {
  const elsewhere = ({ basis }: FiledSettlement) => ({
    basis: { ...basis, periods: { ...basis.periods, dedc: '1999' } },
  })
  assert.ok(found(historyWith(elsewhere)).includes('8 period of dedc computed again'))
})

test('an amount moved between two parts that the person bears is found, though every sum still holds', () => {
  const moved = ({ amounts }: FiledSettlement) => ({
    amounts: {
      ...amounts,
      nonCovered: addFen(amounts.nonCovered, fen(-1)),
      overPriceLimit: addFen(amounts.overPriceLimit, fen(1)),
    },
  })
  const history = historyWith(moved, [lineWith('1', 'A', '600'), lineWith('2', 'C', '10')])
  assert.deepEqual(found(history), ['6 lines settled, nonCovered', '6 lines settled, overPriceLimit'])
})

test('money that a settlement moves between strangers is found, though its entry sums to zero', () => {
  const stranger = accounts.till('H9')
  const history = historyWith(({ entry }) => ({
    entry: {
      ...entry,
      postings: [...entry.postings, { account: stranger, amount: fen(5) }, { account: stranger, amount: fen(-5) }],
    },
  }))
  assert.deepEqual(found(history), [`3 posting to ${stranger}`, `3 posting to ${stranger}`])
})

/** A settled and cancelled visit; `changed` replaces what stands in the cancel. */
function cancelledWith(changed: (cancel: FiledSettlement) => Partial<FiledSettlement>): PersonHistory {
  const store = freshStore(opening)
  settleVisit(store, [lineWith('1', 'A', '600')])
  store.record(accepted(cancelOf(store.fileFor({ rootId: 'S1', visitId: 'V1' }), cancelOrder('S2'))))
  const { accountBalance, totals, lines, chain } = store.fileFor({ rootId: 'S1', visitId: 'V1' })
  const settlements = chain.map((one) => (one.kind === 'cancel' ? { ...one, ...changed(one) } : one))
  const effects = chain.map(({ providerCode, msgid, settlementId }) => ({ providerCode, msgid, settlementId }))
  return { ...historyWith(), accountBalance, totals, lines, settlements, effects }
}

test('a cancelled visit agrees with every invariant', () => {
  assert.deepEqual(found(cancelledWith(() => ({}))), [])
})

test('a cancel that does not take back the whole deductible is found', () => {
  const history = cancelledWith(({ amounts }) => ({
    amounts: { ...amounts, deductible: addFen(amounts.deductible, fen(1)) },
  }))
  assert.deepEqual(found(history), ['3 opposite deductible'])
})

test('a cancel of nothing is found', () => {
  const history = cancelledWith(() => ({}))
  const [, cancel] = history.settlements
  assert.ok(cancel !== undefined)
  assert.ok(found({ ...history, settlements: [cancel] }).includes('3 undone settlement'))
})
