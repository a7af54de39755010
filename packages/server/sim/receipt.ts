import type { TraceStep } from '@yibao/core/benefit'
import type { Insured, Provider } from '@yibao/core/encounter'
import { type Fen, quantityText, unitPriceText, yuan } from '@yibao/core/kernel'
import type { FiledLine, Settlement } from '@yibao/core/settlement'
import { type Column, cellsOf, cutTo, padRight, tableLines } from './wide-text.ts'

export interface Receipt {
  readonly insured: Insured
  readonly provider: Provider
  readonly settlement: Settlement
  /** The lines of the settlement. */
  readonly lines: readonly FiledLine[]
  /** Every settlement of the same root, oldest first: shows whether this one still stands. */
  readonly chain: readonly Settlement[]
}

const schemeNames: Readonly<Record<Settlement['scheme'], string>> = {
  '310': '职工基本医疗保险 employees',
  '390': '城乡居民基本医疗保险 residents',
}

const careNames: Readonly<Record<Settlement['care'], string>> = {
  outpatient: '门诊结算 outpatient',
  pharmacy: '药店购药 pharmacy',
  inpatient: '住院结算 inpatient',
}

const classNames: Readonly<Record<FiledLine['item']['class'], string>> = { A: '甲', B: '乙', C: '丙' }

const reasonNames: Readonly<Record<Exclude<FiledLine['split']['reason'], 'covered'>, string>> = {
  'class-c': '丙类自费 class C',
  restricted: '限制用药未审批 restricted, not approved',
  'rejected-by-hospital': '医院审批不通过 rejected',
}

const undoNames: Readonly<Record<Settlement['kind'], string>> = {
  settle: '结算 settled',
  cancel: '已撤销 cancelled',
  reverse: '已冲正 reversed',
  restore: '撤销已冲正，恢复 restored',
}

const width = 96

/** Keeps the first character of a name, and no more than the ends of a number. */
function maskedName(name: string): string {
  const [first = '', ...rest] = [...name]
  return first + '*'.repeat(Math.max(1, rest.length))
}

function maskedNumber(number: string): string {
  return number.length <= 8 ? '****' : `${number.slice(0, 4)}****${number.slice(-4)}`
}

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

function lineRow({ item, price, quantity, split }: FiledLine): readonly string[] {
  return [
    cutTo(item.name, 24),
    classNames[item.class],
    unitPriceText(price),
    quantityText(quantity),
    yuan(split.total),
    split.ceiling === null ? '无' : unitPriceText(split.ceiling),
    yuan(split.nonCovered),
    yuan(split.overPriceLimit),
    yuan(split.preCoinsurance),
    yuan(split.eligible),
  ]
}

/** Why a line is not paid, or why a restricted one is. */
function lineNotes(lines: readonly FiledLine[]): readonly string[] {
  return lines.flatMap(({ item, split, approval }) => {
    if (split.reason !== 'covered') return [`  注 ${item.name}：${reasonNames[split.reason]}`]
    return item.restricted && approval === 'approved' ? [`  注 ${item.name}：限制用药已审批 restricted, approved`] : []
  })
}

function amountsOf({ amounts, balanceAfter }: Settlement): readonly string[] {
  const rows: readonly (readonly [string, Fen])[] = [
    ['医疗总费用 total', amounts.total],
    ['  全自费 non-covered', amounts.nonCovered],
    ['  超限价 over price ceiling', amounts.overPriceLimit],
    ['  先行自付 pre-coinsurance', amounts.preCoinsurance],
    ['  符合政策范围 eligible', amounts.eligible],
    ['    其中起付线 of which deductible', amounts.deductible],
    ['统筹基金支付 pooled fund', amounts.pool],
    ['个人负担 person', amounts.person],
    ['  个人账户 personal account', amounts.account],
    ['  现金 cash', amounts.cash],
    ['医院负担 hospital', amounts.hospital],
    ['账户余额 account balance', balanceAfter],
  ]
  const columns: readonly Column[] = [
    { title: '合计 totals', side: 'left' },
    { title: '元 yuan', side: 'right' },
  ]
  return tableLines(
    columns,
    rows.map(([title, amount]) => [title, yuan(amount)]),
  )
}

/** One step of the trace: what it is, from what, what came out, and which words of the law say so. */
function stepLines(step: TraceStep, index: number): readonly string[] {
  const inputs = Object.entries(step.inputs).map(([name, value]) => `${name} ${value}`)
  const assumed = step.assumed ? ' 〔假定值 assumed〕' : ''
  return [
    `  ${index + 1}. ${step.label} [${step.step}] → ${yuan(step.result)}${assumed}`,
    ...(inputs.length === 0 ? [] : [`     由 from：${inputs.join('；')}`]),
    ...(step.source === '' ? [] : [`     据 source：${step.source}`]),
  ]
}

function historyOf({ chain, settlement }: Receipt): readonly string[] {
  const later = chain.filter((one) => one.settlementId !== settlement.settlementId)
  return later.map((one) => `※ ${undoNames[one.kind]} ${one.at}，${yuan(one.amounts.total)}（${one.settlementId}）`)
}

/**
 * One settlement as the cashier hands it over and the patient reads it, Chinese first. The name and the numbers of the
 * person are masked.
 */
export function receiptText(receipt: Receipt): string {
  const { insured, provider, settlement, lines } = receipt
  const rule = '─'.repeat(width)
  const heading = `${provider.name}　医疗费用结算单 Settlement receipt`
  const fact = (title: string, value: string): string => `${padRight(title, 24)}${value}`
  const text = [
    rule,
    ' '.repeat(Math.max(0, Math.floor((width - cellsOf(heading)) / 2))) + heading,
    rule,
    fact('结算编号 number', settlement.settlementId),
    fact('结算时间 time', settlement.at),
    fact('机构 institution', `${provider.providerCode}（${provider.division}）`),
    fact('姓名 name', `${maskedName(insured.name)}　证件 ${maskedNumber(insured.certificateNumber)}`),
    fact('险种 insurance', schemeNames[settlement.scheme]),
    fact('类别 kind', `${careNames[settlement.care]}，med_type ${settlement.medType}`),
    ...historyOf(receipt),
    '',
    ...tableLines(lineColumns, lines.map(lineRow)),
    ...lineNotes(lines),
    '',
    ...amountsOf(settlement),
    '',
    `为什么 Why（方案 plan ${settlement.basis.planId}，政策版本 ${settlement.basis.packHash.slice(0, 12)}）`,
    ...settlement.trace.flatMap(stepLines),
    rule,
  ]
  return `${text.join('\n')}\n`
}
