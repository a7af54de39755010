import { type ActKind, assignmentOf, type CaseworkRefusal, type NewItem, type ReviewState } from '@yibao/core/casework'
import { addDays, type DivisionCode, fen, type IsoDate, ok, type Result, refuse } from '@yibao/core/kernel'
import { type Asker, withinReach } from './asker.ts'
import { actOn } from './casework-act.ts'
import { assignFree } from './casework-assign.ts'
import { takeFindings, takeItems } from './casework-intake.ts'
import type { CaseActor, CaseworkDesk, CaseworkFlowRefusal, FiledMatter } from './casework-ports.ts'
import type { FindingReads, PlacedFinding } from './finding-desk-ports.ts'

export interface FindingActDesk {
  readonly findings: Pick<FindingReads, 'named'>
  readonly casework: CaseworkDesk
}

/** Who takes findings up: how far he reaches for findings, and as whom he acts on matters. */
export interface FindingActor {
  readonly asker: Asker
  readonly by: CaseActor
}

type FindingRefusal =
  | { readonly code: 'findings.unknown'; readonly findingId: string }
  | { readonly code: 'findings.not-a-matter'; readonly findingId: string }
  | { readonly code: 'findings.nothing-left'; readonly findingId: string }
  | { readonly code: 'findings.not-taken-up'; readonly findingId: string }

type TakeRefusal = Exclude<FindingRefusal, { readonly code: 'findings.not-taken-up' }> | CaseworkRefusal

/** A finding that is a review item now. */
export interface TakenFinding {
  readonly findingId: string
  readonly matterId: string
  /** By this, not before. */
  readonly opened: boolean
}

/** The item that a group's finding is: nobody was insured of it, and no bill of it can be undone. */
function itemOfGroup(finding: PlacedFinding, division: DivisionCode, providerCode: string): NewItem {
  const { findingId, rule, stake, content, foundOn, digest, severity, moment, doctor } = finding
  return {
    source: 'finding',
    sourceKey: findingId,
    providerCode,
    insuredId: null,
    doctor,
    rule,
    title: content.name ?? { zh: rule, en: rule },
    stake: fen(stake),
    division,
    facts: {
      ...{ findingId, moment, release: digest, severity, foundOn, stake, deducted: 0, group: content.group },
      says: content.says ?? null,
      basis: content.basis ?? null,
    },
  }
}

const isAdvice = ({ severity, providerCode, divisions, kind }: PlacedFinding): boolean =>
  severity === 'remind' || providerCode === null || (kind === 'group' && divisions.length === 0)

function refusalOf(finding: PlacedFinding): FindingRefusal | null {
  const { findingId, matter, stands, stake, deducted } = finding
  if (matter !== null) return null
  if (isAdvice(finding)) return { code: 'findings.not-a-matter', findingId }
  return stands && stake > deducted ? null : { code: 'findings.nothing-left', findingId }
}

/** Those that are on file and within reach; the first that is not is refused like a missing one. */
async function reached(
  { findings }: FindingActDesk,
  asker: Asker,
  findingIds: readonly string[],
): Promise<Result<readonly PlacedFinding[], Extract<FindingRefusal, { code: 'findings.unknown' }>>> {
  const found = new Map((await findings.named(findingIds)).map((finding) => [finding.findingId, finding]))
  const seen: PlacedFinding[] = []
  for (const findingId of new Set(findingIds)) {
    const finding = await withinReach(asker, findingId, found.get(findingId) ?? null)
    if (finding === null) return refuse({ code: 'findings.unknown', findingId })
    seen.push(finding)
  }
  return ok(seen)
}

async function open(
  { casework }: FindingActDesk,
  { by }: FindingActor,
  fresh: readonly PlacedFinding[],
): Promise<Result<null, CaseworkRefusal>> {
  const [persons, groups] = [
    fresh.filter(({ kind }) => kind === 'person'),
    fresh.filter(({ kind }) => kind === 'group'),
  ]
  const days: readonly IsoDate[] = persons.map(({ foundOn }) => foundOn).toSorted()
  const [first, last] = [days[0], days.at(-1)]
  if (first !== undefined && last !== undefined) {
    const findingIds = persons.map(({ findingId }) => findingId)
    const asked = { from: first, until: addDays(last, 1), rule: null, limit: findingIds.length, findingIds }
    const taken = await takeFindings(casework, by.actor, asked)
    if (!taken.ok) return taken
  }
  const items = groups.flatMap((finding) => {
    const [division] = finding.divisions
    const { providerCode } = finding
    return division === undefined || providerCode === null ? [] : [itemOfGroup(finding, division, providerCode)]
  })
  const taken = await takeItems(casework, by.actor, items)
  return taken.ok ? ok(null) : taken
}

/**
 * Takes findings up as review items, all of them or none; what was taken up before stays as it is. Refuses with `findings.unknown`,
 * `findings.not-a-matter`, `findings.nothing-left`.
 */
