import type { CatalogItem } from '../catalog/index.ts'
import type { ProviderLevel } from '../encounter/index.ts'
import {
  type IsoDate,
  ok,
  type Ppm,
  type Result,
  refuse,
  type UnitPrice,
  unitPriceFromFen,
  wholePpm,
  zeroPpm,
} from '../kernel/index.ts'
import {
  type Found,
  moneyOf,
  type Parameter,
  type PolicyRefusal,
  type RegionPack,
  rateOf,
  resolveParameter,
} from '../policy/index.ts'
import type { ItemTerms } from './types.ts'

function lookUp(pack: RegionPack, parameter: Parameter, key: string, on: IsoDate): Result<Found | null, PolicyRefusal> {
  if (!parameter.rows.some((row) => row.key[0] === key)) return ok(null)
  return resolveParameter(pack.name, parameter, on).find([key])
}

function lower(a: UnitPrice | null, b: UnitPrice | null): UnitPrice | null {
  if (a === null) return b
  if (b === null) return a
  return a < b ? a : b
}

/**
 * The terms on which one item is paid in a region on the day of the fee: the share borne first and the ceiling.
 *
 * A catalogue row's own share goes before the region's share of its class; class A has none, class C is borne
 * whole. Of the catalogue's ceiling for the provider's level and the region's for the charge type, the lower holds.
 *
 * @returns the terms, or `policy.no-value` when the region's value is not in force on that day, or there is none
 */
export function itemTerms(
  item: CatalogItem,
  level: ProviderLevel,
  pack: RegionPack,
  on: IsoDate,
): Result<ItemTerms, PolicyRefusal> {
  const own = item.ceilings[level] ?? null
  const regional = pack.coverage.priceCeiling
  const ceiling = regional === null ? ok(null) : lookUp(pack, regional, item.chargeType, on)
  if (!ceiling.ok) return ceiling
  const share = item.class !== 'B' || item.preCoinsurance !== null ? ok(null) : shareOfClassB(item, pack, on)
  if (!share.ok) return share

  const regionalCeiling = ceiling.value === null ? null : unitPriceFromFen(moneyOf(ceiling.value))
  return ok({
    item,
    preCoinsuranceRate: preCoinsuranceRate(item, share.value),
    ceiling: lower(own, regionalCeiling),
    source: [item.source, ceiling.value?.source, share.value?.source].filter((text) => text !== undefined).join('；'),
    assumed: item.assumed || (ceiling.value?.assumed ?? false) || (share.value?.assumed ?? false),
  })
}

/** Class B without any share is a gap in the law, not a share of zero. */
function shareOfClassB(item: CatalogItem, pack: RegionPack, on: IsoDate): Result<Found, PolicyRefusal> {
  const parameter = pack.coverage.preCoinsurance
  if (parameter !== null) return resolveParameter(pack.name, parameter, on).find([item.class])
  return refuse({
    code: 'policy.no-value',
    plan: pack.name,
    parameter: 'preCoinsurance',
    key: [item.class],
    on,
    reason: 'no-such-class',
    firstFrom: null,
    place: pack.place,
  })
}

function preCoinsuranceRate(item: CatalogItem, regional: Found | null): Ppm {
  if (item.class === 'C') return wholePpm
  if (item.preCoinsurance !== null) return item.preCoinsurance
  // Only class A is left without a share of either kind.
  return regional === null ? zeroPpm : rateOf(regional)
}
