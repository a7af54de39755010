import { parseRate, parseYuan } from '@yibao/core/kernel'
import type { Condition } from '@yibao/core/policy'
import type { FactBook, FactShape } from './policy-facts.ts'
import { complain, entriesOf, fieldsOf, isList, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { dateOfSpot } from './policy-values.ts'

/** What conditions may ask. */
export interface Asked {
  readonly shape: FactBook
  readonly names: string
  /** Called with the name of each fact and class that is asked for. */
  readonly use: (name: string) => void
}

const millionths = 1_000_000

/** One end of a range: a plain number as it is, an amount in fen. */
function endOf(text: string, isMoney: boolean): number | null {
  if (isMoney) {
    const yuan = /^(\S+) yuan$/.exec(text)?.[1]
    const parsed = yuan === undefined ? null : parseYuan(yuan)
    return parsed?.ok ? parsed.value : null
  }
  const parsed = parseRate(text)
  return parsed.ok ? parsed.value / millionths : null
}

/** `3`, `3..5`, `6..` or `..2`; both ends inside. Of an amount `300 yuan..500 yuan`. */
function rangeOf(spot: Spot, fact: string, kind: 'number' | 'money'): Condition {
  const text = textOf(spot)
  const [low = '', high = low, ...more] = (text ?? '').split('..').map((end) => end.trim())
  const ends = [low, high].map((end) => (end === '' ? null : endOf(end, kind === 'money')))
  const [atLeast = null, atMost = null] = ends
  const unread = [low, high].some((end, index) => end !== '' && ends[index] === null)
  const upsideDown = atLeast !== null && atMost !== null && atLeast > atMost
  if (text !== null && (more.length > 0 || unread || upsideDown || (atLeast === null && atMost === null))) {
    const cure = kind === 'money' ? '`300 yuan..500 yuan`, `300 yuan..` or `..300 yuan`' : '`3`, `3..5`, `6..` or `..2`'
    complain(spot, `\`${fact}\` is ${kind === 'money' ? 'an amount' : 'a number'}`, `write ${cure}`, text)
  }
  return { fact, atLeast, atMost }
}

function datesOf(spot: Spot, fact: string): Condition {
  const fields = fieldsOf(spot, [], ['since', 'before'])
  const since = fields.since === null ? null : dateOfSpot(fields.since)
  const before = fields.before === null ? null : dateOfSpot(fields.before)
  const empty = since === null && before === null
  const upsideDown = since !== null && before !== null && since >= before
  if (spot.node !== null && (empty || upsideDown)) {
    complain(spot, `\`${fact}\` is a date`, 'write `{ since: 2020-01-01 }`, `{ before: 2021-01-01 }` or both, in order')
  }
  return { fact, since, before }
}

function wordsOf(spot: Spot, fact: string, shape: FactShape | null): Condition {
  const items = isList(spot) ? itemsOf(spot) : [spot]
  if (items.length === 0) complain(spot, `\`${fact}\` is an empty list`, 'name at least one word, or leave it out')
  const seen = new Set<string>()
  const words = items.map((item) => {
    const text = textOf(item) ?? ''
    if (text !== '' && seen.has(text)) complain(item, `\`${text}\` occurs twice`, 'keep one of them')
    seen.add(text)
    if (shape !== null && shape.words.length > 0 && text !== '' && !shape.words.includes(text)) {
      complain(item, `\`${fact}\` never has this value`, `use one of: ${shape.words.join(', ')}`, text)
    }
    return text
  })
  return { fact, oneOf: words }
}

function conditionOf(spot: Spot, asked: Asked): Condition {
  const fact = spot.name
  const shape = asked.shape(fact)
  if (shape === null) complain(spot, `no such fact: \`${fact}\``, `ask for one of: ${asked.names}`)
  asked.use(fact)
  if (shape?.kind === 'number' || shape?.kind === 'money') return rangeOf(spot, fact, shape.kind)
  if (shape?.kind === 'date') return datesOf(spot, fact)
  return shape === null ? { fact, oneOf: [] } : wordsOf(spot, fact, shape)
}

/** Reads `when:`; without it there are no conditions. */
export function conditionsOf(spot: Spot | null, asked: Asked): readonly Condition[] {
  return spot === null ? [] : entriesOf(spot).map((entry) => conditionOf(entry, asked))
}

function within(value: number | null, limit: number | null, side: 1 | -1): boolean {
  return limit === null || (value !== null && value * side >= limit * side)
}

/** Whether every case that fits the narrow condition fits the wide one. */
function impliedBy(narrow: Condition, wide: Condition): boolean {
  if (narrow.fact !== wide.fact) return false
  if ('oneOf' in narrow && 'oneOf' in wide) return narrow.oneOf.every((word) => wide.oneOf.includes(word))
  if ('atLeast' in narrow && 'atLeast' in wide) {
    return within(narrow.atLeast, wide.atLeast, 1) && within(narrow.atMost, wide.atMost, -1)
  }
  if ('since' in narrow && 'since' in wide) {
    const begins = wide.since === null || (narrow.since !== null && narrow.since >= wide.since)
    return begins && (wide.before === null || (narrow.before !== null && narrow.before <= wide.before))
  }
  return false
}

const combinationsAtMost = 256

/** The same conditions with one word each: a row of two words is two rows. */
function singled(conditions: readonly Condition[]): readonly (readonly Condition[])[] {
  return conditions.reduce<readonly (readonly Condition[])[]>(
    (rows, condition) => {
      if (!('oneOf' in condition) || rows.length * condition.oneOf.length > combinationsAtMost) {
        return rows.map((row) => [...row, condition])
      }
      return condition.oneOf.flatMap((word) => rows.map((row) => [...row, { fact: condition.fact, oneOf: [word] }]))
    },
    [[]],
  )
}

/** Whether earlier rows leave nothing for conditions that come after them. */
export function areCovered(when: readonly Condition[], earlier: readonly (readonly Condition[])[]): boolean {
  return singled(when).every((row) =>
    earlier.some((wider) => wider.every((wide) => row.some((narrow) => impliedBy(narrow, wide)))),
  )
}
