import {
  casePoints,
  type DeviationKind,
  type DipCase,
  type DipGroup,
  type DipGrouper,
  type DipGrouping,
  type DipStep,
  institutionCoefficient,
  levelMeanLastYear,
  traceCasePoints,
} from '@yibao/core/dip'
import { type Exact, fen, multiplyExact } from '@yibao/core/kernel'

/** Where a case lies by its cost, and what that makes of its points; without it, the reason. */
export type Deviation =
  | {
      readonly kind: DeviationKind
      readonly points: Exact
      readonly comparatorFrom: 'level' | 'group-last-year' | 'group'
      readonly review: boolean
      /** Empty unless a trace was asked for. */
      readonly steps: readonly DipStep[]
    }
  | { readonly reason: string }

const oneYuan = fen(100)

/**
 * Makes the comparison of a directory's rules. Institutions have the basic coefficient of their level and no additions.
 *
 * @param pointValue yuan a point, a plain number; null when nobody said one, and then rules that test against the payment
 *   standard leave cases untested
 */
export function deviationsBy(
  grouper: DipGrouper,
  pointValue: Exact | null,
  traced: boolean,
): (one: DipCase, group: DipGroup, grouping: DipGrouping) => Deviation {
  const { directory } = grouper
  const { deviation: rules, institution: terms } = directory.rules
  const asksStandard = [rules.test, rules.factor].includes('payment-standard')
  const known = new Map<string, ReturnType<typeof institutionCoefficient>>()
  const institutionOf = (level: DipCase['level'], group: DipGroup): ReturnType<typeof institutionCoefficient> => {
    const key = terms.basic === 'group-level-mean' ? `${level} ${group.id}` : level
    const found = known.get(key) ?? institutionCoefficient(directory, group, level, [])
    known.set(key, found)
    return found
  }

  return (one, group, grouping) => {
    const mean = levelMeanLastYear(group, one.level, rules)
    if (!mean.ok) return { reason: mean.error.code }
    const institution = institutionOf(one.level, group)
    if (!institution.ok) return { reason: institution.error.code }
    if (asksStandard && pointValue === null) return { reason: 'dip.no-point-value' }
    const { coefficient: auxiliary } = grouping.auxiliary
    const level = { 'level-mean-last-year': mean.value.mean }
    const own = group.primaryCoefficient ?? institution.value.coefficient
    const standard = (value: Exact): Exact =>
      multiplyExact(multiplyExact(multiplyExact(multiplyExact(group.score, own), auxiliary), value), oneYuan)
    const comparators = pointValue === null ? level : { ...level, 'payment-standard': standard(pointValue) }
    const facts = { group, cost: one.cost, comparators, institution: institution.value.coefficient, auxiliary }
    const comparatorFrom = mean.value.from
    if (!traced) {
      const { deviation: kind, points, review } = casePoints(facts, rules)
      return { kind, points, review, comparatorFrom, steps: [] }
    }
    const { deviation: kind, points, review, steps } = traceCasePoints(facts, rules)
    return { kind, points, review, comparatorFrom, steps: [...institution.value.steps, ...steps] }
  }
}
