import type { BenefitRefusal } from '../benefit/index.ts'
import type { CatalogRefusal } from '../catalog/index.ts'
import type { CareKind } from '../encounter/index.ts'
import type { Fen, IsoDate, LocalDateTime } from '../kernel/index.ts'
import type { TraceRefusal } from '../stock/index.ts'
import type { FilingGroundRefusal } from './filing-refusals.ts'

/** Why a bill is not settled or not undone: facts for the edge to put into words. */
export type SettlementRefusal =
  | BenefitRefusal
  | TraceRefusal
  | (CatalogRefusal & { readonly line: string })
  | { readonly code: 'settlement.not-insured'; readonly scheme: string; readonly on: IsoDate }
  | { readonly code: 'settlement.division-differs'; readonly stated: string; readonly filed: string }
  | { readonly code: 'settlement.certificate-of-another' }
  | { readonly code: 'settlement.provider-not-designated'; readonly providerCode: string; readonly on: IsoDate }
  | { readonly code: 'settlement.care-not-of-provider'; readonly providerCode: string; readonly care: CareKind }
  | {
      readonly code: 'settlement.date-in-future'
      readonly field: string
      readonly date: IsoDate
      readonly today: IsoDate
    }
  | { readonly code: 'settlement.unknown-visit'; readonly visitId: string }
  | { readonly code: 'settlement.other-providers-visit'; readonly visitId: string }
  | { readonly code: 'settlement.visit-cancelled'; readonly visitId: string }
  | { readonly code: 'settlement.visit-in-use'; readonly visitId: string; readonly lines: number }
  | { readonly code: 'settlement.scheme-differs'; readonly stated: string; readonly filed: string }
  | { readonly code: 'settlement.visit-number-differs'; readonly stated: string; readonly filed: string }
  | { readonly code: 'settlement.care-not-served'; readonly medType: string }
  | { readonly code: 'settlement.med-type-differs'; readonly stated: string; readonly filed: string }
  | { readonly code: 'settlement.certificate-differs'; readonly stated: string; readonly filed: string }
  | { readonly code: 'settlement.bad-quantity'; readonly line: string; readonly quantity: string }
  | { readonly code: 'settlement.bad-price'; readonly line: string; readonly price: string }
  | { readonly code: 'settlement.line-too-large'; readonly line: string; readonly amount: Fen; readonly below: Fen }
  | { readonly code: 'settlement.duplicate-line'; readonly line: string }
  | {
      readonly code: 'settlement.line-amount-differs'
      readonly line: string
      readonly stated: Fen
      readonly computed: Fen
    }
  | { readonly code: 'settlement.batch-settled'; readonly batch: string; readonly settlementId: string }
  | { readonly code: 'settlement.no-lines'; readonly batch: string }
  | { readonly code: 'settlement.total-differs'; readonly stated: Fen; readonly computed: Fen }
  | { readonly code: 'settlement.split-differs'; readonly part: string; readonly stated: Fen; readonly computed: Fen }
  | {
      readonly code: 'settlement.audit-refused'
      readonly rule: string
      readonly name: { readonly zh: string; readonly en: string }
      /** Null of a finding about the whole visit. */
      readonly line: string | null
      readonly says: { readonly zh: string; readonly en: string }
      readonly basis: string
    }
  | { readonly code: 'settlement.account-too-small'; readonly balance: Fen; readonly asked: Fen }
  | { readonly code: 'settlement.family-not-authorised'; readonly owner: string }
  | {
      readonly code: 'settlement.family-too-small'
      readonly owner: string
      readonly available: Fen
      readonly asked: Fen
    }
  | { readonly code: 'settlement.account-not-payable'; readonly payable: Fen; readonly asked: Fen }
  | { readonly code: 'settlement.unknown-settlement'; readonly settlementId: string }
  | { readonly code: 'settlement.other-providers-settlement'; readonly settlementId: string }
  | { readonly code: 'settlement.visit-of-settlement-differs'; readonly settlementId: string; readonly visitId: string }
  | { readonly code: 'settlement.already-undone'; readonly settlementId: string; readonly by: string }
  | { readonly code: 'settlement.later-stands'; readonly settlementId: string; readonly later: string }
  | { readonly code: 'settlement.corrected'; readonly settlementId: string; readonly correctionId: string }
  | { readonly code: 'settlement.lines-changed'; readonly settlementId: string }
  | { readonly code: 'settlement.totals-changed'; readonly settlementId: string; readonly total: string }
  | StayRefusal
  | FilingGroundRefusal
  | { readonly code: 'settlement.wrong-care'; readonly settlementId: string; readonly care: string }

/** What only stays are refused for. */
export type StayRefusal =
  | { readonly code: 'settlement.after-death'; readonly on: IsoDate; readonly diedOn: IsoDate }
  | { readonly code: 'settlement.other-kind-of-visit'; readonly visitId: string; readonly care: CareKind }
  | {
      readonly code: 'settlement.stays-overlap'
      readonly visitId: string
      readonly providerCode: string
      readonly admission: LocalDateTime
    }
  | { readonly code: 'settlement.stay-in-use'; readonly visitId: string; readonly lines: number }
  | { readonly code: 'settlement.stay-settled'; readonly visitId: string; readonly settlementId: string }
  | { readonly code: 'settlement.stay-closed'; readonly visitId: string; readonly settlementId: string }
  | { readonly code: 'settlement.already-discharged'; readonly visitId: string; readonly at: LocalDateTime }
  | { readonly code: 'settlement.not-discharged'; readonly visitId: string }
  | {
      readonly code: 'settlement.outside-stay'
      readonly field: string
      readonly line: string | null
      readonly date: IsoDate
      readonly admission: IsoDate
      readonly discharge: IsoDate | null
    }
  | {
      readonly code: 'settlement.fees-outside-stay'
      readonly line: string
      readonly date: IsoDate
      readonly stated: IsoDate
    }
  | { readonly code: 'settlement.discharge-differs'; readonly stated: IsoDate; readonly filed: IsoDate }
  | { readonly code: 'settlement.death-unclear'; readonly way: string; readonly diedOn: IsoDate | null }
  | { readonly code: 'settlement.cause-undeclared'; readonly visitId: string }
  | { readonly code: 'settlement.third-party'; readonly visitId: string }
  | { readonly code: 'settlement.too-many-lines'; readonly lines: number; readonly limit: number }
  | { readonly code: 'settlement.refund-unknown'; readonly line: string; readonly original: string }
  | { readonly code: 'settlement.refund-differs'; readonly line: string; readonly original: string }
  | {
      readonly code: 'settlement.refund-too-large'
      readonly line: string
      readonly original: string
      readonly left: string
      readonly stated: string
    }
  | { readonly code: 'settlement.line-refunded'; readonly line: string; readonly by: string }
  | { readonly code: 'settlement.line-settled'; readonly line: string; readonly settlementId: string }
  | { readonly code: 'settlement.unknown-line'; readonly line: string }
  | { readonly code: 'settlement.no-free-lines'; readonly visitId: string }
  | { readonly code: 'settlement.stay-changed'; readonly settlementId: string }
