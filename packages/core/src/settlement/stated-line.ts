import type { TraceStep } from '../benefit/index.ts'
import type { BillLine } from '../encounter/index.ts'
import type { Fen } from '../kernel/index.ts'
import type { FiledLine } from './types.ts'

/** A line as the provider sends it, with the amount it computed. */
export interface StatedLine extends BillLine {
  readonly stated: Fen
  /** The line of the same stay that this one gives back. */
  readonly refundOf?: string | null
}

export interface PricedLine {
  readonly filed: FiledLine
  readonly trace: readonly TraceStep[]
}
