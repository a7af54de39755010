import { groupingHandlers } from '../http/rest/grouping.ts'
import { listHandlers } from '../http/rest/lists.ts'
import { paymentHandlers } from '../http/rest/payments.ts'
import { paymentDesk, reviewDesk } from '../payment-desk.ts'
import { keptGroupers } from '../store/payment-groupers.ts'
import { listQualityReads } from '../store/rest-lists.ts'
import { paymentReads } from '../store/rest-payments.ts'
import type { RoomGround } from './ground.ts'

/** What the payer's desk asks: runs, statements, cases with their groups, special cases, settlement lists. */
export function paymentRoom({ reads: pool, database, source, jobs, registry }: RoomGround) {
  const reads = paymentReads(pool)
  return {
    ...paymentHandlers({
      reads,
      institutionName: (providerCode) => registry.provider(providerCode)?.name ?? null,
      reviews: reviewDesk(database.pool, source),
      jobs: { ...source, jobs },
      payer: paymentDesk(database.pool, source),
    }),
    ...groupingHandlers({ reads, groupers: keptGroupers(pool) }),
    ...listHandlers(listQualityReads(pool)),
  }
}
