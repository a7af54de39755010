import { type ActKind, dutiesOf, type Matter, statesAwaiting } from '@yibao/core/casework'
import { addDays, dateOf, type Fen, type IsoDate, type LocalDateTime } from '@yibao/core/kernel'
import { maskName, type Reach, type Right, reachesAnything } from '@yibao/core/office'
import { type HeldOffice, matterNumber, officesOf, rightOfOffice } from './casework-offices.ts'
import type { FiledMatter } from './casework-ports.ts'
import type { SignedIn } from './sessions-ports.ts'
import type { GivenReminder, ReviewTask, TodoStore, WaitingAccount, WaitingPiece, WaitingReview } from './todo-ports.ts'

export interface TodoDesk {
  readonly todo: TodoStore
  readonly now: () => LocalDateTime
}

/** Whom things wait for, and how far he reaches with a right in the region that he looks at. */
interface Awaited {
  readonly signedIn: SignedIn
  readonly reachFor: (right: Right) => Reach
}

interface Said {
  readonly zh: string
  readonly en: string
}

/** One thing that waits. */
interface Waiting {
  readonly id: string
  readonly title: Said
  /** Of which institution, or of whom. */
  readonly about: string
  /** For whom the bill was, masked, its day, and by what number the matter is called. */
  readonly detail: string | null
  readonly since: IsoDate | null
  readonly deadline: IsoDate | null
  readonly amount: Fen | null
}

/** What one heap is about, and where a list shows it. */
export type TodoSort =
  | {
      readonly kind: 'matter'
      readonly act: ActKind
      readonly procedure: Matter['procedure']
      readonly state: Matter['state']
      /** Given to the asker by name. */
      readonly mine: boolean
    }
  | {
      readonly kind: 'special-case'
      readonly act: ReviewTask
      readonly state: WaitingReview['state']
      readonly mine: boolean
    }
  | { readonly kind: 'tip'; readonly act: 'accept'; readonly state: 'received'; readonly mine: false }
  | { readonly kind: 'evidence'; readonly act: WaitingPiece['task']; readonly state: null; readonly mine: false }
  | { readonly kind: 'account'; readonly act: WaitingAccount['task']; readonly state: null; readonly mine: false }

/** Everything of one sort that waits for somebody. */
export interface TodoItem {
  readonly sort: TodoSort
  readonly count: number
  /** There are more than were counted. */
  readonly more: boolean
  readonly overdue: number
  /** Due today or within three days. */
  readonly dueSoon: number
  readonly oldest: IsoDate | null
  readonly deadline: IsoDate | null
  /** The most urgent of them. */
  readonly rows: readonly Waiting[]
}

/** Of each kind as many are counted; a heap of more is told as such. */
const countedAtMost = 500
const shownAtMost = 20
const soonDays = 3
const remindersAtMost = 50
const reminderDays = 60

interface Sorted {
  readonly sort: TodoSort
  readonly waiting: Waiting
}

const earliest = (days: readonly (IsoDate | null)[]): IsoDate | null =>
  days.reduce((first, day) => (day !== null && (first === null || day < first) ? day : first), null)

/** What is due first stands first; without a limit, what waits longest. */
function byUrgency(one: Waiting, other: Waiting): number {
  const never = '9999-12-31'
  const [a, b] = [one.deadline ?? never, other.deadline ?? never]
  if (a !== b) return a < b ? -1 : 1
  return (one.since ?? never) < (other.since ?? never) ? -1 : 1
}

function itemOf(sort: TodoSort, waiting: readonly Waiting[], today: IsoDate, more: boolean): TodoItem {
  const soon = addDays(today, soonDays)
  const rows = waiting.toSorted(byUrgency)
  return {
    sort,
    count: waiting.length,
    more,
    overdue: waiting.filter(({ deadline }) => deadline !== null && deadline < today).length,
    dueSoon: waiting.filter(({ deadline }) => deadline !== null && deadline >= today && deadline <= soon).length,
    oldest: earliest(waiting.map(({ since }) => since)),
    deadline: earliest(waiting.map(({ deadline }) => deadline)),
    rows: rows.slice(0, shownAtMost),
  }
}

/** The heaps, the most urgent first. */
function heaps(all: readonly Sorted[], today: IsoDate, overfull: ReadonlySet<TodoSort['kind']>): readonly TodoItem[] {
  const bySort = Map.groupBy(all, ({ sort }) => JSON.stringify(sort))
  const items = [...bySort.values()].flatMap((found) => {
    const [first] = found
    if (first === undefined) return []
    return [
      itemOf(
        first.sort,
        found.map(({ waiting }) => waiting),
        today,
        overfull.has(first.sort.kind),
      ),
    ]
  })
  return items.toSorted((one, other) => {
    if (one.overdue > 0 !== other.overdue > 0) return one.overdue > 0 ? -1 : 1
    const [a, b] = [one.deadline ?? '9999-12-31', other.deadline ?? '9999-12-31']
    if (a !== b) return a < b ? -1 : 1
    return other.count - one.count
  })
}

function mattersWaiting(found: readonly FiledMatter[], { signedIn: { user }, reachFor }: Awaited): readonly Sorted[] {
  return found.flatMap((filed) => {
    const { matter, providerName, personName, billOn } = filed
    const person = personName === null ? null : maskName(personName)
    const detail = [person, billOn, matterNumber(filed, reachFor('matters.read'))]
      .filter((one) => one !== null)
      .join(' · ')
    const { matterId, procedure, state, title, deadline, openedOn, stake, providerCode } = matter
    const duties = dutiesOf(matter, { userId: user.userId, offices: officesOf(user, filed) })
    return duties.map(({ act, mine }): Sorted => {
      const waiting = {
        id: matterId,
        title,
        about: providerName ?? providerCode,
        detail,
        since: deadline?.started ?? openedOn,
        deadline: deadline?.until ?? null,
        amount: stake,
      }
      return { sort: { kind: 'matter', act, procedure, state, mine }, waiting }
    })
  })
}

