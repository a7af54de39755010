import type {
  BedDayMethod,
  CaseMethod,
  Coefficient,
  Comparator,
  CostMethod,
  DeviatingPay,
  DeviationBand,
  Disease,
  DiseaseMethod,
  Factor,
  GroupMethod,
  ReducedPay,
  ShortStay,
  Sign,
  Takes,
} from '@yibao/core/payment'
import { byGroup, parameterOf } from './payment-parameter.ts'
import {
  aboveZeroOf,
  dayBandsOf,
  moneyAboveZeroOf,
  plainOf,
  standardOf,
  tiersOf,
  wholeOf,
  wordsOf,
} from './payment-values.ts'
import { complain, entriesOf, fieldsOf, isText, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { flagOf, wordOf } from './policy-values.ts'

const signs = ['<', '<=', '>', '>='] as const satisfies readonly Sign[]
const comparators = ['group-mean', 'level-mean', 'standard'] as const satisfies readonly Comparator[]
const statuses = ['grouped', 'ungroupable', 'ambiguous', 'invalid'] as const

function takesOf(spot: Spot | null): Takes {
  if (spot === null) return {}
  const fields = fieldsOf(
    spot,
    [],
    [
      'schemes',
      'levels',
      'kinds',
      'institutions',
      'departments',
      'diagnoses',
      'operations',
      'stayFrom',
      'stayTo',
      'status',
    ],
  )
  const lists = ['levels', 'kinds', 'institutions', 'departments', 'diagnoses', 'operations'] as const
  const found = Object.fromEntries(
    lists.flatMap((name) => {
      const list = fields[name]
      return list === null ? [] : [[name, wordsOf(list)] as const]
    }),
  )
  const { schemes, status, stayFrom, stayTo } = fields
  return {
    ...found,
    ...(schemes === null ? {} : { schemes: itemsOf(schemes).map((item) => wordOf(item, ['310', '390'])) }),
    ...(status === null ? {} : { status: itemsOf(status).map((item) => wordOf(item, statuses)) }),
    ...(stayFrom === null ? {} : { stayFrom: wholeOf(stayFrom) }),
    ...(stayTo === null ? {} : { stayTo: wholeOf(stayTo) }),
  }
}

interface Head {
  readonly id: string
  readonly label: string
  readonly takes: Takes
}

const headFields = ['method', 'label'] as const

function headOf(
  fields: { readonly method: Spot; readonly label: Spot; readonly for: Spot | null },
  kind: string,
): Head {
  return { id: textOf(fields.method) ?? kind, label: textOf(fields.label) ?? '', takes: takesOf(fields.for) }
}

function diseaseOf(spot: Spot): Disease {
  const fields = fieldsOf(spot, ['disease', 'name', 'diagnoses'], ['operations', 'alsoAllowed'])
  return {
    id: textOf(fields.disease) ?? '',
    name: textOf(fields.name) ?? '',
    diagnoses: wordsOf(fields.diagnoses),
    operations: fields.operations === null ? [] : wordsOf(fields.operations),
    alsoAllowed: fields.alsoAllowed === null ? [] : wordsOf(fields.alsoAllowed),
  }
}

function diseaseMethodOf(spot: Spot): DiseaseMethod {
  const fields = fieldsOf(
    spot,
    [...headFields, 'pays', 'diseases', 'standard'],
    ['for', 'exits', 'exitLeaving'],
    ['by'],
  )
  const unit = wordOf(fields.pays, ['money', 'points'])
  const diseases = itemsOf(fields.diseases).map(diseaseOf)
  const twin = diseases.find(({ id }, index) => diseases.findIndex((other) => other.id === id) < index)
  if (twin !== undefined) complain(fields.diseases, 'two diseases of the same id', 'rename or remove one', twin.id)
  const exits = fields.exits === null ? [] : itemsOf(fields.exits)
  if (unit === 'points' && fields.exits !== null) {
    complain(fields.exits, 'a standard in points has no cost to exit by', 'remove `exits:`, or pay money')
  }
  return {
    kind: 'disease',
    ...headOf(fields, 'disease'),
    unit,
    diseases,
    standard: parameterOf(fields.standard, standardOf(unit), byGroup),
    exits: exits.map((item) => {
      const { sign, limit } = fieldsOf(item, ['sign', 'limit'])
      return { sign: wordOf(sign, signs), limit: parameterOf(limit, aboveZeroOf, byGroup) }
    }),
    exitLeaving: fields.exitLeaving === null ? [] : wordsOf(fields.exitLeaving),
  }
}

function bedDayMethodOf(spot: Spot): BedDayMethod {
  const fields = fieldsOf(spot, [...headFields, 'pays', 'bands'], ['for'], ['by'])
  const unit = wordOf(fields.pays, ['money', 'points'])
  return { kind: 'bed-day', ...headOf(fields, 'bed-day'), unit, bands: parameterOf(fields.bands, dayBandsOf(unit)) }
}

function costMethodOf(spot: Spot): CostMethod {
  const fields = fieldsOf(spot, [...headFields, 'share'], ['for'], ['by'])
  return { kind: 'cost', ...headOf(fields, 'cost'), share: parameterOf(fields.share, aboveZeroOf) }
}

function coefficientOf(spot: Spot): Coefficient {
  const fields = fieldsOf(spot, ['name', 'label'], ['values', 'from', 'several', 'ownOfGroup'])
  const from = fields.from === null ? 'parameter' : wordOf(fields.from, ['parameter', 'auxiliary'])
  if (from === 'parameter' && fields.values === null) complain(spot, '`values` is missing', 'add `values:` here')
  if (from === 'auxiliary' && fields.values !== null) {
    complain(fields.values, 'auxiliary coefficients come with the grouping', 'remove `values:`')
  }
  return {
    name: textOf(fields.name) ?? '',
    label: textOf(fields.label) ?? '',
    from,
    values: fields.values === null ? [] : parameterOf(fields.values, aboveZeroOf, byGroup),
    several: fields.several === null ? 'highest' : wordOf(fields.several, ['highest', 'product']),
    ownOfGroup: fields.ownOfGroup !== null && flagOf(fields.ownOfGroup),
  }
}

function factorOf(spot: Spot): Factor {
  if (isText(spot)) return { form: wordOf(spot, ['ratio', 'whole', 'days']) }
  const { excess } = fieldsOf(spot, ['excess'])
  const fields = fieldsOf(excess, ['plus'], ['share', 'over'])
  const text = textOf(fields.plus) ?? '0'
  const plus = /^[a-z]/.test(text) ? text : plainOf(fields.plus)
  const over = fields.over === null ? null : aboveZeroOf(fields.over)
  return { form: 'excess', share: fields.share === null ? 1_000_000 : plainOf(fields.share), plus, over }
}

function payOf(fields: { readonly factor: Spot; readonly keeps: Spot; readonly most: Spot | null }): DeviatingPay {
  return {
    factor: factorOf(fields.factor),
    keeps: wordsOf(fields.keeps),
    most: fields.most === null ? null : parameterOf(fields.most, aboveZeroOf, byGroup),
  }
}

function bandOf(spot: Spot): DeviationBand {
  const fields = fieldsOf(spot, ['kind', 'sign', 'limit', 'factor', 'keeps'], ['most', 'review'])
  const kind = wordOf(fields.kind, ['low', 'high', 'extreme'])
  const sign = wordOf(fields.sign, signs)
  if ((kind === 'low') !== sign.startsWith('<')) {
    complain(
      fields.sign,
      `a band of kind ${kind} cannot be tested so`,
      kind === 'low' ? 'use < or <=' : 'use > or >=',
      sign,
    )
  }
  return {
    kind,
    sign,
    limit: parameterOf(fields.limit, tiersOf, byGroup),
    review: fields.review !== null && flagOf(fields.review),
    ...payOf(fields),
  }
}

function shortStayOf(spot: Spot): ShortStay {
  const fields = fieldsOf(spot, ['days', 'factor', 'keeps'], ['most'])
  return { days: parameterOf(fields.days, aboveZeroOf, byGroup), ...payOf(fields) }
}

function reducedOf(spot: Spot | null): ReducedPay | null {
  if (spot === null) return null
  const fields = fieldsOf(spot, ['by', 'share'], ['costPerPoint'])
  const by = wordOf(fields.by, ['cost-per-point', 'group-ratio', 'cost'])
  if ((by === 'cost-per-point') !== (fields.costPerPoint !== null)) {
    complain(spot, '`costPerPoint` belongs to `by: cost-per-point`, and only to it', 'write both or none of them')
  }
  return {
    by,
    share: parameterOf(fields.share, aboveZeroOf),
    costPerPoint: fields.costPerPoint === null ? null : parameterOf(fields.costPerPoint, moneyAboveZeroOf),
  }
}

function groupMethodOf(kind: 'drg' | 'dip'): (spot: Spot) => GroupMethod {
  return (spot) => {
    const fields = fieldsOf(
      spot,
      [...headFields, 'table', 'scale', 'coefficients', 'deviation'],
      ['for', 'shortStay', 'ungrouped', 'ambiguous', 'unstable', 'blank'],
      ['by'],
    )
    const deviation = fieldsOf(fields.deviation, ['test', 'divisor', 'bands'])
    const method: GroupMethod = {
      kind,
      ...headOf(fields, kind),
      table: textOf(fields.table) ?? '',
      scale: parameterOf(fields.scale, aboveZeroOf, byGroup),
      coefficients: itemsOf(fields.coefficients).map(coefficientOf),
      deviation: {
        test: wordOf(deviation.test, comparators),
        divisor: wordOf(deviation.divisor, comparators),
        bands: itemsOf(deviation.bands).map(bandOf),
      },
      shortStay: fields.shortStay === null ? null : shortStayOf(fields.shortStay),
      ungrouped: reducedOf(fields.ungrouped),
      ambiguous: reducedOf(fields.ambiguous),
      unstable: reducedOf(fields.unstable),
      blank: reducedOf(fields.blank),
    }
    checkNames(spot, method)
    return method
  }
}

/** What a deviating case keeps must be there to be kept. */
function checkNames(spot: Spot, { coefficients, deviation, shortStay }: GroupMethod): void {
  const names = coefficients.map(({ name }) => name)
  const twin = names.find((name, index) => names.indexOf(name) < index)
  if (twin !== undefined) complain(spot, 'two coefficients of the same name', 'rename or remove one', twin)
  for (const { factor, keeps } of [...deviation.bands, ...(shortStay === null ? [] : [shortStay])]) {
    const plus = factor.form === 'excess' && typeof factor.plus === 'string' ? [factor.plus] : []
    const missing = [...keeps, ...plus].find((name) => !names.includes(name))
    if (missing === undefined) continue
    complain(spot, 'a coefficient that the method does not have', `use one of: ${names.join(', ')}`, missing)
  }
}

const readers: Readonly<Record<CaseMethod['kind'], (spot: Spot) => CaseMethod>> = {
  disease: diseaseMethodOf,
  'bed-day': bedDayMethodOf,
  cost: costMethodOf,
  drg: groupMethodOf('drg'),
  dip: groupMethodOf('dip'),
}

/** One method of a plan, by its `by:`. */
export function methodOf(spot: Spot): CaseMethod {
  const by = entriesOf(spot).find(({ name }) => name === 'by')
  if (by === undefined) complain(spot, '`by` is missing', `add \`by:\` with one of: ${Object.keys(readers).join(', ')}`)
  const kind = by === undefined ? 'cost' : wordOf(by, ['cost', 'disease', 'bed-day', 'drg', 'dip'])
  return readers[kind](by === undefined ? { ...spot, node: null } : spot)
}
