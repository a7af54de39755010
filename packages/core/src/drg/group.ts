import type { DischargeRecord } from '../encounter/index.ts'
import type { Grouper } from './compile.ts'
import type { Outcome, Steps } from './compile-steps.ts'
import { invalidReason } from './record.ts'
import { complicationsOf, type OpenRecord, openOneOperation, openRecord, type Tables } from './record-open.ts'
import type { Grouping, UnknownCode } from './types.ts'

/** The result of a step that was taken, or null: go on. */
export function resultOf(tables: Tables, outcome: Outcome, open: OpenRecord): Grouping | null {
  if (outcome.by === 'complications') return outcome.results[complicationsOf(tables, open)] ?? null
  if (outcome.by === 'one') return outcome.result
  for (const { holds, result } of outcome.splits) if (holds(open)) return result
  return outcome.otherwise
}

/** Walks over the steps that principal diagnosis and principal operation leave open. */
function walk(
  tables: Tables,
  { steps, mdcRest, words, byDiagnosis, byOperation }: Steps,
  open: OpenRecord,
): Grouping | null {
  const [diagnosisRow, operationRow] = [open.diagnosisClass * words, open.operationClass * words]
  let mdc = -1
  let entered = false
  for (let word = 0; word < words; word += 1) {
    let left = (byDiagnosis[diagnosisRow + word] ?? 0) & (byOperation[operationRow + word] ?? 0)
    while (left !== 0) {
      const lowest = left & -left
      left ^= lowest
      const step = steps[(word << 5) + 31 - Math.clz32(lowest)]
      if (step === undefined) continue
      if (step.mdc !== mdc) {
        mdc = step.mdc
        entered = mdcRest[mdc]?.(open) ?? true
      }
      if (!entered || !(step.rest?.(open) ?? true)) continue
      const result = resultOf(tables, step.outcome, open)
      if (result !== null) return result
    }
  }
  return null
}

/**
 * Groups one case: record check, MDCs in their order, steps, splits, `else`, the next MDC, the scheme's fallbacks.
 *
 * @returns a frozen grouping that other cases share; a record that cannot be grouped has the status `invalid` and `invalidReason`
 *   says why
 */
export function groupCase(grouper: Grouper, record: DischargeRecord): Grouping {
  if (invalidReason(record) !== null) return grouper.invalid
  const { tables, steps, open, ungroupable } = grouper
  openRecord(tables, open, record)
  let grouping = walk(tables, steps, open) ?? ungroupable
  for (const { whenResult } of grouper.scheme.fallbacks) {
    for (let index = 1; grouping.drg === whenResult && index < record.operations.length; index += 1) {
      openOneOperation(tables, open, index)
      grouping = walk(tables, steps, open) ?? ungroupable
    }
  }
  return grouping
}

/**
 * The codes of a record that the scheme names nowhere, each once. They decide nothing, yet they may be a slip or of another
 * edition of the code book: a warning.
 */
export function unknownCodes({ tables }: Grouper, record: DischargeRecord): readonly UnknownCode[] {
  const unknown: UnknownCode[] = []
  for (const code of new Set(record.diagnoses)) {
    if (code !== '' && !tables.diagnoses.ids.has(code)) unknown.push({ kind: 'diagnosis', code })
  }
  for (const code of new Set(record.operations)) {
    // An empty place says that a code is missing, not that one is strange.
    if (code !== '' && !tables.operations.ids.has(code)) unknown.push({ kind: 'operation', code })
  }
  return unknown
}
