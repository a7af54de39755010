export { listTypeOf, type MappingCheck, mappingFaults, type SentMapping } from './check.ts'
export { mappingRowLimit, uploadedMappings, withdrawnMappings } from './decide.ts'
export type * from './types.ts'
