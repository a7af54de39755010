import type pg from 'pg'
import type { OperationSource } from './flows/operation-log.ts'
import type { PaymentDesk } from './flows/payment-desk.ts'
import type { ReviewDesk } from './flows/payment-review.ts'
import { capitationStore } from './store/capitation-store.ts'
import { paymentCaseStore } from './store/payment-case-store.ts'
import { paymentGroupStore } from './store/payment-group-store.ts'
import { paymentGroupers } from './store/payment-groupers.ts'
import { paymentPlanStore } from './store/payment-plan-store.ts'
import { specialCaseStore } from './store/payment-review-store.ts'
import { paymentRunStore } from './store/payment-run-store.ts'
import { userStore } from './store/user-store.ts'

/** Puts the payer's desk together on a database. */
export function paymentDesk(pool: pg.Pool, source: OperationSource): PaymentDesk {
  return {
    ...source,
    cases: paymentCaseStore(pool),
    groups: paymentGroupStore(pool),
    plans: paymentPlanStore(pool),
    runs: paymentRunStore(pool),
    capitation: capitationStore(pool),
    groupers: paymentGroupers(pool),
  }
}

/** The desk at which special cases are reviewed. */
export function reviewDesk(pool: pg.Pool, source: OperationSource): ReviewDesk {
  const users = userStore(pool)
  return {
    ...source,
    plans: paymentPlanStore(pool),
    reviews: specialCaseStore(pool),
    reviewers: {
      async user(userId) {
        const account = await users.find(userId)
        return account === null || account.disabledAt !== null || account.held ? null : account
      },
    },
  }
}
