import type { BenefitRefusal } from '@yibao/core/benefit'
import type { CatalogRefusal } from '@yibao/core/catalog'
import type { ContributionRefusal } from '@yibao/core/contribution'
import type { EnrolmentRefusal } from '@yibao/core/enrolment'
import type { Place } from '@yibao/core/policy'

/** Everything that can keep a result from being computed under the law. */
export type LawRefusal = BenefitRefusal | CatalogRefusal | ContributionRefusal | EnrolmentRefusal

const at = ({ file, line }: Place): string => `${file}:${line}`

function noValueText(refusal: Extract<LawRefusal, { code: 'policy.no-value' }>): string {
  const { plan, parameter, key, on, reason, firstFrom, place } = refusal
  const rule = `${plan} 的参数 parameter \`${parameter}\`${key.length === 0 ? '' : ` [${key.join(', ')}]`}`
  switch (reason) {
    case 'before-first':
      return `${at(place)}: ${rule} 在 ${on} 尚无规定，首个生效日 ${firstFrom ?? '无'} (no value on ${on}, the first is from ${firstFrom ?? 'no date'}); 请核对日期，或为该日补充有来源的值 (check the date, or add a value with its source)`
    case 'repealed':
      return `${at(place)}: ${rule} 在 ${on} 已废止 (repealed on ${on}); 请核对日期 (check the date)`
    case 'no-such-class':
      return `${at(place)}: ${rule} 未规定此类，日期 ${on} (no row for this class on ${on}); 请核对事实 --fact，或在该文件补一行 (check the facts, or add a row)`
    case 'not-stated':
      return `${at(place)}: ${rule} 来源未载该段比例，日期 ${on} (the source does not state the rate of this band on ${on}); 该段费用无法计算 (an amount in it cannot be computed)`
  }
}

const badBills: Readonly<Record<Extract<LawRefusal, { code: 'benefit.bad-bill' }>['reason'], string>> = {
  negative: '账单金额为负 the bill has a negative amount',
  'parts-do-not-sum': '账单四部分之和不等于总额 the four parts do not add up to the total',
  'streams-exceed-eligible': '各费用流之和超过符合范围费用 the streams exceed the eligible expense',
}

function enrolmentText(refusal: Extract<LawRefusal, { code: `enrolment.${string}` }>): string {
  switch (refusal.code) {
    case 'enrolment.outside-window': {
      const windows = refusal.windows.map(({ window, opens, closes }) => `${window} ${opens}..${closes}`).join(', ')
      return `${refusal.rules}: ${refusal.paidOn} 缴费不在 ${refusal.year} 年度的参保窗口内 (paid outside the windows of ${refusal.year}); ${windows}`
    }
    case 'enrolment.no-window':
      return `${at(refusal.place)}: ${refusal.rules} 在 ${refusal.paidOn} 没有参保窗口 (no window on this day); 首个生效日 the first from ${refusal.firstFrom ?? '无 none'}`
    case 'enrolment.holidays-unknown':
      return `${at(refusal.place)}: ${refusal.rules} 缺少 ${refusal.after} 之后的节假日安排 (the holidays after this day are not known); 请补充 add them`
    case 'enrolment.no-day-covered':
      return `${at(refusal.place)}: ${refusal.rules} 在 ${refusal.paidOn} 按 ${refusal.window} 缴费，待遇自 ${refusal.coverageFrom} 起，${refusal.year} 年度内无待遇 (care would be paid from ${refusal.coverageFrom}, on no day of ${refusal.year}); 请勿收费 (do not take the payment)`
    case 'enrolment.part-of-a-day':
      return `${at(refusal.place)}: ${refusal.rules} 期限不是整数 a span is no whole number: ${refusal.length}; 请更正 correct it`
  }
}

function textOf(refusal: LawRefusal): string {
  switch (refusal.code) {
    case 'policy.no-value':
      return noValueText(refusal)
    case 'policy.no-class':
      return `${at(refusal.place)}: ${refusal.plan} 的分类 classification \`${refusal.classification}\` 没有适合的行 (no row fits these facts); 请核对事实 --fact，或补一行 (check the facts, or add a row)`
    case 'policy.no-fact':
      return `${at(refusal.place)}: ${refusal.plan} 缺少事实 the fact is missing or no number of zero or more: \`${refusal.fact}\`; 请补充 give it (--fact ${refusal.fact}=…)`
    case 'policy.divided-by-zero':
      return `${at(refusal.place)}: ${refusal.plan} 的公式除以零 (a formula divides by zero); 请核对事实与参数 (check facts and parameters)`
    case 'policy.no-plan':
      return `${refusal.division} 险种 scheme ${refusal.scheme} ${refusal.care} 没有方案 (no plan); 请核对地区 (check the region)`
    case 'benefit.bad-bill':
      return `${badBills[refusal.reason]}: ${refusal.part}; 请更正 (correct it)`
    case 'catalog.unknown-item':
      return `目录编码不存在 no such item in the catalogue: ${refusal.itemCode}; 请核对编码 (check the code)`
    case 'catalog.not-yet-valid':
      return `目录项目 item ${refusal.itemCode} 在 ${refusal.on} 尚未生效，自 ${refusal.from} 起 (valid from ${refusal.from}); 请核对日期 (check the date)`
    case 'catalog.expired-item':
      return `目录项目 item ${refusal.itemCode} 在 ${refusal.on} 已失效，至 ${refusal.until} 止 (ended on ${refusal.until}); 请换用现行编码 (use a current code)`
    case 'contribution.part-of-a-time':
      return `${at(refusal.place)}: ${refusal.item} 的次数不是整数 is owed a part of a time: ${refusal.times}; 请更正 correct it`
    default:
      return enrolmentText(refusal)
  }
}

/** A refusal in words for whoever works with policy files: the parameter, the date, the place in the file, the cure. */
export function lawRefusalText(refusal: LawRefusal): string {
  return `${textOf(refusal)} [${refusal.code}]`
}
