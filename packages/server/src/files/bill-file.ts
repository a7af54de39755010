import { readFile } from 'node:fs/promises'
import type { HospitalApproval } from '@yibao/core/encounter'
import {
  type Fen,
  type IsoDate,
  ok,
  parseQuantity,
  parseUnitPrice,
  parseYuan,
  type Quantity,
  quantity,
  type Result,
  refuse,
  type UnitPrice,
  unitPrice,
  zeroFen,
} from '@yibao/core/kernel'
import { type AuthorProblem, complain, fieldsOf, itemsOf, openSheet, type Spot, textOf } from './policy-sheet.ts'
import { dateOfSpot, wordOf } from './policy-values.ts'

/** One line of a bill as somebody wrote it down. */
export interface WrittenLine {
  readonly itemCode: string
  readonly price: UnitPrice
  readonly quantity: Quantity
  readonly approval: HospitalApproval
  /** The day of the fee; null when it is the day of the bill. */
  readonly on: IsoDate | null
  /** The amount that the writer computed; null when none is given. */
  readonly stated: Fen | null
  /** Where the line stands in its file. */
  readonly line: number
}

export interface WrittenBill {
  readonly file: string
  readonly lines: readonly WrittenLine[]
  /** The sum that the writer computed; null when none is given. */
  readonly stated: Fen | null
}

/** Above these a line is a slip of the keyboard: a hundred thousand pieces, a million yuan each. */
const quantityBelow = 100_000 * 10_000
const priceBelow = 1_000_000 * 1_000_000

/** A number as written, with or without ` yuan` behind it. */
function numberText(spot: Spot): string | null {
  return textOf(spot)?.replace(/ yuan$/, '') ?? null
}

function priceOf(spot: Spot): UnitPrice {
  const text = numberText(spot)
  const parsed = text === null ? null : parseUnitPrice(text)
  if (parsed?.ok && parsed.value >= 0 && parsed.value < priceBelow) return parsed.value
  if (text !== null) {
    complain(spot, '`price` is not a price', 'write zero or more yuan below a million, at most six decimals', text)
  }
  return unitPrice(0)
}

function quantityOf(spot: Spot): Quantity {
  const text = textOf(spot)
  const parsed = text === null ? null : parseQuantity(text)
  if (parsed?.ok && parsed.value > 0 && parsed.value < quantityBelow) return parsed.value
  if (text !== null) {
    complain(
      spot,
      '`quantity` is not a quantity',
      'write more than 0 and less than 100000, at most four decimals',
      text,
    )
  }
  return quantity(0)
}

function amountOf(spot: Spot | null): Fen | null {
  if (spot === null) return null
  const text = numberText(spot)
  const parsed = text === null ? null : parseYuan(text)
  if (parsed?.ok && parsed.value >= 0) return parsed.value
  if (text !== null) {
    complain(spot, `\`${spot.name}\` is not an amount`, 'write zero or more yuan, at most two decimals', text)
  }
  return zeroFen
}

function lineOf(spot: Spot): WrittenLine {
  const fields = fieldsOf(spot, ['item', 'price', 'quantity'], ['approval', 'on', 'amount'])
  return {
    itemCode: textOf(fields.item) ?? '',
    price: priceOf(fields.price),
    quantity: quantityOf(fields.quantity),
    approval: fields.approval === null ? 'not-needed' : wordOf(fields.approval, ['not-needed', 'approved', 'rejected']),
    on: fields.on === null ? null : dateOfSpot(fields.on),
    stated: amountOf(fields.amount),
    line: spot.line,
  }
}

async function textOfFile(path: string, problems: AuthorProblem[]): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR')))
      throw error
    problems.push({ file: path, line: 1, what: 'no such file', cure: 'name a JSON or YAML file that exists' })
    return null
  }
}

/**
 * Reads a bill, JSON or YAML alike: `lines`, each with `item` (catalogue code), `price`, `quantity` and, where they
 * matter, `approval`, `on` (day of the fee) and `amount`; and the bill's own `total`, if it states one.
 *
 * @returns the bill, or every problem of the file with its line and cure
 */
export async function readBillFile(path: string): Promise<Result<WrittenBill, AuthorProblem[]>> {
  const problems: AuthorProblem[] = []
  const text = await textOfFile(path, problems)
  if (text === null) return refuse(problems)
  const fields = fieldsOf(openSheet(path, text, problems), ['lines'], ['total'])
  const lines = itemsOf(fields.lines).map(lineOf)
  if (lines.length === 0 && problems.length === 0) complain(fields.lines, 'a bill without lines', 'add one')
  const stated = amountOf(fields.total)
  return problems.length > 0 ? refuse(problems) : ok({ file: path, lines, stated })
}
