import type pg from 'pg'
import type {
  CatalogueReads,
  ChangeCounts,
  DayComparison,
  ItemKey,
  ItemSearch,
  ItemStanding,
  MovedItem,
  MovedRow,
  PublishedState,
  PublishedVersion,
} from '../flows/catalogue-desk-ports.ts'
import type { PublishedRow, StampedItem } from '../flows/catalogue-ports.ts'
import { itemJson, stamped } from './catalogue-items.ts'
import { type Condition, oneCondition, type Statement, statementOf } from './conditions.ts'
import { withinReach } from './reach-sql.ts'
import { query } from './sql.ts'

const versionColumns = `v.list, v.number, v.version, v.made_on::text as "madeOn", v.row_count as rows, v.came, v.changed,
  v.gone`

const latestVersions = `
select * from (select distinct on (v.list) ${versionColumns} from catalogue_version v order by v.list, v.number desc) latest
order by list limit $1`

/** How the code begins, or a part of the name, both without letter case. */
const searched = (value: string | null, code: string, name: string): readonly Condition[] =>
  oneCondition(
    'search',
    (n) => `(starts_with(lower(${code}), lower($${n})) or strpos(lower(${name}), lower($${n})) > 0)`,
    value,
  )

const standings: Readonly<Record<ItemStanding, (n: number) => string>> = {
  'in-force': (n) => `valid_from <= $${n}::date and (valid_until is null or valid_until > $${n}::date)`,
  coming: (n) => `valid_from > $${n}::date`,
  ended: (n) => `valid_until <= $${n}::date`,
}

const itemConditions = (asked: ItemSearch): readonly Condition[] => [
  ...searched(asked.search, 'code', 'name'),
  ...oneCondition('kind', (n) => `kind = $${n}`, asked.kind),
  ...oneCondition('class', (n) => `class = $${n}`, asked.class),
  ...oneCondition('charge', (n) => `charge_type = $${n}`, asked.chargeType),
  ...oneCondition('restricted', (n) => `restricted = $${n}`, asked.restricted),
  ...(asked.state === null ? [] : [{ name: asked.state, text: standings[asked.state], values: [asked.on] }]),
]

const behind = (after: ItemKey | null, columns: string): readonly Condition[] =>
  after === null
    ? []
    : [
        {
          name: 'after',
          text: (n) => `${columns} > ($${n}, $${n + 1}::date)`,
          values: [after.code, after.since],
        },
      ]

/** Of the days that are compared, the value of the earlier one stands at `n`, that of the later one behind it. */
const movedBetween = ({ from, until, kind, search }: DayComparison): readonly Condition[] => [
  {
    name: 'moved',
    text: (n) =>
      `(valid_from <= $${n}::date and (valid_until is null or valid_until > $${n}::date))
        <> (valid_from <= $${n + 1}::date and (valid_until is null or valid_until > $${n + 1}::date))`,
    values: [from, until],
  },
  ...oneCondition('kind', (n) => `kind = $${n}`, kind),
  ...searched(search, 'code', 'name'),
]

/** The days are the first values of the statement. */
const heldBefore = `(valid_from <= $1::date and (valid_until is null or valid_until > $1::date))`
const changeOfCode = `case when bool_and(${heldBefore}) then 'ended' when bool_or(${heldBefore}) then 'changed' else 'added' end`

/** The latest state of a key up to a version. */
const stateAt = (version: string): string => `
  select number, gone, content from (
    select number, gone, content from catalogue_row
    where list = $1 and code = k.code and since = k.since and number <= ${version}
    union all
    select number, gone, content from catalogue_row_past
    where list = $1 and code = k.code and since = k.since and number <= ${version}) as states
  order by number desc limit 1`

const movedRows = `
with keys as (
  select code, since from catalogue_row where list = $1 and number > $2 and number <= $3
  union
  select code, since from catalogue_row_past where list = $1 and number > $2 and number <= $3
), moved as (
  select k.code, k.since, b.number,
    case when a.live and b.live then 'changed'
      when b.live then case when row.kept or $2 = 0 then 'added' else 'changed' end
      when a.live or not row.kept and $2 > 0 then 'ended' end as change,
    case when a.live then a.content when not row.kept and b.gone then b.content end as before,
    case when b.live then b.content end as after,
    a.live is not null or row.kept or $2 = 0 as complete
  from keys k
  join lateral (
    select came_at = changed_at or exists (select from catalogue_row_past p
      where p.list = $1 and p.code = k.code and p.since = k.since) as kept
    from catalogue_row where list = $1 and code = k.code and since = k.since) as row on true
  left join lateral (select *, not gone as live from (${stateAt('$2::integer')}) as s) as a on true
  left join lateral (select *, not gone as live from (${stateAt('$3::integer')}) as s) as b on true
)
select json_build_object('code', moved.code, 'since', moved.since::text, 'version', v.version, 'change', moved.change,
  'before', moved.before, 'after', moved.after, 'isComplete', moved.complete) as row
from moved join catalogue_version v on v.list = $1 and v.number = moved.number
where moved.change is not null and moved.before is distinct from moved.after
  and ($4::text is null or moved.change = $4) and (moved.code, moved.since) > ($5, $6::date)
order by moved.code, moved.since limit $7`

const statesOfCode = `
select json_build_object('list', s.list, 'since', s.since::text, 'number', s.number, 'version', v.version,
  'madeOn', v.made_on::text, 'gone', s.gone, 'content', s.content, 'isComplete', s.kept) as state
from (
  select list, since, number, gone, content, came_at = changed_at or exists (select from catalogue_row_past p
    where p.list = r.list and p.code = r.code and p.since = r.since) as kept
  from catalogue_row r where code = $1
  union all
  select list, since, number, gone, content, true from catalogue_row_past where code = $1) as s
join catalogue_version v on v.list = s.list and v.number = s.number
order by s.list, s.since, s.number`

