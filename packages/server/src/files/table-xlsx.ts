import type ExcelJS from 'exceljs'
import { type CellFault, type RawRow, type TableLimits, UnreadableTable } from './table-raw.ts'
import { openWorkbookParts, type WorkbookParts } from './xlsx-parts.ts'

/** What Excel still writes exactly; longer numbers have lost their last digits. */
const exactDigits = 15

/**
 * Streams the first sheet of a workbook. Formulas are read as their stored values, dates as `yyyy-MM-dd`.
 *
 * @throws UnreadableTable when the file is not a workbook, or unpacks to too much
 */
export async function* xlsxRows(path: string, limits: TableLimits): AsyncGenerator<RawRow> {
  // The library is large, and most tables are no workbooks.
  const library = await import('exceljs')
  let parts: WorkbookParts | null = null
  try {
    parts = await openWorkbookParts(path, limits)
    const workbook = new library.default.stream.xlsx.WorkbookReader(parts.stream, {
      worksheets: 'emit',
      sharedStrings: 'cache',
      styles: 'cache',
      hyperlinks: 'ignore',
      entries: 'ignore',
    })
    for await (const sheet of workbook) {
      for await (const row of sheet) yield rawRow(row)
      break
    }
    if (parts.fault() !== null) throw parts.fault()
  } catch (error) {
    throw error instanceof UnreadableTable ? error : damaged(parts?.fault() ?? error)
  } finally {
    parts?.close()
  }
}

const damaged = (fault: unknown): UnreadableTable =>
  new UnreadableTable(
    1,
    `工作簿读不出 (the workbook cannot be read: ${fault instanceof Error ? fault.message : String(fault)})`,
    '请用表格软件重新另存为 .xlsx (save it again as .xlsx)',
  )

function rawRow(row: ExcelJS.Row): RawRow {
  const cells: string[] = []
  const faults: CellFault[] = []
  row.eachCell({ includeEmpty: true }, (cell, column) => {
    const read = textOf(cell.value)
    cells[column - 1] = typeof read === 'string' ? read : read.value
    if (typeof read !== 'string') faults.push({ index: column - 1, ...read })
  })
  return { line: row.number, cells, faults }
}

type Fault = Omit<CellFault, 'index'>

function textOf(value: ExcelJS.CellValue | undefined): string | Fault {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (value instanceof Date) return dateText(value)
  if ('error' in value) return errorFault(value.error)
  if ('richText' in value) return value.richText.map((part) => part.text).join('')
  if ('hyperlink' in value) return textOf(value.text)
  if ('formula' in value || 'sharedFormula' in value) return resultText(value.result)
  return {
    value: JSON.stringify(value),
    what: '读不懂的单元格 (a cell of an unknown kind)',
    cure: '请改为文本 (type it as text)',
  }
}

function resultText(result: ExcelJS.CellFormulaValue['result']): string | Fault {
  if (result !== undefined) return textOf(result)
  return {
    value: '',
    what: '公式没有结果 (a formula without a stored value)',
    cure: '请在表格软件中打开并保存，或粘贴为数值 (open and save it in the spreadsheet, or paste as values)',
  }
}

function errorFault(error: string): Fault {
  return {
    value: error,
    what: '单元格是错误值 (the cell holds an error)',
    cure: '请改正公式或填写数值 (correct the formula)',
  }
}

/** Cuts the noise of binary fractions where Excel cuts it. */
function numberText(value: number): string | Fault {
  if (Math.abs(value) < 10 ** exactDigits) return String(Number(value.toPrecision(exactDigits)))
  return {
    value: String(value),
    what: '长数字存成了数值，末几位已丢失 (a long number stored as a number has lost its last digits)',
    cure: '请将该列设为文本后重新填写 (format the column as text and enter it again)',
  }
}

function dateText(value: Date): string | Fault {
  if (!Number.isNaN(value.getTime())) return value.toISOString().slice(0, 10)
  return { value: 'Invalid Date', what: '日期无效 (not a date)', cure: '请写成 2023-01-01 (write it as 2023-01-01)' }
}
