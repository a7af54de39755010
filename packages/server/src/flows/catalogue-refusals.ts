import type { PageRefusal, RegionRefusal } from '@yibao/core/catalog'

/** Why a question about the catalogue is not answered. */
export type CatalogueQueryRefusal =
  | PageRefusal
  | RegionRefusal
  | { readonly code: 'catalog.no-such-condition'; readonly field: string }
