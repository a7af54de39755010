import {
  addExact,
  compareExact,
  divideExact,
  type Exact,
  type Fen,
  fen,
  multiplyExact,
  ok,
  type Result,
  refuse,
  roundExact,
  sumFen,
} from '../kernel/index.ts'
import { roundDecimals } from './amounts.ts'
import type { CaseSums, GroupRow, Millionths } from './types.ts'
import type { WeighedCase, WeightRules } from './year-types.ts'

const million = 1_000_000

/** Weights that cannot be made. */
export type WeightRefusal =
  | { readonly code: 'payment.no-cases' }
  | { readonly code: 'payment.no-reference'; readonly group: string }
  | { readonly code: 'payment.reference-without-cost'; readonly group: string | null }

export interface GroupWeights {
  /** By code of the group. */
  readonly rows: readonly GroupRow[]
  /** M; fen. */
  readonly mean: Fen
  readonly counted: number
  readonly trimmed: number
}

function byCost(a: WeighedCase, b: WeighedCase): number {
  return a.total - b.total || a.stayDays - b.stayDays || (a.level < b.level ? -1 : a.level > b.level ? 1 : 0)
}

/** The cases of a group that count, by cost. */
function counted(cases: readonly WeighedCase[], { trim }: WeightRules): readonly WeighedCase[] {
  const sorted = cases.toSorted(byCost)
  if (trim.kind === 'none') return sorted
  if (trim.kind === 'ranks') {
    const at = (share: Millionths) =>
      roundExact(multiplyExact(sorted.length * million, share), million, 'floor') / million
    return sorted.slice(at(trim.low), sorted.length - at(million - trim.high))
  }
  const median = sorted[Math.floor((sorted.length - 1) / 2)]?.total ?? 0
  const [low, high] = [multiplyExact(median, trim.low), multiplyExact(median, trim.high)]
  return sorted.filter(({ total }) => compareExact(total, low) >= 0 && compareExact(total, high) <= 0)
}

function meanOf(costs: readonly Fen[]): Exact {
  return divideExact(sumFen(costs), costs.length * million)
}

function wholeFen(value: Exact): Fen {
  return fen(roundExact(value, 1, 'half-up'))
}

function meansByLevel(cases: readonly WeighedCase[]): Readonly<Record<string, Fen>> {
  const levels = [...new Set(cases.map(({ level }) => level))].sort()
  const of = (level: string) => cases.filter((one) => one.level === level).map(({ total }) => total)
  return Object.fromEntries(levels.map((level) => [level, wholeFen(meanOf(of(level)))]))
}

/**
 * Weights of groups from cases: mean cost of the group by mean cost of all counted cases (or of a reference group), times the
 * scale. The order of the cases does not matter.
 *
 * @returns rows by code, `payment.no-cases`, `payment.no-reference` or `payment.reference-without-cost`
 */
export function groupWeights(cases: readonly WeighedCase[], rules: WeightRules): Result<GroupWeights, WeightRefusal> {
  const byGroup = Map.groupBy(cases, ({ group }) => group)
  const groups = [...byGroup.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, members]) => ({ group, members: counted(members, rules) }))
    .filter(({ members }) => members.length > 0)
  if (groups.length === 0) return refuse({ code: 'payment.no-cases' })
  const { reference } = rules
  const referred = reference.kind === 'all' ? groups : groups.filter(({ group }) => group === reference.group)
  if (referred.length === 0)
    return refuse({ code: 'payment.no-reference', group: 'group' in reference ? reference.group : '' })
  const mean = meanOf(referred.flatMap(({ members }) => members.map(({ total }) => total)))
  if (compareExact(mean, 0) === 0) {
    return refuse({ code: 'payment.reference-without-cost', group: 'group' in reference ? reference.group : null })
  }
  const rows = groups.map(({ group, members }): GroupRow => {
    const own = meanOf(members.map(({ total }) => total))
    const days = members.reduce((sum, { stayDays }) => sum + stayDays, 0)
    return {
      group,
      name: '',
      weight: roundDecimals(multiplyExact(divideExact(own, mean), rules.scale), rules.decimals, 'half-up'),
      mean: wholeFen(own),
      meanByLevel: meansByLevel(members),
      meanStay: roundDecimals(divideExact(days, members.length), 6, 'half-up'),
      stable: members.length >= rules.fewest,
      ownCoefficient: null,
    }
  })
  const kept = groups.reduce((sum, { members }) => sum + members.length, 0)
  return ok({ rows, mean: wholeFen(mean), counted: kept, trimmed: cases.length - kept })
}

/** A weighted mean over years (0.1, 0.2, 0.7 of the three before), in fen. @throws InvariantError without any weight */
export function meanOverYears(years: readonly { readonly mean: Fen; readonly weight: Millionths }[]): Exact {
  const sum = years.reduce<Exact>((total, { mean, weight }) => addExact(total, multiplyExact(mean, weight)), 0)
  return divideExact(
    sum,
    years.reduce((total, { weight }) => total + weight, 0),
  )
}

/** RW = m ÷ M × scale, at so many decimals; in millionths. @throws InvariantError when M is zero */
export function relativeWeight(mean: Exact, reference: Exact, scale: Millionths, decimals: number): Millionths {
  return roundDecimals(multiplyExact(divideExact(mean, reference), scale), decimals, 'half-up')
}

function ratio(a: number, b: number, decimals: number): Millionths | null {
  return b === 0 ? null : roundDecimals(divideExact(a, b), decimals, 'half-up')
}

/** CMI: sum of the groups' weights by the cases that have one, four decimals in millionths; null without such a case. */
export function caseMixIndex({ weight, weighted }: CaseSums): Millionths | null {
  return ratio(weight, weighted * million, 4)
}

/** 费用消耗指数: cost by what the same groups cost on average; null without a case whose group has a mean. */
export function costIndex({ costWithMean, groupMeans }: CaseSums): Millionths | null {
  return ratio(costWithMean, groupMeans, 4)
}

/** 时间消耗指数: days by what the same groups stay on average; null without a case whose group has one. */
export function timeIndex({ stayWithMean, groupStays }: CaseSums): Millionths | null {
  return ratio(stayWithMean * million, groupStays, 4)
}
