import type { Insured, Provider } from '@yibao/core/encounter'
import { addFen, type Fen, percent, priceText, quantityText, yuan } from '@yibao/core/kernel'
import { payers } from '@yibao/core/policy'
import type { FiledLine, Settlement } from '@yibao/core/settlement'
import { amountTable, billLineTable } from '../src/text/bill-text.ts'
import { payerWord } from '../src/text/plan-words.ts'
import { cellsOf, padRight } from '../src/text/table-text.ts'
import { traceLines } from '../src/text/trace-text.ts'

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

/** Why a line did not go into the eligible expense whole, with the words that say so. */
function lineReasons({ item, split, approval, quantity }: FiledLine): readonly string[] {
  const reasons: string[] = []
  if (split.reason !== 'covered') reasons.push(`${reasonNames[split.reason]} → 全自费 ${yuan(split.nonCovered)}`)
  if (split.reason === 'covered' && item.restricted && approval === 'approved') {
    reasons.push('限制用药已审批 restricted, approved')
  }
  if (split.overPriceLimit !== 0 && split.ceiling !== null) {
    const ceiling = `限价 ${priceText(split.ceiling)} × ${quantityText(quantity)}`
    reasons.push(`超 ${ceiling} 的部分 over the ceiling → ${yuan(split.overPriceLimit)}`)
  }
  if (split.preCoinsurance !== 0) {
    const base = yuan(addFen(split.preCoinsurance, split.eligible))
    const rate = percent(split.preCoinsuranceRate)
    reasons.push(`乙类先行自付 class B: ${base} × ${rate} → ${yuan(split.preCoinsurance)}`)
  }
  return reasons
}

function lineNotes(lines: readonly FiledLine[]): readonly string[] {
  return lines.flatMap((line) => {
    const reasons = lineReasons(line)
    if (reasons.length === 0) return []
    const { source, assumed } = line.split
    return [
      `  注 ${line.item.name}：${reasons.join('；')}${assumed ? ' 〔假定值 assumed〕' : ''}`,
      `     据 source：${source}`,
    ]
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
    ...payers
      .filter((payer) => payer === 'pool' || amounts[payer] !== 0)
      .map((payer) => [`${payerWord(payer, 'zh')}支付 ${payerWord(payer, 'en')}`, amounts[payer]] as const),
    ['个人负担 person', amounts.person],
    ['  个人账户 personal account', amounts.account],
    ['  现金 cash', amounts.cash],
    ['账户余额 account balance', balanceAfter],
  ]
  return amountTable('合计 totals', rows)
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
    ...billLineTable(lines),
    ...lineNotes(lines),
    '',
    ...amountsOf(settlement),
    '',
    `为什么 Why（方案 plan ${settlement.basis.planId}，政策版本 ${settlement.basis.packHash.slice(0, 12)}）`,
    ...traceLines(settlement.trace),
    rule,
  ]
  return `${text.join('\n')}\n`
}
