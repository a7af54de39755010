import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cancelOrder, freshStore, orderOf, register } from '../../tests/support/hospital-day.ts'
import type { PersonStore } from '../../tests/support/person-store.ts'
import { anyTwoLayers, planOfNumbers } from '../../tests/support/random-plan.ts'
import { anyStandInRules, type StandInRule, standInAudit } from '../../tests/support/stand-in-audit.ts'
import {
  admitted,
  billed,
  billWith,
  cancelStay,
  charge,
  discharged,
  historyOf,
  lawOf,
  stayBook,
  stayLine,
} from '../../tests/support/stay-day.ts'
import { accepted, bookWith, hospital, lineWith } from '../../tests/support/world.ts'
import { type Fen, fen, lineAmount, localDateTime, quantity, sumFen, yuan } from '../kernel/index.ts'
import { funds } from '../policy/index.ts'
import { findCorrections } from './correction.ts'
import { amountNames } from './difference.ts'
import { paidBy, quoteOf } from './quote.ts'
import { restOf } from './refund.ts'
import { rerunOf } from './rerun.ts'
import { settleBatch } from './settle.ts'
import { stayQuoteOf } from './stay-bill.ts'
import type { SettlementAmounts } from './types.ts'
import { cancelOf, reversalOf } from './undo.ts'
import { verifyPerson } from './verify.ts'

const opening = fen(500_00)

function balanced(amounts: SettlementAmounts): void {
  const { total, nonCovered, overPriceLimit, preCoinsurance, eligible, account, family, cash, person } = amounts
  assert.equal(nonCovered + overPriceLimit + preCoinsurance + eligible, total)
  assert.equal(paidBy(amounts), total)
  assert.equal(account + family + cash, person)
}

type Act =
  | { readonly do: 'charge'; readonly item: string; readonly price: number; readonly pieces: number }
  | { readonly do: 'refund'; readonly which: number; readonly pieces: number }
  | { readonly do: 'bill'; readonly account: boolean }
  | { readonly do: 'undo' }
  | { readonly do: 'restore' }

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('charge' as const),
      item: fc.constantFrom('A', 'B', 'C'),
      price: fc.integer({ min: 1, max: 400_000 }),
      pieces: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('refund' as const),
      which: fc.nat(20),
      pieces: fc.integer({ min: 1, max: 5 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('bill' as const), account: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constantFrom({ do: 'undo' as const }, { do: 'restore' as const }) },
)

interface Course {
  readonly plan: ReturnType<typeof planOfNumbers>
  readonly rules: readonly StandInRule[]
  readonly acts: readonly (Act & { readonly name: string })[]
  /** From this act on no release is in force. */
  readonly without?: number
}

