import { ok } from '@yibao/core/kernel'
import { regionHolds } from '@yibao/core/office'
import type { RegionPack } from '@yibao/core/policy'
import type { HandlersOf } from './handler.ts'

export function regionHandlers(packs: readonly RegionPack[]): HandlersOf<'regions'> {
  return {
    'regions.list': async ({ user: { grants } }) => {
      const own = grants.flatMap(({ scope }) => (scope.kind === 'region' ? [scope.division] : []))
      const reached = packs.filter(({ division }) => own.some((region) => regionHolds(region, division)))
      const regions = reached.map(({ division, name, nameEn }) => ({ division, name: { zh: name, en: nameEn } }))
      return ok({ regions: regions.toSorted((a, b) => (a.division < b.division ? -1 : 1)) })
    },
  }
}
