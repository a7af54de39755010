import { fen, type IsoDate, invariant, percent, valueOn, yuan } from '@yibao/core/kernel'
import {
  type ContributionRules,
  type EnrolmentRules,
  type Parameter,
  type ParameterKind,
  type ParameterValue,
  type Place,
  type Plan,
  type RegionPack,
  type Rules,
  valueText,
} from '@yibao/core/policy'

/** A value for machines: decimal yuan, a percentage, a number, or bands of a rate table; a rate of null is not stated. */
export type ValueJson = string | readonly { readonly to: string | null; readonly rate: string | null }[]

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

/** Any file of rules, by what it is about. */
export type AnyRules =
  | { readonly about: 'plan'; readonly rules: Plan }
  | { readonly about: 'contribution'; readonly rules: ContributionRules }
  | { readonly about: 'enrolment'; readonly rules: EnrolmentRules }

/** Rules and their region's rules for items, with the law of one date filled in. */
export interface RulesOnDate {
  readonly pack: RegionPack
  readonly of: AnyRules
  readonly on: IsoDate
  readonly parameters: readonly ParameterOnDate[]
  readonly coverage: readonly ParameterOnDate[]
}

/** A value of the law as the files and the programs of others write it. */
export function valueJson(kind: ParameterKind, value: ParameterValue): ValueJson {
  if (typeof value === 'object') {
    return value.map(({ to, rate }) => ({
      to: to === null ? null : yuan(fen(to)),
      rate: rate === null ? null : percent(rate),
    }))
  }
  invariant(kind !== 'tiers', 'a rate table is a list of bands')
  return valueText(value, kind)
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

export const parametersOn = ({ parameters }: Rules, on: IsoDate): readonly ParameterOnDate[] =>
  Object.values(parameters).map((parameter) => parameterOn(parameter, on))

/** Fills the law of one date into rules, for showing; a value of a neighbouring date is never shown instead. */
export function rulesOnDate(pack: RegionPack, of: AnyRules, on: IsoDate): RulesOnDate {
  return { pack, of, on, parameters: parametersOn(of.rules, on), coverage: parametersOn(pack.coverage, on) }
}
