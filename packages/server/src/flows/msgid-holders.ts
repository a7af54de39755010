import type { MsgidHolders } from './ports.ts'

/** As many as a busy centre carries out in some minutes; the oldest make room. */
const rememberedAtMost = 200_000

interface Holder {
  readonly insuredId: string
  /** How many messages of that person hold it now: a retry must not give back what the first one recorded. */
  takers: number
}

/** Keeps the holders in memory; what an earlier process recorded comes back through `take`. */
export function msgidHolders(): MsgidHolders {
  const holders = new Map<string, Holder>()
  return {
    take(providerCode, msgid, insuredId) {
      const key = `${providerCode} ${msgid}`
      const holder = holders.get(key)
      if (holder !== undefined) {
        if (holder.insuredId !== insuredId) return false
        holder.takers += 1
        return true
      }
      const oldest = holders.size >= rememberedAtMost ? holders.keys().next().value : undefined
      if (oldest !== undefined) holders.delete(oldest)
      holders.set(key, { insuredId, takers: 1 })
      return true
    },
    giveBack(providerCode, msgid) {
      const key = `${providerCode} ${msgid}`
      const holder = holders.get(key)
      if (holder === undefined) return
      holder.takers -= 1
      if (holder.takers === 0) holders.delete(key)
    },
  }
}
