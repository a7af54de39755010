/** The cases of a directory in columns: 40 bytes each, whatever the record was. */
export interface CaseColumns {
  readonly length: number
  readonly combination: Int32Array
  readonly principal: Int32Array
  readonly cost: Float64Array
  readonly drugs: Float64Array
  readonly consumables: Float64Array
  readonly stay: Int32Array
  readonly year: Uint8Array
  readonly level: Uint8Array
}

interface CaseRow {
  readonly combination: number
  readonly principal: number
  readonly cost: number
  readonly drugs: number
  readonly consumables: number
  readonly stay: number
  readonly year: number
  readonly level: number
}

const firstRoom = 1024

function roomFor(rows: number): CaseColumns {
  return {
    length: 0,
    combination: new Int32Array(rows),
    principal: new Int32Array(rows),
    cost: new Float64Array(rows),
    drugs: new Float64Array(rows),
    consumables: new Float64Array(rows),
    stay: new Int32Array(rows),
    year: new Uint8Array(rows),
    level: new Uint8Array(rows),
  }
}

const names = ['combination', 'principal', 'cost', 'drugs', 'consumables', 'stay', 'year', 'level'] as const

function doubled(columns: CaseColumns, rows: number): CaseColumns {
  const larger = roomFor(rows * 2)
  for (const name of names) larger[name].set(columns[name])
  return larger
}

/** Columns that grow with what is added. */
export function caseColumns(): { readonly add: (row: CaseRow) => void; readonly columns: () => CaseColumns } {
  let room = firstRoom
  let columns = roomFor(room)
  let length = 0
  return {
    add: (row) => {
      if (length === room) {
        columns = doubled(columns, room)
        room *= 2
      }
      for (const name of names) columns[name][length] = row[name]
      length += 1
    },
    columns: () => ({ ...columns, length }),
  }
}

/** A number for each text, in the order of their first coming; small ones, for columns. */
interface Interned {
  readonly texts: readonly string[]
  readonly numberOf: (text: string) => number
}

export function interned(): Interned {
  const numbers = new Map<string, number>()
  const texts: string[] = []
  return {
    texts,
    numberOf: (text) => {
      const known = numbers.get(text)
      if (known !== undefined) return known
      numbers.set(text, texts.length)
      texts.push(text)
      return texts.length - 1
    },
  }
}

/** One after another. */
export function joined(parts: readonly Int32Array[]): Int32Array {
  const whole = new Int32Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
