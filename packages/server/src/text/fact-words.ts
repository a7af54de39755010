import { personStatusWords, providerKindWords, providerLevelWords } from '@yibao/core/encounter'
import type { Input } from '@yibao/core/policy'
import { type Language, say, spaced, type WordTable, wordOf } from './words.ts'

const factWords: WordTable<string> = {
  level: ['机构等级', 'level'],
  kind: ['机构类型', 'kind'],
  locality: ['就医地', 'locality'],
  personStatus: ['人员身份', 'person status'],
  consecutiveYear: ['连续参保年', 'consecutive year'],
  age: ['年龄', 'age'],
  medType: ['医疗类别', 'med_type'],
  chronicDisease: ['备案病种', 'filed disease'],
  nthAdmission: ['本年第几次住院', 'admission of the year'],
  stayDays: ['住院天数', 'days of the stay'],
  referral: ['转诊', 'referral'],
  missedYears: ['断保年数', 'missed years'],
  missedMonths: ['断保月数', 'missed months'],
  repaidYears: ['补缴年数', 'repaid years'],
  everInsured: ['曾经参保', 'ever insured'],
  household: ['家庭参保情况', 'household'],
  bornOn: ['出生日期', 'born on'],
  itemClass: ['项目类别', 'item class'],
  chargeType: ['收费项目类别', 'charge type'],
  itemKind: ['项目种类', 'item kind'],
  form: ['剂型', 'form'],
  itemCode: ['目录编码', 'item code'],
}

const valueWords: Readonly<Record<string, WordTable<string>>> = {
  level: providerLevelWords,
  kind: providerKindWords,
  locality: { local: ['本地', 'local'], outside: ['外地', 'outside'] },
  referral: {
    none: ['无', 'none'],
    up: ['上转', 'up'],
    down: ['下转', 'down'],
    registered: ['已备案', 'registered'],
    unregistered: ['未备案', 'unregistered'],
    emergency: ['急诊', 'emergency'],
  },
  personStatus: personStatusWords,
  everInsured: { yes: ['是', 'yes'], no: ['否', 'no'] },
  household: {
    alone: ['未按家庭', 'alone'],
    'patient-insured': ['患者已参保', 'patient insured'],
    'members-insured': ['其他成员已参保', 'other members insured'],
    'none-insured': ['无人参保', 'none insured'],
  },
  itemClass: { A: ['甲类', 'A'], B: ['乙类', 'B'], C: ['丙类', 'C'] },
  itemKind: { drug: ['药品', 'drug'], service: ['服务', 'service'], consumable: ['耗材', 'consumable'] },
}

/** What a fact is called: one of the rules' own by its label, a trait of an enrolment by the name that the rules give it. */
export function factWord(name: string, inputs: readonly Input[], language: Language): string {
  const own = inputs.find((input) => input.name === name)
  if (own !== undefined) return language === 'zh' ? own.label : spaced(name)
  const list = inputs.find((input) => input.each === name)
  if (list !== undefined) return language === 'zh' ? list.label : spaced(name)
  if (name.startsWith('trait.')) return say(['参保标识 ', 'trait '], language) + name.slice('trait.'.length)
  return Object.hasOwn(factWords, name) ? wordOf(factWords, name, language) : spaced(name)
}

const statuses: Readonly<Record<string, readonly string[]>> = {
  '310': ['active', 'retired'],
  '390': ['adult', 'elderly', 'student', 'minor', 'newborn'],
}

/** The words that a built-in fact may say; a person has one of the statuses of a scheme. Empty when any. */
export function wordsOfFact(name: string, scheme: string | null): readonly string[] {
  if (name === 'personStatus' && scheme !== null) return statuses[scheme] ?? []
  return Object.hasOwn(valueWords, name) ? Object.keys(valueWords[name] ?? {}) : []
}

/** A word that a built-in fact says; any other stays as its author wrote it. */
export function valueWord(fact: string, value: string, language: Language): string {
  const words = Object.hasOwn(valueWords, fact) ? valueWords[fact] : undefined
  return words === undefined ? value : wordOf(words, value, language)
}
