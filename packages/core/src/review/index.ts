export { feedbackOf, type GivenResult, type ReviewRefusal, type StatedFeedback } from './feedback.ts'
export { identityOf, reviewOrders } from './review.ts'
export type * from './types.ts'
