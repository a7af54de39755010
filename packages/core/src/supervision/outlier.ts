import { isBad, judgement, offScale, onScale, refusedJudgement, unfitness } from './judge.ts'
import type { CaseMix } from './judge-mix.ts'
import type {
  CaseMixShare,
  Comparison,
  JudgedIndicator,
  Judgement,
  MeansRules,
  Scale,
  SupervisionRefusal,
} from './judge-types.ts'
import { type PeerKey, peerKeysOf } from './peers.ts'
import { ascending, rankOf, robustZ, type Spread, spreadOf } from './robust.ts'
import type { IndicatorValue } from './types.ts'

interface Group {
  readonly name: PeerKey
  readonly members: number
  readonly sorted: readonly number[]
  readonly spread: Spread
  /** Of a share: what all members have together. */
  readonly pooled: number
}

/** How one thing about a value is compared: itself, or its ratio to what the case mix makes expect. */
interface Measure {
  readonly scale: Scale
  of(value: IndicatorValue): number | null
}

const ratioOf = ({ observed, expected }: CaseMixShare): number => observed / expected

/** The groups of all that can be compared at all, by key. */
function groupsOf(values: readonly IndicatorValue[], { scale, of }: Measure): ReadonlyMap<string, Group> {
  const gathered = new Map<string, { name: PeerKey; numbers: number[]; numerator: number; denominator: number }>()
  for (const value of values) {
    const number = of(value)
    if (number === null) continue
    for (const name of peerKeysOf(value.subject)) {
      const group = gathered.get(name.key) ?? { name, numbers: [], numerator: 0, denominator: 0 }
      gathered.set(name.key, group)
      group.numbers.push(onScale(scale, number))
      group.numerator += value.numerator
      group.denominator += value.denominator ?? 0
    }
  }
  const groups = new Map<string, Group>()
  for (const [key, { name, numbers, numerator, denominator }] of gathered) {
    const sorted = numbers.toSorted(ascending)
    const pooled = denominator > 0 ? numerator / denominator : 0
    groups.set(key, { name, members: numbers.length, sorted, spread: spreadOf(sorted), pooled })
  }
  return groups
}

/** The narrowest group with enough others; else the most others that there are. Whoever is not fit is no member of any. */
function groupFor(
  { subject }: IndicatorValue,
  groups: ReadonlyMap<string, Group>,
  { needed, isMember }: { readonly needed: number; readonly isMember: boolean },
): Group | { readonly most: number } {
  let most = 0
  for (const { key } of peerKeysOf(subject)) {
    const group = groups.get(key)
    if (group === undefined) continue
    const others = isMember ? group.members - 1 : group.members
    if (others >= needed) return group
    most = Math.max(most, others)
  }
  return { most }
}

/** Where the median of shares is near nothing, what matters is a part of a tenth of the whole. */
const leastBase = 0.1

function compare(
  number: number,
  group: Group,
  { scale, factor }: Pick<JudgedIndicator, 'scale' | 'factor'>,
  chance: number,
): Comparison {
  const on = onScale(scale, number)
  const { median, mad, by } = group.spread
  const z = robustZ(on, group.spread, chance) ?? 0
  const distance = on - median
  const part = scale === 'log' ? Math.expm1(distance) : distance / Math.max(Math.abs(median), leastBase * factor)
  return {
    value: number,
    median: offScale(scale, median),
    mad,
    z,
    part,
    rank: rankOf(on, group.sorted),
    spreadBy: by,
    chance,
  }
}

/** What chance does to a share of so many cases, if the institution were like all of its group together. */
function chanceOf({ denominator }: IndicatorValue, { share, factor }: JudgedIndicator, { pooled }: Group): number {
  if (!share || denominator === null || denominator <= 0) return 0
  return factor * Math.sqrt(Math.max(0, pooled * (1 - pooled)) / denominator)
}

/**
 * 离群: each value among its peers, by robust z. A value with too few rows is neither judged nor a peer, so that small institutions
 * are no outliers by chance; a share is besides judged against the spread of peers and its own standard error together. Costs and
 * days are judged after adjustment for disease groups where enough stays have one.
 *
 * @param values of one indicator, one period and one grain
 * @returns one judgement for each value, in their order; refused: no value, no logarithm, too few rows, no peers, too few peers
 * @source  reference/audit indicators, `peer_group`, `robust_z`, `standardisation`; pattern F12
 */
export function judgeOutliers(
  values: readonly IndicatorValue[],
  indicator: JudgedIndicator,
  { outlier: rules }: MeansRules,
  caseMix: CaseMix | null = null,
): readonly Judgement[] {
  const { scale, mix, badWhen } = indicator
  const unfit = (value: IndicatorValue) => unfitness(value, indicator, rules.rowsAtLeast)
  const fit = values.filter((value) => unfit(value).length === 0)
  const shareOf = (value: IndicatorValue): CaseMixShare | null => {
    const share = caseMix === null || mix === null ? null : caseMix.of(value.subject, mix)
    return share === null || 1 - share.ungrouped / share.stays < rules.groupedAtLeast ? null : share
  }
  const groups = groupsOf(fit, { scale, of: ({ value }) => value })
  const shares = new Map(fit.map((value) => [value, shareOf(value)] as const))
  const mixGroups = groupsOf(fit, {
    scale: 'log',
    of: (value) => {
      const share = shares.get(value) ?? null
      return share === null ? null : ratioOf(share)
    },
  })
  const adjustedOf = (value: IndicatorValue) => {
    const share = shares.get(value) ?? null
    const group = groupFor(value, mixGroups, { needed: rules.peersAtLeast, isMember: true })
    if (share === null || 'most' in group) return null
    return { ...compare(ratioOf(share), group, { scale: 'log', factor: 1 }, 0), ...share }
  }
  return values.map((value) => {
    const isComparable = peerKeysOf(value.subject).length > 0
    const { grain } = value.subject
    const unfitFor = unfit(value)
    const group = groupFor(value, groups, { needed: rules.peersAtLeast, isMember: unfitFor.length === 0 })
    const tooFew = 'most' in group ? group.most : null
    const refused: readonly SupervisionRefusal[] = [
      ...unfitFor,
      ...(isComparable ? [] : [{ code: 'supervision.no-peers', grain } as const]),
      ...(isComparable && tooFew !== null
        ? [{ code: 'supervision.too-few-peers', peers: tooFew, needed: rules.peersAtLeast } as const]
        : []),
    ]
    if (refused.length > 0 || value.value === null || 'most' in group)
      return refusedJudgement(value, 'outlier', refused)
    const plain = compare(value.value, group, indicator, chanceOf(value, indicator, group))
    const adjusted = adjustedOf(value)
    const why = {
      means: 'outlier',
      scale,
      threshold: rules.z,
      group: group.name.key,
      by: group.name.by,
      peers: group.members - 1,
      plain,
      adjusted,
    } as const
    const { z, part } = adjusted ?? plain
    return judgement(value, why, isBad(badWhen, z, rules.z) && Math.abs(part) >= rules.partAtLeast)
  })
}
