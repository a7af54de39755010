import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { AuditRelease } from '@yibao/core/audit'
import type { DivisionCode, IsoDate } from '@yibao/core/kernel'
import type pg from 'pg'
import { releaseFromJson, releaseToJson } from '../files/audit-release.ts'
import type { AuditInForce, AuditReleaseStore, AuditReleaseTables } from '../flows/audit-release-ports.ts'
import { registryChannel } from './change-notice.ts'
import { noteOperation } from './operation-log-store.ts'
import { type Queryable, query, transaction } from './sql.ts'

const pack = promisify(gzip)
const unpack = promisify(gunzip)

const keep = `
insert into audit_release (release_digest, rules, tables, points, content, kept_since)
values ($1, $2, $3, $4, $5, $6) on conflict (release_digest) do update set content = excluded.content`

const takeUp = `
insert into audit_release_in_force (division, valid_from, release_digest, taken_up_at) values ($1, $2, $3, $4)
on conflict (division, valid_from) do update set release_digest = excluded.release_digest, taken_up_at = excluded.taken_up_at`

const inForceFields = `division, valid_from::text as "from", release_digest as digest`

const inForceOf = `select ${inForceFields} from audit_release_in_force where division = $1 order by valid_from`

const everyInForce = `select ${inForceFields} from audit_release_in_force order by division, valid_from`

const everyKept = `
select release_digest as digest, rules, tables, points, to_char(kept_since, 'YYYY-MM-DD HH24:MI:SS') as "keptSince",
  octet_length(content) as bytes from audit_release order by audit_release.kept_since, release_digest`

const pointsOf = ({ tables }: AuditRelease): number =>
  [...tables.values()].reduce((sum, { points }) => sum + points.size, 0)

function releaseTables(on: Queryable): AuditReleaseTables {
  return {
    async isKept(digest) {
      const content = await contentOf(on, digest)
      return content !== null && !((await openedRelease(digest, content)) instanceof DamagedRelease)
    },
    async keep(release, at) {
      const content = await pack(releaseToJson(release))
      const values = [release.digest, release.rules.length, release.tables.size, pointsOf(release), content, at]
      await query(on, 'audit-release-keep', keep, values)
    },
    inForce: (division) => query<AuditInForce & pg.QueryResultRow>(on, 'audit-in-force-of', inForceOf, [division]),
    async takeUp({ division, from, digest }, at) {
      await query(on, 'audit-take-up', takeUp, [division, from, digest, at])
      await query(on, 'announce', 'select pg_notify($1, $2)', [registryChannel, ''])
    },
    note: (operation) => noteOperation(on, operation),
  }
}

export function auditReleaseStore(pool: pg.Pool): AuditReleaseStore {
  return {
    alone(work) {
      return transaction(pool, async (client) => {
        await query(client, 'audit-releases-lock', `select pg_advisory_xact_lock(hashtext('audit releases'))`)
        return work(releaseTables(client))
      })
    },
  }
}

/** What is on file is not what its digest names. */
export class DamagedRelease extends Error {}

async function contentOf(on: Queryable, digest: string): Promise<Buffer | null> {
  const text = 'select content from audit_release where release_digest = $1'
  const [row] = await query<{ content: Buffer }>(on, 'audit-release-content', text, [digest])
  return row?.content ?? null
}

async function openedRelease(digest: string, content: Buffer): Promise<AuditRelease | DamagedRelease> {
  const cure = 'restore it from a backup, or bring the same folder by ./yibao audit release import'
  try {
    const release = releaseFromJson((await unpack(content)).toString('utf8'))
    if (release.digest === digest) return release
    return new DamagedRelease(`audit release ${digest} was changed on file (its content is ${release.digest}): ${cure}`)
  } catch (error) {
    return new DamagedRelease(`audit release ${digest} was changed on file (it cannot be read): ${cure}`, {
      cause: error,
    })
  }
}

/**
 * A release by the name of its content; null when it was never kept.
 *
 * @throws DamagedRelease when what is on file is not what its digest names
 */
export async function keptAuditRelease(on: Queryable, digest: string): Promise<AuditRelease | null> {
  const content = await contentOf(on, digest)
  if (content === null) return null
  const release = await openedRelease(digest, content)
  if (release instanceof DamagedRelease) throw release
  return release
}

/** The one release whose digest begins so. @throws Error when none does, or several do */
export async function findAuditDigest(on: Queryable, beginning: string): Promise<string> {
  const text = 'select release_digest as digest from audit_release where starts_with(release_digest, $1) limit 2'
  const rows = await query<{ digest: string }>(on, 'audit-release-find', text, [beginning])
  const [found, other] = rows
  if (found !== undefined && other === undefined) return found.digest
  const what = found === undefined ? '库中没有此版本 no such release on file' : '多个版本以此开头 several begin so'
  throw new Error(`${beginning}：${what}；请查看 see ./yibao audit release list`)
}

export interface ListedAuditRelease {
  readonly digest: string
  readonly rules: number
  readonly tables: number
  readonly points: number
  readonly keptSince: string
  /** As it is stored, packed. */
  readonly bytes: number
}

/** By which releases all regions are audited from which days on. */
export const auditsInForce = (on: Queryable): Promise<AuditInForce[]> =>
  query<AuditInForce & pg.QueryResultRow>(on, 'audit-in-force', everyInForce)

export const listAuditReleases = (on: Queryable): Promise<ListedAuditRelease[]> =>
  query<ListedAuditRelease & pg.QueryResultRow>(on, 'audit-release-list', everyKept)

/** Days of one region, split where its release changes; days without one are left out. Half-open. */
export async function auditedSpans(
  on: Queryable,
  division: DivisionCode,
  { from, until }: { readonly from: IsoDate; readonly until: IsoDate },
): Promise<readonly { readonly from: IsoDate; readonly until: IsoDate; readonly digest: string }[]> {
  const rows = await query<AuditInForce & pg.QueryResultRow>(on, 'audit-in-force-of', inForceOf, [division])
  return rows.flatMap(({ from: begins, digest }, index) => {
    const ends = rows[index + 1]?.from ?? until
    const span = { from: begins > from ? begins : from, until: ends < until ? ends : until }
    return digest === null || span.from >= span.until ? [] : [{ ...span, digest }]
  })
}
