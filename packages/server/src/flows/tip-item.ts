import type { CaseworkRefusal, NewItem } from '@yibao/core/casework'
import { type Result, refuse, zeroFen } from '@yibao/core/kernel'
import { type Tip, type TipRefusal, tipActs } from '@yibao/core/tip'
import { takeItems } from './casework-intake.ts'
import type { CaseworkDesk } from './casework-ports.ts'
import { type EvidenceActor, mayTouch } from './evidence.ts'
import { actOnTip } from './tip.ts'
import type { TipDesk } from './tip-ports.ts'

/** A title is told in lists; the whole text is among the facts. */
const titleLength = 40

/** A tip as a review item is opened from it: what was told, never by whom. Null when nobody knows the institution yet. */
export function tipItem({ tipId, providerCode, what, amountHint, division, channel, receivedAt }: Tip): NewItem | null {
  if (providerCode === null) return null
  const letters = [...what.trim().replace(/\s+/g, ' ')]
  const short = letters.length > titleLength ? `${letters.slice(0, titleLength).join('')}…` : letters.join('')
  return {
    source: 'tip',
    sourceKey: tipId,
    providerCode,
    insuredId: null,
    doctor: null,
    rule: 'TIP',
    title: { zh: `举报：${short}`, en: `tip: ${short}` },
    stake: amountHint ?? zeroFen,
    division,
    facts: { tipId, channel, receivedAt, what },
  }
}

/**
 * Opens a review item from an accepted tip and links the two. Refuses with `tip.unknown-tip`, `tip.no-right`, `tip.not-now`, `tip.no-matter` (of
 * one without an institution, or whose item was opened before: link it by its number), and as casework does.
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
  const [opened] = taken.value.opened
  if (opened === undefined) return refuse({ code: 'tip.no-matter', tipId })
  return actOnTip(desk, by, { tipId, act: 'link', reason: null, details: { matterId: opened.matterId } })
}
