import type { Answer } from '@yibao/contract/rest'
import type { DescribedLine } from '@yibao/core/benefit'
import { type Fen, fen, isoDate, ppm, quantity, sumFen, unitPriceFromFen, zeroFen } from '@yibao/core/kernel'
import type { Facts, Plan, RegionPack } from '@yibao/core/policy'
import { billOf, planIn, type TriedBill, tryBill } from './compute.ts'

export type Whole = Answer<'policies.pack'>
export type PlanForm = Whole['plans'][number]
export type AskedFact = PlanForm['asks'][number]
type Visit = Answer<'policies.example'>['visits'][number]

/** The four parts of a bill that a form asks. */
export const partNames = ['eligible', 'preCoinsurance', 'overPriceLimit', 'nonCovered'] as const
export type PartName = (typeof partNames)[number]

/** A line of the form; the number tells it from the others while they come and go. */
export interface DraftLine extends DescribedLine {
  readonly number: number
}

/** What a form holds while a bill is thought through. */
export interface Draft {
  readonly planId: string
  readonly reading: string | null
  readonly on: string
  readonly facts: Facts
  /** Whether the charges come as lines by class, or as the four parts of the bill. */
  readonly by: 'lines' | 'parts'
  readonly lines: readonly DraftLine[]
  readonly parts: Readonly<Record<PartName, Fen>>
  readonly streams: Readonly<Record<string, Fen>>
  readonly used: Readonly<Record<string, Fen>>
  readonly account: Fen
  readonly family: Fen
  readonly accountUsed: boolean
}

/** The plans of a pack under which a bill can be tried. */
export const payablePlans = ({ plans }: RegionPack): readonly Plan[] => plans.filter(({ layers }) => layers.length > 0)

/** Numbers that most bills have, so that a fresh form computes at once. */
const usualNumbers: Readonly<Record<string, number>> = { age: 45, consecutiveYear: 1, nthAdmission: 1, stayDays: 7 }

function usualFact({ fact, kind, words, needed }: AskedFact): Facts[string] | undefined {
  if (!needed) return undefined
  const [first] = words
  if (kind === 'number') return usualNumbers[fact] ?? 1
  if (kind === 'money') return 0
  if (kind === 'list') return first === undefined ? undefined : [first.word]
  if (kind === 'date') return '1980-01-01'
  return kind === 'text' ? first?.word : undefined
}

function fitsAsk(value: Facts[string] | undefined, { kind, words, open }: AskedFact): boolean {
  if (value === undefined) return false
  if (kind === 'number' || kind === 'money') return typeof value === 'number'
  if (kind === 'list') return typeof value === 'object'
  return typeof value === 'string' && (open || words.some(({ word }) => word === value))
}

/** The facts that a plan asks, those of lines included; what was said before stays as far as it fits. */
export function askedOf({ lines }: Whole, form: PlanForm, by: Draft['by']): readonly AskedFact[] {
  const own = form.asks.map(({ fact }) => fact)
  return by === 'parts' ? form.asks : [...form.asks, ...lines.visit.filter(({ fact }) => !own.includes(fact))]
}

export function factsFor(asks: readonly AskedFact[], before: Facts): Facts {
  return Object.fromEntries(
    asks.flatMap((ask) => {
      const value = fitsAsk(before[ask.fact], ask) ? before[ask.fact] : usualFact(ask)
      return value === undefined ? [] : [[ask.fact, value] as const]
    }),
  )
}

const one = quantity(10_000)

/** A line of one class; class B bears a share of its own where the region states none. */
export function lineOfClass(
  number: number,
  itemClass: DescribedLine['class'],
  { pack, lines }: Pick<Whole, 'pack' | 'lines'>,
  amount: Fen,
): DraftLine {
  const stated = pack.coverage.preCoinsurance !== null
  return {
    number,
    name: '',
    class: itemClass,
    kind: 'service',
    code: '',
    form: '',
    chargeType: '14',
    price: unitPriceFromFen(amount),
    quantity: one,
    preCoinsurance: itemClass === 'B' && !stated ? ppm(100_000) : null,
    ceiling: null,
    restricted: false,
    approval: 'not-needed',
    facts: factsFor(
      lines.line.map((ask) => ({ ...ask, needed: true })),
      {},
    ),
  }
}

export function formFor({ plans }: Whole, planId: string, reading: string | null): PlanForm | null {
  return plans.find((form) => form.planId === planId && form.reading === reading) ?? null
}

const usualEligible = fen(13_600_00)

/** A plan that pays streams apart pays nothing of a bill without one: a fresh form lies in the first. */
function usualStreams({ streams: [first] }: PlanForm, eligible: Fen): Draft['streams'] {
  return first === undefined ? {} : { [first]: eligible }
}

