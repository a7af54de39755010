import type { AuditProgram } from './compile.ts'
import { mayBeInScope, mayLookBack, type VisitAhead } from './history-need-ahead.ts'
import { towardsThePast } from './history-need-lines.ts'
import { type PastItems, pastItemsOf } from './past-items.ts'
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
  /** Visits without a line of these items need not be read: no rule looks at anything but lines. */
  readonly linesOnly?: true
}

const nothing: HistoryNeed = { days: 0, items: 'none' }
const unknown: VisitAhead = {}

/** What the rules of a moment may need at most, whatever the items: `all` as soon as one of them may look at past lines. */
export function historyNeed({ rules }: AuditProgram, moment: AuditMoment, ahead: VisitAhead = unknown): HistoryNeed {
  const looking = rules.filter((rule) => looksBack(rule, moment) && mayBeInScope(rule.rule, ahead))
  if (looking.length === 0) return nothing
  const readLines = looking.some((rule) => {
    const past = pastItemsOf(towardsThePast(rule), '')
    return past === 'all' || past.own || past.codes.length > 0 || rule.points !== null
  })
  return { days: daysOf(looking), items: readLines ? 'all' : [] }
}

/** What they need for a visit with these items: cheap enough for every settlement. The more is known ahead, the less it is. */
export function historyNeedOf(
  program: AuditProgram,
  moment: AuditMoment,
  items: Iterable<string>,
  ahead: VisitAhead = unknown,
): HistoryNeed {
  const found = new Set<string>()
  const looking = new Set<CompiledRule>()
  let all = false
  const ofItems = lookersOf(program, moment)
  for (const item of itemsOrNone(items)) {
    for (const { rule, past } of ofItems(item)) {
      if (ahead !== unknown && !(mayBeInScope(rule.rule, ahead) && mayLookBack(rule, item, ahead))) continue
      looking.add(rule)
      if (past === 'all') all = true
      else {
        if (past.own) found.add(item)
        for (const code of past.codes) found.add(code)
      }
    }
  }
  if (looking.size === 0) return nothing
  const days = daysOf(looking)
  if (all) return { days, items: 'all' }
  const wanted = [...found].sort()
  return everyOf(looking, looksAtLinesOnly) ? { days, items: wanted, linesOnly: true } : { days, items: wanted }
}

function everyOf<Of>(some: Iterable<Of>, holds: (one: Of) => boolean): boolean {
  for (const one of some) if (!holds(one)) return false
  return true
}

/** Whether the rows of the past that a rule looks for are lines, and nothing else of a visit. */
function looksAtLinesOnly({ rule: { does } }: CompiledRule): boolean {
  switch (does.kind) {
    case 'match':
      return true
    case 'count':
    case 'pair':
      return does.each.of === 'line'
    case 'partner':
      return does.needs.of === 'line'
    case 'compare':
      return does.left.each.of === 'line' && does.right.each.of === 'line'
  }
}

/** A visit without lines is asked about as if it had one of no item. */
function itemsOrNone(items: Iterable<string>): ReadonlySet<string> {
  const own = new Set(items)
  return own.size === 0 ? new Set(['']) : own
}

/** A rule that looks back for an item, and at lines of which items. */
interface Looker {
  readonly rule: CompiledRule
  readonly past: PastItems
}

/** So many items are remembered of a program; beyond, the memory begins anew. */
const rememberedItems = 50_000
const nobody: readonly Looker[] = []

type LookersOf = (item: string) => readonly Looker[]

const remembered = new WeakMap<AuditProgram, Map<AuditMoment, LookersOf>>()

/** The same for the same item, and asked for every item of every visit. */
function lookersOf(program: AuditProgram, moment: AuditMoment): LookersOf {
  const byMoment = remembered.get(program) ?? new Map<AuditMoment, LookersOf>()
  remembered.set(program, byMoment)
  const known = byMoment.get(moment)
  if (known !== undefined) return known
  const made = rememberingLookers(program, moment)
  byMoment.set(moment, made)
  return made
}

function rememberingLookers(program: AuditProgram, moment: AuditMoment): LookersOf {
  const plan = program.plan(moment, 'person')
  const always = plan.always.filter(({ rule }) => rule.lookback > 0)
  const byItem = new Map<string, readonly Looker[]>()
  return (item) => {
    const known = byItem.get(item)
    if (known !== undefined) return known
    if (byItem.size >= rememberedItems) byItem.clear()
    const lookers: Looker[] = []
    const add = (rule: CompiledRule) => {
      lookers.push({ rule, past: program.pastItems(towardsThePast(rule), item) })
    }
    for (const { rule, match } of plan.entriesOf(item)) if (match === null && rule.rule.lookback > 0) add(rule)
    for (const rule of always) add(rule)
    const all = lookers.length === 0 ? nobody : lookers
    byItem.set(item, all)
    return all
  }
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
