import { ok, type Result, refuse } from '../kernel/index.ts'

/**
 * How a mapping stands with the bureau. `waiting` counts until somebody refuses it; `refused` was taken back by the bureau
 * and `withdrawn` by its institution, and neither counts any more.
 */
export const mappingStates = ['waiting', 'accepted', 'refused', 'withdrawn'] as const
type MappingState = (typeof mappingStates)[number]

export const reviewKinds = ['accept', 'refuse'] as const
type ReviewKind = (typeof reviewKinds)[number]

export interface MappingStanding {
  readonly state: MappingState
  /** Grows by one with each review. */
  readonly version: number
}

export interface ReviewOrder {
  readonly does: ReviewKind
  /** The version that was looked at. */
  readonly version: number
  /** Why; a refusal needs it, for the institution has to know what to correct. */
  readonly reason: string | null
}

export type MappingReviewRefusal =
  | { readonly code: 'mappings.changed-meanwhile'; readonly version: number }
  | { readonly code: 'mappings.withdrawn' }
  | { readonly code: 'mappings.already-refused' }
  | { readonly code: 'mappings.already-accepted' }
  | { readonly code: 'mappings.no-reason' }

/**
 * Decides on a mapping. What was accepted may still be refused; what was refused stays so, and the institution uploads it
 * anew. Refuses, in this order, with `mappings.withdrawn`, `mappings.already-refused`, `mappings.changed-meanwhile`,
 * `mappings.already-accepted`, `mappings.no-reason`.
 */
export function reviewedMapping(
  { state, version }: MappingStanding,
  order: ReviewOrder,
): Result<MappingStanding, MappingReviewRefusal> {
  if (state === 'withdrawn') return refuse({ code: 'mappings.withdrawn' })
  if (state === 'refused') return refuse({ code: 'mappings.already-refused' })
  if (version !== order.version) return refuse({ code: 'mappings.changed-meanwhile', version })
  if (order.does === 'refuse') {
    const reasonless = order.reason === null || order.reason.trim() === ''
    return reasonless ? refuse({ code: 'mappings.no-reason' }) : ok({ state: 'refused', version: version + 1 })
  }
  if (state === 'accepted') return refuse({ code: 'mappings.already-accepted' })
  return ok({ state: 'accepted', version: version + 1 })
}
