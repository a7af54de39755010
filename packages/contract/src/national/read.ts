import { ok, type Result, refuse } from '@yibao/core/kernel'
import type { Field } from './field.ts'
import type { InputOf, Message } from './message.ts'
import { readBytes, readField, readScalar } from './read-field.ts'
import type { FieldFault, FieldRefusal, MessageRefusal, NodePlace, NodeRefusal } from './refusal.ts'
import { type Entry, entriesOf, type Marked, type Node, type Table, type TableValue } from './table.ts'

/** The interface takes up to 100 lines in one message; five times as many leave room for provinces that take more. */
export const rowLimit = 500

type Refusal = NodeRefusal | FieldRefusal

/**
 * Reads the input of a message by its field table.
 *
 * Numbers may come as text and text as numbers; missing, null and '' are empty, and so is the text `null` where a value
 * may be empty. A single object stands for an array of one row. Fields that the table does not name are left out.
 *
 * @returns every field of the table, empty ones as `null`; or the first refusal in the order of the table:
 *          `message.not-an-object`, `message.missing-node`, `message.too-many-rows`, `message.missing-field`,
 *          `message.not-a-scalar`, `message.too-long`, `message.bad-code`, `message.bad-number`, `message.bad-date`,
 *          `message.bad-bytes`
 */
export function readInput<M extends Message>(message: M, input: unknown): Result<InputOf<M>, MessageRefusal> {
  return readTable(message.input, input, { node: 'input', rows: [] }) as Result<InputOf<M>, MessageRefusal>
}

/** Reads one object by its table; see `readInput`. */
export function readTable<T extends Table>(
  table: T,
  source: unknown,
  place: NodePlace,
): Result<TableValue<T>, Refusal> {
  if (!isObject(source)) return refuse({ code: 'message.not-an-object', ...place })
  const values: Record<string, unknown> = {}
  for (const [name, entry] of entriesOf(table)) {
    // Most fields of most messages are left empty.
    if (mayBeEmpty(entry) && isEmpty(source[name])) {
      values[name] = null
      continue
    }
    const value = isNode(entry)
      ? readNode(entry, source[name], below(place, name))
      : readEntry(entry, source[name], name, place)
    if (!value.ok) return value
    values[name] = value.value
  }
  // The loop above has walked the very table that the type is derived from.
  return ok(values as TableValue<T>)
}

function readNode(node: Marked<Node>, source: unknown, place: NodePlace): Result<unknown, Refusal> {
  const empty = isEmpty(source) || (Array.isArray(source) && source.length === 0)
  if (empty && node.mark === 'required') return refuse({ code: 'message.missing-node', ...place })
  if (node.kind === 'one') return empty ? ok(null) : readTable(node.table, source, place)
  if (empty) return ok([])
  return readRows(node, Array.isArray(source) ? source : [source], place)
}

function readRows(
  { table, rows: limit = rowLimit }: Node,
  rows: readonly unknown[],
  place: NodePlace,
): Result<readonly unknown[], Refusal> {
  if (rows.length > limit) return refuse({ code: 'message.too-many-rows', ...place, count: rows.length, limit })
  const values: unknown[] = []
  for (const [index, row] of rows.entries()) {
    const value = readTable(table, row, { node: place.node, rows: [...place.rows, index + 1] })
    if (!value.ok) return value
    values.push(value.value)
  }
  return ok(values)
}

function readEntry(
  field: Marked<Field>,
  source: unknown,
  name: string,
  place: NodePlace,
): Result<unknown, FieldRefusal> {
  const text = field.kind === 'bytes' ? readBytes(source) : readScalar(source)
  if (!text.ok) return faultIn(field, name, place, text.error)
  if (field.otherwise !== undefined && isEmpty(text.value)) {
    const value = field.otherwise === '' ? ok('') : readField(field.otherwise, field)
    return value.ok ? value : faultIn(field, name, place, value.error)
  }
  if (field.mark === 'required') {
    if (text.value === '') return faultIn(field, name, place, { code: 'message.missing-field' })
  } else if (isEmpty(text.value)) return ok(null)
  const value = readField(text.value, field)
  return value.ok ? value : faultIn(field, name, place, value.error)
}

const faultIn = (field: Marked<Field>, name: string, place: NodePlace, fault: FieldFault) =>
  refuse({ ...fault, ...place, field: name, label: field.label })

/** Serialisers of real clients write an empty value in each of these ways. */
function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === 'null'
}

/** Whether an empty value of this field is just null. */
function mayBeEmpty(entry: Entry): boolean {
  return !isNode(entry) && entry.mark !== 'required' && entry.otherwise === undefined
}

function isNode(entry: Entry): entry is Marked<Node> {
  return entry.kind === 'one' || entry.kind === 'many'
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function below({ node, rows }: NodePlace, name: string): NodePlace {
  return { node: node === 'input' ? name : `${node}.${name}`, rows }
}
