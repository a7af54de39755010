import {
  addDays,
  dateOf,
  type Fen,
  type LocalDateTime,
  maxFen,
  ok,
  type Result,
  refuse,
  zeroFen,
} from '../kernel/index.ts'
import { applied, openedMatter } from './apply.ts'
import { deadlineOf } from './deadlines.ts'
import { type Asked, checks, due } from './needs.ts'
import type { CaseworkRefusal } from './refusals.ts'
import { precedence, rowsFrom } from './transitions.ts'
import type {
  Act,
  CaseworkLaw,
  Deadline,
  Matter,
  MatterActor,
  MatterEvent,
  NewItem,
  Procedure,
  Step,
  Transition,
} from './types.ts'

export interface OpenContext {
  readonly matterId: string
  readonly procedure: Procedure
  /** Who opens: the job that takes hits, or who filed the case. */
  readonly actor: Pick<MatterActor, 'userId' | 'office'>
  readonly now: LocalDateTime
  readonly law: CaseworkLaw
  /** Of a case: the review item that it was. */
  readonly linked?: string | null
}

/**
 * Opens a review item from a hit, or an administrative case; the time to decide a case runs from here.
 *
 * @returns the first step; or `casework.amount` when the stake is below zero, `casework.no-limit`
 */
export function open(item: NewItem, context: OpenContext): Result<Step, CaseworkRefusal> {
  const { matterId, procedure, actor, now, law, linked = null } = context
  if (item.stake < 0) return refuse({ code: 'casework.amount', amount: item.stake, most: zeroFen })
  const begun = procedure === 'case' ? deadlineOf('decide-case', dateOf(now), law) : null
  if (begun !== null && !begun.ok) return begun
  const event: MatterEvent = {
    matterId,
    number: 1,
    act: 'open',
    actor: actor.userId,
    office: actor.office,
    at: now,
    reason: null,
    evidence: [],
    details: {},
    deadline: begun?.value.deadline ?? null,
    holidaysUnknown: begun?.value.holidaysUnknown ?? false,
    opened: { procedure, item, linked },
  }
  const matter = openedMatter(event)
  if (matter === null) return refuse({ code: 'casework.broken-history', matterId, number: 1 })
  return ok({ matter, event, document: procedure === 'case' ? 'filing-approval' : null, money: null })
}

/** The row of an act, or why there is none: nobody may do it now, or another office. */
function rowOf(matter: Matter, act: Act, actor: MatterActor): Result<Transition, CaseworkRefusal> {
  const here = rowsFrom(matter.procedure, matter.state)
  const same = here.filter((row) => row.act === act.kind)
  const row = same.find(({ by }) => by === actor.office)
  if (row !== undefined) return ok(row)
  const [other] = same
  if (other !== undefined) {
    return refuse({ code: 'casework.not-yours', act: act.kind, office: actor.office, asked: other.by })
  }
  const may = [...new Set(here.map((one) => one.act))]
  return refuse({ code: 'casework.not-now', act: act.kind, state: matter.state, may })
}

/** What runs after an act; the limit is null when none does. */
type Running = Pick<MatterEvent, 'deadline' | 'holidaysUnknown'>

const known = (deadline: Deadline | null) => ok<Running>({ deadline, holidaysUnknown: false })

/** The limit that runs after the act. */
function nextDeadline({ matter, row, act, now, law }: Asked): Result<Running, CaseworkRefusal> {
  const today = dateOf(now)
  if (row.clock === 'resume') {
    return known({ name: 'decide-case', started: today, until: addDays(today, matter.suspendedDays ?? 0) })
  }
  if (row.starts === undefined) return known(matter.deadline)
  if (row.starts === null) return known(null)
  const from = row.clock === 'prolong' ? (matter.deadline?.until ?? today) : today
  const counted = deadlineOf(row.starts, from, law)
  const given = row.needs.includes('deadline-ahead') ? act.details.deadline : undefined
  if (!counted.ok || given === undefined) return counted
  return ok({ ...counted.value, deadline: { ...counted.value.deadline, until: given } })
}

function moneyOf({ matter, act, owedBack }: Asked): Step['money'] {
  if (act.kind === 'execute') return { kind: act.details.how ?? 'deduction', amount: due(matter) }
  if (act.kind === 'pay-back') return { kind: 'return', amount: owedBack }
  if (act.kind !== 'reopen') return null
  const ordered: Fen = matter.state === 'executing' ? (matter.decided ?? zeroFen) : zeroFen
  const amount = maxFen(ordered, matter.recovered)
  return amount === 0 ? null : { kind: 'withdrawal', amount }
}

export interface ActContext {
  readonly actor: MatterActor
  readonly now: LocalDateTime
  readonly law: CaseworkLaw
  /** What its money says is owed to the institution (`owedBack`); nothing when it is not said. */
  readonly owedBack?: Fen
}

/**
 * Takes one act upon a matter.
 *
 * @returns the matter after it, the event to keep, the paper to write and the money to move; or the first refusal in this
 *   order: `casework.not-now`, `casework.not-yours`, then those of the row's needs in the order of `precedence`, then
 *   `casework.no-limit`
 */
export function act(
  matter: Matter,
  asked: Act,
  { actor, now, law, owedBack = zeroFen }: ActContext,
): Result<Step, CaseworkRefusal> {
  const row = rowOf(matter, asked, actor)
  if (!row.ok) return row
  const question: Asked = { matter, row: row.value, act: asked, actor, now, law, owedBack }
  for (const need of precedence) {
    const refusal = row.value.needs.includes(need) ? checks[need](question) : null
    if (refusal !== null) return refuse(refusal)
  }
  const next = nextDeadline(question)
  if (!next.ok) return next
  const event: MatterEvent = {
    matterId: matter.matterId,
    number: matter.version + 1,
    act: asked.kind,
    actor: actor.userId,
    office: actor.office,
    at: now,
    reason: asked.reason,
    evidence: asked.evidence,
    details: asked.details,
    ...next.value,
    opened: null,
  }
  const document = row.value.document ?? null
  return ok({ matter: applied(matter, row.value, event), event, document, money: moneyOf(question) })
}

/** Guards against what was decided on an older state: two who act at once are told apart by the version. */
export function checkVersion(matter: Matter, version: number): Result<Matter, CaseworkRefusal> {
  if (matter.version === version) return ok(matter)
  return refuse({ code: 'casework.changed-meanwhile', matterId: matter.matterId, version: matter.version })
}
