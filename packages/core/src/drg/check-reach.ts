import { type Facts, type SchemeFinding, type SchemeWarningCode, warning } from './check-finding.ts'
import { splitPlace } from './reach-atoms.ts'
import { allOf, type Formula } from './reach-formula.ts'
import { roadOf, type Way, type Ways } from './reach-path.ts'
import type { Scheme } from './types.ts'

/** Why a way is never taken: the defect, and the rules that take its records away. */
interface Cause {
  readonly code: SchemeWarningCode
  readonly by: readonly string[]
}

/**
 * Groups that no record reaches. Each finding is proved: the conditions of the whole way, earlier rules denied, leave no record
 * over the codes of the scheme. Where the search had to be broken off the finding says that it is only a suspicion.
 */
export function checkReach(scheme: Scheme, ways: Ways): readonly SchemeFinding[] {
  const lost: { readonly way: Way; readonly cause: Cause }[] = []
  const reached = new Set<string>()
  for (const way of ways.ways) {
    const { found } = ways.solver.solve(roadOf(ways, way))
    if (found === 'some') reached.add(way.result)
    else if (found === 'unknown') lost.push({ way, cause: { code: 'scheme.reach-suspect', by: [] } })
    else if (!isSafetyNet(way)) lost.push({ way, cause: causeOf(scheme, ways, way) })
  }
  const byPlace = new Map<string, { cause: Cause; way: Way; groups: string[] }>()
  for (const { way, cause } of lost) {
    const where = placeOf(way, cause)
    const known = byPlace.get(where)
    if (known === undefined) byPlace.set(where, { cause, way, groups: [way.result] })
    else known.groups.push(way.result)
  }
  return [...byPlace].map(([where, { cause, way, groups }]) =>
    warning(cause.code, where, factsOf(cause, way, groups, reached)),
  )
}

/** An `else` that is never needed is no defect. */
function isSafetyNet({ adrg, splitIndex }: Way): boolean {
  return adrg !== null && splitIndex === null && adrg.drgs.length > 0
}

/** Defects of a gate are told once for the ADRG, with its groups; those of a split at the split. */
function placeOf(way: Way, { code }: Cause): string {
  const { mdc, step, splitIndex } = way
  if (code === 'scheme.mdc-never') return `mdcs.${mdc}.when`
  if ('result' in step) return `mdcs.${mdc}.steps[${way.stepIndex}].when`
  if (splitIndex !== null && !code.startsWith('scheme.adrg-')) return splitPlace(step.adrg, splitIndex)
  return `adrgs.${step.adrg}.when`
}

function factsOf({ by }: Cause, { mdc, step }: Way, groups: readonly string[], reached: ReadonlySet<string>): Facts {
  const lost = [...new Set(groups)].filter((group) => !reached.has(group))
  const elsewhere = [...new Set(groups)].filter((group) => reached.has(group))
  const stepName = 'result' in step ? step.result : step.adrg
  return {
    mdc,
    step: stepName,
    groups: lost,
    ...(elsewhere.length > 0 ? { elsewhere } : {}),
    ...(by.length > 0 ? { by } : {}),
  }
}

function causeOf(scheme: Scheme, ways: Ways, way: Way): Cause {
  const { own, gate, mdcGate, splitsBefore, stepsBefore, mdcsBefore } = way.conditions
  const isStep = way.adrg === null
  const dead = (formulas: readonly Formula[]) => ways.solver.solve(allOf([ways.valid, ...formulas])).found === 'none'
  const takers = (base: readonly Formula[], before: readonly Formula[], names: readonly string[]) => {
    const alone = before.findIndex((one) => dead([...base, one]))
    if (alone >= 0) return names.slice(alone, alone + 1)
    return needed(before, (some) => dead([...base, ...some])).map((index) => names[index] ?? '')
  }
  const { steps } = scheme.mdcs[way.mdc] ?? { steps: [] }
  const stepNames = steps.slice(0, way.stepIndex).map((step) => ('result' in step ? step.result : step.adrg))
  const mdcNames = scheme.mdcOrder.slice(0, scheme.mdcOrder.indexOf(way.mdc))

  if (dead([mdcGate])) return { code: 'scheme.mdc-never', by: [] }
  if (dead([gate])) return { code: 'scheme.adrg-never', by: [] }
  if (dead([own])) return { code: isStep ? 'scheme.step-never' : 'scheme.split-never', by: [] }
  if (dead([mdcGate, gate])) return { code: 'scheme.adrg-against-mdc', by: [way.mdc] }
  const here = [mdcGate, gate]
  if (dead([...here, ...stepsBefore])) {
    return { code: 'scheme.adrg-shadowed', by: takers(here, stepsBefore, stepNames) }
  }
  if (dead([...here, ...stepsBefore, ...mdcsBefore])) {
    return { code: 'scheme.adrg-behind-mdcs', by: takers(here, mdcsBefore, mdcNames) }
  }
  if (isStep) return { code: 'scheme.step-never', by: stepNames }
  if (dead([...here, own])) return { code: 'scheme.split-against-gate', by: [] }
  const splits = way.adrg?.drgs.slice(0, way.splitIndex ?? 0) ?? []
  const unconditional = splits.find(({ when }) => 'const' in when && when.const)
  if (unconditional !== undefined) return { code: 'scheme.split-after-unconditional', by: [unconditional.drg] }
  if (dead([...here, own, ...splitsBefore])) {
    return {
      code: 'scheme.split-implied',
      by: takers(
        [...here, own],
        splitsBefore,
        splits.map(({ drg }) => drg),
      ),
    }
  }
  return { code: 'scheme.split-behind', by: [] }
}

/** Of rules that together leave nothing: those without which something would be left. Their places. */
function needed(rules: readonly Formula[], isDead: (some: readonly Formula[]) => boolean): readonly number[] {
  let left = rules.map((_, index) => index)
  for (const index of rules.keys()) {
    const others = left.filter((one) => one !== index)
    if (isDead(rules.filter((_, place) => others.includes(place)))) left = others
  }
  return left
}