const reviewsWaiting = (found: readonly WaitingReview[]): readonly Sorted[] =>
  found.map(({ reviewId, caseId, providerName, appliedOn, state, task }) => ({
    sort: { kind: 'special-case', act: task, state, mine: task === 'decide' },
    waiting: {
      id: reviewId,
      title: { zh: `病例 ${caseId}`, en: `case ${caseId}` },
      about: providerName,
      detail: null,
      since: appliedOn,
      deadline: null,
      amount: null,
    },
  }))

/** The offices of casework that an account holds anywhere in the region. */
const heldOffices = ({ reachFor }: Awaited): readonly HeldOffice[] =>
  (Object.keys(rightOfOffice) as readonly HeldOffice[]).filter((office) =>
    reachesAnything(reachFor(rightOfOffice[office])),
  )

/** What is done to accounts that wait, by which right. */
const accountTasks = [
  ['unlock', 'users.unlock'],
  ['grant', 'roles.assign'],
] as const satisfies readonly (readonly [WaitingAccount['task'], Right])[]

async function gathered({ todo }: TodoDesk, awaited: Awaited) {
  const { user } = awaited.signedIn
  const within = async <Found>(
    right: Right,
    find: (reach: Reach, limit: number) => Promise<readonly Found[]>,
  ): Promise<readonly Found[]> => {
    const reach = awaited.reachFor(right)
    return reachesAnything(reach) ? find(reach, countedAtMost) : []
  }
  const offices = heldOffices(awaited)
  const states = statesAwaiting(offices)
  const tasks = accountTasks.filter(([, right]) => reachesAnything(awaited.reachFor(right))).map(([task]) => task)
  const [inStates, own, toAssign, toDecide, tips, pieces, accounts] = await Promise.all([
    within('matters.read', async (reach, limit) => (states.length === 0 ? [] : todo.matters(states, reach, limit))),
    within('matters.read', async (reach, limit) =>
      offices.includes('reviewer') ? todo.ownMatters(user.userId, reach, limit) : [],
    ),
    within('payments.run', (reach, limit) => todo.reviewsToAssign(reach, limit)),
    within('payments.review', (reach, limit) => todo.reviewsOf(user.userId, reach, limit)),
    within('tips.receive', (reach, limit) => todo.tips(reach, limit)),
    within('evidence.keep', (reach, limit) => todo.pieces(reach, limit)),
    tasks.length === 0 ? [] : todo.accounts(tasks, countedAtMost),
  ])
  const once = new Map([...inStates, ...own].map((filed) => [filed.matter.matterId, filed]))
  const full = (found: readonly unknown[]): boolean => found.length >= countedAtMost
  const overfull = new Set<TodoSort['kind']>([
    ...(full(inStates) || full(own) ? (['matter'] as const) : []),
    ...(full(toAssign) || full(toDecide) ? (['special-case'] as const) : []),
    ...(full(tips) ? (['tip'] as const) : []),
    ...(full(pieces) ? (['evidence'] as const) : []),
    ...(full(accounts) ? (['account'] as const) : []),
  ])
  return { matters: [...once.values()], reviews: [...toAssign, ...toDecide], tips, pieces, accounts, overfull }
}

/** What waits for somebody: by right and reach, and by name where it was given to one person; the most urgent first. */
export async function todoOf(
  desk: TodoDesk,
  awaited: Awaited,
): Promise<{ readonly today: IsoDate; readonly items: readonly TodoItem[] }> {
  const { signedIn } = awaited
  const today = dateOf(desk.now())
  // Who has not changed the first password yet sees nothing of the business.
  if (signedIn.mustChangePassword) return { today, items: [] }
  const { matters, reviews, tips, pieces, accounts, overfull } = await gathered(desk, awaited)
  const all: readonly Sorted[] = [
    ...mattersWaiting(matters, awaited),
    ...reviewsWaiting(reviews),
    ...tips.map(({ tipId, providerName, receivedOn }): Sorted => {
      const title = { zh: `举报 ${tipId}`, en: `tip ${tipId}` }
      const waiting = {
        id: tipId,
        title,
        about: providerName ?? '',
        detail: null,
        since: receivedOn,
        deadline: null,
        amount: null,
      }
      return { sort: { kind: 'tip', act: 'accept', state: 'received', mine: false }, waiting }
    }),
    ...pieces.map(({ code, title: named, task, until }): Sorted => {
      const title = { zh: named, en: named }
      const waiting = { id: code, title, about: code, detail: null, since: null, deadline: until, amount: null }
      return { sort: { kind: 'evidence', act: task, state: null, mine: false }, waiting }
    }),
    ...accounts.map(({ userId, name, task, since }): Sorted => {
      const title = { zh: name, en: name }
      const waiting = { id: userId, title, about: userId, detail: null, since, deadline: null, amount: null }
      return { sort: { kind: 'account', act: task, state: null, mine: false }, waiting }
    }),
  ]
  return { today, items: heaps(all, today, overfull) }
}

/** Reminders of limits of the last two months for somebody, newest first. */
export async function noticesOf({ todo, now }: TodoDesk, awaited: Awaited): Promise<readonly GivenReminder[]> {
  const { signedIn } = awaited
  const reach = awaited.reachFor('matters.read')
  if (signedIn.mustChangePassword || !reachesAnything(reach)) return []
  const asked = {
    userId: signedIn.user.userId,
    offices: heldOffices(awaited),
    since: addDays(dateOf(now()), -reminderDays),
  }
  return todo.reminders(asked, reach, remindersAtMost)
}
