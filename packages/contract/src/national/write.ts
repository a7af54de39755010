import { quantityText, rateText, unitPriceText, yuan } from '@yibao/core/kernel'
import type { Field, FieldKind, FieldValues } from './field.ts'
import type { Message, OutputOf } from './message.ts'
import { bareRows, type Entry, entriesOf, type Marked, type Table } from './table.ts'

type Scalar = string | number | null
type Values = Readonly<Record<string, unknown>>

export interface WrittenTable {
  readonly [name: string]: Scalar | WrittenTable | readonly WrittenTable[]
}

/**
 * Writes the output of a message in the form of the wire: amounts, prices, quantities and rates as JSON numbers, dates
 * as text, an empty number as 0 and any other empty value as ''; only an empty `nullable` field is JSON null. An output
 * that is nothing but rows (5204) is written as the bare array.
 */
export function writeOutput<M extends Message>(message: M, value: OutputOf<M>): WrittenTable | readonly WrittenTable[] {
  const written = writeTable(message.output, value as Values)
  const rows = written[bareRows]
  return Array.isArray(rows) ? rows : written
}

function writeTable(table: Table, values: Values): WrittenTable {
  const written: Record<string, WrittenTable[string]> = {}
  for (const [name, entry] of entriesOf(table)) written[name] = writeEntry(entry, values[name])
  return written
}

function writeEntry(entry: Entry, value: unknown): WrittenTable[string] {
  if (entry.kind === 'many') return (value as readonly Values[]).map((row) => writeTable(entry.table, row))
  if (entry.kind === 'one') return value === null ? null : writeTable(entry.table, value as Values)
  return value === null ? empty(entry) : writeField(entry.kind, value)
}

function empty(field: Marked<Field>): Scalar {
  if (field.mark === 'nullable') return null
  return 'decimals' in field ? 0 : ''
}

// Decimal text becomes the nearest double, and JSON prints the shortest text that names that double: the same one.
const writers: { readonly [K in FieldKind]: (value: FieldValues[K]) => string | number } = {
  text: (text) => text,
  code: (code) => code,
  bytes: (base64) => base64,
  amount: (fen) => Number(yuan(fen)),
  price: (price) => Number(unitPriceText(price)),
  quantity: (quantity) => Number(quantityText(quantity)),
  rate: (rate) => Number(rateText(rate)),
  decimal: Number,
  integer: (integer) => integer,
  date: (date) => date,
  dateTime: (dateTime) => dateTime,
}

function writeField(kind: FieldKind, value: unknown): string | number {
  // The type of the value and the kind of the field come from the same table.
  return (writers[kind] as (value: unknown) => string | number)(value)
}
