import { type AuditProgram, compileRelease } from '@yibao/core/audit'
import { type IsoDate, invariant } from '@yibao/core/kernel'
import type { AuditInForce } from '../flows/audit-release-ports.ts'
import { inForceOn } from '../flows/audit-releases.ts'
import { auditsInForce, keptAuditRelease } from './audit-release-store.ts'
import type { Queryable } from './sql.ts'

/** Which rules are in force where and when, compiled. */
export interface AuditBook {
  /** Null when no release is in force for the insured of this region on the day. */
  on(division: string, day: IsoDate): AuditProgram | null
  /** By digest: what was compiled once serves the next reading too. */
  readonly programs: ReadonlyMap<string, AuditProgram>
}

export const noAuditBook: AuditBook = { on: () => null, programs: new Map() }

/**
 * Reads what is in force now and compiles what was not compiled before.
 *
 * @throws InvariantError when a release on file is not what its digest names: what was read before serves on
 */
export async function readAuditBook(on: Queryable, before: AuditBook): Promise<AuditBook> {
  const rows = await auditsInForce(on)
  if (rows.length === 0) return noAuditBook
  const programs = new Map<string, AuditProgram>()
  for (const digest of new Set(rows.flatMap((row) => row.digest ?? []))) {
    const known = before.programs.get(digest)
    const release = known === undefined ? await keptAuditRelease(on, digest) : null
    invariant(known !== undefined || release !== null, 'a release in force is kept')
    const program = known ?? (release === null ? undefined : compileRelease(release))
    if (program !== undefined) programs.set(digest, program)
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
