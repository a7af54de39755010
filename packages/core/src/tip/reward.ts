import {
  type DateRange,
  type DivisionCode,
  type Fen,
  halfUpFen,
  type IsoDate,
  inRange,
  isWithin,
  maxFen,
  minFen,
  multiplyByPpm,
  ok,
  type Ppm,
  type Result,
  refuse,
  subtractFen,
  sumFen,
  zeroFen,
} from '../kernel/index.ts'
import type { Reward, RewardStep, Tip, TipRefusal } from './types.ts'

/** The share of the part of an amount above the band before it and up to this; null has no end. */
export interface RewardBand {
  readonly upTo: Fen | null
  readonly share: Ppm
}

/** How tips are rewarded in a region over some days. */
export interface RewardRule {
  readonly division: DivisionCode
  readonly range: DateRange
  /** In the order of their limits; the last has no end. */
  readonly bands: readonly RewardBand[]
  readonly floor: Fen
  readonly ceiling: Fen
  /** Months after the award in which it can be claimed. */
  readonly claimMonths: number
  readonly source: string
  readonly assumed: boolean
}

const whole = '000000'

const holds = (region: DivisionCode, division: DivisionCode): boolean => region === whole || isWithin(division, region)

/** How many leading digits a region fixes: the narrower one goes before. */
const narrowness = (division: DivisionCode): number =>
  division === whole ? 0 : division.endsWith('0000') ? 2 : division.endsWith('00') ? 4 : 6

/** The rule of a place on a day: that of the narrowest region. Refuses with `tip.no-reward-rule`: no neighbour's rule stands in. */
export function rewardRuleOn(
  rules: readonly RewardRule[],
  division: DivisionCode,
  on: IsoDate,
): Result<RewardRule, TipRefusal> {
  const found = rules
    .filter((rule) => holds(rule.division, division) && inRange(rule.range, on))
    .sort((one, other) => narrowness(other.division) - narrowness(one.division))[0]
  return found === undefined ? refuse({ code: 'tip.no-reward-rule', division, on }) : ok(found)
}

/**
 * What a tip is worth under a rule: the shares of the parts of the amount, not below the floor and not above the ceiling.
 * Refuses with `tip.not-substantiated`, `tip.no-amount` when no loss was found.
 *
 * @source 《违法违规使用医疗保障基金举报奖励办法》 医保办发〔2022〕22号: a share of the amount of the case, once, at most 200,000 and at least
 *         200 yuan; the shares are those of the regions
 */
export function rewardOf(rule: RewardRule, tip: Pick<Tip, 'tipId' | 'outcome'>): Result<Reward, TipRefusal> {
  const { tipId, outcome } = tip
  if (outcome?.substantiated !== true) return refuse({ code: 'tip.not-substantiated', tipId })
  if (outcome.amount <= 0) return refuse({ code: 'tip.no-amount', tipId })
  const steps: RewardStep[] = []
  let below = zeroFen
  for (const { upTo, share } of rule.bands) {
    const part = subtractFen(upTo === null ? outcome.amount : minFen(outcome.amount, upTo), below)
    if (part <= 0) break
    steps.push({ part, share, result: multiplyByPpm(part, share, halfUpFen) })
    below = upTo ?? outcome.amount
  }
  const sum = sumFen(steps.map(({ result }) => result))
  const amount = minFen(maxFen(sum, rule.floor), rule.ceiling)
  const bound = amount === sum ? null : amount === rule.floor ? 'floor' : 'ceiling'
  const { division, source, assumed, claimMonths } = rule
  return ok({ amount, base: outcome.amount, steps, bound, rule: { division, source, assumed, claimMonths } })
}

/** Where a reward is under way or was paid. */
const onReward: readonly Tip['state'][] = ['proposed', 'awarded', 'rewarded']

/**
 * Of several tips about one matter only the first is rewarded; and none besides one that is rewarded already, for an earlier tip may be
 * linked to the matter late.
 *
 * @returns the tip that goes before; null when there is none
 */
export function earlierTip(tip: Tip, others: readonly Tip[]): Tip | null {
  const before = others.filter(
    (other) =>
      other.tipId !== tip.tipId &&
      other.matterId === tip.matterId &&
      other.state !== 'declined' &&
      (onReward.includes(other.state) ||
        other.receivedAt < tip.receivedAt ||
        (other.receivedAt === tip.receivedAt && other.tipId < tip.tipId)),
  )
  return before.sort((one, other) => (one.receivedAt < other.receivedAt ? -1 : 1))[0] ?? null
}
