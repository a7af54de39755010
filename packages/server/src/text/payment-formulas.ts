import { providerLevelWords } from '@yibao/core/encounter'
import type { Words, WordTable } from './words.ts'

/**
 * How a step reads: what it is called, and its calculation with `{input}` for figures. `{*}` joins all inputs by `×`,
 * `{*+}` pairs them as products and adds those, `{*sum}` adds all, `{*-}` takes all further figures off the first, `{*max}` is their highest.
 */
export interface FormulaWords {
  readonly title: Words
  readonly reads: string
  /** Where the calculation has words of its own. */
  readonly readsEn?: string
}

function formula(title: Words, reads: string, readsEn?: string): FormulaWords {
  return readsEn === undefined ? { title, reads } : { title, reads, readsEn }
}

const caseFormulas: Readonly<Record<string, FormulaWords>> = {
  'group.base': formula(['基础分（权重×比例）', 'base points (weight × scale)'], '{weight} × {scale}'),
  'coefficient.value': formula(
    ['系数', 'coefficient'],
    '{coefficient}（{institution}，{level}）',
    '{coefficient} ({institution}, {level})',
  ),
  'coefficient.own-of-group': formula(['病组自有系数', "the group's own coefficient"], '{coefficient}'),
  'coefficient.auxiliary.highest': formula(['辅助目录系数取最高', 'highest auxiliary coefficient'], '{*max}'),
  'coefficient.auxiliary.product': formula(['辅助目录系数连乘', 'auxiliary coefficients multiplied'], '{*}'),
  'case.normal': formula(['正常病例', 'normal case'], '{*}'),
  'case.low': formula(['费用极低病例', 'low-cost case'], '{*}'),
  'case.high': formula(['费用极高病例', 'high-cost case'], '{*}'),
  'case.extreme': formula(['费用超高病例（评审前）', 'extreme case, until reviewed'], '{*}'),
  'case.short': formula(['短住院病例', 'short stay'], '{*}'),
  'case.low-test': formula(['低于下限', 'below the lower limit'], '{cost} ÷ {comparator} = {result} {sign} {limit}'),
  'case.high-test': formula(['高于上限', 'above the upper limit'], '{cost} ÷ {comparator} = {result} {sign} {limit}'),
  'case.extreme-test': formula(
    ['超出评审限', 'beyond the limit of review'],
    '{cost} ÷ {comparator} = {result} {sign} {limit}',
  ),
  'case.short-test': formula(['短住院', 'short stay'], '{days} ≤ {limit}'),
  'factor.ratio': formula(['费用倍数', 'cost by mean'], '{cost} ÷ {comparator}'),
  'factor.excess': formula(
    ['超出部分系数', 'factor of the excess'],
    '({cost} ÷ {comparator} − {limit}) × {share} + {plus}',
  ),
  'factor.no-excess': formula(
    ['超出部分系数（未超出起点）', 'factor of the excess, of which there is none'],
    '{cost} ÷ {comparator} < {limit} → {result}',
  ),
  'factor.days-whole': formula(
    ['住院天数比（不低于平均）', 'days by mean stay, not below it'],
    '{days} ÷ {meanStay} > 1 → {result}',
  ),
  'factor.days': formula(['住院天数比（不超过1）', 'days by mean stay, at most 1'], '{days} ÷ {meanStay}'),
  'case.cost': formula(['按项目（费用×比例）', 'by cost'], '{cost} × {share}'),
  'case.bed-day': formula(['按床日', 'by the day'], '{*+}'),
  'case.disease': formula(
    ['按病种标准', 'standard of the disease'],
    '{disease}，{level}：{standard}',
    '{disease}, {level}: {standard}',
  ),
  'case.exit': formula(['退出方法', 'leaves the method'], '{method} → {result}'),
  'disease.exit': formula(
    ['费用偏离病种标准', 'cost far off the standard'],
    '{cost} {sign} {limit} × {standard} → {result}',
  ),
  'review.rejected': formula(
    ['特例单议驳回', 'special case rejected'],
    '{review}（{reviewers}）',
    '{review} ({reviewers})',
  ),
  'review.points': formula(
    ['特例单议评定分值', 'points by review'],
    '{review}（{reviewers}）',
    '{review} ({reviewers})',
  ),
  'review.money': formula(
    ['特例单议评定金额', 'amount by review'],
    '{review}（{reviewers}）',
    '{review} ({reviewers})',
  ),
  'review.cost': formula(['特例单议按费用', 'by cost after review'], '{cost} × {share}'),
  'review.cap': formula(['特例单议申请上限', 'most applications'], '{discharges} × {share} → {result}'),
  'value.by-points': formula(['支付标准', 'payment standard'], '{points} × {pointValue}'),
  'value.by-rate': formula(['支付标准', 'payment standard'], '{points} × {rate}'),
  'value.cost-cap': formula(
    ['以本例费用为限', 'limited by its own cost'],
    '{cost} × {multiple} = {result} < {standard}',
  ),
  'value.fund-share': formula(['基金应付', 'payable by the fund'], '{standard} × {rate}'),
  'value.others-exceed': formula(
    ['基金应付（其他支付已超过标准）', 'payable by the fund, others paid more than the standard'],
    '{standard} − {others} < 0 → {result}',
  ),
  'value.less-others': formula(
    ['基金应付（标准减其他支付）', 'payable by the fund, standard less others'],
    '{standard} − {others}',
  ),
}

