import { zeroFen } from '../kernel/index.ts'
import type { Decision } from './types.ts'

/** A decision that changes nothing; the others say what they change. */
export const noChange: Decision = {
  visit: null,
  diagnoses: null,
  linesAdded: [],
  linesRevoked: [],
  linesLinked: null,
  settlement: null,
  entry: null,
  totalsAdded: [],
  balanceAdded: zeroFen,
  family: [],
  death: null,
  filing: null,
}
