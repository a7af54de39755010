import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Scheme } from '@yibao/core/drg'
import type { SchemeCode } from '@yibao/core/encounter'
import { type DivisionCode, type IsoDate, invariant } from '@yibao/core/kernel'
import type pg from 'pg'
import { schemeDigest } from '../files/scheme-digest.ts'
import type { NamedScheme, SchemeInForce, SchemeStore, SchemeTables } from '../flows/import-scheme-ports.ts'
import { aloneWith, digestInForce, grouperForce, groupersInForce, schemePlace } from './grouper-sql.ts'
import { type Queryable, query } from './sql.ts'

const pack = promisify(gzip)
const unpack = promisify(gunzip)

const keep = `
insert into grouping_scheme (scheme_digest, scheme, title, valid_from, valid_until, code_edition, content, kept_since)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (scheme_digest) do nothing`

const everyKept = `
select scheme_digest as digest, scheme, title, valid_from::text as "from", valid_until::text as until,
  code_edition as "codeEdition", to_char(kept_since, 'YYYY-MM-DD HH24:MI:SS') as "keptSince",
  octet_length(content) as bytes
from grouping_scheme order by scheme, kept_since`

const contentOf = `select content, code_edition as edition from grouping_scheme where scheme_digest = $1`

function schemeTables(on: Queryable): SchemeTables {
  return {
    ...grouperForce<SchemeInForce>(on, schemePlace),
    async keep({ scheme, digest, codeEdition }, at) {
      const content = await pack(JSON.stringify(scheme))
      const { range } = scheme
      const days = [range?.from ?? null, range?.until ?? null]
      await query(on, 'keep-scheme', keep, [digest, scheme.scheme, scheme.title, ...days, codeEdition, content, at])
    },
  }
}

export function schemeStore(pool: pg.Pool): SchemeStore {
  return { alone: (work) => aloneWith(pool, schemePlace, (client) => work(schemeTables(client))) }
}

/**
 * A scheme by the name of its content; null when it was never kept.
 *
 * @throws InvariantError when what is on file is not what its digest names
 */
export async function keptScheme(on: Queryable, digest: string): Promise<NamedScheme | null> {
  const [row] = await query<{ content: Buffer; edition: string | null }>(on, 'kept-scheme', contentOf, [digest])
  if (row === undefined) return null
  const scheme = JSON.parse((await unpack(row.content)).toString('utf8')) as Scheme
  const found = schemeDigest(scheme)
  invariant(
    found === digest,
    () => `scheme ${digest} was changed on file (its content is ${found}): restore it from a backup or import it anew`,
  )
  return { scheme, digest, codeEdition: row.edition }
}

/**
 * The scheme by which a region groups the stays of one insurance discharged on a day; null when it has none. Unpacking a
 * national one takes tens of milliseconds: ask once for a day and keep it.
 */
export async function schemeInForce(
  on: Queryable,
  of: { readonly division: DivisionCode; readonly insurance: SchemeCode; readonly day: IsoDate },
): Promise<NamedScheme | null> {
  const digest = await digestInForce(on, schemePlace, of)
  return digest === null ? null : keptScheme(on, digest)
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
  return { kept, inForce: await groupersInForce<SchemeInForce>(on, schemePlace, null) }
}
