import type { Enrolment, Insured, SchemeCode } from '@yibao/core/encounter'
import type { DivisionCode, Fen, IsoDate, LocalDateTime } from '@yibao/core/kernel'
import type { Reach } from '@yibao/core/office'
import type { FiledLine, FiledSettlement, RunningTotal, SettlementKind } from '@yibao/core/settlement'
import type { ShownVisit } from './visit-ports.ts'

/** To whom something belongs, as a reach asks it. */
export interface Belongs {
  readonly divisions: readonly DivisionCode[]
  readonly institutions: readonly string[]
}

/** A page of a list. @typeParam Row what a row is @typeParam Key where a page ends */
export interface Page<Row, Key> {
  readonly rows: readonly Row[]
  /** Null on the last page. */
  readonly next: Key | null
}

export type PersonQuestion =
  | { readonly by: 'certificate'; readonly number: string }
  | { readonly by: 'number'; readonly insuredId: string }
  | { readonly by: 'name'; readonly name: string }

/** Everything that a person's page shows. */
export interface ShownPerson extends Belongs {
  readonly insured: Insured
  readonly accountBalance: Fen
  readonly enrolments: readonly Enrolment[]
  readonly totals: readonly RunningTotal[]
}

export interface PeopleStore {
  /** In the order of their numbers. */
  find(question: PersonQuestion, reach: Reach, after: string | null, limit: number): Promise<readonly Insured[]>
  person(insuredId: string): Promise<ShownPerson | null>
}

/** Whose events are listed: one person's, or those of an institution in a range of days, or both. */
export interface EventFilter {
  readonly insuredId: string | null
  readonly providerCode: string | null
  readonly from: IsoDate | null
  /** The last day. */
  readonly until: IsoDate | null
}

export interface EventKey {
  readonly at: LocalDateTime
  readonly id: string
}

export type VisitRow = Pick<
  ShownVisit['visit'],
  'insuredId' | 'visitId' | 'providerCode' | 'scheme' | 'begin' | 'medType' | 'departmentName' | 'state'
> & {
  readonly inpatient: boolean
  readonly dischargedAt: LocalDateTime | null
}

/** A visit with its lines, as far as they are shown. */
export interface ShownVisitWithLines extends Belongs {
  readonly row: VisitRow
  readonly diagnoses: ShownVisit['diagnoses']
  readonly lines: readonly FiledLine[]
  readonly lineCount: number
}

export interface VisitStore {
  /** Latest first. */
  find(filter: EventFilter, reach: Reach, after: EventKey | null, limit: number): Promise<readonly VisitRow[]>
  visit(insuredId: string, visitId: string, mostLines: number): Promise<ShownVisitWithLines | null>
}

/** Which settlements are listed; null looks at all. Amounts in fen, without their sign. */
export interface SettlementFilter extends EventFilter {
  readonly scheme: SchemeCode | null
  readonly kind: SettlementKind | null
  /** A region, whose number the divisions of its settlements begin with. */
  readonly division: DivisionCode | null
  readonly medType: string | null
  readonly totalFrom: number | null
  readonly totalUntil: number | null
  /** Whether the settlement, with what undid and restored it, stands now. */
  readonly state: 'standing' | 'undone' | null
}

/** One settlement in a list; amounts in fen. */
interface SettlementRow {
  readonly insuredId: string
  readonly settlementId: string
  readonly kind: SettlementKind
  readonly undoesId: string | null
  readonly visitId: string
  readonly providerCode: string
  readonly at: LocalDateTime
  readonly scheme: SchemeCode
  readonly division: DivisionCode
  readonly medType: string
  readonly total: Fen
  /** Paid by all funds. */
  readonly fund: Fen
  readonly cash: Fen
}

/** One settlement in the list of a desk. */
export interface SettlementListRow extends SettlementRow {
  readonly name: string | null
  readonly providerName: string | null
  /** Whether the settlement that it belongs to stands now. */
  readonly stands: boolean
}

