import { type AuditMoment, type AuditProgram, type HistoryNeed, historyNeed, historyNeedOf } from '@yibao/core/audit'
import type { CareKind } from '@yibao/core/encounter'
import { dateOf, type IsoDate, type LocalDateTime } from '@yibao/core/kernel'
import { type AuditSources, auditKind, type BillAudit, billAuditBy, type PersonFile } from '@yibao/core/settlement'
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
    need: (file) => {
      const items = stated ?? file?.lines.map(({ itemCode }) => itemCode) ?? null
      return items === null ? mostOf(program, moment) : historyNeedOf(program, moment, items)
    },
  }
}

/** What is needed of the past, and the day from which it is counted back: the first of the visit and its lines, or today. */
interface PastNeeded extends HistoryNeed {
  readonly before: IsoDate
}

/** @param file null where it is not known yet: then the most that any visit needs is asked */
export function pastNeeded(past: PastQuestion, file: PersonFile | null): PastNeeded {
  const need = past.need(file)
  if (file === null) return { ...need, before: past.today }
  const times = [...(file.visit === null ? [] : [file.visit.begin]), ...file.lines.map(({ at }) => at)]
  const [first = past.today] = [past.today, ...times.map(dateOf)].sort()
  return { ...need, before: first }
}

/** What no bill says of its lines and visits, nor the file of earlier ones; the archive knows some of it. */
export const factsNotOnBills: ReadonlySet<string> = new Set([
  'line.until',
  'line.department',
  'line.orderedAt',
  'line.supplyDays',
  'line.dailyDose',
  'line.route',
  'line.takeHome',
  'line.traceCodes',
  'visit.channel',
  'visit.doctor',
  'visit.terminal',
  'visit.site',
])

/** Who is not admitted is treated and goes, or buys: every other bill is refused before it is screened. */
const withoutStay: readonly CareKind[] = ['outpatient', 'pharmacy']

/** The kinds of items; none of an item that was of two, as it may be when the catalogue changes during a stay. */
function kindsOf(lines: PersonFile['lines']): ReadonlyMap<string, ReturnType<typeof auditKind>> {
  const kinds = new Map(lines.map(({ itemCode, item }) => [itemCode, auditKind(item)]))
  for (const { itemCode, item } of lines) if (kinds.get(itemCode) !== auditKind(item)) kinds.delete(itemCode)
  return kinds
}

/** What a bill of a visit on file needs of the past. */
function needOfFile(program: AuditProgram, { visit, lines }: PersonFile, sources: AuditSources): HistoryNeed {
  const provider = visit === null ? null : sources.providerOf(visit.providerCode)
  const items = lines.map(({ itemCode }) => itemCode)
  return historyNeedOf(program, 'in', items, {
    ...(visit === null || visit.stay !== null ? {} : { care: withoutStay }),
    ...(visit === null ? {} : { scheme: visit.scheme }),
    ...(provider === null ? {} : { level: provider.level, kind: provider.kind }),
    kinds: kindsOf(lines),
    absent: factsNotOnBills,
  })
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
  const sources: AuditSources = { catalog, providerOf: (code) => registry.provider(code) }
  const audit = billAuditBy(program, sources)
  const most = pastFor(program, 'in', today, items)
  if (most === undefined || items !== null) return { audit, past: most }
  const need = (file: PersonFile | null) => (file === null ? mostOf(program, 'in') : needOfFile(program, file, sources))
  return { audit, past: { today, need } }
}
