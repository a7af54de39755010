import { type DivisionCode, divisionCode, isWithin } from '../kernel/index.ts'
import type { Right } from './rights.ts'
import { rightsOf } from './roles.ts'
import type { Reach, User } from './types.ts'

/** Everything that a centre holds, whatever province it is the centre of. */
export const wholeRegion: DivisionCode = divisionCode('000000')

export const nowhere: Reach = { regions: [], institutions: [] }
export const everywhere: Reach = { regions: [wholeRegion], institutions: [] }

/** Whether a division lies in a region: 330000 holds 330200, which holds 330212; 000000 holds all. */
export function regionHolds(region: DivisionCode, division: DivisionCode): boolean {
  return region === wholeRegion || (division !== wholeRegion && isWithin(division, region))
}

/** Each once, without regions that lie within another of them. */
function widest(regions: readonly DivisionCode[]): readonly DivisionCode[] {
  const once = [...new Set(regions)]
  const inOther = (region: DivisionCode) => once.some((other) => other !== region && regionHolds(other, region))
  return once.filter((region) => !inOther(region)).sort()
}

/** What lies within a user's reach for a right; both lists empty when no grant allows it. */
export function reachOf(user: Pick<User, 'grants'>, right: Right): Reach {
  const scopes = user.grants.filter(({ role }) => rightsOf(role).includes(right)).map(({ scope }) => scope)
  const regions = scopes.flatMap((scope) => (scope.kind === 'region' ? [scope.division] : []))
  const institutions = scopes.flatMap((scope) => (scope.kind === 'institution' ? [scope.providerCode] : []))
  return { regions: widest(regions), institutions: [...new Set(institutions)].sort() }
}

/** Whether an account belongs to an institution, whatever else it may do. */
export const worksAt = ({ grants }: Pick<User, 'grants'>, providerCode: string): boolean =>
  grants.some(({ scope }) => scope.kind === 'institution' && scope.providerCode === providerCode)

/** What of a reach lies in a region; institutions are reached by name, wherever they lie. */
export const reachWithin = ({ regions, institutions }: Reach, region: DivisionCode): Reach => ({
  regions: regions.flatMap((own) => (regionHolds(region, own) ? [own] : regionHolds(own, region) ? [region] : [])),
  institutions,
})

/** What lies within both of two reaches. */
export const sharedReach = (one: Reach, other: Reach): Reach => ({
  regions: widest(other.regions.flatMap((region) => reachWithin(one, region).regions)),
  institutions: one.institutions.filter((institution) => other.institutions.includes(institution)),
})

/** Whether everything of a part lies within a reach. */
export const reachHolds = ({ regions, institutions }: Reach, part: Reach): boolean =>
  regions.includes(wholeRegion) ||
  (part.regions.every((region) => regions.some((own) => regionHolds(own, region))) &&
    part.institutions.every((institution) => institutions.includes(institution)))

/** Whether the right is there at all. */
export const reachesAnything = ({ regions, institutions }: Reach): boolean => regions.length + institutions.length > 0

/**
 * Whether something lies within reach: one of its divisions in a region, or one of its institutions among those reached.
 * An institution is in the reach of its region only when its division is among the divisions given. What belongs nowhere,
 * a message of an unknown sender, lies within reach of the whole.
 */
export function mayReach(
  reach: Reach,
  target: { readonly divisions: readonly DivisionCode[]; readonly institutions: readonly string[] },
): boolean {
  return (
    reach.regions.includes(wholeRegion) ||
    target.divisions.some((division) => reach.regions.some((region) => regionHolds(region, division))) ||
    target.institutions.some((institution) => reach.institutions.includes(institution))
  )
}
