import { providerLevelWords, schemeWords } from '@yibao/core/encounter'
import { type Fen, fen, maxFen, minFen, negateFen, yuan, zeroFen } from '@yibao/core/kernel'
import { caseKindWords, pointsText, type Step } from '@yibao/core/payment'
import type { PaperFacts, PaperSums } from '../flows/papers.ts'
import type { StatementCapitation, StatementContent } from '../flows/payment-run-ports.ts'
import { awaitingIn } from '../text/payment-run.ts'
import type { Words } from '../text/words.ts'
import type { PaperLine, PaperRow, PaperWords, StatementPaper } from './statement-paper.ts'

const paperWords = ([zh, en]: Words): PaperWords => ({ zh, en })

/** Words of a code that may be newer than its table; then it stands for itself. */
function wordsIn(table: Readonly<Record<string, Words>>, code: string): PaperWords {
  const words = Object.hasOwn(table, code) ? table[code] : undefined
  return words === undefined ? { zh: code === '' ? '其他' : code, en: code === '' ? 'other' : '' } : paperWords(words)
}

const rowOf =
  (table: Readonly<Record<string, Words>>) =>
  (sums: PaperSums): PaperRow => ({
    name: wordsIn(table, sums.name),
    cases: sums.cases,
    total: sums.total,
    charged: sums.fundPaid,
    standard: sums.standard,
    payable: sums.fundPayable,
  })

/** One value of a step's inputs, as the core wrote it. */
const inputOf = (steps: readonly Step[], formula: string, name: string): string | null =>
  steps.find((step) => step.formula === formula)?.inputs.find((input) => input.name === name)?.value ?? null

/** A decimal with commas between thousands. */
const grouped = (text: string): string => text.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',')

/** Deductions with their reasons, which a step has in pairs. */
function deductionsText(steps: readonly Step[], formula: string): string {
  const inputs = steps.find((step) => step.formula === formula)?.inputs ?? []
  return inputs
    .flatMap(({ name, value }, index) =>
      name === 'reason' ? [`${value} ${grouped(inputs[index + 1]?.value ?? '')}`] : [],
    )
    .join('；')
}

const line = (zh: string, en: string, effect: PaperLine['effect'], amount: Fen, formula: string): PaperLine => ({
  name: { zh, en },
  effect,
  amount,
  formula,
})

/** A line that may go either way: what is below zero is taken off. */
const either = (zh: string, en: string, amount: Fen, formula: string): PaperLine =>
  amount < 0 ? line(zh, en, 'less', negateFen(amount), formula) : line(zh, en, 'add', amount, formula)

type Amounts = Pick<StatementPaper, 'lines' | 'payable' | 'carriedOut'>

/** The part of heads in what is owed: `签约 signed on 1,200 人，人头费 heads 72,000.00 − 外出 elsewhere 5,000.00 + 其他 others 300.00`. */
function headsText({ people, amount, elsewhere, others }: StatementCapitation): string {
  const count = people.reduce((sum, band) => sum + band.count, 0)
  return `签约 signed on ${grouped(String(count))} 人，人头费 heads ${grouped(yuan(amount))} − 外出 elsewhere ${grouped(yuan(elsewhere))} + 其他 others ${grouped(yuan(others))}`
}

/** `；其中待评审 awaiting review 2 例`; nothing where none does. */
function awaitingWords(content: StatementContent): string {
  const count = awaitingIn(content)
  return count === 0 ? '' : `；其中待评审 awaiting review ${count} 例`
}

function monthAmounts(content: Extract<StatementContent, { kind: 'month' }>): Amounts {
  const { statement, sums, capitation } = content
  const { fundPayable, deductions, deposit, advanceOffset, carriedIn, payable, carriedOut, steps } = statement
  const { adjustments } = sums
  const changed = adjustments.undone + adjustments.restored + adjustments.review
  const cases = `${grouped(String(statement.cases))} 例 cases，${grouped(pointsText(statement.points))} 点 points`
  const share = inputOf(steps, 'month.deposit', 'share')
  const base = inputOf(steps, 'month.deposit', 'payable')
  const heads = `${awaitingWords(content)}${capitation === undefined ? '' : `；${headsText(capitation)}`}`
  return {
    lines: [
      either(
        '应付',
        'owed',
        fundPayable,
        changed === 0
          ? `${cases}${heads}`
          : `${cases}${heads}；其中调整 adjusted ${changed} 例 cases ${yuan(adjustments.fundPayable)}`,
      ),
      line('扣款', 'deductions', 'less', deductions, deductionsText(steps, 'month.deductions')),
      line(
        '质量保证金',
        'deposit',
        'less',
        deposit,
        share === null || base === null ? '' : `${grouped(base)} × ${share}`,
      ),
      line('冲抵预付', 'advance', 'less', advanceOffset, ''),
      line('上期结转', 'carried in', 'less', carriedIn, ''),
    ],
    payable,
    carriedOut,
  }
}