export async function takeNamed(
  desk: FindingActDesk,
  actor: FindingActor,
  findingIds: readonly string[],
): Promise<Result<readonly TakenFinding[], TakeRefusal>> {
  const seen = await reached(desk, actor.asker, findingIds)
  if (!seen.ok) return seen
  const refusal = seen.value.map(refusalOf).find((one) => one !== null)
  if (refusal !== undefined && refusal.code !== 'findings.not-taken-up') return refuse(refusal)
  const opened = await open(
    desk,
    actor,
    seen.value.filter(({ matter }) => matter === null),
  )
  if (!opened.ok) return opened
  const before = new Map(seen.value.map(({ findingId, matter }) => [findingId, matter]))
  const now = await desk.findings.named(findingIds)
  const lost = now.find(({ matter }) => matter === null)
  if (lost !== undefined) return refuse({ code: 'findings.nothing-left', findingId: lost.findingId })
  return ok(
    now.flatMap(({ findingId, matter }) =>
      matter === null ? [] : [{ findingId, matterId: matter.matterId, opened: before.get(findingId) === null }],
    ),
  )
}

export interface QuickAct {
  readonly findingId: string
  readonly act: 'accept' | 'ask' | 'reject'
  readonly reason: string
  readonly assignee: string | null
  readonly evidence: readonly string[]
  readonly deadline: IsoDate | null
  /** Of the review item, as it was looked at, 0 where there was none yet; null: as it is. */
  readonly version: number | null
}

export interface QuicklyActed {
  readonly matterId: string
  readonly state: ReviewState
  readonly version: number
  readonly assignee: string | null
  /** Taken up, and not assigned: why. */
  readonly notAssigned: CaseworkFlowRefusal | null
}

type ActRefusal = FindingRefusal | CaseworkFlowRefusal

function actedOf({ matter }: FiledMatter, notAssigned: CaseworkFlowRefusal | null = null): QuicklyActed {
  const { matterId, state, version, firstReviewer } = matter
  // What findings become is a review item.
  return { matterId, state: state as ReviewState, version, assignee: firstReviewer, notAssigned }
}

const kinds: Readonly<Record<Exclude<QuickAct['act'], 'accept'>, ActKind>> = { ask: 'notify', reject: 'clear' }

async function accept(
  { casework }: FindingActDesk,
  by: CaseActor,
  filed: FiledMatter,
  { reason, assignee, version }: QuickAct,
  opened: boolean,
): Promise<Result<QuicklyActed, ActRefusal>> {
  const { matterId } = filed.matter
  const seen = opened ? null : version
  const order = { matterId, version: seen ?? filed.matter.version }
  const mayAssign = by.officesAt(filed).includes('dispatcher')
  if (opened && !mayAssign) return ok(actedOf(filed))
  const kind = assignmentOf(filed.matter)?.act ?? 'assign'
  const done =
    assignee === null
      ? await assignFree(casework, by, { ...order, reason })
      : await actOn(casework, by, { ...order, act: { kind, reason, evidence: [], details: { assignee } } })
  if (done.ok) return ok(actedOf(done.value.filed))
  return opened ? ok(actedOf(filed, done.error)) : done
}

/**
 * The quick acts on one finding: `accept` takes it up and assigns it, `ask` tells the institution, `reject` clears it. Refuses as
 * `takeNamed` and `actOn` do, and with `findings.not-taken-up`.
 */
export async function actOnFinding(
  desk: FindingActDesk,
  actor: FindingActor,
  asked: QuickAct,
): Promise<Result<QuicklyActed, ActRefusal>> {
  const { findingId, act, reason, evidence, deadline, version } = asked
  const { casework } = desk
  const seen = await reached(desk, actor.asker, [findingId])
  if (!seen.ok) return seen
  if (act === 'accept') {
    const taken = await takeNamed(desk, actor, [findingId])
    if (!taken.ok) return taken
    const [one] = taken.value
    const filed = one === undefined ? null : await casework.matters.matter(one.matterId)
    if (one === undefined || filed === null) return refuse({ code: 'findings.unknown', findingId })
    return accept(desk, actor.by, filed, asked, one.opened)
  }
  const matterId = seen.value[0]?.matter?.matterId
  const filed = matterId === undefined ? null : await casework.matters.matter(matterId)
  if (filed === null) return refuse({ code: 'findings.not-taken-up', findingId })
  const done = await actOn(casework, actor.by, {
    matterId: filed.matter.matterId,
    version: version ?? filed.matter.version,
    act: {
      kind: kinds[act],
      reason,
      // The finding itself is what the institution is asked about, unless somebody names more.
      evidence: act === 'ask' && evidence.length === 0 ? [`finding:${findingId}`] : evidence,
      details: deadline === null ? {} : { deadline },
    },
  })
  return done.ok ? ok(actedOf(done.value.filed)) : done
}
