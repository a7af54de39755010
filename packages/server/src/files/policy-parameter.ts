import type { Parameter, ParameterRow } from '@yibao/core/policy'
import { classForm, type Domain } from './policy-classes.ts'
import { complain, entriesOf, fieldsOf, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { datedOfSpot, type ValueKind, valueKinds, wordOf } from './policy-values.ts'

/** A parameter with the kind its author gave it; core knows a factor as a rate. */
export interface AuthoredParameter {
  readonly parameter: Parameter
  readonly kind: ValueKind
  readonly spot: Spot
}

interface Axis {
  readonly by: string
  readonly domain: Domain
}

function rowsOf(spot: Spot, axes: readonly Axis[], key: readonly string[], kind: ValueKind): readonly ParameterRow[] {
  const [axis, ...rest] = axes
  if (axis === undefined) {
    return [{ key, values: datedOfSpot(spot, kind), place: { file: spot.sheet.file, line: spot.line } }]
  }
  const entries = entriesOf(spot)
  const { allowed, required } = axis.domain
  for (const entry of entries) {
    if (allowed !== null ? !allowed.includes(entry.name) : !classForm.test(entry.name)) {
      complain(
        entry,
        `\`${axis.by}\` never gives \`${entry.name}\``,
        `use one of: ${allowed?.join(', ') ?? 'plain words'}`,
      )
    }
  }
  const missing = required.filter((name) => !entries.some((entry) => entry.name === name))
  if (missing.length > 0 && entries.length > 0) {
    complain(
      spot,
      `\`${spot.name}\` has no value for: ${missing.join(', ')}`,
      `add a row for each value of \`${axis.by}\``,
    )
  }
  return entries.flatMap((entry) => rowsOf(entry, rest, [...key, entry.name], kind))
}

/**
 * Reads one parameter: `label`, `kind`, `by` (names known to `domain`) and its values nested in the order of `by`.
 */
export function parameterOf(spot: Spot, domain: (by: string) => Domain | null): AuthoredParameter {
  const fields = fieldsOf(spot, ['label', 'kind', 'values'], ['by'])
  if (!/^[a-z][A-Za-z0-9]*$/.test(spot.name)) {
    complain(spot, `\`${spot.name}\` cannot name a parameter`, 'use letters and digits, beginning with a small letter')
  }
  const kind = wordOf(fields.kind, valueKinds)
  const axes: Axis[] = (fields.by === null ? [] : itemsOf(fields.by)).flatMap((item) => {
    const by = textOf(item)
    if (by === null) return []
    const found = domain(by)
    if (found === null) {
      complain(
        item,
        `\`by\` names nothing that gives classes: ${by}`,
        'define it under `classes:` or use a fact with fixed words',
      )
    }
    return [{ by, domain: found ?? { allowed: null, required: [] } }]
  })
  const parameter: Parameter = {
    name: spot.name,
    label: textOf(fields.label) ?? '',
    kind: kind === 'factor' ? 'rate' : kind,
    by: axes.map((axis) => axis.by),
    rows: rowsOf(fields.values, axes, [], kind),
    place: { file: spot.sheet.file, line: spot.line },
  }
  return { parameter, kind, spot }
}
