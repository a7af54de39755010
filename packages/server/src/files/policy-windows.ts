import { civilDate } from '@yibao/core/kernel'
import type { CoverStart, EnrolmentWindow, Span, WindowDays, WindowOpening, YearDay } from '@yibao/core/policy'
import { datedLines } from './policy-enrolment-dated.ts'
import type { FactBook } from './policy-facts.ts'
import { nameForm } from './policy-inputs.ts'
import type { RulesReader } from './policy-rules.ts'
import { complain, entriesOf, fieldsOf, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { wordOf } from './policy-values.ts'

const yearDayForm = /^(\d{2})-(\d{2}|end) of the year( before)?$/

const aLeapYear = 2024

function isDay(month: number, day: number | 'end'): boolean {
  if (month < 1 || month > 12) return false
  const last = Number(civilDate(aLeapYear, month, 'end').slice(8))
  // 29 February is no day of every year; the end of the month is meant.
  return day === 'end' || (day >= 1 && day <= last && !(month === 2 && day === 29))
}

/** `09-01 of the year before`, `02-end of the year`. */
function yearDayOf(spot: Spot): YearDay {
  const text = textOf(spot)
  const match = text === null ? null : yearDayForm.exec(text)
  const month = Number(match?.[1])
  const day = match?.[2] === 'end' ? 'end' : Number(match?.[2])
  if (match !== null && isDay(month, day)) return { yearBefore: match[3] !== undefined, month, day }
  if (text !== null) {
    const cure = 'write `09-01 of the year before` or `02-end of the year`'
    complain(spot, `\`${spot.name}\` is not a day of every year`, cure, text)
  }
  return { yearBefore: false, month: 1, day: 1 }
}

/** The day of a window around a year of cover, as a number that sorts. */
function order({ yearBefore, month, day }: YearDay): number {
  return (yearBefore ? 0 : 10_000) + month * 100 + (day === 'end' ? 31 : day)
}

function windowDaysOf(spot: Spot): WindowDays {
  const fields = fieldsOf(spot, ['opens', 'closes'])
  const before = spot.sheet.problems.length
  const days = { opens: yearDayOf(fields.opens), closes: yearDayOf(fields.closes) }
  if (spot.sheet.problems.length === before && order(days.closes) < order(days.opens)) {
    complain(spot, 'a window that closes before it opens', 'correct `opens:` or `closes:`')
  }
  return days
}

const units = ['day', 'working-day', 'month'] as const satisfies readonly Span['unit'][]
const firstDays = ['same-day', 'next-day', 'next-month'] as const satisfies readonly Span['dayOne'][]

/** Reads `length`, `unit` and `dayOne`, whose spots stand among others. */
export function spanOf(fields: Readonly<Record<'length' | 'unit' | 'dayOne', Spot>>, reader: RulesReader): Span {
  return {
    length: reader.expression(fields.length, 'number'),
    unit: wordOf(fields.unit, units),
    dayOne: wordOf(fields.dayOne, firstDays),
  }
}

/** What a window may refer to beside the rules themselves. */
export interface WindowNames {
  readonly reader: RulesReader
  readonly facts: FactBook
  /** The names of the waits; each one that is used is noted. */
  readonly waits: ReadonlySet<string>
  readonly waitsUsed: Set<string>
}

function openingOf(
  window: Spot,
  days: Spot | null,
  after: Spot | null,
  within: Spot | null,
  names: WindowNames,
): WindowOpening {
  if (days !== null) {
    if (after !== null || within !== null) {
      complain(window, 'a window of the calendar and after an event at once', 'keep `days:`, or `after:` and `within:`')
    }
    return { days: datedLines(days, windowDaysOf) }
  }
  if (after === null || within === null) {
    complain(window, 'a window that is never open', 'give it `days:`, or `after:` with `within:`')
    return { days: [] }
  }
  const fact = textOf(after) ?? ''
  const shape = names.facts(fact)
  names.reader.use(fact)
  if (fact !== '' && shape?.kind !== 'date') {
    complain(after, `\`${fact}\` is no fact that is a date`, 'use `bornOn`, or an input with `kind: date`')
  }
  return { after: fact, within: spanOf(fieldsOf(within, ['length', 'unit', 'dayOne']), names.reader) }
}

const plainStarts = ['year', 'payment', 'next-month', 'event'] as const

function coverOf(spot: Spot, isEvent: boolean, { waits, waitsUsed }: WindowNames): CoverStart {
  const text = textOf(spot)
  const plain = plainStarts.find((start) => start === text)
  if (plain === 'event' && !isEvent) {
    complain(spot, 'a window of the calendar has no event', 'use one of: year, payment, next-month, or a wait')
  }
  if (plain !== undefined) return plain
  if (text !== null && !waits.has(text)) {
    complain(spot, '`cover` has no such value', `use one of: ${[...plainStarts, ...waits].join(', ')}`, text)
  }
  waitsUsed.add(text ?? '')
  return { wait: text ?? '' }
}

/** The name of a window from its spot, without complaint; for readings, which replace windows by name. */
export function windowNameOf(spot: Spot): string {
  const head = entriesOf(spot).find((entry) => entry.name === 'window')
  return head === undefined ? '' : String(head.node).trim()
}

/** Reads `windows:` in the order in which they are tried. */
export function windowsOf(spot: Spot, names: WindowNames): readonly EnrolmentWindow[] {
  const seen = new Set<string>()
  const items = itemsOf(spot)
  if (items.length === 0 && spot.node !== null) complain(spot, 'no windows', 'write `- { window: …, days: … }`')
  return items.map((item) => {
    const fields = fieldsOf(item, ['window', 'label', 'cover'], ['when', 'days', 'after', 'within', 'premium'])
    const name = textOf(fields.window) ?? ''
    if (name !== '' && !nameForm.test(name)) {
      complain(
        fields.window,
        `\`${name}\` cannot name a window`,
        'use letters and digits, beginning with a small letter',
      )
    } else if (seen.has(name)) complain(fields.window, `two windows are called \`${name}\``, 'rename one of them')
    seen.add(name)
    const opening = openingOf(item, fields.days, fields.after, fields.within, names)
    return {
      name,
      label: textOf(fields.label) ?? '',
      when: names.reader.conditions(fields.when),
      opening,
      cover: coverOf(fields.cover, 'after' in opening, names),
      premium: fields.premium === null ? null : names.reader.expression(fields.premium, 'money'),
      place: { file: item.sheet.file, line: item.line },
    }
  })
}
