export type * from './discharge.ts'
export * from './enrolment.ts'
export * from './provider.ts'
export type * from './types.ts'
