import type { Act, ActKind, Matter, Role, Transition } from './types.ts'

const assigning: ReadonlySet<ActKind> = new Set(['assign', 'draw-recheck', 'assign-second', 'assign-investigators'])

/** Whether an act gives a matter to somebody, instead of saying something about it. */
export const assigns = (act: ActKind): boolean => assigning.has(act)

/** Whom an act gives the matter to. */
export function assigneesOf({ details: { assignee, assignees = [] } }: Pick<Act, 'details'>): readonly string[] {
  return assignee === undefined ? assignees : [assignee]
}

/** Who has the matter in a role now. */
export function assignedAs(matter: Matter, role: Role): readonly string[] {
  const one: Partial<Record<Role, string | null>> = {
    first: matter.firstReviewer,
    second: matter.secondReviewer,
    appeal: matter.appealReviewer,
  }
  if (role === 'investigator') return matter.investigators
  const found = one[role] ?? null
  return found === null ? [] : [found]
}

/** Parts that are given to somebody beforehand. */
export const assignable: readonly Role[] = ['first', 'second', 'appeal', 'investigator']

/** What keeps somebody out of a role: an act of his in another one, or that the matter is his in another one. */
export function otherPart(matter: Matter, userId: string, role: Role): ActKind | null {
  const hand = matter.hands.find((one) => one.userId === userId && one.role !== role)
  if (hand !== undefined) return hand.did
  const held = assignable.find((one) => one !== role && assignedAs(matter, one).includes(userId))
  return held === undefined ? null : 'assign'
}

/** Whom a row's checks of persons are about. */
export function peopleOf(row: Transition, act: Act, userId: string): readonly string[] {
  return assigns(row.act) ? assigneesOf(act) : [userId]
}
