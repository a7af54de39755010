import type { JudgedIndicator, Judgement, Scale, SupervisionRefusal, Why } from './judge-types.ts'
import type { BadWhen, Grain, IndicatorValue, Means, Subject } from './types.ts'

/** What is compared in place of a value. */
export const onScale = (scale: Scale, value: number): number => (scale === 'log' ? Math.log(value) : value)

/** Back into the unit of the indicator. */
export const offScale = (scale: Scale, value: number): number => (scale === 'log' ? Math.exp(value) : value)

/** Whether a distance to what is usual is one in the bad direction, at least as large as a limit. */
export function isBad(badWhen: BadWhen, distance: number, limit: number): boolean {
  if (badWhen === 'high') return distance >= limit
  if (badWhen === 'low') return distance <= -limit
  return Math.abs(distance) >= limit
}

/** How far into the bad direction; not below zero. */
export function badness(badWhen: BadWhen, distance: number): number {
  if (badWhen === 'two-sided') return Math.abs(distance)
  return Math.max(0, badWhen === 'high' ? distance : -distance)
}

const facts = ({ indicator, period, subject, value, rows }: IndicatorValue) => ({
  indicator,
  period,
  subject,
  value,
  rows,
})

export function refusedJudgement(
  value: IndicatorValue,
  means: Means,
  refused: readonly SupervisionRefusal[],
): Judgement {
  return { ...facts(value), means, verdict: 'refused', why: null, refused }
}

export function judgement(value: IndicatorValue, why: Why, bad: boolean): Judgement {
  return { ...facts(value), means: why.means, verdict: bad ? 'bad' : 'fine', why, refused: [] }
}

/** Figures of institutions and their parts are estimates of how they work; those of a region, a rule or a person are facts. */
const estimated: readonly Grain[] = ['provider', 'department', 'doctor', 'disease-group', 'terminal']

/** Whether a subject is an institution or a part of one, so that it is of a kind. */
export const isOfInstitution = (grain: Grain): boolean => estimated.includes(grain)

/** How many rows a value needs to be more than chance; 0 of what is no estimate. */
export const rowsNeeded = ({ grain }: Subject, { cases }: Pick<JudgedIndicator, 'cases'>, usual: number): number =>
  cases && isOfInstitution(grain) ? usual : 0

/** What keeps any value from being compared; none when all is well. */
export function unfitness(
  { value, rows, subject }: IndicatorValue,
  indicator: JudgedIndicator,
  rowsAtLeast: number,
): readonly SupervisionRefusal[] {
  if (value === null) return [{ code: 'supervision.no-value' }]
  const needed = rowsNeeded(subject, indicator, rowsAtLeast)
  return [
    ...(indicator.scale === 'log' && value <= 0 ? [{ code: 'supervision.not-positive', value } as const] : []),
    ...(rows < needed ? [{ code: 'supervision.too-few-rows', rows, needed } as const] : []),
  ]
}
