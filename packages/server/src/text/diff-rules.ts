import { type Dated, type IsoDate, valueOn } from '@yibao/core/kernel'
import type { Parameter, ParameterKind, ParameterValue, Rules } from '@yibao/core/policy'
import { type ValueJson, valueJson } from './plan-on-date.ts'

/** One value of a parameter on one side; `none` says that the law repealed it. */
export interface SideValue {
  readonly value: ValueJson | 'none'
  readonly from: IsoDate
  readonly source: string
  readonly assumed: boolean
}

/** A row of a parameter that is not the same on both sides. */
export interface ParameterChange {
  readonly name: string
  /** The label of the right side, or of the left when the right has none. */
  readonly label: string
  readonly kind: ParameterKind
  readonly by: readonly string[]
  readonly key: readonly string[]
  /** `source`: the same value, for another reason or since another day. */
  readonly change: 'added' | 'removed' | 'value' | 'source'
  readonly left: SideValue | null
  readonly right: SideValue | null
}

/** What differs between the parameters of two sides, and how many rows are the same. */
export interface ParameterDiff {
  readonly changes: readonly ParameterChange[]
  readonly same: number
}

interface Row {
  readonly parameter: Parameter
  readonly key: readonly string[]
  readonly side: SideValue
}

function sideValue(kind: ParameterKind, { value, from, source, assumed }: Dated<ParameterValue>): SideValue {
  return { value: value === 'none' ? 'none' : valueJson(kind, value), from, source, assumed }
}

/** The values of one side by parameter and class; without a date also by the day on which they begin. */
function rowsOf(rules: Rules | null, on: IsoDate | null): ReadonlyMap<string, Row> {
  const rows = new Map<string, Row>()
  for (const parameter of Object.values(rules?.parameters ?? {})) {
    for (const { key, values } of parameter.rows) {
      const dated = on === null ? null : valueOn(values, on)
      const shown = dated === null ? values : dated.ok ? [dated.value] : []
      for (const value of shown) {
        const name = [parameter.name, ...key, ...(on === null ? [value.from] : [])].join(' ')
        rows.set(name, { parameter, key, side: sideValue(parameter.kind, value) })
      }
    }
  }
  return rows
}

function changeOf(left: SideValue | null, right: SideValue | null): ParameterChange['change'] | null {
  if (left === null) return 'added'
  if (right === null) return 'removed'
  if (JSON.stringify(left.value) !== JSON.stringify(right.value)) return 'value'
  return left.source === right.source && left.from === right.from ? null : 'source'
}

/** One side of a comparison: rules, and the day whose law is looked at; null looks at all of their history. */
export interface RulesSide {
  readonly rules: Rules | null
  readonly on: IsoDate | null
}

/** Compares parameter by parameter and class by class. */
export function diffParameters(left: RulesSide, right: RulesSide): ParameterDiff {
  const [theirs, ours] = [rowsOf(left.rules, left.on), rowsOf(right.rules, right.on)]
  const names = [...new Set([...theirs.keys(), ...ours.keys()])]
  const changes = names.flatMap((name): readonly ParameterChange[] => {
    const [before, after] = [theirs.get(name), ours.get(name)]
    const row = after ?? before
    const change = changeOf(before?.side ?? null, after?.side ?? null)
    if (row === undefined || change === null) return []
    const { label, kind, by } = row.parameter
    const sides = { left: before?.side ?? null, right: after?.side ?? null }
    return [{ name: row.parameter.name, label, kind, by, key: row.key, change, ...sides }]
  })
  return { changes, same: names.length - changes.length }
}
