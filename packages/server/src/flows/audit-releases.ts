import type { AuditRelease } from '@yibao/core/audit'
import { type DivisionCode, type IsoDate, type LocalDateTime, ok, type Result, refuse } from '@yibao/core/kernel'
import type { AuditInForce, AuditReleaseStore, AuditReleaseTables } from './audit-release-ports.ts'
import { type Actor, operationOf } from './operation-log.ts'

export interface ReleaseSource {
  readonly newId: () => string
  readonly now: () => LocalDateTime
}

/** `same`: the region was audited by this release on that day already. */
export type TakenUp = 'added' | 'replaced' | 'same'

export interface KeepReport {
  readonly kept: 'added' | 'unchanged'
  /** Null when it was only kept. */
  readonly inForce: TakenUp | null
}

export type AuditReleaseRefusal = { readonly code: 'audit.no-such-release'; readonly digest: string }

/** What a region is audited by on a day; null when by none. */
export function inForceOn(rows: readonly AuditInForce[], on: IsoDate): AuditInForce | null {
  const begun = rows.filter(({ from }) => from <= on)
  const last = begun.reduce<AuditInForce | null>(
    (best, one) => (best === null || one.from > best.from ? one : best),
    null,
  )
  return last?.digest === null ? null : last
}

async function takeUp(
  tables: AuditReleaseTables,
  source: ReleaseSource,
  actor: Actor,
  scope: AuditInForce,
): Promise<TakenUp> {
  const held = await tables.inForce(scope.division)
  const { digest } = scope
  const [before, same] = [inForceOn(held, scope.from), held.find(({ from }) => from === scope.from)]
  if ((before?.digest ?? null) === digest && (same !== undefined || before !== null || digest === null)) return 'same'
  await tables.takeUp(scope, source.now())
  const details = { division: scope.division, from: scope.from, digest, before: before?.digest ?? null }
  await tables.note(operationOf(source, actor, { action: 'audit.use', target: scope.division, details }))
  return same === undefined ? 'added' : 'replaced'
}

/**
 * Keeps a release for good and, when asked, lets a region be audited by it from a day on. What is there already stays as it is.
 *
 * @param dryRun decides, and writes nothing
 */
export function keepAuditRelease(
  store: AuditReleaseStore,
  source: ReleaseSource,
  order: {
    readonly release: AuditRelease
    readonly scope: { readonly division: DivisionCode; readonly from: IsoDate } | null
    readonly actor: Actor
  },
  dryRun: boolean,
): Promise<KeepReport> {
  const { release, scope, actor } = order
  return store.alone(async (tables) => {
    const isKept = await tables.isKept(release.digest)
    if (!isKept && !dryRun) await tables.keep(release, source.now())
    const kept = isKept ? 'unchanged' : 'added'
    if (scope === null) return { kept, inForce: null }
    const wanted = { ...scope, digest: release.digest }
    if (!dryRun) return { kept, inForce: await takeUp(tables, source, actor, wanted) }
    const before = inForceOn(await tables.inForce(scope.division), scope.from)
    return { kept, inForce: before?.digest === release.digest ? 'same' : 'added' }
  })
}

/** Lets a region be audited by a release on file, or by none, from a day on. Refuses one that was never kept. */
export function useAuditRelease(
  store: AuditReleaseStore,
  source: ReleaseSource,
  scope: AuditInForce,
  actor: Actor,
): Promise<Result<TakenUp, AuditReleaseRefusal>> {
  const { digest } = scope
  return store.alone(async (tables) => {
    if (digest !== null && !(await tables.isKept(digest))) return refuse({ code: 'audit.no-such-release', digest })
    return ok(await takeUp(tables, source, actor, scope))
  })
}
