import { compareExact, type Exact, multiplyExact } from '../kernel/index.ts'
import { input, numberInput, numberText, points, pointsInput, roundDecimals } from './amounts.ts'
import { tableOn } from './prepare.ts'
import type { CaseGroup, GroupMethod, GroupRow, Points, StepInput } from './types.ts'
import { cite, giveUp, need, note, type Work } from './work.ts'

/** A group's row and its base points. */
export interface Base {
  readonly row: GroupRow
  readonly exact: Exact
}

export interface NamedCoefficient {
  readonly name: string
  readonly value: Exact
}

const million = 1_000_000

/** Base points: weight × scale. Null when the table, the group or its weight is missing (kept as the refusal). */
export function baseOf(work: Work, method: GroupMethod, group: CaseGroup): Base | null {
  const { on } = work.asking
  const found = tableOn(work.prepared, method.table, on)
  if (!found.ok) return giveUp(work, found.error)
  const { table, rows } = found.value
  const row = rows.get(group.group)
  if (row === undefined || row.weight === 0) {
    const { id } = work.prepared.plan
    return giveUp(work, {
      code: 'payment.group-without-weight',
      plan: id,
      table: table.id,
      group: group.group,
      on,
    })
  }
  cite(work, method.table, table.source, false)
  const scale = need(work, `${method.id}.scale`, method.scale, row.group)
  if (scale === null) return null
  const exact = multiplyExact(row.weight, scale)
  note(
    work,
    'group.base',
    () => [input('group', row.group, 'text'), numberInput('weight', row.weight), numberInput('scale', scale)],
    () => ({ value: numberText(exact, 4), unit: 'points' }),
  )
  return { row, exact }
}

function auxiliaryOf(group: CaseGroup, several: 'highest' | 'product'): Exact {
  const values = group.auxiliary.map(({ coefficient }) => coefficient)
  if (several === 'product') return values.reduce<Exact>(multiplyExact, million)
  const [first = million, ...others] = values
  return others.reduce<Exact>((highest, value) => (compareExact(value, highest) > 0 ? value : highest), first)
}

/** The coefficients of a case in the plan's order. Null when one is missing (kept as the refusal). */
export function coefficientsOf(
  work: Work,
  method: GroupMethod,
  group: CaseGroup,
  row: GroupRow,
): readonly NamedCoefficient[] | null {
  const made: NamedCoefficient[] = []
  for (const { name, from, values, ownOfGroup, several } of method.coefficients) {
    if (from === 'auxiliary') {
      const value = auxiliaryOf(group, several)
      made.push({ name, value })
      if (group.auxiliary.length === 0) continue
      const inputs = () => group.auxiliary.map((entry) => numberInput(entry.name, entry.coefficient))
      note(work, `coefficient.auxiliary.${several}`, inputs, () => ({ value: numberText(value), unit: 'number' }))
      continue
    }
    if (ownOfGroup && row.ownCoefficient !== null) {
      const value = row.ownCoefficient
      made.push({ name, value })
      const inputs = () => [input('coefficient', name, 'text'), input('group', row.group, 'text')]
      note(work, 'coefficient.own-of-group', inputs, () => ({ value: numberText(value), unit: 'number' }))
      continue
    }
    const value = need(work, `${method.id}.${name}`, values, row.group)
    if (value === null) return null
    made.push({ name, value })
    const inputs = () => [
      input('coefficient', name, 'text'),
      input('institution', work.asking.institution, 'text'),
      input('level', work.asking.level, 'text'),
    ]
    note(work, 'coefficient.value', inputs, () => ({ value: numberText(value), unit: 'number' }))
  }
  return made
}

/** Rounds the points of a case, once, as the plan says. */
export function roundPoints(work: Work, exact: Exact): Points {
  const { decimals, mode } = work.prepared.plan.points
  return points(roundDecimals(exact, decimals, mode))
}

/** Base points as an input of a step. */
export function baseInput({ exact }: Base): StepInput {
  return pointsInput('base', points(roundDecimals(exact, 6, 'half-up')))
}
