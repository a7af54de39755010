/** What an expression of a rule answers, as the reader checks it. */
export type CelType =
  /** `money`: fen; `written`: a number that the author wrote, which is no amount. */
  | { readonly of: 'number'; readonly money?: true; readonly written?: number }
  /** `words`: the only texts that a field can hold; `form`: a day or a time, which never equal one another. */
  | { readonly of: 'text'; readonly words?: readonly string[]; readonly form?: 'day' | 'time' }
  | { readonly of: 'truth' }
  | { readonly of: 'null' }
  /** Null of an empty list, which fits every list. */
  | { readonly of: 'list'; readonly item: CelType | null }
  | { readonly of: 'row'; readonly name: string; readonly fields: CelFields }
  /** Stands in for what was already complained of, and fits everywhere. */
  | { readonly of: 'any' }

export type CelFields = Readonly<Record<string, CelType>>

export const number: CelType = { of: 'number' }
export const money: CelType = { of: 'number', money: true }
export const text: CelType = { of: 'text' }
export const truth: CelType = { of: 'truth' }
export const day: CelType = { of: 'text', form: 'day' }
export const time: CelType = { of: 'text', form: 'time' }
export const anything: CelType = { of: 'any' }

export function oneOf(...words: readonly string[]): CelType {
  return { of: 'text', words }
}

export function listOf(item: CelType | null): CelType {
  return { of: 'list', item }
}

export function rowOf(name: string, fields: CelFields): CelType {
  return { of: 'row', name, fields }
}

/** A type in the words of a complaint. */
export function typeWords(type: CelType): string {
  if (type.of === 'list') return type.item === null ? 'a list' : `a list of ${listWords(type.item)}`
  if (type.of === 'row') return `a ${type.name}`
  return { number: 'a number', text: 'a text', truth: 'true or false', null: 'null', any: 'anything' }[type.of]
}

function listWords(item: CelType): string {
  if (item.of === 'row') return `rows (${item.name})`
  return item.of === 'list'
    ? 'lists'
    : { number: 'numbers', text: 'texts', truth: 'truths', null: 'nulls', any: 'anything' }[item.of]
}

/** Whether two types may stand where one is asked: null and whatever was complained of fit everywhere. */
export function fits(one: CelType, other: CelType): boolean {
  if (one.of === 'any' || other.of === 'any' || one.of === 'null' || other.of === 'null') return true
  if (one.of === 'list' && other.of === 'list')
    return one.item === null || other.item === null || fits(one.item, other.item)
  if (one.of === 'row' && other.of === 'row') return one.name === other.name
  return one.of === other.of
}

/** The type of two that fit, for lists and choices. */
export function joined(one: CelType, other: CelType): CelType {
  if (one.of === 'any' || one.of === 'null') return other
  if (one.of === 'number' || other.of === 'number') return number
  if (one.of !== 'text' || other.of !== 'text') return one
  return one.form !== undefined && one.form === other.form ? { of: 'text', form: one.form } : text
}
