import { exactText, type Fen, type Result, yuan } from '@yibao/core/kernel'
import type { BudgetProgress, PaymentRefusal } from '@yibao/core/payment'
import { paymentRefusalText } from './payment-refusal.ts'
import { type Column, tableLines } from './table-text.ts'

/** How far one budget is used, or why that cannot be told; of the region as a whole without an institution. */
interface BudgetUse {
  readonly providerCode: string | null
  readonly progress: Result<BudgetProgress, PaymentRefusal>
}

interface BudgetReport {
  readonly plan: string
  readonly year: string
  readonly region: BudgetUse | null
  readonly institutions: readonly BudgetUse[]
}

const shareWords = (share: number): string => `${exactText(Math.round(share / 100) * 100, { unit: 4, least: 0 })}%`

const columns = (...titles: readonly string[]): readonly Column[] =>
  titles.map((title, at) => ({ title, side: at === 0 ? 'left' : 'right' }))

const signed = (amount: Fen): string => `${amount > 0 ? '+' : ''}${yuan(amount)}`

/** One line for a statement: how far the budget is used, and how far the calendar is. */
export const progressText = ({ used, budget, usedShare, plannedShare }: BudgetProgress): string =>
  `预算进度 budget used ${yuan(used)} ÷ ${yuan(budget)} = ${shareWords(usedShare)}，按月应到 planned ${shareWords(plannedShare)}`

function rowOf({ providerCode, progress }: BudgetUse): readonly string[] {
  const name = providerCode ?? '全区 region'
  if (!progress.ok) return [name, paymentRefusalText(progress.error), '', '', '', '']
  const { budget, used, usedShare, plannedShare, ahead } = progress.value
  return [name, yuan(budget), yuan(used), shareWords(usedShare), shareWords(plannedShare), signed(ahead)]
}

/** How far the budgets of a year are used, a line each. */
export function budgetLines({ plan, year, region, institutions }: BudgetReport): readonly string[] {
  const uses = [...(region === null ? [] : [region]), ...institutions]
  return [
    `${year} ${plan}：按基金记账 by what the fund was charged with`,
    ...tableLines(
      columns('机构 institution', '预算 budget', '已用 used', '进度 share', '按月应到 planned', '超前 ahead'),
      uses.map(rowOf),
    ),
  ]
}

/** The months of one budget. */
export const monthLines = ({ months }: BudgetProgress): readonly string[] =>
  tableLines(
    columns('月份 month', '计划 planned', '已用 used', '累计已用 used to date', '累计计划 planned to date'),
    months.map(({ month, planned, used, usedToDate, plannedToDate }) => [
      month,
      yuan(planned),
      yuan(used),
      yuan(usedToDate),
      yuan(plannedToDate),
    ]),
  )
