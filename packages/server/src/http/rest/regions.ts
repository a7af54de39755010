import type { Provider } from '@yibao/core/encounter'
import { type DivisionCode, ok } from '@yibao/core/kernel'
import { type Grant, regionHolds } from '@yibao/core/office'
import { type NamedPlace, placesOf, type RegionPack } from '@yibao/core/policy'
import type { HandlersOf } from './handler.ts'

type Pack = Pick<RegionPack, keyof NamedPlace | 'counties'>

const nameView = ({ division, name, nameEn }: NamedPlace) => ({ division, name: { zh: name, en: nameEn } })

/** The first region within reach, else the narrowest that holds one of the places. */
function homeOf(reached: readonly Pack[], packs: readonly Pack[], places: readonly DivisionCode[]): string | null {
  const [first] = reached
  if (first !== undefined) return first.division
  return packs.findLast(({ division }) => places.some((place) => regionHolds(division, place)))?.division ?? null
}

/** @param providerOf an institution by its code; null when there is none */
export function regionHandlers(
  unsorted: readonly Pack[],
  providerOf: (providerCode: string) => Pick<Provider, 'name' | 'division'> | null,
): HandlersOf<'regions'> {
  // What lies within a region comes after it.
  const packs = unsorted.toSorted((a, b) => (a.division < b.division ? -1 : 1))
  const names = placesOf(packs).map(nameView)
  const institutionsOf = (grants: readonly Grant[]) => {
    const codes = grants.flatMap(({ scope }) => (scope.kind === 'institution' ? [scope.providerCode] : []))
    return [...new Set(codes)].map((providerCode) => ({ providerCode, provider: providerOf(providerCode) }))
  }
  return {
    'regions.list': async ({ user: { grants } }) => {
      const own = grants.flatMap(({ scope }) => (scope.kind === 'region' ? [scope.division] : []))
      const reached = packs.filter(({ division }) => own.some((region) => regionHolds(region, division)))
      const institutions = institutionsOf(grants)
      const places = [...own, ...institutions.flatMap(({ provider }) => (provider === null ? [] : [provider.division]))]
      return ok({
        regions: reached.map(nameView),
        institutions: institutions.map(({ providerCode, provider }) => ({
          providerCode,
          name: provider?.name ?? providerCode,
        })),
        home: homeOf(reached, packs, places),
        names,
      })
    },
  }
}
