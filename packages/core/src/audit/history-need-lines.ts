import type { CompiledRule } from './rule.ts'
import { fieldsOf } from './walk-expression.ts'

const views = new WeakMap<CompiledRule, CompiledRule>()

/**
 * A rule without those of its exceptions that read lines of the row in hand only: these are of the visit itself. An
 * exception of a count has nothing else in hand; of a pair that is no table's the row in hand is the second.
 */
export function towardsThePast(compiled: CompiledRule): CompiledRule {
  const known = views.get(compiled)
  if (known !== undefined) return known
  const { rule, points } = compiled
  const { kind } = rule.does
  const isOfHand =
    kind === 'count' || (kind === 'pair' && points?.isPairs !== true)
      ? ({ when }: (typeof rule.exceptions)[number]) =>
          fieldsOf(when).every(({ root, path }) => root !== 'a' || path.at(-1) !== 'lines')
      : () => false
  const view = { ...compiled, rule: { ...rule, exceptions: rule.exceptions.filter((each) => !isOfHand(each)) } }
  views.set(compiled, view)
  return view
}
