import { type Codes, isIn } from './compile-codes.ts'
import { asksAbout, judge, type Verdict } from './compile-judge.ts'
import type { Condition } from './types.ts'

/** What the class of the principal diagnosis tells. */
const knownDiagnosis =
  (codes: Codes, row: number): Verdict =>
  (leaf) =>
    'dx1In' in leaf ? isIn(codes.first, row, leaf.dx1In) : null

/** What the class of the principal operation tells; without operations (row -1) everything about them is known. */
const knownOperation =
  (codes: Codes, row: number): Verdict =>
  (leaf) => {
    if ('hasOp' in leaf) return row >= 0
    if ('op1In' in leaf) return row >= 0 && isIn(codes.first, row, leaf.op1In)
    return ('op2In' in leaf || 'opAnyIn' in leaf) && row < 0 ? false : null
  }

/** What part of a record a row of candidates is about. */
interface Known {
  readonly rows: number
  readonly keys: readonly string[]
  readonly verdictOf: (row: number) => Verdict
}

/** Answers by row whether a gate is false whatever else a record says; reads a gate anew only where the row can matter. */
function closedBy(gates: readonly Condition[], { keys, verdictOf }: Known): (row: number) => readonly boolean[] {
  const asking = gates.map((gate) => asksAbout(gate, keys))
  const fixed = gates.map((gate) => judge(gate, () => null) === false)
  return (row) => {
    const verdict = verdictOf(row)
    return gates.map((gate, index) => (asking[index] === true ? judge(gate, verdict) === false : fixed[index] === true))
  }
}

/** The gates of a scheme as a line of steps. */
interface Line {
  readonly mdcGates: readonly Condition[]
  /** Place of the MDC and gate of each step. */
  readonly steps: readonly { readonly mdc: number; readonly gate: Condition }[]
  readonly words: number
}

function candidates({ mdcGates, steps, words }: Line, known: Known): Int32Array {
  const bits = new Int32Array(known.rows * words)
  const closedMdcs = closedBy(mdcGates, known)
  const closedSteps = closedBy(
    steps.map(({ gate }) => gate),
    known,
  )
  for (let row = 0; row < known.rows; row += 1) {
    const [noMdc, noStep] = [closedMdcs(row), closedSteps(row)]
    for (const [number, { mdc }] of steps.entries()) {
      if (noMdc[mdc] === true || noStep[number] === true) continue
      const at = row * words + (number >>> 5)
      bits[at] = (bits[at] ?? 0) | (1 << (number & 31))
    }
  }
  return bits
}

/** By class of the principal diagnosis: the steps that it does not rule out, whatever else a record says. */
export function diagnosisCandidates(line: Line, codes: Codes): Int32Array {
  return candidates(line, { rows: codes.classes, keys: ['dx1In'], verdictOf: (row) => knownDiagnosis(codes, row) })
}

/** The same by class of the principal operation, shifted by one; row 0 is that of records without operations. */
export function operationCandidates(line: Line, codes: Codes): Int32Array {
  return candidates(line, {
    rows: codes.classes + 1,
    keys: ['op1In', 'op2In', 'opAnyIn', 'hasOp'],
    verdictOf: (row) => knownOperation(codes, row - 1),
  })
}
