import { type CelFields, type CelType, listOf, rowOf, text } from './audit-cel-types.ts'
import { type ColumnType, columnTypes } from './audit-fields.ts'
import { complain, entriesOf, fieldsOf, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { wordOf } from './policy-values.ts'

/** One column of a table; an optional one may be empty, which is null. */
export interface AuditColumn {
  readonly name: string
  readonly type: ColumnType
  readonly optional: boolean
}

interface TableNames {
  readonly name: string
  readonly zh: string
  readonly en: string
  readonly columns: readonly AuditColumn[]
}

/** A side table: facts that no bill carries, tied by keys to what they are about. */
export interface SideTable extends TableNames {
  readonly keys: readonly string[]
  /** Whether a national message brings its rows. */
  readonly message: boolean
}

/** What a knowledge table holds and how a row finds its points. */
export interface KnowledgeShape extends TableNames {
  readonly key: 'code' | 'prefix' | 'pair'
}

const sideKeys = [
  'account',
  'device',
  'doctor',
  'employer',
  'insured',
  'item',
  'line',
  'operator',
  'provider',
  'terminal',
  'visit',
] as const

const columnForm = /^[a-z][A-Za-z0-9]*$/
const sideForm = /^[a-z][A-Za-z0-9]*$/
const knowledgeForm = /^[a-z][a-z0-9-]*$/
const types = Object.keys(columnTypes) as [ColumnType, ...ColumnType[]]

/** Names that a column of a knowledge table may not have: they are columns of their own. */
const taken: readonly string[] = ['point', 'key', 'second', 'basis', 'name']

function columnOf(spot: Spot, reserved: readonly string[]): AuditColumn {
  if (!columnForm.test(spot.name))
    complain(spot, `\`${spot.name}\` is no name of a column`, 'write it as maxYears', spot.name)
  if (reserved.includes(spot.name))
    complain(spot, `\`${spot.name}\` is a column of its own`, 'leave it out here', spot.name)
  const written = textOf(spot) ?? ''
  const optional = written.endsWith('?')
  const plain = optional ? written.slice(0, -1) : written
  const type = types.find((known) => known === plain)
  if (type === undefined && written !== '') {
    complain(
      spot,
      `no type of a column: ${written}`,
      `use one of: ${types.join(', ')}, with ? where it may be empty`,
      written,
    )
  }
  return { name: spot.name, type: type ?? 'text', optional }
}

function checkName(spot: Spot, form: RegExp, cure: string): void {
  if (!form.test(spot.name)) complain(spot, `\`${spot.name}\` is no name of a table`, cure, spot.name)
}

function once(spots: readonly Spot[]): readonly Spot[] {
  const seen = new Set<string>()
  return spots.filter((spot) => {
    if (seen.has(spot.name)) complain(spot, `the table \`${spot.name}\` stands twice`, 'keep one of them')
    const isNew = !seen.has(spot.name)
    seen.add(spot.name)
    return isNew
  })
}

/** `side-tables.yaml` */
export function sideTablesOf(spot: Spot): ReadonlyMap<string, SideTable> {
  const tables = once(entriesOf(spot)).map((entry): SideTable => {
    checkName(entry, sideForm, 'write it as faceCheck, so that an expression can say side.faceCheck')
    const fields = fieldsOf(entry, ['zh', 'en', 'keys', 'columns'], ['message'])
    const keys = itemsOf(fields.keys).map((key) => wordOf({ ...key, name: 'keys' }, sideKeys))
    return {
      name: entry.name,
      zh: textOf(fields.zh) ?? '',
      en: textOf(fields.en) ?? '',
      keys,
      columns: entriesOf(fields.columns).map((column) => columnOf(column, keys)),
      message: fields.message !== null && textOf(fields.message) !== 'none',
    }
  })
  return new Map(tables.map((table) => [table.name, table]))
}

/** `knowledge/tables.yaml` */
export function knowledgeShapesOf(spot: Spot): ReadonlyMap<string, KnowledgeShape> {
  const shapes = once(entriesOf(spot)).map((entry): KnowledgeShape => {
    checkName(entry, knowledgeForm, 'write it as service-frequency')
    const fields = fieldsOf(entry, ['zh', 'en', 'key', 'columns'])
    return {
      name: entry.name,
      zh: textOf(fields.zh) ?? '',
      en: textOf(fields.en) ?? '',
      key: wordOf(fields.key, ['code', 'prefix', 'pair']),
      columns: entriesOf(fields.columns).map((column) => columnOf(column, taken)),
    }
  })
  return new Map(shapes.map((shape) => [shape.name, shape]))
}

function columnFields(columns: readonly AuditColumn[]): Readonly<Record<string, CelType>> {
  return Object.fromEntries(columns.map(({ name, type }) => [name, columnTypes[type]]))
}

/** What `row` and the rows of `side.<table>` have. */
export function sideRow({ name, keys, columns }: SideTable): CelType {
  return rowOf(`row of side.${name}`, {
    ...Object.fromEntries(keys.map((key) => [key, text])),
    ...columnFields(columns),
  })
}

export function sideFields(tables: ReadonlyMap<string, SideTable>): CelFields {
  return Object.fromEntries([...tables.values()].map((table) => [table.name, listOf(sideRow(table))]))
}

/** What `point` has. */
export function pointRow({ name, key, columns }: KnowledgeShape): CelType {
  return rowOf(`point of ${name}`, { ...columnFields(columns), ...(key === 'pair' ? { second: text } : {}) })
}
