import { type Catalog, type CatalogItem, findItem } from '@yibao/core/catalog'
import type { IsoDate } from '@yibao/core/kernel'
import { listTypeOf } from '@yibao/core/mapping'
import type { Institution, Town } from '../town.ts'
import { expiredItem } from '../visits.ts'

interface LocalItem {
  readonly fixmedins_hilist_id: string
  readonly fixmedins_hilist_name: string
  readonly list_type: string
  readonly med_list_codg: string
  readonly dosform?: string
  readonly begndate?: string
}

/** National `list_type` of drugs that are no herbs. */
const drugList = '101'

/** As many of its drugs a place hands in. */
const drugsOfPlace = 6

const nameInUse = ({ name }: CatalogItem, index: number): string => (index === 1 ? `${name}（国产）` : name)

/**
 * What the first hospital and the first pharmacy call some drugs: most as the catalogue does, one by another name, one in a form that it
 * does not have, one that has expired since.
 */
export function mappingsOf(
  { institutions }: Town,
  catalog: Catalog,
  on: IsoDate,
): readonly { readonly institution: Institution; readonly data: readonly LocalItem[] }[] {
  const drugs = [...catalog.keys()].flatMap((code) => {
    const item = findItem(catalog, code, on)
    return item.ok && listTypeOf(item.value) === drugList ? [item.value] : []
  })
  const places = (['hospital', 'pharmacy'] as const).flatMap(
    (kind) => institutions.find(({ provider }) => provider.kind === kind) ?? [],
  )
  return places.map((institution, place) => {
    const handed = drugs.slice(place * drugsOfPlace, (place + 1) * drugsOfPlace).map((item, index) => ({
      fixmedins_hilist_id: `YP${place + 1}${String(index + 1).padStart(3, '0')}`,
      fixmedins_hilist_name: index === 2 ? `复方${item.name}胶囊` : nameInUse(item, index),
      list_type: drugList,
      med_list_codg: item.code,
      ...(index === 3 ? { dosform: '栓剂' } : {}),
    }))
    const expired = {
      fixmedins_hilist_id: `YP${place + 1}900`,
      fixmedins_hilist_name: '奥拉西坦注射液',
      begndate: '2023-03-01',
    }
    return { institution, data: [...handed, { ...expired, list_type: drugList, med_list_codg: expiredItem }] }
  })
}
