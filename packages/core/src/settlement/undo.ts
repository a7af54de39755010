import type { CareKind, Provider } from '../encounter/index.ts'
import {
  addFen,
  dateOf,
  type Fen,
  invariant,
  type LocalDateTime,
  negateFen,
  ok,
  type Result,
  refuse,
  sumFen,
  zeroFen,
} from '../kernel/index.ts'
import { oppositeOf } from '../ledger/index.ts'
import { noChange } from './decision.ts'
import { deductedStreams, deductedTotals, isTakenOutOf, standingOf, sumDeductions } from './deductions.ts'
import { amountNames } from './difference.ts'
import { familyMovesOf, familyProblem, oppositePayments } from './family.ts'
import { withdrawnOf } from './filing-rules.ts'
import { streamsOf, totalsOf, usedIn } from './quote.ts'
import type { SettlementRefusal } from './refusals.ts'
import { totalsMovedBy } from './settle.ts'
import type {
  Decision,
  FiledLine,
  FiledSettlement,
  PersonFile,
  Settlement,
  SettlementAmounts,
  SettlementKind,
} from './types.ts'

export interface UndoOrder {
  /** The new settlement that carries the opposite amounts. */
  readonly settlementId: string
  readonly provider: Provider
  readonly msgid: string
  readonly at: LocalDateTime
}

/** Whether the settlement that begins a chain still has its effect: every undoing turns it over. */
export function stands(chain: readonly FiledSettlement[]): boolean {
  return chain.length % 2 === 1
}

const billParts = ['total', 'nonCovered', 'overPriceLimit', 'preCoinsurance', 'eligible'] as const

function opposite(amounts: SettlementAmounts): SettlementAmounts {
  const negated = Object.fromEntries(amountNames.map((name) => [name, negateFen(amounts[name])]))
  return { ...amounts, ...negated }
}

/**
 * The opposite of the last settlement of a chain, booked as its own settlement and linked to it.
 *
 * Refuses when an account that had got money back cannot give it again: `settlement.account-too-small`,
 * `.family-not-authorised`, `.family-too-small`.
 */
function undoLast(
  file: PersonFile,
  target: FiledSettlement,
  kind: Exclude<SettlementKind, 'settle'>,
  order: UndoOrder,
): Result<Decision, SettlementRefusal> {
  const { settlementId, msgid, at } = order
  const balanceAdded: Fen = target.amounts.account
  const { sequence: _, entry, ...rest } = target
  const settlement: Settlement = {
    ...rest,
    settlementId,
    kind,
    undoesId: target.settlementId,
    msgid,
    at,
    amounts: opposite(target.amounts),
    familyPayments: oppositePayments(target.familyPayments),
    balanceAfter: addFen(file.accountBalance, balanceAdded),
    totalsAdded: Object.fromEntries(
      Object.entries(target.totalsAdded).map(([code, amount]) => [code, negateFen(amount)]),
    ),
  }
  // What a bill gave back to the account, or an undone one paid from it, may have gone elsewhere since.
  if (settlement.balanceAfter < 0) {
    const balance = file.accountBalance
    return refuse({ code: 'settlement.account-too-small', balance, asked: negateFen(balanceAdded) })
  }
  const problem = familyProblem(file, settlement)
  if (problem !== null) return refuse(problem)
  return ok({
    ...noChange,
    linesLinked: { lineNumbers: target.lineNumbers, settlementId: kind === 'restore' ? target.rootId : null },
    settlement,
    entry: oppositeOf(entry, { entryId: settlementId, kind, at }),
    totalsAdded: totalsMovedBy(settlement),
    balanceAdded,
    family: familyMovesOf(settlement, file),
  })
}

/** Later settlements were computed on top of this one, so the last goes first; nothing is recomputed silently. */
function laterOf(file: PersonFile, target: FiledSettlement): SettlementRefusal | null {
  const { lastStanding } = file
  if (lastStanding === null || lastStanding.sequence <= target.sequence) return null
  const { settlementId } = target
  return { code: 'settlement.later-stands', settlementId, later: lastStanding.settlementId }
}

