import type { ListFinding } from './types.ts'

/** Why a settlement list is not taken, changed or shown: facts for the edge to put into words. */
export type ListRefusal =
  | { readonly code: 'list.unknown-settlement'; readonly settlementId: string }
  | { readonly code: 'list.other-providers-settlement'; readonly settlementId: string }
  | { readonly code: 'list.visit-differs'; readonly settlementId: string; readonly visitId: string }
  | { readonly code: 'list.not-inpatient'; readonly settlementId: string; readonly care: string }
  | { readonly code: 'list.settlement-undone'; readonly settlementId: string; readonly by: string }
  | { readonly code: 'list.submitted'; readonly settlementId: string; readonly listId: string }
  | { readonly code: 'list.unknown'; readonly settlementId: string }
  | { readonly code: 'list.bad-state'; readonly state: string }
  | { readonly code: 'list.state-unchanged'; readonly settlementId: string; readonly state: string }
  | { readonly code: 'list.named-twice'; readonly settlementId: string; readonly row: number }
  | { readonly code: 'list.several-people'; readonly row: number }
  /** The first findings that keep the list out, and how many there are. */
  | { readonly code: 'list.has-errors'; readonly count: number; readonly findings: readonly ListFinding[] }
