import type { Fund, Payer } from './types.ts'

/** Every fund, in the order in which people read them. */
export const funds = [
  'pool',
  'largeAmount',
  'criticalIllness',
  'civilServant',
  'enterprise',
  'assistance',
  'other',
] as const satisfies readonly Fund[]

/** Every payer beside the person. */
export const payers = [...funds, 'hospital'] as const satisfies readonly Payer[]
