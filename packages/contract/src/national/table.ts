import { invariant } from '@yibao/core/kernel'
import { elements } from './elements.ts'
import type { Field, FieldKind, FieldValues } from './field.ts'

/**
 * `required` must carry a value, `optional` may be empty, `nullable` may be empty and is then answered as JSON null
 * where an empty optional field is answered as 0 or ''.
 */
export type Mark = 'required' | 'optional' | 'nullable'

/** The name of a node that has none: an output that is an array itself. */
export const bareRows = ''

interface NodeOf<K extends 'one' | 'many'> {
  readonly kind: K
  readonly table: Table
  /** How many rows a region takes at most; without it, as many as the reader takes at all. */
  readonly rows?: number
}

/** A table inside a table: one object, or an array of rows. */
export type Node = NodeOf<'one'> | NodeOf<'many'>

export type Marked<T> = T & {
  readonly mark: Mark
  /** What is read where a region lets a required field be empty; already known to be readable. */
  readonly otherwise?: string
}
export type Entry = Marked<Field> | Marked<NodeOf<'one'>> | Marked<NodeOf<'many'>>

/** What stands in an object of a message, by name. */
export interface Table {
  readonly [name: string]: Entry
}

const listed = new WeakMap<Table, readonly (readonly [string, Entry])[]>()

/** The entries of a table, in their order; listed once, for every message walks the same tables. */
export function entriesOf(table: Table): readonly (readonly [string, Entry])[] {
  const known = listed.get(table)
  if (known !== undefined) return known
  const entries = Object.entries(table)
  listed.set(table, entries)
  return entries
}

type Marking<M extends Mark> = <T extends Field | Node>(what: T) => T & { readonly mark: M }

export const required: Marking<'required'> = (what) => ({ ...what, mark: 'required' })
export const optional: Marking<'optional'> = (what) => ({ ...what, mark: 'optional' })
export const nullable: Marking<'nullable'> = (what) => ({ ...what, mark: 'nullable' })

type Marker = Marking<'required'> | Marking<'optional'> | Marking<'nullable'>

/**
 * A table as it is written: a bare mark takes the data element of that name, `required(date('…'))` spells a field that
 * this message shapes its own way, and a node without a mark is required.
 */
export interface Rows {
  readonly [name: string]: Marker | Entry | Node
}

type Elements = typeof elements
type MarkOf<R> = R extends Marking<infer M> ? M : never

/** Turns a bare mark on a name that is no data element into a type error. */
export type KnownRows<R> = {
  readonly [N in keyof R]: R[N] extends Marker ? (N extends keyof Elements ? R[N] : never) : R[N]
}

export type TableOf<R> = {
  readonly [N in keyof R]: R[N] extends Marker
    ? N extends keyof Elements
      ? Elements[N] & { readonly mark: MarkOf<R[N]> }
      : never
    : R[N] extends Entry
      ? R[N]
      : R[N] extends Node
        ? R[N] & { readonly mark: 'required' }
        : never
}

function entryOf(name: string, row: Rows[string]): Entry {
  if (typeof row !== 'function') return 'mark' in row ? row : required(row)
  const element = (elements as Readonly<Record<string, Field>>)[name]
  invariant(element !== undefined, `${name} is no data element of the national interface`)
  return row(element)
}

/** Looks every bare mark up in the data elements. */
export function table<R extends Rows>(rows: R & KnownRows<R>): TableOf<R> {
  const entries = Object.entries<Rows[string]>(rows).map(([name, row]) => [name, entryOf(name, row)])
  return Object.fromEntries(entries) as TableOf<R>
}

/** A node that is one object. */
export function one<R extends Rows>(rows: R & KnownRows<R>) {
  return { kind: 'one', table: table<R>(rows) } as const
}

/** A node that is an array of rows. */
export function many<R extends Rows>(rows: R & KnownRows<R>) {
  return { kind: 'many', table: table<R>(rows) } as const
}

/** The same rows, none of them required. */
export function optionally<R extends Rows>(rows: R) {
  const names = Object.keys(rows).map((name) => [name, optional])
  return Object.fromEntries(names) as { readonly [N in keyof R]: Marking<'optional'> }
}

type EmptyOr<E, V> = E extends { readonly mark: 'required' } ? V : V | null

/** What an entry is once it has been read: an absent field or object is `null`, an absent array is empty. */
type ValueOf<E> = E extends { readonly kind: 'many'; readonly table: infer T }
  ? readonly TableValue<T>[]
  : E extends { readonly kind: 'one'; readonly table: infer T }
    ? EmptyOr<E, TableValue<T>>
    : E extends { readonly kind: infer K extends FieldKind }
      ? EmptyOr<E, FieldValues[K]>
      : never

export type TableValue<T> = { readonly [N in keyof T]: ValueOf<T[N]> }
