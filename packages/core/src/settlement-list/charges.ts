import { addFen, type Fen, subtractFen, zeroFen } from '../kernel/index.ts'
import type { ChargeSum } from './types.ts'

/** What a list asks of a line of the bill. */
export interface ChargedLine {
  readonly chargeType: string
  readonly class: 'A' | 'B' | 'C'
  readonly total: Fen
  readonly nonCovered: Fen
}

const nothing = { total: zeroFen, classA: zeroFen, classB: zeroFen, own: zeroFen, other: zeroFen }

/**
 * The lines of a bill by charge type, in the order of the types: what the person alone bears is `own` whatever the class, the rest
 * stands under its class.
 */
export function chargesOf(lines: readonly ChargedLine[]): readonly ChargeSum[] {
  const sums = new Map<string, ChargeSum>()
  for (const line of lines) {
    const before = sums.get(line.chargeType) ?? { chargeType: line.chargeType, ...nothing }
    const covered = subtractFen(line.total, line.nonCovered)
    const place = line.class === 'A' ? 'classA' : line.class === 'B' ? 'classB' : 'other'
    sums.set(line.chargeType, {
      ...before,
      total: addFen(before.total, line.total),
      own: addFen(before.own, line.nonCovered),
      [place]: addFen(before[place], covered),
    })
  }
  return [...sums.values()].sort((a, b) => (a.chargeType < b.chargeType ? -1 : 1))
}
