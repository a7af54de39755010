import { dateOf, type IsoDate, type LocalDateTime, ok, type Result, refuse } from '../kernel/index.ts'
import { chainStart, sealed } from './chain.ts'
import { custodyActs, custodyRow } from './transitions.ts'
import type {
  ApprovedAct,
  CustodyAct,
  CustodyDetails,
  CustodyEvent,
  CustodyNeed,
  Digest,
  EvidenceRefusal,
  Piece,
} from './types.ts'

/** An act as somebody asks for it. */
export interface AskedAct {
  readonly act: CustodyAct
  readonly actor: string
  readonly reason: string
  readonly details: CustodyDetails
}

export interface CustodyStep {
  readonly piece: Piece
  readonly event: CustodyEvent
}

interface Asked extends AskedAct {
  readonly piece: Piece | null
  readonly today: IsoDate
}

type Check = (asked: Asked) => EvidenceRefusal | null

const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === ''

const missing = (what: string): EvidenceRefusal => ({ code: 'evidence.no-facts', missing: what })

/** The most characters of a title, a place, a name, a reason. */
const textLongest = 500

/** What would break a line, turn its direction or stand for no character: one line of a list must be one piece. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

/** The first text that cannot stand in a list. */
function textRefusal({ reason, details }: AskedAct): EvidenceRefusal | null {
  const { facts, place, borrower, receiver } = details
  const { title, source, matterId, content } = facts ?? {}
  const texts = { reason, place, borrower, receiver, title, source, matterId, file: content?.name }
  const bad = Object.entries(texts).find(([, text]) => text && (text.length > textLongest || unprintable.test(text)))
  return bad === undefined ? null : { code: 'evidence.bad-text', what: bad[0], longest: textLongest }
}

/** Whether two names are of one person, however they were typed. */
const isSame = (one: string, other: string): boolean => plainName(one) === plainName(other)
const plainName = (name: string): string => name.normalize('NFKC').trim().toLowerCase()

/** Another person allowed this very act, and the allowance still counts. */
function approvalRefusal({ piece, act, actor, details, today }: Asked): EvidenceRefusal | null {
  const wanted = act as ApprovedAct
  const borrower = wanted === 'check-out' ? (details.borrower ?? null) : null
  if (wanted === 'check-out' && isBlank(details.borrower)) return missing('borrower')
  const approval = piece?.approval ?? null
  if (approval === null || approval.for !== wanted || approval.borrower !== borrower) {
    return { code: 'evidence.no-approval', act: wanted, borrower }
  }
  if (approval.until < today) return { code: 'evidence.approval-over', act: wanted, until: approval.until, today }
  const same = [actor, borrower ?? actor].some((name) => isSame(name, approval.by))
  return same ? { code: 'evidence.same-person', userId: approval.by, act: wanted } : null
}

function grantRefusal({ actor, details, today }: Asked): EvidenceRefusal | null {
  const { for: wanted, until, borrower } = details
  if (wanted === undefined) return missing('for')
  if (until === undefined) return missing('until')
  if (wanted === 'check-out' && isBlank(borrower)) return missing('borrower')
  if (wanted === 'check-out' && isSame(borrower ?? '', actor))
    return { code: 'evidence.same-person', userId: actor, act: wanted }
  return until < today ? { code: 'evidence.deadline-past', deadline: until, today } : null
}

function factsRefusal({ details }: Asked): EvidenceRefusal | null {
  const { facts } = details
  if (facts === undefined) return missing('facts')
  const empty = (['code', 'title', 'source'] as const).find((name) => isBlank(facts[name]))
  return empty === undefined ? null : missing(empty)
}

const checks: Readonly<Record<CustodyNeed, Check>> = {
  reason: ({ act, reason }) => (isBlank(reason) ? { code: 'evidence.no-reason', act } : null),
  facts: factsRefusal,
  place: ({ details }) => (isBlank(details.place) ? missing('place') : null),
  receiver: ({ details }) => (isBlank(details.receiver) ? missing('receiver') : null),
  grant: grantRefusal,
  approval: approvalRefusal,
  'due-ahead': ({ details, today }) => {
    if (details.dueBack === undefined) return missing('dueBack')
    return details.dueBack < today ? { code: 'evidence.deadline-past', deadline: details.dueBack, today } : null
  },
}

/** The order in which refusals are told when several hold. */
export const needOrder: readonly CustodyNeed[] = [
  'reason',
  'facts',
  'place',
  'receiver',
  'grant',
  'approval',
  'due-ahead',
]

