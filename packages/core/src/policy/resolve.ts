import { type IsoDate, ok, type Result, refuse, valueOn } from '../kernel/index.ts'
import type { Parameter, ParameterRow, ParameterValue, PolicyRefusal } from './types.ts'

/** A value of the law with the reason to believe it. */
export interface Found {
  readonly parameter: Parameter
  readonly key: readonly string[]
  readonly value: ParameterValue
  readonly source: string
  readonly assumed: boolean
}

type Resolved = Result<Found, PolicyRefusal>

/** A parameter on one date: every row already decided, so that a look-up is one map access. */
export interface ResolvedParameter {
  readonly parameter: Parameter
  readonly find: (key: readonly string[]) => Resolved
}

function resolveRow(plan: string, parameter: Parameter, row: ParameterRow, on: IsoDate): Resolved {
  const dated = valueOn(row.values, on)
  if (dated.ok) {
    const { value, source, assumed } = dated.value
    return ok({ parameter, key: row.key, value, source, assumed })
  }
  return refuse({
    code: 'policy.no-value',
    plan,
    parameter: parameter.name,
    key: row.key,
    on,
    reason: dated.error.reason,
    firstFrom: dated.error.firstFrom,
    place: row.place,
  })
}

/**
 * Fixes a parameter on one date.
 *
 * A date before the first `from`, a repealed value and a class without a row are refusals that name
 * parameter, date and file; a value of a neighbouring year or class is never taken instead.
 */
export function resolveParameter(plan: string, parameter: Parameter, on: IsoDate): ResolvedParameter {
  const rows = new Map(parameter.rows.map((row) => [row.key.join('.'), resolveRow(plan, parameter, row, on)]))
  const none = (key: readonly string[]): Resolved =>
    refuse({
      code: 'policy.no-value',
      plan,
      parameter: parameter.name,
      key,
      on,
      reason: 'no-such-class',
      firstFrom: null,
      place: parameter.place,
    })
  const only = parameter.by.length === 0 ? rows.get('') : undefined
  const find = (key: readonly string[]): Resolved => {
    if (only !== undefined) return only
    const name = key.length === 1 ? (key[0] ?? '') : key.join('.')
    return rows.get(name) ?? none(key)
  }
  return { parameter, find }
}
