import { invariant } from '@yibao/core/kernel'
import { billingOf, momentOf } from '../bills.ts'
import type { SentMessage } from '../crash/sent-messages.ts'
import type { Random } from '../random.ts'
import { messageId, parcelOf } from '../till.ts'
import type { Town } from '../town.ts'
import type { Episode } from '../visits.ts'

/** One message that is ready to be sent, whatever becomes of the others. */
export interface Arrival {
  readonly sent: SentMessage
  readonly insuredId: string
  /** Whether it comes from the institution that sends more than it may. */
  readonly crowd: boolean
  /** Whether it leaves something on file when it is accepted. */
  readonly effect: boolean
}

export interface Arrivals {
  /** The next message, of the crowd or of everybody else; signed at this moment. */
  next(crowd: boolean): Arrival
}

export interface ArrivalsGround {
  readonly town: Town
  readonly episodes: readonly Episode[]
  readonly random: Random
  /** The institution that sends too much, by its code. */
  readonly crowdCode: string
  /** What each institution was given when it signed in, by its code. */
  readonly signNos: ReadonlyMap<string, string>
}

type Kind = '1101' | '2101' | '2102' | '2201'

/** Messages that need no answer of another one: identification, quote and settlement of a purchase, registration. */
const mix: Readonly<Record<Episode['kind'], readonly { readonly infno: Kind; readonly weight: number }[]>> = {
  purchase: [
    { infno: '1101', weight: 1 },
    { infno: '2101', weight: 1 },
    { infno: '2102', weight: 2 },
  ],
  visit: [
    { infno: '1101', weight: 1 },
    { infno: '2201', weight: 2 },
  ],
}

const effects: ReadonlySet<Kind> = new Set(['2102', '2201'])

function inputOf(infno: Kind, episode: Episode, town: Town, count: number): unknown {
  const billing = billingOf(episode, town.on)
  const batch = { number: 'B0001', lines: episode.lines, firstLine: 1 }
  if (infno === '1101') return billing.identify()
  if (infno === '2201') {
    // The same person comes again and again: each time is a visit of its own.
    const { data } = billing.register()
    return { data: { ...data, ipt_otp_no: `${data.ipt_otp_no}${count}` } }
  }
  return billing.purchase(batch, {})
}

/** Gives every message of an institution a number of its own: 10,000 to each second of its day. */
function numbers(town: Town): (providerCode: string) => { readonly msgid: string; readonly second: number } {
  const counts = new Map<string, number>()
  return (providerCode) => {
    const count = counts.get(providerCode) ?? 0
    counts.set(providerCode, count + 1)
    const second = 9 * 3600 + Math.floor(count / 10_000)
    return { msgid: messageId(providerCode, momentOf(town.on, second), count % 10_000), second }
  }
}

/**
 * The people of an hour come again and again, in their order, so that nobody is at two windows at once. Hospitals are
 * left out but for the crowd, so that no other institution comes near its limit.
 */
export function openArrivals({ town, episodes, random, crowdCode, signNos }: ArrivalsGround): Arrivals {
  const codeOf = ({ institution }: Episode): string => institution.provider.providerCode
  const crowd = episodes.filter((episode) => codeOf(episode) === crowdCode)
  const others = episodes.filter(({ institution }) => institution.provider.kind !== 'hospital')
  const number = numbers(town)
  const counts = { crowd: 0, others: 0 }

  const take = (list: readonly Episode[], count: number, isCrowd: boolean): Arrival => {
    const episode = list[count % list.length]
    invariant(episode !== undefined, 'somebody comes to every kind of institution')
    const { infno } = random.weighted(mix[episode.kind], ({ weight }) => weight)
    const { institution, member } = episode
    const { providerCode } = institution.provider
    const { msgid, second } = number(providerCode)
    const parcel = parcelOf({
      institution,
      window: 0,
      signNo: signNos.get(providerCode) ?? '',
      infno,
      msgid,
      at: momentOf(town.on, second),
      insuredAt: member.enrolment.division,
      input: inputOf(infno, episode, town, count),
    })
    const sent: SentMessage = { infno, providerCode, msgid, parcel, takesBack: null, acknowledged: null }
    return { sent, insuredId: member.insured.insuredId, crowd: isCrowd, effect: effects.has(infno) }
  }
  return {
    next(isCrowd) {
      const name = isCrowd ? 'crowd' : 'others'
      counts[name] += 1
      return take(isCrowd ? crowd : others, counts[name] - 1, isCrowd)
    },
  }
}
