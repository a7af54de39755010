import { type AuditProgram, type AuditRelease, type AuditRule, compileRelease, type Partition } from '@yibao/core/audit'
import { addDays } from '@yibao/core/kernel'
import type { GroupKey, PastNeed } from './audit-archive-ports.ts'
import type { AuditBucket, AuditScope } from './audit-run-ports.ts'
import { tablesOfRelease } from './audit-side.ts'

/** How the groups of a partition are found: visits by a key, or the rows of a side table by its first key. */
type GroupSource = { readonly of: 'visits'; readonly by: GroupKey } | { readonly of: 'side'; readonly table: string }

/** Rules over groups that are no person's. */
export interface GroupPlan {
  /** `provider`, `doctor`, `device:deviceLog`. */
  readonly kind: string
  readonly partition: Partition
  readonly source: GroupSource
  readonly release: AuditRelease
  /** How far back they look, in days. */
  readonly pastDays: number
}

/** One release made ready for the archive. */
export interface AuditPlan {
  /** The whole of it, rules over groups too. */
  readonly release: AuditRelease
  readonly program: AuditProgram
  readonly tables: readonly string[]
  readonly groups: readonly GroupPlan[]
}

/** The side table whose rows a rule looks at one by one; null of rules that look at visits. */
function subjectTable({ does }: AuditRule): string | null {
  const subject = does.kind === 'compare' ? does.left.each : does.each
  return subject.of === 'side' ? subject.table : null
}

function groupPlans(release: AuditRelease): readonly GroupPlan[] {
  const rules = release.rules.filter(({ partition, moments }) => partition !== 'person' && moments.includes('post'))
  const byKind = Map.groupBy(rules, (rule) => {
    const table = subjectTable(rule)
    return table === null ? rule.partition : `${rule.partition}:${table}`
  })
  return [...byKind]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([kind, members]): GroupPlan[] => {
      const [first] = members
      if (first === undefined) return []
      const table = subjectTable(first)
      const source: GroupSource =
        table === null
          ? { of: 'visits', by: first.partition === 'doctor' ? 'doctor' : 'provider' }
          : { of: 'side', table }
      const pastDays = Math.max(...members.map(({ lookback }) => lookback))
      return [{ kind, partition: first.partition, source, release: { ...release, rules: members }, pastDays }]
    })
}

const withOnly = (whole: AuditRelease, only: readonly string[] | null): AuditRelease =>
  only === null ? whole : { ...whole, rules: whole.rules.filter(({ code }) => only.includes(code)) }

/** The plans over groups alone: nothing is compiled for them. */
export const groupsOfRelease = (whole: AuditRelease, only: readonly string[] | null): readonly GroupPlan[] =>
  groupPlans(withOnly(whole, only))

/** @param only the rules to look at; all unless told */
export function auditPlan(whole: AuditRelease, only: readonly string[] | null = null): AuditPlan {
  const release = withOnly(whole, only)
  const ofPersons = { ...release, rules: release.rules.filter(({ partition }) => partition === 'person') }
  const program = compileRelease(ofPersons)
  return { release, program, tables: tablesOfRelease(ofPersons), groups: groupPlans(release) }
}

/** What several releases need together. */
export function joinedNeed(needs: readonly PastNeed[]): PastNeed {
  const [only] = needs
  if (only !== undefined && needs.length === 1) return only
  const days = Math.max(0, ...needs.map((need) => need.days))
  const lists = needs.map(({ items }) => items)
  if (lists.includes('all')) return { days, items: 'all' }
  if (lists.every((list) => list === 'none')) return { days, items: 'none' }
  const items = [...new Set(lists.flatMap((list) => (typeof list === 'string' ? [] : list)))]
  const linesOnly = needs.every((need) => need.items === 'none' || need.linesOnly === true)
  return linesOnly ? { days, items, linesOnly } : { days, items }
}

const daysAtOnce = 31

/** The days of the scope, cut for a group plan: day by day when it looks no further back, else so that little is read twice. */
export function groupBuckets({ from, until }: AuditScope, { kind, pastDays }: GroupPlan): readonly AuditBucket[] {
  const length = pastDays <= 1 ? 1 : daysAtOnce
  const buckets: AuditBucket[] = []
  for (let first = from; first < until; first = addDays(first, length)) {
    const after = addDays(first, length)
    const lastKey = after < until ? after : until
    buckets.push({ kind, number: buckets.length + 1, firstKey: first, lastKey, visits: 0 })
  }
  return buckets
}
