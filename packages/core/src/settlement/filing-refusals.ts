import type { IsoDate } from '../kernel/index.ts'

/** Why a bill that needs a filing is refused. */
export type FilingGroundRefusal =
  | {
      readonly code: 'settlement.no-filing'
      readonly kind: 'chronic' | 'special-drug' | 'transfer' | 'designated'
      /** The disease, hospital or business; null when nobody says which disease. */
      readonly about: string | null
      readonly on: IsoDate
    }
  | {
      readonly code: 'settlement.designated-elsewhere'
      readonly business: string
      readonly providerCode: string
      readonly on: IsoDate
    }
  | { readonly code: 'settlement.no-doctor'; readonly line: string }
  | { readonly code: 'settlement.no-prescription'; readonly line: string }
  | { readonly code: 'settlement.certifiers-differ'; readonly providerCodes: readonly string[] }
  | { readonly code: 'settlement.certifier-unknown'; readonly providerCode: string }
  | { readonly code: 'settlement.filing-withdrawn'; readonly filingId: string }
