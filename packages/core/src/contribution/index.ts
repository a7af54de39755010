export * from './assess.ts'
export type * from './types.ts'
