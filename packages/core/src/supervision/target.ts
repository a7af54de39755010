import { isOfInstitution, judgement, refusedJudgement, rowsNeeded } from './judge.ts'
import type { JudgedIndicator, Judgement, MeansRules, SupervisionRefusal, TargetWhy } from './judge-types.ts'
import type { IndicatorValue, Subject } from './types.ts'

type Limits = Pick<TargetWhy, 'low' | 'high'>

/** The band of the level, else that of all, cut to the side that is bad; a target is the limit of that side. */
function limitsOf({ subject: { level } }: IndicatorValue, indicator: JudgedIndicator): Limits | null {
  const { badWhen, target, bandOfLevel } = indicator
  const band = (level === null ? null : bandOfLevel[level]) ?? indicator.band
  const [low, high] = band ?? [target, target]
  const limits = { low: badWhen === 'high' ? null : low, high: badWhen === 'low' ? null : high }
  // A set value of something that is bad on both sides is no band: nothing would ever be right.
  if (band === null && badWhen === 'two-sided') return null
  return limits.low === null && limits.high === null ? null : limits
}

/** Whether the value was set for such a subject. */
function isSetFor({ kind, grain }: Subject, { setFor = {} }: JudgedIndicator): boolean {
  const { kinds, grains } = setFor
  const ofKind = kinds === undefined || (kind === null ? !isOfInstitution(grain) : kinds.includes(kind))
  return ofKind && (grains === undefined || grains.includes(grain))
}

/** Beyond a limit by which part of it; beyond zero, by which part of the whole. */
function beyondOf(value: number, { low, high }: Limits, { factor }: JudgedIndicator): number {
  const part = (over: number, limit: number): number => over / (limit === 0 ? factor : Math.abs(limit))
  if (high !== null && value > high) return part(value - high, high)
  return low !== null && value < low ? part(low - value, low) : 0
}

/**
 * 标值: a value against what was set for it.
 *
 * @returns refused: no set value; one that was set for others; no value; fewer rows than `rules.outlier.rowsAtLeast`
 * @source  reference/audit indicators, `means_of_analysis.target`
 */
export function judgeTarget(value: IndicatorValue, indicator: JudgedIndicator, rules: MeansRules): Judgement {
  const limits = limitsOf(value, indicator)
  const needed = rowsNeeded(value.subject, indicator, rules.outlier.rowsAtLeast)
  const { kind, grain } = value.subject
  const isOfOthers = limits !== null && !isSetFor(value.subject, indicator)
  const refused: readonly SupervisionRefusal[] = [
    ...(isOfOthers ? [{ code: 'supervision.not-applicable', grain, kind } as const] : []),
    ...(limits === null ? [{ code: 'supervision.no-target' } as const] : []),
    ...(value.value === null ? [{ code: 'supervision.no-value' } as const] : []),
    // A share of three cases says nothing about a limit either; a count or sum is what it is.
    ...(value.denominator !== null && value.rows < needed
      ? [{ code: 'supervision.too-few-rows', rows: value.rows, needed } as const]
      : []),
  ]
  if (limits === null || value.value === null || refused.length > 0) return refusedJudgement(value, 'target', refused)
  const beyond = beyondOf(value.value, limits, indicator)
  return judgement(value, { means: 'target', ...limits, beyond }, beyond > 0)
}
