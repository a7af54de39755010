import type { Answer } from '@yibao/contract/rest'
import {
  type Apportionment,
  type BenefitRefusal,
  type BillInput,
  type BillTotals,
  compileCoverage,
  compilePlan,
  type DescribedLine,
  type LineSplit,
  splitDescribed,
  sumDescribed,
} from '@yibao/core/benefit'
import {
  type Fen,
  fen,
  type IsoDate,
  isoDate,
  parsePercent,
  parseQuantity,
  parseUnitPrice,
  type Result,
} from '@yibao/core/kernel'
import type { Facts, Plan, RegionPack } from '@yibao/core/policy'

type Example = Answer<'policies.example'>
type Visit = Example['visits'][number]
type SentLine = NonNullable<Visit['lines']>[number]

/** The bill as it came: the sums of its parts with what lies in streams, or its lines. */
type TriedCharges =
  | { readonly totals: BillTotals; readonly streams: Readonly<Record<string, Fen>> }
  | { readonly lines: readonly DescribedLine[] }

/** A bill to be tried under one plan on one day. */
export interface TriedBill extends Omit<BillInput, 'totals' | 'streams'> {
  readonly on: IsoDate
  readonly charges: TriedCharges
}

/** What the law makes of a bill. */
export interface Tried {
  readonly totals: BillTotals
  readonly streams: Readonly<Record<string, Fen>>
  /** In the order of the lines; empty of a bill that came as sums. */
  readonly splits: readonly LineSplit[]
  readonly paid: Apportionment
}

/** Compiled law, kept while one form is typed into: one plan, one pack, one day. */
interface Bench {
  readonly pack: RegionPack
  readonly plan: Plan
  readonly on: IsoDate
  readonly compiled: ReturnType<typeof compilePlan>
  readonly coverage: ReturnType<typeof compileCoverage>
}

let bench: Bench | null = null

function benchOf(pack: RegionPack, plan: Plan, on: IsoDate): Bench {
  if (bench?.pack !== pack || bench.plan !== plan || bench.on !== on) {
    bench = { pack, plan, on, compiled: compilePlan(plan, on), coverage: compileCoverage(pack, on) }
  }
  return bench
}

/** The plan of that name, or another reading of it; null when the pack has none. */
export function planIn(pack: RegionPack, planId: string, reading: string | null): Plan | null {
  const plan = pack.plans.find(({ id }) => id === planId)
  return (reading === null ? plan : plan?.readings[reading]) ?? null
}

/**
 * Computes a bill by the very core that settles in the centre.
 *
 * @returns amounts with their trace, or why the law does not say
 */
export function tryBill(pack: RegionPack, plan: Plan, bill: TriedBill): Result<Tried, BenefitRefusal> {
  const { charges, on, ...given } = bill
  const { compiled, coverage } = benchOf(pack, plan, on)
  const priced =
    'lines' in charges
      ? sumDescribed(charges.lines, bill.facts, coverage)
      : { ok: true as const, value: { ...charges, splits: [] } }
  if (!priced.ok) return priced
  const { totals, streams, splits } = priced.value
  const paid = compiled.apportion({ ...given, totals, streams })
  return paid.ok ? { ok: true, value: { totals, streams, splits, paid: paid.value } } : paid
}

function must<Value>(parsed: Result<Value, unknown>, text: string): Value {
  if (parsed.ok) return parsed.value
  throw new Error(`the centre sent a number that is none: ${text}`)
}

/** A line as the centre tells it. @throws Error when it is not as the contract says */
function lineOf({ price, quantity, preCoinsurance, ceiling, ...rest }: SentLine): DescribedLine {
  return {
    ...rest,
    price: must(parseUnitPrice(price), price),
    quantity: must(parseQuantity(quantity), quantity),
    preCoinsurance: preCoinsurance === null ? null : must(parsePercent(preCoinsurance), preCoinsurance),
    ceiling: ceiling === null ? null : must(parseUnitPrice(ceiling), ceiling),
  }
}

const fenIn = (amounts: Readonly<Record<string, number>>): Readonly<Record<string, Fen>> =>
  Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, fen(amount)]))

