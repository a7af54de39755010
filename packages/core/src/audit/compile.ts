import { closures } from './compile-expression.ts'
import { type PastItems, pastItemsOf } from './past-items.ts'
import { type Plan, planOf } from './plan.ts'
import { type Points, pointsOf } from './points.ts'
import { type CompiledRule, makeRule } from './rule.ts'
import type { AuditMoment, AuditRelease, Partition } from './types.ts'

/** A release made ready: closures and indexes, made once and used for every ground. */
export interface AuditProgram {
  readonly digest: string
  readonly release: AuditRelease
  readonly rules: readonly CompiledRule[]
  /** The rules of a moment, indexed; made when first asked for. */
  readonly plan: (moment: AuditMoment, partition: Partition) => Plan
  /** Of which items a rule needs past lines for a line of an item: remembered, for it is asked for every line of every settlement. */
  readonly pastItems: (rule: CompiledRule, item: string) => PastItems
}

/** Compiles every rule of a release to closures. Patterns and expressions are the reader's to have checked. */
export function compileRelease(release: AuditRelease): AuditProgram {
  const tables = pointsByTable(release)
  const rules = release.rules.map((rule) => makeRule(rule, tables, closures))
  const plans = new Map<string, Plan>()
  const plan = (moment: AuditMoment, partition: Partition) => {
    const name = `${moment} ${partition}`
    const known = plans.get(name)
    if (known !== undefined) return known
    const made = planOf(rules, moment, partition)
    plans.set(name, made)
    return made
  }
  return { digest: release.digest, release, rules, plan, pastItems: remembering(pastItemsOf) }
}

export function pointsByTable({ tables }: AuditRelease): ReadonlyMap<string, Points> {
  return new Map([...tables].map(([name, table]) => [name, pointsOf(table)]))
}

const rememberedItems = 5_000

function remembering(
  ask: (rule: CompiledRule, item: string) => PastItems,
): (rule: CompiledRule, item: string) => PastItems {
  const answers = new Map<CompiledRule, Map<string, PastItems>>()
  return (rule, item) => {
    let known = answers.get(rule)
    if (known === undefined || known.size >= rememberedItems) {
      known = new Map()
      answers.set(rule, known)
    }
    const before = known.get(item)
    if (before !== undefined) return before
    const past = ask(rule, item)
    known.set(item, past)
    return past
  }
}
