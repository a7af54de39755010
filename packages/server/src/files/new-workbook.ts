import type ExcelJS from 'exceljs'

/** An empty workbook. The library is half as large as the rest of us, and most runs write none: it loads with the first. */
export async function newWorkbook(): Promise<ExcelJS.Workbook> {
  const library = await import('exceljs')
  return new library.default.Workbook()
}
