import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { auditBooks, standingOf, sumsBy } from '../../tests/support/auditor.ts'
import { cancelOrder, freshStore, orderOf, register } from '../../tests/support/hospital-day.ts'
import type { PersonStore } from '../../tests/support/person-store.ts'
import { anyNumbers, planOfNumbers } from '../../tests/support/random-plan.ts'
import { accepted, bookWith, catalog, hospital, lineWith, refusalOf } from '../../tests/support/world.ts'
import type { PlanBook } from '../benefit/index.ts'
import { addDays, dateOf, fen, isoDate, type LocalDateTime, localDateTime, yuan } from '../kernel/index.ts'
import { revocationOf, uploadOf } from './lines.ts'
import { quoteOf } from './quote.ts'
import { settleBatch } from './settle.ts'
import { cancelOf, reversalOf } from './undo.ts'

const amount = fc.integer({ min: 0, max: 30_000 }).map(fen)
const itemCode = fc.constantFrom('A', 'B', 'C', 'R')
const bill = fc.array(fc.record({ itemCode, amount }), { minLength: 1, maxLength: 4 })
type Bill = readonly { readonly itemCode: string; readonly amount: number }[]

const settling = fc.record({ do: fc.constant('settle' as const), bill, accountUsed: fc.boolean() })
const cancelling = fc.record({ do: fc.constantFrom('cancel' as const, 'cancelTop' as const), pick: fc.nat() })
const reversing = fc.record({ do: fc.constantFrom('reverse' as const, 'reverseLast' as const), pick: fc.nat() })
const correcting = fc.record({ do: fc.constant('correct' as const), pick: fc.nat(), bill })

const command = fc.oneof(
  { weight: 3, arbitrary: settling },
  { weight: 3, arbitrary: cancelling },
  { weight: 3, arbitrary: reversing },
  { weight: 1, arbitrary: correcting },
)
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never

const many = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { maxLength: 5 })

/** Commands in any order, or a row of bills, then of cancels, then of reversals, which pure chance seldom finds. */
const commandsOf = (maxLength: number): fc.Arbitrary<readonly Command[]> =>
  fc.oneof(
    fc.array(command, { maxLength }),
    fc.tuple(many(settling), many(cancelling), many(reversing)).map((rows): readonly Command[] => rows.flat()),
  )

const world = fc.record({ numbers: anyNumbers(30_000), opening: fc.integer({ min: 0, max: 60_000 }).map(fen) })

function linesOf(sent: Bill, name: string, at: LocalDateTime) {
  return sent.map((each, n) => lineWith(`${name}-${n}`, each.itemCode, yuan(fen(each.amount)), { at }))
}

/** A hospital and a person over some years: each command is tried, and recorded when it is not refused. */
function clerk(store: PersonStore, book: PlanBook) {
  let step = 0
  const now = () => localDateTime(`${addDays(isoDate('2024-07-01'), step * 20)} 12:00:00`)
  const pickFrom = <T>(items: readonly T[], pick: number): T | undefined => items[pick % Math.max(1, items.length)]

  const settle = (sent: Bill, accountUsed: boolean) => {
    const [visitId, settlementId, at] = [`V${step}`, `S${step}`, now()]
    const lines = linesOf(sent, visitId, at)
    register(store, lines, { visitId, at, book })
    const total = fen(lines.reduce((sum, line) => sum + line.stated, 0))
    const order = { ...orderOf(total, { visitId, settlementId, at, book }), accountUsed }
    const file = store.fileFor({ visitId })
    const decision = accepted(settleBatch(file, order))
    const quote = accepted(quoteOf(file, { ...order, lines: file.lines }))
    assert.deepEqual(decision.settlement?.amounts, quote.amounts)
    assert.deepEqual(decision.settlement?.balanceAfter, quote.balanceAfter)
    assert.deepEqual(decision.settlement?.totalsAdded, quote.totalsAdded)
    store.record(decision)
  }

  const undo = (command: Extract<Command, { pick: number }>) => {
    const settlements = store.settlements()
    const target =
      command.do === 'cancelTop'
        ? standingOf(store).at(-1)?.root
        : command.do === 'reverseLast'
          ? settlements.at(-1)
          : pickFrom(settlements, command.pick)
    if (target === undefined) return
    const { rootId, visitId } = target
    const file = store.fileFor({ rootId })
    const order = cancelOrder(`S${step}`, { settlementNamed: rootId, visitId, at: now() })
    const cancelling = command.do === 'cancel' || command.do === 'cancelTop'
    const decision = cancelling ? cancelOf(file, order) : reversalOf(file, target.settlementId, order)
    if (decision.ok) store.record(decision.value)
  }

  /** Takes the free lines of a visit back and sends others under the same numbers. */
  const correct = (pick: number, sent: Bill) => {
    const visitId = pickFrom(store.lines(), pick)?.visitId
    if (visitId === undefined) return
    const named = { visitId, provider: hospital }
    const revoked = revocationOf(store.fileFor({ visitId }), { ...named, batch: '0000' })
    if (!revoked.ok) return
    store.record(revoked.value)
    const upload = { ...named, lines: linesOf(sent, visitId, now()), catalog, book, today: dateOf(now()) }
    store.record(accepted(uploadOf(store.fileFor({ visitId }), upload)))
  }

  return (command: Command) => {
    step += 1
    if (command.do === 'settle') settle(command.bill, command.accountUsed)
    else if (command.do === 'correct') correct(command.pick, command.bill)
    else undo(command)
  }
}

