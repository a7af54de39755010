import type { Answer } from '@yibao/contract/rest'
import {
  type Fen,
  lineAmount,
  ok,
  parseQuantity,
  parseUnitPrice,
  parseYuan,
  type Result,
  refuse,
  sumFen,
} from '@yibao/core/kernel'
import { type Pair, yuanText } from '../kit/index.ts'

export type Item = Answer<'till.items'>['rows'][number]
export type Person = Answer<'till.person'>

/** One line of a bill as it is typed. */
export interface BillLine {
  /** The number under which it travels. */
  readonly number: string
  readonly item: Item
  /** Yuan, as typed. */
  readonly price: string
  readonly quantity: string
  /** Whether the use of a restricted item fits its restriction. */
  readonly approved: boolean
  /** Traceability codes of the packages. */
  readonly codes: readonly string[]
}

/** What is wrong with a line, and at which of its fields. */
interface LineFault {
  readonly field: 'price' | 'quantity'
  readonly words: Pair
}

const badQuantity: Pair = ['数量应大于 0，至多 4 位小数', 'a number above 0, 4 decimals at most']
const badPrice: Pair = ['单价应大于 0，至多 6 位小数', 'yuan above 0, 6 decimals at most']
const tooMuch: Pair = ['一行不超过 1 亿元，请核对数量和单价', 'no line is above 100 million yuan: look at both']

/** Yuan that no line of a bill comes to. */
const mostYuan = 100_000_000

/** What a line costs, or what of it is no number above zero. */
export function pricedOf({ price, quantity }: Pick<BillLine, 'price' | 'quantity'>): Result<Fen, LineFault> {
  const [asked, taken] = [parseUnitPrice(price), parseQuantity(quantity)]
  if (!taken.ok || taken.value <= 0) return refuse({ field: 'quantity', words: badQuantity })
  if (!asked.ok || asked.value <= 0) return refuse({ field: 'price', words: badPrice })
  if (Number(price) * Number(quantity) > mostYuan) return refuse({ field: 'quantity', words: tooMuch })
  return ok(lineAmount(asked.value, taken.value))
}

/** What a line costs; null as long as something is wrong with it. */
export function amountOf(line: Pick<BillLine, 'price' | 'quantity'>): Fen | null {
  const priced = pricedOf(line)
  return priced.ok ? priced.value : null
}

/** A number as somebody types it, in full width too. */
export const typedNumber = (text: string): string => text.normalize('NFKC').trim()

/** What all lines cost; null as long as one of them is not finished. */
export function totalOf(lines: readonly BillLine[]): Fen | null {
  const amounts = lines.map(amountOf)
  const whole = amounts.filter((amount) => amount !== null)
  return whole.length === amounts.length ? sumFen(whole) : null
}

/** Yuan as the messages of the national interface carry them. */
export const yuanNumber = (fen: number): number => Number((fen / 100).toFixed(2))

/** Fen of an amount as the messages carry it. */
export const fenOf = (yuan: unknown): number => Math.round(Number(yuan ?? 0) * 100)

/** 20 digits: the traceability code of a package, never a word to look for. */
export const isTraceCode = (text: string): boolean => /^\d{20}$/.test(text)

/** Cash over the counter, fen. */
interface Cash {
  readonly given: number
  readonly change: number
}

const badAmount: Pair = ['请填写金额，如 100 或 99.50', 'write an amount, such as 100 or 99.50']

/** Yuan that no drawer holds. */
const mostCash = 10_000_000
const tooMuchCash: Pair = ['不超过 1000 万元，请核对', 'no more than 10 million yuan: look again']

/** An amount of cash as somebody types it; null where nothing is typed. */
export function cashTyped(typed: string): Result<Fen, Pair> | null {
  const text = typedNumber(typed)
  if (text === '') return null
  const amount = parseYuan(text)
  if (!amount.ok || amount.value < 0) return refuse(badAmount)
  return Number(text) > mostCash ? refuse(tooMuchCash) : ok(amount.value)
}

/** What goes back of the cash that was given, or what is wrong with the amount; null as long as none is typed. */
export function cashOf(typed: string, due: number): Result<Cash, Pair> | null {
  const given = cashTyped(typed)
  if (given === null || !given.ok) return given
  const short = yuanText(due - given.value)
  return given.value < due
    ? refuse([`还差 ${short} 元`, `${short} yuan short`])
    : ok({ given: given.value, change: given.value - due })
}
