import { canonicalText } from '@yibao/core/kernel'
import { replayTip, type Tip, type TipEvent } from '@yibao/core/tip'
import type { PaidReward, TipStore } from './tip-ports.ts'

/** What does not hold of a tip, or of the key of a holder. */
interface TipFault {
  /** The number of the tip, or the holder. */
  readonly of: string
  readonly what:
    | 'row-differs'
    | 'not-logged'
    | 'key-differs'
    | 'identity-missing'
    | 'identity-unasked'
    | 'no-claim'
    | 'reward-differs'
    | 'reward-missing'
}

export interface TipsVerified {
  readonly tips: number
  readonly events: number
  readonly rewards: number
  readonly faults: readonly TipFault[]
}

/** Tries until nothing happened to a tip while its events were read. */
const readsAtMost = 5

async function unmoved(
  store: TipStore,
  listed: Tip,
): Promise<{ readonly tip: Tip; readonly events: readonly TipEvent[] }> {
  let read: Awaited<ReturnType<typeof unmoved>> = { tip: listed, events: [] }
  for (let tries = 0; tries < readsAtMost; tries += 1) {
    const events = await store.events(listed.tipId)
    read = { tip: (await store.tip(listed.tipId)) ?? listed, events }
    if (read.tip.version === events.length) return read
  }
  return read
}

/**
 * Holds every tip against its events, the operation log, its sealed identity and its reward, and the keys of the holders against the log.
 * Reads only, and opens nothing.
 */
export async function verifyTips(store: TipStore): Promise<TipsVerified> {
  const rewards = await store.rewards()
  const tips = await store.tips({ state: null, matterId: null })
  const faults: TipFault[] = []
  let events = 0
  for (const listed of tips) {
    const { tipId, named } = listed
    const { tip, events: happened } = await unmoved(store, listed)
    const { state } = tip
    events += happened.length
    if (canonicalText(replayTip(happened)) !== canonicalText(tip)) faults.push({ of: tipId, what: 'row-differs' })
    const sealed = (await store.identity(tipId)) !== null
    if (sealed !== named) faults.push({ of: tipId, what: named ? 'identity-missing' : 'identity-unasked' })
    if ((await store.claimDigest(tipId)) === null) faults.push({ of: tipId, what: 'no-claim' })
    const isTheirs = (one: PaidReward) => one.tipId === tipId
    // One that was paid since the list was read.
    const fresh = state === 'rewarded' && !rewards.some(isTheirs) ? await store.rewards() : rewards
    const paid = fresh.find(isTheirs)
    if (paid === undefined && state === 'rewarded') faults.push({ of: tipId, what: 'reward-missing' })
    const same = paid === undefined || (paid.amount === tip.reward?.amount && paid.receipt === tip.receipt)
    if (!same || (paid !== undefined && state !== 'rewarded')) faults.push({ of: tipId, what: 'reward-differs' })
  }
  const differ = new Set(faults.flatMap(({ of, what }) => (what === 'row-differs' ? [of] : [])))
  for (const one of await store.misfiled()) if (!differ.has(one)) faults.push({ of: one, what: 'row-differs' })
  for (const one of await store.unlogged()) faults.push({ of: one, what: 'not-logged' })
  for (const one of await store.strangeHolders()) faults.push({ of: one, what: 'key-differs' })
  return { tips: tips.length, events, rewards: rewards.length, faults }
}
