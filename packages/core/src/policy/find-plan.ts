import { type DivisionCode, ok, type Result, refuse } from '../kernel/index.ts'
import type { RegionPack } from './region-pack.ts'
import type { CareName, Plan, PolicyRefusal } from './types.ts'

export interface PlanChoice {
  readonly pack: RegionPack
  readonly plan: Plan
}

/**
 * Chooses the plan of a person's insurance for one kind of care.
 *
 * @param pack the region of the division; undefined when there is none
 *
 * @returns the plan with its region, or `policy.no-plan`
 */
export function findPlan(
  pack: RegionPack | undefined,
  division: DivisionCode,
  scheme: string,
  care: CareName,
): Result<PlanChoice, PolicyRefusal> {
  const plan = pack?.plans.find((candidate) => candidate.scheme === scheme && candidate.care.includes(care))
  if (pack === undefined || plan === undefined) return refuse({ code: 'policy.no-plan', division, scheme, care })
  return ok({ pack, plan })
}
