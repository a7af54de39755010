import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { directoryOf, directoryText } from '@yibao/core/dip'
import type { SchemeCode } from '@yibao/core/encounter'
import { type DivisionCode, type IsoDate, invariant } from '@yibao/core/kernel'
import type pg from 'pg'
import type { DirectoryInForce, DirectoryStore, DirectoryTables, KeptDirectory } from '../flows/import-dip-ports.ts'
import { type Queryable, query, transaction } from './sql.ts'

const pack = promisify(gzip)
const unpack = promisify(gunzip)

const keep = `
insert into dip_directory
  (directory_digest, name, title, year, valid_from, valid_until, groups, cases, content, kept_since)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (directory_digest) do nothing`

const inForceFields = `f.division, f.insurance, f.valid_from::text as "from", f.valid_until::text as until,
  f.directory_digest as digest, d.name, d.year`

const inForceOf = `
select ${inForceFields} from dip_directory_in_force f join dip_directory d using (directory_digest)
where f.division = $1 and f.insurance = $2 order by f.valid_from`

const everyInForce = `
select ${inForceFields} from dip_directory_in_force f join dip_directory d using (directory_digest)
order by f.division, f.insurance, f.valid_from`

const takeUp = `
insert into dip_directory_in_force (division, insurance, valid_from, valid_until, directory_digest, taken_up_at)
values ($1, $2, $3, $4, $5, $6)`

const changeEnd = `
update dip_directory_in_force set valid_until = $4 where division = $1 and insurance = $2 and valid_from = $3`

const everyKept = `
select directory_digest as digest, name, title, year, valid_from::text as "from", valid_until::text as until, groups,
  cases::float8 as cases, to_char(kept_since, 'YYYY-MM-DD HH24:MI:SS') as "keptSince", octet_length(content) as bytes
from dip_directory order by name, kept_since`

const contentOf = 'select content from dip_directory where directory_digest = $1'

const namedOn = `
select directory_digest as digest from dip_directory_in_force
where division = $1 and insurance = $2 and valid_from <= $3 and (valid_until is null or valid_until > $3)`

interface InForceRow extends Omit<DirectoryInForce, 'range'> {
  readonly from: IsoDate
  readonly until: IsoDate | null
}

const inForceRow = ({ from, until, ...row }: InForceRow): DirectoryInForce => ({ ...row, range: { from, until } })

function directoryTables(on: Queryable): DirectoryTables {
  return {
    async isKept(digest) {
      const rows = await query(on, 'dip-kept', 'select 1 from dip_directory where directory_digest = $1', [digest])
      return rows.length > 0
    },
    async keep({ directory, digest }, at) {
      const content = await pack([...directoryText(directory)].join(''))
      const { rules, groups, cases } = directory
      const { name, title, year, range } = rules
      const values = [digest, name, title, year, range.from, range.until, groups.length, cases, content, at]
      await query(on, 'keep-dip', keep, values)
    },
    async inForce(division, insurance) {
      return (await query<InForceRow>(on, 'dip-in-force-of', inForceOf, [division, insurance])).map(inForceRow)
    },
    async takeUp({ division, insurance, range }, digest, at) {
      await query(on, 'take-up-dip', takeUp, [division, insurance, range.from, range.until, digest, at])
    },
    async changeEnd({ division, insurance, range }) {
      await query(on, 'change-end-of-dip', changeEnd, [division, insurance, range.from, range.until])
    },
  }
}

export function directoryStore(pool: pg.Pool): DirectoryStore {
  return {
    alone(work) {
      return transaction(pool, async (client) => {
        await query(client, 'dip-lock', `select pg_advisory_xact_lock(hashtext('dip directories'))`)
        return work(directoryTables(client))
      })
    },
  }
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
  {
    division,
    insurance,
    day,
  }: { readonly division: DivisionCode; readonly insurance: SchemeCode; readonly day: IsoDate },
): Promise<KeptDirectory | null> {
  const [row] = await query<{ digest: string }>(on, 'dip-on-day', namedOn, [division, insurance, day])
  if (row === undefined) return null
  const found = await keptDirectory(on, row.digest)
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
  const inForce = await query<InForceRow>(on, 'list-dip-in-force', everyInForce)
  return { kept, inForce: inForce.map(inForceRow) }
}
