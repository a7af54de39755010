import { type IsoDate, valueOn } from '@yibao/core/kernel'
import type { CoverStart, EnrolmentRules, EnrolmentWindow, Span, Wait, YearDay } from '@yibao/core/policy'
import { namesOf } from './amount-words.ts'
import type { Citations } from './citations.ts'
import { conditionsWords } from './condition-words.ts'
import { expressionWords } from './expression-words.ts'
import { factWord } from './fact-words.ts'
import { indented } from './value-text.ts'
import { type Language, labelOf, marks, say, type WordTable } from './words.ts'

/** With what enrolment rules are read on a day. */
export interface EnrolmentReading {
  readonly rules: EnrolmentRules
  readonly on: IsoDate
  readonly citations: Citations
  readonly language: Language
}

const spanUnits: WordTable<Span['unit']> = {
  day: ['天', 'days'],
  'working-day': ['个工作日', 'working days'],
  month: ['个月', 'months'],
}

/** Beside the name of a length, which often says its unit itself. */
const countedIn: WordTable<Span['unit']> = {
  day: ['按天计', 'in days'],
  'working-day': ['按工作日计', 'in working days'],
  month: ['按月计', 'in months'],
}

const dayOnes: WordTable<Span['dayOne']> = {
  'same-day': ['当日起算', 'counted from the day itself'],
  'next-day': ['次日起算', 'counted from the next day'],
  'next-month': ['次月一日起算', 'counted from the first of the next month'],
}

const starts: WordTable<Extract<CoverStart, string>> = {
  year: ['参保年度第一天', 'the first day of the year of cover'],
  payment: ['缴费当日', 'the day of payment'],
  'next-month': ['缴费次月一日', 'the first of the month after payment'],
  event: ['事件当日', 'the day of the event'],
}

export const dayOneWord = (dayOne: Span['dayOne'], language: Language): string => say(dayOnes[dayOne], language)
export const spanUnitWord = (unit: Span['unit'], language: Language): string => say(spanUnits[unit], language)

function vocabularyOf({ rules, language }: EnrolmentReading) {
  return { rules, names: namesOf(null, language), language }
}

function spanWords(span: Span, reading: EnrolmentReading): string {
  const { language } = reading
  const length = expressionWords(span.length, vocabularyOf(reading))
  return [length, say(countedIn[span.unit], language), dayOneWord(span.dayOne, language)].join(marks[language].comma)
}

function dayWords({ yearBefore, month, day }: YearDay, language: Language): string {
  const year = yearBefore ? say(['上年 ', 'the year before, '], language) : say(['当年 ', ''], language)
  const on = `${String(month).padStart(2, '0')}-${day === 'end' ? say(['月末', 'end'], language) : String(day).padStart(2, '0')}`
  return `${year}${on}`
}

function openingWords({ opening }: EnrolmentWindow, reading: EnrolmentReading): string {
  const { rules, on, citations, language } = reading
  if ('after' in opening) {
    const event = factWord(opening.after, rules.inputs, language)
    return say([`${event}后 `, `after ${event}, within `], language) + spanWords(opening.within, reading)
  }
  const dated = valueOn(opening.days, on)
  if (!dated.ok) return say(['当日无规定', 'nothing on this date'], language)
  const { opens, closes } = dated.value.value
  const [first, last] = [dayWords(opens, language), dayWords(closes, language)]
  return (
    say([`${first} 至 ${last}`, `${first} to ${last}`], language) +
    citations.cite(dated.value.source, dated.value.assumed)
  )
}

function coverWords(cover: CoverStart, { rules, language }: EnrolmentReading): string {
  if (typeof cover === 'string') return say(starts[cover], language)
  const wait = rules.waits[cover.wait]
  const name = wait === undefined ? cover.wait : labelOf(wait, language)
  return say([`“${name}”期满次日`, `the day after the end of “${name}”`], language)
}

function windowLines(window: EnrolmentWindow, number: number, reading: EnrolmentReading): readonly string[] {
  const { rules, language } = reading
  const when = conditionsWords(window.when, rules, language)
  const row = (words: readonly [string, string], text: string): string => `${say(words, language)} ${text}`
  const under = [
    ...(when === '' ? [] : [row(['仅限', 'only for'], when)]),
    row(['开放', 'open'], openingWords(window, reading)),
    row(['待遇自', 'care is paid from'], coverWords(window.cover, reading)),
    ...(window.premium === null
      ? []
      : [row(['应缴', 'to be paid'], expressionWords(window.premium, vocabularyOf(reading)))]),
  ]
  return [`${number}. ${labelOf(window, language)}`, ...indented(under, 3)]
}

function waitLine(wait: Wait, reading: EnrolmentReading): string {
  const { language } = reading
  const from =
    wait.counts === 'payment'
      ? ['自缴费', 'from the payment']
      : ['自缴费，不早于参保年度', 'from the payment, not before the year of cover']
  return `${labelOf(wait, language)}${marks[language].colon}${from[language === 'zh' ? 0 : 1]}${marks[language].comma}${spanWords(wait, reading)}`
}

/** Who may enrol when, from which day care is paid, and how years are counted. */
export function enrolmentLines(reading: EnrolmentReading): readonly string[] {
  const { rules, language } = reading
  const { continuity, household } = rules
  const grace =
    continuity?.grace == null
      ? say(['不允许中断', 'no break is allowed'], language)
      : expressionWords(continuity.grace, vocabularyOf(reading))
  return [
    ...rules.windows.flatMap((window, index) => windowLines(window, index + 1, reading)),
    ...Object.values(rules.waits).map((wait) => waitLine(wait, reading)),
    ...(continuity === null
      ? []
      : [
          say(
            [
              `连续参保按${continuity.per === 'year' ? '年' : '月'}计，宽限 ${grace}`,
              `years in a row are counted by the ${continuity.per}, grace ${grace}`,
            ],
            language,
          ),
        ]),
    ...(household === null ? [] : [household.label]),
  ]
}
