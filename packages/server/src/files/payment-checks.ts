import type { Parameter, PaymentPlan, Takes } from '@yibao/core/payment'
import { bandComplaints } from './payment-bands.ts'
import { complain, type Spot } from './policy-sheet.ts'

type Complaint = readonly [what: string, cure: string, value?: string]

function takesEverything(takes: Takes): boolean {
  return Object.keys(takes).length === 0
}

function methodComplaints(plan: PaymentPlan): readonly Complaint[] {
  const found: Complaint[] = []
  const { methods } = plan
  const ids = methods.map(({ id }) => id)
  const twin = ids.find((id, index) => ids.indexOf(id) < index)
  if (twin !== undefined) found.push(['two methods of the same name', 'rename one of them', twin])
  const open = methods.findIndex(({ kind, takes }) => kind !== 'disease' && takesEverything(takes))
  const shadowed = open < 0 ? undefined : methods[open + 1]
  if (shadowed !== undefined) {
    found.push(['a method that no case reaches', `put it before \`${ids[open]}\`, which takes every case`, shadowed.id])
  }
  for (const method of methods) {
    if (method.kind === 'drg' || method.kind === 'dip') found.push(...bandComplaints(plan, method))
    if (method.kind === 'disease' && method.diseases.length === 0) {
      found.push(['a method without any disease', 'add to `diseases:`', method.id])
    }
  }
  return found
}

function inPoints({ methods }: PaymentPlan): boolean {
  return methods.some(
    (method) => method.kind === 'drg' || method.kind === 'dip' || ('unit' in method && method.unit === 'points'),
  )
}

function missing(plan: PaymentPlan): readonly Complaint[] {
  const found: Complaint[] = []
  const { methods, pointValue, fundShare, budget, clearing, advance, capitation, costCap } = plan
  const add = (name: string, why: string) => found.push([`\`${name}\` is missing`, `add \`${name}:\`, because ${why}`])
  if (methods.length > 0 && fundShare === null) add('fundShare', 'cases are priced and the fund owes a part of it')
  if (inPoints(plan) && pointValue === null) add('pointValue', 'cases are priced in points')
  if (pointValue !== null && pointValue.settlement !== 'budget' && budget === null) add('budget', 'points share it')
  if (clearing?.payable === 'cases' && (pointValue === null || budget === null)) {
    if (pointValue === null && inPoints(plan)) add('pointValue', 'a year is cleared by cases')
    if (budget === null) add('budget', 'a year is cleared by cases')
  }
  if (clearing?.payable === 'budget' && (budget === null || budget.institutions === null)) {
    add('budget.institutions', 'a year is cleared by budgets of institutions')
  }
  if (clearing?.payable === 'capitation' && capitation === null) add('capitation', 'a year is cleared by it')
  if (capitation !== null && capitation.covers !== 'outpatient' && methods.length > 0) {
    found.push([
      'stays are paid by capitation and by `methods:` at once',
      'remove `methods:`, or write `covers: outpatient` in `capitation:`',
    ])
  }
  if (capitation !== null && clearing?.payable === 'budget') {
    found.push(['a year of heads is cleared by budgets', 'write `payable: capitation` in `clearing:`'])
  }
  if (capitation !== null && clearing?.payable === 'capitation' && methods.length > 0) {
    found.push(['cases are priced, but the year is cleared by heads alone', 'write `payable: cases` in `clearing:`'])
  }
  if (advance !== null && (advance.basis === 'budget-share' || advance.most !== null) && budget === null) {
    add('budget', 'advances are measured by it')
  }
  const caps = costCap !== null || (fundShare?.kind === 'less-others' && fundShare.least === 'zero')
  if (pointValue !== null && pointValue.settlement !== 'budget' && pointValue.allocation === 'points' && caps) {
    found.push([
      'caps and floors of single cases are lost when a pool is divided by points',
      'write `allocation: cases` in `pointValue:`',
    ])
  }
  if (
    (clearing?.highShare ?? null) !== null &&
    (clearing?.payable !== 'cases' || pointValue?.allocation !== 'points' || pointValue.settlement === 'budget')
  ) {
    found.push([
      '`highShare` takes points off, but the year is not divided by points',
      'write `payable: cases` and divide the pool by points, or remove it',
    ])
  }
  if (pointValue?.settlement === 'fund-and-others' && fundShare?.kind === 'rate') {
    found.push(['the fund pays a rate, but the pool holds what others paid', 'use `settlement: fund-over-rate`'])
  }
  if (
    pointValue?.settlement === 'fund-over-rate' &&
    fundShare?.kind === 'less-others' &&
    pointValue.allocation === 'points'
  ) {
    found.push([
      'the fund pays less what others paid, but the pool is F by a rate',
      'use `settlement: fund-and-others`, or `allocation: cases`',
    ])
  }
  return found
}

