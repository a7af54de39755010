import type pg from 'pg'
import type { CatalogueList, CatalogueStore, Edition, PreparedFile, PublishedRow } from '../flows/catalogue-ports.ts'
import { readItems, readItemsInForce } from './catalogue-items.ts'
import { type Queryable, query, transaction } from './sql.ts'

/** What a list is made of: the table whose changes count, and its rows as code, first day and content. */
interface Origin {
  readonly table: 'catalog_item' | 'diagnosis_code' | 'code_list_item'
  readonly rows: string
}

const itemsWhere = (condition: string): Origin => ({
  table: 'catalog_item',
  rows: `select code, valid_from as since, jsonb_build_object('name', name, 'from', valid_from, 'until', valid_until,
      'class', class, 'form', form, 'unit', unit, 'restricted', restricted, 'restriction', restriction) as content
    from catalog_item where ${condition}`,
})

/** Codes without a first day of their own hold since ever. */
const codesOf = (edition: string): Origin => ({
  table: 'diagnosis_code',
  rows: `select code, date '1900-01-01' as since,
      jsonb_build_object('name', name, 'from', null, 'until', null, 'edition', edition) as content
    from diagnosis_code where edition like '${edition}%'`,
})

const codeListOf = (list: CatalogueList): Origin => ({
  table: 'code_list_item',
  rows: `select code, date '1900-01-01' as since, jsonb_build_object('name', name, 'from', valid_from,
      'until', valid_until, 'classCode', class_code, 'className', class_name, 'division', division, 'note', note) as content
    from code_list_item where list = '${list}'`,
})

/** Codes of consumables have 20 characters, or 27 in the longer edition. */
const origins: Readonly<Record<CatalogueList, Origin>> = {
  'western-and-patent-drugs': itemsWhere(`kind = 'drug' and charge_type <> '10'`),
  'herbal-slices': itemsWhere(`kind = 'drug' and charge_type = '10'`),
  services: itemsWhere(`kind = 'service'`),
  consumables: itemsWhere(`kind = 'consumable' and length(code) < 27`),
  'consumables-27': itemsWhere(`kind = 'consumable' and length(code) >= 27`),
  diagnoses: codesOf('ICD-10'),
  operations: codesOf('ICD-9-CM-3'),
  'chronic-diseases': codeListOf('chronic-diseases'),
  'payment-diseases': codeListOf('payment-diseases'),
  'day-surgery': codeListOf('day-surgery'),
  'tumour-morphology': codeListOf('tumour-morphology'),
  'tcm-diseases': codeListOf('tcm-diseases'),
  'tcm-syndromes': codeListOf('tcm-syndromes'),
}

const never: Edition = { number: 0, version: '0' }

interface StateRow {
  readonly current: boolean
  readonly number: number | null
  readonly version: string | null
  readonly revision: number
}

const readState = `
select coalesce(s.revision = r.revision, false) as current, r.revision, v.number, v.version
from catalogue_revision r
left join catalogue_state s on s.list = $1
left join lateral (select number, version from catalogue_version where list = $1 order by number desc limit 1) v on true
where r.origin = $2`

const lockState = `
insert into catalogue_state (list, revision) values ($1, -1)
on conflict (list) do update set revision = catalogue_state.revision`

/**
 * Compares the rows with what was published last; what differs, came or went gets the next number, and what it said before
 * is kept.
 */
const takeUp = (rows: string): string => `
with current as materialized (select code, since, content, md5(content::text) as digest from (${rows}) as origin),
kept as (
  insert into catalogue_row_past (list, code, since, number, gone, content)
  select stored.list, stored.code, stored.since, stored.number, stored.gone, stored.content
  from catalogue_row stored
  left join current on current.code = stored.code and current.since = stored.since
  where stored.list = $1
    and case when current.code is null then not stored.gone else stored.gone or stored.digest <> current.digest end
  returning gone
), came as (
  insert into catalogue_row (list, code, since, digest, number, gone, content, came_at, changed_at)
  select $1, code, since, digest, $2::integer, false, content, localtimestamp, localtimestamp from current
  on conflict (list, code, since) do update set digest = excluded.digest, number = excluded.number, gone = false,
    content = excluded.content, changed_at = excluded.changed_at
  where catalogue_row.gone or catalogue_row.digest <> excluded.digest
  returning 1
), went as (
  update catalogue_row stored set gone = true, number = $2::integer, changed_at = localtimestamp
  where stored.list = $1 and not stored.gone
    and not exists (select 1 from current where current.code = stored.code and current.since = stored.since)
  returning 1
)
select (select count(*) from came)::integer as written, (select count(*) from went)::integer as gone,
  (select count(*) from kept where not gone)::integer as replaced, (select count(*) from current)::integer as rows`

interface TakenRow {
  /** Rows that came or changed. */
  readonly written: number
  readonly gone: number
  /** Rows that changed or went. */
  readonly replaced: number
  readonly rows: number
}

