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
import type { TraceStep } from './types.ts'

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

function explain(
  work: Work,
  step: string,
  label: string,
  inputs: Record<string, string>,
  result: Fen,
  reason: Reason,
): void {
  const source = [...new Set(reason.sources)].join('；')
  work.trace.push({ step, label, inputs, result, source, assumed: reason.assumed })
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

function costLimit(step: Extract<PlanStep, { step: 'cost-limit' }>, work: Work): StepResult {
  const limit = evaluateMoney(step.limit, work.lookUp, work.rounding)
  if (!limit.ok) return limit
  const used = usedOf(work, step.total)
  const room = maxFen(zeroFen, subtractFen(limit.value.value, used))
  const over = maxFen(zeroFen, subtractFen(addFen(work.taken, work.left), room))
  const cut = minFen(over, work.left)
  work.left = subtractFen(work.left, cut)
  work.parts.overCostLimit = addFen(work.parts.overCostLimit, cut)
  explain(work, 'cost-limit', '超年度费用限额部分', { ...limit.value.inputs, 本年已计: yuan(used) }, cut, limit.value)
  return ok(null)
}

function accountStage(work: Work): StepResult {
  const amount = minFen(work.left, work.accountBalance)
  takeFront(work, 'accountStage', amount)
  explain(work, 'account-stage', '个人账户段', { 账户余额: yuan(work.accountBalance) }, amount, {
    sources: [],
    assumed: false,
  })
  return ok(null)
}

function deductible(step: Extract<PlanStep, { step: 'deductible' }>, work: Work): StepResult {
  const amount = evaluateMoney(step.amount, work.lookUp, work.rounding)
  if (!amount.ok) return amount
  const used = usedOf(work, step.total)
  const remaining = maxFen(zeroFen, subtractFen(amount.value.value, used))
  const taken = minFen(work.left, remaining)
  takeFront(work, 'deductible', taken)
  const inputs = step.total === null ? amount.value.inputs : { ...amount.value.inputs, 本年已付: yuan(used) }
  explain(work, 'deductible', '起付线', inputs, taken, amount.value)
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
  explain(
    work,
    'pool-rate',
    '统筹基金按比例支付',
    { 基数: yuan(base), 支付比例: percent(share), ...rate.value.inputs },
    pool,
    rate.value,
  )
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
  const inputs: Record<string, string> = { 起算位置: yuan(from), 基数: yuan(base) }
  for (const [index, share] of shares.entries())
    inputs[`第${index + 1}段`] = `${yuan(share.amount)} × ${percent(share.rate)}`
  explain(work, 'pool-tiers', '统筹基金分段支付', inputs, pool, {
    sources: [found.value.source],
    assumed: found.value.assumed,
  })
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
  explain(
    work,
    'payment-limit',
    '超最高支付限额部分',
    { ...limit.value.inputs, 本年已支付: yuan(used) },
    over,
    limit.value,
  )
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
