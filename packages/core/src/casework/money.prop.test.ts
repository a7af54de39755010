import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addFen, type Fen, fen, negateFen, subtractFen, sumFen, zeroFen } from '../kernel/index.ts'
import { act } from './act.ts'
import { at, day, doing, exampleLaw, person, play, stake, type Telling, toDecided } from './example-matters.ts'
import { liveMoney, type MoneyMove, owedBack } from './money.ts'
import type { ActKind, Matter, Step } from './types.ts'

/** A journal as the flow keeps it, and what really changed hands: below zero the institution is out of pocket. */
interface Books {
  readonly moves: readonly MoneyMove[]
  /** The live deduction was taken by a statement. */
  readonly taken: boolean
  readonly pocket: Fen
}

const empty: Books = { moves: [], taken: false, pocket: zeroFen }

/** What the flow and the statements do about the money of a step; told once more, and simpler. */
function moved({ moves, taken, pocket }: Books, { event, money, matter }: Step): Books {
  const add = (kind: MoneyMove['kind'], amount: Fen, entryId: string | null) => [...moves, { kind, amount, entryId }]
  const [order] = liveMoney(moves)
  if (event.act === 'settle') {
    const isClaim = order?.kind === 'claim'
    const paid = isClaim || !taken ? subtractFen(pocket, matter.recovered) : pocket
    return { moves: add(isClaim ? 'received' : 'deducted', matter.recovered, 'E'), taken: true, pocket: paid }
  }
  if (money === null) return { moves, taken, pocket }
  if (money.kind === 'deduction') return { moves: add('deduction', money.amount, null), taken: false, pocket }
  if (money.kind === 'claim') return { moves: add('claim', money.amount, 'E'), taken: false, pocket }
  if (money.kind === 'return')
    return { moves: add('returned', money.amount, 'E'), taken, pocket: addFen(pocket, money.amount) }
  const entry = order?.kind === 'claim' || taken ? 'E' : null
  return { moves: add('withdrawn', money.amount, entry), taken: false, pocket }
}

const people: Partial<Record<ActKind, Telling[0]>> = {
  assign: 'lead',
  notify: 'ann',
  answer: 'h1',
  'assign-second': 'lead',
  decide: 'bob',
  accept: 'h1',
  approve: 'boss',
  execute: 'cash',
  settle: 'ledger',
  close: 'lead',
  reopen: 'boss',
  'pay-back': 'cash',
}

const office = {
  assign: 'dispatcher',
  notify: 'reviewer',
  answer: 'institution',
  'assign-second': 'dispatcher',
  decide: 'reviewer',
  accept: 'institution',
  approve: 'leader',
  execute: 'cashier',
  settle: 'system',
  close: 'dispatcher',
  reopen: 'leader',
  'pay-back': 'cashier',
} as const
type Played = keyof typeof office

/** The way on from each state; a wish for another act is tried first. */
const onward: Partial<Record<Matter['state'], Played>> = {
  open: 'assign',
  'first-review': 'notify',
  notified: 'answer',
  answered: 'assign-second',
  'second-review': 'decide',
  decided: 'accept',
  executing: 'settle',
  recovered: 'close',
  closed: 'reopen',
}

const wish = fc.record({
  act: fc.constantFrom<Played>('execute', 'settle', 'close', 'reopen', 'pay-back', 'approve', 'accept'),
  amount: fc.integer({ min: 1, max: stake }),
  how: fc.constantFrom('deduction' as const, 'claim' as const),
  /** A statement is made before it. */
  statement: fc.boolean(),
})

test('whatever is ordered, taken, withdrawn and paid back, the institution ends up with what no decision holds', () => {
  fc.assert(
    fc.property(fc.array(wish, { minLength: 5, maxLength: 60 }), (wishes) => {
      const begun = play('review', toDecided).steps.at(-1)
      assert.ok(begun !== undefined)
      let { matter } = begun
      let books = empty
      for (const { act: wanted, amount, how, statement } of wishes) {
        const [order] = liveMoney(books.moves)
        if (statement && order?.kind === 'deduction' && !books.taken && matter.state === 'executing') {
          books = { ...books, taken: true, pocket: subtractFen(books.pocket, order.amount) }
        }
        for (const kind of [wanted, onward[matter.state] ?? (matter.approvedBy === null ? 'approve' : 'execute')]) {
          const assignee = kind === 'assign' ? 'ann' : 'bob'
          const measures = [{ kind: 'recover', basis: 'agreement', amount: fen(amount) }] as const
          const details =
            kind === 'decide'
              ? { measures }
              : kind === 'execute'
                ? { how }
                : kind.startsWith('assign')
                  ? { assignee }
                  : {}
          const owed = owedBack(books.moves)
          const actor = person(people[kind] ?? '', office[kind])
          const done = act(matter, doing(kind, details), {
            actor,
            now: at(day('2026-03-13')),
            law: exampleLaw,
            owedBack: owed,
          })
          if (kind === 'pay-back') assert.equal(done.ok, owed > 0)
          if (!done.ok) continue
          ;({ matter } = done.value)
          books = moved(books, done.value)
          break
        }
        const { decided, recovered } = matter
        assert.ok(0 <= recovered && recovered <= (decided ?? zeroFen) && (decided ?? zeroFen) <= matter.stake)
        const owed = owedBack(books.moves)
        assert.ok(owed >= 0)
        const [live, came] = liveMoney(books.moves)
        const holds = came?.amount ?? (live?.kind === 'deduction' && books.taken ? live.amount : zeroFen)
        assert.equal(addFen(books.pocket, owed), negateFen(holds), 'what went is what is held or owed')
      }
    }),
    { numRuns: 300 },
  )
})

test('a deduction that no statement took and a claim that nobody paid are withdrawn without a debt', () => {
  const move = (kind: MoneyMove['kind'], entryId: string | null): MoneyMove => ({ kind, amount: stake, entryId })
  assert.equal(owedBack([move('deduction', null), move('withdrawn', null)]), 0)
  assert.equal(owedBack([move('claim', 'E1')]), 0, 'what the institution still owes is no debt of the fund')
  assert.equal(owedBack([move('claim', 'E1'), move('withdrawn', 'E2')]), 0)
  const received = [move('claim', 'E1'), move('received', 'E2')]
  assert.equal(owedBack(received), 0)
  assert.equal(owedBack([...received, move('withdrawn', 'E3')]), stake)
  const back = [...received, move('withdrawn', 'E3'), move('returned', 'E4')]
  assert.equal(owedBack(back), 0)
  assert.deepEqual(liveMoney(back), [])
  assert.equal(owedBack([...back, move('claim', 'E5')]), 0)
  assert.equal(sumFen([owedBack([move('deduction', null), move('deducted', 'E'), move('withdrawn', 'E')])]), stake)
})
