import { divisionCode, type Fen, halfUpFen, isoDate, type Ppm, ppm, type Rounding } from '../../src/kernel/index.ts'
import type {
  Classification,
  Condition,
  CoverageRules,
  Expression,
  Formula,
  FormulaKind,
  Input,
  Layer,
  LayerStep,
  Parameter,
  ParameterKind,
  ParameterValue,
  Place,
  Plan,
  RegionPack,
  Rules,
  Tier,
} from '../../src/policy/index.ts'

export const place: Place = { file: 'example.yaml', line: 7 }

/** A region that no real division has. */
export const division = divisionCode('990000')

type Rows = readonly (readonly [key: readonly string[], value: ParameterValue])[]

function parameter(name: string, kind: ParameterKind, rows: Rows, by: readonly string[]): Parameter {
  const from = isoDate('2020-01-01')
  const dated = (value: ParameterValue) => [{ from, value, source: `示例规定 ${name}`, assumed: false }]
  return {
    name,
    label: name,
    kind,
    by,
    rows: rows.map(([key, value]) => ({ key, values: dated(value), place })),
    place,
  }
}

export function money(name: string, value: Fen): Parameter {
  return parameter(name, 'money', [[[], value]], [])
}

export function rate(name: string, value: Ppm): Parameter {
  return parameter(name, 'rate', [[[], value]], [])
}

/** A plain number: `number('months', 6)`. */
export function number(name: string, value: number): Parameter {
  return parameter(name, 'number', [[[], ppm(Math.round(value * 1_000_000))]], [])
}

export function tiers(name: string, bands: readonly Tier[]): Parameter {
  return parameter(name, 'tiers', [[[], bands]], [])
}

function byOne(name: string, kind: ParameterKind, by: string, values: Readonly<Record<string, ParameterValue>>) {
  const rows = Object.entries(values).map(([key, value]) => [[key], value] as const)
  return parameter(name, kind, rows, [by])
}

/** A rate by one class: `rateBy('poolRate', 'level', { tertiary: ppm(600_000) })`. */
export function rateBy(name: string, by: string, rates: Readonly<Record<string, Ppm>>): Parameter {
  return byOne(name, 'rate', by, rates)
}

/** An amount by one class. */
export function moneyBy(name: string, by: string, amounts: Readonly<Record<string, Fen>>): Parameter {
  return byOne(name, 'money', by, amounts)
}

/** The same parameter, but no source prints its values. */
export function assumed(of: Parameter): Parameter {
  const rows = of.rows.map((row) => ({ ...row, values: row.values.map((value) => ({ ...value, assumed: true })) }))
  return { ...of, rows }
}

export const p = (name: string): Expression => ({ parameter: name })
export const amountOf = (name: string): Expression => ({ amount: name })

export function formula(name: string, kind: FormulaKind, is: Expression): Formula {
  return { name, label: name, kind, is, place }
}

export function input(name: string, kind: Input['kind'], rest: Partial<Input> = {}): Input {
  return { name, label: name, kind, words: [], each: null, ...rest }
}

export function classification(
  name: string,
  rows: readonly (readonly [is: string, ...when: readonly Condition[]])[],
): Classification {
  return { name, rows: rows.map(([is, ...when]) => ({ is, when })), place }
}

/** Rules of these parameters; the rest is empty unless said. */
export function rulesWith(
  parameters: readonly Parameter[],
  {
    formulas = [],
    ...rest
  }: Partial<Omit<Rules, 'parameters' | 'formulas'>> & {
    readonly formulas?: readonly Formula[]
  } = {},
): Rules {
  return {
    id: 'example',
    label: '示例',
    labelEn: 'Example',
    inputs: [],
    classes: [],
    parameters: Object.fromEntries(parameters.map((each) => [each.name, each])),
    formulas: Object.fromEntries(formulas.map((each) => [each.name, each])),
    place,
    ...rest,
  }
}

/** A layer that the pool pays to the fen, unless said otherwise. */
export function layerWith(
  name: string,
  base: Expression,
  steps: readonly LayerStep[],
  rest: Partial<Layer> = {},
): Layer {
  return { name, label: name, payer: 'pool', when: [], base, steps, rounding: halfUpFen, place, ...rest }
}

type PlanRest = Partial<Omit<Plan, 'parameters' | 'layers' | 'formulas'>> & { readonly formulas?: readonly Formula[] }

/** A plan of these parameters and layers; the rest is ordinary unless said. */
export function layeredPlan(
  parameters: readonly Parameter[],
  layers: readonly Layer[],
  { formulas = [], ...rest }: PlanRest = {},
): Plan {
  return {
    ...rulesWith(parameters, { formulas }),
    scheme: '310',
    care: ['outpatient', 'pharmacy'],
    layers,
    totals: [],
    accountPays: [],
    readings: {},
    ...rest,
  }
}

/** A plan whose one layer `basic` divides the eligible expense by these steps. */
export function planWith(
  parameters: readonly Parameter[],
  steps: readonly LayerStep[],
  { rounding = halfUpFen, ...rest }: PlanRest & { readonly rounding?: Rounding } = {},
): Plan {
  return layeredPlan(parameters, [layerWith('basic', amountOf('eligible'), steps, { rounding })], rest)
}

/** What a region says about lines: these two parameters when given, and what else there is. */
export function coverageWith(
  { preCoinsurance = null, priceCeiling = null }: Partial<Pick<CoverageRules, 'preCoinsurance' | 'priceCeiling'>>,
  rest: Partial<Pick<CoverageRules, 'classes' | 'inputs' | 'streams'>> = {},
): CoverageRules {
  const parameters = [preCoinsurance, priceCeiling].filter((each) => each !== null)
  return { ...rulesWith(parameters), preCoinsurance, priceCeiling, streams: null, ...rest }
}

export function regionWith(plans: readonly Plan[], rest: Partial<RegionPack> = {}): RegionPack {
  return {
    hash: 'example-hash',
    division,
    name: '示例市',
    nameEn: 'Example',
    year: { startsOn: '01-01', by: 'settlement' },
    coverage: coverageWith({}),
    plans,
    contributions: [],
    enrolments: [],
    place,
    ...rest,
  }
}
