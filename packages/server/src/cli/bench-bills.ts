import type { CatalogItem } from '@yibao/core/catalog'
import {
  addDays,
  type Fen,
  fen,
  type IsoDate,
  isoDate,
  ppm,
  type Quantity,
  quantity,
  type UnitPrice,
  unitPrice,
  zeroFen,
} from '@yibao/core/kernel'
import type { CareName, Facts, Plan, RegionPack } from '@yibao/core/policy'
import { type Random, randomStream } from '../../sim/random.ts'

/** One bill to be adjudicated: under which plan, on which day, and what it says. */
export interface BenchBill {
  readonly pack: RegionPack
  readonly plan: Plan
  readonly care: CareName
  readonly on: IsoDate
  readonly facts: Facts & { readonly level: 'tertiary' | 'secondary' | 'primary' }
  readonly lines: readonly {
    readonly item: CatalogItem
    readonly price: UnitPrice
    readonly quantity: Quantity
    readonly approval: 'not-needed' | 'approved'
  }[]
  readonly used: Readonly<Record<string, Fen>>
  readonly accountBalance: Fen
  readonly accountUsed: boolean
}

const firstDay = isoDate('2023-11-01')
const days = 30
const linesPerBill = 5

/**
 * Mean cost in yuan of a stay (2025年全国医疗保障事业发展统计公报, 国家医疗保障局, 2026-07-16) and of an outpatient visit
 * (derived from 2012年-2025年医保待遇享受相关数据, 国家医疗保障局医保数智库, 2026-07-13), by scheme.
 */
const meanYuan = {
  inpatient: { '310': 11_522, '390': 7_339 },
  outpatient: { '310': 241.7, '390': 113.5 },
} as const

const statuses = { '310': ['active', 'retired'], '390': ['adult', 'elderly', 'student', 'minor'] } as const

function makeItem(index: number, random: Random): CatalogItem {
  const itemClass = random.weighted(['A', 'B', 'C'] as const, (name) => ({ A: 45, B: 45, C: 10 })[name])
  const kind = random.pick(['drug', 'service', 'consumable'] as const)
  return {
    code: `BENCH${index}`,
    kind,
    name: `项目${index}`,
    class: itemClass,
    preCoinsurance: itemClass === 'B' && random.chance(0.5) ? ppm(random.pick([50_000, 100_000, 200_000])) : null,
    ceilings: {},
    restricted: random.chance(0.1),
    restriction: '',
    chargeType: random.pick({ drug: ['09', '11'], service: ['01', '03', '05', '14'], consumable: ['08'] }[kind]),
    form: '',
    unit: '',
    referencePrice: null,
    range: { from: isoDate('2000-01-01'), until: null },
    source: '示例目录',
    assumed: false,
  }
}

/** The facts a plan of its own may ask for, each with some value it knows. */
function ownFacts(plan: Plan, random: Random): Facts {
  const facts: Record<string, string | number | readonly string[]> = {}
  for (const { name, kind, words } of plan.inputs) {
    if (kind === 'number') facts[name] = random.between(1, 12)
    else if (kind === 'money') facts[name] = random.below(10_000_00)
    else if (kind === 'date') facts[name] = '1960-06-01'
    else if (kind === 'list') facts[name] = words.slice(0, 1)
    else facts[name] = words.length === 0 ? 'none' : random.pick(words)
  }
  return facts
}

function billFor(pack: RegionPack, plan: Plan, scheme: '310' | '390', items: readonly CatalogItem[], random: Random) {
  const care = random.pick(plan.care)
  const mean = meanYuan[care === 'inpatient' ? 'inpatient' : 'outpatient'][scheme]
  const level = random.pick(['tertiary', 'secondary', 'primary'] as const)
  const age = random.between(1, 95)
  const bill: BenchBill = {
    pack,
    plan,
    care,
    on: addDays(firstDay, random.below(days)),
    facts: {
      level,
      kind: level === 'primary' ? random.pick(['community', 'township']) : 'hospital',
      locality: random.chance(0.93) ? 'local' : 'outside',
      personStatus: random.pick<string>(statuses[scheme]),
      consecutiveYear: random.between(1, 12),
      age,
      medType: care === 'inpatient' ? '21' : '11',
      nthAdmission: random.between(1, 4),
      stayDays: random.between(1, 100),
      referral: random.pick(['none', 'up', 'registered']),
      'trait.capClass': random.pick(['highest', 'lowest']),
      ...ownFacts(plan, random),
    },
    lines: Array.from({ length: linesPerBill }, () => {
      // The square of a uniform draw has a third of its range as its mean: many small lines, few large ones.
      const share = random.below(10_000) / 10_000
      const price = Math.floor((mean / linesPerBill) * 3 * share * share * 1_000_000) + 10_000
      return {
        item: random.pick(items),
        price: unitPrice(price),
        quantity: quantity(10_000),
        approval: random.chance(0.5) ? ('approved' as const) : ('not-needed' as const),
      }
    }),
    used: Object.fromEntries(
      plan.totals.filter(() => random.chance(0.5)).map(({ code }) => [code, fen(random.below(20_000_00))]),
    ),
    accountBalance: plan.accountPays.length > 0 ? fen(random.below(5_000_00)) : zeroFen,
    accountUsed: random.chance(0.9),
  }
  return bill
}

/**
 * Makes bills over the plans of some packs and thirty days, five lines each.
 *
 * @param isPayable whether the law says anything about a bill
 * @returns a maker of one batch after another; the same seed and packs give the same bills
 */
export function billMaker(
  packs: readonly RegionPack[],
  seed: number,
  isPayable: (bill: BenchBill) => boolean,
): (count: number) => readonly BenchBill[] {
  const random = randomStream(seed, 'bench.adjudicate')
  const items = Array.from({ length: 200 }, (_, index) => makeItem(index, random))
  // A region without a share for class B needs it in the catalogue.
  const withShare = items.filter(({ class: itemClass, preCoinsurance }) => itemClass !== 'B' || preCoinsurance !== null)
  const plans = packs.flatMap((pack) =>
    pack.plans.flatMap((plan) => (plan.scheme === null ? [] : [{ pack, plan, scheme: plan.scheme }])),
  )
  const draw = (): BenchBill => {
    const { pack, plan, scheme } = random.pick(plans)
    const choice = pack.coverage.preCoinsurance === null ? withShare : items
    return billFor(pack, plan, scheme, choice, random)
  }
  return (count) => {
    const bills: BenchBill[] = []
    // Some laws know only some hospitals; a bill that the law refuses is drawn again.
    while (bills.length < count) {
      const bill = draw()
      if (isPayable(bill)) bills.push(bill)
    }
    return bills
  }
}
