import { divideExact, type Exact, fen, fenPerUnit, multiplyExact, roundExact } from '../kernel/index.ts'
import { numberInput, percentInput, points, pointsText, yuanInput } from './amounts.ts'
import { type Base, baseInput, baseOf, coefficientsOf, type NamedCoefficient, roundPoints } from './group-base.ts'
import { deviatingPay, deviationOf } from './group-deviation.ts'
import type { MethodOutcome, MethodScore, ScoredCase } from './method.ts'
import type { CaseGroup, CaseKind, GroupMethod, Points, ReducedPay } from './types.ts'
import { giveUp, need, note, type Work, yuanValue } from './work.ts'

const million = 1_000_000

const nothing: MethodScore = {
  group: null,
  kind: 'ungrouped',
  points: points(0),
  money: null,
  awaitsReview: false,
  weight: null,
  groupMean: null,
  groupMeanStay: null,
}

function withBase(group: CaseGroup, base: Base): MethodScore {
  const { weight, mean, meanStay } = base.row
  return { ...nothing, group: group.group, weight, groupMean: mean, groupMeanStay: meanStay }
}

/** A case whose group says little, by its cost and with a reduction. */
function reduced(
  work: Work,
  method: GroupMethod,
  kind: CaseKind,
  pay: ReducedPay,
  { facts }: ScoredCase,
  base: Base | null,
): Pick<MethodScore, 'kind' | 'points' | 'money'> | null {
  const share = need(work, `${method.id}.${kind}.share`, pay.share)
  if (share === null) return null
  if (pay.by === 'cost') {
    const { mode, unit } = work.prepared.plan.money
    const money = fen(roundExact(multiplyExact(facts.total, share), fenPerUnit[unit], mode))
    const inputs = () => [yuanInput('cost', facts.total), percentInput('share', share)]
    note(work, `case.${kind}.cost`, inputs, () => yuanValue(money))
    return { kind, points: points(0), money }
  }
  if (pay.by === 'group-ratio') {
    if (base === null || base.row.mean === 0) {
      const { table } = method
      const group = base?.row.group ?? work.asking.group
      return giveUp(work, { code: 'payment.group-without-mean', plan: work.prepared.plan.id, table, group, of: 'cost' })
    }
    const ratio = divideExact(facts.total, base.row.mean)
    const score = roundPoints(work, multiplyExact(multiplyExact(base.exact, ratio), share))
    const inputs = () => [
      numberInput('base', base.exact),
      yuanInput('cost', facts.total),
      yuanInput('mean', base.row.mean),
      percentInput('share', share),
    ]
    note(work, `case.${kind}.ratio`, inputs, () => ({ value: pointsText(score), unit: 'points' }))
    return { kind, points: score, money: null }
  }
  const parameter = `${method.id}.${kind}.costPerPoint`
  const costPerPoint = need(work, parameter, pay.costPerPoint ?? [])
  if (costPerPoint === null) return null
  if (costPerPoint === 0) {
    return giveUp(work, { code: 'payment.zero-divisor', plan: work.prepared.plan.id, parameter, on: work.asking.on })
  }
  const score = roundPoints(work, multiplyExact(divideExact(facts.total, costPerPoint), share))
  const inputs = () => [
    yuanInput('cost', facts.total),
    yuanInput('costPerPoint', costPerPoint),
    percentInput('share', share),
  ]
  note(work, `case.${kind}.perPoint`, inputs, () => ({ value: pointsText(score), unit: 'points' }))
  return { kind, points: score, money: null }
}

function reductionOf(method: GroupMethod, group: CaseGroup): { kind: CaseKind; pay: ReducedPay | null } | null {
  if (group.blank) return { kind: 'blank', pay: method.blank }
  if (group.status === 'ambiguous') return { kind: 'ambiguous', pay: method.ambiguous }
  return group.status === 'ungroupable' ? { kind: 'ungrouped', pay: method.ungrouped } : null
}

/** Base points with all coefficients. */
const normalPoints = (work: Work, base: Base, coefficients: readonly NamedCoefficient[]): Points =>
  roundPoints(
    work,
    coefficients.reduce<Exact>((product, { value }) => multiplyExact(product, value), base.exact),
  )

const extraOf = (score: Points, normal: Points): Pick<MethodScore, 'extra'> =>
  score > normal ? { extra: points(score - normal) } : {}

/** DRG and DIP: base points of the group, coefficients in their order, other rules for cases that deviate. */
export function scoreGroup(work: Work, method: GroupMethod, scored: ScoredCase): MethodOutcome | null {
  const { plan } = work.prepared
  const { caseId } = scored.facts
  const group = method.kind === 'drg' ? scored.groups.drg : scored.groups.dip
  if (group === null) return giveUp(work, { code: 'payment.not-grouped', plan: plan.id, caseId, grouping: method.kind })
  if (group.status === 'invalid') return giveUp(work, { code: 'payment.invalid-record', plan: plan.id, caseId })
  const reduction = reductionOf(method, group)
  if (reduction !== null) {
    const { kind, pay } = reduction
    if (pay === null) return giveUp(work, { code: 'payment.no-reduction', plan: plan.id, caseId, status: kind })
    const base = pay.by === 'group-ratio' ? baseOf(work, method, group) : null
    if (pay.by === 'group-ratio' && base === null) return null
    const worth = reduced(work, method, kind, pay, scored, base)
    return worth === null ? null : { kind: 'score', score: { ...nothing, ...worth } }
  }
  const base = baseOf(work, method, group)
  if (base === null) return null
  if (!base.row.stable && method.unstable !== null) {
    const worth = reduced(work, method, 'unstable', method.unstable, scored, base)
    return worth === null ? null : { kind: 'score', score: { ...withBase(group, base), ...worth } }
  }
  const coefficients = coefficientsOf(work, method, group, base.row)
  if (coefficients === null) return null
  const deviation = deviationOf(work, method, base, coefficients, scored)
  if (deviation === undefined) return null
  if (deviation !== null) {
    const score = deviatingPay(work, method, base, coefficients, deviation, scored)
    if (score === null) return null
    const { kind, awaitsReview } = deviation
    const above = kind === 'low' ? {} : extraOf(score, normalPoints(work, base, coefficients))
    return { kind: 'score', score: { ...withBase(group, base), kind, points: score, awaitsReview, ...above } }
  }
  const score = normalPoints(work, base, coefficients)
  note(
    work,
    'case.normal',
    () => [
      baseInput(base),
      ...coefficients.filter(({ value }) => value !== million).map(({ name, value }) => numberInput(name, value)),
    ],
    () => ({ value: pointsText(score), unit: 'points' }),
  )
  return { kind: 'score', score: { ...withBase(group, base), kind: 'normal', points: score } }
}
