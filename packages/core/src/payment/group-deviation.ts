import { addExact, compareExact, divideExact, type Exact, lessExact, multiplyExact } from '../kernel/index.ts'
import { countInput, input, moneyText, numberInput, numberText, pointsText, yuanInput } from './amounts.ts'
import { holds } from './compare.ts'
import { type Base, baseInput, type NamedCoefficient, roundPoints } from './group-base.ts'
import type { ScoredCase } from './method.ts'
import { budgetValueOf } from './point-value.ts'
import type { CaseKind, Comparator, DeviatingPay, GroupMethod, Millionths, Points, Tier } from './types.ts'
import { giveUp, need, note, type Work } from './work.ts'

const million = 1_000_000
/** A point value counts in millionths of a yuan, an amount in fen. */
const valuePerFen = 10_000

/** Why a case does not get its group's points, and by which rule it is paid instead. */
export interface Found {
  readonly kind: CaseKind
  readonly pay: DeviatingPay
  /** The limit that it passed; null of a short stay. */
  readonly limit: Millionths | null
  readonly awaitsReview: boolean
}

/** The amount that a cost is compared with, in fen. Null when it is missing or nothing (kept as the refusal). */
function comparatorOf(
  work: Work,
  method: GroupMethod,
  base: Base,
  coefficients: readonly NamedCoefficient[],
  comparator: Comparator,
): Exact | null {
  const { row } = base
  const without = (of: 'cost' | 'level') => {
    const { id } = work.prepared.plan
    return giveUp(work, { code: 'payment.group-without-mean', plan: id, table: method.table, group: row.group, of })
  }
  if (comparator === 'group-mean') return row.mean === 0 ? without('cost') : row.mean
  if (comparator === 'level-mean') return row.meanByLevel[work.asking.level] || without('level')
  const value = budgetValueOf(work)
  if (value === null) return null
  const normal = coefficients.reduce<Exact>((product, each) => multiplyExact(product, each.value), base.exact)
  const standard = divideExact(multiplyExact(normal, value), valuePerFen * million)
  return compareExact(standard, 0) > 0 ? standard : without('cost')
}

function limitFor(tiers: readonly Tier[], base: Exact): Millionths | null {
  return tiers.find(({ to }) => to === null || compareExact(base, to) <= 0)?.value ?? null
}

function shortStay(work: Work, method: GroupMethod, { stayDays }: ScoredCase): Found | null | undefined {
  if (method.shortStay === null) return null
  const days = need(work, `${method.id}.short.days`, method.shortStay.days)
  if (days === null) return undefined
  if (stayDays * million > days) return null
  note(
    work,
    'case.short-test',
    () => [countInput('days', stayDays, 'days'), numberInput('limit', days)],
    () => ({ value: 'short', unit: 'text' }),
  )
  return { kind: 'short', pay: method.shortStay, limit: null, awaitsReview: false }
}

/**
 * How a case deviates from its group: a short stay before the bands of cost, of which the first that fits counts.
 *
 * @returns null of a normal case, undefined when something is missing (kept as the refusal)
 */
export function deviationOf(
  work: Work,
  method: GroupMethod,
  base: Base,
  coefficients: readonly NamedCoefficient[],
  scored: ScoredCase,
): Found | null | undefined {
  const short = shortStay(work, method, scored)
  if (short !== null) return short
  const { bands, test } = method.deviation
  if (bands.length === 0) return null
  const comparator = comparatorOf(work, method, base, coefficients, test)
  if (comparator === null) return undefined
  const cost = scored.facts.total
  for (const band of bands) {
    const tiers = need(work, `${method.id}.${band.kind}.limit`, band.limit, base.row.group)
    if (tiers === null) return undefined
    const limit = limitFor(tiers, base.exact)
    if (limit === null || !holds(cost, band.sign, multiplyExact(comparator, limit))) continue
    note(
      work,
      `case.${band.kind}-test`,
      () => [
        yuanInput('cost', cost),
        input(test, moneyText(comparator), 'yuan'),
        input('sign', band.sign, 'text'),
        numberInput('limit', limit),
      ],
      () => ({ value: numberText(divideExact(cost, comparator), 2), unit: 'number' }),
    )
    return { kind: band.kind, pay: band, limit, awaitsReview: band.review }
  }
  return null
}

