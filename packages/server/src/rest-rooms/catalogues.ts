import { dateOf } from '@yibao/core/kernel'
import { mappingReview } from '../flows/mapping-review.ts'
import { catalogueHandlers } from '../http/rest/catalogues.ts'
import { mappingHandlers } from '../http/rest/mappings.ts'
import { catalogueStore } from '../store/catalogue-store.ts'
import { catalogueReads } from '../store/rest-catalogues.ts'
import { mappingReads, mappingReviews } from '../store/rest-mappings.ts'
import type { RoomGround } from './ground.ts'

/** Catalogues, and the mappings of institutions to them. */
export function catalogueRoom({ reads, database, source }: RoomGround) {
  const today = () => dateOf(source.now())
  const { publish } = catalogueStore(database.pool)
  return {
    ...catalogueHandlers({ reads: catalogueReads(reads), publish, today }),
    ...mappingHandlers({
      reads: mappingReads(reads),
      review: mappingReview({ ...source, reviews: mappingReviews(database.pool) }),
      today,
    }),
  }
}
