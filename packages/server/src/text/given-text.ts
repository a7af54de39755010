import type { BillInput } from '@yibao/core/benefit'
import { type IsoDate, yuan, zeroFen } from '@yibao/core/kernel'
import type { Plan, RegionPack } from '@yibao/core/policy'
import { inYuan } from './bill-text.ts'
import { factWord, valueWord } from './plan-words.ts'
import { padRight } from './table-text.ts'

/** The running totals that a plan knows; one not given is zero. */
function usedOf(plan: Plan, bill: BillInput) {
  return plan.totals.map(({ code, label }) => ({ code, label, amount: bill.used[code] ?? zeroFen }))
}

/** What a computation was given, so that no figure below it comes from nowhere. */
export function givenLines(pack: RegionPack, plan: Plan, on: IsoDate, bill: BillInput): readonly string[] {
  const row = (title: string, text: string): string => `${padRight(title, 16)}${text}`
  const facts = Object.entries(bill.facts).map(([name, value]) => {
    return `${factWord(name, 'zh')} ${valueWord(String(value), 'zh')} (${name}=${value})`
  })
  const used = usedOf(plan, bill).map(({ code, label, amount }) => `${label} ${code} ${yuan(amount)}`)
  const account = bill.accountUsed ? "可支付个人负担 may pay the person's share" : '不支付个人负担 spared'
  return [
    row('方案 plan', `${plan.id}  ${plan.label} ${plan.labelEn}`),
    row('地区 region', `${pack.division} ${pack.name} ${pack.nameEn}，政策版本 version ${pack.hash.slice(0, 12)}`),
    row('日期 on', on),
    row('事实 facts', facts.join('；')),
    row('本年累计 used', used.length === 0 ? '无 none' : used.join('；')),
    row('账户 account', `${yuan(bill.accountBalance)}，${account}`),
  ]
}

/** The same for machines, amounts as decimal yuan. */
export function givenJson(pack: RegionPack, plan: Plan, on: IsoDate, bill: BillInput) {
  return {
    plan: plan.id,
    label: plan.label,
    region: { division: pack.division, name: pack.name, packHash: pack.hash },
    on,
    unit: 'yuan',
    facts: bill.facts,
    used: inYuan(Object.fromEntries(usedOf(plan, bill).map(({ code, amount }) => [code, amount]))),
    account: { balance: yuan(bill.accountBalance), used: bill.accountUsed },
    totals: inYuan({ ...bill.totals }),
  }
}