const reduced: readonly (readonly [string, Words])[] = [
  ['ungrouped', ['未入组', 'ungrouped']],
  ['ambiguous', ['歧义组', 'ambiguous']],
  ['unstable', ['不稳定组', 'unstable group']],
  ['blank', ['空白组', 'blank group']],
]

const reducedFormulas: Readonly<Record<string, FormulaWords>> = Object.fromEntries(
  reduced.flatMap(([kind, [zh, en]]) => [
    [`case.${kind}.cost`, formula([`${zh}按费用`, `${en}, by cost`], '{cost} × {share}')],
    [`case.${kind}.ratio`, formula([`${zh}按费用比`, `${en}, by cost by mean`], '{base} × {cost} ÷ {mean} × {share}')],
    [
      `case.${kind}.perPoint`,
      formula([`${zh}按每分费用`, `${en}, by cost of a point`], '{cost} ÷ {costPerPoint} × {share}'),
    ],
  ]),
)

const yearFormulas: Readonly<Record<string, FormulaWords>> = {
  'budget.fund': formula(['可分配基金（留调剂金后）', 'fund money after the reserve'], '{budget} × (1 − {reserve})'),
  'budget.progress': formula(['预算使用进度', 'share of the budget used'], '{used} ÷ {budget}'),
  'pointValue.given': formula(['预算点值（公布）', 'budget point value, published'], ''),
  'pointValue.history': formula(
    ['预算点值（历史测算）', 'budget point value from earlier years'],
    '{weightedCost} ÷ {weightedPoints}',
  ),
  'pointValue.left': formula(['扣除按元定价病例后', 'after cases priced in yuan'], '{fund} − {moneyCases}'),
  'pointValue.fund-over-rate': formula(['总费用口径', 'as total cost'], '{fund} ÷ {rate}'),
  'pointValue.fund-and-others': formula(['基金加其他支付', 'fund and what others paid'], '{fund} + {others}'),
  'pointValue.settlement': formula(['清算点值', 'settlement point value'], '{pot} ÷ {points}'),
  'advance.month-of-budget': formula(['当月预算', "the month's budget"], '{budgetOfYear} × {weight} ÷ {weights}'),
  'advance.last-year-mean': formula(['预付（按上年月均）', "advance by last year's mean"], '{basis} × {ratio}'),
  'advance.mean-of-year': formula(['上年月均', "last year's monthly mean"], '{paidLastYear} ÷ 12'),
  'advance.budget-share': formula(['预付（按当月预算）', "advance by the month's budget"], '{basis} × {ratio}'),
  'advance.filed-month': formula(['预付（按当月申报）', 'advance by what was filed'], '{basis} × {ratio}'),
  'advance.cap': formula(
    ['预付以当月预算为限', 'advance up to the budget'],
    '{monthOfBudget} × {most} = {result} < {amount}',
  ),
  'month.cases': formula(
    ['当月病例基金应付', "payable for the month's cases"],
    '{cases}，{points} 分，支付标准 {standard} → {result}',
    '{cases}, {points} points, standard {standard} → {result}',
  ),
  'month.capitation': formula(['当月人头费', "the month's capitation"], '{capitation}'),
  'month.charges': formula(
    ['人头费减外出就医，加非签约人员记账', 'capitation less care elsewhere, with what others were charged'],
    '{capitation} − {elsewhere} + {others}',
  ),
  'month.heads-and-cases': formula(['人头费与病例合计', 'heads and cases together'], '{capitation} + {cases}'),
  'month.deductions': formula(['扣款后', 'after deductions'], '{*-}'),
  'month.deposit': formula(['预留质量保证金', 'quality deposit withheld'], '{payable} × {share}'),
  'month.payable': formula(['本月拨付', 'to be paid this month'], '{payable} − {deposit} − {advance} − {carriedIn}'),
  'month.carried': formula(['不足冲抵，结转下月', 'carried to the next month'], '{due} → {result}'),
  'capitation.band': formula(
    ['人群', 'band of people'],
    '{band}：{people} × {quota} × {weight}',
    '{band}: {people} × {quota} × {weight}',
  ),
  'capitation.month': formula(['当月人头费合计', "the month's capitation"], '{*sum}'),
  'clearing.budget': formula(['年度预算', 'budget of the year'], '{budget}'),
  'clearing.capitation': formula(['年度人头费', 'capitation of the year'], '{capitation}'),
  'clearing.pool.points': formula(
    ['按点数分得基金（尾差按最大余额）', 'fund money by points, largest remainder'],
    '{fund} × {points} ÷ {allPoints}',
  ),
  'clearing.high-share': formula(
    ['高倍率病例超出占比上限，按比例扣减点数', 'more high-cost cases than may be, so that each keeps a part'],
    '{points} − {extra} × ({high} − {most}) ÷ {high}',
  ),
  'clearing.pool.cases': formula(['按病例合计分得基金', 'fund money by cases'], '{ofCases} − {cut}'),
  'clearing.pool.others': formula(
    ['按点数分得，减其他支付', 'by points, less what others paid'],
    '{pot} × {points} ÷ {allPoints} − {others}',
  ),
  'clearing.with-money-cases': formula(['加按元定价病例', 'with cases priced in yuan'], '{points} + {moneyCases}'),
  'clearing.low-cost': formula(
    ['费用过低，据实支付', 'too little charged: paid as charged'],
    '{charged} {sign} {payable} × {limit} → {result}',
  ),
  'clearing.savings': formula(['结余留用', 'savings kept'], '{*bands}'),
  'clearing.overspend': formula(['超支分担', 'overspend shared'], '{*bands}'),
  'clearing.settled': formula(['年度应付', 'settled for the year'], '{charged} + {kept}'),
  'clearing.settled-payable': formula(['年度应付', 'settled for the year'], '{payable}'),
  'clearing.settled-overspend': formula(
    ['年度应付（含超支分担）', 'settled for the year, with overspend'],
    '{payable} + {shared}',
  ),
  'clearing.charges': formula(
    ['加人头费，减外出就医，加非签约人员记账', 'with heads, less care elsewhere, with what others were charged'],
    '{settled} + {capitation} − {elsewhere} + {others}',
  ),
  'clearing.deposit': formula(
    ['考核扣减质量保证金', 'deposit lost by assessment'],
    '{deposit} × (1 − {share})，{assessment}',
    '{deposit} × (1 − {share}), {assessment}',
  ),
  'clearing.final': formula(['清算应拨（负数为应收回）', 'still to be paid, negative to be taken back'], '{*-}'),
}

export const formulaWords: Readonly<Record<string, FormulaWords>> = {
  ...caseFormulas,
  ...reducedFormulas,
  ...yearFormulas,
}

/** Coefficients and other names that stand for themselves in a plan. */
export const inputWords: WordTable<string> = {
  institution: ['机构系数', 'institution coefficient'],
  auxiliary: ['辅助目录系数', 'auxiliary coefficient'],
  local: ['本地参保', 'insured here'],
  remote: ['异地参保', 'insured elsewhere'],
  ...providerLevelWords,
  cost: ['费用', 'cost'],
  'other-treatment': ['改变治疗方式', 'another treatment'],
  leaving: ['离院方式', 'way of leaving'],
  exit: ['退出', 'exit'],
  rejected: ['维持原计算', 'as computed'],
  short: ['短住院', 'short stay'],
}
