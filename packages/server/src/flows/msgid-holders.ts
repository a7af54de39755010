import { generations } from './generations.ts'
import { nobodyElse, type Peers } from './peer-ports.ts'
import type { MsgidHolders } from './ports.ts'

/** As many as a busy centre carries out in some minutes; then those before them are forgotten. */
const rememberedAtMost = 200_000

interface Holder {
  readonly insuredId: string
  /** How many messages of that person hold it now: a retry must not give back what the first one recorded. */
  takers: number
  /** In how many other processes it is held. */
  elsewhere: number
}

/** The holders in memory, with what is brought in from the database after a start. */
interface RememberedHolders extends MsgidHolders {
  /** A message of that person had its effect before this process started. */
  remember(providerCode: string, msgid: string, insuredId: string): void
}

const kind = 'msgid'
const taken = 1
const givenBack = 0

/** Keeps the holders in memory and tells the other processes; what was recorded before comes back through `remember`. */
export function msgidHolders(peers: Peers = nobodyElse): RememberedHolders {
  const holders = generations<Holder>(2)
  const keyOf = (providerCode: string, msgid: string): string => `${providerCode} ${msgid}`

  /** The holder of a key; the person becomes it when there is none. */
  const holderOf = (key: string, insuredId: string): Holder => {
    const known = holders.get(key)
    if (known !== undefined) return known
    if (holders.size() >= rememberedAtMost) holders.age()
    const holder: Holder = { insuredId, takers: 0, elsewhere: 0 }
    holders.set(key, holder)
    return holder
  }
  const forgetUnheld = (key: string, { takers, elsewhere }: Holder): void => {
    if (takers === 0 && elsewhere === 0) holders.delete(key)
  }

  peers.heard(kind, ([providerCode, msgid, insuredId, how]) => {
    const key = keyOf(String(providerCode), String(msgid))
    if (how === givenBack && holders.get(key) === undefined) return
    const holder = holderOf(key, String(insuredId))
    // Taken for two people within the same milliseconds: each process keeps its own, as the database would take both.
    if (holder.insuredId !== insuredId) return
    holder.elsewhere = Math.max(0, holder.elsewhere + (how === taken ? 1 : -1))
    forgetUnheld(key, holder)
  })

  return {
    holds(providerCode, msgid) {
      return holders.get(keyOf(providerCode, msgid)) !== undefined
    },
    take(providerCode, msgid, insuredId) {
      const holder = holderOf(keyOf(providerCode, msgid), insuredId)
      if (holder.insuredId !== insuredId) return false
      holder.takers += 1
      if (holder.takers === 1) peers.tell(kind, [providerCode, msgid, insuredId, taken])
      return true
    },
    giveBack(providerCode, msgid) {
      const key = keyOf(providerCode, msgid)
      const holder = holders.get(key)
      if (holder === undefined || holder.takers === 0) return
      holder.takers -= 1
      if (holder.takers === 0) peers.tell(kind, [providerCode, msgid, holder.insuredId, givenBack])
      forgetUnheld(key, holder)
    },
    remember(providerCode, msgid, insuredId) {
      const holder = holderOf(keyOf(providerCode, msgid), insuredId)
      if (holder.insuredId === insuredId) holder.takers += 1
    },
  }
}