function run({ plan, rules, acts, without = Number.POSITIVE_INFINITY }: Course) {
  const book = stayBook({}, { ...plan, care: ['inpatient'] })
  const store = admitted({}, freshStore(opening))
  const screened = standInAudit(rules)
  let number = 0
  const standing: string[] = []
  const free = (): Fen =>
    sumFen(store.lines().flatMap((line) => (line.settlementId === null ? [line.split.total] : [])))
  const bill = (interim: boolean, accountUsed: boolean, audit: typeof screened | null): void => {
    number += 1
    const settlementId = `S${number}`
    const rest = { settlementId, interim, accountUsed, book, audit }
    const quote = accepted(stayQuoteOf(store.fileFor({ visitId: 'V1' }), billWith(free(), rest))).quote
    const settlement = billed(store, free(), rest)
    assert.deepEqual(settlement.amounts, quote.amounts)
    assert.deepEqual(settlement.basis, quote.basis)
    balanced(settlement.amounts)
    standing.push(settlementId)
  }
  for (const [index, act] of acts.entries()) {
    number += 1
    const lines = store.lines()
    if (act.do === 'charge') {
      const pieces = quantity(act.pieces * 10_000)
      const price = (act.price / 1000).toFixed(3)
      charge(store, [stayLine(act.name, act.item, price, '2025-02-21', { quantity: pieces })], book)
    } else if (act.do === 'refund') {
      const given = lines.filter(({ refundOf }) => refundOf === null)
      const original = given[act.which % Math.max(1, given.length)]
      if (original === undefined) continue
      const left = restOf(original, lines)
      const pieces = Math.min(left, act.pieces * 10_000)
      if (pieces <= 0) continue
      const stated = fen(lineAmount(original.price, quantity(left - pieces)) - lineAmount(original.price, left))
      const line = stayLine(act.name, original.itemCode, '1', '2025-02-22', {
        price: original.price,
        quantity: quantity(-pieces),
        refundOf: original.lineNumber,
        stated,
      })
      charge(store, [line], book)
    } else if (act.do === 'bill' && lines.some(({ settlementId }) => settlementId === null)) {
      bill(true, act.account, index < without ? screened : null)
    } else if (act.do === 'undo') {
      const last = standing.pop()
      if (last === undefined) continue
      store.record(accepted(cancelOf(store.fileFor({ rootId: last }), cancelStay(last, `C${number}`))))
    } else if (act.do === 'restore') {
      const cancel = store.settlements().at(-1)
      if (cancel?.kind !== 'cancel') continue
      const order = { ...cancelStay(cancel.rootId, `T${number}`) }
      const restored = reversalOf(store.fileFor({ rootId: cancel.rootId }), cancel.settlementId, order)
      if (!restored.ok) continue
      store.record(restored.value)
      standing.push(cancel.rootId)
    }
  }
  discharged(store)
  if (store.lines().length > 0) bill(false, true, without === Number.POSITIVE_INFINITY ? screened : null)
  return { store, book }
}

const plans = anyTwoLayers(1_000_00)
/** Lines are named by the act that charged them, so that they keep their order when other acts are left out. */
const manyActs = fc
  .array(anyAct, { maxLength: 16 })
  .map((acts) => acts.map((act, index) => ({ ...act, name: `L${String(index).padStart(2, '0')}` })))

function sums(store: PersonStore): Record<string, number> {
  const all: Record<string, number> = {}
  for (const { amounts } of store.settlements()) {
    for (const name of amountNames) all[name] = (all[name] ?? 0) + amounts[name]
  }
  return all
}

const totalsOf = (store: PersonStore): readonly string[] =>
  store
    .fileFor({})
    .totals.filter(({ amount }) => amount !== 0)
    .map(({ period, code, amount }) => `${period} ${code} ${amount}`)
    .toSorted()

test('what the bills of a stay take out together is what one bill of all its lines would', () => {
  fc.assert(
    fc.property(plans, anyStandInRules, manyActs, (numbers, rules, acts) => {
      const plan = planOfNumbers(numbers)
      const { store } = run({ plan, rules, acts })
      const whole = run({ plan, rules, acts: acts.filter((act) => act.do === 'charge' || act.do === 'refund') })
      const [all, once] = [sums(store), sums(whole.store)]
      for (const name of ['total', 'nonCovered', 'eligible', 'deductible', 'person', 'hospital', ...funds] as const) {
        assert.equal(all[name] ?? 0, once[name] ?? 0, name)
      }
      for (const name of amountNames) assert.ok((all[name] ?? 0) >= 0, name)
      assert.deepEqual(totalsOf(store), totalsOf(whole.store))
    }),
    { numRuns: 200 },
  )
})

test('a second look at screened bills, refunds, undoings and restorings finds nothing', () => {
  fc.assert(
    fc.property(
      plans,
      anyStandInRules,
      manyActs,
      fc.option(fc.nat(16), { nil: undefined }),
      (numbers, rules, acts, without) => {
        const course = { plan: planOfNumbers(numbers), rules, acts }
        const { store, book } = run(without === undefined ? course : { ...course, without })
        assert.deepEqual(verifyPerson(historyOf(store, opening), lawOf(book)), [])
      },
    ),
    { numRuns: 200 },
  )
})

