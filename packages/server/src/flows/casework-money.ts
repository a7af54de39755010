import { beyondLine, liveMoney, type Matter, type Step } from '@yibao/core/casework'
import type { SchemeCode } from '@yibao/core/encounter'
import { type Fen, negateFen, ok, type Result, refuse } from '@yibao/core/kernel'
import { accounts, type EntryKind, entryOf, oppositeOf, type Posting } from '@yibao/core/ledger'
import type { CaseworkDesk, CaseworkFlowRefusal, CaseworkTables, MatterMoney, NewMoney } from './casework-ports.ts'
import { type Actor, actorName } from './operation-log.ts'
import type { InstitutionEntry } from './payment-run-ports.ts'

/** An act whose money is to be moved, and under whose insurance. */
export interface MoneyOrder {
  readonly step: Step
  readonly scheme: SchemeCode | null
  readonly actor: Actor
}

type Moved = Promise<Result<readonly NewMoney[], CaseworkFlowRefusal>>

/** The pool gets an amount back, and another account of the institution owes or brings it. */
const backToPool = (matter: Matter, scheme: SchemeCode, amount: Fen): readonly Posting[] => [
  { account: accounts.fund(matter.division, scheme, 'pool'), amount },
  { account: accounts.recovery(matter.providerCode), amount: negateFen(amount) },
]

const paidIn = ({ providerCode }: Matter, amount: Fen): readonly Posting[] => [
  { account: accounts.recovery(providerCode), amount },
  { account: accounts.disbursed(providerCode), amount: negateFen(amount) },
]

const opposite = (postings: readonly Posting[]): readonly Posting[] =>
  postings.map(({ account, amount }) => ({ account, amount: negateFen(amount) }))

interface Books {
  readonly desk: Pick<CaseworkDesk, 'newId' | 'now'>
  readonly tables: CaseworkTables
  readonly order: MoneyOrder
  readonly scheme: SchemeCode
}

function rowOf({ desk, order: { step }, scheme }: Books, told: Pick<NewMoney, 'kind' | 'amount'> & Partial<NewMoney>) {
  const { providerCode, division } = step.matter
  const at = { eventNumber: step.event.number, bookedAt: desk.now() }
  return { deductionId: null, entryId: null, ...told, providerCode, division, scheme, ...at }
}

async function book(books: Books, entry: InstitutionEntry['entry']): Promise<string> {
  const { tables, order } = books
  await tables.book({ providerCode: order.step.matter.providerCode, entry }, actorName(order.actor))
  return entry.entryId
}

const headOf = ({ desk }: Books, kind: EntryKind) => ({ entryId: desk.newId(), kind, at: desk.now() })

async function deduct(books: Books, amount: Fen): Moved {
  const { desk, tables, order, scheme } = books
  const { matterId, providerCode, division, rule } = order.step.matter
  if (!(await tables.holdStatements(division))) return refuse({ code: 'casework.statement-runs', division })
  const at = desk.now()
  const present = at.slice(0, 7)
  const reason = `${rule} ${matterId}`
  const by = actorName(order.actor)
  const { newId } = desk
  const made = await tables.deduct({ providerCode, division, scheme, present, amount, reason, by, at, newId })
  if (made === null) return refuse({ code: 'casework.no-open-month', present })
  return ok([rowOf(books, { kind: 'deduction', amount, deductionId: made.deductionId })])
}

async function claim(books: Books, amount: Fen): Moved {
  const { matter } = books.order.step
  const entry = entryOf(headOf(books, 'recovery-claim'), backToPool(matter, books.scheme, amount))
  return ok([rowOf(books, { kind: 'claim', amount, entryId: await book(books, entry) })])
}