/** Words of rows that no institution of the plan can have are slips; the national levels are always there. */
function levelComplaints(plan: PaymentPlan): readonly Complaint[] {
  const known = new Set(['tertiary', 'secondary', 'primary', 'ungraded'])
  for (const { level } of plan.institutions) if (level !== null) known.add(level)
  const kinds = new Set(plan.institutions.flatMap(({ kind }) => (kind === null ? [] : [kind])))
  const found: Complaint[] = []
  for (const word of wordsWithin(plan, 'level')) {
    if (!known.has(word)) found.push(['a level that no institution has', `use one of: ${[...known].join(', ')}`, word])
  }
  for (const word of wordsWithin(plan, 'kind')) {
    if (!kinds.has(word)) found.push(['a kind that no institution has', 'give it to one of `institutions:`', word])
  }
  return found
}

function wordsWithin(value: unknown, dimension: 'level' | 'kind'): ReadonlySet<string> {
  const found = new Set<string>()
  const walk = (inner: unknown): void => {
    if (Array.isArray(inner)) inner.forEach(walk)
    else if (typeof inner === 'object' && inner !== null) {
      if ('where' in inner && typeof inner.where === 'object' && inner.where !== null && dimension in inner.where) {
        found.add(String((inner.where as Readonly<Record<string, string>>)[dimension]))
      }
      Object.values(inner).forEach(walk)
    }
  }
  walk(value)
  return found
}

/** What is asked once a year, by name. */
function yearly({ pointValue, budget, clearing }: PaymentPlan): Readonly<Record<string, Parameter<unknown> | null>> {
  return {
    'pointValue.budget': pointValue?.budget.kind === 'given' ? pointValue.budget.value : null,
    'pointValue.fundRate': pointValue?.fundRate ?? null,
    'budget.fund': budget?.fund ?? null,
    'budget.reserve': budget?.reserve ?? null,
    'budget.institutions': budget?.institutions ?? null,
    'clearing.savings': clearing?.savings ?? null,
    'clearing.overspend': clearing?.overspend ?? null,
    'clearing.lowCost': clearing?.lowCost?.limit ?? null,
    'clearing.assessment': clearing?.assessment ?? null,
    'clearing.highShare': clearing?.highShare?.limit ?? null,
  }
}

/** Values of a year hold for all of it: one that begins within a year would be passed over until the next. */
function yearComplaints(plan: PaymentPlan): readonly Complaint[] {
  const begins = (values: Parameter<unknown>[number]['values']) =>
    values.find(({ from }) => from > plan.range.from && !from.endsWith('-01-01'))?.from
  return Object.entries(yearly(plan)).flatMap(([name, parameter]): readonly Complaint[] => {
    const within = (parameter ?? []).map(({ values }) => begins(values)).find((from) => from !== undefined)
    if (within === undefined) return []
    const cure = 'let it begin on 1 January, or end this plan and begin another that day'
    return [[`\`${name}\` holds for whole years and cannot change within one`, cure, within]]
  })
}

/** Reports what contradicts itself within a plan. */
export function checkPlan(spot: Spot, plan: PaymentPlan): void {
  const complaints = [...methodComplaints(plan), ...missing(plan), ...levelComplaints(plan), ...yearComplaints(plan)]
  for (const [what, cure, value] of complaints) complain(spot, what, cure, value)
}
