import { dateOf, zeroFen } from '../kernel/index.ts'
import { daysLeft } from './deadlines.ts'
import { owed } from './measures.ts'
import { assigneesOf, assigns } from './parts.ts'
import type { Hand, Matter, MatterEvent, MatterState, Transition } from './types.ts'

/** The matter as its opening makes it. */
export function openedMatter({ matterId, at, opened, deadline }: MatterEvent): Matter | null {
  if (opened === null) return null
  const { source, sourceKey, providerCode, insuredId, doctor, rule, title, stake, division } = opened.item
  return {
    matterId,
    procedure: opened.procedure,
    state: opened.procedure === 'review' ? 'open' : 'filed',
    version: 1,
    source,
    sourceKey,
    providerCode,
    insuredId,
    doctor,
    rule,
    title,
    division,
    stake,
    openedOn: dateOf(at),
    ...nobody,
    hands: [],
    ...nothingDecided,
    deadline,
    extended: 0,
    suspendedDays: null,
    reopened: 0,
    linked: opened.linked,
  }
}

const nobody = { firstReviewer: null, secondReviewer: null, appealReviewer: null, investigators: [] }
const nothingDecided = { approvedBy: null, decided: null, measures: [], recovered: zeroFen }

/** States in which the limit of a case stands still. */
const still: ReadonlySet<MatterState> = new Set(['suspended', 'notice-given', 'hearing'])

function withHand(hands: readonly Hand[], { role, act }: Transition, userId: string): readonly Hand[] {
  if (role === undefined || assigns(act)) return hands
  const known = hands.some((one) => one.userId === userId && one.role === role && one.did === act)
  return known ? hands : [...hands, { userId, role, did: act }]
}

function assignment({ role, act }: Transition, event: MatterEvent): Partial<Matter> {
  if (!assigns(act)) return {}
  const people = assigneesOf(event)
  const [one = null] = people
  if (role === 'investigator') return { investigators: [...new Set(people)] }
  if (role === 'second') return { secondReviewer: one }
  return role === 'appeal' ? { appealReviewer: one } : { firstReviewer: one }
}

const billStands = ({ billUndone = null }: Matter): Partial<Matter> => (billUndone === null ? {} : { billUndone: null })

/** What the act itself says, besides state, persons and clock. */
function effect(before: Matter, event: MatterEvent): Partial<Matter> {
  const { measures = [], linked = null } = event.details
  switch (event.act) {
    case 'decide':
    case 'resolve-appeal':
    case 'give-notice':
    case 'sanction':
      return { measures, decided: owed(measures) }
    // What was announced is not upheld here; nothing is due any more.
    case 'dismiss':
    case 'transfer':
      return nothingDecided
    case 'approve':
      return { approvedBy: event.actor }
    case 'settle':
      return { recovered: before.decided ?? zeroFen }
    case 'extend':
      return { extended: before.extended + 1 }
    case 'file-case':
      return { linked }
    case 'reopen':
      return { ...nobody, ...nothingDecided, ...billStands(before), extended: 0, reopened: before.reopened + 1 }
    case 'note-undone':
      return { billUndone: event.evidence[0] ?? null }
    case 'note-restored':
      return billStands(before)
    default:
      return {}
  }
}

function daysKept(before: Matter, { to, clock }: Transition, event: MatterEvent): number | null {
  if (clock === 'pause') return before.deadline === null ? 0 : Math.max(0, daysLeft(before.deadline, dateOf(event.at)))
  return clock === 'resume' || !still.has(to) ? null : before.suspendedDays
}

/** What an event of a row makes of a matter; acting and replaying are this one function. */
export function applied(before: Matter, row: Transition, event: MatterEvent): Matter {
  const moved = row.to !== row.from
  return {
    ...before,
    state: row.to,
    version: event.number,
    hands: withHand(before.hands, row, event.actor),
    ...(moved ? { approvedBy: null } : {}),
    deadline: event.deadline,
    suspendedDays: daysKept(before, row, event),
    ...assignment(row, event),
    ...effect(before, event),
  }
}
