import { type Act, lapses, type Matter, remindersDue, turnOf } from '@yibao/core/casework'
import { dateOf } from '@yibao/core/kernel'
import { everywhere } from '@yibao/core/office'
import { actOn } from './casework-act.ts'
import type { CaseActor, CaseworkDesk, CaseworkFlowRefusal, ToldReminder } from './casework-ports.ts'
import type { Actor } from './operation-log.ts'

/** What is due now, told or not: limits that ended first. Changes nothing. */
export async function remindersNow(desk: CaseworkDesk): Promise<readonly ToldReminder[]> {
  const running = await desk.matters.running()
  const byId = new Map(running.map((matter) => [matter.matterId, matter]))
  return remindersDue(running, dateOf(desk.now()), desk.law).flatMap((reminder) => {
    const matter = byId.get(reminder.matterId)
    if (matter === undefined) return []
    const { office, userId: told } = turnOf(matter, reminder.deadline.name)
    return [{ ...reminder, office, told }]
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
  /** Bills that were undone, or restored, after money had been ordered on them; a leader looks at those matters again. */
  readonly turned: readonly DailyAct[]
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

/** Bills that do not stand any more, or stand again, although money was ordered on them: noted with the matter, once each time. */
async function noteBills(desk: CaseworkDesk, actor: Actor): Promise<readonly DailyAct[]> {
  const done: DailyAct[] = []
  for (const { matterId, version, settlementId, stands } of await desk.matters.billsTurned()) {
    const kind = stands ? 'note-restored' : 'note-undone'
    const act: Act = { kind, reason: null, evidence: [settlementId], details: {} }
    done.push(await onSystem(desk, actor, { matterId, version }, act))
  }
  return done
}

/**
 * What the clock and the ledger do every day: terms lapse, statements settle, bills that were undone are noted, and who has a limit is
 * told, once for each mark.
 */
export async function dailyCasework(desk: CaseworkDesk, actor: Actor): Promise<Daily> {
  const lapsed = await lapseTerms(desk, actor)
  const settled = await settleDeductions(desk, actor)
  const turned = await noteBills(desk, actor)
  const reminders = await desk.matters.remind(await remindersNow(desk), desk.now())
  return { lapsed, settled, turned, reminders }
}
