import { scaled, unscaled } from './amounts.ts'
import { dayNumber, hourOf, secondNumber, weekdayOf, yearsBetween } from './clock.ts'
import type { FunctionName } from './expression.ts'
import { codesOf } from './fields.ts'
import type { AuditVisit } from './ground.ts'
import type { AuditValue } from './scope.ts'

/** What a call answers: undefined when an argument is not of the kind it needs, null among them. */
type Answer = AuditValue | undefined
type Call = (first: AuditValue, second: AuditValue) => Answer

function ofTexts(call: (first: string, second: string) => Answer): Call {
  return (first, second) => (typeof first === 'string' && typeof second === 'string' ? call(first, second) : undefined)
}

function ofText(call: (text: string) => Answer): Call {
  return (text) => (typeof text === 'string' ? call(text) : undefined)
}

function ofList(call: (list: readonly AuditValue[]) => Answer): Call {
  return (list) => (Array.isArray(list) ? call(list) : undefined)
}

function known(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value
}

function sum(list: readonly AuditValue[]): Answer {
  let whole = 0
  for (const value of list) {
    const part = typeof value === 'number' ? scaled(value) : undefined
    if (part === undefined) return undefined
    whole += part
  }
  return Number.isSafeInteger(whole) ? unscaled(whole) : undefined
}

/** Of numbers or of texts; nothing is least of an empty list. */
function furthest(isFurther: (value: number | string, than: number | string) => boolean): Call {
  return ofList((list) => {
    let best: number | string | undefined
    for (const value of list) {
      if (typeof value !== 'number' && typeof value !== 'string') return undefined
      if (best !== undefined && typeof best !== typeof value) return undefined
      if (best === undefined || isFurther(value, best)) best = value
    }
    return best
  })
}

function beginsWithAny(text: AuditValue, beginnings: readonly AuditValue[]): boolean {
  if (typeof text !== 'string') return false
  for (const beginning of beginnings) if (typeof beginning === 'string' && text.startsWith(beginning)) return true
  return false
}

function elapsed(seconds: number): Call {
  return ofTexts((from, to) => known(Math.trunc((secondNumber(to) - secondNumber(from)) / seconds) + 0))
}

function firstCharacters(text: AuditValue, length: AuditValue): Answer {
  return typeof text === 'string' && typeof length === 'number' ? text.slice(0, Math.max(0, length)) : undefined
}

/** All functions of an expression but `matches`, whose pattern is made once. */
export const functions: Readonly<Record<Exclude<FunctionName, 'matches'>, Call>> = {
  size: (value) => (typeof value === 'string' || Array.isArray(value) ? value.length : undefined),
  sum: ofList(sum),
  least: furthest((value, than) => value < than),
  greatest: furthest((value, than) => value > than),
  distinct: ofList((list) => new Set(list).size),
  startsWith: ofTexts((text, beginning) => text.startsWith(beginning)),
  endsWith: ofTexts((text, end) => text.endsWith(end)),
  contains: ofTexts((text, part) => text.includes(part)),
  startsWithAny: (text, list) =>
    typeof text === 'string' && Array.isArray(list) ? beginsWithAny(text, list) : undefined,
  anyStartsWith: (texts, list) =>
    Array.isArray(texts) && Array.isArray(list) ? texts.some((text) => beginsWithAny(text, list)) : undefined,
  codes: (visit) =>
    visit !== null && typeof visit === 'object' && 'visitId' in visit ? codesOf(visit as AuditVisit) : undefined,
  years: ofTexts((birth, on) => known(yearsBetween(birth, on))),
  days: ofTexts((from, to) => known(dayNumber(to) - dayNumber(from))),
  hours: elapsed(3600),
  minutes: elapsed(60),
  day: ofText((text) => text.slice(0, 10)),
  hourOf: ofText((text) => known(hourOf(text))),
  weekday: ofText((text) => known(weekdayOf(text))),
  first: firstCharacters,
  abs: (value) => (typeof value === 'number' ? Math.abs(value) : undefined),
}

export function patternOf(pattern: string): RegExp {
  return new RegExp(pattern, 'u')
}
