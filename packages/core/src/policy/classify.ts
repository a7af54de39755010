import type { Condition, Facts } from './types.ts'

/** What a condition asks: a fact, or the class that stands under that name. */
export type Ask = (name: string) => Facts[string] | undefined

function holds(condition: Condition, ask: Ask): boolean {
  const value = ask(condition.fact)
  if (value === undefined) return false
  if ('oneOf' in condition) {
    return typeof value === 'object'
      ? value.some((word) => condition.oneOf.includes(word))
      : condition.oneOf.includes(String(value))
  }
  if ('since' in condition) {
    if (typeof value !== 'string') return false
    return (
      (condition.since === null || value >= condition.since) && (condition.before === null || value < condition.before)
    )
  }
  if (typeof value !== 'number') return false
  return (
    (condition.atLeast === null || value >= condition.atLeast) &&
    (condition.atMost === null || value <= condition.atMost)
  )
}

/** Whether all conditions hold; an unknown fact fits none. A list fact fits when one of its words does. */
export function allHold(conditions: readonly Condition[], ask: Ask): boolean {
  for (const condition of conditions) if (!holds(condition, ask)) return false
  return true
}
