import { dateOf, type Fen, type LocalDateTime, subtractFen, zeroFen } from '../kernel/index.ts'
import { deadlineOf } from './deadlines.ts'
import { bringsBack, checkMeasures, heavierThan, owed, subjectsOf } from './measures.ts'
import { assignedAs, assigneesOf, assigns, otherPart, peopleOf } from './parts.ts'
import type { CaseworkRefusal } from './refusals.ts'
import { waitingTerm } from './terms.ts'
import { rowsFrom } from './transitions.ts'
import type { Act, CaseworkLaw, Matter, MatterActor, Need, Transition } from './types.ts'

/** Everything that an act is held against. */
export interface Asked {
  readonly matter: Matter
  readonly row: Transition
  readonly act: Act
  readonly actor: MatterActor
  readonly now: LocalDateTime
  readonly law: CaseworkLaw
  /** What came in and was withdrawn afterwards, as far as it was not paid back. */
  readonly owedBack: Fen
}

/** What is decided and was not yet brought back. */
export function due({ decided, recovered }: Matter): Fen {
  return subtractFen(decided ?? zeroFen, recovered)
}

const today = ({ now }: Asked) => dateOf(now)

const notNow = ({ act, matter }: Asked): CaseworkRefusal => {
  const others = rowsFrom(matter.procedure, matter.state).map((row) => row.act)
  const may = [...new Set(others)].filter((kind) => kind !== act.kind)
  return { code: 'casework.not-now', act: act.kind, state: matter.state, may }
}

function notOver(asked: Asked): CaseworkRefusal | null {
  const term = waitingTerm(asked.matter)
  const on = today(asked)
  if (term === null || on > term.until) return null
  return { code: 'casework.too-early', act: asked.act.kind, until: term.until, today: on }
}

/** Measures stand on law; to decide for nothing is another act, but an appeal may leave nothing. */
function lawful({ matter, act, law, now }: Asked): CaseworkRefusal | null {
  const { measures = [] } = act.details
  if (measures.length === 0) {
    return act.kind === 'resolve-appeal' ? null : { code: 'casework.no-basis', measure: null, basis: null }
  }
  // What is brought back is what was established as lost; without it the stake is all that is known.
  const established = owed(measures)
  const loss = established > 0 ? established : matter.stake
  const { procedure } = matter
  const terms = { loss, procedure, subjects: subjectsOf(matter), on: dateOf(now), bases: law.bases }
  const checked = checkMeasures(measures, terms)
  return checked.ok ? null : checked.error
}

function farEnough(asked: Asked): CaseworkRefusal | null {
  const { act, row, law } = asked
  const given = act.details.deadline
  if (given === undefined) return null
  const on = today(asked)
  if (given <= on) return { code: 'casework.deadline-past', deadline: given, today: on }
  const least = row.starts ? deadlineOf(row.starts, on, law) : null
  if (least === null) return null
  if (!least.ok) return least.error
  const { until } = least.value.deadline
  return given < until ? { code: 'casework.term-too-short', deadline: given, least: until } : null
}

/** Each need with the one refusal that it has. */
export const checks: Readonly<Record<Need, (asked: Asked) => CaseworkRefusal | null>> = {
  assignee: ({ act }) => (assigneesOf(act).length === 1 ? null : { code: 'casework.no-assignee', act: act.kind }),

  'two-people': ({ act }) => {
    const given = new Set(assigneesOf(act)).size
    return given >= 2 ? null : { code: 'casework.two-people', act: act.kind, given }
  },

  'no-conflict': ({ matter: { providerCode }, row, act, actor }) => {
    const people = new Set([actor.userId, ...peopleOf(row, act, actor.userId)])
    const found = [...people].find((userId) => actor.conflicts(userId).includes(providerCode))
    return found === undefined ? null : { code: 'casework.conflict-of-interest', userId: found, providerCode }
  },

  'one-role': ({ matter, row, act, actor }) => {
    if (assigns(act.kind) && assigneesOf(act).includes(actor.userId)) {
      return { code: 'casework.same-person', userId: actor.userId, did: act.kind }
    }
    for (const userId of row.role === undefined ? [] : peopleOf(row, act, actor.userId)) {
      const did = otherPart(matter, userId, row.role ?? 'first')
      if (did !== null) return { code: 'casework.same-person', userId, did }
    }
    return null
  },

  'assigned-to-actor': ({ matter, row, actor: { userId } }) => {
    const assigned = row.role === undefined ? [] : assignedAs(matter, row.role)
    if (assigned.includes(userId)) return null
    return { code: 'casework.not-assigned', userId, assigned: assigned.length === 0 ? null : assigned.join(' ') }
  },

  reason: ({ act }) =>
    act.reason === null || act.reason.trim() === '' ? { code: 'casework.no-reason', act: act.kind } : null,

  evidence: ({ act }) => (act.evidence.length === 0 ? { code: 'casework.no-evidence', act: act.kind } : null),

  'deadline-ahead': farEnough,

  'before-deadline': (asked) => {
    const term = waitingTerm(asked.matter)
    if (term === null) return notNow(asked)
    const on = today(asked)
    return on <= term.until ? null : { code: 'casework.too-late', act: asked.act.kind, until: term.until, today: on }
  },

  'after-deadline': (asked) => (waitingTerm(asked.matter) === null ? notNow(asked) : notOver(asked)),

  'wait-over': notOver,

  'not-extended': ({ matter: { extended } }) =>
    extended === 0 ? null : { code: 'casework.already-extended', times: extended },

  unlinked: ({ matter: { linked, procedure } }) =>
    linked === null || procedure === 'case' ? null : { code: 'casework.became-case', linked },

  approval: ({ matter: { approvedBy }, act, actor }) =>
    approvedBy === null || approvedBy === actor.userId ? { code: 'casework.no-approval', act: act.kind } : null,

  'amount-within-stake': ({ matter: { stake }, act: { details } }) => {
    const measures = details.measures ?? []
    const huge = measures.find(({ kind, amount = zeroFen }) => bringsBack(kind) && amount > stake)?.amount
    if (huge !== undefined) return { code: 'casework.amount', amount: huge, most: stake }
    const amount = owed(measures)
    if (amount > stake) return { code: 'casework.amount', amount, most: stake }
    const said = details.amount ?? amount
    return said === amount ? null : { code: 'casework.amount', amount: said, most: amount }
  },

  'not-heavier': ({ matter, act }) => heavierThan(act.details.measures ?? [], matter.measures),

  'legal-basis': lawful,

  'something-due': ({ matter, act: { details } }) => {
    const amount = due(matter)
    if (amount === 0) return { code: 'casework.nothing-due' }
    return details.amount === undefined || details.amount === amount
      ? null
      : { code: 'casework.amount', amount: details.amount, most: amount }
  },

  'something-owed': ({ owedBack, act: { details } }) => {
    if (owedBack === 0) return { code: 'casework.nothing-owed' }
    return details.amount === undefined || details.amount === owedBack
      ? null
      : { code: 'casework.amount', amount: details.amount, most: owedBack }
  },

  'nothing-due': ({ matter }) => (due(matter) === 0 ? null : { code: 'casework.still-due', amount: due(matter) }),
}
