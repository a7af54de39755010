import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { directoryOf, directoryText } from '@yibao/core/dip'
import type { SchemeCode } from '@yibao/core/encounter'
import { type DivisionCode, type IsoDate, invariant } from '@yibao/core/kernel'
import type pg from 'pg'
import type { DirectoryInForce, DirectoryStore, DirectoryTables, KeptDirectory } from '../flows/import-dip-ports.ts'
import { aloneWith, digestInForce, directoryPlace, grouperForce, groupersInForce } from './grouper-sql.ts'
import { type Queryable, query } from './sql.ts'

const pack = promisify(gzip)
const unpack = promisify(gunzip)

const keep = `
insert into dip_directory
  (directory_digest, name, title, year, valid_from, valid_until, groups, cases, content, kept_since)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (directory_digest) do nothing`

const everyKept = `
select directory_digest as digest, name, title, year, valid_from::text as "from", valid_until::text as until, groups,
  cases::float8 as cases, to_char(kept_since, 'YYYY-MM-DD HH24:MI:SS') as "keptSince", octet_length(content) as bytes
from dip_directory order by name, kept_since`

const contentOf = 'select content from dip_directory where directory_digest = $1'

function directoryTables(on: Queryable): DirectoryTables {
  return {
    ...grouperForce<DirectoryInForce>(on, directoryPlace),
    async keep({ directory, digest }, at) {
      const content = await pack([...directoryText(directory)].join(''))
      const { rules, groups, cases } = directory
      const { name, title, year, range } = rules
      const values = [digest, name, title, year, range.from, range.until, groups.length, cases, content, at]
      await query(on, 'keep-dip', keep, values)
    },
  }
}

export function directoryStore(pool: pg.Pool): DirectoryStore {
  return { alone: (work) => aloneWith(pool, directoryPlace, (client) => work(directoryTables(client))) }
}

/**
 * A directory by the name of its content; null when it was never kept.
 *
 * @throws InvariantError when what is on file is not what its digest names
 */
export async function keptDirectory(on: Queryable, digest: string): Promise<KeptDirectory | null> {
  const [row] = await query<{ content: Buffer }>(on, 'kept-dip', contentOf, [digest])
  if (row === undefined) return null
  const content = await unpack(row.content)
  const found = createHash('sha256').update(content).digest('hex')
  invariant(
    found === digest,
    () =>
      `dip directory ${digest} was changed on file (its content is ${found}): restore it from a backup or import it anew`,
  )
  return { directory: directoryOf(content.toString('utf8')), digest }
}

/**
 * The directory by which a region groups the stays of one insurance discharged on a day; null when it has none. Ask once
 * for a day and keep it.
 */
export async function directoryInForce(
  on: Queryable,
  of: { readonly division: DivisionCode; readonly insurance: SchemeCode; readonly day: IsoDate },
): Promise<KeptDirectory | null> {
  const digest = await digestInForce(on, directoryPlace, of)
  if (digest === null) return null
  const found = await keptDirectory(on, digest)
  invariant(found !== null, 'a directory in force is kept')
  return found
}

interface ListedDirectory {
  readonly digest: string
  readonly name: string
  readonly title: string
  readonly year: number
  readonly from: IsoDate
  readonly until: IsoDate | null
  readonly groups: number
  readonly cases: number
  readonly keptSince: string
  /** As it is stored, packed. */
  readonly bytes: number
}

/** Every directory on file, and which region groups by which on what days. */
export async function listDirectories(
  on: Queryable,
): Promise<{ readonly kept: readonly ListedDirectory[]; readonly inForce: readonly DirectoryInForce[] }> {
  const kept = await query<ListedDirectory>(on, 'list-dip', everyKept)
  return { kept, inForce: await groupersInForce<DirectoryInForce>(on, directoryPlace, null) }
}