/** Takes back what was ordered: an entry by the opposite one; a deduction that a statement took is owed to the institution again. */
async function withdraw(books: Books, live: readonly MatterMoney[]): Moved {
  const { tables, desk, order } = books
  const { matter } = order.step
  const made: NewMoney[] = []
  for (const { kind, amount, deductionId, entryId, providerCode, division, scheme } of live) {
    const under = { ...books, scheme }
    if (kind === 'deduction' && deductionId !== null) {
      const free = await tables.holdStatements(division)
      const done = free ? await tables.withdrawDeduction(providerCode, deductionId, desk.now()) : 'running'
      if (done === 'running') return refuse({ code: 'casework.statement-runs', division })
      const owed = entryOf(headOf(under, 'recovery-withdrawn'), opposite(backToPool(matter, scheme, amount)))
      const back = done === 'taken' ? await book(under, owed) : null
      made.push(rowOf(under, { kind: 'withdrawn', amount, deductionId, entryId: back }))
    }
    if (kind === 'claim' && entryId !== null) {
      const claimed = await tables.entry(providerCode, entryId)
      if (claimed === null) throw new Error(`entry ${entryId} of ${providerCode} is not on file`)
      const back = oppositeOf(claimed.entry, headOf(under, 'recovery-withdrawn'))
      made.push(rowOf(under, { kind: 'withdrawn', amount, entryId: await book(under, back) }))
    }
  }
  return ok(made)
}

/** Pays back what the fund owes since the decision was withdrawn. */
async function payBack(books: Books, amount: Fen): Moved {
  const { matter } = books.order.step
  const entry = entryOf(headOf(books, 'recovery-returned'), opposite(paidIn(matter, amount)))
  return ok([rowOf(books, { kind: 'returned', amount, entryId: await book(books, entry) })])
}

/** What a cashier received for a claim, or the entry of the statement that took a deduction. */
async function settle(books: Books, live: readonly MatterMoney[], amount: Fen): Moved {
  const { event, matter } = books.order.step
  const [ordered] = live
  if (ordered?.kind === 'deduction' && ordered.deductionId !== null) {
    const { deductionId } = ordered
    const [entryId = null] = event.evidence
    if (event.office !== 'system') return refuse({ code: 'casework.deduction-waits', deductionId, amount })
    return ok([rowOf({ ...books, scheme: ordered.scheme }, { kind: 'deducted', amount, deductionId, entryId })])
  }
  const entry = entryOf(headOf(books, 'recovery-received'), paidIn(matter, amount))
  return ok([rowOf(books, { kind: 'received', amount, entryId: await book(books, entry) })])
}

/** Of what brings money back: whether all matters about the same line would take more of it than the funds paid. */
async function beyondItsLine(tables: CaseworkTables, step: Step): Promise<CaseworkFlowRefusal | null> {
  const { event, money } = step
  if (event.details.measures === undefined && money?.kind !== 'deduction' && money?.kind !== 'claim') return null
  const about = await tables.line(event.matterId)
  return about === null ? null : beyondLine(step, about.line, about.others)
}

/**
 * Moves the money of an act within its transaction: `execute` orders a deduction or books a claim, `settle` notes what came in,
 * `reopen` takes back what was ordered, `pay-back` returns what had come in before. What is decided or ordered is held against the line
 * of the bill first. Refuses with `casework.beyond-line`, `casework.no-scheme`, `casework.no-open-month`, `casework.deduction-waits`,
 * `casework.statement-runs`, `casework.bill-undone`.
 */
export async function moveMoney(
  desk: Pick<CaseworkDesk, 'newId' | 'now'>,
  tables: CaseworkTables,
  order: MoneyOrder,
): Moved {
  const { step } = order
  const { matter, event, money } = step
  const beyond = await beyondItsLine(tables, step)
  if (beyond !== null) return refuse(beyond)
  if (money === null && event.act !== 'settle') return ok([])
  const rows = await tables.money(matter.matterId)
  const live = liveMoney(rows)
  const scheme = live[0]?.scheme ?? (money?.kind === 'return' ? rows.at(-1)?.scheme : null) ?? order.scheme
  if (scheme === null) return refuse({ code: 'casework.no-scheme', matterId: matter.matterId })
  const undone = event.act === 'execute' ? await tables.undoneBill(matter.matterId) : null
  if (undone !== null) return refuse({ code: 'casework.bill-undone', settlementId: undone })
  const books: Books = { desk, tables, order, scheme }
  const moved =
    money === null
      ? await settle(books, live, matter.recovered)
      : money.kind === 'deduction'
        ? await deduct(books, money.amount)
        : money.kind === 'claim'
          ? await claim(books, money.amount)
          : money.kind === 'return'
            ? await payBack(books, money.amount)
            : await withdraw(books, live)
  if (!moved.ok) return moved
  for (const row of moved.value) await tables.addMoney(matter.matterId, row)
  return moved
}
