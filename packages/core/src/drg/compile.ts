import { compileCodes, conditionsOf, type ListUse, listUse } from './compile-codes.ts'
import { compileComplications } from './compile-complications.ts'
import { compileSteps, groupings, type Steps } from './compile-steps.ts'
import { blankRecord, type OpenRecord, type Tables } from './record-open.ts'
import { compileRoads, type Roads } from './trace-roads.ts'
import type { Grouping, ListId, Scheme } from './types.ts'

/**
 * A scheme made ready for grouping. It belongs to one thread and keeps scratch paper for the record at hand, so nothing may group
 * with it while it is grouping; between two calls it remembers nothing.
 */
export interface Grouper {
  readonly scheme: Scheme
  readonly tables: Tables
  readonly steps: Steps
  readonly invalid: Grouping
  readonly ungroupable: Grouping
  readonly open: OpenRecord
  /** Made when the first trace is asked for. */
  readonly roads: () => Roads
}

/** Codes of lists that no condition asks for: the scheme knows them, though it does not say of which kind they are. */
function codesOfIdleLists({ lists }: Scheme, use: ListUse): readonly string[] {
  const asked = new Set<ListId>(Object.values(use).flatMap((names: ReadonlySet<ListId>) => [...names]))
  return Object.entries(lists).flatMap(([list, codes]) => (asked.has(list) ? [] : codes))
}

/**
 * Compiles a scheme: codes to integers, lists to bit sets, gates and splits to closures over integers. Takes about a
 * quarter of a second for a national scheme; the result serves any number of cases.
 *
 * @throws InvariantError when the scheme names a list, an MDC, an ADRG or a key of a condition that it does not have: `checkScheme`
 *   refuses such a scheme
 */
export function compileScheme(scheme: Scheme): Grouper {
  const use = listUse(conditionsOf(scheme))
  const idle = codesOfIdleLists(scheme, use)
  const principals = scheme.exclusions.map(({ principalDx }) => principalDx)
  const further = [...scheme.complications.map(({ dx }) => dx), ...principals, ...idle]
  const diagnoses = compileCodes(scheme, use.firstDiagnosis, use.otherDiagnoses, further)
  const operations = compileCodes(scheme, use.firstOperation, use.otherOperations, idle)
  const tables: Tables = { diagnoses, operations, complications: compileComplications(scheme, diagnoses.ids) }
  const one = groupings()
  const steps = compileSteps(scheme, tables, one)
  let roads: Roads | null = null
  return {
    scheme,
    tables,
    steps,
    invalid: one({ status: 'invalid', mdc: '0000', adrg: '00', drg: '0000' }),
    ungroupable: one({ status: 'ungroupable', mdc: '0000', adrg: '00', drg: '0000' }),
    open: blankRecord(tables),
    roads: () => {
      roads ??= compileRoads(scheme, tables, steps)
      return roads
    },
  }
}
