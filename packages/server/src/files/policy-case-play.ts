import {
  type Apportionment,
  type BenefitRefusal,
  type BillInput,
  compileCoverage,
  compilePlan,
  type DescribedSums,
  sumDescribed,
} from '@yibao/core/benefit'
import { addFen, type Fen, ok, type Result, subtractFen, zeroFen } from '@yibao/core/kernel'
import { type Plan, type PolicyRefusal, periodOf, type RegionPack } from '@yibao/core/policy'
import type { BillCase, CaseVisit } from './policy-case-types.ts'

/** One visit of a case as it was played: its bill and what the engine made of it; both null when only rules are asked. */
export interface PlayedVisit {
  readonly visit: CaseVisit
  readonly plan: Plan
  readonly bill: BillInput | null
  readonly outcome: Result<Apportionment, BenefitRefusal> | null
}

/** What goes on from visit to visit: running totals by code and period, and the balance of the account. */
interface Running {
  readonly totals: Map<string, Fen>
  account: Fen
  family: Fen
}

function keysOf(plan: Plan, pack: RegionPack, visit: CaseVisit): ReadonlyMap<string, string> {
  return new Map(plan.totals.map(({ code, over }) => [code, `${code} ${periodOf(over, visit, pack.year)}`]))
}

function sumsOf(visit: CaseVisit, pack: RegionPack): Result<Omit<DescribedSums, 'splits'>, PolicyRefusal> | null {
  if (visit.bill === null) return null
  if ('totals' in visit.bill) return ok(visit.bill)
  return sumDescribed(visit.bill.lines, visit.facts, compileCoverage(pack, visit.on))
}

function play(visit: CaseVisit, plan: Plan, pack: RegionPack, running: Running): PlayedVisit {
  const sums = sumsOf(visit, pack)
  if (sums === null) return { visit, plan, bill: null, outcome: null }
  if (!sums.ok) return { visit, plan, bill: null, outcome: sums }
  const keys = keysOf(plan, pack, visit)
  for (const [code, amount] of Object.entries(visit.used)) running.totals.set(keys.get(code) ?? code, amount)
  running.account = visit.account ?? running.account
  running.family = visit.family ?? running.family
  const { totals, streams } = sums.value
  const bill: BillInput = {
    totals,
    streams,
    facts: visit.facts,
    used: Object.fromEntries([...keys].map(([code, key]) => [code, running.totals.get(key) ?? zeroFen])),
    accountBalance: running.account,
    familyBalance: running.family,
    accountUsed: visit.accountUsed,
    accountAsked: null,
  }
  const outcome = compilePlan(plan, visit.on).apportion(bill)
  if (outcome.ok) {
    for (const [code, key] of keys) {
      const added = outcome.value.totalsAdded[code] ?? zeroFen
      running.totals.set(key, addFen(running.totals.get(key) ?? zeroFen, added))
    }
    running.account = subtractFen(running.account, outcome.value.account)
    running.family = subtractFen(running.family, outcome.value.family)
  }
  return { visit, plan, bill, outcome }
}

/** The plan that a case names, in the reading that it takes; null when there is none. */
export function planOfCase(example: BillCase, pack: RegionPack): Plan | null {
  const plan = pack.plans.find(({ id }) => id === example.plan)
  if (plan === undefined || example.reading === null) return plan ?? null
  return plan.readings[example.reading] ?? null
}

/** Plays the visits of a case one after another; running totals go on as far as their span reaches. */
export function playCase(example: BillCase, plan: Plan, pack: RegionPack): readonly PlayedVisit[] {
  const running: Running = { totals: new Map(), account: zeroFen, family: zeroFen }
  return example.visits.map((visit) => play(visit, plan, pack, running))
}
