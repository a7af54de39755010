export { listTypeOf, type MappingCheck, mappingFaults, type SentMapping } from './check.ts'
export { mappingRowLimit, uploadedMappings, withdrawnMappings } from './decide.ts'
export {
  type MappingReviewRefusal,
  type MappingStanding,
  mappingStates,
  type ReviewOrder,
  reviewedMapping,
  reviewKinds,
} from './review.ts'
export type * from './types.ts'
export { listTypeWords } from './words.ts'
