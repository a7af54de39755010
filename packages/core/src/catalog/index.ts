export type { Catalog, CatalogRefusal } from './find.ts'
export { buildCatalog, findItem, itemOn } from './find.ts'
export type { CatalogItem, ItemClass, ItemKind } from './types.ts'
