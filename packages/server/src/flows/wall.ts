import type { SchemeCode } from '@yibao/core/encounter'
import { type FundStanding, fundStanding, type MonthAmount } from '@yibao/core/fund'
import {
  addDays,
  addFen,
  dateOf,
  type Fen,
  type IsoDate,
  isoDate,
  type LocalDateTime,
  ok,
  type Result,
  refuse,
  zeroFen,
} from '@yibao/core/kernel'
import { maskName, type Reach } from '@yibao/core/office'
import { pageOf } from './asker.ts'
import type { BeyondCount } from './indicator-beyond.ts'
import type { Memo } from './memo.ts'
import type { Page } from './rest-ports.ts'
import type {
  BudgetPool,
  FundIncome,
  IncomeKey,
  RecentKey,
  WallGroup,
  WallMatters,
  WallRange,
  WallRow,
  WallSettlement,
  WallStore,
  WallSums,
} from './wall-ports.ts'
import { type Tile, tilesOf } from './wall-tiles.ts'

/** How far a region's budget of the year is used. */
export interface BudgetWarning extends BudgetPool {
  readonly plan: string
  readonly budget: Fen
  readonly used: Fen
  readonly planned: Fen
  /** More than planned for the months so far. */
  readonly over: boolean
}

export interface WallDesk {
  readonly store: WallStore
  readonly memo: Memo
  readonly now: () => LocalDateTime
  /** What the latest run of indicators found beyond; null where none found anything. */
  readonly beyond: (reach: Reach) => Promise<BeyondCount | null>
  /** How far the budget of a pool is used in the year of a day; null where no plan says. */
  readonly budget: (pool: BudgetPool, today: IsoDate) => Promise<BudgetWarning | null>
}

/** What runs on is asked again after so long, by all walls of one reach together; what is over seldom changes. */
const keepMs = { live: 3_000, kept: 60_000, slow: 300_000 } as const

const reachKey = ({ regions, institutions }: Reach): string => JSON.stringify([regions, institutions])

const noSums: WallSums = {
  settled: 0,
  undone: 0,
  restored: 0,
  total: zeroFen,
  fund: zeroFen,
  account: zeroFen,
  cash: zeroFen,
  outsideSettled: 0,
  outsideTotal: zeroFen,
  outsideFund: zeroFen,
}

const together = (one: WallSums, other: WallSums): WallSums => ({
  settled: one.settled + other.settled,
  undone: one.undone + other.undone,
  restored: one.restored + other.restored,
  total: addFen(one.total, other.total),
  fund: addFen(one.fund, other.fund),
  account: addFen(one.account, other.account),
  cash: addFen(one.cash, other.cash),
  outsideSettled: one.outsideSettled + other.outsideSettled,
  outsideTotal: addFen(one.outsideTotal, other.outsideTotal),
  outsideFund: addFen(one.outsideFund, other.outsideFund),
})

function merged(rows: readonly WallRow[]): readonly WallRow[] {
  const byKey = new Map<string, WallRow>()
  for (const row of rows) {
    const known = byKey.get(row.key)
    byKey.set(
      row.key,
      known === undefined ? row : { ...together(known, row), key: row.key, name: known.name ?? row.name },
    )
  }
  return [...byKey.values()]
}

const wallPeriods = ['day', 'month', 'year'] as const
export type WallPeriod = (typeof wallPeriods)[number]

/** The days of a period that runs today. */
function rangeOf(period: WallPeriod, today: IsoDate): WallRange {
  if (period === 'day') return { from: today, until: today }
  return { from: isoDate(period === 'month' ? `${today.slice(0, 7)}-01` : `${today.slice(0, 4)}-01-01`), until: today }
}

/** The first day that is not summed up yet. */
const unkeptFrom = async ({ store, memo }: WallDesk): Promise<IsoDate | null> => {
  const through = await memo.of('kept-through', keepMs.live, () => store.keptThrough())
  return through === null ? null : addDays(through, 1)
}