const first: ItemKey = { code: '', since: '0001-01-01' as ItemKey['since'] }

/** The catalogues as people look at them, over connections that cannot write. */
export function catalogueReads(pool: pg.Pool): CatalogueReads {
  const rowsOf = <Row extends pg.QueryResultRow>({ name, text, values }: Statement, more: readonly unknown[] = []) =>
    query<Row>(pool, name, text, [...values, ...more])
  return {
    versions(list, before, limit) {
      if (list === null) return query<PublishedVersion>(pool, 'catalogue-latest', latestVersions, [limit])
      const conditions = [
        ...oneCondition('list', (n) => `v.list = $${n}`, list),
        ...oneCondition('before', (n) => `v.number < $${n}`, before),
      ]
      const statement = statementOf(
        'catalogue-versions',
        conditions,
        (where, next) =>
          `select ${versionColumns} from catalogue_version v ${where} order by v.number desc limit $${next}`,
      )
      return rowsOf<PublishedVersion>(statement, [limit])
    },

    async isVersion(list, number) {
      const text = 'select 1 as known from catalogue_version where list = $1 and number = $2'
      return (await query(pool, 'catalogue-is-version', text, [list, number])).length === 1
    },

    items(search, after, limit) {
      const statement = statementOf(
        'catalogue-search',
        [...itemConditions(search), ...behind(after, '(code, valid_from)')],
        (where, next) => `select ${stamped} from (
            select * from catalog_item ${where} order by code, valid_from limit $${next}) as page
          order by code, valid_from`,
      )
      return rowsOf<StampedItem>(statement, [limit])
    },

    async count(search) {
      const statement = statementOf(
        'catalogue-search-count',
        itemConditions(search),
        (where) => `select count(*)::integer as count from catalog_item ${where}`,
      )
      const [row] = await rowsOf<{ count: number }>(statement)
      return row?.count ?? 0
    },

    rowsOf: (code) =>
      query<StampedItem>(
        pool,
        'catalogue-rows-of',
        `select ${stamped} from catalog_item where code = $1 order by valid_from`,
        [code],
      ),

    async statesOf(code) {
      const rows = await query<{ state: PublishedState }>(pool, 'catalogue-states-of', statesOfCode, [code])
      return rows.map(({ state }) => state)
    },

    async mappingsOf(code, reach) {
      const statement = statementOf(
        'catalogue-mappings-of',
        [
          ...oneCondition('item', (n) => `m.item_code = $${n} and m.withdrawn_at is null`, code),
          ...withinReach(reach, { institution: 'm.provider_code' }),
        ],
        (where) => `select count(*)::integer as count from local_mapping m ${where}`,
      )
      const [row] = await rowsOf<{ count: number }>(statement)
      return row?.count ?? 0
    },

    async codes(list, search, after, limit) {
      const conditions = [
        ...oneCondition('list', (n) => `r.list = $${n} and not r.gone`, list),
        ...searched(search, 'r.code', `r.content->>'name'`),
        ...behind(after, '(r.code, r.since)'),
      ]
      const statement = statementOf(
        'catalogue-codes',
        conditions,
        (where, next) => `select json_build_object('code', r.code, 'since', r.since::text, 'version', v.version,
            'gone', r.gone, 'content', r.content, 'cameAt', to_char(r.came_at, 'YYYY-MM-DD HH24:MI:SS'),
            'changedAt', to_char(r.changed_at, 'YYYY-MM-DD HH24:MI:SS')) as row
          from (select r.* from catalogue_row r ${where} order by r.code, r.since limit $${next}) as r
          join catalogue_version v on v.list = r.list and v.number = r.number order by r.code, r.since`,
      )
      const rows = await rowsOf<{ row: PublishedRow }>(statement, [limit])
      return rows.map(({ row }) => row)
    },

    moved(comparison, after, limit) {
      const statement = statementOf(
        'catalogue-moved',
        [...movedBetween(comparison), ...oneCondition('after', (n) => `code > $${n}`, after)],
        (where, next) => `select code, (array_agg(${itemJson}) filter (where ${heldBefore}))[1] as before,
            (array_agg(${itemJson}) filter (where not ${heldBefore}))[1] as after
          from catalog_item ${where} group by code
          having $${next}::text is null or ${changeOfCode} = $${next} order by code limit $${next + 1}`,
      )
      return rowsOf<MovedItem>(statement, [comparison.change, limit])
    },

    async movedCounts(comparison) {
      const statement = statementOf(
        'catalogue-moved-counts',
        movedBetween(comparison),
        (where) => `select coalesce(sum((change = 'added')::integer), 0)::integer as added,
            coalesce(sum((change = 'changed')::integer), 0)::integer as changed,
            coalesce(sum((change = 'ended')::integer), 0)::integer as ended
          from (select ${changeOfCode} as change from catalog_item ${where} group by code) as codes`,
      )
      const [counts] = await rowsOf<{ added: number; changed: number; ended: number }>(statement)
      return counts ?? ({ added: 0, changed: 0, ended: 0 } satisfies ChangeCounts)
    },

    async movedRows({ list, first: from, second, change }, after, limit) {
      const { code, since } = after ?? first
      const values = [list, from, second, change, code, since, limit]
      const rows = await query<{ row: MovedRow }>(pool, 'catalogue-moved-rows', movedRows, values)
      return rows.map(({ row }) => row)
    },
  }
}
