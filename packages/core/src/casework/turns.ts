import type { LimitName, Office } from './kinds.ts'
import { assignable, assignedAs, assigns } from './parts.ts'
import { rowsFrom } from './transitions.ts'
import type { ActKind, Matter, Role } from './types.ts'

/** The act that gives a matter to somebody in its present state, and to how many; null where nobody is given it now. */
export function assignmentOf({
  procedure,
  state,
}: Pick<Matter, 'procedure' | 'state'>): { readonly act: ActKind; readonly count: number } | null {
  const row = rowsFrom(procedure, state).find(({ act }) => assigns(act))
  return row === undefined ? null : { act: row.act, count: row.needs.includes('two-people') ? 2 : 1 }
}

/** Everybody who has, or had, a part in it. */
export function everybodyIn(matter: Matter): readonly string[] {
  return [...matter.hands.map(({ userId }) => userId), ...assignable.flatMap((role) => assignedAs(matter, role))]
}

interface Waited {
  readonly office: Office
  /** Of whom a limit of reviewers waits. */
  readonly role?: Role
}

const waited: Readonly<Record<LimitName, Waited>> = {
  'first-review': { office: 'reviewer', role: 'first' },
  answer: { office: 'institution' },
  'second-review': { office: 'reviewer', role: 'second' },
  appeal: { office: 'institution' },
  'appeal-review': { office: 'reviewer', role: 'appeal' },
  repay: { office: 'cashier' },
  'request-hearing': { office: 'institution' },
  'decide-case': { office: 'leader' },
  'extend-case': { office: 'leader' },
  reconsideration: { office: 'institution' },
  'pay-fine': { office: 'cashier' },
}

/** Whose turn it is while a limit runs, and the person where it is one's; of a review that nobody was given yet the dispatcher's. */
export function turnOf(matter: Matter, limit: LimitName): { readonly office: Office; readonly userId: string | null } {
  const { office, role } = waited[limit]
  const [userId = null] = role === undefined ? [] : assignedAs(matter, role)
  return role !== undefined && userId === null ? { office: 'dispatcher', userId } : { office, userId }
}