/** Sums over days: those that are over from what is kept of them, the others from the settlements themselves. */
async function sumsOver(desk: WallDesk, group: WallGroup, range: WallRange, reach: Reach): Promise<readonly WallRow[]> {
  const { store, memo } = desk
  const first = await unkeptFrom(desk)
  const about = `${group} ${range.from} ${range.until} ${reachKey(reach)}`
  const rows: WallRow[] = []
  if (first !== null && first > range.from) {
    const until = first > range.until ? range.until : addDays(first, -1)
    const past = () => store.kept(group, { from: range.from, until }, reach)
    rows.push(...(await memo.of(`kept ${about} ${until}`, keepMs.kept, past)))
  }
  if (first === null || first <= range.until) {
    const from = first === null || first < range.from ? range.from : first
    const present = () => store.live(group, { from, until: range.until }, reach)
    rows.push(...(await memo.of(`live ${about} ${from}`, keepMs.live, present)))
  }
  return merged(rows)
}

/** How the fund of an insurance stands, and since when its balance is known. */
interface WallFund extends FundStanding {
  readonly scheme: SchemeCode
  readonly opening: MonthAmount | null
}

const byMonth = (rows: readonly MonthAmount[]): readonly MonthAmount[] => {
  const sums = new Map<string, Fen>()
  for (const { month, amount } of rows) sums.set(month, addFen(sums.get(month) ?? zeroFen, amount))
  return [...sums].map(([month, amount]) => ({ month, amount }))
}

/** The month before, from which spending must be known for a mean of twelve whole months. */
const yearBefore = (month: string): string => `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`

/** Funds of the regions within reach, an insurance each: all that lies within reach counts as one pot. */
async function fundsOf(desk: WallDesk, today: IsoDate, reach: Reach): Promise<readonly WallFund[]> {
  const { store } = desk
  if (reach.regions.length === 0) return []
  const month = today.slice(0, 7)
  const entered = await store.incomeSums(reach)
  const openings = entered.filter((row) => row.kind === 'opening' && row.month <= month)
  const oldest = [yearBefore(month), ...openings.map((row) => row.month)].sort()[0] ?? month
  const first = await unkeptFrom(desk)
  // One after the other: what is looked at is read over few connections.
  const kept = first === null ? [] : await store.keptSpending(oldest, reach)
  const live = await store.liveSpending(first ?? isoDate(`${oldest}-01`), reach)
  const spent = [...kept, ...live, ...(await store.bookedSpending(oldest, reach))]
  const schemes = [...new Set([...entered, ...spent].map(({ scheme }) => scheme))].sort()
  return schemes.map((scheme) => {
    const own = <Row extends { readonly scheme: SchemeCode }>(rows: readonly Row[]) =>
      rows.filter((row) => row.scheme === scheme)
    const last = own(openings)
      .map((row) => row.month)
      .sort()
      .at(-1)
    const opening = byMonth(own(openings).filter((row) => row.month === last))[0] ?? null
    const income = byMonth(own(entered).filter((row) => row.kind !== 'opening' && row.month <= month))
    return { scheme, opening, ...fundStanding({ month, opening, income, spending: byMonth(own(spent)) }) }
  })
}

export interface WallFigures {
  readonly at: LocalDateTime
  readonly day: IsoDate
  readonly today: readonly WallRow[]
  readonly year: readonly WallRow[]
  readonly funds: readonly WallFund[]
}

/** What there is to say of today, of the year, and of the funds, an insurance each. */
export async function wallFigures(desk: WallDesk, reach: Reach): Promise<WallFigures> {
  const at = desk.now()
  const day = dateOf(at)
  const today = await sumsOver(desk, 'scheme', rangeOf('day', day), reach)
  const year = await sumsOver(desk, 'scheme', rangeOf('year', day), reach)
  const about = `funds ${day} ${reachKey(reach)}`
  const funds = await desk.memo.of(about, keepMs.kept, () => fundsOf(desk, day, reach))
  return { at, day, today, year, funds }
}

/** As many as a wall has room for. */
const rankedAtMost = 20

/** Institutions, or divisions in which they lie, the largest first. */
export async function wallRanking(
  desk: WallDesk,
  reach: Reach,
  asked: {
    readonly by: 'institution' | 'division'
    readonly period: WallPeriod
    readonly order: 'total' | 'fund' | 'settled'
  },
): Promise<{ readonly range: WallRange; readonly rows: readonly WallRow[] }> {
  const range = rangeOf(asked.period, dateOf(desk.now()))
  const rows = [...(await sumsOver(desk, asked.by, range, reach))]
  rows.sort((one, other) => other[asked.order] - one[asked.order] || (one.key < other.key ? -1 : 1))
  return { range, rows: rows.slice(0, rankedAtMost) }
}