test('computed again under the law it was made under, a screened bill is what it was, and nothing is found to correct', () => {
  fc.assert(
    fc.property(plans, anyStandInRules, manyActs, (numbers, rules, acts) => {
      const { store, book } = run({ plan: planOfNumbers(numbers), rules, acts })
      const file = store.correctionFile()
      for (const settlement of file.settlements) {
        const { amounts } = accepted(rerunOf(settlement, { book, on: null }))
        for (const name of ['total', 'nonCovered', 'eligible', 'person', 'hospital', ...funds] as const) {
          assert.equal(amounts[name], settlement.amounts[name], name)
        }
      }
      const { found, notComputed } = findCorrections(file, { book, providerOf: () => hospital })
      assert.deepEqual([found, notComputed], [[], []])
    }),
    { numRuns: 150 },
  )
})

const anyBill = fc.array(
  fc.record({ itemCode: fc.constantFrom('A', 'B', 'C', 'R'), amount: fc.integer({ min: 0, max: 30_000 }).map(fen) }),
  { minLength: 1, maxLength: 5 },
)

test('a screened visit balances, is quoted as it is settled, and is cancelled to where it was', () => {
  fc.assert(
    fc.property(plans, anyStandInRules, anyBill, fc.boolean(), (numbers, rules, sent, accountUsed) => {
      const book = bookWith(planOfNumbers(numbers))
      const store = freshStore(opening)
      const at = localDateTime('2025-03-02 12:00:00')
      const lines = sent.map(({ itemCode, amount }, n) => lineWith(`L${n}`, itemCode, yuan(amount), { at }))
      register(store, lines, { at, book })
      const before = store.fileFor({ visitId: 'V1' })
      const total = sumFen(lines.map(({ stated }) => stated))
      const order = { ...orderOf(total, { at, book }), accountUsed, audit: standInAudit(rules) }
      const quote = accepted(quoteOf(before, { ...order, lines: before.lines }))
      const decision = accepted(settleBatch(before, order))
      assert.deepEqual(decision.settlement?.amounts, quote.amounts)
      assert.deepEqual(decision.settlement?.basis, quote.basis)
      balanced(quote.amounts)
      const plain = accepted(quoteOf(before, { ...order, lines: before.lines, audit: null }))
      const borne = quote.basis.audit?.deductions.filter(({ bears }) => bears === 'institution') ?? []
      assert.equal(quote.amounts.total, plain.amounts.total)
      assert.ok(quote.amounts.hospital >= sumFen(borne.map(({ amount }) => amount)))
      store.record(decision)
      store.record(accepted(cancelOf(store.fileFor({ rootId: 'S1' }), cancelOrder('S2'))))
      const after = store.fileFor({ visitId: 'V1' })
      assert.equal(after.accountBalance, opening)
      assert.ok(after.totals.every(({ amount }) => amount === 0))
      assert.deepEqual(after.lines, before.lines)
      for (const name of amountNames) assert.equal(sums(store)[name], 0, name)
    }),
    { numRuns: 200 },
  )
})

test('a bill may be stated as its lines came out or as the quote told it', () => {
  const book = bookWith()
  const store = freshStore(opening)
  register(store, [lineWith('L1', 'A', '100'), lineWith('L2', 'A', '50')])
  const file = store.fileFor({ visitId: 'V1' })
  const audit = standInAudit([{ item: 'A', bears: 'person', pieces: 1, share: 1_000_000 }])
  const order = { ...orderOf(fen(150_00), { book }), audit, lines: file.lines }
  const { amounts } = accepted(quoteOf(file, order))
  assert.deepEqual([amounts.nonCovered, amounts.eligible], [50_00, 100_00])
  const { total, nonCovered, overPriceLimit, preCoinsurance, eligible } = amounts
  const quoted = { total, nonCovered, overPriceLimit, preCoinsurance, eligible }
  assert.ok(quoteOf(file, { ...order, stated: quoted }).ok)
  assert.ok(!quoteOf(file, { ...order, stated: quoted, audit: null }).ok)
})
