import {
  type Apportionment,
  type BenefitRefusal,
  type BillInput,
  compilePlan,
  itemTerms,
  type LineSplit,
  splitLine,
} from '@yibao/core/benefit'
import type { CatalogItem } from '@yibao/core/catalog'
import { type Fen, isoDate, ok, type Result, sumFen, yuan } from '@yibao/core/kernel'
import type { Plan, PolicyRefusal, RegionPack } from '@yibao/core/policy'
import { type BillCase, billAmounts, type ItemCase, lineAmounts, type PolicyCase } from './policy-case-yaml.ts'

/** Where the outcome of a case is not what its author expects; amounts are in yuan. */
export interface CaseDifference {
  readonly field: string
  readonly expected: string
  readonly actual: string
}

function compare(
  fields: readonly string[],
  expected: Readonly<Record<string, Fen | undefined>>,
  actual: Readonly<Record<string, Fen | undefined>>,
): readonly CaseDifference[] {
  return fields.flatMap((field) => {
    const [wanted, found] = [expected[field], actual[field]]
    if (wanted === undefined || wanted === found) return []
    return [{ field, expected: yuan(wanted), actual: found === undefined ? 'nothing' : yuan(found) }]
  })
}

function refusalOnly(expected: string | null, actual: string): readonly CaseDifference[] {
  return expected === actual ? [] : [{ field: 'refused', expected: expected ?? 'amounts', actual }]
}

/** The bill that a case describes. */
export function billOfCase(example: BillCase): BillInput {
  return {
    totals: { ...example.bill, total: sumFen(Object.values(example.bill)) },
    facts: example.facts,
    used: example.used,
    accountBalance: example.account,
    accountUsed: example.accountUsed,
    accountAsked: null,
  }
}

/** What the engine makes of a case's bill under its plan. */
export function apportionCase(example: BillCase, plan: Plan): Result<Apportionment, BenefitRefusal> {
  return compilePlan(plan, example.on).apportion(billOfCase(example))
}

function runBillCase(example: BillCase, pack: RegionPack): readonly CaseDifference[] {
  const plan = pack.plans.find((candidate) => candidate.id === example.plan)
  if (plan === undefined) return [{ field: 'plan', expected: example.plan, actual: 'no such plan in the region' }]
  const outcome = apportionCase(example, plan)
  const { amounts, added, refused } = example.expect
  if (!outcome.ok) return refusalOnly(refused, outcome.error.code)
  if (refused !== null) return [{ field: 'refused', expected: refused, actual: 'amounts' }]
  const { parts, pool, account, cash, person, totalsAdded } = outcome.value
  return [
    ...compare(billAmounts, amounts, { ...parts, pool, account, cash, person }),
    ...compare(Object.keys(added), added, totalsAdded).map((found) => ({ ...found, field: `added ${found.field}` })),
  ]
}

/** The catalogue row that a case describes; what it leaves open plays no part in the terms. */
function catalogItem({ item, name }: ItemCase): CatalogItem {
  return {
    code: 'case',
    kind: 'service',
    name,
    class: item.class,
    preCoinsurance: item.preCoinsurance,
    ceilings: item.ceiling === null ? {} : { [item.level]: item.ceiling },
    restricted: item.restricted,
    restriction: '',
    chargeType: item.chargeType,
    form: '',
    unit: '',
    referencePrice: null,
    range: { from: isoDate('1900-01-01'), until: null },
    source: name,
    assumed: false,
  }
}

/** What the engine makes of a case's line under the rules of its region. */
export function splitCase(example: ItemCase, pack: RegionPack): Result<LineSplit, PolicyRefusal> {
  const { price, quantity, level, approval } = example.item
  const terms = itemTerms(catalogItem(example), level, pack, example.on)
  return terms.ok ? ok(splitLine({ price, quantity, approval }, terms.value)) : terms
}

function runItemCase(example: ItemCase, pack: RegionPack): readonly CaseDifference[] {
  const split = splitCase(example, pack)
  if (!split.ok) return [{ field: 'refused', expected: 'amounts', actual: split.error.code }]
  const { total, nonCovered, overPriceLimit, preCoinsurance, eligible } = split.value
  return compare(lineAmounts, example.expect, { total, nonCovered, overPriceLimit, preCoinsurance, eligible })
}

/**
 * Runs one worked example through the benefit engine.
 *
 * @param packs the packs in force; the case names region and plan
 * @returns what differs from the expectation; nothing when the case holds
 */
export function runCase(example: PolicyCase, packs: readonly RegionPack[]): readonly CaseDifference[] {
  const pack = packs.find((candidate) => candidate.division === example.division)
  if (pack === undefined) return [{ field: 'region', expected: example.division, actual: 'no such region' }]
  return example.kind === 'bill' ? runBillCase(example, pack) : runItemCase(example, pack)
}
