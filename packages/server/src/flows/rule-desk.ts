import type { AuditFinding, AuditRelease, AuditRule, KnowledgeTable } from '@yibao/core/audit'
import { addDays, type DivisionCode, daysBetween, type IsoDate, ok, type Result, refuse } from '@yibao/core/kernel'
import { mayReach, type Reach } from '@yibao/core/office'
import {
  type AuditComparison,
  type ComparedCount,
  type ComparedExample,
  noComparison,
  type Tally,
  wholeOfRule,
} from './audit-compare.ts'
import type { AuditInForce } from './audit-release-ports.ts'
import { inForceOn } from './audit-releases.ts'
import type { AuditRunRefusal, RunReport } from './audit-run.ts'
import type { AuditScope } from './audit-run-ports.ts'

/** What an author wrote wrongly, by line. */
interface DraftProblem {
  readonly line: number
  readonly what: string
  readonly value: string | null
  readonly cure: string
}

interface Told {
  readonly zh: string
  readonly en: string
}

/** A worked example of a draft, and how it came out. */
export interface DraftCase {
  readonly name: Told
  readonly line: number
  readonly hits: boolean
  readonly passes: boolean
  readonly differences: readonly Told[]
}

/** The text of a rule as it was understood. */
export interface DraftReading {
  /** Null when the text has problems. */
  readonly rule: AuditRule | null
  readonly problems: readonly DraftProblem[]
  readonly cases: readonly DraftCase[]
  /** The table that the rule names, if it names one. */
  readonly table: KnowledgeTable | null
}

/** The file of a rule as it ships. */
export interface RuleText {
  readonly file: string
  readonly yaml: string
}

export interface RuleShelf {
  /** Which releases are in force where, of all regions. */
  inForce(): Promise<readonly AuditInForce[]>
  /** Null when it is not on file. */
  release(digest: string): Promise<AuditRelease | null>
  /** The file that ships for a rule; null when none does. */
  text(rule: AuditRule): Promise<RuleText | null>
  /** Reads a text as a rule; points come from these tables, else from the files that ship. */
  draft(yaml: string, tables: AuditRelease['tables']): Promise<DraftReading>
  /** Bills in a scope, counted no further than this. */
  visits(scope: AuditScope): Promise<number>
  /** One try after the other; `busy` when others wait. */
  inTurn<T>(work: () => Promise<T>): Promise<T | 'busy'>
  /** Two releases over the same bills, writing nothing; `too-long` when the time was over first. */
  compare(
    scope: AuditScope,
    before: AuditRelease,
    after: AuditRelease,
  ): Promise<Result<RunReport, AuditRunRefusal> | 'too-long'>
  /** A release of one rule with its table. */
  releaseOf(rules: readonly AuditRule[], tables: AuditRelease['tables']): AuditRelease
}

/** Rules in force in a region on a day. */
export interface RulesInForce {
  readonly division: DivisionCode
  readonly from: IsoDate
  readonly release: AuditRelease
}

export type RuleRefusal =
  | { readonly code: 'rules.no-release' }
  | { readonly code: 'rules.too-wide' }
  | { readonly code: 'rules.too-much'; readonly visits: number; readonly most: number }
  | { readonly code: 'rules.too-long' }
  | { readonly code: 'rules.busy' }
  | { readonly code: 'rules.retired'; readonly completeFrom: IsoDate }

const reaches = (reach: Reach, division: DivisionCode): boolean =>
  mayReach(reach, { divisions: [division], institutions: [] })

/** Regions within reach that are audited by a release of their own. */
export async function regionsOf(shelf: RuleShelf, reach: Reach): Promise<readonly DivisionCode[]> {
  const all = await shelf.inForce()
  return [...new Set(all.map(({ division }) => division))].filter((division) => reaches(reach, division)).sort()
}

/**
 * The rules of a region on a day; of the first region within reach when none is named. Refuses with `rules.no-release` also what lies
 * beyond reach.
 */
export async function rulesInForce(
  shelf: RuleShelf,
  reach: Reach,
  asked: { readonly division: DivisionCode | null; readonly on: IsoDate },
): Promise<Result<RulesInForce, Extract<RuleRefusal, { code: 'rules.no-release' }>>> {
  const all = await shelf.inForce()
  const wanted = asked.division === null ? await regionsOf(shelf, reach) : [asked.division]
  for (const division of wanted) {
    if (!reaches(reach, division)) continue
    const held = inForceOn(
      all.filter((one) => one.division === division),
      asked.on,
    )
    const release = held?.digest == null ? null : await shelf.release(held.digest)
    if (held !== null && release !== null) return ok({ division, from: held.from, release })
  }
  return refuse({ code: 'rules.no-release' })
}