/** How a year's payable came about: its shares of the pools by points, its cases, its budget or its heads. */
function payableText({ points, steps }: Extract<StatementContent, { kind: 'year' }>['clearing']): string {
  const shares = steps.flatMap(({ formula, inputs }) => {
    if (formula !== 'clearing.pool.points' && formula !== 'clearing.pool.others') return []
    const of = (name: string): string => grouped(inputs.find((input) => input.name === name)?.value ?? '')
    const others = formula === 'clearing.pool.others' ? ` − 其他支付 others ${of('others')}` : ''
    const money = of(formula === 'clearing.pool.others' ? 'pot' : 'fund')
    return [`${money} × ${of('points')} ÷ ${of('allPoints')} 点 points${others}`]
  })
  const inYuan = inputOf(steps, 'clearing.with-money-cases', 'moneyCases')
  if (inYuan !== null) shares.push(`按元定价 priced in yuan ${grouped(inYuan)}`)
  if (shares.length > 0) return shares.join('；')
  if (steps.some(({ formula }) => formula === 'clearing.budget')) return '机构预算 its budget'
  if (steps.some(({ formula }) => formula === 'clearing.capitation')) return '年度人头费 heads of the year'
  return `${grouped(pointsText(points))} 点 points`
}

const settledWords: Readonly<Record<string, string>> = {
  'clearing.low-cost': '记账过低，据实支付 charged too little, paid as charged',
  'clearing.settled-overspend': '年度应付 + 超支分担 payable and overspend shared',
  'clearing.settled-payable': '即年度应付 the payable',
  'clearing.settled': '年度已记账 + 结余留用 charged and savings kept',
}

/** From which lines above what is settled comes. */
function settledText(steps: readonly Step[]): string {
  const formula = Object.keys(settledWords).find((name) => steps.some((step) => step.formula === name))
  const heads = steps.some((step) => step.formula === 'clearing.charges')
    ? '；人头费与他处、其他人员 heads, elsewhere, others'
    : ''
  return `${settledWords[formula ?? ''] ?? ''}${heads}`
}

function yearAmounts(content: Extract<StatementContent, { kind: 'year' }>): Amounts {
  const { clearing } = content
  const { settled, depositLost, deductions, paidBefore, final, charged, savingsKept, overspendShared, steps } = clearing
  const paid = (name: string): string => grouped(inputOf(steps, 'clearing.final', name) ?? '')
  return {
    lines: [
      line(
        '年度应付',
        'payable of the year',
        'told',
        clearing.payable,
        `${payableText(clearing)}${awaitingWords(content)}`,
      ),
      line('年度已记账', 'charged in the year', 'told', charged, ''),
      line('结余留用', 'savings kept', 'told', savingsKept, ''),
      line('超支分担', 'overspend shared', 'told', overspendShared, ''),
      either('清算应付', 'settled', settled, settledText(steps)),
      line('保证金扣减', 'deposit lost', 'less', depositLost, inputOf(steps, 'clearing.deposit', 'assessment') ?? ''),
      line('扣款', 'deductions', 'less', deductions, deductionsText(steps, 'clearing.final')),
      line(
        '此前已付',
        'paid before',
        'less',
        paidBefore,
        `月结拨付 months ${paid('monthsPaid')} + 预付 advances ${paid('advances')}`,
      ),
    ],
    payable: maxFen(final, zeroFen),
    carriedOut: negateFen(minFen(final, zeroFen)),
  }
}

function amountsOf(content: StatementContent): Amounts {
  if (content.kind === 'month') return monthAmounts(content)
  if (content.kind === 'year') return yearAmounts(content)
  const lines = [line('预付', 'advance', 'add', content.amount, '')]
  return { lines, payable: content.amount, carriedOut: zeroFen }
}

/** A statement on file as it is laid out on paper. */
export function paperOf({
  filed,
  run,
  region,
  provider,
  plan,
  kinds,
  methods,
  deviating,
  deviatingCases,
}: PaperFacts): StatementPaper {
  const methodWords = Object.fromEntries(plan.methods.map(({ id, label }): [string, Words] => [id, [label, '']]))
  const schemes = run.schemes.map((scheme) => schemeWords[scheme])
  return {
    kind: run.kind,
    number: filed.number,
    noticeNumber: filed.noticeNumber,
    authority: region === null ? `${run.division} 医疗保障经办机构` : `${region}医疗保障经办机构`,
    provider: {
      code: filed.providerCode,
      name: provider?.name ?? filed.providerCode,
      level: provider === null ? { zh: '', en: '' } : paperWords(providerLevelWords[provider.level]),
    },
    insurance: { zh: schemes.map(([zh]) => zh).join('、'), en: schemes.map(([, en]) => en).join(', ') },
    period: run.period,
    plan: plan.label,
    issuedOn: filed.issuedOn,
    kinds: kinds.map(rowOf(caseKindWords)),
    methods: methods.map(rowOf(methodWords)),
    ...amountsOf(filed.content),
    deviating: deviating.map((one) => ({
      caseId: one.caseId,
      dischargedOn: one.dischargedOn,
      group: one.groupCode ?? '',
      kind: wordsIn(caseKindWords, one.kind),
      total: fen(one.total),
      charged: fen(one.fundPaid),
      payable: fen(one.fundPayable),
    })),
    leftOut: deviatingCases - deviating.length,
  }
}
