import type { Dated } from '@yibao/core/kernel'
import type { DesignatedRule, FilingRules, OffSiteRule } from '@yibao/core/policy'
import { type Language, say, type Words } from './words.ts'

const codes = (medTypes: readonly string[]): string => medTypes.join('、')

const offSiteWords = ({ to, medTypes }: OffSiteRule): Words =>
  to === 'hospital'
    ? [
        `须有转往该医院的备案，医疗类别 ${codes(medTypes)}`,
        `a transfer to that very hospital, med_type ${codes(medTypes)}`,
      ]
    : [`须有转往该区划的备案，医疗类别 ${codes(medTypes)}`, `a transfer to that division, med_type ${codes(medTypes)}`]

const designatedWords = ({ business, medTypes }: DesignatedRule): Words => [
  `业务 ${business} 须在定点机构，医疗类别 ${codes(medTypes)}`,
  `business ${business} at the chosen institution only, med_type ${codes(medTypes)}`,
]

const required: Words = ['须有备案', 'a filing is required']
const allowed: Words = ['药店可售，按鉴定医院支付', 'a pharmacy may sell, paid as the certifying hospital']
const repealed: Words = ['不再要求', 'no longer']

function linesOf<T>(name: Words, values: readonly Dated<T>[], wordsOf: (value: T) => Words, language: Language) {
  return values.map(({ from, value, source }) => {
    const said = value === 'none' ? repealed : wordsOf(value as T)
    return say(
      [`${name[0]} 自 ${from}：${said[0]}（${source}）`, `${name[1]}, from ${from}: ${said[1]} (${source})`],
      language,
    )
  })
}

/** What a region asks to be filed before it pays, each rule with its first day and its source. */
export function filingLines(rules: FilingRules | undefined, language: Language): readonly string[] {
  if (rules === undefined) return []
  return [
    ...linesOf(['门慢门特', 'chronic diseases'], rules.chronic, () => required, language),
    ...linesOf(['特药', 'special drugs'], rules.specialDrug, () => required, language),
    ...linesOf(['异地就医', 'care outside'], rules.offSite, offSiteWords, language),
    ...linesOf(['定点就医', 'chosen institution'], rules.designated, designatedWords, language),
    ...linesOf(['双通道', 'dual channel'], rules.dualChannel, () => allowed, language),
  ]
}
