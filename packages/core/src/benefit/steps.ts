import {
  addFen,
  complementPpm,
  type Fen,
  maxFen,
  minFen,
  multiplyByPpm,
  ok,
  type Ppm,
  percent,
  type Result,
  type Rounding,
  type Share,
  shareOf,
  subtractFen,
  sumOfShares,
  yuan,
  zeroFen,
} from '../kernel/index.ts'
import { type EligiblePart, type PlanStep, type PolicyRefusal, type Tier, tiersOf } from '../policy/index.ts'
import { atMostWhole, evaluateMoney, evaluateRate } from './evaluate.ts'
import type { LookUp } from './look-up.ts'
import type { TraceInput, TraceStep } from './types.ts'

/** What the steps of one bill work on; `left` is the eligible expense that no step has given to a payer yet. */
export interface Work {
  readonly lookUp: LookUp
  readonly rounding: Rounding
  readonly used: Readonly<Record<string, Fen>>
  readonly accountBalance: Fen
  /** Eligible expense taken from the front so far: where in the year's expense `left` begins. */
  taken: Fen
  left: Fen
  poolRate: Ppm | null
  readonly parts: Record<EligiblePart, Fen>
  readonly trace: TraceStep[]
}

type StepResult = Result<null, PolicyRefusal>

interface Reason {
  readonly sources: readonly string[]
  readonly assumed: boolean
}

function explain(work: Work, step: PlanStep['step'], inputs: readonly TraceInput[], result: Fen, reason: Reason): void {
  const source = [...new Set(reason.sources)].join('；')
  work.trace.push({ step, subject: '', inputs, result, source, assumed: reason.assumed })
}

/** Gives the front of what is left to a part. */
function takeFront(work: Work, part: EligiblePart, amount: Fen): void {
  work.parts[part] = addFen(work.parts[part], amount)
  work.left = subtractFen(work.left, amount)
  work.taken = addFen(work.taken, amount)
}

function usedOf(work: Work, total: string | null): Fen {
  return total === null ? zeroFen : (work.used[total] ?? zeroFen)
}

const usedInput = (used: Fen): TraceInput => ({ name: 'usedThisYear', value: yuan(used) })

function costLimit(step: Extract<PlanStep, { step: 'cost-limit' }>, work: Work): StepResult {
  const limit = evaluateMoney(step.limit, work.lookUp, work.rounding)
  if (!limit.ok) return limit
  const used = usedOf(work, step.total)
  const room = maxFen(zeroFen, subtractFen(limit.value.value, used))
  const over = maxFen(zeroFen, subtractFen(addFen(work.taken, work.left), room))
  const cut = minFen(over, work.left)
  work.left = subtractFen(work.left, cut)
  work.parts.overCostLimit = addFen(work.parts.overCostLimit, cut)
  explain(work, step.step, [...limit.value.inputs, usedInput(used)], cut, limit.value)
  return ok(null)
}

function accountStage(work: Work): StepResult {
  const amount = minFen(work.left, work.accountBalance)
  takeFront(work, 'accountStage', amount)
  const inputs = [{ name: 'accountBalance', value: yuan(work.accountBalance) }] as const
  explain(work, 'account-stage', inputs, amount, { sources: [], assumed: false })
  return ok(null)
}

function deductible(step: Extract<PlanStep, { step: 'deductible' }>, work: Work): StepResult {
  const amount = evaluateMoney(step.amount, work.lookUp, work.rounding)
  if (!amount.ok) return amount
  const used = usedOf(work, step.total)
  const remaining = maxFen(zeroFen, subtractFen(amount.value.value, used))
  const taken = minFen(work.left, remaining)
  takeFront(work, 'deductible', taken)
  const counted = step.total === null ? [] : [usedInput(used)]
  explain(work, step.step, [...amount.value.inputs, ...counted], taken, amount.value)
  return ok(null)
}

/** Splits what is left between fund and person. Rounded to jiao or yuan, a share may pass the whole; the fund pays no more than there is. */
function payPool(work: Work, rounded: Fen): Fen {
  const base = work.left
  const pool = minFen(rounded, base)
  work.parts.pool = addFen(work.parts.pool, pool)
  work.parts.copay = addFen(work.parts.copay, subtractFen(base, pool))
  work.taken = addFen(work.taken, base)
  work.left = zeroFen
  return pool
}

