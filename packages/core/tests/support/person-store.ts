import type { Enrolment, Insured, Visit } from '../../src/encounter/index.ts'
import { addFen, type Fen, zeroFen } from '../../src/kernel/index.ts'
import type { JournalEntry } from '../../src/ledger/index.ts'
import {
  type CorrectionBooking,
  type CorrectionFile,
  type Decision,
  type FiledCorrection,
  type FiledLine,
  type FiledSettlement,
  inForce,
  type PersonFile,
} from '../../src/settlement/index.ts'

/** A store of one person in memory: it shows files and records decisions whole, and decides nothing. */
export interface PersonStore {
  readonly fileFor: (names: { readonly visitId?: string; readonly rootId?: string }) => PersonFile
  readonly record: (decision: Decision) => void
  readonly settlements: () => readonly FiledSettlement[]
  readonly entries: () => readonly JournalEntry[]
  readonly lines: () => readonly FiledLine[]
  /** What the desk reads to find corrections, and what it books. */
  readonly correctionFile: () => CorrectionFile
  readonly book: (booking: CorrectionBooking) => void
  /** Puts the insurance right. */
  readonly enrol: (enrolments: readonly Enrolment[]) => void
}

export function personStore(insured: Insured, enrolledFirst: readonly Enrolment[], opening: Fen): PersonStore {
  let enrolments = enrolledFirst
  let version = 0
  let diedOn = insured.diedOn
  let accountBalance = opening
  let lines: readonly FiledLine[] = []
  const totals = new Map<string, PersonFile['totals'][number]>()
  const visits = new Map<string, Visit>()
  const diagnoses = new Map<string, PersonFile['diagnoses']>()
  const settlements: FiledSettlement[] = []
  const corrections: FiledCorrection[] = []
  const entries: JournalEntry[] = []

  const chainOf = (rootId: string) => settlements.filter((settlement) => settlement.rootId === rootId)

  /** Whether two settlements count the year, or any running total, over the same period. */
  const sharePeriod = (a: FiledSettlement, b: FiledSettlement): boolean =>
    a.year === b.year || Object.entries(a.basis.periods).some(([code, period]) => b.basis.periods[code] === period)

  /** Whether a settlement may have been computed on what another one counted: its totals, or the same stay. */
  const sharesTotals = (top: FiledSettlement, root: FiledSettlement): boolean =>
    (top.care === 'inpatient' && top.visitId === root.visitId) ||
    ((top.scheme === root.scheme || (top.basis.carriedFrom ?? []).includes(root.scheme)) && sharePeriod(top, root))

  /** Of all chains of odd length that share the scheme and a period with this root, the last settlement recorded. */
  const lastStanding = (root: FiledSettlement): PersonFile['lastStanding'] => {
    const tops = [...new Set(settlements.map((settlement) => settlement.rootId))]
      .map(chainOf)
      .filter((chain) => chain.length % 2 === 1)
      .flatMap((chain) => chain.slice(-1))
      .filter((top) => sharesTotals(top, root))
      .toSorted((a, b) => a.sequence - b.sequence)
    const top = tops.at(-1)
    return top === undefined ? null : { settlementId: top.rootId, sequence: top.sequence }
  }

  /** The standing chains of a visit, in the order in which they came to stand. */
  const standingOn = (visitId: string) =>
    [...Map.groupBy(settlements, (settlement) => settlement.rootId).values()]
      .flatMap((chain) => {
        const [root, top] = [chain[0], chain.at(-1)]
        return root === undefined || top === undefined || chain.length % 2 === 0 ? [] : [{ root, top }]
      })
      .filter(({ root }) => root.visitId === visitId)
      .toSorted((a, b) => a.top.sequence - b.top.sequence)

  const staysNow = () =>
    [...visits.values()]
      .flatMap((visit) => {
        const { stay } = visit
        if (stay === null || visit.state === 'cancelled') return []
        return [{ ...visit, stay, settledAt: standingOn(visit.visitId).at(-1)?.top.at ?? null }]
      })
      .toSorted((a, b) => (a.begin < b.begin ? -1 : 1))

  const ofStay = ({ visitId }: FiledCorrection, root: FiledSettlement | undefined): boolean =>
    root?.care === 'inpatient' && root.visitId === visitId

  const fileFor: PersonStore['fileFor'] = ({ visitId, rootId }) => {
    const chain = rootId === undefined ? [] : chainOf(rootId)
    const root = chain[0]
    const id = visitId ?? root?.visitId ?? ''
    return {
      insured: { ...insured, diedOn },
      version,
      filings: [],
      accountBalance,
      enrolments,
      totals: [...totals.values()],
      visit: visits.get(id) ?? null,
      diagnoses: diagnoses.get(id) ?? [],
      lines: lines.filter((line) => line.visitId === id),
      visitSettlements: standingOn(id).map(({ root }) => root),
      stays: staysNow(),
      chain,
      lastStanding: root === undefined ? null : lastStanding(root),
      corrections: inForce(corrections)
        .filter((correction) => correction.settlementId === root?.settlementId || ofStay(correction, root))
        .map(({ correctionId }) => correctionId),
    }
  }

  const record: PersonStore['record'] = (decision) => {
    version += 1
    if (decision.death !== null) diedOn = decision.death.on
    accountBalance = addFen(accountBalance, decision.balanceAdded)
    if (decision.visit !== null) {
      visits.set(decision.visit.visitId, decision.visit)
      if (decision.diagnoses !== null) diagnoses.set(decision.visit.visitId, decision.diagnoses)
    }
    const revoked = new Set(decision.linesRevoked)
    lines = [...lines.filter((line) => !revoked.has(line.lineNumber)), ...decision.linesAdded]
    const { linesLinked, settlement, entry } = decision
    if (linesLinked !== null) {
      const linked = new Set(linesLinked.lineNumbers)
      const { settlementId } = linesLinked
      lines = lines.map((line) => (linked.has(line.lineNumber) ? { ...line, settlementId } : line))
    }
    if (settlement !== null && entry !== null) settlements.push({ ...settlement, sequence: version, entry })
    if (entry !== null) entries.push(entry)
    for (const added of decision.totalsAdded) {
      const key = `${added.scheme} ${added.period} ${added.code}`
      totals.set(key, { ...added, amount: addFen(totals.get(key)?.amount ?? zeroFen, added.amount) })
    }
  }

  /** All chains that stand, in the order in which they came to stand. */
  const standing = () =>
    [...Map.groupBy(settlements, (settlement) => settlement.rootId).values()]
      .filter((chain) => chain.length % 2 === 1)
      .toSorted((a, b) => (a.at(-1)?.sequence ?? 0) - (b.at(-1)?.sequence ?? 0))
      .flatMap(([root]) => root ?? [])

  return {
    fileFor,
    record,
    settlements: () => settlements,
    entries: () => entries,
    lines: () => lines,
    correctionFile: () => ({
      insured: { ...insured, diedOn },
      version,
      enrolments,
      totals: [...totals.values()],
      settlements: standing(),
      corrections,
    }),
    book: (booking) => {
      version += booking.corrections.length
      corrections.push(...booking.corrections)
      entries.push(...booking.corrections.map(({ entry }) => entry))
      for (const total of booking.totals) totals.set(`${total.scheme} ${total.period} ${total.code}`, total)
    },
    enrol: (now) => {
      enrolments = now
    },
  }
}
