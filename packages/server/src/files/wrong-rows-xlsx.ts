import type { ImportProblem } from '../flows/import-ports.ts'
import { newWorkbook } from './new-workbook.ts'
import { correctionTitles, rawRows, usualLimits } from './table-file.ts'
import type { RawRow } from './table-raw.ts'

/** A cell of a spreadsheet holds no more. */
const cellCharacters = 32_000

const told = ({ column, what, cure }: ImportProblem): string => `${column === '' ? '' : `${column}：`}${what}。${cure}`

/**
 * The wrong rows of a file as they were handed in, in a workbook whose last columns tell the line and what is wrong; the same
 * header, so that the corrected workbook can be handed in. A file that cannot be read to its end is told in one row.
 */
export async function wrongRowsWorkbook(
  path: string,
  problems: ReadonlyMap<number, readonly ImportProblem[]>,
): Promise<Uint8Array> {
  const workbook = await newWorkbook()
  const sheet = workbook.addWorksheet('有误的行 Wrong rows', { views: [{ state: 'frozen', ySplit: 1 }] })
  const left = new Map(problems)
  let width = 0
  for await (const row of readable(path)) {
    if (row.cells.every((cell) => cell.trim() === '') && row.faults.length === 0) continue
    if (width === 0) {
      const kept = headerOf(row)
      width = kept.length
      sheet.addRow([...kept, correctionTitles.line, correctionTitles.problems])
      sheet.getRow(1).font = { bold: true }
    } else if (left.has(row.line)) {
      const cells = Array.from({ length: width }, (_, index) => row.cells[index] ?? '')
      sheet.addRow([...cells, String(row.line), textOf(left.get(row.line) ?? [])])
      left.delete(row.line)
    }
    if (left.size === 0) break
  }
  // What concerns no single row.
  for (const [line, some] of left) {
    sheet.addRow([...Array.from({ length: width }, () => ''), String(line), textOf(some)])
  }
  for (let index = 1; index <= width + 2; index += 1) {
    const column = sheet.getColumn(index)
    column.width = index === width + 2 ? 80 : 18
    // As text, so that long numbers and leading zeros stay what was typed.
    column.numFmt = '@'
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

/** The rows as far as they can be read. */
async function* readable(path: string): AsyncGenerator<RawRow> {
  try {
    yield* await rawRows(path, usualLimits)
  } catch (error) {
    if (!(error instanceof Error && error.name === 'UnreadableTable')) throw error
  }
}

/** The header without the columns that an earlier workbook of wrong rows added behind it. */
function headerOf({ cells }: RawRow): readonly string[] {
  const added: ReadonlySet<string> = new Set(Object.values(correctionTitles))
  const last = cells.findLastIndex((cell) => cell.trim() !== '' && !added.has(cell.trim()))
  return cells.slice(0, last + 1)
}

const textOf = (problems: readonly ImportProblem[]): string => problems.map(told).join('\n').slice(0, cellCharacters)
