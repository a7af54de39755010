import { addFen, invariant, type LocalDateTime, negateFen, ok, type Result, refuse, sumFen } from '../kernel/index.ts'
import { accounts, entryOf, oppositeOf } from '../ledger/index.ts'
import { inForce, oppositeOfCorrection, sumTotals } from './correction-effect.ts'
import type {
  CorrectionBooking,
  CorrectionFile,
  CorrectionRefusal,
  FiledCorrection,
  FoundCorrection,
} from './correction-types.ts'
import type { RunningTotal } from './types.ts'

/** Who books, when and why. */
export interface CorrectionOrder {
  readonly at: LocalDateTime
  readonly reason: string
  readonly bookedBy: string
}

/** A correction to be booked, with a number of its own. */
export interface NumberedCorrection extends FoundCorrection {
  readonly correctionId: string
}

const sameTotal = (a: RunningTotal, b: RunningTotal): boolean =>
  a.scheme === b.scheme && a.period === b.period && a.code === b.code

/** The booking of some corrections; no running total may fall below zero. */
function bookingOf(
  { insured, version, totals }: CorrectionFile,
  corrections: readonly FiledCorrection[],
): Result<CorrectionBooking, CorrectionRefusal> {
  const after = sumTotals(corrections.flatMap((correction) => correction.totals)).map((added) => {
    const standing = totals.find((total) => sameTotal(total, added))
    return standing === undefined ? added : { ...added, amount: addFen(standing.amount, added.amount) }
  })
  const below = after.find(({ amount }) => amount < 0)
  if (below !== undefined) return refuse({ code: 'correction.total-below-zero', total: below })
  return ok({ insuredId: insured.insuredId, version, corrections, totals: after })
}

/**
 * Books what was found for one person: one linked entry for each settlement. What the funds pay more is owed to the
 * person, what they pay less is owed by the person; hospital and account are not moved.
 *
 * Refuses with `correction.total-below-zero`.
 */
export function bookCorrections(
  file: CorrectionFile,
  found: readonly NumberedCorrection[],
  order: CorrectionOrder,
): Result<CorrectionBooking, CorrectionRefusal> {
  const corrections = found.map(({ correctionId, settlement, difference, basis, trace }, index): FiledCorrection => {
    const claim = accounts.correctionClaim(settlement.insuredId)
    const owed = sumFen(difference.postings.filter(({ account }) => account === claim).map(({ amount }) => amount))
    invariant(negateFen(difference.amounts.person) === owed, 'what the funds pay more, the person pays less')
    return {
      ...order,
      correctionId,
      kind: 'correct',
      undoesId: null,
      insuredId: settlement.insuredId,
      settlementId: settlement.settlementId,
      visitId: settlement.visitId,
      amounts: difference.amounts,
      totals: difference.totals,
      basis,
      trace,
      sequence: file.version + index + 1,
      entry: entryOf(
        { entryId: correctionId, kind: 'correction', at: order.at, corrects: settlement.entry.entryId },
        difference.postings,
      ),
    }
  })
  return bookingOf(file, corrections)
}

/**
 * Undoes a correction by its opposite.
 *
 * @param correctionId of the correction to undo
 * @param undoId the number of the new correction that undoes it
 * Refuses with `correction.unknown`, `.not-in-force` (undone already, or an undoing itself), `.later-in-force` (a later
 * correction of the same settlement was computed on it) and `.total-below-zero`.
 */
export function undoCorrection(
  file: CorrectionFile,
  { correctionId, undoId }: { readonly correctionId: string; readonly undoId: string },
  order: CorrectionOrder,
): Result<CorrectionBooking, CorrectionRefusal> {
  const target = file.corrections.find((each) => each.correctionId === correctionId)
  if (target === undefined) return refuse({ code: 'correction.unknown', correctionId })
  const standing = inForce(file.corrections)
  if (!standing.includes(target)) {
    const by = file.corrections.find(({ undoesId }) => undoesId === correctionId) ?? target
    return refuse({ code: 'correction.not-in-force', correctionId, by: by.correctionId })
  }
  const later = standing.filter(({ settlementId }) => settlementId === target.settlementId).at(-1)
  if (later !== undefined && later !== target) {
    return refuse({ code: 'correction.later-in-force', correctionId, later: later.correctionId })
  }
  const { corrects } = target.entry
  const head = { entryId: undoId, kind: 'correction-undo', at: order.at } as const
  return bookingOf(file, [
    {
      ...target,
      ...order,
      ...oppositeOfCorrection(target),
      correctionId: undoId,
      kind: 'undo',
      undoesId: correctionId,
      sequence: file.version + 1,
      entry: oppositeOf(target.entry, { ...head, ...(corrects === undefined ? {} : { corrects }) }),
    },
  ])
}
