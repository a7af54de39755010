import type { ProviderKind } from '@yibao/core/encounter'
import type { DateRange, IsoDate } from '@yibao/core/kernel'

/** An institution as the register shows it to others. */
export interface RegisteredInstitution {
  readonly providerCode: string
  readonly name: string
  readonly kind: ProviderKind
  readonly levelCode: string
  /** 统一社会信用代码; empty when it was not told. */
  readonly creditCode: string
}

/** What else a register says of a row, under national names; given back as it came. */
export type RegisterDetails = Readonly<Record<string, string | null>>

export interface Department {
  readonly providerCode: string
  readonly code: string
  readonly name: string
  readonly range: DateRange
  readonly details: RegisterDetails
}

export interface Practitioner {
  readonly providerCode: string
  /** The national code of the person, the same wherever they practise. */
  readonly code: string
  readonly name: string
  /** National `prac_psn_type`. */
  readonly kind: string
  readonly certificateType: string
  readonly certificateNumber: string
  /** 医保医师. */
  readonly insuranceDoctor: boolean
  readonly range: DateRange
  readonly details: RegisterDetails
}

export interface InstitutionQuestion {
  readonly kinds: readonly ProviderKind[]
  /** Part of the name. */
  readonly name: string | null
  readonly providerCode: string | null
}

export interface PractitionerQuestion {
  readonly kind: string
  readonly certificateType: string | null
  readonly certificateNumber: string | null
  readonly name: string | null
  readonly code: string | null
  /** Only those of this institution; null asks everywhere. */
  readonly providerCode: string | null
}

/** Registers of institutions; a question is answered with at most `limit` rows. */
export interface RegisterStore {
  institutions(question: InstitutionQuestion, on: IsoDate, limit: number): Promise<readonly RegisteredInstitution[]>
  departments(providerCode: string, limit: number): Promise<readonly Department[]>
  practitioners(question: PractitionerQuestion, limit: number): Promise<readonly Practitioner[]>
}
