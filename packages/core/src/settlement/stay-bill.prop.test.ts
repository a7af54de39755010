import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { freshStore } from '../../tests/support/hospital-day.ts'
import type { PersonStore } from '../../tests/support/person-store.ts'
import { anyTwoLayers, planOfNumbers } from '../../tests/support/random-plan.ts'
import {
  admitted,
  billed,
  cancelStay,
  charge,
  discharged,
  historyOf,
  lawOf,
  stayBook,
  stayLine,
} from '../../tests/support/stay-day.ts'
import { accepted } from '../../tests/support/world.ts'
import { dateOf, type Fen, fen, lineAmount, quantity, sumFen } from '../kernel/index.ts'
import { funds } from '../policy/index.ts'
import { amountNames } from './difference.ts'
import { restOf } from './refund.ts'
import type { FiledSettlement } from './types.ts'
import { cancelOf } from './undo.ts'
import { verifyPerson } from './verify.ts'

const opening = fen(500_00)

type Act =
  | { readonly do: 'charge'; readonly item: string; readonly price: number; readonly pieces: number }
  | { readonly do: 'refund'; readonly which: number; readonly pieces: number }
  | { readonly do: 'bill'; readonly account: boolean }
  | { readonly do: 'undo' }

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    do: fc.constant('charge' as const),
    item: fc.constantFrom('A', 'B', 'C'),
    // Prices finer than a fen, so that a piece is never the exact share of its line.
    price: fc.integer({ min: 1, max: 400_000 }),
    pieces: fc.integer({ min: 1, max: 5 }),
  }),
  fc.record({ do: fc.constant('refund' as const), which: fc.nat(20), pieces: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ do: fc.constant('bill' as const), account: fc.boolean() }),
  fc.constant({ do: 'undo' as const }),
)

const priceText = (thousandths: number): string => (thousandths / 1000).toFixed(3)

function run(plan: ReturnType<typeof planOfNumbers>, acts: readonly Act[]) {
  const book = stayBook({}, { ...plan, care: ['inpatient'] })
  const store = admitted({}, freshStore(opening))
  let number = 0
  const standing: string[] = []
  const free = (): Fen =>
    sumFen(store.lines().flatMap((line) => (line.settlementId === null ? [line.split.total] : [])))
  const bill = (interim: boolean, accountUsed: boolean): void => {
    number += 1
    const settlementId = `S${number}`
    billed(store, free(), { settlementId, interim, accountUsed, book })
    standing.push(settlementId)
  }
  for (const act of acts) {
    number += 1
    const lines = store.lines()
    if (act.do === 'charge') {
      const pieces = quantity(act.pieces * 10_000)
      charge(store, [stayLine(`L${number}`, act.item, priceText(act.price), '2025-02-21', { quantity: pieces })], book)
    } else if (act.do === 'refund') {
      const given = lines.filter(({ refundOf }) => refundOf === null)
      const original = given[act.which % Math.max(1, given.length)]
      if (original === undefined) continue
      const left = restOf(original, lines)
      const pieces = Math.min(left, act.pieces * 10_000)
      if (pieces <= 0) continue
      const stated = fen(lineAmount(original.price, quantity(left - pieces)) - lineAmount(original.price, left))
      const line = stayLine(`L${number}`, original.itemCode, '1', '2025-02-22', {
        price: original.price,
        quantity: quantity(-pieces),
        refundOf: original.lineNumber,
        stated,
      })
      charge(store, [line], book)
    } else if (act.do === 'bill' && lines.some(({ settlementId }) => settlementId === null)) bill(true, act.account)
    else if (act.do === 'undo') {
      const last = standing.pop()
      if (last === undefined) continue
      store.record(accepted(cancelOf(store.fileFor({ rootId: last }), cancelStay(last, `C${number}`))))
    }
  }
  discharged(store)
  if (store.lines().length > 0) bill(false, true)
  return { store, book }
}

function standingSums(settlements: readonly FiledSettlement[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const { amounts } of settlements) {
    for (const name of amountNames) sums[name] = (sums[name] ?? 0) + amounts[name]
  }
  return sums
}

const totalsOf = (store: PersonStore): readonly string[] =>
  store
    .fileFor({})
    .totals.filter(({ amount }) => amount !== 0)
    .map(({ period, code, amount }) => `${period} ${code} ${amount}`)
    .toSorted()

const plans = anyTwoLayers(1_000_00)
const manyActs = fc.array(anyAct, { maxLength: 14 })

test('however often a stay is billed in between, its bills add up to the one bill of all its lines', () => {
  fc.assert(
    fc.property(plans, manyActs, (numbers, acts) => {
      const plan = planOfNumbers(numbers)
      const { store } = run(plan, acts)
      const whole = run(
        plan,
        acts.filter((act) => act.do === 'charge' || act.do === 'refund'),
      )
      // Undone bills and their opposites cancel out, so all that was ever booked is what stands.
      const [sums, once] = [standingSums(store.settlements()), standingSums(whole.store.settlements())]
      for (const name of ['total', 'eligible', 'deductible', 'person', 'hospital', ...funds] as const) {
        assert.equal(sums[name] ?? 0, once[name] ?? 0, name)
      }
      for (const name of amountNames) assert.ok((sums[name] ?? 0) >= 0, name)
      assert.deepEqual(totalsOf(store), totalsOf(whole.store))
    }),
    { numRuns: 150 },
  )
})

test('a second look at a stay of interim bills, refunds and undoings finds nothing', () => {
  fc.assert(
    fc.property(plans, manyActs, (numbers, acts) => {
      const { store, book } = run(planOfNumbers(numbers), acts)
      assert.deepEqual(verifyPerson(historyOf(store, opening), lawOf(book)), [])
      const { accountBalance } = store.fileFor({})
      assert.ok(accountBalance >= 0 && accountBalance <= opening)
      assert.ok(store.settlements().every(({ at }) => dateOf(at) === '2025-03-02'))
    }),
    { numRuns: 150 },
  )
})