/** What keeps a standing settlement from being undone: later ones, or corrections that were computed on it. */
function heldBy(file: PersonFile, last: FiledSettlement): SettlementRefusal | null {
  const later = laterOf(file, last)
  const correctionId = file.corrections?.at(-1)
  if (later !== null || correctionId === undefined) return later
  return { code: 'settlement.corrected', settlementId: last.rootId, correctionId }
}

export interface CancelOrder extends UndoOrder {
  readonly settlementNamed: string
  readonly visitId: string
  readonly care: CareKind
}

/**
 * Cancels a whole settlement (撤销).
 *
 * Refusals: `settlement.unknown-settlement`, `.other-providers-settlement`, `.visit-of-settlement-differs`,
 * `.wrong-care`, `.already-undone`, `.later-stands`, `.corrected`, those of `undoLast`.
 */
export function cancelOf(file: PersonFile, order: CancelOrder): Result<Decision, SettlementRefusal> {
  const settlementId = order.settlementNamed
  const root = file.chain[0]
  const last = file.chain.at(-1)
  if (root === undefined || last === undefined) return refuse({ code: 'settlement.unknown-settlement', settlementId })
  if (root.providerCode !== order.provider.providerCode) {
    return refuse({ code: 'settlement.other-providers-settlement', settlementId })
  }
  if (root.settlementId !== settlementId) return refuse({ code: 'settlement.unknown-settlement', settlementId })
  if (root.visitId !== order.visitId) {
    return refuse({ code: 'settlement.visit-of-settlement-differs', settlementId, visitId: order.visitId })
  }
  if (root.care !== order.care) return refuse({ code: 'settlement.wrong-care', settlementId, care: root.care })
  if (!stands(file.chain)) return refuse({ code: 'settlement.already-undone', settlementId, by: last.settlementId })
  const held = heldBy(file, last)
  return held === null ? undoLast(file, last, 'cancel', order) : refuse(held)
}

/**
 * Reverses the settlement or the cancel that one message recorded (冲正). A settlement that a reversed cancel
 * brought back may be reversed again. Reversing a cancel restores the settlement: its lines must be on file as they
 * were, the year's running totals must be those it was computed on, and the account must hold what it paid.
 *
 * @param named the settlement that the message recorded
 * Refusals: `settlement.already-undone`, `.later-stands`, `.corrected`, `.lines-changed`, `.stay-changed`, `.totals-changed`,
 * `.account-too-small`, `.family-not-authorised`, `.family-too-small`.
 */
export function reversalOf(file: PersonFile, named: string, order: UndoOrder): Result<Decision, SettlementRefusal> {
  const last = file.chain.at(-1)
  const target = file.chain.find((settlement) => settlement.settlementId === named)
  invariant(last !== undefined && target !== undefined, 'a recorded message names a settlement on file')
  const standsAgain = target === file.chain[0] && stands(file.chain)
  if (last !== target && !standsAgain) {
    return refuse({ code: 'settlement.already-undone', settlementId: named, by: last.settlementId })
  }
  const held = heldBy(file, last)
  if (held !== null) return refuse(held)
  if (stands(file.chain)) return undoLast(file, last, 'reverse', order)
  return restoreOf(file, last, order)
}

/** Whether lines taken back and sent again under the same numbers make another bill. */
function amountsDiffer(lines: readonly FiledLine[], { amounts, basis }: FiledSettlement): boolean {
  const now = deductedTotals(totalsOf(lines), basis.audit)
  const streams = deductedStreams(streamsOf(lines), basis.audit)
  const names = Object.keys({ ...streams, ...basis.streams })
  return (
    billParts.some((part) => now[part] !== negateFen(amounts[part])) ||
    names.some((name) => (streams[name] ?? zeroFen) !== (basis.streams[name] ?? zeroFen))
  )
}

