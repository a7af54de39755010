import type { Answer, ErrorFacts, Input } from '@yibao/contract/rest'
import type { CaseworkRefusal } from '@yibao/core/casework'
import { divisionCode, fen, ok, type Result, refuse } from '@yibao/core/kernel'
import { mayReach, type Reach, type Right, reachOf } from '@yibao/core/office'
import {
  type Reward,
  type TipAct,
  type TipEvent,
  type TipRefusal,
  tipActs,
  tipActWords,
  tipOffice,
} from '@yibao/core/tip'
import { pageOf, withinReach } from '../../flows/asker.ts'
import type { CaseworkDesk } from '../../flows/casework-ports.ts'
import { type OperationLog, type OperationSource, operationOf } from '../../flows/operation-log.ts'
import { actOnTip, receiveTip, tipStatus } from '../../flows/tip.ts'
import { offerTip } from '../../flows/tip-item.ts'
import type { FiledTip, TipDesk, TipReads } from '../../flows/tip-ports.ts'
import { caseworkFacts } from './casework-facts.ts'
import { usualPage } from './desk.ts'
import { limitIs, mayBeDone, said } from './facts.ts'
import type { HandlersOf, SignedInContext } from './handler.ts'
import type { Look } from './look-limit.ts'
import { refusedBy } from './office.ts'
import { eventWord, readEventWord } from './paging.ts'

export interface TipsRest extends OperationSource {
  /** Its rules of rewards are read from files when it is first asked for. */
  readonly desk: () => Promise<TipDesk>
  readonly casework: CaseworkDesk
  readonly reads: TipReads
  readonly log: Pick<OperationLog, 'note'>
  readonly isInstitution: (providerCode: string) => boolean
  readonly limit: (address: string) => Look
}

type WireTip = Answer<'tips.get'>
type WireAct = WireTip['may'][number]

const rights = {
  receiver: 'tips.receive',
  approver: 'matters.approve',
  cashier: 'matters.cashier',
} as const satisfies Record<string, Right>

/** The cashier pays by number and code, without looking at the tip. */
const isAsked = (act: TipAct): act is WireAct => act !== 'receive' && act !== 'pay'

const aboutLongest = 40

function aboutOf(what: string): string {
  const [first = '', ...others] = what.trim().split('\n')
  const cut = [...first].slice(0, aboutLongest).join('')
  return cut === first && others.length === 0 ? cut : `${cut}…`
}

function rowView({ tip, providerName }: FiledTip): Answer<'tips.list'>['rows'][number] {
  const { tipId, state, channel, division, providerCode, receivedAt, named, matterId, amountHint, what } = tip
  return {
    ...{ tipId, state, channel, division, providerCode, providerName, receivedAt, named, matterId, amountHint },
    about: aboutOf(what),
  }
}

function rewardView({ amount, base, steps, bound, rule }: Reward): NonNullable<WireTip['reward']> {
  const parts = steps.map(({ part, share, result }) => ({ part, sharePpm: share, result }))
  return { amount, base, steps: parts, bound, source: rule.source, assumed: rule.assumed }
}

const eventView = ({ number, act, actor, at, reason }: TipEvent) => ({ number, act, actor, at, reason })

/** The facts of a refusal; never what was typed as an identity or a claim code. */
function factsOf(refusal: TipRefusal): ErrorFacts {
  switch (refusal.code) {
    case 'tip.not-now':
      return { field: 'act', value: refusal.act, ...mayBeDone(tipActWords, refusal.may.filter(isAsked)) }
    case 'tip.changed-meanwhile':
      return { field: 'version', ...said(String(refusal.version)) }
    case 'tip.no-reason':
      return { field: 'reason' }
    case 'tip.nothing-said':
      return { field: 'what' }
    case 'tip.bad-text':
      return { field: refusal.what }
    case 'tip.no-matter':
      return { field: 'matterId' }
    case 'tip.no-outcome':
      return { field: 'amount' }
    case 'tip.not-first':
      return { value: refusal.first }
    case 'tip.too-early':
    case 'tip.too-late':
      return limitIs(refusal.until, refusal.today)
    case 'tip.no-reward-rule':
      return { value: refusal.division }
    default:
      return {}
  }
}

const isOfTip = (refusal: TipRefusal | CaseworkRefusal): refusal is TipRefusal => refusal.code.startsWith('tip.')

const byOf = ({ user, actor }: SignedInContext) => ({ userId: user.userId, actor })

/** The act with what it says beside. */
function detailsOf({ act, matterId, substantiated = false, amount = 0 }: Input<'tips.act'>) {
  if (act === 'link') return matterId === undefined ? {} : { matterId }
  return act === 'conclude' ? { outcome: { substantiated, amount: fen(amount) } } : {}
}

/** Whoever shows number and code: the person who gave the tip, or a cashier before that person. */
function claimHandlers({ desk, limit }: TipsRest): Pick<HandlersOf<'tips'>, 'tips.pay' | 'tips.status'> {
  return {
    'tips.pay': async (context, { tipId, claimCode }) => {
      const asked = { tipId, act: 'pay', reason: null, details: {}, claimCode } as const
      const paid = await actOnTip(await desk(), byOf(context), asked)
      if (paid.ok) return ok({ tipId, receipt: paid.value.receipt ?? '', amount: paid.value.reward?.amount ?? fen(0) })
      const { code } = paid.error
      // Who guesses numbers does not learn which there are.
      if (code === 'tip.unknown-tip' || code === 'tip.no-right') return refuse({ code: 'tip.wrong-code' })
      return refusedBy('tips.pay', paid.error, factsOf(paid.error))
    },

    // Nothing is written down: where somebody asks from says who told.
    'tips.status': async ({ from }, { tipId, claimCode }) => {
      const look = limit(from.address)
      if (!look.admitted) return refuse({ code: 'tip.too-many', retryAfterSeconds: look.retryAfterSeconds })
      const told = await tipStatus(await desk(), tipId, claimCode)
      return told.ok ? told : refuse({ code: 'tip.wrong-code' })
    },
  }
}

