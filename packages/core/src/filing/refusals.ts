import type { IsoDate } from '../kernel/index.ts'
import type { Filing } from './types.ts'

/** Why a filing is not made or not withdrawn. `field` is the national name of what was stated. */
export type FilingRefusal =
  | { readonly code: 'filing.not-insured'; readonly scheme: string | null; readonly on: IsoDate }
  | {
      readonly code: 'filing.division-differs'
      readonly field: string
      readonly stated: string
      readonly filed: string
    }
  | { readonly code: 'filing.bad-division'; readonly field: string; readonly stated: string }
  | { readonly code: 'filing.ends-before-it-begins'; readonly from: IsoDate; readonly through: IsoDate }
  | {
      readonly code: 'filing.date-in-future'
      readonly field: string
      readonly date: IsoDate
      readonly today: IsoDate
    }
  | { readonly code: 'filing.transfer-outside-range'; readonly date: IsoDate; readonly from: IsoDate }
  | { readonly code: 'filing.unknown-disease'; readonly diseaseCode: string }
  | { readonly code: 'filing.unknown-institution'; readonly field: string; readonly providerCode: string }
  | { readonly code: 'filing.pharmacy'; readonly field: string; readonly providerCode: string }
  | {
      readonly code: 'filing.not-designated'
      readonly field: string
      readonly providerCode: string
      readonly on: IsoDate
    }
  | { readonly code: 'filing.to-itself'; readonly providerCode: string }
  | { readonly code: 'filing.bad-order'; readonly order: string }
  | { readonly code: 'filing.order-taken'; readonly order: number; readonly filingId: string }
  | {
      readonly code: 'filing.overlap'
      readonly kind: Filing['kind']
      /** The disease, hospital or business that both are about. */
      readonly about: string
      readonly filingId: string
      readonly from: IsoDate
      readonly until: IsoDate | null
    }
  | { readonly code: 'filing.unknown'; readonly filingId: string }
  | { readonly code: 'filing.of-another-kind'; readonly filingId: string; readonly kind: Filing['kind'] }
  | { readonly code: 'filing.other-institution'; readonly filingId: string; readonly filedBy: string }
  | { readonly code: 'filing.withdrawn-before'; readonly filingId: string }
  | { readonly code: 'filing.settled-on'; readonly filingId: string; readonly settlementId: string }
