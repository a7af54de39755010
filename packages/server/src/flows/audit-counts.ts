import type { AuditResult } from '@yibao/core/audit'

/** Hits of a rule, and what money is in question, in fen. */
interface RuleCount {
  readonly hits: number
  readonly stake: number
}

/** What a bucket, or a whole run, came to. Plain data: it is kept as JSON and sums of it are sums of its figures. */
export interface AuditCounts {
  readonly persons: number
  readonly visits: number
  /** Of the visits under audit. */
  readonly lines: number
  /** Findings that were not on file before. */
  readonly added: number
  readonly rules: Readonly<Record<string, RuleCount>>
  /** By rule and what was missing: how often it could not be evaluated. */
  readonly notEvaluated: Readonly<Record<string, Readonly<Record<string, number>>>>
}

interface OpenCounts {
  persons: number
  visits: number
  lines: number
  added: number
  readonly rules: Map<string, { hits: number; stake: number }>
  readonly notEvaluated: Map<string, Map<string, number>>
}

/** Adds up results one by one, without a new object for each. */
export function countsDesk() {
  const open: OpenCounts = { persons: 0, visits: 0, lines: 0, added: 0, rules: new Map(), notEvaluated: new Map() }
  const found = (rule: string, hits: number, stake: number): void => {
    const count = open.rules.get(rule)
    if (count === undefined) open.rules.set(rule, { hits, stake })
    else {
      count.hits += hits
      count.stake += stake
    }
  }
  const missed = (rule: string, missing: string, count: number): void => {
    const byFact = open.notEvaluated.get(rule) ?? new Map<string, number>()
    open.notEvaluated.set(rule, byFact)
    byFact.set(missing, (byFact.get(missing) ?? 0) + count)
  }
  return {
    size(more: { readonly persons?: number; readonly visits: number; readonly lines: number }): void {
      open.persons += more.persons ?? 0
      open.visits += more.visits
      open.lines += more.lines
    },
    result({ findings, notEvaluated }: AuditResult): void {
      for (const { rule, stake } of findings) found(rule, 1, stake)
      for (const { rule, missing, count } of notEvaluated) missed(rule, missing, count)
    },
    /** A group that could not be looked at as a whole. */
    missed,
    added(count: number): void {
      open.added += count
    },
    counts(counts: AuditCounts): void {
      open.persons += counts.persons
      open.visits += counts.visits
      open.lines += counts.lines
      open.added += counts.added
      for (const [rule, { hits, stake }] of Object.entries(counts.rules)) found(rule, hits, stake)
      for (const [rule, byFact] of Object.entries(counts.notEvaluated)) {
        for (const [missing, count] of Object.entries(byFact)) missed(rule, missing, count)
      }
    },
    total(): AuditCounts {
      const { rules, notEvaluated, ...sizes } = open
      return {
        ...sizes,
        rules: Object.fromEntries([...rules].sort()),
        notEvaluated: Object.fromEntries(
          [...notEvaluated].sort().map(([rule, byFact]) => [rule, Object.fromEntries([...byFact].sort())]),
        ),
      }
    },
  }
}

export type CountsDesk = ReturnType<typeof countsDesk>

export function sumCounts(all: readonly AuditCounts[]): AuditCounts {
  const desk = countsDesk()
  for (const counts of all) desk.counts(counts)
  return desk.total()
}

export interface WholeCount extends RuleCount {
  readonly rules: number
  readonly notEvaluated: number
}

/** Hits and money of all rules together. */
export function wholeOf({ rules, notEvaluated }: AuditCounts): WholeCount {
  const counts = Object.values(rules)
  return {
    rules: counts.length,
    hits: counts.reduce((sum, { hits }) => sum + hits, 0),
    stake: counts.reduce((sum, { stake }) => sum + stake, 0),
    notEvaluated: Object.values(notEvaluated)
      .flatMap((byFact) => Object.values(byFact))
      .reduce((sum, count) => sum + count, 0),
  }
}
