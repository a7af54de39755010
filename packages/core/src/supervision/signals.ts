import { badness } from './judge.ts'
import type { JudgedIndicator, Judgement, MeansRules, Risk, RiskReason } from './judge-types.ts'
import { freshChange } from './trend.ts'
import type { Means, Subject } from './types.ts'

/** What one indicator under one means is worth in a topic. */
export interface SignalWeight {
  readonly indicator: string
  readonly means: Exclude<Means, 'risk'>
  readonly weight: number
}

/** A list of indicators with their weights. */
export interface Topic {
  readonly code: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly signals: readonly SignalWeight[]
}

const ramp = (value: number, from: number, full: number): number =>
  Math.min(1, Math.max(0, (value - from) / (full - from)))

/** How strong a judgement speaks, 0 to 1; steadily more, so that nobody gains much by staying just below a threshold. */
function strengthOf({ why, period }: Judgement, { badWhen }: JudgedIndicator, rules: MeansRules): number {
  if (why === null) return 0
  const { risk, trend } = rules
  if (why.means === 'target') return ramp(why.beyond, 0, risk.targetFull)
  if (why.means === 'outlier') {
    const { z, part } = why.adjusted ?? why.plain
    return Math.abs(part) < rules.outlier.partAtLeast ? 0 : ramp(badness(badWhen, z), risk.zFrom, risk.zFull)
  }
  const change = freshChange(why, period, trend.recentMonths)
  return change === null || why.isDrift ? 0 : ramp(badness(badWhen, change.shift), 0, risk.shiftFull)
}

/**
 * 风险: the signals of a topic about one subject as one number from 0 to 100: the weighted mean of their strengths over what was
 * judged. Each reason has its points, and all points add up to the score. What was refused counts neither way; where too little
 * was judged, nothing is said.
 *
 * @param judgements of the subject, whichever topic they belong to
 * @source reference/audit pattern F12
 */
export function riskOf(
  topic: Topic,
  about: { readonly subject: Subject; readonly period: string },
  judgements: readonly Judgement[],
  indicators: ReadonlyMap<string, JudgedIndicator>,
  rules: MeansRules,
): Risk {
  const { subject, period } = about
  const signals = topic.signals.map((signal) => {
    const judged = judgements.find((one) => one.indicator === signal.indicator && one.means === signal.means)
    const indicator = indicators.get(signal.indicator)
    const isJudged = judged !== undefined && judged.verdict !== 'refused' && indicator !== undefined
    return { ...signal, strength: isJudged ? strengthOf(judged, indicator, rules) : null }
  })
  const all = signals.reduce((sum, { weight }) => sum + weight, 0)
  const told = signals.reduce((sum, { weight, strength }) => sum + (strength === null ? 0 : weight), 0)
  const judged = all === 0 ? 0 : told / all
  const base = { topic: topic.code, period, subject, judged }
  const needed = rules.risk.judgedAtLeast
  if (told === 0 || judged < needed) {
    return { ...base, score: null, reasons: [], refused: [{ code: 'supervision.too-little-judged', judged, needed }] }
  }
  const reasons = signals.flatMap(({ indicator, means, weight, strength }): readonly RiskReason[] =>
    strength === null || strength === 0
      ? []
      : [{ indicator, means, weight, strength, points: (100 * weight * strength) / told }],
  )
  const score = reasons.reduce((sum, { points }) => sum + points, 0)
  const sorted = reasons.toSorted(
    (one, other) => other.points - one.points || (one.indicator < other.indicator ? -1 : 1),
  )
  return { ...base, score, reasons: sorted, refused: [] }
}
