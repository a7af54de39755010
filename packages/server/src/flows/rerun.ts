import { type Infno, messages } from '@yibao/contract/national'
import { type PlanBook, planBook } from '@yibao/core/benefit'
import { addFen, type Fen, type IsoDate, subtractFen, zeroFen } from '@yibao/core/kernel'
import { payers, type RegionPack } from '@yibao/core/policy'
import { type Rerun, rerunOf, type SettlementAmounts } from '@yibao/core/settlement'
import {
  type DeskStore,
  everyMessage,
  keyOf,
  type MessageFilter,
  type MessageRow,
  type PageKey,
  type SettledMessage,
} from './desk.ts'

/** Who is compared: every fund, the hospital, and the parts of the person. */
export const comparedPayers = [...payers, 'account', 'family', 'cash'] as const
type ComparedPayer = (typeof comparedPayers)[number]

export interface Share {
  readonly before: Fen
  readonly after: Fen
  readonly difference: Fen
}

type Shares = Readonly<Record<ComparedPayer, Share>>

/** One settlement beside what it would come to. */
interface Rerunning {
  readonly message: MessageRow
  readonly settlement: SettledMessage['settlement']
  /** False when it was undone since; then it counts in no sum. */
  readonly stands: boolean
  readonly rerun: Rerun
  readonly shares: Shares
  /** The other law treats single lines differently, which a rerun does not follow. */
  readonly coverageDiffers: boolean
}

/** Why a message was not computed again. */
type NotRerun =
  | { readonly why: 'refused' }
  | { readonly why: 'asks' }
  | { readonly why: 'quotes' }
  | { readonly why: 'repeats' }
  | { readonly why: 'no-settlement' }
  | { readonly why: 'undoes'; readonly undoes: string | null }
  | { readonly why: 'law'; readonly code: string }
  | { readonly why: 'old-pack'; readonly packHash: string }

interface LeftOut {
  readonly message: MessageRow
  readonly reason: NotRerun
}

export interface RerunReport {
  readonly messages: number
  readonly rerun: readonly Rerunning[]
  readonly leftOut: readonly LeftOut[]
  /** Over the settlements that stand. */
  readonly sums: Shares
  readonly changed: number
  /** There are more messages than were looked at. */
  readonly more: boolean
}

/** Where the law comes from, and of which day it is. */
interface OtherLaw {
  /** The changed law; null takes for each settlement the pack it was made with. */
  readonly packs: readonly RegionPack[] | null
  /** Null takes the day of each settlement. */
  readonly on: IsoDate | null
}

function shareOf(before: SettlementAmounts, after: SettlementAmounts, payer: ComparedPayer): Share {
  return { before: before[payer], after: after[payer], difference: subtractFen(after[payer], before[payer]) }
}

function everyShare(make: (payer: ComparedPayer) => Share): Shares {
  return Object.fromEntries(comparedPayers.map((payer) => [payer, make(payer)])) as unknown as Shares
}

const noShare: Share = { before: zeroFen, after: zeroFen, difference: zeroFen }

function addShares(a: Shares, b: Shares): Shares {
  return everyShare((payer) => ({
    before: addFen(a[payer].before, b[payer].before),
    after: addFen(a[payer].after, b[payer].after),
    difference: addFen(a[payer].difference, b[payer].difference),
  }))
}

/** Packs that were kept before plans had layers cannot be computed with any more. */
const isComputable = (pack: RegionPack): boolean => pack.plans.every((plan) => 'layers' in plan)

/** The same rules for single lines, wherever they stand in their files. */
function sameCoverage(a: RegionPack, b: RegionPack): boolean {
  const text = (pack: RegionPack): string =>
    JSON.stringify(pack.coverage, (key, value: unknown) => (key === 'place' ? undefined : value))
  return a.hash === b.hash || canonical(text(a)) === canonical(text(b))
}

/** JSON whose keys were in another order in the database. */
function canonical(json: string): string {
  return JSON.stringify(JSON.parse(json), (_, node: unknown) =>
    typeof node === 'object' && node !== null && !Array.isArray(node)
      ? Object.fromEntries(Object.entries(node).sort(([a], [b]) => (a < b ? -1 : 1)))
      : node,
  )
}

interface Laws {
  bookFor(packHash: string): Promise<PlanBook | null>
  pack(packHash: string): Promise<RegionPack | null>
}

