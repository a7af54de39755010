import type { CareKind, Insured } from '../encounter/index.ts'
import type { Fen, IsoDate, LocalDateTime } from '../kernel/index.ts'

/** A diagnosis of the list; `type` is the national `diag_type`: 1 western, 2 and 3 traditional, 4 operation, 5 disease paid as a case. */
export interface ListDiagnosis {
  readonly type: string
  readonly code: string
  readonly name: string
  /** National `adm_cond_type`. */
  readonly condition: string | null
  readonly principal: boolean
}

/** An operation or procedure; its times as they were sent, for centres of the field write them in two forms. */
export interface ListOperation {
  readonly principal: boolean
  readonly code: string | null
  readonly name: string | null
  readonly beginsAt: string | null
  readonly endsAt: string | null
  readonly anaesthesia: string | null
  readonly anaesthesiaBeginsAt: string | null
  readonly anaesthesiaEndsAt: string | null
  readonly surgeonCode: string | null
  readonly anaesthetistCode: string | null
}

export interface IntensiveCare {
  readonly ward: string
  readonly enteredAt: LocalDateTime
  readonly leftAt: LocalDateTime
  /** `days/hours/minutes` */
  readonly duration: string
}

export interface Transfusion {
  readonly kind: string | null
  readonly amount: number | null
  readonly unit: string | null
}

/** A disease of the outpatient part of the list. */
export interface ChronicTreatment {
  readonly diagnosisCode: string
  readonly diagnosisName: string
  readonly operationCode: string
  readonly operationName: string
}

/** 结算清单: what a hospital declares of one settled stay. */
export interface SettlementList {
  readonly settlementId: string
  readonly visitId: string
  readonly admittedAt: LocalDateTime | null
  readonly dischargedAt: LocalDateTime | null
  readonly settledFrom: IsoDate | null
  readonly settledUntil: IsoDate | null
  /** National `dscg_way`; 5 is death. */
  readonly dischargeWay: string | null
  /** Grams as decimal text; of several newborns one each. */
  readonly birthWeights: readonly string[]
  readonly admissionWeights: readonly string[]
  /** `days/hours/minutes` */
  readonly ventilator: string | null
  readonly comaBefore: string | null
  readonly comaAfter: string | null
  /** Days of special, first, second and third grade nursing. */
  readonly nursingDays: readonly [number | null, number | null, number | null, number | null]
  readonly diagnoses: readonly ListDiagnosis[]
  readonly operations: readonly ListOperation[]
  readonly intensiveCare: readonly IntensiveCare[]
  readonly transfusions: readonly Transfusion[]
  readonly chronic: readonly ChronicTreatment[]
  /** What is only kept and given back, by national field name. */
  readonly details: Readonly<Record<string, string | null>>
}

/** One charge type of the bill, by class; the four parts add up to the total. */
export interface ChargeSum {
  readonly chargeType: string
  readonly total: Fen
  readonly classA: Fen
  readonly classB: Fen
  readonly own: Fen
  readonly other: Fen
}

/** What the centre itself knows of the stay, and what a list is held against. */
export interface ListGround {
  readonly insured: Pick<Insured, 'gender' | 'birth'>
  /** As it was registered with the centre. */
  readonly admittedAt: LocalDateTime | null
  readonly dischargedAt: LocalDateTime | null
  readonly dischargeWay: string | null
  readonly settledAt: LocalDateTime
  readonly total: Fen
  /** What all payers pay together. */
  readonly paid: Fen
  readonly charges: readonly ChargeSum[]
  /** The codes of the list that exist; null where no list of codes was loaded. */
  readonly knownDiagnoses: ReadonlySet<string> | null
  readonly knownOperations: ReadonlySet<string> | null
}

/** `refuse` keeps a list out, `warn` is kept with it. */
export type Severity = 'refuse' | 'warn'

export type FindingCode =
  | 'missing'
  | 'code-unknown'
  | 'code-not-checked'
  | 'principal-diagnosis-count'
  | 'principal-operation-count'
  | 'diagnosis-twice'
  | 'bad-time'
  | 'out-of-order'
  | 'registered-differs'
  | 'sum-differs'
  | 'sex-conflict'
  | 'age-conflict'
  | 'operation-unexplained'
  | 'bad-weight'
  | 'weight-unusual'
  | 'weight-not-newborn'
  | 'bad-duration'
  | 'duration-too-long'
  | 'duration-differs'
  | 'nursing-too-long'

export type ListField =
  | 'admittedAt'
  | 'dischargedAt'
  | 'settledFrom'
  | 'settledUntil'
  | 'settledAt'
  | 'dischargeWay'
  | 'receivingProvider'
  | 'readmissionPurpose'
  | 'birthWeight'
  | 'admissionWeight'
  | 'ventilator'
  | 'comaBefore'
  | 'comaAfter'
  | 'nursingDays'
  | 'diagnosis'
  | 'principalDiagnosis'
  | 'operation'
  | 'principalOperation'
  | 'operationBeginsAt'
  | 'operationEndsAt'
  | 'anaesthesiaBeginsAt'
  | 'anaesthesiaEndsAt'
  | 'intensiveCareEntered'
  | 'intensiveCareLeft'
  | 'intensiveCareDuration'
  | 'total'
  | 'chargeType'
  | 'caseNumber'
  | 'doctor'
  | 'invoice'

/** What one check found. `against` is what the value was held against: another date, a limit, a registered value. */
export interface ListFinding {
  readonly code: FindingCode
  readonly severity: Severity
  readonly field: ListField
  /** From 1, in a list of rows. */
  readonly row: number | null
  readonly value: string
  readonly against: string
}

/** National `stas_type` of 4102; its values were not read, these two are ours: 0 saved, 1 submitted. */
export type ListState = 'saved' | 'submitted'

/** The latest version of a list as the store shows it. */
export interface FiledListHead {
  readonly listId: string
  readonly settlementId: string
  /** From 1; an upload that replaces another one counts on. */
  readonly version: number
  readonly state: ListState
  readonly providerCode: string
  /** The settlement that undid the one it belongs to; null while that stands. */
  readonly undoneBy: string | null
}

/** A version of a list, whole. */
export interface FiledList extends Omit<FiledListHead, 'undoneBy'> {
  readonly msgid: string
  readonly sentAt: LocalDateTime
  readonly content: SettlementList
  readonly findings: readonly ListFinding[]
}

/** What the centre knows of the settlement that a list names. */
export interface ListedSettlement {
  readonly settlementId: string
  readonly providerCode: string
  readonly visitId: string
  readonly care: CareKind
  /** The settlement that undid it; null while it stands. */
  readonly undoneBy: string | null
}

/** What a decision about lists changes. */
export interface ListChange {
  readonly put: FiledList | null
  readonly states: readonly { readonly settlementId: string; readonly version: number; readonly state: ListState }[]
}

export interface StateOrder {
  readonly settlementId: string
  readonly state: ListState
}
