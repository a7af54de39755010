import { addMonths, dateOf, type IsoDate, type LocalDateTime, ok, type Result, refuse } from '../kernel/index.ts'
import { tipActs, tipRow } from './transitions.ts'
import type { Tip, TipAct, TipDetails, TipEvent, TipNeed, TipRefusal } from './types.ts'

/** An act as somebody asks for it. */
export interface AskedTipAct {
  readonly act: TipAct
  readonly actor: string
  readonly reason: string | null
  readonly details: TipDetails
}

export interface TipStep {
  readonly tip: Tip
  readonly event: TipEvent
}

interface Asked extends AskedTipAct {
  readonly tip: Tip
  readonly today: IsoDate
}

const isBlank = (text: string | null | undefined): boolean => (text ?? '').trim() === ''

/** Who proposed a reward does not approve it; who approved it, or saw the claim code when it was made, does not pay it. */
function samePerson({ tip, act, actor }: Asked): TipRefusal | null {
  const before = act === 'pay' ? [tip.receivedBy, tip.proposedBy, tip.approvedBy] : [tip.proposedBy]
  return before.includes(actor) ? { code: 'tip.same-person', userId: actor, act } : null
}

const checks: Readonly<Record<TipNeed, (asked: Asked) => TipRefusal | null>> = {
  reason: ({ act, reason }) => (isBlank(reason) ? { code: 'tip.no-reason', act } : null),
  matter: ({ tip, details }) => (isBlank(details.matterId) ? { code: 'tip.no-matter', tipId: tip.tipId } : null),
  outcome: ({ tip, details: { outcome } }) =>
    outcome === undefined || outcome.amount < 0 || (!outcome.substantiated && outcome.amount > 0)
      ? { code: 'tip.no-outcome', tipId: tip.tipId }
      : null,
  substantiated: ({ tip }) =>
    tip.outcome?.substantiated === true ? null : { code: 'tip.not-substantiated', tipId: tip.tipId },
  reward: ({ tip, details: { reward } }) =>
    reward === undefined || reward.amount <= 0 || reward.base !== tip.outcome?.amount
      ? { code: 'tip.no-amount', tipId: tip.tipId }
      : null,
  'other-person': samePerson,
  'before-end': ({ tip, today }) => {
    const until = tip.claimUntil
    return until !== null && until < today ? { code: 'tip.too-late', until, today } : null
  },
  'after-end': ({ tip, today }) => {
    const until = tip.claimUntil
    return until !== null && until >= today ? { code: 'tip.too-early', until, today } : null
  },
  'claim-code': ({ tip, details }) =>
    details.claimCode === true && !isBlank(details.receipt) ? null : { code: 'tip.wrong-code', tipId: tip.tipId },
}

/** The order in which refusals are told when several hold. */
export const tipNeedOrder: readonly TipNeed[] = [
  'reason',
  'matter',
  'outcome',
  'substantiated',
  'reward',
  'other-person',
  'before-end',
  'after-end',
  'claim-code',
]

/** The tip as it is after an event. */
function after(tip: Tip, { act, actor, at, number: version, details }: TipEvent, state: Tip['state']): Tip {
  const moved = { ...tip, state, version }
  const { matterId = null, outcome = null, reward = null, receipt = null } = details
  if (act === 'link') return { ...moved, matterId }
  if (act === 'conclude') return { ...moved, outcome }
  if (act === 'propose-reward') return { ...moved, reward, proposedBy: actor }
  if (act === 'return-reward') return { ...moved, reward: null, proposedBy: null }
  if (act === 'approve-reward') {
    const months = tip.reward?.rule.claimMonths ?? 0
    return { ...moved, claimUntil: addMonths(dateOf(at), months), approvedBy: actor }
  }
  if (act === 'pay') return { ...moved, receipt }
  return moved
}

/** The most characters of what was told, and of a reason. */
const textLongest = 4_000

/** Lines and tabs are as they were told; what paints a terminal, turns the direction or stands for no character is not. */
const unprintable = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}]/u

/** The first text that cannot be kept and shown. */
function textRefusal({ reason, details: { facts, matterId } }: AskedTipAct): TipRefusal | null {
  const texts = { what: facts?.what, providerCode: facts?.providerCode, matterId, reason }
  const bad = Object.entries(texts).find(([, text]) => text && (text.length > textLongest || unprintable.test(text)))
  return bad === undefined ? null : { code: 'tip.bad-text', what: bad[0], longest: textLongest }
}

/** Takes a tip in. Refuses with `tip.nothing-said`. */
function received(asked: AskedTipAct, at: LocalDateTime): Result<TipStep, TipRefusal> {
  const { facts } = asked.details
  if (facts === undefined || isBlank(facts.what)) return refuse({ code: 'tip.nothing-said' })
  const nothingYet = {
    matterId: null,
    outcome: null,
    reward: null,
    proposedBy: null,
    approvedBy: null,
    claimUntil: null,
    receipt: null,
  }
  const { act, actor, reason, details } = asked
  return ok({
    tip: { ...facts, state: 'received', version: 1, receivedAt: at, receivedBy: actor, ...nothingYet },
    event: { tipId: facts.tipId, number: 1, act, actor, at, reason, details },
  })
}

/**
 * Decides one act on a tip; null is the one that is being received. Refuses with `tip.not-now`, `tip.bad-text`, then in the order of `tipNeedOrder`:
 * `tip.no-reason`, `tip.no-matter`, `tip.no-outcome`, `tip.not-substantiated`, `tip.no-amount`, `tip.same-person`, `tip.too-late`,
 * `tip.too-early`, `tip.wrong-code`.
 */
export function tipStep(tip: Tip | null, asked: AskedTipAct, at: LocalDateTime): Result<TipStep, TipRefusal> {
  const { act, actor, reason, details } = asked
  const state = tip?.state ?? null
  const row = tipRow(state, act)
  if (row === null) return refuse({ code: 'tip.not-now', act, state, may: tipActs(state) })
  const unfit = textRefusal(asked)
  if (unfit !== null) return refuse(unfit)
  if (tip === null) return received(asked, at)
  const all = { ...asked, tip, today: dateOf(at) }
  for (const need of tipNeedOrder) {
    const refusal = row.needs.includes(need) ? checks[need](all) : null
    if (refusal !== null) return refuse(refusal)
  }
  const event: TipEvent = { tipId: tip.tipId, number: tip.version + 1, act, actor, at, reason, details }
  return ok({ tip: after(tip, event, row.to), event })
}

/** The tip that its events come to, each decided again; null when one of them could not have happened. */
export function replayTip(events: readonly TipEvent[]): Tip | null {
  let tip: Tip | null = null
  for (const [index, event] of events.entries()) {
    const step: Result<TipStep, TipRefusal> = tipStep(tip, event, event.at)
    if (!step.ok || event.number !== index + 1 || event.tipId !== step.value.tip.tipId) return null
    tip = step.value.tip
  }
  return tip
}
