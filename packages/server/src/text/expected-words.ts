import { type Plan, payers, type Rules, totalWords } from '@yibao/core/policy'
import { amountWord, billWords, layerWords, namesOf } from './amount-words.ts'
import { contributionFunds, contributionPayers } from './contribution-words.ts'
import { payerWords } from './plan-words.ts'
import { spaced, type Words, type WordTable } from './words.ts'

/** What comes out of a bill, a contribution or an enrolment besides the amounts of a plan. */
const outcomeWords: WordTable<string> = {
  fund: ['基金合计', 'all funds'],
  person: ['个人负担', 'borne by the person'],
  account: ['个人账户', 'personal account'],
  family: ['家庭共济账户', 'accounts of relatives'],
  cash: ['现金', 'cash'],
  refused: ['拒绝', 'refusal'],
  outcome: ['结果', 'outcome'],
  coverageFrom: ['待遇起始日', 'care is paid from'],
  covered: ['待遇期间', 'days on which care is paid'],
  window: ['参保窗口', 'window'],
  premium: ['应缴', 'premium'],
  consecutiveYear: ['连续参保年', 'consecutive year'],
  missed: ['断保', 'missed'],
  standing: ['家庭参保情况', 'standing of the household'],
  missing: ['未参保成员', 'members not insured'],
  completeOn: ['全家参保日', 'whole household insured on'],
  premiumTotal: ['应缴合计', 'premiums in all'],
  base: ['缴费基数', 'base'],
  each: ['每次金额', 'each time'],
}

const layered = /^(.+)\.([^.]+)$/

/** An amount of the bill, of the rules or of what comes out; by its own name where nobody has words for it. */
function plainWords(name: string, rules: Rules | null, plan: Plan | null): Words {
  const own = rules === null ? undefined : (rules.formulas[name] ?? rules.parameters[name])
  if (own !== undefined) return [own.label, spaced(name)]
  const payer = payers.find((one) => one === name)
  if (plan !== null && payer !== undefined) return payerWords[payer]
  for (const table of [billWords, layerWords, outcomeWords, contributionPayers, contributionFunds]) {
    const words = Object.hasOwn(table, name) ? (table as WordTable<string>)[name] : undefined
    if (words !== undefined) return words
  }
  const [, owner = '', part = ''] = layered.exec(name) ?? []
  if (owner === '') return [name, spaced(name)]
  if (plan?.layers.some((layer) => layer.name === owner) === true || owner === 'stream')
    return [amountWord(name, namesOf(plan, 'zh'), 'zh'), amountWord(name, namesOf(plan, 'en'), 'en')]
  const [[zh, en], [partZh, partEn]] = [plainWords(owner, rules, plan), plainWords(part, rules, plan)]
  return [`${zh} ${partZh}`, `${en} ${partEn}`]
}

function addedWords(code: string, plan: Plan | null): Words {
  const total = plan?.totals.find((one) => one.code === code)
  const [zh, en] = total === undefined ? [code, code] : totalWords(total)
  return [`计入${zh}`, `added to ${en}`]
}

/** What a worked case expects under a name: `pool`, `visit 2 basic.deductible`, `added ipt_pool`. */
export function expectedWords(name: string, rules: Rules | null, plan: Plan | null): Words {
  const [, visit, ofVisit = ''] = /^visit (\d+) (.+)$/.exec(name) ?? []
  if (visit !== undefined) {
    const [zh, en] = expectedWords(ofVisit, rules, plan)
    return [`第 ${visit} 次就诊 ${zh}`, `visit ${visit}: ${en}`]
  }
  const [, total] = /^added (.+)$/.exec(name) ?? []
  return total === undefined ? plainWords(name, rules, plan) : addedWords(total, plan)
}
