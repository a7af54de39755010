import { type CreditEvent, type CreditOrder, type CreditStanding, creditAct, standingOf } from '@yibao/core/credit'
import { dateOf, type IsoDate, ok, type Result, refuse } from '@yibao/core/kernel'
import { type Asker, withinReach } from './asker.ts'
import type { CreditActor, CreditDesk, CreditFlowRefusal, CreditMatter, CreditSubject } from './credit-archive-ports.ts'
import { operationOf } from './operation-log.ts'

type Answer<T> = Promise<Result<T, CreditFlowRefusal>>

/** An archive with what it says on a day. */
export interface CreditArchive {
  readonly events: readonly CreditEvent[]
  readonly standing: CreditStanding
}

/** What an archive within reach says on a day. Refuses with `credit.unknown-subject`, `credit.no-scheme`. */
export async function creditOf(desk: CreditDesk, by: Asker, of: CreditSubject, on: IsoDate): Answer<CreditArchive> {
  const found = await withinReach(by, `${of.kind} ${of.subject}`, await desk.archives.belongs(of))
  if (found === null) return refuse({ code: 'credit.unknown-subject', subject: of.subject })
  const events = await desk.archives.events(of)
  const standing = standingOf(of.kind, events, on, desk.rules)
  return standing.ok ? ok({ events, standing: standing.value }) : standing
}

function subjectIn({ providerCode, doctor, insuredId }: CreditMatter, { kind }: CreditSubject): string | null {
  if (kind === 'institution') return providerCode
  return kind === 'doctor' ? doctor : insuredId
}

/** Points are taken for what was decided, of those whom it is about. */
async function barred(desk: CreditDesk, of: CreditSubject, order: CreditOrder): Promise<CreditFlowRefusal | null> {
  if (order.kind !== 'record') return null
  const { matterId } = order
  const matter = await desk.archives.matter(matterId)
  if (matter === null) return { code: 'credit.unknown-matter', matterId }
  if (!matter.decided) return { code: 'credit.not-decided', matterId, state: matter.state }
  return subjectIn(matter, of) === of.subject ? null : { code: 'credit.other-subject', matterId, subject: of.subject }
}

/**
 * Adds one event to an archive within reach: points for a decided matter, an appeal, its outcome, a repair. Refuses with
 * `credit.unknown-subject`, `credit.unknown-matter`, `credit.not-decided`, `credit.other-subject`, what core refuses, and
 * `credit.changed-meanwhile` when somebody else's event came first, or since the archive was looked at.
 */
export async function actOnCredit(
  desk: CreditDesk,
  by: CreditActor,
  {
    of,
    order,
    reason,
    seen,
  }: {
    readonly of: CreditSubject
    readonly order: CreditOrder
    readonly reason: string
    /** How many events were on file when it was looked at; absent where nobody looked. */
    readonly seen?: number | undefined
  },
): Answer<CreditArchive> {
  const today = dateOf(desk.now())
  const before = await creditOf(desk, by, of, today)
  if (!before.ok) return before
  const { events } = before.value
  const changed = refuse({ code: 'credit.changed-meanwhile', subject: of.subject } as const)
  if (seen !== undefined && seen !== events.length) return changed
  const refusal = await barred(desk, of, order)
  if (refusal !== null) return refuse(refusal)
  const event = creditAct(order, { kind: of.kind, events, by: by.userId, reason, today, rules: desk.rules })
  if (!event.ok) return event
  const { deed, number } = event.value
  const details = { archive: of.kind, number, deed, by: by.userId }
  const operation = operationOf(desk, by.actor, { action: `credit.${deed.kind}`, target: of.subject, reason, details })
  const added = await desk.archives.add(of, event.value, desk.now(), operation)
  return added ? await creditOf(desk, by, of, today) : changed
}
