import type { LocalDateTime } from '@yibao/core/kernel'
import type { Circumstances, Hand } from '@yibao/core/office'

/** What somebody did, or tried to do, beside the messages of institutions. */
export interface Operation {
  readonly operationId: string
  readonly at: LocalDateTime
  /** The sign-in name of a user; `console` for the machine's command line, `nobody` for who did not say who he is. */
  readonly actor: string
  readonly action: string
  /** On what: a user, a person's number, an institution; null when there is nothing to name. */
  readonly target: string | null
  readonly outcome: 'done' | 'refused'
  /** Why it was refused (a code), or why it was done (the words of the actor). */
  readonly reason: string | null
  readonly address: string | null
  readonly sessionId: string | null
  readonly details: object
}

/** Where a page ends: the next one begins behind this row. */
export type OperationKey = Pick<Operation, 'at' | 'operationId'>

/** What is looked for; null looks at all. */
export interface OperationFilter {
  readonly actor: string | null
  readonly action: string | null
  readonly target: string | null
  readonly outcome: Operation['outcome'] | null
  readonly from: LocalDateTime | null
  /** The first moment that is too late. */
  readonly until: LocalDateTime | null
}

export const everyOperation: OperationFilter = {
  actor: null,
  action: null,
  target: null,
  outcome: null,
  from: null,
  until: null,
}

/** Rows are only ever added; the database refuses anything else. */
export interface OperationLog {
  note(operation: Operation): Promise<void>
  /** Newest first. */
  find(filter: OperationFilter, after: OperationKey | null, limit: number): Promise<readonly Operation[]>
}

/** Who acts, and from where. */
export interface Actor {
  readonly hand: Hand
  readonly sessionId: string | null
  /** Null at the machine itself. */
  readonly from: Circumstances | null
}

export const atConsole: Actor = { hand: { kind: 'console' }, sessionId: null, from: null }

/** As the log names who acts. */
export const actorName = ({ hand }: Actor): string => (hand.kind === 'console' ? 'console' : hand.user.userId)

/** Where operations get their numbers and times. */
export interface OperationSource {
  readonly newId: () => string
  readonly now: () => LocalDateTime
}

type Told = Pick<Operation, 'action'> & Partial<Pick<Operation, 'target' | 'outcome' | 'reason' | 'details'>>

/** A row of the log, with who and from where. */
export function operationOf({ newId, now }: OperationSource, actor: Actor, told: Told): Operation {
  return {
    target: null,
    outcome: 'done',
    reason: null,
    details: {},
    ...told,
    operationId: newId(),
    at: now(),
    actor: actorName(actor),
    address: actor.from?.address ?? null,
    sessionId: actor.sessionId,
  }
}

/** What is written down of a thing although it leaves it as it is. */
const looksOnly: ReadonlySet<string> = new Set(['evidence.read'])
const recentRows = 20

/**
 * Who changed something last, as the log tells it; null where it does not.
 *
 * @param room the first half of the names of the acts that change it
 */
export async function lastChange(
  log: Pick<OperationLog, 'find'>,
  room: string,
  target: string,
): Promise<{ readonly by: string; readonly at: LocalDateTime } | null> {
  const recent = await log.find({ ...everyOperation, target, outcome: 'done' }, null, recentRows)
  const found = recent.find(({ action }) => action.startsWith(`${room}.`) && !looksOnly.has(action))
  return found === undefined ? null : { by: found.actor, at: found.at }
}

/** As many rows as one page may have. */
export const operationPageLimit = 200

/** One page of the log. */
export async function findOperations(
  log: Pick<OperationLog, 'find'>,
  filter: OperationFilter,
  page: { readonly after: OperationKey | null; readonly limit: number },
): Promise<{ readonly rows: readonly Operation[]; readonly next: OperationKey | null }> {
  const limit = Math.max(1, Math.min(page.limit, operationPageLimit))
  const found = await log.find(filter, page.after, limit + 1)
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return {
    rows,
    next: found.length > limit && last !== undefined ? { at: last.at, operationId: last.operationId } : null,
  }
}