/** The version of a rule that stands on a day, else the latest. */
export function ruleOn({ rules }: AuditRelease, code: string, on: IsoDate): AuditRule | null {
  const versions = rules.filter((rule) => rule.code === code)
  const standing = versions.find(({ range }) => range.from <= on && (range.until === null || on < range.until))
  return standing ?? versions.at(-1) ?? null
}

/** The past that a draft is tried on; days of settlement, both included. */
interface PastAsked {
  readonly from: IsoDate
  readonly until: IsoDate
  readonly providerCode: string | null
}

export interface TryOrder {
  readonly division: DivisionCode
  readonly yaml: string
  readonly past: PastAsked | null
  readonly mostDays: number
  readonly mostVisits: number
  readonly today: IsoDate
}

interface PlaceCompared {
  readonly providerCode: string
  readonly before: Tally
  readonly after: Tally
}

/** What a draft found in the past, beside the rule in force. */
export interface PastTried extends ComparedCount {
  readonly visits: number
  readonly lines: number
  /** No rule in force has its code. */
  readonly isNew: boolean
  readonly places: readonly PlaceCompared[]
  readonly examples: readonly (Pick<ComparedExample, 'how' | 'providerCode' | 'stakeBefore'> & {
    readonly finding: AuditFinding
  })[]
  readonly notEvaluated: readonly { readonly missing: string; readonly count: number }[]
}

export interface Tried {
  readonly reading: DraftReading
  readonly past: PastTried | null
}

const placesTold = 50

const change = ({ before, after }: PlaceCompared): number => Math.abs(after.stake - before.stake)

function pastOf(report: RunReport, rule: AuditRule, isNew: boolean): PastTried {
  const { counts } = report
  const compared: AuditComparison = report.comparison ?? noComparison
  const byProvider = compared.rules[rule.code] ?? {}
  const places = Object.entries(byProvider).map(([providerCode, { before, after }]) => ({
    providerCode,
    before,
    after,
  }))
  const missing = Object.entries(counts.notEvaluated[rule.code] ?? {})
  return {
    ...wholeOfRule(byProvider),
    visits: counts.visits,
    lines: counts.lines,
    isNew,
    places: places.toSorted((one, other) => change(other) - change(one)).slice(0, placesTold),
    examples: compared.examples,
    notEvaluated: missing.map(([name, count]) => ({ missing: name, count })),
  }
}

async function tryPast(
  shelf: RuleShelf,
  { division, mostVisits }: TryOrder,
  { release }: RulesInForce,
  { rule, table }: DraftReading & { readonly rule: AuditRule },
  { from, until, providerCode }: PastAsked,
): Promise<Result<PastTried, RuleRefusal>> {
  const scope: AuditScope = {
    division,
    from,
    until: addDays(until, 1),
    ...(providerCode === null ? {} : { providerCode }),
  }
  const standing = release.rules.filter(({ code }) => code === rule.code)
  const named = new Set(standing.map(({ table: name }) => name))
  const known = new Map([...release.tables].filter(([name]) => named.has(name)))
  const visits = await shelf.visits(scope)
  if (visits > mostVisits) return refuse({ code: 'rules.too-much', visits, most: mostVisits })
  const before = shelf.releaseOf(standing, known)
  const after = shelf.releaseOf([rule], table === null ? new Map() : new Map([[table.table, table]]))
  const done = await shelf.compare(scope, before, after)
  if (done === 'too-long') return refuse({ code: 'rules.too-long' })
  if (done.ok) return ok(pastOf(done.value, rule, standing.length === 0))
  return done.error.code === 'audit.retired'
    ? refuse({ code: 'rules.retired', completeFrom: done.error.completeFrom })
    : refuse({ code: 'rules.busy' })
}

/**
 * Reads a draft, runs its cases and, when it is sound and a past was named, holds it against the rule in force over that past. Nothing is
 * written. Refuses with every `rules.…`.
 */
export async function tryRule(shelf: RuleShelf, reach: Reach, order: TryOrder): Promise<Result<Tried, RuleRefusal>> {
  const { division, yaml, past, mostDays, today } = order
  if (past !== null) {
    const days = daysBetween(past.from, past.until)
    if (days < 0 || days >= mostDays) return refuse({ code: 'rules.too-wide' })
  }
  const held = await rulesInForce(shelf, reach, { division, on: past?.until ?? today })
  if (!held.ok) return held
  const reading = await shelf.draft(yaml, held.value.release.tables)
  const { rule } = reading
  if (past === null || rule === null) return ok({ reading, past: null })
  const tried = await shelf.inTurn(() => tryPast(shelf, order, held.value, { ...reading, rule }, past))
  if (tried === 'busy') return refuse({ code: 'rules.busy' })
  return tried.ok ? ok({ reading, past: tried.value }) : tried
}
