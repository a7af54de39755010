import type { AuditGround, AuditLine, AuditPerson, AuditProvider, AuditVisit } from '@yibao/core/audit'
import type { CareKind, ProviderLevel } from '@yibao/core/encounter'
import {
  addDays,
  ageOn,
  fen,
  type IsoDate,
  isoDate,
  lineAmount,
  localDateTime,
  quantity,
  unitPrice,
} from '@yibao/core/kernel'
import { type Random, randomStream } from '../sim/random.ts'
import { type BenchRule, type BenchTest, benchItem, benchItems } from './audit-rules.ts'

export interface BenchClaims {
  readonly seed: number
  readonly visits: number
  /** How many lines of a hundred break a rule. */
  readonly hitsPerHundred: number
}

/** Of whom and where a visit is. */
export type BenchAbout = Pick<BenchFacts, 'sex' | 'level' | 'care'> & { readonly birth: IsoDate }

/** What the tests of the rules look at, of one line. */
export interface BenchFacts {
  readonly item: string
  readonly sex: 'male' | 'female'
  readonly years: number
  readonly level: ProviderLevel
  readonly care: CareKind
  readonly qty: number
}

export const benchDay = isoDate('2025-06-10')
const linesFrom = 4
const linesTo = 16

export function breaks(test: BenchTest, facts: BenchFacts): boolean {
  if (test.of === 'sex') return facts.sex === test.is
  if (test.of === 'years') return facts.years < test.below
  if (test.of === 'qty') return facts.qty > test.over
  return test.of === 'level' ? facts.level === test.is : facts.care === test.is
}

type ByItem = ReadonlyMap<string, readonly BenchRule[]>

export function rulesByItem(rules: readonly BenchRule[]): ByItem {
  const found = new Map<string, BenchRule[]>()
  for (const rule of rules) for (const item of rule.items) found.set(item, [...(found.get(item) ?? []), rule])
  return found
}

/** Draws items until one breaks a rule, or breaks none, as wanted. */
function drawFacts(random: Random, byItem: ByItem, wanted: boolean, of: Omit<BenchFacts, 'item' | 'qty'>): BenchFacts {
  for (let tries = 0; ; tries += 1) {
    const facts: BenchFacts = { ...of, item: benchItem(random.below(benchItems)), qty: random.between(1, 24) }
    const isHit = (byItem.get(facts.item) ?? []).some(({ test }) => breaks(test, facts))
    if (isHit === wanted || tries > 500) return facts
  }
}

function lineOf(random: Random, { item, qty }: BenchFacts, index: number, day: string): AuditLine {
  const [price, amount] = [unitPrice(random.between(10_000, 2_000_000)), quantity(qty * 10_000)]
  const total = lineAmount(price, amount)
  return {
    lineId: String(index + 1),
    item,
    name: `项目${item}`,
    kind: 'drug',
    class: 'A',
    at: localDateTime(`${day} ${String(8 + (index % 10)).padStart(2, '0')}:00:00`),
    quantity: amount,
    price,
    amount: total,
    eligible: total,
  }
}

function anybody(random: Random): BenchAbout {
  return {
    sex: random.pick(['male', 'female'] as const),
    birth: addDays(benchDay, -random.between(30, 32_000)),
    level: random.pick(['tertiary', 'secondary', 'primary', 'ungraded'] as const),
    care: random.pick(['outpatient', 'outpatient', 'inpatient', 'pharmacy'] as const),
  }
}

/**
 * One visit each, of one person, under audit; the same seed makes the same.
 *
 * @param aboutOf of whom and where the visit of a number is; anybody anywhere unless told
 */
export function benchGrounds(
  rules: readonly BenchRule[],
  { seed, visits, hitsPerHundred }: BenchClaims,
  aboutOf: (number: number) => BenchAbout | null = () => null,
): AuditGround[] {
  const random = randomStream(seed, 'bench.audit.claims')
  const byItem = rulesByItem(rules)
  return Array.from({ length: visits }, (_, index): AuditGround => {
    const { sex, birth, level, care } = aboutOf(index) ?? anybody(random)
    const of = { sex, years: ageOn(birth, benchDay), level, care }
    const person: AuditPerson = { insuredId: `B${String(index).padStart(9, '0')}`, sex, birth, diedOn: null }
    const provider: AuditProvider = {
      providerCode: `H9900${String(index % 50).padStart(5, '0')}`,
      kind: 'hospital',
      level,
    }
    const lines = Array.from({ length: random.between(linesFrom, linesTo) }, (_none, line) =>
      lineOf(random, drawFacts(random, byItem, random.chance(hitsPerHundred / 100), of), line, benchDay),
    )
    const begin = localDateTime(`${benchDay} 08:00:00`)
    const visit: AuditVisit = {
      visitId: `V${index}`,
      person,
      provider,
      current: true,
      scheme: '310',
      care,
      medType: '11',
      begin,
      end: begin,
      settledAt: localDateTime(`${benchDay} 18:00:00`),
      total: fen(lines.reduce((sum, one) => sum + (one.amount ?? 0), 0)),
      lines,
    }
    return { visits: [visit], side: {}, historyFrom: null, today: benchDay }
  })
}

/** The lines of grounds as flat facts, in their order: what the other engines are given. */
export function factsOf(grounds: readonly AuditGround[]): BenchFacts[] {
  return grounds.flatMap(({ visits }) =>
    visits.flatMap(({ person, provider, care, lines }) =>
      lines.map((line) => ({
        item: line.item,
        sex: person.sex ?? 'male',
        years: person.birth === undefined ? 0 : ageOn(person.birth, benchDay),
        level: provider.level ?? 'tertiary',
        care: care ?? 'outpatient',
        qty: (line.quantity ?? 0) / 10_000,
      })),
    ),
  )
}
