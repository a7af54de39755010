import { divisionCode, type Fen, halfUpFen, isoDate, type Ppm } from '../../src/kernel/index.ts'
import type {
  Parameter,
  ParameterKind,
  ParameterValue,
  Place,
  Plan,
  PlanStep,
  RegionPack,
  Tier,
} from '../../src/policy/index.ts'

export const place: Place = { file: 'example.yaml', line: 7 }

/** A region that no real division has. */
export const division = divisionCode('990000')

function parameter(
  name: string,
  kind: ParameterKind,
  rows: readonly (readonly [key: readonly string[], value: ParameterValue])[],
  by: readonly string[],
): Parameter {
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

/** A rate by one class: `rateBy('poolRate', 'level', { tertiary: ppm(600_000) })`. */
export function rateBy(name: string, by: string, rates: Readonly<Record<string, Ppm>>): Parameter {
  return parameter(
    name,
    'rate',
    Object.entries(rates).map(([key, value]) => [[key], value]),
    [by],
  )
}

/** An amount by one class. */
export function moneyBy(name: string, by: string, amounts: Readonly<Record<string, Fen>>): Parameter {
  return parameter(
    name,
    'money',
    Object.entries(amounts).map(([key, value]) => [[key], value]),
    [by],
  )
}

export function tiers(name: string, bands: readonly Tier[]): Parameter {
  return parameter(name, 'tiers', [[[], bands]], [])
}

/** A plan of these parameters and steps; the rest is ordinary unless said. */
export function planWith(
  parameters: readonly Parameter[],
  steps: readonly PlanStep[],
  rest: Partial<Omit<Plan, 'parameters' | 'steps'>> = {},
): Plan {
  return {
    id: 'example',
    label: '示例',
    labelEn: 'Example',
    scheme: '310',
    care: ['outpatient', 'pharmacy'],
    classes: [],
    parameters: Object.fromEntries(parameters.map((each) => [each.name, each])),
    steps,
    totals: [],
    accountPays: [],
    rounding: halfUpFen,
    place,
    ...rest,
  }
}

export function regionWith(plans: readonly Plan[], rest: Partial<RegionPack> = {}): RegionPack {
  return {
    hash: 'example-hash',
    division,
    name: '示例市',
    nameEn: 'Example',
    coverage: { preCoinsurance: null, priceCeiling: null },
    plans,
    place,
    ...rest,
  }
}
