import { fen, type IsoDate, invariant, percent, ppm, valueOn, yuan } from '@yibao/core/kernel'
import type { Parameter, ParameterKind, ParameterValue, Place, Plan, RegionPack } from '@yibao/core/policy'

/** A value for machines: decimal yuan, a percentage, or bands of a rate table. */
export type ValueJson = string | readonly { readonly to: string | null; readonly rate: string }[]

/** One row of a parameter on a date; without a value it says why. */
export interface RowOnDate {
  readonly key: readonly string[]
  readonly value: ValueJson | null
  readonly from: IsoDate | null
  readonly source: string
  readonly assumed: boolean
  readonly missing: 'before-first' | 'repealed' | null
  /** The first day with a value, when the date lies before it. */
  readonly firstFrom: IsoDate | null
  readonly place: Place
}

export interface ParameterOnDate {
  readonly name: string
  readonly label: string
  readonly kind: ParameterKind
  readonly by: readonly string[]
  readonly rows: readonly RowOnDate[]
}

/** A plan and its region's rules for items, with the law of one date filled in. */
export interface PlanOnDate {
  readonly pack: RegionPack
  readonly plan: Plan
  readonly on: IsoDate
  readonly parameters: readonly ParameterOnDate[]
  readonly coverage: readonly ParameterOnDate[]
}

/** A value of the law as the files and the programs of others write it. */
export function valueJson(kind: ParameterKind, value: ParameterValue): ValueJson {
  if (typeof value === 'object') {
    return value.map(({ to, rate }) => ({ to: to === null ? null : yuan(to), rate: percent(rate) }))
  }
  invariant(kind !== 'tiers', 'a rate table is a list of bands')
  return kind === 'money' ? yuan(fen(value)) : percent(ppm(value))
}

function parameterOn({ name, label, kind, by, rows }: Parameter, on: IsoDate): ParameterOnDate {
  const filled = rows.map(({ key, values, place }): RowOnDate => {
    const dated = valueOn(values, on)
    if (!dated.ok) {
      const { reason, firstFrom } = dated.error
      return { key, value: null, from: null, source: '', assumed: false, missing: reason, firstFrom, place }
    }
    const { value, from, source, assumed } = dated.value
    return { key, value: valueJson(kind, value), from, source, assumed, missing: null, firstFrom: null, place }
  })
  return { name, label, kind, by, rows: filled }
}

/** Fills the law of one date into a plan, for showing; a value of a neighbouring date is never shown instead. */
export function planOnDate(pack: RegionPack, plan: Plan, on: IsoDate): PlanOnDate {
  const { preCoinsurance, priceCeiling } = pack.coverage
  const coverage = [preCoinsurance, priceCeiling].filter((parameter) => parameter !== null)
  return {
    pack,
    plan,
    on,
    parameters: Object.values(plan.parameters).map((parameter) => parameterOn(parameter, on)),
    coverage: coverage.map((parameter) => parameterOn(parameter, on)),
  }
}

/** The facts that a plan asks about a bill's person and place, in the order in which it names them. */
export function askedFacts(plan: Plan): readonly string[] {
  const asked = plan.classes.flatMap(({ rows }) => rows.flatMap(({ when }) => when.map(({ fact }) => fact)))
  const classes = new Set(plan.classes.map(({ name }) => name))
  const direct = Object.values(plan.parameters).flatMap(({ by }) => by.filter((name) => !classes.has(name)))
  return [...new Set([...asked, ...direct])]
}
