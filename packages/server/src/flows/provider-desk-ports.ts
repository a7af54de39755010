import type { Provider } from '@yibao/core/encounter'
import type { DivisionCode, Fen, IsoDate } from '@yibao/core/kernel'
import type { Reach } from '@yibao/core/office'
import type { Belongs } from './rest-ports.ts'

export interface ProviderSearch {
  /** How the code begins, or a part of the name. */
  readonly search: string | null
  readonly kind: Provider['kind'] | null
  readonly level: Provider['level'] | null
  readonly division: DivisionCode | null
  readonly designated: boolean | null
  readonly today: IsoDate
}

export type FiledProvider = Required<Provider>

/** What else is counted for the file of one institution. */
export interface ProviderCounts {
  readonly departments: number
  readonly practitioners: number
  readonly operators: number
  readonly mappingsWaiting: number
  readonly openMatters: number
}

/** What an institution settled in one month; amounts in fen, less what was undone. */
export interface ProviderMonth {
  /** `2025-03` */
  readonly month: string
  readonly settlements: number
  readonly total: Fen
  readonly pool: Fen
}

export interface ShownDepartment {
  readonly code: string
  readonly name: string
  readonly caty: string | null
  readonly beds: string | null
  readonly from: IsoDate
  readonly until: IsoDate | null
}

export interface ShownPractitioner {
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly insuranceDoctor: boolean
  readonly from: IsoDate
  readonly until: IsoDate | null
}

export interface StaffSearch {
  readonly search: string | null
  readonly on: IsoDate | null
}

export type StaffKey = { readonly code: string; readonly since: IsoDate }

/** Files of institutions as people look at them. */
export interface ProviderReads {
  /** By code. */
  list(search: ProviderSearch, reach: Reach, after: string | null, limit: number): Promise<readonly FiledProvider[]>
  find(providerCode: string): Promise<(Belongs & { readonly provider: FiledProvider }) | null>
  counts(providerCode: string, today: IsoDate): Promise<ProviderCounts>
  /** Months that begin on `from` or later, the latest first. */
  months(providerCode: string, from: IsoDate): Promise<readonly ProviderMonth[]>
  departments(
    providerCode: string,
    search: StaffSearch,
    after: StaffKey | null,
    limit: number,
  ): Promise<readonly ShownDepartment[]>
  practitioners(
    providerCode: string,
    search: StaffSearch,
    after: StaffKey | null,
    limit: number,
  ): Promise<readonly ShownPractitioner[]>
  operators(
    providerCode: string,
    after: string | null,
    limit: number,
  ): Promise<readonly { readonly number: string; readonly name: string }[]>
}