/** The piece as it is after an event. Which parts change depends on the act alone. */
function after(piece: Piece | null, event: CustodyEvent, to: Piece['state']): Piece | null {
  const { act, details, actor, at, number: version, hash: head } = event
  if (piece === null) {
    const { facts, place } = details
    if (facts === undefined || place === undefined) return null
    const nobody = { borrower: null, dueBack: null, approval: null }
    return { ...facts, state: to, version, head, place, keeper: actor, collectedAt: at, changedAt: at, ...nobody }
  }
  const moved = { ...piece, state: to, version, head, changedAt: at, place: details.place ?? piece.place }
  if (act === 'approve') {
    const { for: wanted, until, borrower = null } = details
    return wanted === undefined || until === undefined
      ? null
      : { ...moved, approval: { for: wanted, by: actor, borrower: wanted === 'check-out' ? borrower : null, until } }
  }
  if (act === 'check-out') {
    const { borrower = null, dueBack = null } = details
    return { ...moved, borrower, dueBack, approval: null }
  }
  const counted = act === 'count-found' && piece.state === to
  const receiver = act === 'transfer' ? (details.receiver ?? piece.place) : moved.place
  return {
    ...moved,
    place: receiver,
    keeper: act === 'return' || act === 'restore' ? actor : piece.keeper,
    borrower: null,
    dueBack: null,
    approval: counted ? piece.approval : null,
  }
}

/**
 * Decides one act on a piece; null is the piece that is about to be taken in.
 *
 * @returns the piece as it is afterwards and the event that seals it to its past
 * Refuses with `evidence.not-now`, `evidence.clock-back`, `evidence.bad-text`, then in the order of `needOrder`: `evidence.no-reason`, `evidence.no-facts`, `evidence.no-approval`,
 * `evidence.approval-over`, `evidence.same-person`, `evidence.deadline-past`.
 */
export function custodyStep(
  piece: Piece | null,
  asked: AskedAct,
  at: LocalDateTime,
  digest: Digest,
): Result<CustodyStep, EvidenceRefusal> {
  const { act, actor, reason, details } = asked
  const state = piece?.state ?? null
  const row = custodyRow(state, act)
  if (row === null) return refuse({ code: 'evidence.not-now', act, state, may: custodyActs(state) })
  // An event before the one that it follows would break the chain for good.
  if (piece !== null && at < piece.changedAt) {
    return refuse({ code: 'evidence.clock-back', piece: piece.code, last: piece.changedAt, now: at })
  }
  const unfit = textRefusal(asked)
  if (unfit !== null) return refuse(unfit)
  const all = { ...asked, piece, today: dateOf(at) }
  for (const need of needOrder) {
    const refusal = row.needs.includes(need) ? checks[need](all) : null
    if (refusal !== null) return refuse(refusal)
  }
  const code = piece?.code ?? details.facts?.code ?? ''
  const number = (piece?.version ?? 0) + 1
  const event = sealed(
    { code, number, act, actor, at, reason: reason.trim(), details, previous: piece?.head ?? chainStart },
    digest,
  )
  const next = after(piece, event, row.to)
  return next === null ? refuse(missing('facts')) : ok({ piece: next, event })
}

/**
 * The piece that its events come to, each decided again. Refuses with `evidence.chain-broken` at the first event that was changed,
 * left out, put in, or could not have happened.
 */
export function replayCustody(events: readonly CustodyEvent[], digest: Digest): Result<Piece | null, EvidenceRefusal> {
  let piece: Piece | null = null
  for (const [index, event] of events.entries()) {
    const number = index + 1
    const broken = (what: 'refused' | 'hash' | 'number' | 'previous' | 'code') =>
      refuse({ code: 'evidence.chain-broken' as const, piece: event.code, number, what })
    if (event.number !== number) return broken('number')
    if (event.previous !== (piece?.head ?? chainStart)) return broken('previous')
    const step: Result<CustodyStep, EvidenceRefusal> = custodyStep(piece, event, event.at, digest)
    if (!step.ok) return broken('refused')
    if (step.value.event.code !== event.code) return broken('code')
    if (step.value.event.hash !== event.hash) return broken('hash')
    piece = step.value.piece
  }
  return ok(piece)
}

/** Pieces that should be back and are not, the longest overdue first. */
export function overduePieces(pieces: readonly Piece[], today: IsoDate): readonly Piece[] {
  return pieces
    .filter(({ state, dueBack }) => state === 'out' && dueBack !== null && dueBack < today)
    .sort((one, other) => ((one.dueBack ?? today) < (other.dueBack ?? today) ? -1 : 1))
}