/** Divisions in which institutions lie, each with the place of its tile. */
export async function wallDivisions(
  desk: WallDesk,
  reach: Reach,
  period: WallPeriod,
): Promise<{ readonly range: WallRange; readonly rows: readonly (WallSums & Tile)[] }> {
  const range = rangeOf(period, dateOf(desk.now()))
  const sums = new Map((await sumsOver(desk, 'division', range, reach)).map((row) => [row.key, row]))
  const rows = tilesOf([...sums.keys()]).map((tile) => {
    const { key: _key, name: _name, ...own } = sums.get(tile.division) ?? { ...noSums, key: tile.division, name: null }
    return { ...own, ...tile }
  })
  return { range, rows }
}

/** As many settlements as roll over a wall at a time. */
const rolledAtMost = 30

/** The latest settlements of today behind a key, newest first, their persons masked. */
export async function wallRecent(
  desk: WallDesk,
  reach: Reach,
  since: RecentKey | null,
): Promise<{ readonly at: LocalDateTime; readonly rows: readonly WallSettlement[] }> {
  const at = desk.now()
  const day = dateOf(at)
  // All walls of a reach see the same latest rows; each takes of them what it has not shown yet.
  const latest = () => desk.store.recent(day, reach, rolledAtMost)
  const rows = await desk.memo.of(`recent ${day} ${reachKey(reach)}`, keepMs.live / 2, latest)
  const isNew = ({ at: settled, settlementId }: WallSettlement): boolean =>
    since === null || settled > since.at || (settled === since.at && settlementId > since.settlementId)
  return {
    at,
    rows: rows
      .filter(isNew)
      .map((row) => ({ ...row, personName: row.personName === null ? null : maskName(row.personName) })),
  }
}

export interface WallWarnings {
  /** Null for who may not see them. */
  readonly matters: WallMatters | null
  readonly indicators: BeyondCount | null
  readonly budgets: readonly BudgetWarning[] | null
}

/** Limits that end within so many days are shown before they are over. */
const soonDays = 3

/** What somebody should look at: matters and their limits, what indicators found beyond, budgets. */
export async function wallWarnings(
  { store, memo, now, budget, beyond }: WallDesk,
  reaches: { readonly matters: Reach | null; readonly indicators: Reach | null; readonly payments: Reach | null },
): Promise<WallWarnings> {
  const today = dateOf(now())
  const { matters, indicators, payments } = reaches
  const counted = (reach: Reach) => store.matters(today, addDays(today, soonDays), reach)
  const used = async (reach: Reach): Promise<readonly BudgetWarning[]> => {
    const found: BudgetWarning[] = []
    for (const pool of await store.budgetPools(today, reach)) {
      const one = await budget(pool, today)
      if (one !== null) found.push(one)
    }
    return found
  }
  return {
    matters:
      matters === null
        ? null
        : await memo.of(`matters ${today} ${reachKey(matters)}`, keepMs.live, () => counted(matters)),
    indicators:
      indicators === null
        ? null
        : await memo.of(`beyond ${reachKey(indicators)}`, keepMs.kept, () => beyond(indicators)),
    budgets:
      payments === null
        ? null
        : await memo.of(`budgets ${today} ${reachKey(payments)}`, keepMs.slow, () => used(payments)),
  }
}

/** Lines of the books of account of the funds, latest month first. */
export async function fundIncome(
  { store }: Pick<WallDesk, 'store'>,
  reach: Reach,
  { after, limit }: { readonly after: IncomeKey | null; readonly limit: number },
): Promise<Page<FundIncome, IncomeKey>> {
  const found = await store.income(reach, after, limit + 1)
  return pageOf(found, limit, ({ month, entryId }) => ({ month, entryId }))
}

/** Where a page of income ended, as one word. */
export const incomeWord = ({ month, entryId }: IncomeKey): string => `${month}_${entryId}`

/** Reads what `incomeWord` wrote. Refuses with `bad-page`. */
export function readIncomeWord(word: string | undefined): Result<IncomeKey | null, 'bad-page'> {
  if (word === undefined) return ok(null)
  const [, month, entryId] = /^(\d{4}-\d{2})_([0-9A-Za-z-]{1,40})$/.exec(word) ?? []
  return month === undefined || entryId === undefined ? refuse('bad-page') : ok({ month, entryId })
}
