import { join } from 'node:path'
import type { AuditRelease } from '@yibao/core/audit'
import type { Result } from '@yibao/core/kernel'
import { auditArchive } from '../audit-desk.ts'
import { type DraftSurroundings, draftSurroundings, readDraft, ruleText } from '../files/audit-draft.ts'
import { makeRelease } from '../files/audit-release.ts'
import { policyFolder } from '../files/shipped.ts'
import type { AuditRunRefusal, RunReport } from '../flows/audit-run.ts'
import type { AuditScope } from '../flows/audit-run-ports.ts'
import { atConsole } from '../flows/operation-log.ts'
import type { RuleShelf } from '../flows/rule-desk.ts'
import { ruleHandlers } from '../http/rest/rules.ts'
import { auditsInForce } from '../store/audit-release-store.ts'
import { auditRunStore } from '../store/audit-run-store.ts'
import { findingReads } from '../store/rest-findings.ts'
import type { RoomGround } from './ground.ts'
import { openTurns } from './turns.ts'

const auditFolder = join(policyFolder, 'audit')
const tryMs = 60_000
/** Tries that wait or are made at a time. */
const atOnce = 3

/** Two releases over the same bills on a thread of their own, as long as somebody waits. */
async function compare(
  { database, source, asking }: RoomGround,
  scope: AuditScope,
  releases: readonly [AuditRelease, AuditRelease],
): Promise<Result<RunReport, AuditRunRefusal> | 'too-long'> {
  const [given, time] = [asking(), AbortSignal.timeout(tryMs)]
  const signal = given === null ? time : AbortSignal.any([given, time])
  try {
    signal.throwIfAborted()
    const order = { scope, releases, jobs: 1, dry: true, actor: atConsole, signal }
    return await auditArchive(database, source, order, () => undefined)
  } catch (fault) {
    given?.throwIfAborted()
    if (time.aborted) return 'too-long'
    throw fault
  }
}

function shelfOf(ground: RoomGround): RuleShelf {
  const { reads } = ground
  const turns = openTurns(atOnce)
  const { release } = findingReads(reads)
  let around: Promise<DraftSurroundings> | null = null
  return {
    inForce: () => auditsInForce(reads),
    release,
    text: (rule) => ruleText(auditFolder, rule),
    async draft(yaml, tables) {
      around ??= draftSurroundings(auditFolder)
      return readDraft(await around, yaml, tables)
    },
    async visits(scope) {
      const buckets = await auditRunStore(reads).buckets(scope, Number.MAX_SAFE_INTEGER)
      return buckets.reduce((sum, { visits }) => sum + visits, 0)
    },
    inTurn: (work) => turns.take(work),
    compare: (scope, before, after) => compare(ground, scope, [before, after]),
    releaseOf: makeRelease,
  }
}

/** The desk of audit rules: those in force, and trying a text in place of one. */
export const ruleRoom = (ground: RoomGround) =>
  ruleHandlers({
    now: ground.source.now,
    shelf: shelfOf(ground),
    findings: findingReads(ground.reads),
    institutionName: (providerCode) => ground.registry.provider(providerCode)?.name ?? null,
  })
