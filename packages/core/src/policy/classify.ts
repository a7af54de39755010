import { ok, type Result, refuse } from '../kernel/index.ts'
import type { Classification, Condition, Facts, PolicyRefusal } from './types.ts'

function holds(condition: Condition, facts: Facts): boolean {
  const value = facts[condition.fact]
  if (value === undefined) return false
  if ('oneOf' in condition) return condition.oneOf.includes(String(value))
  if (typeof value !== 'number') return false
  return (
    (condition.atLeast === null || value >= condition.atLeast) &&
    (condition.atMost === null || value <= condition.atMost)
  )
}

/**
 * Finds the class of a person, place or visit: the first row whose conditions all hold.
 *
 * @returns the class, or `policy.no-class` when no row fits (never a neighbouring class)
 */
export function classify(plan: string, classification: Classification, facts: Facts): Result<string, PolicyRefusal> {
  const row = classification.rows.find((candidate) => candidate.when.every((condition) => holds(condition, facts)))
  if (row !== undefined) return ok(row.is)
  return refuse({ code: 'policy.no-class', plan, classification: classification.name, place: classification.place })
}
