import type { PaperDesk } from '../flows/papers.ts'
import { paperOf } from './statement-content.ts'
import type { Printer } from './statement-printer.ts'
import { statementWorkbook } from './statement-xlsx.ts'

/** How the three papers of a statement are made. */
export const papersBy = (printer: Pick<Printer, 'statement' | 'notice'>): PaperDesk['print'] => ({
  statement: (facts) => printer.statement(paperOf(facts)),
  workbook: (facts) => statementWorkbook(paperOf(facts)),
  notice: (facts) => printer.notice(paperOf(facts)),
})
