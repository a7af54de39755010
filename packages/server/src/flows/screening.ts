import { type AuditMoment, type AuditProgram, type HistoryNeed, historyNeed, historyNeedOf } from '@yibao/core/audit'
import { dateOf, type IsoDate, type LocalDateTime } from '@yibao/core/kernel'
import { type BillAudit, billAuditBy } from '@yibao/core/settlement'
import type { PastQuestion, Ports } from './ports.ts'

const mostNeeded = new WeakMap<AuditProgram, Map<AuditMoment, HistoryNeed>>()

/** The most that any visit needs: the same for every message under a release, and asked with each. */
function mostOf(program: AuditProgram, moment: AuditMoment): HistoryNeed {
  const known = mostNeeded.get(program) ?? new Map<AuditMoment, HistoryNeed>()
  mostNeeded.set(program, known)
  const most = known.get(moment) ?? historyNeed(program, moment)
  known.set(moment, most)
  return most
}

/** What the past is asked for before anything is decided; undefined when no rule of the moment looks back. */
export function pastFor(
  program: AuditProgram | null,
  moment: AuditMoment,
  today: IsoDate,
  stated: readonly string[] | null = null,
): PastQuestion | undefined {
  if (program === null || mostOf(program, moment).items === 'none') return undefined
  return {
    today,
    need: (known) => {
      const items = stated ?? known
      return items === null ? mostOf(program, moment) : historyNeedOf(program, moment, items)
    },
  }
}

/** The rules that screen a bill, and what of the past is read for them together with the person's file. */
export interface BillRules {
  readonly audit: BillAudit | null
  readonly past: PastQuestion | undefined
}

const noRules: BillRules = { audit: null, past: undefined }

/**
 * The audit rules in force for a bill.
 *
 * @param division the place of insurance as the institution states it
 * @param items    the items of the bill where the message itself brings them
 */
export function rulesForBill(
  { registry }: Pick<Ports, 'registry'>,
  division: string,
  at: LocalDateTime,
  items: readonly string[] | null = null,
): BillRules {
  const today = dateOf(at)
  const program = registry.audit(division, today)
  if (program === null) return noRules
  const { catalog } = registry
  const audit = billAuditBy(program, { catalog, providerOf: (code) => registry.provider(code) })
  return { audit, past: pastFor(program, 'in', today, items) }
}
