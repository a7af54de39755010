import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Scheme } from '@yibao/core/drg'
import type { SchemeCode } from '@yibao/core/encounter'
import type { DivisionCode, IsoDate } from '@yibao/core/kernel'
import type pg from 'pg'
import type { NamedScheme, SchemeInForce, SchemeStore, SchemeTables } from '../flows/import-scheme-ports.ts'
import { type Queryable, query, transaction } from './sql.ts'

const pack = promisify(gzip)
const unpack = promisify(gunzip)

const keep = `
insert into grouping_scheme (scheme_digest, scheme, title, valid_from, valid_until, code_edition, content, kept_since)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (scheme_digest) do nothing`

const inForceFields = `f.division, f.insurance, f.valid_from::text as "from", f.valid_until::text as until,
  f.scheme_digest as digest, s.scheme, s.title`

const inForceOf = `
select ${inForceFields} from grouping_scheme_in_force f join grouping_scheme s using (scheme_digest)
where f.division = $1 and f.insurance = $2 order by f.valid_from`

const everyInForce = `
select ${inForceFields} from grouping_scheme_in_force f join grouping_scheme s using (scheme_digest)
order by f.division, f.insurance, f.valid_from`

const takeUp = `
insert into grouping_scheme_in_force (division, insurance, valid_from, valid_until, scheme_digest, taken_up_at)
values ($1, $2, $3, $4, $5, $6)`

const changeEnd = `
update grouping_scheme_in_force set valid_until = $4 where division = $1 and insurance = $2 and valid_from = $3`

const everyKept = `
select scheme_digest as digest, scheme, title, valid_from::text as "from", valid_until::text as until,
  code_edition as "codeEdition", to_char(kept_since, 'YYYY-MM-DD HH24:MI:SS') as "keptSince",
  octet_length(content) as bytes
from grouping_scheme order by scheme, kept_since`

const contentOf = `select content, code_edition as edition from grouping_scheme where scheme_digest = $1`

const namedOn = `
select s.scheme_digest as digest from grouping_scheme_in_force f join grouping_scheme s using (scheme_digest)
where f.division = $1 and f.insurance = $2 and f.valid_from <= $3 and (f.valid_until is null or f.valid_until > $3)`

interface InForceRow {
  readonly division: DivisionCode
  readonly insurance: SchemeCode
  readonly from: IsoDate
  readonly until: IsoDate | null
  readonly digest: string
  readonly scheme: string
  readonly title: string
}

const inForceRow = ({ from, until, ...row }: InForceRow): SchemeInForce => ({ ...row, range: { from, until } })

function schemeTables(on: Queryable): SchemeTables {
  return {
    async isKept(digest) {
      const rows = await query(on, 'scheme-kept', 'select 1 from grouping_scheme where scheme_digest = $1', [digest])
      return rows.length > 0
    },
    async keep({ scheme, digest, codeEdition }, at) {
      const content = await pack(JSON.stringify(scheme))
      const { range } = scheme
      const days = [range?.from ?? null, range?.until ?? null]
      await query(on, 'keep-scheme', keep, [digest, scheme.scheme, scheme.title, ...days, codeEdition, content, at])
    },
    async inForce(division, insurance) {
      return (await query<InForceRow>(on, 'schemes-in-force-of', inForceOf, [division, insurance])).map(inForceRow)
    },
    async takeUp({ division, insurance, range }, digest, at) {
      await query(on, 'take-up-scheme', takeUp, [division, insurance, range.from, range.until, digest, at])
    },
    async changeEnd({ division, insurance, range }) {
      await query(on, 'change-end-of-scheme', changeEnd, [division, insurance, range.from, range.until])
    },
  }
}

export function schemeStore(pool: pg.Pool): SchemeStore {
  return {
    alone(work) {
      return transaction(pool, async (client) => {
        await query(client, 'schemes-lock', `select pg_advisory_xact_lock(hashtext('grouping schemes'))`)
        return work(schemeTables(client))
      })
    },
  }
}

/** A scheme by the name of its content; null when it was never kept. */
export async function keptScheme(on: Queryable, digest: string): Promise<NamedScheme | null> {
  const [row] = await query<{ content: Buffer; edition: string | null }>(on, 'kept-scheme', contentOf, [digest])
  if (row === undefined) return null
  const scheme = JSON.parse((await unpack(row.content)).toString('utf8')) as Scheme
  return { scheme, digest, codeEdition: row.edition }
}

/**
 * The scheme by which a region groups the stays of one insurance discharged on a day; null when it has none. Unpacking a
 * national one takes tens of milliseconds: ask once for a day and keep it.
 */
export async function schemeInForce(
  on: Queryable,
  {
    division,
    insurance,
    day,
  }: { readonly division: DivisionCode; readonly insurance: SchemeCode; readonly day: IsoDate },
): Promise<NamedScheme | null> {
  const [row] = await query<{ digest: string }>(on, 'scheme-on-day', namedOn, [division, insurance, day])
  return row === undefined ? null : keptScheme(on, row.digest)
}

export interface KeptScheme {
  readonly digest: string
  readonly scheme: string
  readonly title: string
  readonly from: IsoDate | null
  readonly until: IsoDate | null
  readonly codeEdition: string | null
  readonly keptSince: string
  /** As it is stored, packed. */
  readonly bytes: number
}

/** Every scheme on file, and which region groups by which on what days. */
export async function listSchemes(
  on: Queryable,
): Promise<{ readonly kept: readonly KeptScheme[]; readonly inForce: readonly SchemeInForce[] }> {
  const kept = await query<KeptScheme>(on, 'list-schemes', everyKept)
  const inForce = await query<InForceRow>(on, 'list-schemes-in-force', everyInForce)
  return { kept, inForce: inForce.map(inForceRow) }
}
