import { compareExact, type Exact } from '../kernel/index.ts'
import { checkAuxiliary, checkDeviation } from './check-auxiliary.ts'
import type { DipRules } from './rules-types.ts'
import type { RulesFinding } from './types.ts'

const whole = 1_000_000

function finding(code: RulesFinding['code'], where: string, facts: RulesFinding['facts'] = {}): RulesFinding {
  return { code, where, facts }
}

function positiveWhole(where: string, value: number): readonly RulesFinding[] {
  return Number.isSafeInteger(value) && value > 0 ? [] : [finding('not-positive', where, { value })]
}

const positive = (value: Exact): boolean => compareExact(value, 0) > 0

function twice<Item>(where: string, items: readonly Item[], nameOf: (item: Item) => string): readonly RulesFinding[] {
  const seen = new Set<string>()
  return items.flatMap((item) => {
    const name = nameOf(item)
    if (seen.has(name)) return [finding('duplicate', where, { name })]
    seen.add(name)
    return []
  })
}

function checkYears({ yearWeights, range }: DipRules): readonly RulesFinding[] {
  const sum = yearWeights.reduce((total, { weight }) => total + (typeof weight === 'number' ? weight : Number.NaN), 0)
  return [
    ...(yearWeights.length === 0 ? [finding('missing', 'yearWeights')] : []),
    ...yearWeights.flatMap(({ back, weight }) => [
      ...positiveWhole('yearWeights.back', back),
      ...(positive(weight) ? [] : [finding('not-positive', 'yearWeights.weight', { back })]),
    ]),
    ...twice('yearWeights', yearWeights, ({ back }) => String(back)),
    ...(yearWeights.length === 0 || sum === whole ? [] : [finding('weights-sum', 'yearWeights', { sumPpm: sum })]),
    ...(range.until !== null && range.until <= range.from
      ? [finding('bounds-order', 'range', { from: range.from, until: range.until })]
      : []),
  ]
}

function checkTrimming({ trimming }: DipRules): readonly RulesFinding[] {
  if (trimming === null) return []
  const { lowPpm, highPpm } = trimming
  const inside = [lowPpm, highPpm].every((share) => Number.isSafeInteger(share) && share >= 0)
  return inside && lowPpm + highPpm < whole ? [] : [finding('bounds-order', 'trimming', { lowPpm, highPpm })]
}

function checkScore({ score, scale }: DipRules): readonly RulesFinding[] {
  const quota = score.kind === 'fixed-quota' ? positiveWhole('score.quota', score.quota) : []
  const missing = score.kind === 'reference-disease' && score.reference === ''
  return [...positiveWhole('scale', scale), ...quota, ...(missing ? [finding('missing', 'score.reference')] : [])]
}

function checkComprehensive({ comprehensive }: DipRules): readonly RulesFinding[] {
  const { by, ranges, threshold } = comprehensive
  const wrongWay = ranges
    .filter(({ from, to }) => to < from)
    .map(({ from, to }) => finding('bounds-order', 'comprehensive.ranges', { from, to }))
  const sorted = ranges.toSorted((a, b) => (a.from < b.from ? -1 : 1))
  const overlaps = sorted.flatMap((range, index) => {
    const next = sorted[index + 1]
    return next === undefined || range.to < next.from
      ? []
      : [finding('bands-overlap', 'comprehensive.ranges', { first: `${range.from}-${range.to}`, next: next.from })]
  })
  return [
    ...positiveWhole('comprehensive.threshold', threshold),
    ...(by === 'range' && ranges.length === 0 ? [finding('missing', 'comprehensive.ranges')] : []),
    ...wrongWay,
    ...overlaps,
  ]
}

function checkCombination({ combination, operations }: DipRules): readonly RulesFinding[] {
  const kinds = combination.tiers.flat()
  return [
    ...(kinds.length === 0 ? [finding('missing', 'combination.tiers')] : []),
    ...twice('combination.tiers', kinds, (kind) => kind),
    ...(combination.most === null ? [] : positiveWhole('combination.most', combination.most)),
    ...(operations.length === 0 ? [finding('missing', 'operations')] : []),
    ...twice('operations', operations, ({ code }) => code),
  ]
}

function checkMatching({ matching }: DipRules): readonly RulesFinding[] {
  const orders = matching.ties.flatMap((tie) => (tie.rule === 'kind-order' ? [tie.order] : []))
  return [
    ...twice('matching.ties', matching.ties, ({ rule }) => rule),
    ...[...orders, matching.rest].flatMap((order) => twice('matching.kindOrder', order, (entry) => entry)),
    ...(matching.rest.length === 0 ? [finding('missing', 'matching.rest')] : []),
  ]
}

function checkPrimary({ primaryGroups }: DipRules): readonly RulesFinding[] {
  return [
    ...twice(
      'primaryGroups',
      primaryGroups,
      ({ diagnosis, operations }) => `${diagnosis} ${operations.toSorted().join('+')}`,
    ),
    ...primaryGroups
      .filter(({ coefficient }) => !positive(coefficient))
      .map(({ diagnosis }) => finding('not-positive', 'primaryGroups.coefficient', { diagnosis })),
  ]
}

function checkInstitution({ institution }: DipRules): readonly RulesFinding[] {
  const { basic, listed, additions } = institution
  return [
    ...(basic === 'listed' && listed.length === 0 ? [finding('missing', 'institution.listed')] : []),
    ...twice('institution.listed', listed, ({ level }) => level),
    ...listed
      .filter(({ coefficient }) => !positive(coefficient))
      .map(({ level }) => finding('not-positive', 'institution.listed', { level })),
    ...twice('institution.additions', additions, ({ name }) => name),
  ]
}

/**
 * Everything that makes rules unfit: thresholds of zero, weights that do not sum to one, bands with gaps or overlaps, limits in
 * the wrong order, names that nothing answers to. A directory is built only by rules without findings.
 */
export function checkRules(rules: DipRules): readonly RulesFinding[] {
  return [
    ...checkYears(rules),
    ...positiveWhole('threshold', rules.threshold),
    ...checkTrimming(rules),
    ...checkScore(rules),
    ...checkCombination(rules),
    ...checkComprehensive(rules),
    ...checkMatching(rules),
    ...checkPrimary(rules),
    ...checkInstitution(rules),
    ...checkAuxiliary(rules.auxiliary),
    ...checkDeviation(rules.deviation),
  ]
}
