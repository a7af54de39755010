import {
  type Act,
  type LimitName,
  lapses,
  type Matter,
  type Office,
  type Reminder,
  remindersDue,
} from '@yibao/core/casework'
import { dateOf } from '@yibao/core/kernel'
import { everywhere } from '@yibao/core/office'
import { actOn } from './casework-act.ts'
import type { CaseActor, CaseworkDesk, CaseworkFlowRefusal } from './casework-ports.ts'
import type { Actor } from './operation-log.ts'

/** A reminder with who is told. */
export interface ToldReminder extends Reminder {
  readonly office: Office
  /** The person whose turn it is; null when it is an office's or the institution's. */
  readonly told: string | null
}

const officeOfLimit: Readonly<Record<LimitName, Office>> = {
  'first-review': 'reviewer',
  answer: 'institution',
  'second-review': 'reviewer',
  appeal: 'institution',
  'appeal-review': 'reviewer',
  repay: 'cashier',
  'request-hearing': 'institution',
  'decide-case': 'leader',
  'extend-case': 'leader',
  reconsideration: 'institution',
  'pay-fine': 'cashier',
}

/** Whose turn it is: of a review that nobody was given yet the dispatcher's. */
function turnOf(matter: Matter, name: LimitName): Pick<ToldReminder, 'office' | 'told'> {
  const people: Partial<Record<LimitName, string | null>> = {
    'first-review': matter.firstReviewer,
    'second-review': matter.secondReviewer,
    'appeal-review': matter.appealReviewer,
  }
  const told = people[name] ?? null
  const office = officeOfLimit[name]
  return office === 'reviewer' && told === null ? { office: 'dispatcher', told } : { office, told }
}

/** What is due now, told or not: limits that ended first. Changes nothing. */
export async function remindersNow(desk: CaseworkDesk): Promise<readonly ToldReminder[]> {
  const running = await desk.matters.running()
  const byId = new Map(running.map((matter) => [matter.matterId, matter]))
  return remindersDue(running, dateOf(desk.now()), desk.law).flatMap((reminder) => {
    const matter = byId.get(reminder.matterId)
    return matter === undefined ? [] : [{ ...reminder, ...turnOf(matter, reminder.deadline.name) }]
  })
}

/** A matter on which the clock or the ledger acted, or could not. */
export interface DailyAct {
  readonly matterId: string
  readonly act: Act['kind']
  readonly refusal: CaseworkFlowRefusal | null
}

export interface Daily {
  readonly lapsed: readonly DailyAct[]
  readonly settled: readonly DailyAct[]
  /** Those that were not told before. */
  readonly reminders: readonly ToldReminder[]
}

const systemActor = (actor: Actor): CaseActor => ({
  reach: everywhere,
  beyondReach: () => Promise.resolve(),
  actor,
  userId: 'system',
  officesAt: () => ['system'],
})

async function onSystem(
  desk: CaseworkDesk,
  actor: Actor,
  { matterId, version }: Pick<Matter, 'matterId' | 'version'>,
  act: Act,
): Promise<DailyAct> {
  const done = await actOn(desk, systemActor(actor), { matterId, version, act })
  return { matterId, act: act.kind, refusal: done.ok ? null : done.error }
}

/** Terms that ended without an answer, an appeal or a request: the procedure goes on. */
async function lapseTerms(desk: CaseworkDesk, actor: Actor): Promise<readonly DailyAct[]> {
  const today = dateOf(desk.now())
  const done: DailyAct[] = []
  for (const matter of await desk.matters.running()) {
    if (!lapses(matter, today)) continue
    done.push(await onSystem(desk, actor, matter, { kind: 'lapse', reason: null, evidence: [], details: {} }))
  }
  return done
}

/** Deductions that a closed statement took: the matter is recovered, with the number of the statement's entry. */
export async function settleDeductions(desk: CaseworkDesk, actor: Actor): Promise<readonly DailyAct[]> {
  const done: DailyAct[] = []
  for (const { matterId, version, amount, entryId } of await desk.matters.waitingDeductions()) {
    if (entryId === null) continue
    const act: Act = { kind: 'settle', reason: null, evidence: [entryId], details: { amount } }
    done.push(await onSystem(desk, actor, { matterId, version }, act))
  }
  return done
}

/** What the clock and the ledger do every day: terms lapse, statements settle, and who has a limit is told, once for each mark. */
export async function dailyCasework(desk: CaseworkDesk, actor: Actor): Promise<Daily> {
  const lapsed = await lapseTerms(desk, actor)
  const settled = await settleDeductions(desk, actor)
  const reminders: ToldReminder[] = []
  for (const reminder of await remindersNow(desk)) {
    const { office, told } = reminder
    if (await desk.matters.remind(reminder, office, told, desk.now())) reminders.push(reminder)
  }
  return { lapsed, settled, reminders }
}
