import type { Page } from '@yibao/core/catalog'
import type { ItemQuestion, Part, StampedItem } from '../flows/catalogue-ports.ts'
import { type Queryable, query } from './sql.ts'

/** The list types of items by kind and charge type, as core's `listTypeOf` tells them. */
const listType = `case when kind = 'service' then '201' when kind = 'consumable' then '301'
    when charge_type = '10' then '102' else '101' end`

/** Every part of the question has its parameter; an empty one asks nothing. */
const asked = `
from catalog_item
where ($1::text is null or code = $1)
  and ($2::text is null or strpos(name, $2) > 0)
  and ($3::text is null or ${listType} = $3)
  and ($4::text is null or charge_type = $4)
  and ($5::text is null or class = $5)
  and ($6::boolean is null or restricted = $6)
  and ($7::date is null or valid_from <= $7 and (valid_until is null or valid_until > $7))
  and ($8::date is null or valid_from = $8)
  and ($9::boolean is null or (valid_from <= $10::date and (valid_until is null or valid_until > $10::date)) = $9)
  and ($11::timestamp is null or updated_at >= $11)
  and ($12::text is null or code in (select item_code from local_mapping
    where provider_code = $12 and local_code = $13 and withdrawn_at is null
      and valid_from <= $10::date and (valid_until is null or valid_until > $10::date)))`

/** One item as the core knows it, from a row of `catalog_item`. */
export const itemJson = `json_build_object('code', code, 'kind', kind, 'name', name, 'class', class,
    'preCoinsurance', pre_coinsurance, 'ceilings', ceilings, 'restricted', restricted, 'restriction', restriction,
    'chargeType', charge_type, 'form', form, 'unit', unit, 'referencePrice', reference_price,
    'range', json_build_object('from', valid_from::text, 'until', valid_until::text),
    'source', source, 'assumed', assumed)`

/** The same with when it came and was last changed. */
export const stamped = `${itemJson} as item,
  to_char(created_at, 'YYYY-MM-DD HH24:MI:SS') as "createdAt", to_char(updated_at, 'YYYY-MM-DD HH24:MI:SS') as "updatedAt"`

/** The page is cut before its rows are put together: those that are passed over cost next to nothing. */
const readPage = `
select ${stamped}
from (select * ${asked} order by code, valid_from limit $14 offset $15) as page
order by code, valid_from`

const readInForce = `
select ${stamped}
from (
  select * from catalog_item
  where code > $2 and valid_from <= $1::date and (valid_until is null or valid_until > $1::date)
  order by code
  limit $3
) as batch
order by code`

const countAll = `select count(*)::integer as count ${asked}`

/** One page of the catalogue rows that a question is about, by code and first day, and how many there are. */
export async function readItems(on: Queryable, question: ItemQuestion, page: Page): Promise<Part<StampedItem>> {
  const values = [
    question.code,
    question.name,
    question.listType,
    question.chargeType,
    question.class,
    question.restricted,
    question.on,
    question.beginsOn,
    question.valid,
    question.today,
    question.updatedSince,
    question.mappedFrom?.providerCode ?? null,
    question.mappedFrom?.localCode ?? null,
  ]
  const [counted] = await query<{ count: number }>(on, 'catalogue-items-count', countAll, values)
  const rows = await query<StampedItem>(on, 'catalogue-items', readPage, [
    ...values,
    page.size,
    (page.number - 1) * page.size,
  ])
  return { rows, count: counted?.count ?? 0 }
}

/** The items in force on a day, by code, beginning after one. */
export function readItemsInForce(on: Queryable, day: string, after: string, limit: number): Promise<StampedItem[]> {
  return query<StampedItem>(on, 'catalogue-in-force', readInForce, [day, after, limit])
}
