import { addFen, type Fen, isoDate, ok, type Result, zeroFen } from '@yibao/core/kernel'
import {
  type CapitationMonth,
  capitationMonth,
  emptyPart,
  headCounts,
  type PartPricing,
  type PaymentRefusal,
  type PreparedPlan,
  type Step,
} from '@yibao/core/payment'
import type { CapitatedInstitution, CapitationStore, FoundCapitation } from './capitation-ports.ts'
import type { PaymentScope } from './payment-ports.ts'
import type { StatementCapitation } from './payment-run-ports.ts'

export const noCharges = { own: zeroFen, elsewhere: zeroFen, others: zeroFen }

/** The diseases that a plan's bands ask for. */
const diseasesOf = ({ plan }: PreparedPlan): readonly string[] => [
  ...new Set(plan.capitation?.bands.flatMap(({ diseases }) => diseases) ?? []),
]

/** Whether a plan pays stays by heads, so that none of them has a price of its own. */
export const paysStaysByHeads = ({ plan }: PreparedPlan): boolean =>
  plan.capitation !== null && plan.capitation.covers !== 'outpatient'

/**
 * Institutions of a month of capitation: with people on the first, or with charges that it covers. None under a plan without.
 * Refuses with `payment.no-band` of an age that no band takes.
 */
export async function findCapitated(
  store: CapitationStore,
  prepared: PreparedPlan,
  scope: PaymentScope,
  month: string,
): Promise<Result<FoundCapitation, PaymentRefusal>> {
  const { capitation } = prepared.plan
  if (capitation === null) return ok({ institutions: [], seen: null })
  const signed = await store.people(scope, isoDate(`${month}-01`), diseasesOf(prepared))
  const { charges, seen } = await store.charges(scope, month, capitation)
  const found = new Map<string, CapitatedInstitution>()
  for (const { providerCode, level, people } of signed) {
    const counts = headCounts(prepared, people)
    if (!counts.ok) return counts
    found.set(providerCode, { providerCode, level, people: counts.value, charges: noCharges })
  }
  for (const { providerCode, level, own, elsewhere, others } of charges) {
    const people = found.get(providerCode)?.people ?? []
    found.set(providerCode, { providerCode, level, people, charges: { own, elsewhere, others } })
  }
  return ok({ institutions: [...found.values()].sort((a, b) => (a.providerCode < b.providerCode ? -1 : 1)), seen })
}

/** A part whose stays heads pay for: it has no cases of its own. */
export const withoutCases: PartPricing = { price: () => [], finish: () => emptyPart(null) }

/** What an institution gets for its people; nothing without steps when nobody is signed on with it. */
export function amountFor(
  prepared: PreparedPlan,
  { providerCode, level, people }: Pick<CapitatedInstitution, 'providerCode' | 'level' | 'people'>,
  { scheme, month }: Pick<Parameters<typeof capitationMonth>[1], 'scheme' | 'month'>,
): Result<Pick<CapitationMonth, 'amount' | 'steps'>, PaymentRefusal> {
  if (people.every(({ count }) => count === 0)) return ok({ amount: zeroFen, steps: [] })
  return capitationMonth(prepared, { institution: providerCode, level, scheme, month, people })
}

/** What a statement says of heads, and how the amount came about. */
export function capitationOf(
  prepared: PreparedPlan,
  found: CapitatedInstitution,
  when: Parameters<typeof amountFor>[2],
): Result<{ readonly told: StatementCapitation; readonly steps: readonly Step[] }, PaymentRefusal> {
  const made = amountFor(prepared, found, when)
  if (!made.ok) return made
  const { amount, steps } = made.value
  return ok({ told: { people: found.people, amount, ...found.charges }, steps })
}

/** What persons' settlements at the institution charged the fund with, of what heads cover. */
export const bookedUnder = (capitation: Pick<StatementCapitation, 'own' | 'others'> | null): Fen =>
  capitation === null ? zeroFen : addFen(capitation.own, capitation.others)

/** What is set against the year's heads: care of the people, here and elsewhere. */
export const chargedUnder = ({ own, elsewhere }: Pick<StatementCapitation, 'own' | 'elsewhere'>): Fen =>
  addFen(own, elsewhere)
