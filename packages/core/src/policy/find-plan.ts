import { type DivisionCode, ok, type Result, refuse } from '../kernel/index.ts'
import type { CareName, Plan, PolicyRefusal, RegionPack } from './types.ts'

export interface PlanChoice {
  readonly pack: RegionPack
  readonly plan: Plan
}

/**
 * Chooses the plan of a person's insurance for one kind of care.
 *
 * @returns the plan with its region, or `policy.no-plan`
 */
export function findPlan(
  packs: readonly RegionPack[],
  division: DivisionCode,
  scheme: string,
  care: CareName,
): Result<PlanChoice, PolicyRefusal> {
  const pack = packs.find((candidate) => candidate.division === division)
  const plan = pack?.plans.find((candidate) => candidate.scheme === scheme && candidate.care.includes(care))
  if (pack === undefined || plan === undefined) return refuse({ code: 'policy.no-plan', division, scheme, care })
  return ok({ pack, plan })
}
