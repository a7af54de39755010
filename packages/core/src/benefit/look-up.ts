import { invariant, ok, type Result } from '../kernel/index.ts'
import {
  type Classification,
  classify,
  type Facts,
  type Found,
  type Plan,
  type PolicyRefusal,
  type ResolvedParameter,
} from '../policy/index.ts'

/** Finds a parameter's value for the person and place of one bill. */
export type LookUp = (parameter: string) => Result<Found, PolicyRefusal>

/**
 * Binds a plan on a date to the facts of one bill. A class is decided once per bill, when first asked for.
 */
export function lookUpFor(
  plan: Plan,
  resolved: ReadonlyMap<string, ResolvedParameter>,
  classifications: ReadonlyMap<string, Classification>,
  facts: Facts,
): LookUp {
  const classes = new Map<string, Result<string, PolicyRefusal>>()
  const classOf = (name: string): Result<string, PolicyRefusal> => {
    const known = classes.get(name)
    if (known !== undefined) return known
    const classification = classifications.get(name)
    const fact = facts[name]
    const found =
      classification !== undefined || fact === undefined
        ? classify(plan.id, classification ?? { name, rows: [], place: plan.place }, facts)
        : ok(String(fact))
    classes.set(name, found)
    return found
  }
  return (name) => {
    const parameter = resolved.get(name)
    invariant(parameter !== undefined, () => `${plan.id} has no parameter ${name}; the loader lets none through`)
    const key: string[] = []
    for (const by of parameter.parameter.by) {
      const found = classOf(by)
      if (!found.ok) return found
      key.push(found.value)
    }
    return parameter.find(key)
  }
}