/** Reads each kept pack once. */
function lawsOf(store: Pick<DeskStore, 'pack'>, packs: OtherLaw['packs']): Laws {
  const kept = new Map<string, Promise<RegionPack | null>>()
  const pack = (hash: string): Promise<RegionPack | null> => {
    const known = kept.get(hash) ?? store.pack(hash)
    kept.set(hash, known)
    return known
  }
  const changed = packs === null ? null : planBook(packs)
  const books = new Map<string, PlanBook | null>()
  return {
    pack,
    async bookFor(hash) {
      if (changed !== null) return changed
      const known = books.get(hash)
      if (known !== undefined) return known
      const own = await pack(hash)
      const book = own !== null && isComputable(own) ? planBook([own]) : null
      books.set(hash, book)
      return book
    },
  }
}

function reasonWithout({ outcome, infno, effect }: MessageRow): NotRerun {
  if (outcome !== 'ok') return { why: 'refused' }
  if (effect) return { why: 'no-settlement' }
  const direction = Object.hasOwn(messages, infno) ? messages[infno as Infno].direction : null
  if (direction === 'compute') return { why: 'quotes' }
  return direction === 'write' ? { why: 'repeats' } : { why: 'asks' }
}

async function rerunOne(found: SettledMessage, law: OtherLaw, laws: Laws): Promise<Rerunning | LeftOut> {
  const { message, settlement, stands } = found
  const { packHash } = settlement.basis
  if (settlement.kind !== 'settle') return { message, reason: { why: 'undoes', undoes: settlement.undoesId } }
  const book = await laws.bookFor(packHash)
  if (book === null) return { message, reason: { why: 'old-pack', packHash } }
  const rerun = rerunOf(settlement, { book, on: law.on })
  if (!rerun.ok) return { message, reason: { why: 'law', code: rerun.error.code } }
  const own = await laws.pack(packHash)
  const other = book.packs.find(({ hash }) => hash === rerun.value.packHash)
  return {
    message,
    settlement,
    stands,
    rerun: rerun.value,
    shares: everyShare((payer) => shareOf(settlement.amounts, rerun.value.amounts, payer)),
    coverageDiffers: own !== null && other !== undefined && !sameCoverage(own, other),
  }
}

/** How many messages are read at once. */
const batch = 200

/**
 * Computes the settlements of messages again under another law, in shadow: nothing is written.
 *
 * Each settlement stands by itself, on the running totals and the balance before it as they were; a difference of one
 * is not carried into the next. Lines keep the split they were settled with. Messages without a settlement are left
 * out with the reason.
 *
 * @param which the filter, or one message
 * @param most how many messages are looked at
 */
export async function rerunMessages(
  store: Pick<DeskStore, 'find' | 'count' | 'settlementsOf' | 'pack'>,
  which: MessageFilter | MessageRow,
  law: OtherLaw,
  { most, progress }: { readonly most: number; readonly progress: (done: number, all: number) => void },
): Promise<RerunReport> {
  const one = 'messageId' in which ? which : null
  const filter = 'messageId' in which ? everyMessage : which
  const there = one === null ? await store.count(filter) : 1
  const all = Math.min(there, most)
  const laws = lawsOf(store, law.packs)
  const rerun: Rerunning[] = []
  const leftOut: LeftOut[] = []
  let after: PageKey | null = null
  let done = 0
  while (done < all) {
    const rows: readonly MessageRow[] =
      one === null ? await store.find(filter, after, Math.min(batch, all - done)) : [one]
    const last = rows.at(-1)
    if (last === undefined) break
    const settled = new Map<string, SettledMessage>()
    const candidates = rows.filter(({ settlementId }) => settlementId !== null)
    for (const found of await store.settlementsOf(candidates)) settled.set(found.message.messageId, found)
    for (const message of rows) {
      const found = settled.get(message.messageId)
      // The repetition of a message is archived without a settlement of its own.
      const outcome =
        found === undefined || !message.effect
          ? { message, reason: reasonWithout(message) }
          : await rerunOne(found, law, laws)
      if ('reason' in outcome) leftOut.push(outcome)
      else rerun.push(outcome)
    }
    done += rows.length
    after = keyOf(last)
    progress(done, all)
  }
  const standing = rerun.filter(({ stands }) => stands)
  return {
    messages: done,
    rerun,
    leftOut,
    sums: standing.reduce<Shares>(
      (sum, { shares }) => addShares(sum, shares),
      everyShare(() => noShare),
    ),
    changed: standing.filter(({ shares }) => comparedPayers.some((payer) => shares[payer].difference !== 0)).length,
    more: there > done,
  }
}
