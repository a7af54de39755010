export * from './classify.ts'
export * from './find-plan.ts'
export * from './resolve.ts'
export type * from './types.ts'
