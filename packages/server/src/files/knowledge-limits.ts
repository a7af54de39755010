import type { KnowledgePoint } from '@yibao/core/audit'
import { parseYuan } from '@yibao/core/kernel'

export type PointValues = KnowledgePoint['values']

/** What a limit in words becomes as a point of a table: its values, or null when the words say nothing that the table can hold. */
type ReadLimit = (limit: string, about: { readonly key: string }) => PointValues | null

/** Whoever is younger is a child where a source says 儿童 without a number. */
const adultYears = 18
/** 新生儿 until 28 days, 婴幼儿 below three years, as paediatrics has it. */
const newbornDays = 28
const infantYears = 3
/** A course without a period of its own is one within a year. */
const courseYear = 365

const sexes: Readonly<Record<string, string>> = { 男: 'male', 女: 'female', 男性: 'male', 女性: 'female' }

const levels: Readonly<Record<string, readonly string[]>> = {
  二级: ['secondary', 'tertiary'],
  三级: ['tertiary'],
  一级: ['primary', 'secondary', 'tertiary'],
}

const cares: Readonly<Record<string, readonly string[]>> = {
  住院: ['inpatient'],
  门诊: ['outpatient'],
  药店: ['pharmacy'],
}
const insurances: Readonly<Record<string, string>> = { 工伤: 'work-injury', 生育: 'maternity' }

/** National codes of departments (国家医疗保障信息平台 科室). */
const departments: readonly (readonly [word: string, code: string])[] = [
  ['精神', 'A15'],
  ['急诊', 'A20'],
  ['康复', 'A21'],
]

const periods: Readonly<Record<string, number>> = { 周: 7, 月: 30, 年: 365, 日: 1, 天: 1, d: 1 }

/** 限工伤保险 and 工伤 are the same. */
function plain(limit: string): string {
  return limit.replace(/[限用支付使用\s。]|保险|患者|及以上|医疗机构/g, '')
}

function onlyOne<T>(words: Readonly<Record<string, T>>, limit: string): T | null {
  const text = plain(limit)
  return words[text] ?? words[limit.trim()] ?? null
}

function sexOf(limit: string): PointValues | null {
  const sex = onlyOne(sexes, limit)
  return sex === null ? null : { sex }
}

function childOf(limit: string): PointValues | null {
  const text = plain(limit)
  const years = /^(\d{1,2})岁(以下)?$/.exec(text)?.[1]
  if (years !== undefined) return { below: Number(years) }
  return text === '儿童' ? { below: adultYears } : null
}

function serviceChildOf(limit: string): PointValues | null {
  const text = plain(limit)
  if (text === '新生儿') return { below: null, belowDays: newbornDays }
  if (text === '婴幼儿') return { below: infantYears, belowDays: null }
  const child = childOf(limit)
  return child === null ? null : { ...child, belowDays: null }
}

function ageOf(limit: string): PointValues | null {
  return plain(limit).startsWith('成年') ? { minYears: adultYears, maxYears: null } : null
}

function listWord(name: string, words: Readonly<Record<string, readonly string[]>>): ReadLimit {
  return (limit) => {
    const found = onlyOne(words, limit)
    return found === null ? null : { [name]: found }
  }
}

function insuranceOf(limit: string): PointValues | null {
  const only = onlyOne(insurances, limit)
  return only === null ? null : { only }
}

/** 14天, 支付不超过30天, 一年. */
function courseOf(limit: string): PointValues | null {
  const days = /(\d{1,3}) ?天/.exec(limit)?.[1] ?? (/一年|1年/.test(limit) ? '365' : undefined)
  return days === undefined ? null : { group: null, days: Number(days), period: Math.max(courseYear, Number(days)) }
}

/** 1/日, 24/小时 (of which a day has 24), 1次每日, 24小时. */
function dailyOf(limit: string): PointValues | null {
  const aDay = /^(\d{1,3})(?:\/(?:日|天)|次每日)$/.exec(limit)?.[1]
  const hourly = /^(\d{1,2})(?:\/小时|小时)$/.exec(limit)?.[1]
  const found = aDay ?? hourly
  return found === undefined ? null : { limit: Number(found) }
}

/** 1/7d, 1次每周, 2次每月, 90次每年. */
function periodicOf(limit: string): PointValues | null {
  const [, times, days] = /^(\d{1,3})\/(\d{1,3})[dD天]$/.exec(limit) ?? []
  if (times !== undefined && days !== undefined) return { limit: Number(times), period: Number(days) }
  const [, count, unit = ''] = /^(\d{1,3})次每(周|月|年)$/.exec(limit) ?? []
  const period = periods[unit]
  return count === undefined || period === undefined ? null : { limit: Number(count), period }
}

function specialtyOf(limit: string): PointValues | null {
  const found = departments.filter(([word]) => limit.includes(word)).map(([, code]) => code)
  return found.length === 0 ? null : { departments: found }
}

const ceilingOf: ReadLimit = (limit, { key }) => {
  const parsed = parseYuan(/^([\d.]+)元$/.exec(limit)?.[1] ?? '')
  return parsed.ok ? { group: key, cap: parsed.value } : null
}

/** Second and later operations of a group through one incision are charged at half price where a source says nothing else. */
const halfPrice = 0.5

function incisionOf(limit: string): PointValues | null {
  return limit === '' ? null : { group: limit, share: halfPrice }
}

const spans: Readonly<Record<string, string>> = { 单日: 'day', 单次就诊: 'visit', '6小时': 'hours6', 同一小时: 'hour' }

function duplicateOf(limit: string): PointValues | null {
  const within = spans[limit]
  return within === undefined ? null : { within, note: null }
}

function nothingMore(): PointValues {
  return {}
}

/** How each table that an import can fill reads a limit in the words of its source. */
export const limitReaders: Readonly<Record<string, ReadLimit>> = {
  'drug-sex': sexOf,
  'service-sex': sexOf,
  'drug-child': childOf,
  'drug-child-payment': childOf,
  'service-child': serviceChildOf,
  'service-age': ageOf,
  'drug-level': listWord('levels', levels),
  'service-level': listWord('levels', levels),
  'drug-care': listWord('care', cares),
  'service-care': listWord('care', cares),
  'drug-insurance': insuranceOf,
  'service-insurance': insuranceOf,
  'drug-course': courseOf,
  'service-course': courseOf,
  'service-frequency': dailyOf,
  'service-period': periodicOf,
  'drug-specialty': specialtyOf,
  'service-specialty': specialtyOf,
  'service-ceiling': ceilingOf,
  'same-incision': incisionOf,
  'service-duplicate': duplicateOf,
  'herb-never': nothingMore,
  'herb-single': nothingMore,
  'internet-excluded': nothingMore,
  'prescription-drug': nothingMore,
  'special-drug': nothingMore,
}