interface Multiplier {
  readonly value: Exact
  /** The coefficient that stands in it already. */
  readonly within: string | null
}

function multiplierOf(
  work: Work,
  method: GroupMethod,
  base: Base,
  coefficients: readonly NamedCoefficient[],
  found: Found,
  { facts, stayDays }: ScoredCase,
): Multiplier | null {
  const { factor } = found.pay
  if (factor.form === 'whole') return { value: million, within: null }
  if (factor.form === 'days') {
    const { meanStay, group } = base.row
    const { id } = work.prepared.plan
    if (meanStay === null || meanStay === 0) {
      return giveUp(work, { code: 'payment.group-without-mean', plan: id, table: method.table, group, of: 'stay' })
    }
    const exact = divideExact(stayDays * million, meanStay)
    const value = compareExact(exact, million) > 0 ? million : exact
    const inputs = () => [countInput('days', stayDays, 'days'), numberInput('meanStay', meanStay)]
    note(work, value === exact ? 'factor.days' : 'factor.days-whole', inputs, () => ({
      value: numberText(value, 4),
      unit: 'number',
    }))
    return { value, within: null }
  }
  const divisor = comparatorOf(work, method, base, coefficients, method.deviation.divisor)
  if (divisor === null) return null
  const ratio = divideExact(facts.total, divisor)
  const ratioInputs = () => [
    yuanInput('cost', facts.total),
    input(method.deviation.divisor, moneyText(divisor), 'yuan'),
  ]
  if (factor.form === 'ratio') {
    note(work, 'factor.ratio', ratioInputs, () => ({ value: numberText(ratio, 4), unit: 'number' }))
    return { value: ratio, within: null }
  }
  const { share } = factor
  const within = typeof factor.plus === 'string' ? factor.plus : null
  const plus = typeof factor.plus === 'number' ? factor.plus : valueNamed(coefficients, factor.plus)
  const limit = factor.over ?? found.limit ?? 0
  const value = addExact(multiplyExact(lessExact(ratio, limit), share), plus)
  note(
    work,
    compareExact(ratio, limit) < 0 ? 'factor.no-excess' : 'factor.excess',
    () => [
      ...ratioInputs(),
      numberInput('limit', limit),
      numberInput('share', share),
      numberInput(within ?? 'plus', plus),
    ],
    () => ({ value: numberText(value, 4), unit: 'number' }),
  )
  return { value, within }
}

function valueNamed(coefficients: readonly NamedCoefficient[], name: string): Exact {
  return coefficients.find((coefficient) => coefficient.name === name)?.value ?? million
}

/** Points of a case that deviates: base × factor × the coefficients that it keeps. Null when something is missing. */
export function deviatingPay(
  work: Work,
  method: GroupMethod,
  base: Base,
  coefficients: readonly NamedCoefficient[],
  found: Found,
  scored: ScoredCase,
): Points | null {
  const multiplier = multiplierOf(work, method, base, coefficients, found, scored)
  if (multiplier === null) return null
  const { keeps, most } = found.pay
  const limit = most === null ? null : need(work, `${method.id}.${found.kind}.most`, most, base.row.group)
  if (most !== null && limit === null) return null
  const factor = limit !== null && compareExact(multiplier.value, limit) > 0 ? limit : multiplier.value
  const kept = coefficients.filter(({ name }) => keeps.includes(name) && name !== multiplier.within)
  const exact = kept.reduce<Exact>(
    (product, { value }) => multiplyExact(product, value),
    multiplyExact(base.exact, factor),
  )
  const score = roundPoints(work, exact)
  note(
    work,
    `case.${found.kind}`,
    () => [
      baseInput(base),
      numberInput(factor === multiplier.value ? 'factor' : 'most', factor),
      ...kept.filter(({ value }) => value !== million).map(({ name, value }) => numberInput(name, value)),
    ],
    () => ({ value: pointsText(score), unit: 'points' }),
  )
  return score
}
