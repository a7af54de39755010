import type { AuditProgram } from './compile.ts'
import { pastItemsOf } from './past-items.ts'
import type { CompiledRule } from './rule.ts'
import type { AuditMoment, AuditRule } from './types.ts'

/** What must be read of a person's past. */
export interface HistoryNeed {
  /** Days back from the first day of the visit, its lines and the side rows about it; 0 when nothing of the past is needed. */
  readonly days: number
  /**
   * Of which items past lines are needed. `all`: whole visits, as far as a line of theirs is of those days; an empty list: visits without
   * their lines; `none`: nothing of the past.
   */
  readonly items: readonly string[] | 'all' | 'none'
}

const nothing: HistoryNeed = { days: 0, items: 'none' }

/** What the rules of a moment may need at most, whatever the visit: `all` as soon as one of them may look at past lines. */
export function historyNeed({ rules }: AuditProgram, moment: AuditMoment): HistoryNeed {
  const looking = rules.filter((rule) => looksBack(rule, moment))
  if (looking.length === 0) return nothing
  const readLines = looking.some((rule) => {
    const past = pastItemsOf(rule, '')
    return past === 'all' || past.own || past.codes.length > 0 || rule.points !== null
  })
  return { days: daysOf(looking), items: readLines ? 'all' : [] }
}

/** What they need for a visit with these items: cheap enough for every settlement. */
export function historyNeedOf(program: AuditProgram, moment: AuditMoment, items: Iterable<string>): HistoryNeed {
  const own = new Set(items)
  const plan = program.plan(moment, 'person')
  const found = new Set<string>()
  const looking = new Set<CompiledRule>()
  let all = false
  const look = (rule: CompiledRule, item: string) => {
    if (rule.rule.lookback === 0) return
    looking.add(rule)
    const past = all ? 'all' : program.pastItems(rule, item)
    if (past === 'all') all = true
    else {
      if (past.own) found.add(item)
      for (const code of past.codes) found.add(code)
    }
  }
  for (const item of own) for (const { rule, match } of plan.entriesOf(item)) if (match === null) look(rule, item)
  for (const rule of plan.always) for (const item of own.size === 0 ? [''] : own) look(rule, item)
  if (looking.size === 0) return nothing
  return { days: daysOf(looking), items: all ? 'all' : [...found].sort() }
}

function looksBack({ rule }: CompiledRule, moment: AuditMoment): boolean {
  return rule.lookback > 0 && rule.partition === 'person' && rule.moments.includes(moment)
}

function daysOf(rules: Iterable<CompiledRule>): number {
  let days = 0
  for (const { rule } of rules) days = Math.max(days, rule.lookback, wholeWindow(rule))
  return days
}

/** A comparison is of a whole month or year, however far the rule looks back. */
function wholeWindow({ does }: AuditRule): number {
  if (does.kind !== 'compare') return 0
  return does.within.unit === 'month' ? 31 : does.within.unit === 'year' ? 366 : 0
}
