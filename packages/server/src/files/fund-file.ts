import type { SchemeCode } from '@yibao/core/encounter'
import { type Fen, parseYuan } from '@yibao/core/kernel'
import type { ImportSource } from '../flows/import-ports.ts'
import type { FundIncomeKind, NewFundIncome } from '../flows/wall-ports.ts'
import { deskFor, divisionOf, type RowDesk, textOf, wordOf } from './row-checks.ts'
import { type TableLayout, tableRows } from './table-file.ts'

const column = <N extends string>(name: N, chinese: string) => ({ name, chinese, required: true })

const fundColumns = [
  column('division', '统筹区'),
  column('scheme', '险种'),
  column('month', '月份'),
  column('kind', '类别'),
  column('amount', '金额'),
  column('source', '依据'),
] as const

type FundColumn = (typeof fundColumns)[number]['name']

const layout: TableLayout<FundColumn> = { columns: fundColumns, freePrefix: null, strangers: 'refuse' }

const schemeWords = new Map<string, SchemeCode>([
  ['310', '310'],
  ['职工', '310'],
  ['390', '390'],
  ['居民', '390'],
])

const kindWords = new Map<string, FundIncomeKind>([
  ['opening', 'opening'],
  ['期初结余', 'opening'],
  ['contribution', 'contribution'],
  ['保费收入', 'contribution'],
  ['subsidy', 'subsidy'],
  ['财政补助', 'subsidy'],
  ['interest', 'interest'],
  ['利息', 'interest'],
  ['transfer', 'transfer'],
  ['转移', 'transfer'],
  ['other', 'other'],
  ['其他', 'other'],
])

/** Lines of the books of account of the funds. @throws the file system's error when it cannot be read */
export function fundFile(path: string, file: string): ImportSource<NewFundIncome> {
  return {
    file,
    async *rows() {
      for await (const item of tableRows(path, layout)) {
        if (item.kind !== 'row') {
          yield item
          continue
        }
        const { line, labels } = item.row
        const desk = deskFor(item.row)
        const value = readLine(desk)
        yield value === undefined
          ? { kind: 'bad', line, problems: desk.problems }
          : { kind: 'row', line, labels, value }
      }
    },
  }
}

function monthOf(desk: RowDesk<FundColumn>): string | undefined {
  const text = textOf(desk, 'month', 7)
  if (text === undefined || /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(text)) return text
  desk.fault('month', '不是月份 (no month)', '写成 2025-03 (write 2025-03)')
  return undefined
}

function amountOf(desk: RowDesk<FundColumn>): Fen | undefined {
  const text = textOf(desk, 'amount', 20)
  if (text === undefined) return undefined
  const amount = parseYuan(text)
  if (amount.ok && amount.value !== 0) return amount.value
  desk.fault(
    'amount',
    '不是金额，或为零 (no amount, or nothing)',
    '写元，至多两位小数，如 1234.50；更正写负数 (write yuan with at most two decimals; below zero to put right)',
  )
  return undefined
}

/** One row by itself; undefined when it has faults, which are on the desk. */
function readLine(desk: RowDesk<FundColumn>): NewFundIncome | undefined {
  const division = divisionOf(desk, 'division')
  const scheme = wordOf(desk, 'scheme', schemeWords, '310 职工 employees、390 居民 residents')
  const month = monthOf(desk)
  const kind = wordOf(
    desk,
    'kind',
    kindWords,
    '期初结余 opening、保费收入 contribution、财政补助 subsidy、利息 interest、转移 transfer、其他 other',
  )
  const amount = amountOf(desk)
  const source = textOf(desk, 'source', 100)
  if (division === undefined || scheme === undefined || month === undefined) return undefined
  if (kind === undefined || amount === undefined || source === undefined) return undefined
  return { division, scheme, month, kind, amount, source }
}
