import { type Result, refuse } from '@yibao/core/kernel'
import { type MappingReviewRefusal, type MappingStanding, type ReviewOrder, reviewedMapping } from '@yibao/core/mapping'
import { type Asker, withinReach } from './asker.ts'
import type { MappingReviews, ReviewedMapping } from './mapping-review-ports.ts'
import { type Actor, actorName, type OperationSource, operationOf } from './operation-log.ts'

export interface MappingReviewDesk extends OperationSource {
  readonly reviews: MappingReviews
}

interface MappingReviewer extends Asker {
  readonly actor: Actor
}

type ReviewRefusal = MappingReviewRefusal | { readonly code: 'mappings.unknown' }

export type MappingReview = (
  by: MappingReviewer,
  key: Pick<ReviewedMapping, 'providerCode' | 'mappingId'>,
  order: ReviewOrder,
) => Promise<Result<MappingStanding, ReviewRefusal>>

/**
 * Reviews one mapping within reach. Refuses with `mappings.unknown`, and with what core refuses; `mappings.changed-meanwhile`
 * also when somebody else's review or the institution's withdrawal came between the look and the verdict.
 */
export const mappingReview =
  (desk: MappingReviewDesk): MappingReview =>
  async (by, key, order) => {
    const target = `${key.providerCode} ${key.mappingId}`
    const found = await withinReach(by, target, await desk.reviews.find(key.providerCode, key.mappingId))
    if (found === null) return refuse({ code: 'mappings.unknown' })
    const decided = reviewedMapping(found, order)
    if (!decided.ok) return decided
    const { reason } = order
    const verdict = { ...decided.value, by: actorName(by.actor), at: desk.now(), reason }
    const operation = operationOf(desk, by.actor, {
      action: 'mappings.review',
      target,
      reason,
      details: { does: order.does, version: verdict.version },
    })
    const recorded = await desk.reviews.record(key, found.version, verdict, operation)
    return recorded ? decided : refuse({ code: 'mappings.changed-meanwhile', version: found.version })
  }
