import type { GroupStatus, NumericField, Part, RecordProblemCode, Scheme } from '@yibao/core/drg'
import type { DischargeRecord } from '@yibao/core/encounter'
import type { Words, WordTable } from './words.ts'

export const statusWords: WordTable<GroupStatus> = {
  grouped: ['已入组', 'grouped'],
  ungroupable: ['未入组', 'ungroupable'],
  ambiguous: ['歧义病例', 'ambiguous'],
  invalid: ['不予分组', 'invalid'],
}

export const recordFieldWords: WordTable<keyof DischargeRecord> = {
  gender: ['性别', 'sex'],
  ageYears: ['年龄（岁）', 'age in years'],
  ageDays: ['天龄', 'age in days'],
  birthWeightGrams: ['出生体重（克）', 'birth weight in grams'],
  department: ['出院科室', 'department'],
  stayDays: ['住院天数', 'days of stay'],
  leavingType: ['离院方式', 'way of leaving'],
  diagnoses: ['主要诊断', 'principal diagnosis'],
  operations: ['手术及操作', 'operations'],
  intensiveCareHours: ['重症监护小时', 'hours of intensive care'],
}

/** What is wrong with a record, and the cure. */
export const problemWords: WordTable<RecordProblemCode> = {
  'drg.gender-unknown': ['性别须为 1 男或 2 女，请核对病案首页', 'sex is 1 or 2; check the front sheet'],
  'drg.age-missing': ['缺少年龄，请补录', 'no age; fill it in'],
  'drg.age-impossible': ['年龄不可能，请核对出生日期', 'the age is impossible; check the day of birth'],
  'drg.age-days-missing': ['不足一岁须填天龄，请补录', 'under one year the days of age are needed; fill them in'],
  'drg.age-days-impossible': [
    '天龄不可能或与年龄不符，请核对出生日期',
    'the days of age are impossible or contradict the years; check the day of birth',
  ],
  'drg.birth-weight-missing': [
    '28 天及以内的新生儿须填出生体重，请补录',
    'a newborn of up to 28 days needs the birth weight; fill it in',
  ],
  'drg.birth-weight-impossible': ['出生体重不可能，请核对', 'the birth weight is impossible; check it'],
  'drg.stay-impossible': ['住院天数不可能，请核对入出院日期', 'the days of stay are impossible; check both days'],
  'drg.intensive-care-impossible': [
    '重症监护小时不可能，请核对',
    'the hours of intensive care are impossible; check them',
  ],
  'drg.principal-diagnosis-missing': ['缺少主要诊断，请补录', 'no principal diagnosis; fill it in'],
}

/** What a numeric key of a condition measures, with its unit. */
export const measureWords: Readonly<Record<NumericField, { readonly name: Words; readonly unit: Words }>> = {
  ageYears: { name: ['年龄', 'age'], unit: ['岁', ' years'] },
  ageDays: { name: ['天龄', 'age'], unit: ['天', ' days'] },
  weightG: { name: ['出生体重', 'birth weight'], unit: ['克', ' g'] },
  stayDays: { name: ['住院', 'stay'], unit: ['天', ' days'] },
  icuHours: { name: ['重症监护', 'intensive care'], unit: ['小时', ' hours'] },
}

export type CodeKey = Extract<Part, { readonly list: string }>['key']

/** Which codes of a record a key looks at. */
export const codeKeyWords: Readonly<Record<CodeKey, Words>> = {
  dx1In: ['主要诊断', 'the principal diagnosis'],
  dx2In: ['某一其他诊断', 'some secondary diagnosis'],
  dxAnyIn: ['某一诊断', 'some diagnosis'],
  op1In: ['主要手术', 'the principal operation'],
  op2In: ['某一其他手术', 'some further operation'],
  opAnyIn: ['某一手术', 'some operation'],
}

export const genderWords: Readonly<Record<string, Words>> = { '1': ['男', 'male'], '2': ['女', 'female'] }

const leavingWords: Readonly<Record<string, Words>> = {
  '1': ['医嘱离院', 'on doctor’s order'],
  '2': ['医嘱转院', 'transfer by order'],
  '3': ['医嘱转基层', 'transfer to primary care'],
  '4': ['非医嘱离院', 'against advice'],
  '5': ['死亡', 'death'],
  '9': ['其他', 'other'],
}

/** A way of leaving with its code. */
export function leavingWord(code: string): Words {
  const words = Object.hasOwn(leavingWords, code) ? leavingWords[code] : undefined
  return words === undefined ? [code, code] : [`${code} ${words[0]}`, `${code} ${words[1]}`]
}

/** A code with the name it has in a scheme, trimmed as names in packs are not always. */
function named(code: string, name: string | undefined): string {
  return name === undefined || name.trim() === '' ? code : `${code} ${name.trim()}`
}

export function mdcName({ mdcs }: Scheme, key: string): string {
  return named(key, Object.hasOwn(mdcs, key) ? mdcs[key]?.name : undefined)
}

/** An ADRG by the key of its step; where several steps share a code the key is told too. */
export function adrgName({ adrgs }: Scheme, key: string): string {
  const adrg = Object.hasOwn(adrgs, key) ? adrgs[key] : undefined
  if (adrg === undefined) return key
  return named(key === adrg.code ? key : `${adrg.code} (${key})`, adrg.name)
}

/** A group; one that is its ADRG itself, or the ambiguous group, may have no name of its own. */
export function drgName(scheme: Scheme, drg: string): string {
  const name = Object.hasOwn(scheme.drgNames, drg) ? scheme.drgNames[drg] : undefined
  return named(drg, name ?? Object.values(scheme.adrgs).find(({ code }) => code === drg)?.name)
}
