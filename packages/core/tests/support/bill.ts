import { type Apportionment, type BillInput, type BillTotals, compilePlan } from '../../src/benefit/index.ts'
import { fen, type Rounding, zeroFen } from '../../src/kernel/index.ts'
import type { LayerStep, Parameter, Plan } from '../../src/policy/index.ts'
import { today } from './ask.ts'
import { planWith } from './plan.ts'
import { accepted } from './world.ts'

/** The sums of a bill; the parts that are not named are nothing, and the total is their sum unless said otherwise. */
export function totalsWith(parts: Partial<Record<keyof BillTotals, number>>): BillTotals {
  const { nonCovered = 0, overPriceLimit = 0, preCoinsurance = 0, eligible = 0 } = parts
  const total = parts.total ?? nonCovered + overPriceLimit + preCoinsurance + eligible
  return {
    total: fen(total),
    nonCovered: fen(nonCovered),
    overPriceLimit: fen(overPriceLimit),
    preCoinsurance: fen(preCoinsurance),
    eligible: fen(eligible),
  }
}

/** A bill of a tertiary hospital, of somebody who lets an empty account pay. */
export function billWith(parts: Parameters<typeof totalsWith>[0], rest: Partial<BillInput> = {}): BillInput {
  return {
    totals: totalsWith(parts),
    streams: {},
    facts: { level: 'tertiary' },
    used: {},
    accountBalance: zeroFen,
    accountUsed: true,
    accountAsked: null,
    ...rest,
  }
}

/** What a plan makes of a bill today. */
export function apportioned(plan: Plan, bill: BillInput): Apportionment {
  return accepted(compilePlan(plan, today).apportion(bill))
}

/** What one layer of these steps makes of an eligible amount. */
export function taken(
  parameters: readonly Parameter[],
  steps: readonly LayerStep[],
  eligible: number,
  { rounding, ...rest }: Partial<BillInput> & { readonly rounding?: Rounding } = {},
): Apportionment {
  const plan = planWith(parameters, steps, rounding === undefined ? {} : { rounding })
  return apportioned(plan, billWith({ eligible }, rest))
}
