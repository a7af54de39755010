import {
  addExact,
  type Exact,
  fen,
  fenPerUnit,
  isoDate,
  multiplyExact,
  ok,
  type Result,
  refuse,
  roundExact,
  zeroFen,
} from '../kernel/index.ts'
import { countInput, input, moneyText, numberInput, yuanInput } from './amounts.ts'
import { monthParts } from './budget.ts'
import { institutionWords, type PreparedPlan } from './prepare.ts'
import type { PaymentRefusal, PeopleBand } from './types.ts'
import { need, newWork, note, refusalIn, yuanValue } from './work.ts'
import type { CapitationFacts, CapitationMonth, SignedPeople } from './year-types.ts'

const million = 1_000_000

/** The band of a person: the first that fits; null when none does. */
export function bandOf(bands: readonly PeopleBand[], age: number, diseases: readonly string[]): PeopleBand | null {
  return (
    bands.find(
      (band) =>
        age >= band.ageFrom &&
        (band.ageTo === null || age <= band.ageTo) &&
        (band.diseases.length === 0 || band.diseases.some((disease) => diseases.includes(disease))),
    ) ?? null
  )
}

/**
 * People by the bands of a plan, in the order of the bands; those of nobody are left out.
 *
 * @returns counts, `payment.no-rule`, `payment.no-band` of an age that no band takes
 */
export function headCounts(
  { plan }: PreparedPlan,
  people: readonly SignedPeople[],
): Result<CapitationFacts['people'], PaymentRefusal> {
  if (plan.capitation === null) return refuse({ code: 'payment.no-rule', plan: plan.id, rule: 'capitation' })
  const { bands } = plan.capitation
  const counts = new Map<string, number>()
  for (const { age, diseases, count } of people) {
    const band = bandOf(bands, age, diseases)
    if (band === null) return refuse({ code: 'payment.no-band', plan: plan.id, value: String(age), of: 'people' })
    counts.set(band.id, (counts.get(band.id) ?? 0) + count)
  }
  return ok(bands.flatMap(({ id }) => (counts.has(id) ? [{ band: id, count: counts.get(id) ?? 0 }] : [])))
}

/**
 * What an institution gets for the people signed on with it in a month: people × quota × weight of their band, rounded once.
 *
 * @returns the amount with its trace, `payment.no-rule`, `payment.no-people` when nobody is signed on or a count is no whole
 * number, `payment.no-band` of a band the plan does not know, `payment.bad-month`, `payment.no-parameter`
 */
export function capitationMonth(
  prepared: PreparedPlan,
  facts: CapitationFacts,
): Result<CapitationMonth, PaymentRefusal> {
  const { plan } = prepared
  const { institution, month, scheme } = facts
  if (plan.capitation === null) return refuse({ code: 'payment.no-rule', plan: plan.id, rule: 'capitation' })
  if (monthParts(month) === null) return refuse({ code: 'payment.bad-month', month })
  const { quota: quotas, weights, bands } = plan.capitation
  const people = facts.people.reduce((sum, { count }) => sum + count, 0)
  const counted = facts.people.every(({ count }) => Number.isSafeInteger(count) && count >= 0)
  if (!counted || people === 0) return refuse({ code: 'payment.no-people', plan: plan.id, institution })
  const words = institutionWords(prepared, institution, facts.level)
  const work = newWork(prepared, { scheme, ...words, institution, group: '', on: isoDate(`${month}-01`) }, true)
  const quota = need(work, 'capitation.quota', quotas)
  if (quota === null) return refuse(refusalIn(work))
  const parts: Exact[] = []
  for (const { band, count } of facts.people) {
    const known = bands.find(({ id }) => id === band)
    if (known === undefined) return refuse({ code: 'payment.no-band', plan: plan.id, value: band, of: 'people' })
    const weight = need(work, 'capitation.weight', weights, band)
    if (weight === null) return refuse(refusalIn(work))
    const part = multiplyExact(multiplyExact(quota, count * million), weight)
    parts.push(part)
    note(
      work,
      'capitation.band',
      () => [
        input('band', known.label, 'text'),
        countInput('people', count, 'people'),
        yuanInput('quota', quota),
        numberInput('weight', weight),
      ],
      () => ({ value: moneyText(part), unit: 'yuan' }),
    )
  }
  const { mode, unit } = plan.money
  const amount = fen(roundExact(parts.reduce<Exact>(addExact, zeroFen), fenPerUnit[unit], mode))
  note(
    work,
    'capitation.month',
    () => parts.map((part) => input('band', moneyText(part), 'yuan')),
    () => yuanValue(amount),
  )
  return ok({ institution, month, people, amount, steps: work.steps })
}
