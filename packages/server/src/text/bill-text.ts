import type { Apportionment, BillTotals, LineSplit } from '@yibao/core/benefit'
import type { ItemClass } from '@yibao/core/catalog'
import { type Fen, percent, priceText, type Quantity, quantityText, type UnitPrice, yuan } from '@yibao/core/kernel'
import type { LayerPart, Plan } from '@yibao/core/policy'
import { partWords } from './amount-words.ts'
import { layerWord } from './plan-words.ts'
import { type Column, cutTo, tableLines } from './table-text.ts'
import { type Language, labelOf, say, type Words } from './words.ts'

/** A bill line with its split, as far as people read it. */
export interface ShownLine {
  readonly item: { readonly name: string; readonly class: ItemClass }
  readonly price: UnitPrice
  readonly quantity: Quantity
  readonly split: Omit<LineSplit, 'trace'>
}

const classNames: Readonly<Record<ItemClass, Words>> = { A: ['甲', 'A'], B: ['乙', 'B'], C: ['丙', 'C'] }

const lineColumns: readonly (readonly [Words, Column['side']])[] = [
  [['项目', 'item'], 'left'],
  [['类', 'class'], 'left'],
  [['单价', 'price'], 'right'],
  [['数量', 'quantity'], 'right'],
  [['金额', 'amount'], 'right'],
  [['限价', 'ceiling'], 'right'],
  [['全自费', 'non-covered'], 'right'],
  [['超限价', 'over ceiling'], 'right'],
  [['先行自付', 'borne first'], 'right'],
  [['符合范围', 'eligible'], 'right'],
]

function lineRow({ item, price, quantity, split }: ShownLine, language: Language): readonly string[] {
  return [
    cutTo(item.name, 24),
    say(classNames[item.class], language),
    priceText(price),
    quantityText(quantity),
    yuan(split.total),
    split.ceiling === null ? say(['无', 'none'], language) : priceText(split.ceiling),
    yuan(split.nonCovered),
    yuan(split.overPriceLimit),
    yuan(split.preCoinsurance),
    yuan(split.eligible),
  ]
}

/** A bill's lines with their four parts as a table. */
export function billLineTable(lines: readonly ShownLine[], language: Language = 'zh'): readonly string[] {
  const columns = lineColumns.map(([words, side]): Column => ({ title: say(words, language), side }))
  return tableLines(
    columns,
    lines.map((line) => lineRow(line, language)),
  )
}

/** Title and amount, by yuan. */
export type AmountRow = readonly [title: string, amount: Fen]

/** Amounts under a heading, aligned. */
export function amountTable(heading: string, rows: readonly AmountRow[], unit = '元 yuan'): readonly string[] {
  const columns: readonly Column[] = [
    { title: heading, side: 'left' },
    { title: unit, side: 'right' },
  ]
  return tableLines(
    columns,
    rows.map(([title, amount]) => [title, yuan(amount)]),
  )
}

/** The four parts of a bill or a line. */
export function totalsRows(totals: BillTotals, language: Language): readonly AmountRow[] {
  const parts = ['nonCovered', 'overPriceLimit', 'preCoinsurance'] as const
  return [
    [say(['医疗总费用', 'total charge'], language), totals.total],
    ...parts.map((part): AmountRow => [`  ${say(partWords[part], language)}`, totals[part]]),
    [`  ${say(['符合政策范围', 'eligible expense'], language)}`, totals.eligible],
  ]
}

/** The columns of a layer table: what it takes from the front, what the payer pays, what is left to the person. */
const shownParts = [
  'overCostLimit',
  'accountStage',
  'deductible',
  'priorShare',
  'paid',
  'copay',
  'overPaymentLimit',
] as const satisfies readonly LayerPart[]

/** How each layer's base falls into its parts; a part that no layer has takes no room. */
function layerTable(plan: Plan, { layers }: Apportionment, language: Language): readonly string[] {
  if (layers.length === 0) return []
  const parts = shownParts.filter((part) => part === 'paid' || layers.some((layer) => layer.parts[part] !== 0))
  const right = (words: Words): Column => ({ title: say(words, language), side: 'right' })
  const columns: readonly Column[] = [
    { title: say(['层次', 'layer'], language), side: 'left' },
    right(['基数', 'base']),
    ...parts.map((part) => right(partWords[part])),
  ]
  const rows = layers.map((layer) => {
    const rule = plan.layers.find((one) => one.name === layer.name)
    const title = rule === undefined ? layer.name : labelOf(rule, language)
    return [title, yuan(layer.base), ...parts.map((part) => yuan(layer.parts[part]))]
  })
  return tableLines(columns, rows)
}

function payerRows(plan: Plan, { layers }: Apportionment, language: Language): readonly AmountRow[] {
  return layers.map(({ name, parts }): AmountRow => {
    const rule = plan.layers.find((one) => one.name === name)
    return [`  ${rule === undefined ? name : layerWord(rule, language)}`, parts.paid]
  })
}

/** Who pays what of one bill, and how each layer's base falls into its parts. */
export function apportionmentLines(
  plan: Plan,
  totals: BillTotals,
  outcome: Apportionment,
  language: Language,
): readonly string[] {
  const { payments, fund, account, family, cash, person } = outcome
  const row = (words: Words, amount: Fen): AmountRow => [say(words, language), amount]
  const rows = [
    ...totalsRows(totals, language),
    row(['基金支付', 'paid by funds'], fund),
    ...payerRows(plan, outcome, language),
    ...(payments.hospital === 0 ? [] : [row(['医院减免', 'waived by the hospital'], payments.hospital)]),
    row(['个人负担', 'borne by the person'], person),
    row(['  个人账户', '  personal account'], account),
    ...(family === 0 ? [] : [row(['  家庭共济账户', '  accounts of relatives'], family)]),
    row(['  现金', '  cash'], cash),
  ]
  const heading = say(['费用与支付', 'Bill and payers'], language)
  const table = layerTable(plan, outcome, language)
  return [...amountTable(heading, rows, say(['元', 'yuan'], language)), ...(table.length === 0 ? [] : ['', ...table])]
}

/** The same amounts for machines, as decimal yuan. */
export function apportionmentJson(outcome: Apportionment) {
  const { layers, payments, fund, account, family, cash, person, poolRate, totalsAdded } = outcome
  return {
    layers: layers.map(({ name, payer, base, parts }) => ({ name, payer, base: yuan(base), parts: inYuan(parts) })),
    payers: inYuan({ ...payments, fund, person, account, family, cash }),
    poolRate: percent(poolRate),
    totalsAdded: inYuan(totalsAdded),
  }
}

/** Amounts by name as decimal yuan. */
export function inYuan(amounts: Readonly<Record<string, Fen>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, yuan(amount)]))
}
