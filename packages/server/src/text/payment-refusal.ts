import { yuan } from '@yibao/core/kernel'
import type { PaymentRefusal } from '@yibao/core/payment'

/** A refusal of payment for people: what, with which value, and what to do about it; Chinese and English. */
export function paymentRefusalText(refusal: PaymentRefusal): string {
  switch (refusal.code) {
    case 'payment.no-plan':
      return `${refusal.division} 的险种 ${refusal.scheme} 在 ${refusal.on} 没有支付方案 no plan of payment that day: 请在 policy/payment 补充，或检查是否为草案 add one, or see whether it is a draft`
    case 'payment.outside-plan':
      return `病例 ${refusal.caseId} 的 ${refusal.field}（${refusal.value}）不属于方案 ${refusal.plan} the case is not of this plan: 请换方案 choose another plan`
    case 'payment.bad-case':
      return `病例 ${refusal.caseId} 的 ${refusal.field} 有误 is wrong（${refusal.value}）: 请改正病例 correct the case`
    case 'payment.not-grouped':
      return `病例 ${refusal.caseId} 没有 ${refusal.grouping.toUpperCase()} 分组结果 has not been grouped: 请先分组 group it first`
    case 'payment.invalid-record':
      return `病例 ${refusal.caseId} 的病案无效，没有分组 its record is invalid: 请改正病案后重新分组 correct the record and group again`
    case 'payment.no-method':
      return `方案 ${refusal.plan} 没有接收病例 ${refusal.caseId} 的支付方法 no method takes the case: 请在方案末尾加一个不限对象的方法 end the plan with a method for everybody`
    case 'payment.no-reduction':
      return `方案 ${refusal.plan} 没有规定 ${refusal.status} 病例怎么付（${refusal.caseId}） nothing says how such a case is paid: 请在方法中补充 add \`${refusal.status}:\` to the method`
    case 'payment.no-parameter':
      return `方案 ${refusal.plan} 的参数 ${refusal.parameter} 在 ${refusal.on} 没有值 has no value (${refusal.reason}; ${Object.entries(
        refusal.asked,
      )
        .map(([name, word]) => `${name} ${word}`)
        .join(', ')}): 请补充带日期和来源的值 add a dated value with its source`
    case 'payment.institution-without-level':
      return `机构 ${refusal.institution} 没有级别，无法取 ${refusal.parameter} the institution has no level: 请在机构登记或方案 institutions 中补充 register it, or add it to \`institutions:\``
    case 'payment.no-table':
      return `方案 ${refusal.plan} 的权重表 ${refusal.table} 没有 ${refusal.on} 的版本 no version of the table that day: 请补充 add one`
    case 'payment.group-without-weight':
      return `权重表 ${refusal.table} 没有病组 ${refusal.group} 的权重 the group has no weight on ${refusal.on}: 请补充，或检查分组版本 add it, or see which version grouped the case`
    case 'payment.group-without-mean':
      return `权重表 ${refusal.table} 的病组 ${refusal.group} 缺均值 lacks its mean (${refusal.of}): 请补充 add it`
    case 'payment.zero-divisor':
      return `方案 ${refusal.plan} 的参数 ${refusal.parameter} 在 ${refusal.on} 为零，不能作除数 is zero and cannot divide: 请改正 correct it`
    case 'payment.no-budget':
      return `方案 ${refusal.plan} 没有 ${refusal.year} 年 ${refusal.pool} 的预算 has no budget: 请补充 add \`budget:\``
    case 'payment.budget-zero':
      return `方案 ${refusal.plan} ${refusal.year} 年 ${refusal.pool} 的预算为 ${yuan(refusal.money)} 元，不能分配 the budget is nothing: 请填写预算 fill in the budget`
    case 'payment.budget-spent':
      return `方案 ${refusal.plan} ${refusal.year} 年 ${refusal.pool} 的基金 ${yuan(refusal.pot)} 元已被按元定价的病例 ${yuan(refusal.money)} 元用完 nothing is left for points: 请核对预算和定价 check the budget and those prices`
    case 'payment.no-points':
      return `方案 ${refusal.plan} ${refusal.year} 年 ${refusal.pool} 没有任何点数 has no points: 请先完成月结算 price the months first`
    case 'payment.too-few-points':
      return `方案 ${refusal.plan} ${refusal.year} 年 ${refusal.pool} 的点数太少（${refusal.points / 1_000_000}），点值超出可写范围 too few points share the fund: 请核对病例是否齐全 see whether the cases are complete`
    case 'payment.no-point-value':
      return `池 ${refusal.pool} 没有点值，${refusal.needed} 无法定价 no point value: 请先算预算点值 make the budget value first`
    case 'payment.no-rule':
      return `方案 ${refusal.plan} 没有 ${refusal.rule} 规定 has no such rule: 请补充 add \`${refusal.rule}:\``
    case 'payment.no-basis':
      return `机构 ${refusal.institution} 缺少 ${refusal.basis} 的依据 lacks what the rule measures by: 请补充数据 bring in the data`
    case 'payment.no-assessment':
      return `机构 ${refusal.institution} ${refusal.year} 年没有考核得分，保证金不能返还 has not been assessed: 请录入得分 enter the score`
    case 'payment.no-people':
      return `机构 ${refusal.institution} 没有签约人数 nobody is signed on: 请录入人数 enter the people`
    case 'payment.no-band':
      return `方案 ${refusal.plan} 的 ${refusal.of} 没有 ${refusal.value} 一档 has no such band: 请补充或改正 add it or correct the value`
    case 'payment.bad-month':
      return `不是月份，或不在该年 not a month of the year: ${refusal.month}；请写 write it as 2025-03`
    case 'payment.review-other-case':
      return `评审 ${refusal.reviewId} 不是病例 ${refusal.caseId} 的 the review is of another case: 请核对 check it`
    case 'payment.review-same-person':
      return `评审 ${refusal.reviewId} 的申请人 ${refusal.person} 不能评审 the applicant cannot review: 请换人 ask another reviewer`
    case 'payment.review-too-few':
      return `评审 ${refusal.reviewId} 只有 ${refusal.reviewers} 名评审人 too few reviewers: 至少两人 at least two`
    case 'payment.review-kind':
      return `方案 ${refusal.plan} 不受理 ${refusal.kind} 病例的特例单议（${refusal.caseId}） such cases may not be asked for: 请按规则支付 leave it to the rule`
    case 'payment.review-over-cap':
      return `机构 ${refusal.institution} 出院 ${refusal.discharges} 例，最多申请 ${refusal.most} 例，已申请 ${refusal.applied} 例 the cap is reached: 请等下一期 wait for the next period`
    case 'payment.budgets-over-fund':
      return `方案 ${refusal.plan} ${refusal.year} 年各机构预算合计 ${yuan(refusal.sum)} 元，超过基金 ${yuan(refusal.fund)} 元 budgets exceed the fund: 请调整 lower them`
  }
}
