/**
 * How the columns of a table become the words of the core. PostgreSQL builds a JSON object much slower than an array of
 * texts, for it looks up the type of every key and value anew; so the rows that come by the dozen on the hot road are
 * sent as arrays of texts and read here, and only the seldom ones as objects.
 */
type Kind = 'text' | 'number' | 'boolean' | 'json'

interface Column {
  readonly sql: string
  readonly kind: Kind
}

/** Columns by the name they have in the core; a group of columns becomes an object of its own. */
export interface Columns {
  readonly [name: string]: Column | Columns
}

const column =
  (kind: Kind) =>
  (sql: string): Column => ({ sql, kind })

export const text = column('text')
export const number = column('number')
export const boolean = column('boolean')
export const json = column('json')

const isColumn = (entry: Column | Columns): entry is Column => typeof entry.sql === 'string'

/** The columns as a JSON object: `json_build_object('name', name, …)`. */
export function objectOf(columns: Columns): string {
  const entries = Object.entries(columns).map(
    ([name, entry]) => `'${name}', ${isColumn(entry) ? entry.sql : objectOf(entry)}`,
  )
  return `json_build_object(${entries.join(', ')})`
}

const flat = (columns: Columns): readonly Column[] =>
  Object.values(columns).flatMap((entry) => (isColumn(entry) ? [entry] : flat(entry)))

/** The columns as an array of texts, in their order, to be read by `readerOf`. */
export const arrayOf = (columns: Columns): string =>
  `array[${flat(columns)
    .map(({ sql, kind }) => (kind === 'text' ? sql : `${sql}::text`))
    .join(', ')}]`

export type TextRow = readonly (string | null)[]

function readText(sent: string | null, kind: Kind): unknown {
  if (sent === null) return null
  switch (kind) {
    case 'text':
      return sent
    case 'number':
      return Number(sent)
    case 'boolean':
      return sent === 'true' || sent === 't'
    case 'json':
      return JSON.parse(sent)
  }
}

/** Reads what `arrayOf` sent; `T` is the caller's word for the shape, as with every statement. */
export function readerOf<T>(columns: Columns): (row: TextRow) => T {
  const read = (entries: readonly [string, Column | Columns][], row: TextRow, place: { at: number }): unknown => {
    const object: Record<string, unknown> = {}
    for (const [name, entry] of entries) {
      object[name] = isColumn(entry)
        ? readText(row[place.at++] ?? null, entry.kind)
        : read(Object.entries(entry), row, place)
    }
    return object
  }
  const entries = Object.entries(columns)
  return (row) => read(entries, row, { at: 0 }) as T
}
