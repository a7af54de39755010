import { schemeWords } from '@yibao/core/encounter'
import type { Fen } from '@yibao/core/kernel'
import { settlementKindWords } from '@yibao/core/settlement'
import type { SettlementListRow } from '../flows/rest-ports.ts'
import type { SettlementBook, SettlementsExport } from '../flows/settlements-export.ts'
import { type BookCell, type BookColumn, openBookStream } from './book-stream.ts'

type Language = SettlementsExport['language']

interface Column {
  readonly head: readonly [zh: string, en: string]
  readonly width: number
  readonly format?: BookColumn['format']
  readonly cell: (row: SettlementListRow, at: 0 | 1) => BookCell
}

/** The one place where fen become a number of yuan: cells of a workbook are numbers, with two decimals. */
const yuan = (fen: Fen): number => fen / 100

const columns: readonly Column[] = [
  { head: ['结算时间', 'Settled at'], width: 20, cell: ({ at }) => at },
  { head: ['结算编号', 'Settlement'], width: 30, cell: ({ settlementId }) => settlementId },
  { head: ['类型', 'Kind'], width: 8, cell: ({ kind }, at) => settlementKindWords[kind][at] },
  { head: ['现有效', 'Stands'], width: 8, cell: ({ stands }, at) => (stands ? ['是', 'yes'] : ['否', 'no'])[at] ?? '' },
  { head: ['机构编码', 'Institution'], width: 16, cell: ({ providerCode }) => providerCode },
  { head: ['机构名称', 'Name of the institution'], width: 28, cell: ({ providerName }) => providerName ?? '' },
  { head: ['人员编号', 'Insured number'], width: 30, cell: ({ insuredId }) => insuredId },
  { head: ['姓名（遮蔽）', 'Name, masked'], width: 12, cell: ({ name }) => name ?? '' },
  { head: ['险种', 'Scheme'], width: 10, cell: ({ scheme }, at) => schemeWords[scheme][at] },
  { head: ['参保地', 'Division'], width: 10, cell: ({ division }) => division },
  { head: ['医疗类别', 'Kind of care'], width: 10, cell: ({ medType }) => medType },
  { head: ['就诊编号', 'Visit'], width: 30, cell: ({ visitId }) => visitId },
  { head: ['总费用（元）', 'Total, yuan'], width: 14, format: 'money', cell: ({ total }) => yuan(total) },
  { head: ['基金支付（元）', 'Funds, yuan'], width: 14, format: 'money', cell: ({ fund }) => yuan(fund) },
  { head: ['现金（元）', 'Cash, yuan'], width: 14, format: 'money', cell: ({ cash }) => yuan(cash) },
  { head: ['原结算编号', 'Undoes'], width: 30, cell: ({ undoesId }) => undoesId ?? '' },
]

/** A workbook of settlements, written in a thread of its own. Amounts are yuan. */
export function openSettlementBook(language: Language): SettlementBook {
  const at = language === 'zh' ? 0 : 1
  const { add, ...book } = openBookStream({
    sheet: language === 'zh' ? '结算' : 'Settlements',
    columns: columns.map(({ head, width, format = 'text' }) => ({ head: head[at], width, format })),
  })
  return { ...book, add: (rows) => add(rows.map((row) => columns.map(({ cell }) => cell(row, at)))) }
}
