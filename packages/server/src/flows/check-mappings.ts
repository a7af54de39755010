import type { Catalog } from '@yibao/core/catalog'
import { type FiledMapping, mappingFaults, type RowFault, type SentMapping } from '@yibao/core/mapping'
import type { ImportProblem, ImportSource } from './import-ports.ts'

/** A row of a list of mappings, with the line it stands in. */
export interface ListedMapping {
  readonly line: number
  readonly mapping: SentMapping
}

export interface MappingReport {
  readonly rows: number
  /** Rows that cannot be read; each problem with its line. */
  readonly unreadable: readonly ImportProblem[]
  /** Rows that 3301 would refuse; `row` is the line of the file. */
  readonly faults: readonly RowFault[]
}

/** Says of every row of a list whether 3301 would take it, as if all were sent in the order of the file. Changes nothing. */
export async function checkMappings(
  source: ImportSource<ListedMapping>,
  known: { readonly catalog: Catalog; readonly onFile: readonly FiledMapping[] },
): Promise<MappingReport> {
  const listed: ListedMapping[] = []
  const unreadable: ImportProblem[] = []
  let bad = 0
  for await (const item of source.rows()) {
    if (item.kind === 'row') listed.push(item.value)
    else if (item.kind === 'bad') {
      bad += 1
      unreadable.push(...item.problems)
    } else if (item.kind === 'unreadable') unreadable.push(item.problem)
  }
  const lineOf = (row: number): number => listed[row - 1]?.line ?? row
  const faults = mappingFaults({ ...known, rows: listed.map(({ mapping }) => mapping) }).map((fault): RowFault => {
    const row = lineOf(fault.row)
    return fault.fault === 'twice-in-message' ? { ...fault, first: lineOf(fault.first), row } : { ...fault, row }
  })
  return { rows: listed.length + bad, unreadable, faults }
}
