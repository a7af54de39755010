import { type DivisionCode, type IsoDate, ok, type Result } from '../kernel/index.ts'
import { type CareName, findPlan, type Plan, type PolicyRefusal, type RegionPack } from '../policy/index.ts'
import { type CompiledPlan, compilePlan } from './apportion.ts'
import { type CompiledCoverage, compileCoverage } from './item-terms.ts'

export interface OpenPlan {
  readonly pack: RegionPack
  readonly compiled: CompiledPlan
}

/** All packs in force, opened at the right page; plans and coverage are compiled once per date. */
export interface PlanBook {
  readonly packs: readonly RegionPack[]
  /** Refuses with `policy.no-plan`. */
  readonly open: (
    division: DivisionCode,
    scheme: string,
    care: CareName,
    on: IsoDate,
  ) => Result<OpenPlan, PolicyRefusal>
  /** What a region says about single lines; null when there is no such region. */
  readonly coverage: (division: DivisionCode, on: IsoDate) => CompiledCoverage | null
}

/** Dates asked for come from the clock, so few are alive at once; old ones make room. */
const datesAtMost = 64

/** What was made of a thing for one date, so that it is made once. */
type Dated<Thing, Made> = (thing: Thing, on: IsoDate) => Made

function oncePerDate<Thing extends object, Made>(make: Dated<Thing, Made>): Dated<Thing, Made> {
  const kept = new Map<Thing, Map<IsoDate, Made>>()
  return (thing, on) => {
    const dates = kept.get(thing) ?? new Map<IsoDate, Made>()
    const known = dates.get(on)
    if (known !== undefined) return known
    if (dates.size >= datesAtMost) dates.clear()
    const fresh = make(thing, on)
    kept.set(thing, dates.set(on, fresh))
    return fresh
  }
}

export function planBook(packs: readonly RegionPack[]): PlanBook {
  const regions = new Map(packs.map((pack) => [pack.division, pack]))
  const compiled = oncePerDate<Plan, CompiledPlan>(compilePlan)
  const covered = oncePerDate<RegionPack, CompiledCoverage>(compileCoverage)
  const open: PlanBook['open'] = (division, scheme, care, on) => {
    const choice = findPlan(regions.get(division), division, scheme, care)
    if (!choice.ok) return choice
    const { pack, plan } = choice.value
    return ok({ pack, compiled: compiled(plan, on) })
  }
  const coverage: PlanBook['coverage'] = (division, on) => {
    const pack = regions.get(division)
    return pack === undefined ? null : covered(pack, on)
  }
  return { packs, open, coverage }
}
