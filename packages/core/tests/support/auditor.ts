import assert from 'node:assert/strict'
import { compilePlan } from '../../src/benefit/index.ts'
import { type Fen, sumFen } from '../../src/kernel/index.ts'
import type { Plan } from '../../src/policy/index.ts'
import type { FiledSettlement } from '../../src/settlement/index.ts'
import type { PersonStore } from './person-store.ts'
import type { PlanNumbers } from './random-plan.ts'
import { accepted } from './world.ts'

/** What an auditor is told before looking at the books. */
export interface Audit {
  readonly plan: Plan
  readonly numbers: PlanNumbers
  readonly opening: Fen
}

type Sums = ReadonlyMap<string, number>

/** Sums by key; keys that come to nothing are left out. */
export function sumsBy<T>(
  items: Iterable<T>,
  of: (item: T) => readonly (readonly [key: string, amount: number])[],
): Sums {
  const sums = new Map<string, number>()
  for (const item of items) for (const [key, amount] of of(item)) sums.set(key, (sums.get(key) ?? 0) + amount)
  return new Map([...sums].filter(([, amount]) => amount !== 0).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

const yearTotals = ({ year, amounts }: FiledSettlement): readonly (readonly [string, number])[] => [
  [`${year} eligible`, amounts.eligible],
  [`${year} deductible`, amounts.deductible],
  [`${year} pool`, amounts.pool],
]

function checkSettlement({ amounts }: FiledSettlement): void {
  const { total, nonCovered, overPriceLimit, preCoinsurance, eligible, pool, person, account, cash, hospital } = amounts
  assert.equal(nonCovered + overPriceLimit + preCoinsurance + eligible, total)
  assert.equal(pool + person + hospital, total)
  assert.equal(account + cash, person)
}

/** The chains that stand, in the order in which they came to stand. */
export function standingOf(store: PersonStore): readonly { root: FiledSettlement; top: FiledSettlement }[] {
  const chains = Map.groupBy(store.settlements(), (settlement) => settlement.rootId)
  return [...chains.values()]
    .filter((chain) => chain.length % 2 === 1)
    .flatMap((chain) => {
      const [root, top] = [chain[0], chain.at(-1)]
      return root === undefined || top === undefined ? [] : [{ root, top }]
    })
    .toSorted((a, b) => a.top.sequence - b.top.sequence)
}

function checkJournal(store: PersonStore): void {
  for (const entry of store.entries()) assert.equal(sumFen(entry.postings.map((posting) => posting.amount)), 0)
  const booked = sumsBy(store.entries(), (entry) => entry.postings.map(({ account, amount }) => [account, amount]))
  const due = sumsBy(store.settlements(), ({ amounts, providerCode }) => [
    ['fund:990000:310:pool', -amounts.pool],
    ['person:P1:account', -amounts.account],
    ['person:P1:cash', -amounts.cash],
    [`provider:${providerCode}:receivable`, amounts.pool + amounts.account],
    [`provider:${providerCode}:till`, amounts.cash],
  ])
  assert.deepEqual(booked, due)
}

function checkLines(store: PersonStore): void {
  const standing = standingOf(store).map(({ root }) => root)
  const holders = new Set(store.lines().flatMap((line) => line.settlementId ?? []))
  assert.deepEqual(holders, new Set(standing.map((root) => root.settlementId)))
  for (const root of standing) {
    const lines = store.lines().filter((line) => line.settlementId === root.settlementId)
    for (const part of ['total', 'nonCovered', 'overPriceLimit', 'preCoinsurance', 'eligible'] as const) {
      assert.equal(sumFen(lines.map((line) => line.split[part])), root.amounts[part])
    }
  }
}

/** Whoever takes what stands, in order, and computes it again comes to the same fen. */
function checkRecomputation(store: PersonStore, plan: Plan): void {
  const before: FiledSettlement[] = []
  for (const { root, top } of standingOf(store)) {
    const { basis, amounts, year } = root
    const used = sumsBy(
      before.filter((earlier) => earlier.year === year),
      (earlier) => Object.entries(earlier.totalsAdded),
    )
    assert.deepEqual(
      sumsBy([basis.used], (each) => Object.entries(each)),
      used,
    )
    const again = accepted(compilePlan(plan, basis.on).apportion({ ...basis, totals: amounts }))
    const { payments, account, cash, person, parts } = again
    assert.deepEqual(
      { ...amounts, ...payments, account, cash, person, deductible: parts.deductible, poolRate: again.poolRate },
      amounts,
    )
    assert.deepEqual(top.amounts, amounts)
    before.push(root)
  }
}

/** Checks a person's books from their history alone, knowing nothing of how they were decided. */
export function auditBooks(store: PersonStore, { plan, numbers, opening }: Audit): void {
  const settlements = store.settlements()
  const file = store.fileFor({})
  for (const settlement of settlements) checkSettlement(settlement)

  let balance: number = opening
  for (const { amounts, balanceAfter } of settlements) {
    balance -= amounts.account
    assert.equal(balanceAfter, balance)
    assert.ok(balance >= 0, 'the account is never negative')
  }
  assert.equal(file.accountBalance, balance)

  const history = sumsBy(settlements, yearTotals)
  assert.deepEqual(
    sumsBy(file.totals, ({ period, code, amount }) => [[`${period} ${code}`, amount]]),
    history,
  )
  for (const [key, amount] of history) {
    assert.ok(amount > 0, `${key} is not negative`)
    if (key.endsWith('pool') && numbers.paymentLimit !== null) assert.ok(amount <= numbers.paymentLimit)
    if (key.endsWith('deductible') && numbers.deductible?.perYear === true)
      assert.ok(amount <= numbers.deductible.amount)
  }
  checkJournal(store)
  checkLines(store)
  checkRecomputation(store, plan)
}