/** Tips, without who gave them: that is sealed on receipt and opened at the command line only. */
export function tipHandlers(rest: TipsRest): HandlersOf<'tips'> {
  const { desk, casework, reads, log, isInstitution } = rest
  const unknown = refuse({ code: 'tip.unknown-tip' } as const)
  const seen = async (context: SignedInContext, tipId: string): Promise<FiledTip | null> => {
    const found = await reads.tip(tipId)
    const placed = found === null ? null : { ...found, divisions: [found.tip.division], institutions: [] }
    return withinReach(context, tipId, placed)
  }
  const mayOf = ({ user }: SignedInContext, { tip }: FiledTip): readonly WireAct[] => {
    const reaches = (reach: Reach): boolean => mayReach(reach, { divisions: [tip.division], institutions: [] })
    return tipActs(tip.state)
      .filter((act) => reaches(reachOf(user, rights[tipOffice(act)])))
      .filter(isAsked)
  }
  const wholeOf = async (context: SignedInContext, filed: FiledTip): Promise<WireTip> => {
    const { tip } = filed
    const { about: _about, ...known } = rowView(filed)
    const { version, what, receivedBy, outcome, reward, claimUntil, receipt, tipId } = tip
    const [events, holders] = await Promise.all([reads.events(tipId), reads.sealedFor(tipId)])
    return {
      ...known,
      ...{ version, what, receivedBy, outcome, claimUntil, receipt, holders },
      reward: reward === null ? null : rewardView(reward),
      events: events.map(eventView),
      may: mayOf(context, filed),
    }
  }
  /** The tip as it is after an act. */
  const moved = async (context: SignedInContext, tipId: string): Promise<Result<WireTip, typeof unknown.error>> => {
    const filed = await reads.tip(tipId)
    return filed === null ? unknown : ok(await wholeOf(context, filed))
  }
  const isMatter = async (context: SignedInContext, matterId: string): Promise<boolean> => {
    const filed = await casework.matters.matter(matterId)
    return filed !== null && mayReach(context.reachFor('matters.read'), filed)
  }
  return {
    ...claimHandlers(rest),

    'tips.list': async ({ reach }, asked) => {
      const { limit = usualPage, state = null, matterId = null, providerCode = null } = asked
      const after = readEventWord(asked.after)
      if (!after.ok) return after
      const found = await reads.find({ state, matterId, providerCode }, reach, after.value, limit + 1)
      const { rows, next } = pageOf(found, limit, ({ tip }) => eventWord({ at: tip.receivedAt, id: tip.tipId }))
      return ok({ rows: rows.map(rowView), next })
    },

    'tips.get': async (context, { tipId }) => {
      const found = await seen(context, tipId)
      if (found === null) return unknown
      await log.note(operationOf(rest, context.actor, { action: 'tips.get', target: tipId }))
      return ok(await wholeOf(context, found))
    },

    'tips.holders': async () => {
      const keys = (await reads.holderKeys()).filter(({ retiredAt }) => retiredAt === null)
      return ok({ rows: keys.map(({ holder, madeAt }) => ({ holder, madeAt })) })
    },

    'tips.receive': async (context, order) => {
      const { channel, division, providerCode = null, what, amountHint, identity = null } = order
      if (providerCode !== null && !isInstitution(providerCode)) {
        return refuse({ code: 'tip.unknown-institution', field: 'providerCode', value: providerCode })
      }
      const hint = amountHint === undefined ? null : fen(amountHint)
      const told = { channel, division: divisionCode(division), providerCode, what, amountHint: hint, identity }
      const received = await receiveTip(await desk(), byOf(context), told)
      if (received.ok) return ok({ tipId: received.value.tip.tipId, claimCode: received.value.claimCode })
      const { error } = received
      const facts = error.code === 'tip.no-right' ? { field: 'division', value: division } : factsOf(error)
      return refusedBy('tips.receive', error, facts)
    },

    'tips.act': async (context, order) => {
      const { tipId, act, version, reason = null, matterId } = order
      if ((await seen(context, tipId)) === null) return unknown
      if (act === 'link' && matterId !== undefined && !(await isMatter(context, matterId))) {
        return refuse({ code: 'tip.unknown-matter', field: 'matterId', value: matterId })
      }
      const asked = { tipId, act, version, reason, details: detailsOf(order) }
      const done = await actOnTip(await desk(), byOf(context), asked)
      if (done.ok) return moved(context, tipId)
      const late = done.error.code === 'tip.changed-meanwhile' ? await context.changed('tip', tipId) : {}
      return refusedBy('tips.act', done.error, { ...factsOf(done.error), ...late })
    },

    'tips.offer': async (context, { tipId }) => {
      if ((await seen(context, tipId)) === null) return unknown
      const done = await offerTip(await desk(), casework, byOf(context), tipId)
      if (done.ok) return moved(context, tipId)
      const { error } = done
      return refusedBy('tips.offer', error, isOfTip(error) ? factsOf(error) : caseworkFacts(error))
    },
  }
}
