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

/** What a line costs; null as long as price or quantity is no number above zero. */
export function amountOf({ price, quantity }: Pick<BillLine, 'price' | 'quantity'>): Fen | null {
  const [asked, taken] = [parseUnitPrice(price), parseQuantity(quantity)]
  if (!asked.ok || !taken.ok || asked.value <= 0 || taken.value <= 0) return null
  return lineAmount(asked.value, taken.value)
}

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

/** What goes back of the cash that was given, or what is wrong with the amount; null as long as none is typed. */
export function cashOf(typed: string, due: number): Result<Cash, Pair> | null {
  const text = typed.normalize('NFKC').trim()
  if (text === '') return null
  const given = parseYuan(text)
  if (!given.ok || given.value < 0) return refuse(badAmount)
  const short = yuanText(due - given.value)
  return given.value < due
    ? refuse([`还差 ${short} 元`, `${short} yuan short`])
    : ok({ given: given.value, change: given.value - due })
}
