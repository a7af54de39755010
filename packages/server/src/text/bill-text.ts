import type { Apportionment, BillTotals, LineSplit } from '@yibao/core/benefit'
import type { ItemClass } from '@yibao/core/catalog'
import { type Fen, percent, type Quantity, quantityText, type UnitPrice, unitPriceText, yuan } from '@yibao/core/kernel'
import { type Column, cutTo, tableLines } from './table-text.ts'

/** A bill line with its split, as far as people read it. */
export interface ShownLine {
  readonly item: { readonly name: string; readonly class: ItemClass }
  readonly price: UnitPrice
  readonly quantity: Quantity
  readonly split: Omit<LineSplit, 'trace'>
}

const classNames: Readonly<Record<ItemClass, string>> = { A: '甲', B: '乙', C: '丙' }

const lineColumns: readonly Column[] = [
  { title: '项目 item', side: 'left' },
  { title: '类', side: 'left' },
  { title: '单价', side: 'right' },
  { title: '数量', side: 'right' },
  { title: '金额', side: 'right' },
  { title: '限价', side: 'right' },
  { title: '全自费', side: 'right' },
  { title: '超限价', side: 'right' },
  { title: '先行自付', side: 'right' },
  { title: '符合范围', side: 'right' },
]

/** A unit price as people read money: two decimals at least, more where it has them. */
export function priceText(price: UnitPrice): string {
  const [whole = '', decimals = ''] = unitPriceText(price).split('.')
  return `${whole}.${decimals.padEnd(2, '0')}`
}

function lineRow({ item, price, quantity, split }: ShownLine): readonly string[] {
  return [
    cutTo(item.name, 24),
    classNames[item.class],
    priceText(price),
    quantityText(quantity),
    yuan(split.total),
    split.ceiling === null ? '无' : priceText(split.ceiling),
    yuan(split.nonCovered),
    yuan(split.overPriceLimit),
    yuan(split.preCoinsurance),
    yuan(split.eligible),
  ]
}

/** A bill's lines with their four parts as a table. */
export function billLineTable(lines: readonly ShownLine[]): readonly string[] {
  return tableLines(lineColumns, lines.map(lineRow))
}

/** Title and amount, by yuan. */
type AmountRow = readonly [title: string, amount: Fen]

/** Amounts under a heading, aligned. */
export function amountTable(heading: string, rows: readonly AmountRow[]): readonly string[] {
  const columns: readonly Column[] = [
    { title: heading, side: 'left' },
    { title: '元 yuan', side: 'right' },
  ]
  return tableLines(
    columns,
    rows.map(([title, amount]) => [title, yuan(amount)]),
  )
}

/** The four parts of a bill or a line. */
export function totalsRows(totals: BillTotals): readonly AmountRow[] {
  return [
    ['医疗总费用 total', totals.total],
    ['  全自费 non-covered', totals.nonCovered],
    ['  超限价 over price ceiling', totals.overPriceLimit],
    ['  先行自付 pre-coinsurance', totals.preCoinsurance],
    ['  符合政策范围 eligible', totals.eligible],
  ]
}

/** Who pays what of one bill, the parts of the eligible expense first. */
export function apportionmentLines(totals: BillTotals, outcome: Apportionment): readonly string[] {
  const { parts, pool, account, cash, person, poolRate } = outcome
  return [
    ...amountTable('合计 totals', [
      ...totalsRows(totals),
      ['    超费用限额 over the cost limit', parts.overCostLimit],
      ['    个人账户段 account stage', parts.accountStage],
      ['    起付线 deductible', parts.deductible],
      ['    统筹支付 pooled fund', parts.pool],
      ['    共付 copay', parts.copay],
      ['    超支付限额 over the payment limit', parts.overPaymentLimit],
      ['统筹基金支付 pooled fund', pool],
      ['个人负担 person', person],
      ['  个人账户 personal account', account],
      ['  现金 cash', cash],
    ]),
    `起付线以上统筹支付比例 fund's share above the deductible: ${percent(poolRate)}`,
  ]
}

/** The same amounts for machines, as decimal yuan. */
export function apportionmentJson(outcome: Apportionment) {
  const { parts, pool, account, cash, person, poolRate, totalsAdded } = outcome
  return {
    parts: inYuan(parts),
    payers: inYuan({ pool, person, account, cash }),
    poolRate: percent(poolRate),
    totalsAdded: inYuan(totalsAdded),
  }
}

/** Amounts by name as decimal yuan. */
export function inYuan(amounts: Readonly<Record<string, Fen>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, yuan(amount)]))
}
