import { type Fen, type IsoDate, sumFen, zeroFen } from '@yibao/core/kernel'
import type { Facts, Plan, RegionPack } from '@yibao/core/policy'
import { amountsByName, expectationOf } from './policy-case-expect.ts'
import { factOf, factsFor } from './policy-case-facts.ts'
import { lineOf } from './policy-case-lines.ts'
import { streamsKnown } from './policy-case-streams.ts'
import type { CaseBill, CaseVisit } from './policy-case-types.ts'
import { factNames } from './policy-facts.ts'
import { complain, entriesOf, fieldsOf, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { dateOfSpot, flagOf, moneyOfSpot } from './policy-values.ts'

const parts = ['eligible', 'nonCovered', 'preCoinsurance', 'overPriceLimit'] as const
const sumKeys: readonly string[] = [...parts, 'streams']
const others: readonly string[] = [...sumKeys, 'lines', 'used', 'account', 'accountUsed', 'family']

/** The rules that a case refers to; null where they could not be read. */
export interface CaseRules {
  readonly pack: RegionPack | null
  readonly plan: Plan | null
}

/** What is given, by name: what a visit says itself goes before what its case says for all. */
type Given = ReadonlyMap<string, Spot>

function givenOf(shared: Spot | null, own: Spot | null): Given {
  const entries = (spot: Spot | null): readonly Spot[] => (spot === null ? [] : entriesOf(spot))
  const ownNames = new Set(entries(own).map((entry) => entry.name))
  // Lines and sums are two ways to say the same; the visit's own way holds.
  const outdone = [
    ...(ownNames.has('lines') ? sumKeys : []),
    ...(sumKeys.some((key) => ownNames.has(key)) ? ['lines'] : []),
  ]
  const before = entries(shared).filter(({ name }) => !outdone.includes(name))
  return new Map([...before, ...entries(own)].map((entry) => [entry.name, entry]))
}

/**
 * @param impossible whether a person may have a status of another scheme: only a case that expects to be refused may say
 *                   what cannot be
 */
function factsGiven(given: Given, { pack, plan }: CaseRules, impossible: boolean): Facts {
  const inputs = [...(plan?.inputs ?? []), ...(pack?.coverage.inputs ?? [])]
  const shapeOf = factsFor(inputs, impossible ? null : (plan?.scheme ?? null))
  const facts: Record<string, Facts[string]> = {}
  for (const [name, spot] of given) {
    if (others.includes(name)) continue
    const shape = shapeOf(name)
    if (shape !== null) facts[name] = factOf(spot, shape)
    else if (plan !== null) {
      const known = [...others, ...inputs.map((input) => input.name), factNames].join(', ')
      complain(spot, `no such fact: \`${name}\``, `give one of: ${known}`)
    }
  }
  return facts
}

function streamsGiven(spot: Spot, { pack, plan }: CaseRules): Readonly<Record<string, Fen>> {
  if (pack !== null && plan !== null) {
    const known = streamsKnown(plan, pack)
    const cure = known.length === 0 ? 'leave `streams:` out' : `use one of: ${known.join(', ')}`
    for (const entry of entriesOf(spot).filter(({ name }) => !known.includes(name))) {
      complain(entry, `\`${plan.id}\` has no stream \`${entry.name}\``, cure)
    }
  }
  return amountsByName(spot)
}

function billGiven(given: Given, rules: CaseRules): CaseBill | null {
  const { pack, plan } = rules
  const lines = given.get('lines')
  if (lines !== undefined) {
    for (const name of sumKeys) {
      const spot = given.get(name)
      if (spot !== undefined) complain(spot, `\`${name}\` beside \`lines\``, 'give either the lines or their sums')
    }
    const inputs =
      pack === null ? null : factsFor([...(plan?.inputs ?? []), ...pack.coverage.inputs], plan?.scheme ?? null)
    return { lines: itemsOf(lines).map((item) => lineOf(item, inputs)) }
  }
  if (!parts.some((name) => given.has(name))) return null
  const amount = (name: (typeof parts)[number]): Fen => {
    const spot = given.get(name)
    return spot === undefined ? zeroFen : moneyOfSpot(spot)
  }
  const [eligible, nonCovered, preCoinsurance, overPriceLimit] = [
    amount('eligible'),
    amount('nonCovered'),
    amount('preCoinsurance'),
    amount('overPriceLimit'),
  ]
  const total = sumFen([eligible, nonCovered, preCoinsurance, overPriceLimit])
  const streams = given.get('streams')
  return {
    totals: { total, nonCovered, overPriceLimit, preCoinsurance, eligible },
    streams: streams === undefined ? {} : streamsGiven(streams, rules),
  }
}

function usedGiven(spots: readonly (Spot | null)[], plan: Plan | null): Readonly<Record<string, Fen>> {
  const found = spots.flatMap((spot) => (spot === null ? [] : entriesOf(spot).filter(({ name }) => name === 'used')))
  for (const entry of found.flatMap(entriesOf)) {
    if (plan !== null && !plan.totals.some(({ code }) => code === entry.name)) {
      complain(entry, `\`${plan.id}\` has no running total \`${entry.name}\``, 'name one of its `totals:`')
    }
  }
  return Object.assign({}, ...found.map(amountsByName))
}

interface VisitFields {
  readonly on: Spot | null
  readonly admission: Spot | null
  readonly discharge: Spot | null
  readonly stay: Spot | null
  readonly episode: Spot | null
  readonly given: Spot | null
  readonly expect: Spot
}

export const visitKeys = ['on', 'admission', 'discharge', 'stay', 'episode', 'given'] as const

function visitOf(
  spot: Spot,
  fields: VisitFields,
  shared: Spot | null,
  index: number,
  on: IsoDate,
  rules: CaseRules,
): CaseVisit {
  const given = givenOf(shared, fields.given)
  const accountUsed = given.get('accountUsed')
  const stay = fields.stay === null ? `visit ${index + 1}` : (textOf(fields.stay) ?? '')
  // What is given for all visits is where they begin; only the first finds it as it is.
  const before = index === 0 ? [shared, fields.given] : [fields.given]
  const own = fields.given === null ? [] : entriesOf(fields.given)
  const setHere = (name: string): Fen | null => {
    const found = given.get(name)
    const isSet = index === 0 || own.some((entry) => entry.name === name)
    return found !== undefined && isSet ? moneyOfSpot(found) : null
  }
  const expect = expectationOf(fields.expect, rules.plan)
  const admission = fields.admission === null ? null : dateOfSpot(fields.admission)
  const discharge = fields.discharge === null ? null : dateOfSpot(fields.discharge)
  if (fields.admission !== null && admission !== null && discharge !== null && admission > discharge) {
    complain(fields.admission, 'admission after discharge', 'correct one of the two days', admission)
  }
  return {
    on: fields.on === null ? on : dateOfSpot(fields.on),
    admission,
    discharge,
    stay,
    episode: fields.episode === null ? stay : (textOf(fields.episode) ?? ''),
    facts: factsGiven(given, rules, expect.refused !== null),
    bill: billGiven(given, rules),
    used: usedGiven(before, rules.plan),
    account: setHere('account'),
    family: setHere('family'),
    accountUsed: accountUsed === undefined ? given.has('account') || given.has('family') : flagOf(accountUsed),
    expect,
    place: { file: spot.sheet.file, line: spot.line },
  }
}

/** The single visit of a case without `visits:`. */
export function onlyVisit(spot: Spot, fields: VisitFields, on: IsoDate, rules: CaseRules): CaseVisit {
  return visitOf(spot, fields, null, 0, on, rules)
}

/** Reads `visits:`, one after another; what the case gives itself holds for each. */
export function visitsOf(spot: Spot, shared: Spot | null, on: IsoDate, rules: CaseRules): readonly CaseVisit[] {
  const items = itemsOf(spot)
  if (items.length === 0 && spot.node !== null) complain(spot, 'no visits', 'write at least one')
  let previous = on
  return items.map((item, index) => {
    const fields = fieldsOf(item, ['expect'], visitKeys)
    const visit = visitOf(item, fields, shared, index, previous, rules)
    if (visit.on < previous && fields.on !== null) {
      complain(fields.on, 'visits out of order', 'sort them by `on:`', visit.on)
    }
    previous = visit.on
    return visit
  })
}
