import type { AuditExpression, AuditRelease, AuditRule, KnowledgePoint, KnowledgeTable } from '@yibao/core/audit'
import type { CareKind, ProviderLevel } from '@yibao/core/encounter'
import { isoDate } from '@yibao/core/kernel'
import { randomStream } from '../sim/random.ts'

/** What all engines of the benchmark are asked: an item of a list, and one attribute beside it. */
export type BenchTest =
  | { readonly of: 'sex'; readonly is: 'male' | 'female' }
  | { readonly of: 'years'; readonly below: number }
  | { readonly of: 'level'; readonly is: ProviderLevel }
  | { readonly of: 'care'; readonly is: CareKind }
  | { readonly of: 'qty'; readonly over: number }

export interface BenchRule {
  readonly code: string
  readonly items: readonly string[]
  readonly test: BenchTest
}

/** A rule of a window: no more than so many of an item in so many days. */
export interface BenchWindow {
  readonly code: string
  readonly items: readonly string[]
  readonly days: number
  readonly limit: number
}

export const benchItems = 20_000
const itemsOfRule = 10

export const benchItem = (number: number): string => `X${String(number).padStart(10, '0')}`

/** As knowledge tables are: most points are attributes of an item; every kind of them with a share of the rules. */
function testOf(random: ReturnType<typeof randomStream>): BenchTest {
  const kind = random.pick(['sex', 'sex', 'years', 'years', 'level', 'care', 'qty'] as const)
  if (kind === 'sex') return { of: kind, is: random.pick(['male', 'female'] as const) }
  if (kind === 'years') return { of: kind, below: random.pick([1, 6, 14, 18]) }
  if (kind === 'level') return { of: kind, is: random.pick(['primary', 'secondary', 'ungraded'] as const) }
  return kind === 'care'
    ? { of: kind, is: random.pick(['outpatient', 'pharmacy'] as const) }
    : { of: kind, over: random.between(5, 20) }
}

const itemsFor = (random: ReturnType<typeof randomStream>): string[] => [
  ...new Set(Array.from({ length: itemsOfRule }, () => benchItem(random.below(benchItems)))),
]

/** The same seed makes the same rules. */
export function benchRules(seed: number, count: number): BenchRule[] {
  const random = randomStream(seed, 'bench.audit.rules')
  return Array.from({ length: count }, (_, index) => ({
    code: `B-${String(index + 1).padStart(4, '0')}`,
    items: itemsFor(random),
    test: testOf(random),
  }))
}

export function benchWindows(seed: number, count: number): BenchWindow[] {
  const random = randomStream(seed, 'bench.audit.windows')
  return Array.from({ length: count }, (_, index) => ({
    code: `W-${String(index + 1).padStart(4, '0')}`,
    items: itemsFor(random),
    days: random.pick([7, 30, 90]),
    limit: random.between(20, 40),
  }))
}

const field = (root: string, ...path: string[]): AuditExpression => ({ op: 'field', root, path })
const value = (of: string | number): AuditExpression => ({ op: 'value', value: of })

function conditionOf(test: BenchTest): AuditExpression {
  if (test.of === 'sex') return { op: '==', left: field('person', 'sex'), right: value(test.is) }
  if (test.of === 'years') return { op: '<', left: field('person', 'years'), right: field('point', 'limit') }
  if (test.of === 'level') return { op: '==', left: field('provider', 'level'), right: value(test.is) }
  if (test.of === 'care') return { op: '==', left: field('visit', 'care'), right: value(test.is) }
  return { op: '>', left: field('line', 'qty'), right: field('point', 'limit') }
}

const limitOf = (test: BenchTest): number | null =>
  test.of === 'years' ? test.below : test.of === 'qty' ? test.over : null

function ruleOf(code: string, lookback: number, does: AuditRule['does']): AuditRule {
  return {
    code,
    name: { zh: `基准规则${code}`, en: `benchmark rule ${code}` },
    class: 'policy',
    basis: 'benchmark',
    moments: ['pre', 'in', 'post'],
    scope: {},
    severity: 'violation',
    action: 'mark',
    bears: 'institution',
    stake: 'line',
    table: code,
    partition: 'person',
    lookback,
    parameters: {},
    does,
    exceptions: [],
    says: { zh: '{line.name}', en: '{line.name}' },
    weight: 50,
    range: { from: isoDate('2020-01-01'), until: null },
  }
}

function tableOf(code: string, items: readonly string[], limit: number | null): KnowledgeTable {
  const points = items.map((item, index): [string, KnowledgePoint[]] => [
    item,
    [{ point: `${code}-${index}`, values: { limit }, basis: 'benchmark' }],
  ])
  return { table: code, key: 'code', points: new Map(points), pairs: false }
}

/** The rules as a release, each with a knowledge table of its own. */
export function benchRelease(rules: readonly BenchRule[], windows: readonly BenchWindow[]): AuditRelease {
  const attribute = rules.map(({ code, test }) =>
    ruleOf(code, 0, { kind: 'match', each: { of: 'line' }, when: conditionOf(test) }),
  )
  const windowed = windows.map(({ code, days }) =>
    ruleOf(code, days, {
      kind: 'count',
      each: { of: 'line' },
      where: null,
      per: [field('line', 'item')],
      within: { unit: 'days', length: value(days) },
      measure: { of: 'sum', value: field('line', 'qty') },
      limit: field('point', 'limit'),
      hit: 'over',
    }),
  )
  const tables = [
    ...rules.map(({ code, items, test }) => tableOf(code, items, limitOf(test))),
    ...windows.map(({ code, items, limit }) => tableOf(code, items, limit)),
  ]
  return {
    digest: `bench-${rules.length}-${windows.length}`,
    rules: [...attribute, ...windowed],
    tables: new Map(tables.map((table) => [table.table, table])),
  }
}
