import { basename } from 'node:path'
import {
  type SourceCode,
  type SourceLayout,
  type SourceLimit,
  type SourceRow,
  sourceLayouts,
} from './knowledge-layouts.ts'
import type { AuthorProblem } from './policy-sheet.ts'
import { type TableLayout, tableRows } from './table-file.ts'

export interface SourceReading {
  readonly limits: readonly SourceLimit[]
  readonly codes: readonly SourceCode[]
  readonly problems: readonly AuthorProblem[]
}

function layoutOf({ columns, optional = [] }: SourceLayout): TableLayout<string> {
  return {
    columns: columns.map(([name, chinese]) => ({ name, chinese, required: !optional.includes(name) })),
    freePrefix: null,
    strangers: 'ignore',
  }
}

/** The layout whose columns the file's header has; null when it is none that is known. */
async function sourceOf(path: string): Promise<SourceLayout | AuthorProblem> {
  const file = basename(path)
  let last: AuthorProblem = {
    file,
    line: 1,
    what: 'a header that no known layout has',
    cure: 'see policy/audit/README.md for the layouts that can be imported',
  }
  for (const source of sourceLayouts) {
    for await (const item of tableRows(path, layoutOf(source))) {
      if (item.kind !== 'unreadable') return source
      const isHeader = item.problem.what.includes('缺少列')
      if (!isHeader) last = { file, line: item.problem.line, what: item.problem.what, cure: item.problem.cure }
      break
    }
  }
  return last
}

/**
 * Reads one file of a source: limits or codes, by its header.
 *
 * @param table for layouts that do not say what kind of limit they hold
 * @throws the file system's error when the file cannot be read
 */
export async function readSource(path: string, table: string | null): Promise<SourceReading> {
  const source = await sourceOf(path)
  if (!('columns' in source)) return { limits: [], codes: [], problems: [source] }
  const file = basename(path)
  const limits: SourceLimit[] = []
  const codes: SourceCode[] = []
  const problems: AuthorProblem[] = []
  for await (const item of tableRows(path, layoutOf(source))) {
    const found = item.kind === 'row' ? [] : item.kind === 'bad' ? item.problems : [item.problem]
    problems.push(
      ...found.map(({ line, column, value, what, cure }) => ({
        file,
        line,
        what: column === '' ? what : `${column}: ${what}`,
        value,
        cure,
      })),
    )
    if (item.kind !== 'row') continue
    const { line, cells } = item.row
    // Empty rows of the published workbooks hold a stroke.
    const row: SourceRow = { at: (column) => ((cells[column] ?? '') === '/' ? '' : (cells[column] ?? '')), file, line }
    limits.push(...(source.limits?.(row, table) ?? []))
    codes.push(...(source.codes?.(row) ?? []))
  }
  return { limits, codes, problems }
}
