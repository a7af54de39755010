import {
  addFen,
  divideExact,
  type Fen,
  fen,
  isoDate,
  multiplyExact,
  ok,
  type Result,
  refuse,
  roundExact,
  zeroFen,
} from '@yibao/core/kernel'
import {
  capitationMonth,
  headCounts,
  type InstitutionYear,
  noCases,
  type PaymentPlan,
  type PaymentRefusal,
  type PreparedPlan,
  preparePlan,
  type SignedPeople,
} from '@yibao/core/payment'
import { chargedUnder } from './payment-capitation.ts'

/** Who is signed on with whom in a compared year. */
export interface ComparedSignups {
  /** What was assumed, in words for people. */
  readonly label: string
  readonly heads: readonly {
    readonly providerCode: string
    readonly level: string
    readonly people: readonly SignedPeople[]
  }[]
  signedWith(insuredId: string, firstPlace: string): string | null
}

const always = isoDate('1900-01-01')

/** A plan that pays whole institutions prices no case: each then stands at what the fund was charged with, until the year is cleared. */
export function atCharges(prepared: PreparedPlan): PreparedPlan {
  const { plan } = prepared
  if (plan.methods.length > 0) return prepared
  const share = [{ where: {}, values: [{ from: always, value: 1_000_000, source: '记账 as charged', assumed: true }] }]
  return preparePlan(
    {
      ...plan,
      methods: [{ kind: 'cost', id: 'charged', label: '记账', takes: {}, share }],
      fundShare: { kind: 'less-others', least: 'none' },
      pointValue: null,
      costCap: null,
    },
    [],
  )
}

/** What stays of signed people charged the fund with, by who signed them on and who treated them. */
export interface HeadCharges {
  add(insuredId: string, place: string, charged: Fen): void
  of(
    institution: string,
    elsewhere: 'charged' | 'apart',
  ): { readonly own: Fen; readonly elsewhere: Fen; readonly others: Fen }
}

export function headCharges(signups: ComparedSignups | null): HeadCharges {
  const firstPlaces = new Map<string, string>()
  const cells = new Map<string, { readonly signed: string | null; readonly place: string; charged: Fen }>()
  return {
    add(insuredId, place, charged) {
      const first = firstPlaces.get(insuredId) ?? place
      firstPlaces.set(insuredId, first)
      const signed = signups?.signedWith(insuredId, first) ?? null
      const key = `${signed}/${place}`
      const cell = cells.get(key) ?? { signed, place, charged: zeroFen }
      cell.charged = addFen(cell.charged, charged)
      cells.set(key, cell)
    },
    of(institution, rule) {
      const sum = (fits: (cell: { signed: string | null; place: string }) => boolean): Fen =>
        [...cells.values()].filter(fits).reduce((whole: Fen, { charged }) => addFen(whole, charged), zeroFen)
      return {
        own: sum(({ signed, place }) => signed === institution && place === institution),
        elsewhere:
          rule === 'apart' ? zeroFen : sum(({ signed, place }) => signed === institution && place !== institution),
        others: sum(({ signed, place }) => signed !== institution && place === institution),
      }
    },
  }
}

const monthsOf = (year: number): readonly string[] =>
  Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`)

/** What a year of heads comes to for each institution. Refuses as `capitationMonth` does. */
function yearOfHeads(
  prepared: PreparedPlan,
  year: number,
  signups: ComparedSignups,
): Result<ReadonlyMap<string, Fen>, PaymentRefusal> {
  const amounts = new Map<string, Fen>()
  for (const { providerCode: institution, level, people } of signups.heads) {
    const counts = headCounts(prepared, people)
    if (!counts.ok) return counts
    for (const month of monthsOf(year)) {
      const [scheme = '310'] = prepared.plan.schemes
      const made = capitationMonth(prepared, { institution, level, scheme, month, people: counts.value })
      if (!made.ok) return made
      amounts.set(institution, addFen(amounts.get(institution) ?? zeroFen, made.value.amount))
    }
  }
  return ok(amounts)
}

/** The quota with which a year of heads comes to what the people charged: all methods then share the same money. */
function neutralQuota(plan: PaymentPlan, year: number, signups: ComparedSignups, charged: Fen): PaymentPlan {
  const { capitation } = plan
  if (capitation === null) return plan
  const hundred = fen(100_00)
  const given = (value: Fen) => [
    { where: {}, values: [{ from: always, value, source: '测算 measured', assumed: true }] },
  ]
  const amounts = yearOfHeads(
    preparePlan({ ...plan, capitation: { ...capitation, quota: given(hundred) } }, []),
    year,
    signups,
  )
  const whole = amounts.ok ? [...amounts.value.values()].reduce((sum: Fen, one) => addFen(sum, one), zeroFen) : zeroFen
  if (whole <= 0 || charged <= 0) return plan
  const quota = fen(roundExact(multiplyExact(divideExact(charged, whole), hundred), 1, 'half-up'))
  return quota === 0 ? plan : { ...plan, capitation: { ...capitation, quota: given(quota) } }
}

/**
 * Institutions' years with heads and what was charged under them, of a plan that clears by capitation; others are left as they are.
 * Refuses with `payment.no-people` without sign-ups.
 */
export function withHeads(
  prepared: PreparedPlan,
  year: number,
  institutions: readonly InstitutionYear[],
  {
    signups,
    charges,
    neutral,
  }: { readonly signups: ComparedSignups | null; readonly charges: HeadCharges; readonly neutral: boolean },
): Result<{ readonly prepared: PreparedPlan; readonly institutions: readonly InstitutionYear[] }, PaymentRefusal> {
  const { capitation, clearing, id } = prepared.plan
  if (capitation === null || clearing?.payable !== 'capitation') return ok({ prepared, institutions })
  if (signups === null) return refuse({ code: 'payment.no-people', plan: id, institution: '*' })
  const found = new Map(
    institutions.map(({ institution }) => [institution, charges.of(institution, capitation.elsewhere)] as const),
  )
  // Who has no case that all methods pay is no part of the comparison, and neither are the people signed on there.
  const compared = { ...signups, heads: signups.heads.filter(({ providerCode }) => found.has(providerCode)) }
  const whole = [...found.values()].reduce((sum: Fen, one) => addFen(sum, chargedUnder(one)), zeroFen)
  const fitted = neutral ? preparePlan(neutralQuota(prepared.plan, year, compared, whole), []) : prepared
  const amounts = yearOfHeads(fitted, year, compared)
  if (!amounts.ok) return amounts
  return ok({
    prepared: fitted,
    institutions: institutions.map((one) => {
      const under = found.get(one.institution) ?? charges.of(one.institution, capitation.elsewhere)
      return {
        ...one,
        pools: [{ pool: '', sums: { ...noCases, fundPaid: chargedUnder(under) } }],
        capitation: amounts.value.get(one.institution) ?? zeroFen,
        charges: under,
      }
    }),
  })
}
