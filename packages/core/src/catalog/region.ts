import { isWithin, ok, parseDivisionCode, type Result, refuse } from '../kernel/index.ts'
import type { RegionPack } from '../policy/index.ts'

export type RegionRefusal = { readonly code: 'catalog.unknown-region'; readonly division: string }

/** How many digits of a division say which region it is: two of a province, four of a prefecture, six of a county. */
const digitsOf = ({ division }: RegionPack): number => division.replace(/(?:00){1,2}$/, '').length

/**
 * The region whose law holds in a place: the smallest one with a pack in which it lies. Refuses with
 * `catalog.unknown-region`.
 */
export function regionOf(packs: readonly RegionPack[], division: string): Result<RegionPack, RegionRefusal> {
  const place = parseDivisionCode(division)
  const around = place.ok ? packs.filter((pack) => isWithin(place.value, pack.division)) : []
  const [nearest] = [...around].sort((a, b) => digitsOf(b) - digitsOf(a))
  return nearest === undefined ? refuse({ code: 'catalog.unknown-region', division }) : ok(nearest)
}