/** Versions never go back in the alphabet, although a clock may. */
const addVersion = `
insert into catalogue_version (list, number, version, made_on, came, changed, gone, row_count)
select $1, $2::integer, to_char(day, 'YYYYMMDD') || '_' || lpad(($2::integer)::text, 6, '0'), day,
  $4::integer, $5::integer, $6::integer, $7::integer
from (select greatest($3::date, max(made_on)) as day from catalogue_version where list = $1) as latest
returning version`

async function stateOf(on: Queryable, list: CatalogueList): Promise<StateRow> {
  const [row] = await query<StateRow>(on, 'catalogue-state', readState, [list, origins[list].table])
  if (row === undefined) throw new Error(`no revision is kept of ${origins[list].table}`)
  return row
}

const editionOf = ({ number, version }: StateRow): Edition =>
  number === null || version === null ? never : { number, version }

async function publish(pool: pg.Pool, list: CatalogueList, today: string): Promise<Edition> {
  const before = await stateOf(pool, list)
  if (before.current) return editionOf(before)
  return await transaction(pool, async (client) => {
    // Whoever else found the change publishes it; the others wait for that.
    await client.query('set local lock_timeout = 0')
    await query(client, 'catalogue-lock', lockState, [list])
    const state = await stateOf(client, list)
    if (state.current) return editionOf(state)
    const number = (state.number ?? 0) + 1
    const [taken] = await query<TakenRow>(client, `catalogue-take-${list}`, takeUp(origins[list].rows), [list, number])
    // The revision was read before the rows: what changes in between is compared again the next time.
    await query(client, 'catalogue-kept', 'update catalogue_state set revision = $2 where list = $1', [
      list,
      state.revision,
    ])
    if (taken === undefined) throw new Error(`the rows of ${list} were not counted`)
    const { written, gone, replaced, rows } = taken
    if (written + gone === 0) return editionOf(state)
    const changed = replaced - gone
    const counts = [written - changed, changed, gone, rows]
    const values = [list, number, today, ...counts]
    const [made] = await query<{ version: string }>(client, 'catalogue-version', addVersion, values)
    if (made === undefined) throw new Error(`no version ${number} of ${list} was made`)
    return { number, version: made.version }
  })
}

interface ChangeRow {
  readonly row: PublishedRow
}

/** The batch is cut along the primary key before its rows are put together. */
const readChanges = `
select json_build_object('code', r.code, 'since', r.since::text, 'version', v.version, 'gone', r.gone,
  'content', r.content, 'cameAt', to_char(r.came_at, 'YYYY-MM-DD HH24:MI:SS'),
  'changedAt', to_char(r.changed_at, 'YYYY-MM-DD HH24:MI:SS')) as row
from (
  select * from catalogue_row
  where list = $1 and number > $2 and number <= $3 and (code, since) > ($4, $5::date)
  order by code, since
  limit $6
) as r
join catalogue_version v on v.list = r.list and v.number = r.number
order by r.code, r.since`

interface FileRow {
  readonly file_no: string
  readonly filename: string
  readonly row_count: number
  readonly until: PreparedFile['until']
}

export function catalogueStore(pool: pg.Pool): CatalogueStore {
  return {
    publish: (list, today) => publish(pool, list, today),

    async versionNumber(list, version) {
      const rows = await query<{ number: number }>(
        pool,
        'catalogue-version-number',
        'select number from catalogue_version where list = $1 and version = $2',
        [list, version],
      )
      return rows[0]?.number ?? null
    },

    async changes(list, { after, number }, since, limit) {
      const rows = await query<ChangeRow>(pool, 'catalogue-changes', readChanges, [
        list,
        after,
        number,
        since?.code ?? '',
        since?.since ?? '0001-01-01',
        limit,
      ])
      return rows.map(({ row }) => row)
    },

    async preparedFile({ infno, after, number }, on) {
      const [row] = await query<FileRow>(
        pool,
        'catalogue-file',
        `select file_no, filename, row_count, until from catalogue_file
         where infno = $1 and after = $2 and number = $3 and until > $4`,
        [infno, after, number, on],
      )
      if (row === undefined) return null
      return { fileNo: row.file_no, filename: row.filename, rows: row.row_count, until: row.until }
    },

    async keepPrepared({ infno, after, number }, { fileNo, filename, rows, until }) {
      await query(
        pool,
        'catalogue-file-keep',
        `insert into catalogue_file (infno, after, number, file_no, filename, row_count, until)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (infno, after, number) do update set file_no = excluded.file_no, filename = excluded.filename,
           row_count = excluded.row_count, until = excluded.until`,
        [infno, after, number, fileNo, filename, rows, until],
      )
    },

    async itemRevision() {
      const [row] = await query<{ revision: number }>(
        pool,
        'item-revision',
        "select revision from catalogue_revision where origin = 'catalog_item'",
      )
      return row?.revision ?? 0
    },

    items: (question, page) => readItems(pool, question, page),

    inForce: (on, after, limit) => readItemsInForce(pool, on, after, limit),
  }
}
