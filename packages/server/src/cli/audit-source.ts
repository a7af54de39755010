import { stat } from 'node:fs/promises'
import type { AuditRelease } from '@yibao/core/audit'
import { type DivisionCode, type IsoDate, parseDivisionCode } from '@yibao/core/kernel'
import { InvalidArgumentError } from 'commander'
import { systemClock } from '../clock.ts'
import { releaseFor } from '../files/audit-folder.ts'
import { type SideTable, sideTablesOf } from '../files/audit-tables-yaml.ts'
import { openFile } from '../files/policy-folders.ts'
import { type AuthorProblem, problemText } from '../files/policy-sheet.ts'
import type { OperationSource } from '../flows/operation-log.ts'
import { idSource } from '../ids.ts'
import { findAuditDigest, keptAuditRelease } from '../store/audit-release-store.ts'
import type { Queryable } from '../store/sql.ts'
import { soundAudit } from './audit-folder.ts'

/** Where audits of the command line get their numbers and times. */
export const auditSource: OperationSource = { now: systemClock.now, newId: idSource() }

export function divisionArgument(text: string): DivisionCode {
  const parsed = parseDivisionCode(text)
  if (parsed.ok) return parsed.value
  throw new InvalidArgumentError('不是区划代码 not a division; 写六位数字 write the six digits')
}

/** The side tables of a folder by name. @throws Error with every problem */
export async function readSideTables(folder: string): Promise<ReadonlyMap<string, SideTable>> {
  const problems: AuthorProblem[] = []
  const spot = await openFile(folder, 'side-tables.yaml', problems)
  const tables = spot.node === null ? new Map<string, SideTable>() : sideTablesOf(spot)
  if (problems.length === 0) return tables
  throw new Error(
    `${folder}：外部数据表定义有误 side-tables.yaml has problems\n${problems.map(problemText).join('\n')}`,
  )
}

export interface ReleaseWanted {
  readonly division: DivisionCode
  /** Points of knowledge as they stand on this day; those that no day ends without it. */
  readonly on?: IsoDate | null
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (facts) => facts.isDirectory(),
    () => false,
  )

/**
 * A release by a folder of rules, or by the beginning of the digest of one on file.
 *
 * @throws Error with the cure when there is none
 */
export async function releaseNamed(on: Queryable, named: string, wanted: ReleaseWanted): Promise<AuditRelease> {
  if (await isFolder(named)) return releaseFor(await soundAudit(named), wanted.division, wanted.on ?? null)
  if (!/^[0-9a-f]{6,64}$/.test(named)) {
    throw new Error(
      `${named}：既非目录也非版本摘要 neither a folder nor a digest of six digits or more; see ./yibao audit release list`,
    )
  }
  const release = await keptAuditRelease(on, await findAuditDigest(on, named))
  if (release === null) throw new Error(`${named}：库中没有此版本 no such release on file`)
  return release
}
