import { compileScheme, type GroupStatus, groupCase, type Scheme } from '@yibao/core/drg'
import type { DischargeRecord } from '@yibao/core/encounter'
import { invariant } from '@yibao/core/kernel'
import { dischargeRecords } from './discharges.ts'
import { spread } from './priced-year-places.ts'
import { randomStream } from './random.ts'

/** Cases of one group, with what such a case takes in the mean of the region. */
export interface MixGroup {
  readonly group: string
  readonly mdc: string
  readonly status: GroupStatus
  readonly surgical: boolean
  /** How often it comes, beside the others. */
  readonly weight: number
  /** Fen of a mean case, before level and institution. */
  readonly meanCost: number
  readonly meanStay: number
  readonly records: readonly DischargeRecord[]
}

export interface CaseMix {
  readonly scheme: string
  readonly groups: readonly MixGroup[]
}

export interface MixOptions {
  /** Records drawn and grouped to fill the groups; the more, the more groups of a large scheme are there. */
  readonly draws?: number
  /** Records kept of a group at most. */
  readonly kept?: number
}

/**
 * Mean cost of a stay in fen, and days of a stay: employees 2025, 11,522 yuan and 8.6 days; the case mix is brought to this
 * mean (2025年全国医疗保障事业发展统计公报).
 */
const meanCase = { cost: 11_177_00, stay: 8.6 } as const

/** Share of cases outside the groups; the rest is grouped. */
const outside: Readonly<Partial<Record<GroupStatus, number>>> = { ungroupable: 0.012, ambiguous: 0.015 }

/** Second letter of a group: A to J surgery, K to Q other procedures, R to Z medicine. */
function treatmentOf(group: string): 'surgery' | 'procedure' | 'medicine' {
  const letter = group.charAt(1)
  if (letter >= 'A' && letter <= 'J') return 'surgery'
  return letter >= 'K' && letter <= 'Q' ? 'procedure' : 'medicine'
}
const treatmentCost = { surgery: 2.1, procedure: 1.5, medicine: 0.8 } as const
/** Fourth character: 1 with MCC, 3 with CC, 5 without. */
const severityCost: Readonly<Record<string, number>> = { '1': 1.55, '3': 1.2, '5': 0.85 }

type Drawn = Pick<MixGroup, 'group' | 'mdc' | 'status'> & { readonly records: DischargeRecord[] }

/** Draws records, groups them and keeps some of each group. Invalid ones are left out: a payer has refused them. */
function draw(scheme: Scheme, seed: number, { draws = 40_000, kept = 40 }: MixOptions): readonly Drawn[] {
  const grouper = compileScheme(scheme)
  const groups = new Map<string, Drawn>()
  for (const { record } of dischargeRecords(scheme, seed, draws)) {
    const { status, mdc, drg } = groupCase(grouper, record)
    if (status === 'invalid') continue
    const found = groups.get(drg) ?? { group: drg, mdc, status, records: [] }
    if (found.records.length < kept) found.records.push(record)
    groups.set(drg, found)
  }
  return [...groups.values()].sort((a, b) => (a.group < b.group ? -1 : 1))
}

/**
 * A region's case mix under a grouping scheme: groups with their frequency (long-tailed), mean cost and mean stay. The
 * relations between groups are assumed; the mean over all is that of the country.
 *
 * @throws InvariantError when the scheme groups none of the drawn records
 */
export function caseMix(scheme: Scheme, seed: number, options: MixOptions = {}): CaseMix {
  const drawn = draw(scheme, seed, options)
  invariant(
    drawn.some(({ status }) => status === 'grouped'),
    () => `the scheme ${scheme.scheme} groups none of the generated records`,
  )
  const raw = drawn.map(({ group, mdc, status, records }): MixGroup => {
    const random = randomStream(seed, `priced-year/group/${group}`)
    const treatment = treatmentOf(group)
    const severity = severityCost[group.charAt(3)] ?? 1
    const cost = treatmentCost[treatment] * severity * spread(random, 0.45)
    const stay = Math.sqrt(cost) * spread(random, 0.2)
    const frequency = spread(random, 1) * (treatment === 'medicine' ? 2 : 1)
    const surgical = treatment === 'surgery'
    return { group, mdc, status, surgical, weight: frequency, meanCost: cost, meanStay: stay, records }
  })
  const weightOf = (status: GroupStatus) =>
    raw.filter((one) => one.status === status).reduce((sum, { weight }) => sum + weight, 0)
  const shareOf = (status: GroupStatus): number => {
    if (status !== 'grouped') return outside[status] ?? 0
    const others = (['ungroupable', 'ambiguous'] as const).filter((one) => weightOf(one) > 0)
    return 1 - others.reduce((sum, one) => sum + (outside[one] ?? 0), 0)
  }
  const weighted = raw.map((one) => ({ ...one, weight: (one.weight / weightOf(one.status)) * shareOf(one.status) }))
  const cost = weighted.reduce((sum, one) => sum + one.weight * one.meanCost, 0)
  const stay = weighted.reduce((sum, one) => sum + one.weight * one.meanStay, 0)
  const groups = weighted.map((one) => ({
    ...one,
    meanCost: Math.round((one.meanCost * meanCase.cost) / cost),
    meanStay: (one.meanStay * meanCase.stay) / stay,
  }))
  return { scheme: scheme.scheme, groups }
}
