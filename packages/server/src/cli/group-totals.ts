import type { GroupStatus } from '@yibao/core/drg'
import type { BlockProblem, BlockResult, Difference } from './group-work.ts'

/** A run counts so many different unknown codes by name; scattered nonsense would fill the memory. */
const codesCounted = 10_000
const differencesKept = 20
const problemsKept = 20

/** What became of all rows so far. */
export interface GroupTotals {
  readonly statuses: Record<GroupStatus, number>
  readonly reasons: Map<string, number>
  readonly unknown: Map<string, number>
  readonly problems: BlockProblem[]
  readonly differences: Difference[]
  bad: number
  unknownCases: number
  outside: number
  equal: number
  different: number
  without: number
}

export function emptyTotals(): GroupTotals {
  return {
    statuses: { grouped: 0, ambiguous: 0, ungroupable: 0, invalid: 0 },
    reasons: new Map(),
    unknown: new Map(),
    problems: [],
    differences: [],
    bad: 0,
    unknownCases: 0,
    outside: 0,
    equal: 0,
    different: 0,
    without: 0,
  }
}

/** Adds what became of one block; its lines are those of the whole file already. */
export function addBlock(totals: GroupTotals, result: BlockResult): void {
  for (const status of Object.keys(totals.statuses) as GroupStatus[]) totals.statuses[status] += result.statuses[status]
  for (const [code, count] of Object.entries(result.reasons)) raise(totals.reasons, code, count)
  for (const [code, count] of Object.entries(result.unknown)) {
    if (totals.unknown.size < codesCounted || totals.unknown.has(code)) raise(totals.unknown, code, count)
  }
  totals.problems.push(...result.problems.slice(0, problemsKept - totals.problems.length))
  totals.differences.push(...result.differences.slice(0, differencesKept - totals.differences.length))
  totals.bad += result.problems.length
  totals.unknownCases += result.unknownCases
  totals.outside += result.outside
  totals.equal += result.compared.equal
  totals.different += result.compared.different
  totals.without += result.compared.without
}

function raise(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

export function casesOf({ statuses }: GroupTotals): number {
  return Object.values(statuses).reduce((sum, count) => sum + count, 0)
}

/** The most frequent first. */
export function mostFrequent(
  counts: ReadonlyMap<string, number>,
  limit: number,
): readonly (readonly [string, number])[] {
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, limit)
}
