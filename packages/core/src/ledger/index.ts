export * from './accounts.ts'
export * from './entry.ts'
export type * from './types.ts'
