import { addFen, type Fen, ok, type Result, subtractFen, yearOf, zeroFen } from '@yibao/core/kernel'
import {
  addCase,
  budgetPointValue,
  type CaseScore,
  type CaseSums,
  noCases,
  type PaymentRefusal,
  type PointValue,
  type PreparedPlan,
  type PricedCase,
  scoreCase,
  valueScore,
} from '@yibao/core/payment'
import type {
  CaseToPrice,
  HeldReason,
  PartPricing,
  PartSums,
  Recognised,
  RunCase,
  UsedValue,
} from './payment-run-ports.ts'

/** Refusals of one record that its institution mends: the case waits, the month goes on. */
const waiting = new Set<HeldReason['code']>([
  'payment.no-list',
  'payment.bad-case',
  'payment.outside-plan',
  'payment.invalid-record',
])

/** Whether the bureau has to look: something is missing in the plan, its tables or the registers. */
const needsDecision = ({ code }: HeldReason): boolean => !waiting.has(code)

/** Values of a point for one part of a run. */
export interface Values {
  /** Null for a score in yuan. */
  of(score: CaseScore, recognised: Recognised | null): Result<PointValue | null, PaymentRefusal>
  /** Those that were asked for, by year and pool. */
  used(): readonly UsedValue[]
}

/**
 * Values of a month: those of the budget; a case that an earlier month priced keeps the value of that month.
 *
 * @param before values by run, of earlier months
 */
export function monthValues(prepared: PreparedPlan, before: ReadonlyMap<string, readonly UsedValue[]>): Values {
  const used = new Map<string, UsedValue>()
  return {
    of(score, recognised) {
      if (score.money !== null) return ok(null)
      const year = yearOf(score.on)
      const known = recognised === null ? [] : (before.get(recognised.runId) ?? [])
      const kept = known.find((one) => one.year === year && one.value.pool === score.pool)
      if (kept !== undefined) return ok(kept.value)
      const found = budgetPointValue(prepared, year, score.pool)
      if (found.ok) used.set(`${year} ${score.pool}`, { year, value: found.value })
      return found
    },
    used: () => [...used].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value),
  }
}

interface Priced {
  readonly score: CaseScore
  readonly price: PricedCase
}

/** Scores and values one case. */
export function priceCase(
  prepared: PreparedPlan,
  { facts, groups, review }: Pick<CaseToPrice, 'facts' | 'groups' | 'review'>,
  valueFor: (score: CaseScore) => Result<PointValue | null, PaymentRefusal>,
): Result<Priced, PaymentRefusal> {
  const score = scoreCase(prepared, facts, groups, { review })
  if (!score.ok) return score
  const value = valueFor(score.value)
  if (!value.ok) return value
  const price = valueScore(prepared, score.value, value.value)
  return price.ok ? ok({ score: score.value, price: price.value }) : price
}

const nothing = {
  points: 0,
  total: zeroFen,
  fundPaid: zeroFen,
  otherPaid: zeroFen,
  standard: zeroFen,
  fundPayable: zeroFen,
}

const amountNames = ['total', 'fundPaid', 'otherPaid', 'standard', 'fundPayable'] as const

type Amounts = Pick<RunCase, keyof typeof nothing>

function less(target: Amounts, recognised: Recognised): Amounts {
  const differences = amountNames.map((name) => [name, subtractFen(target[name], recognised[name])])
  return { ...(Object.fromEntries(differences) as Omit<Amounts, 'points'>), points: target.points - recognised.points }
}

const isNothing = (amounts: Amounts): boolean =>
  amounts.points === 0 && amountNames.every((name) => amounts[name] === 0)

function amountsOf({ score, price }: Priced): Amounts {
  const { points, total, fundPaid, otherPaid } = score
  return { points, total, fundPaid, otherPaid, standard: price.standard, fundPayable: price.fundPayable }
}

/** What the row of a case shows whatever became of it. */
const rowOf = ({ facts, factsDigest }: CaseToPrice) => ({
  facts,
  factsDigest,
  why: null,
  reviewId: null,
  method: null,
  groupCode: null,
  groups: null,
  score: null,
  price: null,
  refusal: null,
})

function heldRow(one: CaseToPrice, refusal: HeldReason): RunCase {
  const { total, fundPaid, otherPaid } = one.facts
  return { ...rowOf(one), ...nothing, total, fundPaid, otherPaid, role: 'held', kind: refusal.code, refusal }
}

/**
 * What a month makes of one case: it is priced; or, when earlier months recognised it, the difference to what it is worth now; or it is
 * held. Null when there is nothing to tell.
 */
function priced(prepared: PreparedPlan, one: CaseToPrice, values: Values): RunCase | null {
  const { facts, state, groups, recognised, review } = one
  if (state === 'undone') {
    if (recognised === null || recognised.takenBack) return null
    return { ...rowOf(one), ...less(nothing, recognised), role: 'adjustment', why: 'undone', kind: 'undone' }
  }
  if (state === 'no-list') return heldRow(one, { code: 'payment.no-list', caseId: facts.caseId })
  const made = priceCase(prepared, one, (score) => values.of(score, recognised))
  if (!made.ok) return heldRow(one, made.error)
  const { score, price } = made.value
  const told = {
    ...rowOf(one),
    reviewId: review?.reviewId ?? null,
    method: score.method,
    kind: score.kind,
    groupCode: score.group,
    groups,
    score,
    price,
  }
  const amounts = amountsOf(made.value)
  if (recognised === null) return { ...told, ...amounts, role: 'case' }
  const difference = less(amounts, recognised)
  if (isNothing(difference)) return null
  return { ...told, ...difference, role: 'adjustment', why: recognised.takenBack ? 'restored' : 'review' }
}

/** Adds up what an institution's cases come to. */
function sumsOfPart() {
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
    add(row: RunCase): void {
      level ??= row.facts.providerLevel
      if (row.role === 'held' && row.refusal !== null) {
        held[row.refusal.code] = (held[row.refusal.code] ?? 0) + 1
        if (needsDecision(row.refusal) && refusals.length < 5) refusals.push(row.refusal as PaymentRefusal)
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
      const { score, price } = row
      if (score === null || price === null) return
      pools.set(score.pool, addCase(pools.get(score.pool) ?? noCases, score, price))
    },
    sums(values: readonly UsedValue[]): PartSums {
      const sorted = [...pools].sort(([a], [b]) => (a < b ? -1 : 1))
      return {
        level,
        pools: sorted.map(([pool, sums]) => ({ pool, sums })),
        adjustments: { ...counts, ...changes },
        values,
        held,
        refusals,
      }
    },
  }
}

/** Prices the cases of one institution in a month. */
export function pricingOf(prepared: PreparedPlan, values: Values): PartPricing {
  const sums = sumsOfPart()
  return {
    price(cases) {
      const rows = cases.flatMap((one) => priced(prepared, one, values) ?? [])
      for (const row of rows) sums.add(row)
      return rows
    },
    finish: () => sums.sums(values.used()),
  }
}
