import type { Booking, EpisodeRecord } from './conversation.ts'
import type { Figures } from './figures.ts'

/** A settlement worth showing: enough to find it in the database. */
export interface ReceiptChoice {
  readonly title: string
  readonly english: string
  readonly insuredId: string
  readonly settlementId: string
  readonly providerCode: string
}

interface Candidate {
  readonly record: EpisodeRecord
  readonly settled: Booking
  readonly cancelled: boolean
}

interface Wish {
  readonly title: string
  readonly english: string
  /** How well a settlement shows what is wished; zero is not at all. */
  readonly worth: (candidate: Candidate) => number
}

/** One point for each of the conditions that hold. */
function points(...conditions: readonly boolean[]): number {
  return conditions.filter(Boolean).length
}

/** A fund's part that nobody overlooks, in fen. */
const worthSeeing = 100_00

const paid = ({ settled }: Candidate): Figures => settled.figures

const wishes: readonly Wish[] = [
  {
    title: '药店购药',
    english: 'pharmacy purchase',
    worth: (candidate) => {
      const { account, cash, preCoinsurance } = paid(candidate)
      if (candidate.record.episode.kind !== 'purchase' || candidate.cancelled) return 0
      return points(true, account > 0, cash > 0, preCoinsurance > 0)
    },
  },
  {
    title: '医院门诊，统筹基金支付',
    english: 'hospital visit, the pooled fund pays',
    worth: (candidate) => {
      const { fund, account, cash, deductible, preCoinsurance } = paid(candidate)
      if (candidate.record.episode.institution.provider.kind !== 'hospital') return 0
      if (fund === 0 || candidate.cancelled) return 0
      return points(true, fund > worthSeeing, account > 0, cash > 0, deductible > 0, preCoinsurance > 0)
    },
  },
  {
    title: '审核扣减，由医院承担',
    english: 'an audit rule takes a line out, the hospital bears it',
    worth: (candidate) => {
      const { hospital, fund } = paid(candidate)
      return hospital <= 0 || candidate.cancelled ? 0 : points(true, fund > 0)
    },
  },
  {
    title: '限制用药与自费，或已撤销',
    english: 'restricted or self-paid items, or cancelled',
    worth: (candidate) => {
      const { nonCovered, overPriceLimit, fund } = paid(candidate)
      const unapproved = candidate.record.episode.lines.some((line) => line.approval === 'rejected')
      const special = points(unapproved, unapproved, nonCovered > 0, overPriceLimit > 0, candidate.cancelled)
      return special === 0 ? 0 : special + points(fund > 0)
    },
  },
]

function candidatesOf(records: readonly EpisodeRecord[]): readonly Candidate[] {
  return records.flatMap((record) => {
    const settled = record.bookings.find((booking) => booking.kind === 'settle')
    const cancelled = record.bookings.some((booking) => booking.kind === 'cancel')
    return settled === undefined ? [] : [{ record, settled, cancelled }]
  })
}

/** Settlements that show different things; of equally good ones the earliest, so that the seed decides. */
export function chooseReceipts(records: readonly EpisodeRecord[]): readonly ReceiptChoice[] {
  const chosen = new Set<Candidate>()
  const candidates = candidatesOf(records)
  return wishes.flatMap(({ title, english, worth }) => {
    const free = candidates.filter((candidate) => !chosen.has(candidate))
    const best = free.reduce<Candidate | null>((top, next) => {
      return worth(next) > (top === null ? 0 : worth(top)) ? next : top
    }, null)
    if (best === null) return []
    chosen.add(best)
    const { member, institution } = best.record.episode
    return [
      {
        title,
        english,
        insuredId: member.insured.insuredId,
        settlementId: best.settled.settlementId,
        providerCode: institution.provider.providerCode,
      },
    ]
  })
}
