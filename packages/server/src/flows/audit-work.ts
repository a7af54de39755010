import {
  type AuditGround,
  type AuditProgram,
  type AuditResult,
  type AuditVisit,
  auditGround,
  compileRelease,
  historyNeedOf,
  type Partition,
} from '@yibao/core/audit'
import { addDays, dateOf, type IsoDate, isoDate, type LocalDateTime } from '@yibao/core/kernel'
import { groundOf } from '@yibao/core/settlement'
import type { AuditArchive, PastQuestion } from './audit-archive-ports.ts'
import { type ArchivedPerson, archivedVisitSeen, groundOfArchive } from './audit-ground.ts'
import { type AuditPlan, type GroupPlan, joinedNeed } from './audit-plan.ts'
import type { AuditBucket, AuditScope } from './audit-run-ports.ts'
import { type SideReader, sideReader, tablesOfRelease } from './audit-side.ts'

/** One ground with what each release found in it. */
export interface AuditedGround {
  readonly ground: AuditGround
  readonly partition: Partition
  /** In the order of the releases. */
  readonly results: readonly AuditResult[]
}

/** A group that was not looked at: nothing of it was evaluated. */
export interface PassedGroup {
  /** The rules that would have looked at it, by release. */
  readonly rules: readonly (readonly string[])[]
  /** Too large to be held as a whole; or nobody is named whose group it would be. */
  readonly missing: 'group.size' | 'line.doctor'
  readonly lines: number
}

/** A group of an institution is held in memory as a whole; beyond this it is told, not tried. */
const linesOfGroup = 400_000

const later = (a: IsoDate, b: IsoDate | null): IsoDate => (b !== null && b > a ? b : a)

/** The last day of the scope is the day of the question: nothing after it was looked at. */
const dayOf = ({ until }: AuditScope): IsoDate => addDays(until, -1)

/** The first day of what is under audit of a person: no rule looks back from an earlier one. */
function firstDayOf({ visits }: ArchivedPerson): IsoDate | null {
  let first: LocalDateTime | null = null
  for (const { visit, lines } of visits) {
    if (first === null || visit.begin < first) first = visit.begin
    for (const { at } of lines) if (at < first) first = at
  }
  return first === null ? null : dateOf(first)
}

/** What the rules need of a person's past, by the items of the visits under audit. */
function pastQuestion(person: ArchivedPerson, programs: readonly AuditProgram[]): PastQuestion | null {
  const items = new Set<string>()
  const but = new Set<string>()
  for (const { visit, lines } of person.visits) {
    but.add(visit.visitId)
    for (const { itemCode } of lines) items.add(itemCode)
  }
  const need = joinedNeed(programs.map((program) => historyNeedOf(program, 'post', items)))
  const { days, items: wanted, linesOnly = false } = need
  if (wanted === 'none' || days === 0) return null
  const first = firstDayOf(person)
  if (first === null) return null
  return { insuredId: person.insured.insuredId, from: addDays(first, -days), items: wanted, linesOnly, but }
}

/** Grounds of some persons, with as much of their past as the rules need. */
async function groundsOf(
  archive: AuditArchive,
  scope: AuditScope,
  people: readonly ArchivedPerson[],
  programs: readonly AuditProgram[],
): Promise<readonly AuditGround[]> {
  const asked = new Map(people.map((person) => [person, pastQuestion(person, programs)]))
  const questions = [...asked.values()].filter((question) => question !== null)
  const past = questions.length === 0 ? null : await archive.past(questions, scope.until)
  return people.map((person) => {
    const question = asked.get(person) ?? null
    const current = new Set(person.visits)
    const before = past?.get(person.insured.insuredId) ?? []
    return groundOfArchive(
      { ...person, visits: [...person.visits, ...before] },
      {
        ...archive.sources,
        current: (visit) => current.has(visit),
        historyFrom: later(question?.from ?? firstDayOf(person) ?? scope.from, archive.completeFrom),
        today: dayOf(scope),
      },
    )
  })
}

const firstDay = (grounds: readonly AuditGround[], scope: AuditScope): IsoDate =>
  grounds.reduce(
    (first, { historyFrom }) => (historyFrom !== null && historyFrom < first ? historyFrom : first),
    scope.from,
  )

