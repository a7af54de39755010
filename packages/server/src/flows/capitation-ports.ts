import type { ProviderLevel, SchemeCode } from '@yibao/core/encounter'
import type { DateRange, DivisionCode, IsoDate } from '@yibao/core/kernel'
import type { CapitationCharges, CapitationFacts, CapitationRule, SignedPeople } from '@yibao/core/payment'
import type { PaymentScope } from './payment-ports.ts'

/** A person's sign-up with an institution (签约): the fund of one region and insurance pays a quota for it. */
export interface Signup {
  readonly insuredId: string
  readonly providerCode: string
  readonly division: DivisionCode
  readonly scheme: SchemeCode
  readonly range: DateRange
}

/** What is on file about the people and institutions of some sign-ups. */
export interface SignupSurvey {
  readonly people: ReadonlySet<string>
  readonly institutions: ReadonlySet<string>
  /** Every sign-up of those people. */
  readonly signups: readonly Signup[]
}

/** People signed on with an institution. */
export interface InstitutionPeople {
  readonly providerCode: string
  readonly level: ProviderLevel
  readonly people: readonly SignedPeople[]
}

/** What settlements charged the fund with, as a capitation looks at it. */
interface InstitutionCharges extends CapitationCharges {
  readonly providerCode: string
  readonly level: ProviderLevel
}

/** What a month's settlements and corrections charged the fund with. */
export interface MonthCharges {
  /** In the order of institutions. */
  readonly charges: readonly InstitutionCharges[]
  /** Numbers of those at the very end of the month: what was being recorded meanwhile is not among them, the next month counts it. */
  readonly seen: readonly string[]
}

/** An institution in a month of capitation. */
export interface CapitatedInstitution {
  readonly providerCode: string
  readonly level: ProviderLevel
  readonly people: CapitationFacts['people']
  readonly charges: CapitationCharges
}

/** What a run found of capitation when it began. */
export interface FoundCapitation {
  /** In the order of institutions. */
  readonly institutions: readonly CapitatedInstitution[]
  /** Null where nothing was counted. */
  readonly seen: readonly string[] | null
}

/** Sign-ups and what is charged under them, counted by the database. */
export interface CapitationStore {
  /** People insured and signed on, on a day; of filed diseases only those asked for are told. */
  people(scope: PaymentScope, on: IsoDate, diseases: readonly string[]): Promise<readonly InstitutionPeople[]>
  /**
   * Fund charges of a month's settlements, undone ones taken off in the month of the undoing, corrections counted in theirs; and what the
   * closed run of the month before could not see yet. A person belongs to whom he was signed on with on the first of the month of the
   * settlement.
   */
  charges(scope: PaymentScope, month: string, rule: Pick<CapitationRule, 'covers' | 'elsewhere'>): Promise<MonthCharges>
  /** What a run found when it began, in the order of institutions. */
  ofRun(runId: string): Promise<readonly CapitatedInstitution[]>
}