/** Whether what audit rules took out, of the lines of this bill and of those before it, no longer fits each line. */
function deductionsDiffer(file: PersonFile, lines: readonly FiledLine[], { basis }: FiledSettlement): boolean {
  const before = new Set(basis.stay?.before.map(({ settlementId }) => settlementId))
  const billed = file.lines.filter(({ settlementId }) => settlementId !== null && before.has(settlementId))
  const earlier = file.visitSettlements.filter(({ settlementId }) => before.has(settlementId))
  const taken = [...earlier.map((settlement) => settlement.basis), basis].flatMap(
    ({ audit }) => audit?.deductions ?? [],
  )
  const standing = new Map(standingOf([...billed, ...lines]).map((each) => [each.line.lineNumber, each]))
  return sumDeductions(taken).some((deduction) => {
    const line = standing.get(deduction.lineNumber)
    return line === undefined || !isTakenOutOf(deduction, line)
  })
}

/** The first running total that is no longer what the settlement was computed on; earlier ones may have been undone since. */
function changedTotal(file: PersonFile, target: FiledSettlement): string | null {
  const { scheme, basis } = target
  const now = usedIn(file.totals, { ...basis, scheme })
  const codes = Object.keys({ ...basis.used, ...now })
  return codes.find((code) => (now[code] ?? zeroFen) !== (basis.used[code] ?? zeroFen)) ?? null
}

/** The lines that the settlement would take again: its batch, or what of a stay it took. Null when they are others now. */
function sameLines(
  file: PersonFile,
  { batch, lineNumbers, care, basis }: FiledSettlement,
): readonly FiledLine[] | null {
  const free = file.lines.filter((line) => line.settlementId === null)
  const took = new Set(lineNumbers)
  const taken = free.filter((line) => took.has(line.lineNumber))
  // A batch is settled whole; of a stay, a final settlement leaves nothing behind.
  const whole = care === 'inpatient' ? free : file.lines.filter((line) => line.batch === batch)
  const leaves = care === 'inpatient' && basis.stay?.final !== true ? 0 : whole.length - taken.length
  return taken.length === lineNumbers.length && leaves === 0 ? taken : null
}

/** Whether a stay is no longer what the settlement was computed on: its bills before it, of an earlier year too, or its discharge. */
function stayChanged(file: PersonFile, { basis, year }: FiledSettlement): boolean {
  const { stay } = basis
  if (stay === undefined) return false
  const discharge = file.visit?.stay?.dischargedAt ?? null
  const sameDay = (discharge === null ? null : dateOf(discharge)) === stay.discharge
  const before = file.visitSettlements.filter((settlement) => settlement.year === year)
  const same =
    before.map(({ settlementId }) => settlementId).join() === stay.before.map((one) => one.settlementId).join()
  const earlier = file.visitSettlements.filter((settlement) => settlement.year < year)
  const deductible = sumFen(earlier.map(({ amounts }) => amounts.deductible))
  // Zero says nothing: the region, or the plan, may not count what an earlier year paid.
  const sameDeductible = stay.deductibleBefore === 0 || stay.deductibleBefore === deductible
  return !sameDay || !same || !sameDeductible
}

function restoreOf(file: PersonFile, target: FiledSettlement, order: UndoOrder): Result<Decision, SettlementRefusal> {
  const lines = sameLines(file, target)
  if (lines === null || amountsDiffer(lines, target)) {
    return refuse({ code: 'settlement.lines-changed', settlementId: target.rootId })
  }
  if (stayChanged(file, target)) return refuse({ code: 'settlement.stay-changed', settlementId: target.rootId })
  if (deductionsDiffer(file, lines, target)) {
    return refuse({ code: 'settlement.lines-changed', settlementId: target.rootId })
  }
  const filingId = withdrawnOf(file, target.basis.filings)
  if (filingId !== null) return refuse({ code: 'settlement.filing-withdrawn', filingId })
  const total = changedTotal(file, target)
  if (total !== null) return refuse({ code: 'settlement.totals-changed', settlementId: target.rootId, total })
  return undoLast(file, target, 'restore', order)
}
