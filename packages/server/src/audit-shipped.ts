import { join } from 'node:path'
import type { DivisionCode, IsoDate } from '@yibao/core/kernel'
import type pg from 'pg'
import { loadAuditFolder, releaseFor } from './files/audit-folder.ts'
import { problemText } from './files/policy-sheet.ts'
import { policyFolder } from './files/shipped.ts'
import { keepAuditRelease } from './flows/audit-releases.ts'
import { atConsole, type OperationSource } from './flows/operation-log.ts'
import { auditReleaseStore } from './store/audit-release-store.ts'

/**
 * Lets a region be audited by the rules that ship with the platform: for sandbox and demo, which nobody sets up.
 *
 * @throws Error with every problem when the shipped rules were changed so that they cannot be read
 */
export async function takeUpShippedAudit(
  pool: pg.Pool,
  source: OperationSource,
  scope: { readonly division: DivisionCode; readonly from: IsoDate },
): Promise<void> {
  const loaded = await loadAuditFolder(join(policyFolder, 'audit'))
  if (!loaded.ok) throw new Error(`规则有误 the rules have problems:\n${loaded.error.map(problemText).join('\n')}`)
  const release = releaseFor(loaded.value, scope.division, scope.from)
  await keepAuditRelease(auditReleaseStore(pool), source, { release, scope, actor: atConsole }, false)
}
