import type { BillInput } from '@yibao/core/benefit'
import { addDays, fen, type IsoDate, isoDate, sumFen, zeroFen } from '@yibao/core/kernel'
import type { CareName, Facts, Plan, RegionPack } from '@yibao/core/policy'
import { type Random, randomStream } from '../../sim/random.ts'
import { factKind } from '../files/policy-classes.ts'
import { askedFacts } from '../text/plan-on-date.ts'

/** One bill to be adjudicated: under which plan, on which day, and what it says. */
export interface BenchBill {
  readonly pack: RegionPack
  readonly plan: Plan
  readonly care: CareName
  readonly on: IsoDate
  readonly bill: BillInput
}

const firstDay = isoDate('2023-11-01')
const days = 30

const statuses = { '310': ['active', 'retired'], '390': ['adult', 'elderly', 'student', 'minor'] } as const

function factFor(name: string, plan: Plan, random: Random): string | number {
  if (name === 'personStatus') return random.pick<string>(statuses[plan.scheme])
  const kind = factKind(name)
  if (kind === 'number') return random.between(1, 12)
  return typeof kind === 'object' && kind !== null ? random.pick(kind.words) : random.pick(['highest', 'lowest'])
}

function billFor(plan: Plan, random: Random): BillInput {
  const facts: Facts = Object.fromEntries(askedFacts(plan).map((name) => [name, factFor(name, plan, random)]))
  // Squared, so that small bills are many and large ones few, as at a till.
  const share = random.below(10_000) / 10_000
  const most = plan.care.includes('inpatient') ? 200_000_00 : 3_000_00
  const eligible = fen(Math.floor(share * share * most) + 1)
  const aside = (): ReturnType<typeof fen> => (random.chance(0.4) ? fen(random.below(300_00)) : zeroFen)
  const [nonCovered, overPriceLimit, preCoinsurance] = [aside(), aside(), aside()]
  const used = Object.fromEntries(
    plan.totals.filter(() => random.chance(0.5)).map(({ code }) => [code, fen(random.below(50_000_00))]),
  )
  return {
    totals: {
      total: sumFen([eligible, nonCovered, overPriceLimit, preCoinsurance]),
      nonCovered,
      overPriceLimit,
      preCoinsurance,
      eligible,
    },
    facts,
    used,
    accountBalance: plan.accountPays.length > 0 ? fen(random.below(5_000_00)) : zeroFen,
    accountUsed: random.chance(0.9),
    accountAsked: null,
  }
}

/** Bills spread over all plans and thirty days; the same seed and packs give the same bills. */
export function benchBills(packs: readonly RegionPack[], count: number, seed: number): readonly BenchBill[] {
  const random = randomStream(seed, 'bench.adjudicate')
  const plans = packs.flatMap((pack) => pack.plans.map((plan) => ({ pack, plan })))
  return Array.from({ length: count }, () => {
    const { pack, plan } = random.pick(plans)
    const on = addDays(firstDay, random.below(days))
    return { pack, plan, care: random.pick(plan.care), on, bill: billFor(plan, random) }
  })
}
