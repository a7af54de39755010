import { type DivisionCode, dateOf, type Fen, ok, type Result, refuse } from '@yibao/core/kernel'
import type { Right } from '@yibao/core/office'
import {
  type AskedTipAct,
  earlierTip,
  rewardOf,
  rewardRuleOn,
  type Tip,
  type TipChannel,
  type TipDetails,
  type TipOffice,
  type TipRefusal,
  type TipState,
  type TipStep,
  tipOffice,
  tipStep,
} from '@yibao/core/tip'
import { type EvidenceActor, mayTouch } from './evidence.ts'
import { operationOf } from './operation-log.ts'
import type { TipDesk, TipTables } from './tip-ports.ts'

const rightFor: Readonly<Record<TipOffice, Right>> = {
  receiver: 'tips.receive',
  approver: 'matters.approve',
  cashier: 'matters.cashier',
}

async function noRight(
  desk: TipDesk,
  userId: string,
  office: TipOffice,
  division: DivisionCode,
): Promise<TipRefusal | null> {
  const right = rightFor[office]
  return (await mayTouch(desk, userId, right, division)) ? null : { code: 'tip.no-right', userId, right }
}

/** The most characters of an identity: a name, an address, how to be reached. */
const identityLongest = 16_000

export interface NewTip {
  readonly channel: TipChannel
  readonly division: DivisionCode
  readonly providerCode: string | null
  readonly what: string
  readonly amountHint: Fen | null
  /** Who gave it, as a text that only both holders can read again; null of an anonymous tip. */
  readonly identity: string | null
}

/** A tip with the code that is told to the person who gave it, this once. */
export interface ReceivedTip {
  readonly tip: Tip
  readonly claimCode: string
}

/** Seals an identity for the two holders of the day; null when there are not two. */
async function sealedFor(
  desk: TipDesk,
  tables: TipTables,
  tipId: string,
  identity: string,
): Promise<Result<Parameters<TipTables['addIdentity']>[0], TipRefusal>> {
  const holders = (await tables.holderKeys()).filter(({ retiredAt }) => retiredAt === null)
  const [first, second, more] = holders
  if (first === undefined || second === undefined || more !== undefined) {
    return refuse({ code: 'tip.holders-missing', holders: holders.length })
  }
  const { sealed, shares } = desk.sealer.seal(identity, tipId, [first.publicKey, second.publicKey])
  return ok({
    tipId,
    sealed,
    first: { keyId: first.keyId, share: shares[0] },
    second: { keyId: second.keyId, share: shares[1] },
  })
}

/**
 * Takes a tip in. An identity is sealed at once and stands nowhere else: not in the tip, its events, or the operation log. Refuses with
 * `tip.no-right`, `tip.nothing-said`, `tip.bad-text`, `tip.holders-missing`.
 */
export async function receiveTip(
  desk: TipDesk,
  by: EvidenceActor,
  { identity, ...told }: NewTip,
): Promise<Result<ReceivedTip, TipRefusal>> {
  const denied = await noRight(desk, by.userId, 'receiver', told.division)
  if (denied !== null) return refuse(denied)
  if (identity !== null && (identity.trim() === '' || identity.length > identityLongest)) {
    return refuse({ code: 'tip.bad-text', what: 'identity', longest: identityLongest })
  }
  return desk.store.alone(async (tables) => {
    const tipId = `T${desk.newId()}`
    const facts = { ...told, tipId, named: identity !== null }
    const asked: AskedTipAct = { act: 'receive', actor: by.userId, reason: null, details: { facts } }
    const step = tipStep(null, asked, desk.now())
    if (!step.ok) return step
    const sealed = identity === null ? ok(null) : await sealedFor(desk, tables, tipId, identity)
    if (!sealed.ok) return sealed
    const claimCode = desk.newClaimCode()
    await tables.record(step.value.tip, step.value.event)
    await tables.addClaim(tipId, desk.claimDigest(tipId, claimCode))
    if (sealed.value !== null) await tables.addIdentity(sealed.value)
    const details = { by: by.userId, channel: told.channel, named: facts.named }
    await tables.note(operationOf(desk, by.actor, { action: 'tip.receive', target: tipId, details }))
    return ok({ tip: step.value.tip, claimCode })
  })
}

export interface TipActAsked extends Pick<AskedTipAct, 'act' | 'reason'> {
  readonly tipId: string
  readonly details: Pick<TipDetails, 'matterId' | 'outcome'>
  /** Of a payment: the code that was told when the tip was received. */
  readonly claimCode?: string
  readonly version?: number
}

