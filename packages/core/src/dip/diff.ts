import { compareExact, type Exact } from '../kernel/index.ts'
import type { DipDirectory, DipGroup } from './types.ts'

export interface ScoreChange {
  readonly groupId: string
  readonly before: Exact
  readonly after: Exact
  readonly casesBefore: number
  readonly casesAfter: number
}

/** What differs between two directories. */
export interface DirectoryDiff {
  /** Rules whose values differ, by name. */
  readonly rules: readonly string[]
  readonly referenceCost: { readonly before: Exact; readonly after: Exact }
  readonly cases: { readonly before: number; readonly after: number }
  readonly added: readonly DipGroup[]
  readonly removed: readonly DipGroup[]
  readonly kindChanged: readonly { readonly groupId: string; readonly before: string; readonly after: string }[]
  readonly scoreChanged: readonly ScoreChange[]
  readonly unchanged: number
}

function valueText(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? ''
}

function changedRules(before: DipDirectory, after: DipDirectory): readonly string[] {
  const [a, b] = [Object.entries(before.rules), new Map(Object.entries(after.rules))]
  return a.filter(([name, value]) => valueText(value) !== valueText(b.get(name))).map(([name]) => name)
}

/** Compares two directories group by group; each list is in the order of the ids. */
export function diffDirectories(before: DipDirectory, after: DipDirectory): DirectoryDiff {
  const old = new Map(before.groups.map((group) => [group.id, group]))
  const fresh = new Map(after.groups.map((group) => [group.id, group]))
  const both = after.groups.flatMap((group) => {
    const known = old.get(group.id)
    return known === undefined ? [] : [{ known, group }]
  })
  const scoreChanged = both
    .filter(({ known, group }) => compareExact(known.score, group.score) !== 0)
    .map(({ known, group }) => ({
      groupId: group.id,
      before: known.score,
      after: group.score,
      casesBefore: known.cases,
      casesAfter: group.cases,
    }))
  return {
    rules: changedRules(before, after),
    referenceCost: { before: before.referenceCost, after: after.referenceCost },
    cases: { before: before.cases, after: after.cases },
    added: after.groups.filter(({ id }) => !old.has(id)),
    removed: before.groups.filter(({ id }) => !fresh.has(id)),
    kindChanged: both
      .filter(({ known, group }) => known.kind !== group.kind)
      .map(({ known, group }) => ({ groupId: group.id, before: known.kind, after: group.kind })),
    scoreChanged,
    unchanged: both.length - scoreChanged.length,
  }
}
