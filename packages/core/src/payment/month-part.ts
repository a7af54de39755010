import { addFen, type Fen, zeroFen } from '../kernel/index.ts'
import { countedScore } from './counted-score.ts'
import { caseOfMonth } from './month-case.ts'
import type { CaseLaw, CaseToPrice, HeldReason, MonthCase, PartSums } from './month-types.ts'
import type { MonthValues } from './month-values.ts'
import { addCase, noCases } from './sums.ts'
import type { CaseSums, PaymentRefusal } from './types.ts'

/** Refusals of one record that its institution mends: the case waits, the month goes on. */
const mended = new Set<HeldReason['code']>([
  'payment.no-list',
  'payment.two-insurances',
  'payment.bad-case',
  'payment.outside-plan',
  'payment.invalid-record',
])

/** Whether the bureau has to look: something is missing in the plan, its tables or the registers. */
const needsDecision = (refusal: HeldReason): refusal is PaymentRefusal => !mended.has(refusal.code)

/** As many refusals as a part tells. */
const refusalsMost = 5

/** A part without a case. */
export const emptyPart = (level: string | null): PartSums => ({
  level,
  pools: [],
  adjustments: { undone: 0, restored: 0, review: 0, standard: zeroFen, fundPayable: zeroFen, fundPaid: zeroFen },
  values: [],
  held: {},
  refusals: [],
})

/** Sums of pools in the order of their names. */
export const sortedPools = (pools: ReadonlyMap<string, CaseSums>): PartSums['pools'] =>
  [...pools].sort(([a], [b]) => (a < b ? -1 : 1)).map(([pool, sums]) => ({ pool, sums }))

/** Adds up what an institution's cases come to. */
function sumsOfPart(laws: readonly [CaseLaw, ...CaseLaw[]], month: string) {
  const own = laws[0].prepared
  const pools = new Map<string, CaseSums>()
  const held: Record<string, number> = {}
  const refusals: PaymentRefusal[] = []
  const counts = { undone: 0, restored: 0, review: 0 }
  let changes: { standard: Fen; fundPayable: Fen; fundPaid: Fen } = {
    standard: zeroFen,
    fundPayable: zeroFen,
    fundPaid: zeroFen,
  }
  let level: string | null = null
  return {
    add(row: MonthCase): void {
      level ??= row.facts.providerLevel
      const { refusal, score, price } = row
      if (refusal !== null) {
        held[refusal.code] = (held[refusal.code] ?? 0) + 1
        if (needsDecision(refusal) && refusals.length < refusalsMost) refusals.push(refusal)
        return
      }
      if (row.why !== null) {
        counts[row.why] += 1
        changes = {
          standard: addFen(changes.standard, row.standard),
          fundPayable: addFen(changes.fundPayable, row.fundPayable),
          fundPaid: addFen(changes.fundPaid, row.fundPaid),
        }
        return
      }
      if (score === null || price === null) return
      const of = laws.find(({ hash }) => hash === row.planHash)?.prepared ?? own
      const counted = countedScore(own, of.plan, { score, price, month })
      pools.set(counted.pool, addCase(pools.get(counted.pool) ?? noCases, counted, price))
    },
    sums: (values: PartSums['values']): PartSums => ({
      level,
      pools: sortedPools(pools),
      adjustments: { ...counts, ...changes },
      values,
      held,
      refusals,
    }),
  }
}

/** How prices are made of one institution's cases: some at a time, at last the sums of all. */
export interface PartPricing {
  price(cases: readonly CaseToPrice[]): readonly MonthCase[]
  finish(): PartSums
}

/**
 * Prices the cases of one institution in a month.
 *
 * @param laws the month's own plan, and behind it those of earlier days
 * @param month `2025-03`
 */
export function partPricing(laws: readonly [CaseLaw, ...CaseLaw[]], values: MonthValues, month: string): PartPricing {
  const sums = sumsOfPart(laws, month)
  return {
    price(cases) {
      const rows = cases.flatMap((one) => caseOfMonth(laws, one, values) ?? [])
      for (const row of rows) sums.add(row)
      return rows
    },
    finish: () => sums.sums(values.used()),
  }
}