/** What the desk adds to an act: the reward by the rule of the day, the code held against its digest, a number for the receipt. */
async function completed(
  desk: TipDesk,
  tables: TipTables,
  tip: Tip,
  { act, details, claimCode }: TipActAsked,
): Promise<Result<TipDetails, TipRefusal>> {
  const { tipId, matterId } = tip
  if (act === 'propose-reward' && tip.state === 'concluded') {
    const first = matterId === null ? null : earlierTip(tip, await tables.tips({ state: null, matterId }))
    if (first !== null && matterId !== null)
      return refuse({ code: 'tip.not-first', tipId, first: first.tipId, matterId })
    const rule = rewardRuleOn(desk.rules, tip.division, dateOf(tip.receivedAt))
    const reward = rule.ok ? rewardOf(rule.value, tip) : rule
    return reward.ok ? ok({ reward: reward.value }) : reward
  }
  if (act !== 'pay') return ok(details)
  const kept = await desk.store.claimDigest(tipId)
  const right = kept !== null && claimCode !== undefined && desk.same(kept, desk.claimDigest(tipId, claimCode))
  return ok({ claimCode: right, receipt: `R${desk.newId()}` })
}

async function decided(
  desk: TipDesk,
  tables: TipTables,
  tip: Tip,
  by: EvidenceActor,
  asked: TipActAsked,
): Promise<Result<TipStep, TipRefusal>> {
  const { version } = asked
  if (version !== undefined && version !== tip.version) {
    return refuse({ code: 'tip.changed-meanwhile', tipId: tip.tipId, version: tip.version })
  }
  const details = await completed(desk, tables, tip, asked)
  if (!details.ok) return details
  return tipStep(tip, { act: asked.act, actor: by.userId, reason: asked.reason, details: details.value }, desk.now())
}

/**
 * Carries out one act on a tip. Refuses with `tip.unknown-tip`, `tip.no-right`, `tip.changed-meanwhile`, `tip.not-first`,
 * `tip.no-reward-rule` and as `tipStep` does; a refused try is written down too.
 */
export async function actOnTip(desk: TipDesk, by: EvidenceActor, asked: TipActAsked): Promise<Result<Tip, TipRefusal>> {
  const { tipId, act, reason } = asked
  const known = await desk.store.tip(tipId)
  if (known === null) return refuse({ code: 'tip.unknown-tip', tipId })
  const denied = await noRight(desk, by.userId, tipOffice(act), known.division)
  return desk.store.alone(async (tables) => {
    const tip = (await tables.tip(tipId)) ?? known
    const step = denied === null ? await decided(desk, tables, tip, by, asked) : refuse(denied)
    const told = { action: `tip.${act}`, target: tipId, details: { by: by.userId } }
    if (!step.ok) {
      await tables.note(operationOf(desk, by.actor, { ...told, outcome: 'refused', reason: step.error.code }))
      return step
    }
    const { tip: moved, event } = step.value
    await tables.record(moved, event)
    const { reward, receipt } = moved
    if (act === 'pay' && reward !== null && receipt !== null) {
      await tables.addReward({ receipt, tipId, amount: reward.amount, paidAt: event.at, paidBy: by.userId, reward })
    }
    await tables.note(operationOf(desk, by.actor, { ...told, reason }))
    return ok(moved)
  })
}

/** What the person who gave a tip is told of it. */
export interface TipStatus {
  readonly tipId: string
  readonly state: TipState
  /** Null before it is concluded. */
  readonly substantiated: boolean | null
  readonly reward: Fen | null
  readonly claimUntil: Tip['claimUntil']
}

/**
 * Tells whoever shows the claim code how far the tip is. Refuses with `tip.wrong-code`, also when there is no such tip: who guesses learns
 * nothing.
 */
export async function tipStatus(desk: TipDesk, tipId: string, code: string): Promise<Result<TipStatus, TipRefusal>> {
  const [tip, kept] = [await desk.store.tip(tipId), await desk.store.claimDigest(tipId)]
  if (tip === null || kept === null || !desk.same(kept, desk.claimDigest(tipId, code))) {
    return refuse({ code: 'tip.wrong-code', tipId })
  }
  const told = tip.state === 'awarded' || tip.state === 'rewarded'
  return ok({
    tipId,
    state: tip.state,
    substantiated: tip.outcome?.substantiated ?? null,
    reward: told ? (tip.reward?.amount ?? null) : null,
    claimUntil: tip.claimUntil,
  })
}
