import type { Condition, Expression, Plan, PlanStep } from '@yibao/core/policy'
import { factWord, type Language, valueWord } from './plan-words.ts'

function parameterWord(plan: Plan, name: string, language: Language): string {
  return language === 'zh' ? `「${plan.parameters[name]?.label ?? name}」` : name
}

function expressionWords(plan: Plan, expression: Expression, language: Language): string {
  const inner = (part: Expression): string => {
    const text = expressionWords(plan, part, language)
    return 'parameter' in part ? text : `(${text})`
  }
  if ('parameter' in expression) return parameterWord(plan, expression.parameter, language)
  if ('product' in expression) return expression.product.map(inner).join(' × ')
  if ('sum' in expression) return expression.sum.map(inner).join(' + ')
  return `100% − ${inner(expression.complement)}`
}

function totalWord(plan: Plan, code: string, language: Language): string {
  const label = plan.totals.find((total) => total.code === code)?.label
  return language === 'zh' ? `${label ?? ''} ${code}` : code
}

function chineseStep(plan: Plan, step: PlanStep): string {
  const amount = (expression: Expression): string => expressionWords(plan, expression, 'zh')
  const total = (code: string): string => totalWord(plan, code, 'zh')
  switch (step.step) {
    case 'cost-limit':
      return `本年累计（${total(step.total)}）超过${amount(step.limit)}的费用由个人负担`
    case 'account-stage':
      return '先由个人账户余额支付'
    case 'deductible':
      return `由个人负担${amount(step.amount)}，${step.total === null ? '每次就诊都扣' : `本年已付（${total(step.total)}）从中扣除`}`
    case 'pool-rate':
      return `其余费用由统筹基金支付 ${amount(step.rate)}`
    case 'pool-tiers': {
      const from = {
        visit: '本次费用',
        year: `本年累计（${total(step.total ?? '')}）`,
        'above-deductible':
          step.total === null ? '起付线以上的本次费用' : `起付线以上的本年累计（${total(step.total)}）`,
      }
      const share = step.copay ? '表中为个人比例，其余由统筹基金支付' : '表中为统筹基金比例'
      return `其余费用按${parameterWord(plan, step.tiers, 'zh')}分段支付，分段从${from[step.position]}起算，${share}`
    }
    case 'payment-limit':
      return `统筹基金本年支付（${total(step.total)}）超过${amount(step.limit)}的部分由个人负担`
  }
}

function englishStep(plan: Plan, step: PlanStep): string {
  const amount = (expression: Expression): string => expressionWords(plan, expression, 'en')
  switch (step.step) {
    case 'cost-limit':
      return `the person bears what exceeds ${amount(step.limit)} in the running total ${step.total}`
    case 'account-stage':
      return 'the personal account pays first, as far as it goes'
    case 'deductible':
      return `the person bears ${amount(step.amount)}, ${step.total === null ? 'at every visit' : `less what the year has already taken (${step.total})`}`
    case 'pool-rate':
      return `the fund pays ${amount(step.rate)} of the rest`
    case 'pool-tiers': {
      const from = {
        visit: "this bill's expense",
        year: `the running total ${step.total ?? ''}`,
        'above-deductible':
          step.total === null
            ? "this bill's expense above the deductible"
            : `the running total ${step.total} above the deductible`,
      }
      const share = step.copay ? "the table prints the person's share" : "the table prints the fund's share"
      return `the rest is shared by the bands of ${step.tiers}, counted from ${from[step.position]}; ${share}`
    }
    case 'payment-limit':
      return `the person bears what exceeds ${amount(step.limit)} in the fund's payments of the year (${step.total})`
  }
}

/** One step of a plan as a sentence. */
export function stepWords(plan: Plan, step: PlanStep, language: Language): string {
  return language === 'zh' ? chineseStep(plan, step) : englishStep(plan, step)
}

/** The condition of a class as a phrase: `机构等级 三级`, `consecutive year 3..5`. */
export function conditionWords(condition: Condition, language: Language): string {
  const fact = factWord(condition.fact, language)
  if ('oneOf' in condition) {
    const values = condition.oneOf.map((value) => valueWord(value, language))
    return `${fact} ${values.join(language === 'zh' ? '、' : ' or ')}`
  }
  const { atLeast, atMost } = condition
  return `${fact} ${atLeast === atMost ? atLeast : `${atLeast ?? ''}..${atMost ?? ''}`}`
}
