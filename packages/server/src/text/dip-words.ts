import type { DipGroupKind, DipProblem, OperationKind, RulesFinding } from '@yibao/core/dip'
import { yuan } from '@yibao/core/kernel'

/** Words of the room DIP, Chinese first and English second on one line. */
export const dipKindWords: Readonly<Record<DipGroupKind, string>> = {
  core: '核心 core',
  comprehensive: '综合 comprehensive',
  primary: '基层 primary',
  blank: '空白 blank',
}

export const treatmentWords: Readonly<Record<OperationKind | 'unknown', string>> = {
  surgery: '手术 surgery',
  therapeutic: '治疗性操作 therapeutic',
  diagnostic: '诊断性操作 diagnostic',
  conservative: '保守治疗 conservative',
  unknown: '未知 unknown',
}

/** Why cases were left out, in a few words. */
export const problemWords: Readonly<Record<DipProblem['code'], string>> = {
  'dip.no-principal-diagnosis': '没有主要诊断 no principal diagnosis',
  'dip.diagnosis-without-key': '主要诊断取不出键 the principal diagnosis gives no key',
  'dip.number-impossible': '年龄或天数不可能 an impossible age or number of days',
  'dip.cost-not-positive': '总费用不大于零 the cost is not above zero',
  'dip.part-exceeds-cost': '药品或耗材为负或超过总费用 drugs or consumables are negative or more than the cost',
  'dip.discharged-before-admitted': '出院早于入院 discharged before admitted',
  'dip.year-outside': '不在所用年份 of another year',
  'dip.unknown-operation': '操作未知 an unknown operation',
  'dip.level-unknown': '机构级别未知 an unknown level',
  'dip.outside-directory': '不在适用期 outside the days of the directory',
  'dip.no-group': '没有可入的病种 no group takes it',
}

/** What an author hears about a finding of the rules. */
export function findingWords({ code, facts }: RulesFinding): {
  readonly what: string
  readonly cure: string
  readonly value: string
} {
  const value = Object.entries(facts)
    .map(([name, fact]) => `${name} ${fact}`)
    .join(', ')
  const words: Readonly<Record<RulesFinding['code'], readonly [what: string, cure: string]>> = {
    'not-positive': ['须大于零 must be above zero', '改为大于零的数 write a number above zero'],
    'bounds-order': [
      '界限次序不对 the bounds are out of order',
      '由小到大书写 write them rising, and leave something between',
    ],
    'bands-gap': [
      '分段有空档 the bands leave a gap',
      '补上空档，不调整者写系数 1 add a band, with coefficient 1 where nothing changes',
    ],
    'bands-overlap': [
      '分段重叠 the bands overlap',
      '下一段从上一段止数加一起 begin each where the one before ended, plus one',
    ],
    'bands-start': ['分段未从头开始 the bands begin too late', '第一段从最小值起 begin the first at the least value'],
    'bands-end': ['最后一段未写到无上限 the last band ends', '最后一段写 to: none give the last band `to: none`'],
    'weights-sum': [
      '各年权重合计不为 1 the weights of the years are not 1 together',
      '使合计为 1 make them 1 together',
    ],
    duplicate: ['重复 stands twice', '只留一个 keep one'],
    missing: ['缺少内容 is missing', '补上 add it'],
    'unknown-name': ['没有这个名称 nothing answers to this name', '写已列出的名称 use one that is listed'],
    'never-reached': [
      '永远轮不到此行 this row is never reached',
      '把无条件的行放最后 put the row without conditions last',
    ],
  }
  const [what, cure] = words[code]
  return { what, cure, value }
}

/** Why a case has no group, with the value and what to do; one line in both languages. */
export function dipProblemText(problem: DipProblem): string {
  switch (problem.code) {
    case 'dip.no-principal-diagnosis':
      return '没有主要诊断 no principal diagnosis; dx 第一项写主要诊断编码 write its code first in dx'
    case 'dip.diagnosis-without-key':
      return `主要诊断 ${problem.diagnosis} 取不出 ${problem.level} 键 gives no key at this level; 写完整的 ICD-10 编码 write the whole code`
    case 'dip.number-impossible':
      return `${problem.field} = ${problem.value} 不可能 is impossible; 核对病案 check the record`
    case 'dip.cost-not-positive':
      return `总费用 ${yuan(problem.cost)} 元不大于零 the cost is not above zero; 核对结算 check the settlement`
    case 'dip.part-exceeds-cost':
      return `${problem.part} ${yuan(problem.amount)} 元为负或超过总费用 ${yuan(problem.cost)} 元 is negative or more than the cost; 核对费用分类 check the parts`
    case 'dip.discharged-before-admitted':
      return `出院 ${problem.dischargedOn} 早于入院 ${problem.admittedOn} discharged before admitted; 核对日期 check the dates`
    case 'dip.year-outside':
      return `${problem.year} 年不在目录所用年份 ${problem.years.join('、')} 内 is none of the years of the directory; 核对 year 或换规则版本 check year, or use rules of another year`
    case 'dip.unknown-operation':
      return `操作 ${problem.operation} 不在操作属性表内 is in no row of the table of operations; 补表或改规则 unknown: add a row, or change the rule`
    case 'dip.level-unknown':
      return `机构级别 ${problem.level} 不认识 unknown level; 用 use tertiary, secondary, primary, ungraded`
    case 'dip.outside-directory':
      return `出院日 ${problem.dischargedOn} 不在目录适用期 ${problem.range.from} 起至 ${problem.range.until ?? ''} 前 the directory is for other days; 换用当年目录 use the directory of that year, or --any-day`
    case 'dip.no-group':
      return `键 ${problem.key} 没有可入的病种 no group takes it; 核对编码，或为策略设空白病种 check the codes, or let the strategy have a blank group`
  }
}
