export { auditKind, groundOf, itemFacts, medTypeFacts, personSeen, providerSeen, visitSeen } from './audit-ground.ts'
export type * from './audit-types.ts'
export { findCorrections } from './correction.ts'
export { bookCorrections, type CorrectionOrder, type NumberedCorrection, undoCorrection } from './correction-book.ts'
export { inForce } from './correction-effect.ts'
export type * from './correction-types.ts'
export { noChange } from './decision.ts'
export {
  type Discharge,
  dischargeOf,
  dischargeUndoOf,
} from './discharge.ts'
export { type Entitlement, entitlementOf } from './entitlement.ts'
export type { FilingGroundRefusal } from './filing-refusals.ts'
export type { StatedInsurance } from './guards.ts'
export { priceLines, revocationOf, uploadOf } from './lines.ts'
export { type PersonParts, personParts } from './person-parts.ts'
export { claimsOfSale, type Purchase, purchaseQuoteOf, type Sale, settlePurchase } from './purchase.ts'
export { type BillRequest, type Quote, quoteOf, type StatedTotals } from './quote.ts'
export type { SettlementRefusal, StayRefusal } from './refusals.ts'
export { type OtherLaw, type Rerun, rerunOf } from './rerun.ts'
export { billAuditBy, toldBy } from './screening.ts'
export { billOf, type SettleOrder, settleBatch } from './settle.ts'
export type { StatedLine } from './stated-line.ts'
export { type Admission, admissionCancelOf, admissionOf, changeOf, isStay, type StayChange } from './stay.ts'
export { type StayBillRequest, type StayOrder, type StayQuote, settleStay, stayQuoteOf } from './stay-bill.ts'
export {
  finalOf,
  noBatch,
  type StayLine,
  type StayUpload,
  stayLinesAtMost,
  stayRevocationOf,
  stayUploadOf,
} from './stay-lines.ts'
export { totalsOn } from './totals-on.ts'
export type { ProviderOf } from './transfer.ts'
export type * from './types.ts'
export { cancelOf, reversalOf, stands } from './undo.ts'
export { verifyPerson } from './verify.ts'
export type { AccountEntry, PersonHistory, PlanOf, Violation } from './verify-types.ts'
export { cancellationOf, descriptionOf, openingOf } from './visit.ts'
export * from './words.ts'
