import type { Input } from '@yibao/contract/rest'
import { dayIn, given, schemeWords } from '../kit/index.ts'
import { careWords, kindWords, stateWords } from './words.ts'

/** What the list is asked, as the address keeps it. */
export type Question = {
  readonly insuredId?: string | undefined
  readonly providerCode?: string | undefined
  readonly from?: string | undefined
  readonly until?: string | undefined
  readonly scheme?: keyof typeof schemeWords | undefined
  readonly kind?: keyof typeof kindWords | undefined
  readonly state?: keyof typeof stateWords | undefined
  readonly medType?: string | undefined
  readonly totalFrom?: number | undefined
  readonly totalUntil?: number | undefined
}

const textIn = (value: unknown, form: RegExp): string | undefined => {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && form.test(text) ? text : undefined
}

function oneOf<V extends string>(words: Readonly<Record<V, unknown>>, value: unknown): V | undefined {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && Object.hasOwn(words, text) ? (text as V) : undefined
}

const amountIn = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined

const code = /^[0-9A-Za-z-]{1,30}$/

/** Takes what the list knows from the search part of an address. */
export const pick = (search: Readonly<Record<string, unknown>>): Question => ({
  insuredId: textIn(search.insuredId, code),
  providerCode: textIn(search.providerCode, code),
  from: dayIn(search.from),
  until: dayIn(search.until),
  scheme: oneOf(schemeWords, search.scheme),
  kind: oneOf(kindWords, search.kind),
  state: oneOf(stateWords, search.state),
  medType: oneOf(careWords, search.medType),
  totalFrom: amountIn(search.totalFrom),
  totalUntil: amountIn(search.totalUntil),
})

/** The question as the route takes it. */
export function inputOf(question: Question): Input<'settlements.count'> {
  return given(question)
}

/** Every field of a question without a value, to put another one in its place. */
export const nothingAsked: Question = pick({})
