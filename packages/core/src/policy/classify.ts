import type { Condition, Facts } from './types.ts'

/** What a condition asks: a fact, or the class that stands under that name. */
export type Ask = (name: string) => Facts[string] | undefined

/** A trait that nobody noted of a person is a trait that the person has not; every other fact must be told. */
const isOptional = (fact: string): boolean => fact.startsWith('trait.')

function holds(condition: Condition, value: Facts[string]): boolean {
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

/**
 * Whether all conditions hold. A list fact fits when one of its words does.
 *
 * @returns true or false where that is certain; else the name of the first fact that is missing: one condition that
 *          does not hold settles the matter whatever the others are
 */
export function allHold(conditions: readonly Condition[], ask: Ask): boolean | string {
  let missing: string | null = null
  for (const condition of conditions) {
    const value = ask(condition.fact)
    if (value !== undefined) {
      if (!holds(condition, value)) return false
    } else if (isOptional(condition.fact)) return false
    else missing ??= condition.fact
  }
  return missing ?? true
}
