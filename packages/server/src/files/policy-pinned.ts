import { type IsoDate, isoDate } from '@yibao/core/kernel'
import type { Parameter, Plan, RegionPack, Rules } from '@yibao/core/policy'

/** Earlier than any bill. */
const always = isoDate('1900-01-01')

function pinnedParameter(parameter: Parameter, on: IsoDate): Parameter {
  const rows = parameter.rows.map((row) => {
    const inForce = row.values.findLast(({ from }) => from <= on)
    return { ...row, values: inForce === undefined ? [] : [{ ...inForce, from: always }] }
  })
  return { ...parameter, rows }
}

function pinnedRules<Found extends Rules>(rules: Found, on: IsoDate): Found {
  const parameters = Object.values(rules.parameters).map((parameter) => [
    parameter.name,
    pinnedParameter(parameter, on),
  ])
  return { ...rules, parameters: Object.fromEntries(parameters) }
}

/**
 * A plan in which the law of one day holds on every day, so that cases of any date can be played under it: their own
 * dates still say to which year, month and stay they belong. What the law does not say on that day stays unsaid.
 */
export function pinnedPlan(plan: Plan, on: IsoDate): Plan {
  return pinnedRules(plan, on)
}

/** The same of what a region says about single lines. */
export function pinnedPack(pack: RegionPack, on: IsoDate): RegionPack {
  return { ...pack, coverage: pinnedRules(pack.coverage, on) }
}
