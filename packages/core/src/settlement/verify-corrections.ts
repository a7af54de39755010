import { addFen, type Fen, negateFen, sumFen, zeroFen } from '../kernel/index.ts'
import type { Posting } from '../ledger/index.ts'
import { effectUnder, shareOn } from './correction.ts'
import { differenceOf, inForce, oppositeOfCorrection, standingEffect, uninsuredEffect } from './correction-effect.ts'
import type { Effect, FiledCorrection } from './correction-types.ts'
import { amountNames } from './difference.ts'
import type { FiledSettlement, RunningTotal } from './types.ts'
import type { PersonHistory, PlanOf, Report } from './verify-types.ts'

const totalsText = (all: readonly RunningTotal[]): string =>
  all
    .filter(({ amount }) => amount !== 0)
    .map(({ scheme, period, code, amount }) => `${scheme} ${period} ${code} ${amount}`)
    .toSorted()
    .join(', ')

const postingsText = (all: readonly Posting[]): string =>
  all
    .map(({ account, amount }) => `${account} ${amount}`)
    .toSorted()
    .join(', ')

function compare(invariant: 3 | 8, found: FiledCorrection, expected: Effect, report: Report): void {
  const where = `correction ${found.correctionId}`
  for (const name of amountNames) {
    const [is, should] = [found.amounts[name], expected.amounts[name]]
    if (is !== should) report(invariant, `${name} of a correction`, where, is, should)
  }
  const totals = [totalsText(found.totals), totalsText(expected.totals)] as const
  if (totals[0] !== totals[1]) report(invariant, 'running totals of a correction', where, ...totals)
  const postings = [postingsText(found.entry.postings), postingsText(expected.postings)] as const
  if (postings[0] !== postings[1]) report(invariant, 'postings of a correction', where, ...postings)
}

/** What the correction must have been: what its basis comes to, less what stood of the settlement before it. */
function expectedOf(
  correction: FiledCorrection,
  root: FiledSettlement,
  before: readonly FiledCorrection[],
  planOf: PlanOf,
): Effect | string {
  const { basis } = correction
  const standing = standingEffect(
    root,
    inForce(before).filter(({ settlementId }) => settlementId === root.settlementId),
  )
  if (basis === null) return differenceOf(standing, uninsuredEffect(root), root.insuredId)
  const law = planOf(basis.packHash, basis.planId, basis.on)
  if (law === null) return `no pack ${basis.packHash} ${basis.planId}`
  const share = shareOn(law.compiled, root, basis, false)
  if (!share.ok) return share.error.code
  return differenceOf(standing, effectUnder(root, basis, share.value), root.insuredId)
}

/**
 * A correction balances, belongs to a settlement that stood, and comes from its basis; an undoing is its opposite.
 *
 * @param before the corrections recorded before it
 * @param standing the settlements that stood when it was recorded, by number
 */
function checkCorrection(
  correction: FiledCorrection,
  before: readonly FiledCorrection[],
  standing: ReadonlyMap<string, FiledSettlement>,
  planOf: PlanOf,
  report: Report,
): void {
  const { correctionId, settlementId, undoesId, kind, entry } = correction
  const where = `correction ${correctionId}`
  const sum = sumFen(entry.postings.map(({ amount }) => amount))
  if (sum !== 0) report(3, 'postings sum', where, sum, 0)
  const root = standing.get(settlementId)
  if (root === undefined) {
    report(3, 'settlement of a correction', where, settlementId, 'one that stands')
    return
  }
  if (entry.corrects !== root.entry.entryId) report(3, 'corrected entry', where, entry.corrects, root.entry.entryId)
  if (kind === 'undo') {
    const undone = inForce(before).find((each) => each.correctionId === undoesId)
    if (undone === undefined) {
      report(3, 'undone correction', where, undoesId, 'one in force')
      return
    }
    const postings = undone.entry.postings.map(({ account, amount }) => ({ account, amount: negateFen(amount) }))
    compare(3, correction, { ...oppositeOfCorrection(undone), postings }, report)
    if (entry.opposes !== undone.entry.entryId) report(3, 'linked entry', where, entry.opposes, undone.entry.entryId)
    return
  }
  const expected = expectedOf(correction, root, before, planOf)
  if (typeof expected === 'string') report(8, 'correction computed again', where, expected, 'a settlement')
  else compare(8, correction, expected, report)
}

interface Carried {
  readonly totals: Map<string, Fen>
  readonly standing: ReadonlyMap<string, FiledSettlement>
}

/**
 * Goes through the corrections between the settlements, in the order in which they were recorded.
 *
 * @returns checks and carries those recorded before a version
 */
export function carryCorrections(
  { corrections = [] }: Pick<PersonHistory, 'corrections'>,
  replay: Carried,
  planOf: PlanOf,
  report: Report,
): (sequence: number) => void {
  let done = 0
  return (sequence) => {
    for (let next = corrections[done]; next !== undefined && next.sequence < sequence; next = corrections[done]) {
      checkCorrection(next, corrections.slice(0, done), replay.standing, planOf, report)
      for (const { scheme, period, code, amount } of next.totals) {
        const key = `${scheme} ${period} ${code}`
        replay.totals.set(key, addFen(replay.totals.get(key) ?? zeroFen, amount))
      }
      done += 1
    }
  }
}

/** A settlement with a correction in force is not undone. */
export function checkCorrectedStand(
  { corrections = [] }: Pick<PersonHistory, 'corrections'>,
  standing: ReadonlyMap<string, FiledSettlement>,
  report: Report,
): void {
  for (const { correctionId, settlementId } of inForce(corrections)) {
    if (standing.has(settlementId)) continue
    report(3, 'corrected settlement', `correction ${correctionId}`, `${settlementId} undone`, 'standing')
  }
}
