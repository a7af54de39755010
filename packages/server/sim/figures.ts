import { addFen, type Fen, subtractFen, sumFen, yuan, zeroFen } from '@yibao/core/kernel'
import { type AnswerNode, amountIn } from './answers.ts'
import { amountOf, totalOf } from './bills.ts'
import type { PlannedLine } from './pricing.ts'

/** What an answer says about one settlement, in fen. */
export interface Figures {
  readonly total: Fen
  readonly nonCovered: Fen
  readonly overPriceLimit: Fen
  readonly preCoinsurance: Fen
  readonly eligible: Fen
  readonly deductible: Fen
  readonly fund: Fen
  readonly account: Fen
  readonly cash: Fen
  readonly person: Fen
  readonly hospital: Fen
}

const names: Readonly<Record<keyof Figures, readonly string[]>> = {
  total: ['medfee_sumamt'],
  nonCovered: ['fulamt_ownpay_amt'],
  overPriceLimit: ['overlmt_selfpay'],
  preCoinsurance: ['preselfpay_amt'],
  eligible: ['inscp_scp_amt'],
  deductible: ['act_pay_dedc'],
  fund: ['fund_pay_sumamt'],
  account: ['acct_pay'],
  // A pharmacy's cancel has names of its own for the person's two amounts.
  cash: ['psn_cash_pay', 'cash_payamt'],
  person: ['psn_part_amt', 'psn_pay'],
  hospital: ['hosp_part_amt'],
}

const figureNames = Object.keys(names) as readonly (keyof Figures)[]

/** Reads the figures of a `setlinfo`; a field that is no amount counts as zero and is found out by the identities. */
export function figuresIn(setlinfo: AnswerNode): Figures {
  const read = (name: keyof Figures): Fen => {
    const given = names[name].find((field) => field in setlinfo)
    return given === undefined ? zeroFen : (amountIn(setlinfo, given) ?? zeroFen)
  }
  return Object.fromEntries(figureNames.map((name) => [name, read(name)])) as unknown as Figures
}

/** What is wrong in the figures themselves: parts that do not sum, payers that do not pay the bill. */
export function faultsIn(figures: Figures): readonly string[] {
  const faults: string[] = []
  const equal = (said: string, left: Fen, right: Fen): void => {
    if (left !== right) faults.push(`${said}: ${yuan(left)} against ${yuan(right)}`)
  }
  const { total, nonCovered, overPriceLimit, preCoinsurance, eligible, fund, person, hospital, account, cash } = figures
  equal('total = the four parts', total, sumFen([nonCovered, overPriceLimit, preCoinsurance, eligible]))
  equal('total = fund + person + hospital', total, sumFen([fund, person, hospital]))
  equal('person = account + cash', person, addFen(account, cash))
  return faults
}

/** Where two answers about one bill disagree. */
export function differences(what: string, left: Figures, right: Figures): readonly string[] {
  return figureNames
    .filter((name) => left[name] !== right[name])
    .map((name) => `${what}: ${name} ${yuan(left[name])} against ${yuan(right[name])}`)
}

/** The same amounts the other way round, as a cancel must answer them. */
export function opposite(figures: Figures): Figures {
  return Object.fromEntries(
    figureNames.map((name) => [name, subtractFen(zeroFen, figures[name])]),
  ) as unknown as Figures
}

export function sumFigures(list: readonly Figures[]): Figures {
  return Object.fromEntries(
    figureNames.map((name) => [name, sumFen(list.map((figures) => figures[name]))]),
  ) as unknown as Figures
}

/** What is wrong in the answered lines: each must be its amount in four parts, and together they are the bill. */
export function lineFaults(lines: readonly PlannedLine[], answered: readonly AnswerNode[]): readonly string[] {
  if (answered.length !== lines.length) return [`${lines.length} lines sent, ${answered.length} answered`]
  const parts = ['fulamt_ownpay_amt', 'overlmt_amt', 'preselfpay_amt', 'inscp_scp_amt']
  const faults = lines.flatMap((line, index) => {
    const answer = answered[index] ?? {}
    const sum = sumFen(parts.map((part) => amountIn(answer, part) ?? zeroFen))
    const amount = amountOf(line)
    return sum === amount ? [] : [`line ${line.itemCode}: parts ${yuan(sum)} against ${yuan(amount)}`]
  })
  const sum = sumFen(answered.map((answer) => amountIn(answer, 'det_item_fee_sumamt') ?? zeroFen))
  const total = totalOf(lines)
  return sum === total ? faults : [...faults, `lines ${yuan(sum)} against bill ${yuan(total)}`]
}
