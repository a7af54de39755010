import { type Fen, parseIsoDate, parseYuan } from '@yibao/core/kernel'
import { type Credit, creditKey } from '../flows/credit-ports.ts'
import type { ImportSource } from '../flows/import-ports.ts'
import { deskFor, type RowDesk, textOf } from './row-checks.ts'
import { type TableLayout, tableRows } from './table-file.ts'

export const creditColumns = [
  { name: 'psn_no', chinese: '人员编号', required: true },
  { name: 'period', chinese: '期间', required: true },
  { name: 'amount', chinese: '金额', required: true },
] as const

type CreditColumn = (typeof creditColumns)[number]['name']

const creditLayout: TableLayout<CreditColumn> = { columns: creditColumns, freePrefix: null, strangers: 'refuse' }

/** The credits of a file; one row per person and period. @throws the file system's error when it cannot be read */
export function creditsFile(path: string, file: string): ImportSource<Credit> {
  return {
    file,
    async *rows() {
      const lines = new Map<string, number>()
      for await (const item of tableRows(path, creditLayout)) {
        if (item.kind !== 'row') {
          yield item
          continue
        }
        const { line, labels } = item.row
        const desk = deskFor(item.row)
        const credit = readCredit(desk)
        const first = credit === undefined ? undefined : lines.get(creditKey(credit))
        if (first !== undefined) {
          const what = `与第 ${first} 行重复 (line ${first} has the same person and period)`
          desk.fault('psn_no', what, '请只留一行 (keep one)')
        }
        if (credit === undefined || first !== undefined) {
          yield { kind: 'bad', line, problems: desk.problems }
          continue
        }
        lines.set(creditKey(credit), line)
        yield { kind: 'row', line, labels, value: credit }
      }
    },
  }
}

/** One row by itself; undefined when it has faults, which are on the desk. */
function readCredit(desk: RowDesk<CreditColumn>): Credit | undefined {
  const insuredId = textOf(desk, 'psn_no', 30)
  const period = periodOf(desk)
  const amount = creditOf(desk)
  if (insuredId === undefined || period === undefined || amount === undefined) return undefined
  return { insuredId, period, amount }
}

function periodOf(desk: RowDesk<CreditColumn>): string | undefined {
  const { period } = desk.row.cells
  const [, year, month = '01'] = /^(\d{4})(?:-(\d{2}))?$/.exec(period) ?? []
  if (year !== undefined && parseIsoDate(`${year}-${month}-01`).ok) return period
  return desk.fault('period', '不是年或月 (not a year or a month)', '请写成 2026 或 2026-01 (write 2026 or 2026-01)')
}

function creditOf(desk: RowDesk<CreditColumn>): Fen | undefined {
  const parsed = parseYuan(desk.row.cells.amount)
  if (parsed.ok && parsed.value > 0) return parsed.value
  return desk.fault(
    'amount',
    '不是大于零的金额 (not an amount above zero)',
    '请写正数，最多两位小数 (more than zero yuan, at most two decimals)',
  )
}
