import type { Parameter, ParameterRow } from '@yibao/core/policy'
import { datedOfSpot, valueKinds } from './policy-dated.ts'
import type { FactBook } from './policy-facts.ts'
import { wordForm } from './policy-inputs.ts'
import { complain, entriesOf, fieldsOf, isMapping, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { wordOf } from './policy-values.ts'

/** A parameter with the list words in hand that its rows go by. */
export interface AuthoredParameter {
  readonly parameter: Parameter
  readonly each: readonly string[]
  readonly spot: Spot
}

/** What parameters go by: facts and classes; the law on single items may leave rows out, any other law may not. */
export interface Axes {
  readonly shape: FactBook
  readonly use: (name: string) => void
  readonly everyWord: boolean
}

interface Axis {
  readonly by: string
  readonly words: readonly string[]
  readonly everyWord: boolean
}

/** Where in a parameter its values stand, for people: `deductible`, or `deductible` of high. */
interface Standing {
  readonly parameter: string
  readonly kind: Parameter['kind']
  readonly key: readonly string[]
}

function nameOf({ parameter, key }: Standing): string {
  return `\`${parameter}\`${key.length > 0 ? ` of ${key.join(', ')}` : ''}`
}

function checkRows(spot: Spot, { by, words, everyWord }: Axis, rows: readonly Spot[], standing: Standing): void {
  if (rows.length === 0 && isMapping(spot)) {
    complain(spot, `${nameOf(standing)} has no row`, `add a row for each value of \`${by}\``)
  }
  for (const row of rows) {
    const fits = words.length > 0 ? words.includes(row.name) : wordForm.test(row.name)
    if (!fits)
      complain(row, `\`${by}\` never gives \`${row.name}\``, `use one of: ${words.join(', ') || 'plain words'}`)
  }
  const missing = words.filter((name) => !rows.some((row) => row.name === name))
  if (everyWord && missing.length > 0 && rows.length > 0) {
    complain(
      spot,
      `${nameOf(standing)} has no value for: ${missing.join(', ')}`,
      `add a row for each value of \`${by}\``,
    )
  }
}

function rowsOf(spot: Spot, axes: readonly Axis[], standing: Standing): readonly ParameterRow[] {
  const { kind, key } = standing
  const [axis, ...rest] = axes
  if (axis === undefined && isMapping(spot)) {
    const cure = 'add `by:` with what these rows go by, or write a list of dated values'
    complain(spot, `${nameOf(standing)} has rows that go by nothing`, cure)
    return []
  }
  if (axis === undefined) {
    return [{ key, values: datedOfSpot(spot, kind), place: { file: spot.sheet.file, line: spot.line } }]
  }
  const rows = entriesOf(spot)
  checkRows(spot, axis, rows, standing)
  return rows.flatMap((row) => rowsOf(row, rest, { ...standing, key: [...key, row.name] }))
}

function axisOf(item: Spot, { shape, use, everyWord }: Axes): Axis | null {
  const by = textOf(item)
  if (by === null) return null
  const found = shape(by)
  use(by)
  if (found === null || found.kind !== 'text') {
    const cure = 'define it under `classes:` or use a fact with fixed words'
    complain(item, `\`by\` names nothing that gives classes: ${by}`, cure)
    return { by, words: [], everyWord: false }
  }
  return { by, words: found.words, everyWord }
}

/** Reads one parameter: `label`, `kind`, `by` and its values nested in the order of `by`. */
export function parameterOf(spot: Spot, axes: Axes): AuthoredParameter {
  const fields = fieldsOf(spot, ['label', 'kind', 'values'], ['by'])
  const kind = wordOf(fields.kind, valueKinds)
  const items = fields.by === null ? [] : itemsOf(fields.by)
  const found = items.map((item) => axisOf(item, axes)).filter((axis) => axis !== null)
  const by = found.map((axis) => axis.by)
  const twice = items.find((item, index) => by.indexOf(String(item.node)) < index && by[index] === String(item.node))
  if (twice !== undefined) complain(twice, `\`${String(twice.node)}\` occurs twice`, 'keep one of them')
  const parameter: Parameter = {
    name: spot.name,
    label: textOf(fields.label) ?? '',
    kind,
    by,
    rows: rowsOf(fields.values, found, { parameter: spot.name, kind, key: [] }),
    place: { file: spot.sheet.file, line: spot.line },
  }
  return { parameter, each: by.flatMap((name) => axes.shape(name)?.each ?? []), spot }
}
