import type { AuditOperation } from '@yibao/core/audit'
import type { Diagnosis, Enrolment, HospitalApproval, LineOrder, Stay, Visit } from '@yibao/core/encounter'
import { fen, type IsoDate, type LocalDateTime, parseLocalDateTime, quantity, unitPrice } from '@yibao/core/kernel'
import type { SeenLine } from '@yibao/core/settlement'
import type { ListOperation } from '@yibao/core/settlement-list'
import type { ArchivedPerson, ArchivedSettlement, ArchivedVisit } from '../flows/audit-ground.ts'
import { insuredColumns } from './audit-archive-sql.ts'
import { readerOf, type TextRow } from './columns.ts'
import { enrolmentColumns } from './gather-sql.ts'

/** A visit as the statements of the archive send it. */
export type SentVisit = readonly [
  visit: TextRow,
  stay: Stay | null,
  diagnoses: readonly Diagnosis[] | null,
  lines: readonly TextRow[] | null,
  settlements: readonly TextRow[],
  current: boolean,
  stayFacts:
    | readonly [operations: readonly ListOperation[] | null, group: readonly [string | null, string | null] | null]
    | null,
]

export interface SentPerson {
  readonly insured: TextRow
  readonly enrolments: readonly TextRow[] | null
}

const must = (sent: string | null | undefined): string => sent ?? ''

function readVisit(row: TextRow, insuredId: string, stay: Stay | null): Visit {
  return {
    visitId: must(row[0]),
    insuredId,
    providerCode: must(row[1]),
    scheme: must(row[2]) as Visit['scheme'],
    openedOn: must(row[3]) as IsoDate,
    begin: must(row[4]) as LocalDateTime,
    providerVisitNumber: must(row[5]),
    certificateType: must(row[6]),
    medType: row[7] ?? null,
    departmentCode: must(row[8]),
    departmentName: must(row[9]),
    state: must(row[10]) as Visit['state'],
    diseaseCode: row[11] ?? null,
    stay,
  }
}

/** A time of the database ends with its seconds, unless somebody wrote parts of them. */
const secondsEnd = 'yyyy-MM-dd HH:mm:ss'.length

function readLine(row: TextRow): SeenLine {
  const ordered = row[6]
  return {
    lineNumber: must(row[0]),
    itemCode: must(row[1]),
    at: must(row[2]).slice(0, secondsEnd) as LocalDateTime,
    price: unitPrice(Number(row[3])),
    quantity: quantity(Number(row[4])),
    approval: must(row[5]) as HospitalApproval,
    ordered: ordered == null ? null : (JSON.parse(ordered) as LineOrder),
    refundOf: row[7] ?? null,
    item: {
      kind: must(row[8]) as SeenLine['item']['kind'],
      name: must(row[9]),
      class: must(row[10]) as SeenLine['item']['class'],
      chargeType: must(row[11]),
    },
    split: { total: fen(Number(row[12])), eligible: fen(Number(row[13])) },
  }
}

function readSettlement(row: TextRow): ArchivedSettlement {
  const amount = (place: number) => fen(Number(row[place]))
  return {
    settlementId: must(row[0]),
    at: must(row[1]) as LocalDateTime,
    medType: must(row[12]),
    amounts: {
      account: amount(2),
      family: amount(3),
      cash: amount(4),
      pool: amount(5),
      largeAmount: amount(6),
      criticalIllness: amount(7),
      civilServant: amount(8),
      enterprise: amount(9),
      assistance: amount(10),
      other: amount(11),
    },
  }
}

/** A time of a settlement list, which is kept as it was sent; one that cannot be read is not known. */
function timeOf(sent: string | null): LocalDateTime | null {
  const parsed = sent === null ? null : parseLocalDateTime(sent)
  return parsed?.ok === true ? parsed.value : null
}

function readOperation(sent: ListOperation): AuditOperation[] {
  const { code, principal, surgeonCode, anaesthetistCode } = sent
  if (code === null) return []
  const [begin, end] = [timeOf(sent.beginsAt), timeOf(sent.endsAt)]
  return [
    {
      code,
      main: principal,
      ...(begin === null ? {} : { begin }),
      ...(end === null ? {} : { end }),
      ...(surgeonCode === null ? {} : { surgeon: surgeonCode }),
      ...(anaesthetistCode === null ? {} : { anaesthetist: anaesthetistCode }),
    },
  ]
}

/** A visit of the archive, and whether one of its settlements is of the scope. */
export function archivedVisit(
  sent: SentVisit,
  insuredId: string,
): { readonly visit: ArchivedVisit; readonly current: boolean } {
  const [row, stay, diagnoses, lines, settlements, current, facts] = sent
  const [operations, group] = facts ?? [null, null]
  const visit: ArchivedVisit = {
    visit: readVisit(row, insuredId, stay),
    diagnoses: diagnoses ?? [],
    lines: (lines ?? []).map(readLine),
    settlements: settlements.map(readSettlement),
    ...(operations === null ? {} : { operations: operations.flatMap(readOperation) }),
    ...(group === null ? {} : { drg: group[0], adrg: group[1] }),
  }
  return { visit, current }
}

const readInsured = readerOf<ArchivedPerson['insured']>(insuredColumns)
const readEnrolment = readerOf<Enrolment>(enrolmentColumns)

export const archivedPerson = ({ insured, enrolments }: SentPerson): Omit<ArchivedPerson, 'visits'> => ({
  insured: readInsured(insured),
  enrolments: (enrolments ?? []).map(readEnrolment),
})
