import { type DivisionCode, type IsoDate, ok, type Result } from '../kernel/index.ts'
import { type CareName, findPlan, type PolicyRefusal, type RegionPack } from '../policy/index.ts'
import { type CompiledPlan, compilePlan } from './apportion.ts'

export interface OpenPlan {
  readonly pack: RegionPack
  readonly compiled: CompiledPlan
}

/** All packs in force, opened at the right page; plans are compiled once per date. */
export interface PlanBook {
  readonly packs: readonly RegionPack[]
  /** Refuses with `policy.no-plan`. */
  readonly open: (
    division: DivisionCode,
    scheme: string,
    care: CareName,
    on: IsoDate,
  ) => Result<OpenPlan, PolicyRefusal>
}

/** Dates asked for come from the clock, so few are alive at once; old ones make room. */
const compiledAtMost = 512

export function planBook(packs: readonly RegionPack[]): PlanBook {
  const compiled = new Map<string, CompiledPlan>()
  const open: PlanBook['open'] = (division, scheme, care, on) => {
    const choice = findPlan(packs, division, scheme, care)
    if (!choice.ok) return choice
    const { pack, plan } = choice.value
    const key = `${pack.hash} ${plan.id} ${on}`
    const known = compiled.get(key)
    if (known !== undefined) return ok({ pack, compiled: known })
    if (compiled.size >= compiledAtMost) compiled.clear()
    const fresh = compilePlan(plan, on)
    compiled.set(key, fresh)
    return ok({ pack, compiled: fresh })
  }
  return { packs, open }
}