const totalsOf = (sent: Readonly<Record<keyof BillTotals, number>>): BillTotals => ({
  total: fen(sent.total),
  nonCovered: fen(sent.nonCovered),
  overPriceLimit: fen(sent.overPriceLimit),
  preCoinsurance: fen(sent.preCoinsurance),
  eligible: fen(sent.eligible),
})

/** The bill of a visit of a worked case; null where the case gives none. */
export function billOf({ on, facts, lines, bill }: Visit): TriedBill | null {
  const charges: TriedCharges | null =
    lines !== null
      ? { lines: lines.map(lineOf) }
      : bill === null
        ? null
        : { totals: totalsOf(bill.totals), streams: fenIn(bill.streams) }
  if (charges === null) return null
  return {
    on: isoDate(on),
    charges,
    facts: facts as Facts,
    used: fenIn(bill?.used ?? {}),
    accountBalance: fen(bill?.accountBalance ?? 0),
    familyBalance: fen(bill?.familyBalance ?? 0),
    accountUsed: bill?.accountUsed ?? true,
    accountAsked: null,
  }
}

/** One amount of a worked case on which browser and centre do not agree. */
interface Disagreement {
  readonly visit: number
  readonly field: string
  readonly centre: string
  readonly here: string
}

/** How many amounts were compared, and which differ. */
interface Recount {
  readonly compared: number
  readonly disagreements: readonly Disagreement[]
}

type Told = Readonly<Record<string, string>>

const prefixed = (prefix: string, amounts: Readonly<Record<string, number>>): Told =>
  Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [`${prefix}${name}`, String(amount)]))

function toldHere(tried: Result<Tried, BenefitRefusal>): Told {
  if (!tried.ok) return { refused: tried.error.code }
  const { totals, streams, paid } = tried.value
  const { payments, fund, account, family, cash, person, totalsAdded } = paid
  return {
    ...prefixed('', { ...payments, fund, account, family, cash, person }),
    ...prefixed('totals.', { ...totals }),
    ...prefixed('stream.', streams),
    ...prefixed('added.', totalsAdded),
  }
}

function toldByCentre({ bill, outcome, refused }: Visit): Told {
  if (outcome === null) return { refused: refused ?? '' }
  const { totalsAdded, ...amounts } = outcome
  return {
    ...prefixed('', amounts),
    ...prefixed('totals.', bill?.totals ?? {}),
    ...prefixed('stream.', bill?.streams ?? {}),
    ...prefixed('added.', totalsAdded),
  }
}

function compare(visit: number, centre: Told, here: Told): Recount {
  const fields = [...new Set([...Object.keys(centre), ...Object.keys(here)])]
  const disagreements = fields
    .filter((field) => centre[field] !== here[field])
    .map((field) => ({ visit, field, centre: centre[field] ?? '', here: here[field] ?? '' }))
  return { compared: fields.length, disagreements }
}

const levels = ['tertiary', 'secondary', 'primary', 'ungraded'] as const

function recountItem(pack: RegionPack, on: IsoDate, item: NonNullable<Example['item']>): Recount {
  const level = levels.find((name) => name === item.level) ?? 'ungraded'
  const split = splitDescribed(lineOf(item.line), level, {}, compileCoverage(pack, on))
  const here = split.ok ? prefixed('', { ...totalsOf(split.value) }) : { refused: '' }
  return compare(0, item.split === null ? { refused: '' } : prefixed('', item.split), here)
}

/**
 * Computes a worked case again, here, and compares every amount with what the centre told.
 *
 * @returns nothing compared where the case is of contributions or enrolment, which pay no bill
 */
export function recount(pack: RegionPack, example: Example): Recount {
  if (example.item !== null) return recountItem(pack, isoDate(example.on), example.item)
  const plan = planIn(pack, example.rulesId, example.reading)
  const counts = example.visits.map((visit, index): Recount => {
    const bill = billOf(visit)
    if (plan === null || bill === null) return { compared: 0, disagreements: [] }
    return compare(index, toldByCentre(visit), toldHere(tryBill(pack, plan, bill)))
  })
  return {
    compared: counts.reduce((sum, { compared }) => sum + compared, 0),
    disagreements: counts.flatMap(({ disagreements }) => disagreements),
  }
}
