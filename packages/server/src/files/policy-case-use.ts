import type { Plan, RegionPack } from '@yibao/core/policy'
import type { BillCase } from './policy-case-types.ts'
import type { AuthorProblem } from './policy-sheet.ts'

/** The formulas that expressions name, wherever they stand in a value. */
function formulasNamed(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(formulasNamed)
  if (typeof value !== 'object' || value === null) return []
  const own = 'formula' in value && typeof value.formula === 'string' ? [value.formula] : []
  return [...own, ...Object.values(value).flatMap(formulasNamed)]
}

function usedIn(plan: Plan): readonly string[] {
  const { layers, formulas } = plan
  return [...formulasNamed(layers), ...Object.values(formulas).flatMap(({ is }) => formulasNamed(is))]
}

/**
 * Formulas that no layer uses and no case asks for: nobody would notice if they were wrong. In a plan without layers
 * every formula is there to be asked by its name.
 */
export function idleFormulas(pack: RegionPack, cases: readonly BillCase[]): readonly AuthorProblem[] {
  return pack.plans.flatMap((plan) => {
    if (plan.layers.length === 0) return []
    const own = cases.filter((example) => example.plan === plan.id)
    const asked = own.flatMap(({ visits }) => visits.flatMap(({ expect }) => expect.values.map(({ name }) => name)))
    const used = new Set([...asked, ...[plan, ...Object.values(plan.readings)].flatMap(usedIn)])
    const idle = Object.values(plan.formulas).filter(({ name }) => !used.has(name))
    return idle.map(({ name, place }) => ({
      ...place,
      what: `nothing uses \`${name}\``,
      cure: 'use it, expect it in a case or remove it',
    }))
  })
}