function poolRate(step: Extract<PlanStep, { step: 'pool-rate' }>, work: Work): StepResult {
  const rate = evaluateRate(step.rate, work.lookUp)
  if (!rate.ok) return rate
  const base = work.left
  const share = atMostWhole(rate.value.value)
  const pool = payPool(work, multiplyByPpm(base, share, work.rounding))
  work.poolRate = share
  const inputs: readonly TraceInput[] = [
    { name: 'base', value: yuan(base) },
    { name: 'poolRate', value: percent(share) },
    ...rate.value.inputs,
  ]
  explain(work, step.step, inputs, pool, rate.value)
  return ok(null)
}

/** The pieces of [from, from + length) that fall into each band of a rate table. */
function bands(tiers: readonly Tier[], from: Fen, length: Fen): readonly Share[] {
  const until = addFen(from, length)
  const shares: Share[] = []
  let floor = zeroFen
  for (const tier of tiers) {
    const low = maxFen(floor, from)
    const high = tier.to === null ? until : minFen(tier.to, until)
    if (high > low) shares.push({ amount: subtractFen(high, low), rate: tier.rate })
    if (tier.to === null) break
    floor = tier.to
  }
  return shares
}

/** Where in the rate table the rest of this bill begins. */
function tierStart(step: Extract<PlanStep, { step: 'pool-tiers' }>, work: Work): Fen {
  switch (step.position) {
    case 'above-deductible':
      return zeroFen
    case 'visit':
      return work.taken
    case 'year':
      return addFen(usedOf(work, step.total), work.taken)
  }
}

function poolTiers(step: Extract<PlanStep, { step: 'pool-tiers' }>, work: Work): StepResult {
  const found = work.lookUp(step.tiers)
  if (!found.ok) return found
  const from = tierStart(step, work)
  const base = work.left
  const shares = bands(tiersOf(found.value), from, base).map(({ amount, rate }) => ({
    amount,
    rate: step.copay ? complementPpm(rate) : rate,
  }))
  const pool = payPool(work, sumOfShares(shares, work.rounding))
  const [only] = shares
  work.poolRate = shares.length === 1 && only?.amount === base ? only.rate : shareOf(pool, base)
  const inputs: readonly TraceInput[] = [
    { name: 'startsAt', value: yuan(from) },
    { name: 'base', value: yuan(base) },
    ...shares.map(({ amount, rate }, index) => {
      return { name: 'band' as const, index: index + 1, value: `${yuan(amount)} × ${percent(rate)}` }
    }),
  ]
  const { source, assumed } = found.value
  explain(work, step.step, inputs, pool, { sources: [source], assumed })
  return ok(null)
}

function paymentLimit(step: Extract<PlanStep, { step: 'payment-limit' }>, work: Work): StepResult {
  const limit = evaluateMoney(step.limit, work.lookUp, work.rounding)
  if (!limit.ok) return limit
  const used = usedOf(work, step.total)
  const room = maxFen(zeroFen, subtractFen(limit.value.value, used))
  const over = maxFen(zeroFen, subtractFen(work.parts.pool, room))
  work.parts.pool = subtractFen(work.parts.pool, over)
  work.parts.overPaymentLimit = addFen(work.parts.overPaymentLimit, over)
  explain(work, step.step, [...limit.value.inputs, usedInput(used)], over, limit.value)
  return ok(null)
}

/** Carries out one step of a plan. Refuses only when the law has no value for this person, place and date. */
export function takeStep(step: PlanStep, work: Work): StepResult {
  switch (step.step) {
    case 'cost-limit':
      return costLimit(step, work)
    case 'account-stage':
      return accountStage(work)
    case 'deductible':
      return deductible(step, work)
    case 'pool-rate':
      return poolRate(step, work)
    case 'pool-tiers':
      return poolTiers(step, work)
    case 'payment-limit':
      return paymentLimit(step, work)
  }
}
