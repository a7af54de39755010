import type { AuditRelease } from '@yibao/core/audit'
import type { IsoDate } from '@yibao/core/kernel'
import type { SeenCatalog, SeenSources } from '@yibao/core/settlement'
import type pg from 'pg'
import { auditThreads, type ThreadTask } from './audit-threads.ts'
import type { AuditHands } from './flows/audit-bucket-ports.ts'
import { groupsOfRelease } from './flows/audit-plan.ts'
import { type AuditProgress, runAudit } from './flows/audit-run.ts'
import type { AuditScope } from './flows/audit-run-ports.ts'
import type { Actor, OperationSource } from './flows/operation-log.ts'
import { auditRunStore } from './store/audit-run-store.ts'
import type { Database } from './store/database.ts'
import { readProviders } from './store/registry-store.ts'
import { query } from './store/sql.ts'

type Outcome = Awaited<ReturnType<typeof runAudit>>

type SeenItem = SeenCatalog extends ReadonlyMap<string, readonly (infer Item)[]> ? Item : never

interface ItemRow extends Pick<SeenItem, 'ceilings' | 'restriction'> {
  readonly code: string
  readonly from: IsoDate
  readonly until: IsoDate | null
}

/** As much of the catalogue as lines on file need: each thread reads all of its rows. */
async function readSeenCatalog(pool: pg.Pool): Promise<SeenCatalog> {
  const text = 'select code, ceilings, restriction, valid_from as "from", valid_until as until from catalog_item'
  const catalog = new Map<string, SeenItem[]>()
  for (const { code, ceilings, restriction, from, until } of await query<ItemRow & pg.QueryResultRow>(
    pool,
    'audit-catalogue',
    text,
  )) {
    const item = { range: { from, until }, ceilings, restriction }
    if (!catalog.get(code)?.push(item)) catalog.set(code, [item])
  }
  return catalog
}

/** Catalogue and institutions as rules look them up. */
export async function readAuditSources(pool: pg.Pool): Promise<SeenSources> {
  const [catalog, providers] = await Promise.all([readSeenCatalog(pool), readProviders(pool)])
  const byCode = new Map(providers.map((provider) => [provider.providerCode, provider]))
  return { catalog, providerOf: (code) => byCode.get(code) ?? null }
}

export interface ArchiveAudit {
  readonly scope: AuditScope
  /** One to run, or two to compare: the earlier and the later. */
  readonly releases: readonly [AuditRelease] | readonly [AuditRelease, AuditRelease]
  /** Rules by code; all unless told. */
  readonly only?: readonly string[] | null
  readonly jobs: number
  readonly dry: boolean
  readonly actor: Actor
  readonly bucketVisits?: number
  /** Stops it where it is; the same audit goes on there. */
  readonly signal?: AbortSignal
}

/** Audits the archive of a database on threads of their own; a comparison writes nothing. */
export function auditArchive(
  { pool, url }: Pick<Database, 'pool' | 'url'>,
  source: OperationSource,
  audit: ArchiveAudit,
  progress: AuditProgress,
): Promise<Outcome> {
  const { scope, releases, only = null, jobs, actor, bucketVisits, signal } = audit
  const dry = audit.dry || releases.length === 2
  const groups = releases.flatMap((release) => groupsOfRelease(release, only))
  const kinds = new Map(groups.map((group) => [group.kind, group]))
  const order = {
    scope,
    digest: releases[0].digest,
    rules: only === null ? null : [...new Set(only)].sort(),
    groups: [...kinds.values()],
    dry,
    actor,
    ...(bucketVisits === undefined ? {} : { bucketVisits }),
  }
  const task: Omit<ThreadTask, 'runId'> = { url, scope, releases, only }
  const open = async (runId: string | null): Promise<AuditHands> => {
    const hands = auditThreads({ ...task, runId }, jobs)
    signal?.addEventListener('abort', () => void hands.close(), { once: true })
    return hands
  }
  return runAudit(auditRunStore(pool), source, order, open, progress)
}
