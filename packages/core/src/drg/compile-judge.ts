import { eachCondition } from './compile-codes.ts'
import type { Condition } from './types.ts'

/** What is known of a record: the truth of a condition, or null where it depends on something else. */
export type Verdict = (leaf: Condition) => boolean | null

/** One part that is `decisive` decides; else one unknown part leaves the whole unknown. */
function judgeParts(parts: readonly Condition[], decisive: boolean, verdict: Verdict): boolean | null {
  let unknown = false
  for (const part of parts) {
    const held = judge(part, verdict)
    if (held === decisive) return decisive
    unknown ||= held === null
  }
  return unknown ? null : !decisive
}

/** The truth of a condition as far as it is known; null where it depends on what is not. */
export function judge(condition: Condition, verdict: Verdict): boolean | null {
  if ('const' in condition) return condition.const
  if ('not' in condition) {
    const inner = judge(condition.not, verdict)
    return inner === null ? null : !inner
  }
  if ('all' in condition) return judgeParts(condition.all, false, verdict)
  if ('any' in condition) return judgeParts(condition.any, true, verdict)
  return verdict(condition)
}

/** The parts that must all hold. */
export function conjuncts(condition: Condition): readonly Condition[] {
  return 'all' in condition ? condition.all.flatMap(conjuncts) : [condition]
}

/** Whether a condition asks about nothing but the given keys. */
export function asksOnly(condition: Condition, keys: readonly string[]): boolean {
  if ('all' in condition) return condition.all.every((part) => asksOnly(part, keys))
  if ('any' in condition) return condition.any.every((part) => asksOnly(part, keys))
  if ('not' in condition) return asksOnly(condition.not, keys)
  return 'const' in condition || keys.some((key) => key in condition)
}

/** Whether a condition asks about any of the given keys. */
export function asksAbout(condition: Condition, keys: readonly string[]): boolean {
  let asks = false
  eachCondition(condition, (part) => {
    asks ||= keys.some((key) => key in part)
  })
  return asks
}
