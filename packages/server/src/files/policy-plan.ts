import { halfUpFen } from '@yibao/core/kernel'
import type { CareName, PersonPart, Plan } from '@yibao/core/policy'
import { amountsOf } from './policy-amounts.ts'
import type { Scheme } from './policy-facts.ts'
import { layerNameOf, layerSpots, layersOf } from './policy-layers.ts'
import { checkMade } from './policy-made.ts'
import { reportUnused, type Unused } from './policy-names.ts'
import { type PlanFields, planKeys, planOptionalKeys } from './policy-plan-fields.ts'
import { readingSpots } from './policy-readings.ts'
import { rulesOf } from './policy-rules.ts'
import { complain, entriesOf, fieldsOf, isList, itemsOf, type Spot } from './policy-sheet.ts'
import { totalsOf } from './policy-totals.ts'
import { roundingOf, wordOf } from './policy-values.ts'

const cares = [
  'outpatient',
  'special-drug',
  'chronic',
  'pharmacy',
  'inpatient',
  'maternity',
] as const satisfies readonly CareName[]

const personParts = [
  'nonCovered',
  'overPriceLimit',
  'preCoinsurance',
  'overCostLimit',
  'deductible',
  'priorShare',
  'copay',
  'overPaymentLimit',
] as const satisfies readonly PersonPart[]

function distinctWords<Word extends string>(spot: Spot | null, words: readonly [Word, ...Word[]]): readonly Word[] {
  const seen = new Set<Word>()
  const items = spot === null ? [] : itemsOf(spot)
  if (spot !== null && isList(spot) && items.length === 0) {
    complain(spot, `\`${spot.name}\` is an empty list`, 'name at least one, or leave it out')
  }
  for (const item of items) {
    const word = wordOf(item, words)
    if (seen.has(word)) complain(item, `\`${word}\` occurs twice`, 'keep one of them')
    seen.add(word)
  }
  return [...seen]
}

interface ReadPlan {
  readonly plan: Plan
  readonly unused: readonly Unused[]
  /** Formulas and running totals that nothing uses, which is no mistake where they are the plan's own. */
  readonly unasked: readonly Unused[]
}

/** The running totals that steps count over and expressions ask for. */
function totalsAsked(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(totalsAsked)
  if (typeof value !== 'object' || value === null) return []
  const codes = ['used' in value ? value.used : null, 'step' in value && 'total' in value ? value.total : null]
  return [...codes.filter((code) => typeof code === 'string'), ...Object.values(value).flatMap(totalsAsked)]
}

function unaskedTotals({ totals }: PlanFields, plan: Plan): readonly Unused[] {
  const asked = new Set(totalsAsked([plan.layers, plan.formulas]))
  const idle = (totals === null ? [] : entriesOf(totals)).filter(({ name }) => !asked.has(name))
  return idle.map((spot) => ({ kind: 'total' as const, name: spot.name, spot }))
}

function schemeOf({ plan, scheme, care }: PlanFields): Scheme | null {
  if ((scheme === null) !== (care === null)) {
    complain(plan, 'a plan with only one of `scheme` and `care`', 'give both, or neither for one that is asked by name')
  }
  return scheme === null ? null : wordOf<Scheme>(scheme, ['310', '390'])
}

function bodyOf(fields: PlanFields): ReadPlan {
  const scheme = schemeOf(fields)
  const layers = layerSpots(fields.layers)
  const isAmount = amountsOf(layers.map(layerNameOf))
  const totals = totalsOf(fields.totals, isAmount)
  checkMade(layers, [fields.layers, fields.formulas, fields.totals])
  const added = new Map(totals.map(({ code, adds }) => [code, adds]))
  const { rules, reader } = rulesOf(fields.plan, fields, { scheme, isAmount, totals: new Set(added.keys()) })
  if (layers.length > 0 && fields.rounding === null) {
    complain(fields.plan, '`rounding` is missing', 'say how payments become whole: `{ mode: half-up, unit: fen }`')
  }
  const rounding = fields.rounding === null ? halfUpFen : roundingOf(fields.rounding)
  const plan: Plan = {
    ...rules,
    scheme,
    care: distinctWords(fields.care, cares),
    layers: layersOf(layers, reader, added, rounding),
    totals,
    accountPays: distinctWords(fields.accountPays, personParts),
    readings: {},
  }
  // Formulas may be there for cases to ask; without layers, everything that has a name is.
  const idle = reader.unused()
  const unused = idle.filter(({ kind }) => kind === 'input' || (layers.length > 0 && kind !== 'formula'))
  const unasked = [...idle.filter((name) => !unused.includes(name)), ...unaskedTotals(fields, plan)]
  return { plan, unused, unasked }
}

/** Reads the file of one plan with its readings. */
export function planOf(spot: Spot): Plan {
  const fields = fieldsOf(spot, planKeys, planOptionalKeys)
  const { plan, unused } = bodyOf(fields)
  const readings: Record<string, Plan> = {}
  let idle = unused
  const idleInReadings: Unused[] = []
  for (const reading of readingSpots(fields)) {
    const read = bodyOf(reading.fields)
    readings[reading.name] = { ...read.plan, label: reading.label }
    reading.finish()
    // What the plan itself leaves idle may be there for its readings.
    const names = new Set(read.unused.map(({ name }) => name))
    idle = idle.filter(({ name }) => names.has(name) || reading.own.has(name))
    idleInReadings.push(...read.unused.filter(({ name }) => reading.own.has(name)))
    idleInReadings.push(...read.unasked.filter(({ name }) => reading.added.has(name)))
  }
  reportUnused(spot, [...idle, ...idleInReadings])
  return { ...plan, readings }
}
