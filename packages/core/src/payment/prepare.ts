import type { SchemeCode } from '../encounter/index.ts'
import {
  type DatedValue,
  type DivisionCode,
  type IsoDate,
  inRange,
  invariant,
  ok,
  type Result,
  refuse,
  valueOn,
} from '../kernel/index.ts'
import type {
  CaseArea,
  GroupRow,
  GroupTable,
  InstitutionTerms,
  Parameter,
  ParameterRow,
  PaymentPlan,
  PaymentRefusal,
  Where,
} from './types.ts'

/** A plan with its tables of weights, ready for many cases. */
export interface PreparedPlan {
  readonly plan: PaymentPlan
  /** All versions of each table, by id. */
  readonly tables: ReadonlyMap<string, readonly PreparedTable[]>
  readonly institutions: ReadonlyMap<string, InstitutionTerms>
}

export interface PreparedTable {
  readonly table: GroupTable
  readonly rows: ReadonlyMap<string, GroupRow>
}

/** For whom and when a value is asked. */
export interface Asking {
  readonly scheme: SchemeCode
  readonly level: string
  readonly kind: string
  readonly institution: string
  readonly group: string
  readonly on: IsoDate
  /** Left out: local. */
  readonly area?: CaseArea
}

/** Level of an institution that nobody graded. */
export const withoutLevel = 'ungraded'

const dimensions = [
  'scheme',
  'area',
  'level',
  'kind',
  'group',
  'institution',
] as const satisfies readonly (keyof Where)[]

interface Sieve {
  readonly dimensions: readonly (typeof dimensions)[number][]
  readonly rows: ReadonlyMap<string, ParameterRow<unknown>>
}

const sieves = new WeakMap<Parameter<unknown>, readonly Sieve[]>()

function keyOf(where: Where, names: readonly (typeof dimensions)[number][]): string {
  return names.map((name) => where[name] ?? '').join('\n')
}

/** Rows by what they name, the most specific kind first: later dimensions weigh more than all earlier ones together. */
function sievesOf(parameter: Parameter<unknown>): readonly Sieve[] {
  const known = sieves.get(parameter)
  if (known !== undefined) return known
  const byMask = new Map<number, Map<string, ParameterRow<unknown>>>()
  for (const row of parameter) {
    const mask = dimensions.reduce((sum, name, index) => sum + (row.where[name] === undefined ? 0 : 2 ** index), 0)
    const rows = byMask.get(mask) ?? new Map<string, ParameterRow<unknown>>()
    const key = keyOf(
      row.where,
      dimensions.filter((name) => row.where[name] !== undefined),
    )
    invariant(!rows.has(key), 'a parameter has one row for the same words')
    rows.set(key, row)
    byMask.set(mask, rows)
  }
  const made = [...byMask.entries()]
    .sort(([a], [b]) => b - a)
    .map(([mask, rows]) => ({
      dimensions: dimensions.filter((_, index) => Math.floor(mask / 2 ** index) % 2 === 1),
      rows,
    }))
  sieves.set(parameter, made)
  return made
}

/**
 * The value of a parameter for somebody on a day: the most specific row, and of it the value in force.
 *
 * @returns the value with its source, `payment.no-parameter`, or `payment.institution-without-level` when only a level is
 * missing
 */
export function findValue<T>(
  plan: PaymentPlan,
  name: string,
  parameter: Parameter<T>,
  asking: Asking,
): Result<DatedValue<T>, PaymentRefusal> {
  const asked = { area: 'local', ...asking } as const
  const sieves = sievesOf(parameter)
  for (const sieve of sieves) {
    const row = sieve.rows.get(keyOf(asked, sieve.dimensions)) as ParameterRow<T> | undefined
    if (row === undefined) continue
    const found = valueOn(row.values, asking.on)
    if (found.ok) return found
    return refuse({
      code: 'payment.no-parameter',
      plan: plan.id,
      parameter: name,
      on: asking.on,
      asked: askedWords(asked, sieve.dimensions),
      reason: found.error.reason,
    })
  }
  if (asking.level === withoutLevel && sieves.some((sieve) => sieve.dimensions.includes('level'))) {
    const { institution } = asking
    return refuse({ code: 'payment.institution-without-level', plan: plan.id, parameter: name, institution })
  }
  const named = dimensions.filter((dimension) => sieves.some((sieve) => sieve.dimensions.includes(dimension)))
  return refuse({
    code: 'payment.no-parameter',
    plan: plan.id,
    parameter: name,
    on: asking.on,
    asked: askedWords(asked, named),
    reason: 'no-row',
  })
}

function askedWords(asking: Asking, names: readonly (typeof dimensions)[number][]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, asking[name] ?? '']))
}

/**
 * Makes a plan ready for many cases: tables by group, institutions by code.
 *
 * @throws InvariantError when a table has a group twice, which a reader of tables refuses
 */
export function preparePlan(plan: PaymentPlan, tables: readonly GroupTable[]): PreparedPlan {
  const byId = new Map<string, PreparedTable[]>()
  for (const table of tables) {
    const rows = new Map(table.rows.map((row) => [row.group, row]))
    invariant(rows.size === table.rows.length, () => `table ${table.id} has a group twice`)
    byId.set(table.id, [...(byId.get(table.id) ?? []), { table, rows }])
  }
  return {
    plan,
    tables: byId,
    institutions: new Map(plan.institutions.map((terms) => [terms.institution, terms])),
  }
}

/** The plan in force for an insurance of a region on a day; drafts never are. Refuses with `payment.no-plan`. */
export function planOn(
  plans: readonly PaymentPlan[],
  division: DivisionCode,
  scheme: SchemeCode,
  on: IsoDate,
): Result<PaymentPlan, PaymentRefusal> {
  const found = plans.find(
    (plan) => !plan.draft && plan.division === division && plan.schemes.includes(scheme) && inRange(plan.range, on),
  )
  return found === undefined ? refuse({ code: 'payment.no-plan', division, scheme, on }) : ok(found)
}

/** The table of weights in force on a day. Refuses with `payment.no-table`. */
export function tableOn(prepared: PreparedPlan, id: string, on: IsoDate): Result<PreparedTable, PaymentRefusal> {
  const found = prepared.tables.get(id)?.find(({ table }) => inRange(table.range, on))
  if (found !== undefined) return ok(found)
  return refuse({ code: 'payment.no-table', plan: prepared.plan.id, table: id, on })
}

/** The plan's words for an institution; `level` is what is known of it elsewhere. */
export function institutionWords(
  prepared: PreparedPlan,
  institution: string,
  level: string | null,
): { readonly level: string; readonly kind: string } {
  const terms = prepared.institutions.get(institution)
  return { level: terms?.level ?? level ?? withoutLevel, kind: terms?.kind ?? '' }
}
