import type { Provider, Stay } from '../encounter/index.ts'
import { isValidOn, type TransferFiling } from '../filing/index.ts'
import { dateOf, daysBetween, type IsoDate } from '../kernel/index.ts'
import type { FiledStay, PersonFile } from './types.ts'

export type ProviderOf = (providerCode: string) => Provider | null

/** National `dscg_way`: sent on to another hospital, or to a community or township centre. */
const sentOn: readonly string[] = ['2', '3']

const rank: Readonly<Record<Provider['level'], number>> = { ungraded: 0, primary: 1, secondary: 2, tertiary: 3 }

interface Arrival {
  readonly visitId: string
  readonly provider: Provider
  readonly on: IsoDate
  readonly transferDays: number
  readonly providerOf: ProviderOf
}

/** The filing that sends the person to this hospital on this day. */
function filingTo(file: PersonFile, { provider, on }: Arrival): TransferFiling | null {
  const toHere = (filing: PersonFile['filings'][number]): filing is TransferFiling =>
    filing.kind === 'transfer' && filing.toProvider === provider.providerCode && isValidOn(filing, on)
  return file.filings.find(toHere) ?? null
}

/** The latest stay elsewhere, if it sent the person on and ended not longer ago than a transfer may take. */
function sender(file: PersonFile, { visitId, provider, on, transferDays }: Arrival): FiledStay | null {
  const before = file.stays.filter((other) => other.visitId !== visitId && dateOf(other.begin) <= on)
  const last = before.toSorted((a, b) => ((a.stay.dischargedAt ?? '') < (b.stay.dischargedAt ?? '') ? -1 : 1)).at(-1)
  const dischargedAt = last?.stay.dischargedAt ?? null
  if (last === undefined || dischargedAt === null || last.providerCode === provider.providerCode) return null
  if (!sentOn.includes(last.stay.dischargeWay ?? '')) return null
  const days = daysBetween(dateOf(dischargedAt), on)
  return days >= 0 && days <= transferDays ? last : null
}

/**
 * Links a stay to the one that sent the person here (转院): that needs a filing to this hospital, a discharge that sends
 * on, and not too many days between them. A filing alone makes the stay a registered one.
 */
export function transferInto(
  file: PersonFile,
  arrival: Arrival,
): Pick<Stay, 'transferredFrom' | 'episode' | 'referral'> {
  const alone = { transferredFrom: null, episode: arrival.visitId }
  if (filingTo(file, arrival) === null) return { ...alone, referral: 'none' }
  const from = sender(file, arrival)
  if (from === null) return { ...alone, referral: 'registered' }
  const there = arrival.providerOf(from.providerCode)
  const rise = there === null ? 0 : rank[arrival.provider.level] - rank[there.level]
  const referral = rise > 0 ? 'up' : rise < 0 ? 'down' : 'registered'
  return { transferredFrom: from.visitId, episode: from.stay.episode, referral }
}
