import type { ProviderLevel } from '../encounter/index.ts'
import {
  addExact,
  compareExact,
  divideExact,
  type Exact,
  type Fen,
  invariant,
  lessExact,
  multiplyExact,
  ok,
  type Result,
  refuse,
} from '../kernel/index.ts'
import type { ComparatorKind, DeviationForm, DeviationLimit, DeviationRules } from './rules-types.ts'
import { type DipStep, type DipStepInput, stepValue } from './steps.ts'
import type { DeviationKind, DipGroup } from './types.ts'

const one = 1_000_000

/** What a cost is compared with, in fen, by the name of the comparator; those that the rules ask for must be there. */
export type Comparators = Readonly<Partial<Record<ComparatorKind, Exact>>>

export interface ComparatorRefusal {
  readonly code: 'dip.no-comparator'
  readonly groupId: string
  readonly level: ProviderLevel
}

/**
 * 上年度同级别均次费用 of a group, or what the rules let stand in for it.
 *
 * @returns fen, with where it came from; `dip.no-comparator` when nothing may stand in
 */
export function levelMeanLastYear(
  group: DipGroup,
  level: ProviderLevel,
  { fallback }: Pick<DeviationRules, 'fallback'>,
): Result<{ readonly mean: Exact; readonly from: 'level' | 'group-last-year' | 'group' }, ComparatorRefusal> {
  const own = group.byLevel.find((one) => one.level === level)?.lastYearMeanCost ?? null
  if (own !== null) return ok({ mean: own, from: 'level' })
  if (fallback === 'group') return ok({ mean: group.meanCost, from: 'group' })
  if (fallback === 'group-last-year') {
    return group.lastYearMeanCost === null
      ? ok({ mean: group.meanCost, from: 'group' })
      : ok({ mean: group.lastYearMeanCost, from: 'group-last-year' })
  }
  return refuse({ code: 'dip.no-comparator', groupId: group.id, level })
}

/** The side of a limit; a case exactly on it goes where the rules say. */
function beyond(times: Exact, limit: DeviationLimit<string>, side: 'below' | 'above', far: string): boolean {
  const difference = compareExact(times, limit.times)
  if (difference === 0) return limit.at === far
  return side === 'below' ? difference < 0 : difference > 0
}

/**
 * 偏差病例: where a case lies by its cost against the comparator.
 *
 * @param times cost by comparator, a plain number
 */
export function deviationOf(times: Exact, rules: DeviationRules): DeviationKind {
  if (beyond(times, rules.low, 'below', 'low')) return 'low'
  if (rules.extreme !== null && beyond(times, rules.extreme, 'above', 'extreme')) return 'extreme'
  return beyond(times, rules.high, 'above', 'high') ? 'high' : 'normal'
}

export interface PointsFacts {
  readonly group: Pick<DipGroup, 'kind' | 'score' | 'primaryCoefficient'>
  readonly cost: Fen
  readonly comparators: Comparators
  /** H, a plain number. */
  readonly institution: Exact
  /** A, a plain number. */
  readonly auxiliary: Exact
}

export interface CasePoints {
  readonly deviation: DeviationKind
  /** A plain number. */
  readonly points: Exact
  /** 特例单议: provisional until experts decide. */
  readonly review: boolean
}

export interface TracedCasePoints extends CasePoints {
  readonly steps: readonly DipStep[]
}

function factorOf(form: DeviationForm, ratio: Exact, institution: Exact, high: Exact): Exact {
  const plus = form.factor === 'excess-institution' ? institution : one
  switch (form.factor) {
    case 'one':
      return one
    case 'ratio':
      return ratio
    case 'institution':
      return institution
    case 'excess':
    case 'excess-institution':
      return addExact(lessExact(ratio, high), plus)
  }
}

interface Worked extends CasePoints {
  readonly form: DeviationForm
  readonly institution: Exact
  readonly tested: Exact
  readonly factor: Exact
}

function workOut({ group, cost, comparators, auxiliary, ...facts }: PointsFacts, rules: DeviationRules): Worked {
  const institution = group.primaryCoefficient ?? facts.institution
  const [tests, divides] = [comparators[rules.test], comparators[rules.factor]]
  invariant(tests !== undefined && divides !== undefined, 'the comparators of the rules are there')
  const tested = divideExact(cost, tests)
  const deviation: DeviationKind = group.kind === 'blank' ? 'blank' : deviationOf(tested, rules)
  const form = rules.forms[deviation]
  const ratio = divideExact(cost, divides)
  const factor = multiplyExact(factorOf(form, ratio, institution, rules.high.times), form.times)
  const withInstitution = form.keepsInstitution ? multiplyExact(factor, institution) : factor
  const withAuxiliary = form.keepsAuxiliary ? multiplyExact(withInstitution, auxiliary) : withInstitution
  const points = multiplyExact(group.score, withAuxiliary)
  return { deviation, points, review: form.review, form, institution, tested, factor }
}

/**
 * The points of a case: RW × factor of its kind × the coefficients that this kind keeps. A primary-care group has its own
 * coefficient in the place of the institution's.
 *
 * @throws InvariantError when a comparator that the rules ask for is missing or zero
 */
export function casePoints(facts: PointsFacts, rules: DeviationRules): CasePoints {
  const { deviation, points, review } = workOut(facts, rules)
  return { deviation, points, review }
}

/** The same, and how it came about. */
export function traceCasePoints(facts: PointsFacts, rules: DeviationRules): TracedCasePoints {
  const { deviation, points, review, form, institution, tested, factor } = workOut(facts, rules)
  const { group, cost, comparators, auxiliary } = facts
  const kept: readonly DipStepInput[] = [
    ...(form.keepsInstitution ? [stepValue('institution', institution, 'times')] : []),
    ...(form.keepsAuxiliary ? [stepValue('auxiliary', auxiliary, 'times')] : []),
  ]
  const steps: readonly DipStep[] = [
    {
      formula: `deviation.${deviation}`,
      inputs: [stepValue('cost', cost, 'yuan'), stepValue(rules.test, comparators[rules.test] ?? 0, 'yuan')],
      result: stepValue('times', tested, 'times'),
    },
    {
      formula: `points.${deviation}`,
      inputs: [stepValue('score', group.score, 'points'), stepValue('factor', factor, 'times'), ...kept],
      result: stepValue('points', points, 'points'),
    },
  ]
  return { deviation, points, review, steps }
}
