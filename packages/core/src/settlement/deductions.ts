import type { BillTotals } from '../benefit/index.ts'
import { addFen, type Fen, minFen, negateFen, splitByWeights, subtractFen, sumFen, zeroFen } from '../kernel/index.ts'
import type { AuditBasis, BilledDeduction, DeductedParts } from './audit-types.ts'
import type { FiledLine } from './types.ts'

const partNames = ['nonCovered', 'overPriceLimit', 'preCoinsurance', 'eligible'] as const

type Split = Pick<FiledLine['split'], 'total' | (typeof partNames)[number]>

const partsOf = (of: (name: (typeof partNames)[number]) => Fen): DeductedParts => ({
  nonCovered: of('nonCovered'),
  overPriceLimit: of('overPriceLimit'),
  preCoinsurance: of('preCoinsurance'),
  eligible: of('eligible'),
})

/** A line with its refunds: what of it stands. */
export interface StandingLine {
  readonly line: FiledLine
  readonly split: Split
}

/** Every line that gives none back, less what was given back of it. */
export function standingOf(lines: readonly FiledLine[]): readonly StandingLine[] {
  const refunds = Map.groupBy(
    lines.filter(({ refundOf }) => refundOf !== null),
    ({ refundOf }) => refundOf,
  )
  return lines
    .filter(({ refundOf }) => refundOf === null)
    .map((line) => {
      const all = [line, ...(refunds.get(line.lineNumber) ?? [])]
      const sum = (name: keyof Split): Fen => sumFen(all.map(({ split }) => split[name]))
      return { line, split: { total: sum('total'), ...partsOf(sum) } }
    })
}

/** What is to be taken out of a line, by which rule. */
export type Taking = Pick<BilledDeduction, 'rule' | 'bears' | 'amount'>

/** An amount taken out of what stands of a line, in the proportion of its parts and never more than there is. */
export function takenOut({ line, split }: StandingLine, { rule, bears, amount }: Taking): BilledDeduction {
  const taken = minFen(amount, split.total)
  const shares = splitByWeights(
    taken,
    partNames.map((name) => split[name]),
  )
  const parts = partsOf((name) => shares[partNames.indexOf(name)] ?? zeroFen)
  return { lineNumber: line.lineNumber, rule, bears, amount: taken, parts, stream: line.split.stream }
}

/** Whether a deduction is what would be taken out of the line as it stands: then it is still the same line. */
export function isTakenOutOf(deduction: BilledDeduction, line: StandingLine): boolean {
  const { amount, parts, stream } = takenOut(line, deduction)
  const sameParts = partNames.every((name) => parts[name] === deduction.parts[name])
  return amount === deduction.amount && stream === deduction.stream && sameParts
}

const opposite = (deduction: BilledDeduction): BilledDeduction => ({
  ...deduction,
  amount: negateFen(deduction.amount),
  parts: partsOf((name) => negateFen(deduction.parts[name])),
})

/** What deductions of several bills share when they are one. */
export const keyOf = ({ lineNumber, rule, bears, stream }: BilledDeduction): string =>
  JSON.stringify([lineNumber, rule, bears, stream])

/** Deductions of one line, rule and bearer as one; what comes to nothing is left out. */
export function sumDeductions(all: readonly BilledDeduction[]): readonly BilledDeduction[] {
  const sums = new Map<string, BilledDeduction>()
  for (const deduction of all) {
    const key = keyOf(deduction)
    const before = sums.get(key)
    if (before === undefined) sums.set(key, deduction)
    else {
      const parts = partsOf((name) => addFen(before.parts[name], deduction.parts[name]))
      sums.set(key, { ...before, amount: addFen(before.amount, deduction.amount), parts })
    }
  }
  return [...sums.values()].filter(({ amount, parts }) => amount !== 0 || partNames.some((name) => parts[name] !== 0))
}

/** What a bill has to take out beyond the earlier bills of its stay; negative where it gives back. */
export function beyond(
  all: readonly BilledDeduction[],
  earlier: readonly BilledDeduction[],
): readonly BilledDeduction[] {
  return sumDeductions([...all, ...earlier.map(opposite)])
}

const noTotals: BillTotals = { total: zeroFen, ...partsOf(() => zeroFen) }

/** What of a bill the hospital bears, part by part; undefined when nothing. */
export function borneOf(audit: AuditBasis | undefined): BillTotals | undefined {
  const borne = (audit?.deductions ?? []).filter(({ bears }) => bears === 'institution')
  if (borne.length === 0) return undefined
  const total = sumFen(borne.map(({ amount }) => amount))
  return { total, ...partsOf((name) => sumFen(borne.map(({ parts }) => parts[name]))) }
}

export function addTotals(a: BillTotals | undefined, b: BillTotals | undefined): BillTotals | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return { total: addFen(a.total, b.total), ...partsOf((name) => addFen(a[name], b[name])) }
}

export function lessTotals(a: BillTotals, b: BillTotals = noTotals): BillTotals {
  return { total: subtractFen(a.total, b.total), ...partsOf((name) => subtractFen(a[name], b[name])) }
}

/**
 * A bill's totals after its deductions: what the person bears is no longer covered; what the hospital bears stays where
 * it was, for nobody's charge changed its kind.
 */
export function deductedTotals(totals: BillTotals, audit: AuditBasis | undefined): BillTotals {
  const moved = (audit?.deductions ?? []).filter(({ bears }) => bears === 'person')
  if (moved.length === 0) return totals
  const amount = sumFen(moved.map((deduction) => deduction.amount))
  const left = partsOf((name) => subtractFen(totals[name], sumFen(moved.map(({ parts }) => parts[name]))))
  return { ...left, total: totals.total, nonCovered: addFen(left.nonCovered, amount) }
}

/** The streams of a bill after its deductions, whoever bears them; a stream of nothing is left out where one was deducted. */
export function deductedStreams(
  streams: Readonly<Record<string, Fen>>,
  audit: AuditBasis | undefined,
): Readonly<Record<string, Fen>> {
  if (audit === undefined) return streams
  const left: Record<string, Fen> = { ...streams }
  for (const { stream, parts } of audit.deductions) {
    if (stream !== 'ordinary') left[stream] = subtractFen(left[stream] ?? zeroFen, parts.eligible)
  }
  return left
}