/** What lies around a settlement beside its chain. */
export interface SettlementSurroundings {
  readonly visit: VisitRow | null
  readonly lines: readonly {
    readonly batch: string
    readonly settlementId: string | null
    readonly count: number
    readonly total: Fen
    readonly firstAt: LocalDateTime
    readonly lastAt: LocalDateTime
  }[]
  /** Those that had an effect, oldest first. */
  readonly messages: readonly {
    readonly messageId: string
    readonly infno: string
    readonly msgid: string
    readonly receivedAt: LocalDateTime
    readonly settlementId: string | null
    readonly archived: boolean
  }[]
}

/** What a stride of a walk came to, and where the next one begins; null behind the last. */
export interface Stride<Found> {
  readonly found: Found
  readonly lookedTo: EventKey | null
}

export interface SettlementStore {
  /**
   * Latest first, however far the way is. Who waits for an answer walks in strides: each looks at so many settlements of the days
   * that are asked at most, whatever of them is wanted.
   */
  find(
    filter: SettlementFilter,
    reach: Reach,
    after: EventKey | null,
    limit: number,
  ): Promise<readonly SettlementListRow[]>
  /** How many there are, counted no further than `most`. */
  count(filter: SettlementFilter, reach: Reach, most: number): Promise<number>
  /** The latest of one stride; the next begins behind the last of them where there are `limit`, else where the stride ended. */
  findStride(
    filter: SettlementFilter,
    reach: Reach,
    after: EventKey | null,
    limit: number,
  ): Promise<Stride<readonly SettlementListRow[]>>
  /** How many one stride holds, counted no further than `most`. */
  countStride(filter: SettlementFilter, reach: Reach, after: EventKey | null, most: number): Promise<Stride<number>>
  /** Around a visit of a person in an institution until the last step of the settlement. */
  surroundings(
    visit: { readonly insuredId: string; readonly visitId: string; readonly providerCode: string },
    until: LocalDateTime,
  ): Promise<SettlementSurroundings>
  /** The whole chain that a settlement belongs to, oldest first, and to whom it belongs; null when there is none. */
  chain(
    insuredId: string,
    settlementId: string,
  ): Promise<(Belongs & { readonly personName: string | null; readonly chain: readonly FiledSettlement[] }) | null>
}

/** Sums of settlements; what was undone counts with the opposite sign. Amounts in fen. */
export interface ReportSums {
  readonly settled: number
  readonly undone: number
  readonly restored: number
  readonly total: Fen
  readonly pool: Fen
  readonly largeAmount: Fen
  readonly criticalIllness: Fen
  readonly civilServant: Fen
  readonly enterprise: Fen
  readonly assistance: Fen
  readonly other: Fen
  readonly hospital: Fen
  readonly account: Fen
  readonly family: Fen
  readonly cash: Fen
}

export interface DailyKey {
  readonly day: IsoDate
  readonly providerCode: string
  readonly scheme: SchemeCode
}

export type DailyRow = DailyKey & ReportSums

export interface InstitutionRow extends ReportSums {
  readonly providerCode: string
  readonly name: string | null
  readonly people: number
}

export interface ReportFilter {
  readonly from: IsoDate
  /** The last day. */
  readonly until: IsoDate
  readonly providerCode: string | null
  readonly scheme: SchemeCode | null
  /** In which institutions lie, exactly this one. */
  readonly division: string | null
}

export interface ReportStore {
  /** In the order of day, institution and scheme. */
  daily(filter: ReportFilter, reach: Reach, after: DailyKey | null, limit: number): Promise<readonly DailyRow[]>
  /** In the order of institutions. */
  institutions(
    filter: ReportFilter,
    reach: Reach,
    after: string | null,
    limit: number,
  ): Promise<readonly InstitutionRow[]>
  sums(filter: ReportFilter, reach: Reach): Promise<ReportSums>
}
