import type { CaseworkRefusal, NewItem } from '@yibao/core/casework'
import { type Result, refuse, zeroFen } from '@yibao/core/kernel'
import { type Tip, type TipRefusal, tipActs } from '@yibao/core/tip'
import { takeItems } from './casework-intake.ts'
import type { CaseworkDesk } from './casework-ports.ts'
import { type EvidenceActor, mayTouch } from './evidence.ts'
import { actOnTip } from './tip.ts'
import type { TipDesk } from './tip-ports.ts'

/**
 * A tip as a review item is opened from it. Title and rule stand on the notice to the institution, so they tell nothing of what was told,
 * in whose words people are known again, nor that anybody told it: that is among the facts, which stay inside. Null when nobody knows the
 * institution yet.
 */
export function tipItem({ tipId, providerCode, what, amountHint, division, channel, receivedAt }: Tip): NewItem | null {
  if (providerCode === null) return null
  return {
    source: 'tip',
    sourceKey: tipId,
    providerCode,
    insuredId: null,
    doctor: null,
    rule: 'LEAD',
    title: { zh: '线索核查', en: 'a lead to be looked into' },
    stake: amountHint ?? zeroFen,
    division,
    facts: { tipId, channel, receivedAt, what },
  }
}

/** More items from tips about one institution than there will be. */
const itemsAtMost = 10_000

/** The item that was opened from a tip before, and not linked: whoever did it was interrupted. */
async function openedBefore({ matters }: CaseworkDesk, { tipId, division, providerCode }: Tip): Promise<string | null> {
  const anyOfTips = {
    procedure: null,
    state: null,
    source: 'tip',
    providerCode,
    userId: null,
    dueBefore: null,
  } as const
  const found = await matters.list(anyOfTips, { regions: [division], institutions: [] }, null, itemsAtMost)
  return found.find(({ matter }) => matter.sourceKey === tipId)?.matter.matterId ?? null
}

/**
 * Opens a review item from an accepted tip and links the two; of one that was opened and not linked, links it. Refuses with
 * `tip.unknown-tip`, `tip.no-right`, `tip.not-now`, `tip.no-matter` (of one without an institution), and as casework does.
 */
export async function offerTip(
  desk: TipDesk,
  casework: CaseworkDesk,
  by: EvidenceActor,
  tipId: string,
): Promise<Result<Tip, TipRefusal | CaseworkRefusal>> {
  const tip = await desk.store.tip(tipId)
  if (tip === null) return refuse({ code: 'tip.unknown-tip', tipId })
  const { userId } = by
  const right = 'tips.receive'
  if (!(await mayTouch(desk, userId, right, tip.division))) return refuse({ code: 'tip.no-right', userId, right })
  if (tip.state !== 'accepted') {
    return refuse({ code: 'tip.not-now', act: 'link', state: tip.state, may: tipActs(tip.state) })
  }
  const item = tipItem(tip)
  if (item === null) return refuse({ code: 'tip.no-matter', tipId })
  const taken = await takeItems(casework, by.actor, [item])
  if (!taken.ok) return taken
  const matterId = taken.value.opened[0]?.matterId ?? (await openedBefore(casework, tip))
  if (matterId === null) return refuse({ code: 'tip.no-matter', tipId })
  return actOnTip(desk, by, { tipId, act: 'link', reason: null, details: { matterId } })
}
