import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { freshStore } from '../../tests/support/hospital-day.ts'
import { anyTwoLayers, planOfNumbers } from '../../tests/support/random-plan.ts'
import {
  admitted,
  billed,
  cancelStay,
  charge,
  discharged,
  historyOf,
  lawOf,
  now,
  stayBook,
  stayLine,
} from '../../tests/support/stay-day.ts'
import { accepted, hospital } from '../../tests/support/world.ts'
import { dateOf, fen, lineAmount, localDateTime, quantity, sumFen } from '../kernel/index.ts'
import { ordinaryStays } from '../policy/index.ts'
import { restOf } from './refund.ts'
import type { FiledLine } from './types.ts'
import { cancelOf, reversalOf } from './undo.ts'
import { verifyPerson } from './verify.ts'

const opening = fen(500_00)
const twoPieces = quantity(20_000)

const anyAct = fc.oneof(
  fc.record({
    do: fc.constant('charge' as const),
    item: fc.constantFrom('A', 'B', 'C'),
    price: fc.integer({ min: 1, max: 400_000 }),
    day: fc.constantFrom('2024-12-25', '2025-02-21'),
  }),
  fc.record({ do: fc.constant('refund' as const), which: fc.nat(20) }),
  fc.record({ do: fc.constantFrom('bill' as const, 'undo' as const, 'restore' as const) }),
)

/** The lines that the next bill takes: of the earliest year that has open ones; a refund is of its line's year. */
function nextBill(lines: readonly FiledLine[]): readonly FiledLine[] {
  const open = lines.filter(({ settlementId }) => settlementId === null)
  const yearOf = (line: FiledLine): string =>
    dateOf((lines.find(({ lineNumber }) => lineNumber === line.refundOf) ?? line).at).slice(0, 4)
  const first = open.map(yearOf).toSorted()[0]
  return open.filter((line) => yearOf(line) === first)
}

type Act = typeof anyAct extends fc.Arbitrary<infer T> ? T : never

function run(plan: ReturnType<typeof planOfNumbers>, acts: readonly Act[]) {
  const book = stayBook({ stays: { ...ordinaryStays, acrossYears: 'split' } }, { ...plan, care: ['inpatient'] })
  const store = admitted({ begin: localDateTime('2024-12-20 09:00:00') }, freshStore(opening))
  const standing: string[] = []
  let undone: { readonly rootId: string; readonly by: string } | null = null
  let number = 0
  const bill = (interim: boolean): boolean => {
    number += 1
    const settlementId = `S${number}`
    const total = sumFen(nextBill(store.lines()).map(({ split }) => split.total))
    const { basis } = billed(store, total, { settlementId, interim, accountUsed: false, book })
    standing.push(settlementId)
    undone = null
    return basis.stay?.final === true
  }
  for (const act of acts) {
    number += 1
    const lines = store.lines()
    if (act.do === 'charge') {
      const price = (act.price / 1000).toFixed(3)
      charge(store, [stayLine(`L${number}`, act.item, price, act.day, { quantity: twoPieces })], book)
    } else if (act.do === 'refund') {
      const given = lines.filter(({ refundOf }) => refundOf === null)
      const original = given[act.which % Math.max(1, given.length)]
      if (original === undefined || restOf(original, lines) < twoPieces) continue
      const { price, itemCode, lineNumber } = original
      const left = quantity(7_000)
      const stated = fen(lineAmount(price, left) - lineAmount(price, twoPieces))
      const rest = { price, quantity: quantity(left - twoPieces), refundOf: lineNumber, stated }
      charge(store, [stayLine(`L${number}`, itemCode, '1', '2025-02-22', rest)], book)
    } else if (act.do === 'bill') {
      if (nextBill(lines).length > 0) bill(true)
    } else if (act.do === 'undo') {
      const rootId = standing.pop()
      if (rootId === undefined) continue
      undone = { rootId, by: `C${number}` }
      store.record(accepted(cancelOf(store.fileFor({ rootId }), cancelStay(rootId, undone.by))))
    } else if (undone !== null) {
      const { rootId, by }: { rootId: string; by: string } = undone
      const order = { settlementId: `R${number}`, provider: hospital, msgid: `M-R${number}`, at: now }
      const restored = reversalOf(store.fileFor({ rootId }), by, order)
      if (!restored.ok) continue
      store.record(restored.value)
      standing.push(rootId)
      undone = null
    }
  }
  discharged(store)
  let closed = store.lines().length === 0
  for (let bills = 0; !closed && bills < 4; bills += 1) closed = bill(false)
  return { store, book, closed }
}

const names = ['total', 'deductible', 'pool', 'person', 'hospital'] as const

/** An account stage takes what the account has when it comes to a bill, so its bills hang on their order. */
const plans = anyTwoLayers(1_000_00).filter((numbers) => !JSON.stringify(numbers).includes('"accountStage":true'))

test('a stay that is billed by years comes to the same, however often it is billed, undone and restored before', () => {
  fc.assert(
    fc.property(plans, fc.array(anyAct, { maxLength: 16 }), (numbers, acts) => {
      const plan = planOfNumbers(numbers)
      const { store, book, closed } = run(plan, acts)
      const once = run(
        plan,
        acts.filter((act) => act.do === 'charge' || act.do === 'refund'),
      )
      assert.ok(closed && once.closed)
      for (const name of names) {
        const [found, expected] = [store, once.store].map((each) =>
          sumFen(each.settlements().map(({ amounts }) => amounts[name])),
        )
        assert.equal(found, expected, name)
      }
      assert.ok(store.fileFor({}).totals.every(({ amount }) => amount >= 0))
      assert.deepEqual(verifyPerson(historyOf(store, opening), lawOf(book)), [])
    }),
    { numRuns: 200 },
  )
})