const noParts = { eligible: zeroFen, preCoinsurance: zeroFen, overPriceLimit: zeroFen, nonCovered: zeroFen }

/** Where and how somebody came to care, in every way that these facts may say. */
function waysToCare(asks: readonly AskedFact[], facts: Facts): readonly Facts[] {
  return ['locality', 'referral'].reduce<readonly Facts[]>(
    (ways, fact) => {
      const words = asks.find((ask) => ask.fact === fact)?.words ?? []
      return words.length === 0 ? ways : ways.flatMap((way) => words.map(({ word }) => ({ ...way, [fact]: word })))
    },
    [facts],
  )
}

/** Plans of off-site care know nobody at home: a fresh form takes a way to care under which the plan computes, if any does. */
function onWayThatComputes(draft: Draft, whole: Whole, asks: readonly AskedFact[]): Draft {
  const plan = planIn(whole.pack, draft.planId, draft.reading)
  if (plan === null) return draft
  const computes = (facts: Facts): boolean => tryBill(whole.pack, plan, billOfDraft({ ...draft, facts })).ok
  const facts = [draft.facts, ...waysToCare(asks, draft.facts)].find(computes)
  return facts === undefined ? draft : { ...draft, facts }
}

/** A fresh form of a plan; null when the region has none under which a bill can be tried. */
export function firstDraft(whole: Whole, on: string, planId?: string): Draft | null {
  const { pack } = whole
  const plans = payablePlans(pack)
  const plan = plans.find(({ id }) => id === planId) ?? plans.find(({ care }) => care.includes('inpatient')) ?? plans[0]
  const form = plan === undefined ? null : formFor(whole, plan.id, null)
  if (plan === undefined || form === null) return null
  const by = form.streams.length === 0 ? 'lines' : 'parts'
  const asks = askedOf(whole, form, by)
  const draft: Draft = {
    planId: plan.id,
    reading: null,
    on,
    facts: factsFor(asks, {}),
    by,
    lines: [
      lineOfClass(1, 'A', whole, fen(10_000_00)),
      lineOfClass(2, 'B', whole, fen(4_000_00)),
      lineOfClass(3, 'C', whole, fen(500_00)),
    ],
    parts: { eligible: usualEligible, preCoinsurance: fen(400_00), overPriceLimit: zeroFen, nonCovered: fen(500_00) },
    streams: usualStreams(form, usualEligible),
    used: {},
    account: fen(1_000_00),
    family: zeroFen,
    accountUsed: true,
  }
  return onWayThatComputes(draft, whole, asks)
}

/** The form for another plan or reading, keeping what still has a place. */
export function withPlan(draft: Draft, whole: Whole, planId: string, reading: string | null): Draft {
  const form = formFor(whole, planId, reading)
  if (form === null) return draft
  const asks = askedOf(whole, form, draft.by)
  const streams = usualStreams(form, draft.parts.eligible)
  const next = { ...draft, planId, reading, facts: factsFor(asks, draft.facts), streams, used: {} }
  return onWayThatComputes(next, whole, asks)
}

/** The bill of a worked case in the form. */
export function draftOfVisit(whole: Whole, planId: string, reading: string | null, visit: Visit): Draft | null {
  const bill = billOf(visit)
  const blank = firstDraft(whole, visit.on, planId)
  if (bill === null || blank === null) return null
  const { charges } = bill
  const isLines = 'lines' in charges
  return {
    ...blank,
    reading,
    facts: bill.facts,
    by: isLines ? 'lines' : 'parts',
    lines: isLines ? charges.lines.map((line, index) => ({ ...line, number: index + 1 })) : [],
    parts: isLines ? noParts : charges.totals,
    streams: isLines ? {} : charges.streams,
    used: bill.used,
    account: bill.accountBalance,
    family: bill.familyBalance ?? zeroFen,
    accountUsed: bill.accountUsed,
  }
}

/** The bill that a form describes. */
export function billOfDraft(draft: Draft): TriedBill {
  const { on, facts, by, lines, parts, streams, used, account, family, accountUsed } = draft
  const total = sumFen(partNames.map((name) => parts[name]))
  const { eligible, preCoinsurance, overPriceLimit, nonCovered } = parts
  return {
    on: isoDate(on),
    facts,
    charges:
      by === 'lines' ? { lines } : { totals: { total, eligible, preCoinsurance, overPriceLimit, nonCovered }, streams },
    used,
    accountBalance: account,
    familyBalance: family,
    accountUsed,
    accountAsked: null,
  }
}
