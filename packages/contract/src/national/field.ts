import type { Fen, IsoDate, LocalDateTime, Ppm, Quantity, UnitPrice } from '@yibao/core/kernel'
import type { DictionaryName } from './dictionaries.ts'

/** Text of at most `length` characters (code points). */
interface TextField {
  readonly kind: 'text'
  readonly label: string
  readonly length: number
}

/** Text that must be a code of one dictionary. */
export interface CodeField {
  readonly kind: 'code'
  readonly label: string
  readonly length: number
  readonly dictionary: DictionaryName
  /** Codes that a region's interface profile adds to the list. */
  readonly more?: Readonly<Record<string, string>>
}

/** A number of at most `total` digits, of which `decimals` stand after the point. */
interface NumberField<K extends 'amount' | 'price' | 'quantity' | 'rate' | 'decimal' | 'integer'> {
  readonly kind: K
  readonly label: string
  readonly total: number
  readonly decimals: number
}

interface DateField<K extends 'date' | 'dateTime'> {
  readonly kind: K
  readonly label: string
}

/** The bytes of a file. */
interface BytesField {
  readonly kind: 'bytes'
  readonly label: string
}

/** One data element of the national interface: what a row of its field tables says, except the required mark. */
export type Field =
  | TextField
  | CodeField
  | BytesField
  | NumberField<'amount'>
  | NumberField<'price'>
  | NumberField<'quantity'>
  | NumberField<'rate'>
  | NumberField<'decimal'>
  | NumberField<'integer'>
  | DateField<'date'>
  | DateField<'dateTime'>

export type FieldKind = Field['kind']

/** What a field of each kind is once it has been read. */
export interface FieldValues {
  readonly text: string
  readonly code: string
  /** Base64 in one line. */
  readonly bytes: string
  readonly amount: Fen
  readonly price: UnitPrice
  readonly quantity: Quantity
  readonly rate: Ppm
  /** Exact decimal text such as `35.5`. */
  readonly decimal: string
  readonly integer: number
  readonly date: IsoDate
  readonly dateTime: LocalDateTime
}

export function text(label: string, length: number): TextField {
  return { kind: 'text', label, length }
}

export function code(label: string, length: number, dictionary: DictionaryName): CodeField {
  return { kind: 'code', label, length, dictionary }
}

/** A whole file: Base64, or a JSON array of bytes. */
export function bytes(label: string): BytesField {
  return { kind: 'bytes', label }
}

/** Yuan with two decimals (16,2); fen in memory. */
export function amount(label: string): NumberField<'amount'> {
  return { kind: 'amount', label, total: 16, decimals: 2 }
}

/** Unit price in yuan with six decimals (16,6). */
export function price(label: string): NumberField<'price'> {
  return { kind: 'price', label, total: 16, decimals: 6 }
}

/** Quantity with four decimals (16,4). */
export function quantity(label: string): NumberField<'quantity'> {
  return { kind: 'quantity', label, total: 16, decimals: 4 }
}

/** Share with four decimals (5,4): `0.85` is 85 %; parts per million in memory. */
export function rate(label: string): NumberField<'rate'> {
  return { kind: 'rate', label, total: 5, decimals: 4 }
}

/** Any other number with decimals; kept as exact decimal text. */
export function decimal(label: string, total: number, decimals: number): NumberField<'decimal'> {
  return { kind: 'decimal', label, total, decimals }
}

export function integer(label: string, length: number): NumberField<'integer'> {
  return { kind: 'integer', label, total: length, decimals: 0 }
}

/** `yyyy-MM-dd` */
export function date(label: string): DateField<'date'> {
  return { kind: 'date', label }
}

/** `yyyy-MM-dd HH:mm:ss`, Beijing time */
export function dateTime(label: string): DateField<'dateTime'> {
  return { kind: 'dateTime', label }
}
