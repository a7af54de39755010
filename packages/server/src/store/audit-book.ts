import { type AuditProgram, compileRelease } from '@yibao/core/audit'
import { type IsoDate, invariant } from '@yibao/core/kernel'
import type { AuditInForce } from '../flows/audit-release-ports.ts'
import { inForceOn } from '../flows/audit-releases.ts'
import { auditsInForce, DamagedRelease, keptAuditRelease } from './audit-release-store.ts'
import type { Queryable } from './sql.ts'

/** Which rules are in force where and when, compiled. */
export interface AuditBook {
  /** Null when no release is in force for the insured of this region on the day. */
  on(division: string, day: IsoDate): AuditProgram | null
  /** By digest: what was compiled once serves the next reading too. */
  readonly programs: ReadonlyMap<string, AuditProgram>
}

export const noAuditBook: AuditBook = { on: () => null, programs: new Map() }

const toErrors = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

/** Null of one that was damaged on file: the centre serves on, and says by which rules it does not audit. */
async function programOf(on: Queryable, digest: string, log: (line: string) => void): Promise<AuditProgram | null> {
  try {
    const release = await keptAuditRelease(on, digest)
    invariant(release !== null, 'a release in force is kept')
    return compileRelease(release)
  } catch (error) {
    if (!(error instanceof DamagedRelease)) throw error
    log(`审核规则版本损坏，启用它的日子不审核 an audit release is damaged, its days are not audited: ${error.message}`)
    return null
  }
}

/**
 * Reads what is in force now and compiles what was not compiled before. A release that is damaged on file is told and left out: it
 * audits nothing until it is restored, while all others do. One that was read before it was damaged serves on.
 */
export async function readAuditBook(on: Queryable, before: AuditBook, log = toErrors): Promise<AuditBook> {
  const rows = await auditsInForce(on)
  if (rows.length === 0) return noAuditBook
  const programs = new Map<string, AuditProgram>()
  for (const digest of new Set(rows.flatMap((row) => row.digest ?? []))) {
    const program = before.programs.get(digest) ?? (await programOf(on, digest, log))
    if (program !== null) programs.set(digest, program)
  }
  const byDivision: ReadonlyMap<string, readonly AuditInForce[]> = Map.groupBy(rows, ({ division }) => division)
  return {
    programs,
    on(division, day) {
      const held = byDivision.get(division)
      const digest = held === undefined ? null : (inForceOn(held, day)?.digest ?? null)
      return digest === null ? null : (programs.get(digest) ?? null)
    },
  }
}