test('whatever is settled, cancelled, reversed and corrected, the auditor agrees after every step', () => {
  fc.assert(
    fc.property(world, commandsOf(25), ({ numbers, opening }, commands) => {
      const plan = planOfNumbers(numbers)
      const store = freshStore(opening)
      const carryOut = clerk(store, bookWith(plan))
      for (const command of commands) {
        carryOut(command)
        auditBooks(store, { plan, numbers, opening })
      }
    }),
    { numRuns: 300 },
  )
})

test('what stands can always be cancelled, the last first, until nothing is left', () => {
  fc.assert(
    fc.property(world, commandsOf(15), ({ numbers, opening }, commands) => {
      const store = freshStore(opening)
      const carryOut = clerk(store, bookWith(planOfNumbers(numbers)))
      for (const command of commands) carryOut(command)
      for (const { root } of standingOf(store).toReversed()) {
        const { rootId, visitId } = root
        const order = cancelOrder(`end-${rootId}`, { settlementNamed: rootId, visitId })
        store.record(accepted(cancelOf(store.fileFor({ rootId }), order)))
      }
      const file = store.fileFor({})
      assert.equal(file.accountBalance, opening)
      assert.ok(file.totals.every((total) => total.amount === 0))
      const postings = store.entries().flatMap((entry) => entry.postings)
      assert.equal(sumsBy(postings, ({ account, amount }) => [[account, amount]]).size, 0)
      assert.ok(store.lines().every((line) => line.settlementId === null))
    }),
  )
})

test('a cancel restores account, totals and lines exactly, a reversed cancel the settlement, as often as one likes', () => {
  fc.assert(
    fc.property(world, bill, bill, fc.integer({ min: 1, max: 4 }), ({ numbers, opening }, first, sent, rounds) => {
      const store = freshStore(opening)
      const carryOut = clerk(store, bookWith(planOfNumbers(numbers)))
      const stateOf = () => {
        const { accountBalance, totals } = store.fileFor({})
        const links = store.lines().map((line) => [line.lineNumber, line.settlementId])
        return {
          accountBalance,
          links,
          totals: sumsBy(totals, ({ period, code, amount }) => [[`${period} ${code}`, amount]]),
        }
      }
      carryOut({ do: 'settle', bill: first, accountUsed: true })
      const before = stateOf()
      carryOut({ do: 'settle', bill: sent, accountUsed: true })
      const settled = stateOf()
      for (let round = 0; round < rounds; round += 1) {
        carryOut({ do: 'cancelTop', pick: 0 })
        const cancelled = stateOf()
        assert.deepEqual({ ...cancelled, links: cancelled.links.slice(0, first.length) }, before)
        const [undone, cancel] = store.entries().slice(-2)
        assert.equal(cancel?.opposes, undone?.entryId)
        const both = [...(undone?.postings ?? []), ...(cancel?.postings ?? [])]
        assert.equal(sumsBy(both, ({ account, amount }) => [[account, amount]]).size, 0)
        carryOut({ do: 'reverseLast', pick: 0 })
        assert.deepEqual(stateOf(), settled)
      }
      assert.equal(store.settlements().length, 2 + 2 * rounds)
    }),
  )
})

test('a bill settled by another amount than its lines come to is always refused, and nothing is recorded', () => {
  fc.assert(
    fc.property(world, bill, fc.integer({ min: 1, max: 100 }), ({ numbers, opening }, sent, off) => {
      const store = freshStore(opening)
      const book = bookWith(planOfNumbers(numbers))
      const at = localDateTime('2025-03-02 12:00:00')
      const lines = linesOf(sent, 'V1', at)
      register(store, lines, { at, book })
      const total = lines.reduce((sum, line) => sum + line.stated, 0)
      const refused = settleBatch(store.fileFor({ visitId: 'V1' }), orderOf(fen(total + off), { at, book }))
      assert.equal(refusalOf(refused).code, 'settlement.total-differs')
    }),
  )
})
