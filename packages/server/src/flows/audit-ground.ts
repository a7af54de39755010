import type { AuditGround, AuditOperation, AuditVisit, SideRow } from '@yibao/core/audit'
import type { Diagnosis, Visit } from '@yibao/core/encounter'
import { addFen, type Fen, type IsoDate, type LocalDateTime, sumFen } from '@yibao/core/kernel'
import { funds } from '@yibao/core/policy'
import {
  groundOf,
  type SeenLine,
  type SeenPerson,
  type SeenSources,
  type SettlementAmounts,
  visitSeen,
} from '@yibao/core/settlement'

/** A settlement that stands, as much of it as rules ask about. */
export interface ArchivedSettlement {
  readonly settlementId: string
  readonly at: LocalDateTime
  readonly medType: string
  readonly amounts: Pick<SettlementAmounts, 'account' | 'family' | 'cash' | (typeof funds)[number]>
}

/** A visit of the archive with its settled lines, refunds among them. */
export interface ArchivedVisit {
  readonly visit: Visit
  readonly diagnoses: readonly Diagnosis[]
  readonly lines: readonly SeenLine[]
  /** Those that stand, in the order in which they came to stand. */
  readonly settlements: readonly ArchivedSettlement[]
  /** From the settlement list; absent where none was sent. */
  readonly operations?: readonly AuditOperation[]
  readonly drg?: string | null
  readonly adrg?: string | null
}

/** What the archive holds of one person. */
export interface ArchivedPerson extends SeenPerson {
  readonly visits: readonly ArchivedVisit[]
}

export interface ArchiveQuestion extends SeenSources {
  /** The visits under audit; the others are the past. */
  readonly current: (visit: ArchivedVisit) => boolean
  readonly historyFrom: IsoDate | null
  readonly today: IsoDate
  readonly side?: Readonly<Record<string, readonly SideRow[]>>
}

const sumOver = (
  settlements: readonly ArchivedSettlement[],
  of: (amounts: ArchivedSettlement['amounts']) => Fen,
): Fen => sumFen(settlements.map(({ amounts }) => of(amounts)))

/** How a visit of the archive was settled; nothing of one without a settlement that stands. */
function settledFacts(settlements: readonly ArchivedSettlement[]): Partial<AuditVisit> {
  const last = settlements.at(-1)
  if (last === undefined) return {}
  return {
    settledAt: last.at,
    settlementId: last.settlementId,
    fundPaid: sumOver(settlements, (amounts) => sumFen(funds.map((fund) => amounts[fund]))),
    accountPaid: sumOver(settlements, ({ account, family }) => addFen(account, family)),
    cashPaid: sumOver(settlements, ({ cash }) => cash),
  }
}

/** One visit of the archive as rules look at it: lines, person and place exactly as they were seen at settlement. */
export function archivedVisitSeen(
  archived: ArchivedVisit,
  person: SeenPerson,
  sources: SeenSources,
  current: boolean,
): AuditVisit {
  const { diagnoses, lines, settlements, operations, drg, adrg } = archived
  // A visit that was never described is of the kind that it was settled as.
  const visit = { ...archived.visit, medType: archived.visit.medType ?? settlements.at(-1)?.medType ?? null }
  const more = {
    ...settledFacts(settlements),
    ...(operations === undefined ? {} : { operations }),
    ...(drg === undefined ? {} : { drg }),
    ...(adrg === undefined ? {} : { adrg }),
  }
  return visitSeen({ visit, diagnoses, lines, more }, person, sources, current)
}

/** The ground of one person of the archive: the same as at settlement, with what was only known afterwards. */
export function groundOfArchive(person: ArchivedPerson, question: ArchiveQuestion): AuditGround {
  const visits = person.visits.map((visit) => archivedVisitSeen(visit, person, question, question.current(visit)))
  return groundOf(visits, question)
}