/** Grounds of persons with their side facts, some at a time. */
export async function* personGrounds(
  archive: AuditArchive,
  scope: AuditScope,
  bucket: Pick<AuditBucket, 'firstKey' | 'lastKey'>,
  { programs, side }: { readonly programs: readonly AuditProgram[]; readonly side: SideReader },
): AsyncGenerator<AuditGround> {
  for await (const people of archive.people(scope, bucket)) {
    const grounds = await groundsOf(archive, scope, people, programs)
    const visits = grounds.flatMap((ground) => ground.visits)
    const factsOf = await side.read(visits, { from: firstDay(grounds, scope), until: scope.until })
    for (const ground of grounds) yield { ...ground, side: factsOf(ground.visits) }
  }
}

async function* auditPersons(
  archive: AuditArchive,
  scope: AuditScope,
  bucket: AuditBucket,
  plans: readonly AuditPlan[],
): AsyncGenerator<AuditedGround> {
  const programs = plans.map(({ program }) => program)
  const side = await sideReader(archive, [...new Set(plans.flatMap(({ tables }) => tables))])
  for await (const ground of personGrounds(archive, scope, bucket, { programs, side })) {
    const results = programs.map((program) => auditGround(program, ground, { moment: 'post' }))
    yield { ground, partition: 'person', results }
  }
}

/** A plan of each release over the same groups; null for a release without rules of the kind. */
interface GroupWork {
  readonly plan: GroupPlan
  readonly programs: readonly (AuditProgram | null)[]
}

function groupWork(plans: readonly AuditPlan[], kind: string): GroupWork | null {
  const each = plans.map(({ groups }) => groups.find((group) => group.kind === kind) ?? null)
  const known = each.filter((plan) => plan !== null)
  const [first] = known
  if (first === undefined) return null
  const pastDays = Math.max(...known.map((plan) => plan.pastDays))
  const programs = each.map((plan) => (plan === null ? null : compileRelease(plan.release)))
  return { plan: { ...first, pastDays }, programs }
}

const nothing: AuditResult = { findings: [], notEvaluated: [] }

function auditedGroup(ground: AuditGround, { plan: { partition }, programs }: GroupWork): AuditedGround {
  const results = programs.map((program) =>
    program === null ? nothing : auditGround(program, ground, { moment: 'post', partition }),
  )
  return { ground, partition, results }
}

const rulesOf = ({ programs }: GroupWork): readonly (readonly string[])[] =>
  programs.map((program) => (program === null ? [] : program.release.rules.map(({ code }) => code)))

async function* auditVisitGroups(
  archive: AuditArchive,
  scope: AuditScope,
  work: GroupWork,
  by: 'provider' | 'doctor',
): AsyncGenerator<AuditedGround | PassedGroup> {
  const { plan } = work
  const tables = work.programs.flatMap((program) => (program === null ? [] : tablesOfRelease(program.release)))
  const side = await sideReader(archive, [...new Set(tables)])
  const historyFrom = later(addDays(scope.from, -plan.pastDays), archive.completeFrom)
  for await (const { key, visits: group, lines } of archive.grouped(scope, by, {
    days: plan.pastDays,
    most: linesOfGroup,
  })) {
    if (group.length === 0) {
      yield { rules: rulesOf(work), missing: key === '' ? 'line.doctor' : 'group.size', lines }
      continue
    }
    const visits: readonly AuditVisit[] = group.map(({ archived, person, current }) =>
      archivedVisitSeen(archived, person, archive.sources, current),
    )
    const factsOf = await side.read(visits, { from: historyFrom, until: scope.until })
    yield auditedGroup(groundOf(visits, { historyFrom, today: dayOf(scope), side: factsOf(visits) }), work)
  }
}

async function* auditSideGroups(
  archive: AuditArchive,
  scope: AuditScope,
  work: GroupWork,
  table: string,
): AsyncGenerator<AuditedGround> {
  const historyFrom = addDays(scope.from, -work.plan.pastDays)
  for await (const rows of archive.sideGroups(table, { from: historyFrom, until: scope.until })) {
    yield auditedGroup(groundOf([], { historyFrom, today: dayOf(scope), side: { [table]: rows } }), work)
  }
}

/** Everything of one bucket, ground by ground, under each of the releases. */
export async function* auditBucket(
  archive: AuditArchive,
  scope: AuditScope,
  bucket: AuditBucket,
  plans: readonly AuditPlan[],
): AsyncGenerator<AuditedGround | PassedGroup> {
  if (bucket.kind === 'person') {
    yield* auditPersons(archive, scope, bucket, plans)
    return
  }
  const work = groupWork(plans, bucket.kind)
  if (work === null) return
  const days = { ...scope, from: isoDate(bucket.firstKey), until: isoDate(bucket.lastKey) }
  const { source } = work.plan
  if (source.of === 'visits') yield* auditVisitGroups(archive, days, work, source.by)
  else yield* auditSideGroups(archive, days, work, source.table)
}
