import type {
  AdvanceRule,
  BudgetRule,
  CapitationRule,
  ClearingRule,
  FundShare,
  HistoryYear,
  MonthRule,
  Parameter,
  PeopleBand,
  PointValueRule,
  ReviewRule,
} from '@yibao/core/payment'
import { byGroup, byPool, parameterOf } from './payment-parameter.ts'
import {
  aboveZeroOf,
  moneyAboveZeroOf,
  partAboveZeroOf,
  partOf,
  plainOf,
  pointValueOfSpot,
  ratioBandsOf,
  scoreBandsOf,
  wholeOf,
  wordsOf,
} from './payment-values.ts'
import { complain, fieldsOf, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { moneyOfSpot, wordOf } from './policy-values.ts'

const modes = ['half-up', 'floor', 'ceil', 'truncate'] as const
const million = 1_000_000

function optional<T>(spot: Spot | null, read: (spot: Spot) => Parameter<T>): Parameter<T> | null {
  return spot === null ? null : read(spot)
}

function historyOf(spot: Spot): readonly HistoryYear[] {
  const years = itemsOf(spot).map((item) => {
    const fields = fieldsOf(item, ['year', 'weight', 'cost', 'points', 'source'])
    return {
      year: wholeOf(fields.year),
      weight: partOf(fields.weight),
      cost: moneyAboveZeroOf(fields.cost),
      points: aboveZeroOf(fields.points),
      source: textOf(fields.source) ?? '',
    }
  })
  const sum = years.reduce((total, { weight }) => total + weight, 0)
  if (spot.node !== null && sum !== million) {
    complain(spot, 'the weights of the years do not add up to 1', 'for example 0.1, 0.2, 0.7', String(sum / million))
  }
  return years
}

export function pointValueRuleOf(spot: Spot): PointValueRule {
  const fields = fieldsOf(
    spot,
    ['word', 'decimals', 'mode', 'budget', 'settlement', 'moneyCases'],
    ['pools', 'fundRate', 'allocation'],
  )
  const decimals = wholeOf(fields.decimals)
  if (decimals < 2 || decimals > 6) {
    complain(fields.decimals, 'a point value keeps 2 to 6 decimals', 'write 4, as most regions do', String(decimals))
  }
  const budget = fieldsOf(fields.budget, [], ['given', 'history'])
  if ((budget.given === null) === (budget.history === null) && fields.budget.node !== null) {
    complain(fields.budget, 'a budget value is given, or made of earlier years', 'write one of: given, history')
  }
  const settlement = wordOf(fields.settlement, ['budget', 'fund-over-rate', 'fund-and-others'])
  if ((settlement === 'fund-over-rate') !== (fields.fundRate !== null)) {
    complain(spot, '`fundRate` belongs to `settlement: fund-over-rate`, and only to it', 'write both or none of them')
  }
  return {
    word: wordOf(fields.word, ['point', 'rate']),
    pools:
      fields.pools === null
        ? []
        : itemsOf(fields.pools).map((item) => wordOf(item, ['scheme', 'area', 'level', 'month'])),
    decimals,
    mode: wordOf(fields.mode, modes),
    budget:
      budget.history !== null
        ? { kind: 'history', years: historyOf(budget.history) }
        : {
            kind: 'given',
            value: budget.given === null ? [] : parameterOf(budget.given, pointValueOfSpot, byPool),
          },
    settlement,
    fundRate: optional(fields.fundRate, (rate) => parameterOf(rate, partAboveZeroOf, byPool)),
    moneyCases: wordOf(fields.moneyCases, ['first', 'outside']),
    allocation: fields.allocation === null ? 'points' : wordOf(fields.allocation, ['points', 'cases']),
  }
}

export function fundShareOf(spot: Spot): FundShare {
  const fields = fieldsOf(spot, [], ['rate', 'lessOthers'])
  if ((fields.rate === null) === (fields.lessOthers === null) && spot.node !== null) {
    complain(
      spot,
      'the fund pays a rate of the standard, or the standard less what others paid',
      'write one of: rate, lessOthers',
    )
  }
  if (fields.lessOthers !== null) {
    const { least } = fieldsOf(fields.lessOthers, ['least'])
    return { kind: 'less-others', least: wordOf(least, ['zero', 'none']) }
  }
  return { kind: 'rate', rate: fields.rate === null ? [] : parameterOf(fields.rate, partOf) }
}

export function budgetOf(spot: Spot): BudgetRule {
  const fields = fieldsOf(spot, ['fund', 'reserve'], ['institutions', 'months'])
  const months = fields.months === null ? Array.from({ length: 12 }, () => 1) : itemsOf(fields.months).map(wholeOf)
  if (fields.months !== null && (months.length !== 12 || months.every((weight) => weight === 0))) {
    complain(
      fields.months,
      'a year has twelve months',
      'write twelve whole numbers, January first',
      String(months.length),
    )
  }
  return {
    // A budget of zero may be written: it is refused where money is asked of it.
    fund: parameterOf(fields.fund, moneyOfSpot, byPool),
    reserve: parameterOf(fields.reserve, partOf, byPool),
    institutions: optional(fields.institutions, (own) => parameterOf(own, moneyOfSpot, ['institution'])),
    months,
  }
}

export function advanceOf(spot: Spot): AdvanceRule {
  const fields = fieldsOf(spot, ['basis', 'ratio'], ['most'])
  return {
    basis: wordOf(fields.basis, ['budget-share', 'filed-month', 'last-year-mean']),
    ratio: parameterOf(fields.ratio, plainOf),
    most: optional(fields.most, (most) => parameterOf(most, plainOf)),
  }
}

export function monthOf(spot: Spot): MonthRule {
  const fields = fieldsOf(spot, ['deposit', 'offset'])
  return { deposit: parameterOf(fields.deposit, partOf), offset: wordOf(fields.offset, ['month', 'year']) }
}

export function clearingOf(spot: Spot): ClearingRule {
  const fields = fieldsOf(
    spot,
    ['payable', 'settle'],
    ['savings', 'overspend', 'overspendLimit', 'lowCost', 'assessment', 'highShare'],
  )
  const settle = wordOf(fields.settle, ['all', 'bands'])
  const idle = [fields.savings, fields.overspend, fields.lowCost, fields.overspendLimit].find((field) => field !== null)
  if (settle === 'all' && idle !== undefined && idle !== null) {
    complain(idle, `\`${idle.name}\` is never used`, 'write `settle: bands`, or remove it')
  }
  const high = fields.highShare === null ? null : fieldsOf(fields.highShare, ['limit', 'mode'])
  const lowCost = fields.lowCost === null ? null : fieldsOf(fields.lowCost, ['sign', 'limit'])
  return {
    payable: wordOf(fields.payable, ['cases', 'budget', 'capitation']),
    settle,
    savings: optional(fields.savings, (bands) => parameterOf(bands, ratioBandsOf)),
    overspend: optional(fields.overspend, (bands) => parameterOf(bands, ratioBandsOf)),
    overspendLimit: fields.overspendLimit === null ? 'reserve' : wordOf(fields.overspendLimit, ['reserve', 'none']),
    lowCost:
      lowCost === null ? null : { sign: wordOf(lowCost.sign, ['<', '<=']), limit: parameterOf(lowCost.limit, partOf) },
    assessment: optional(fields.assessment, (bands) => parameterOf(bands, scoreBandsOf)),
    ...(high === null ? {} : { highShare: { limit: parameterOf(high.limit, partOf), mode: wordOf(high.mode, modes) } }),
  }
}

const reviewKinds = [
  'normal',
  'low',
  'high',
  'extreme',
  'short',
  'ungrouped',
  'ambiguous',
  'unstable',
  'blank',
] as const

export function reviewOf(spot: Spot): ReviewRule {
  const fields = fieldsOf(spot, ['cap', 'period', 'capMode'], ['kinds'])
  return {
    cap: parameterOf(fields.cap, partOf),
    period: wordOf(fields.period, ['month', 'year']),
    capMode: wordOf(fields.capMode, modes),
    kinds: fields.kinds === null ? [] : itemsOf(fields.kinds).map((item) => wordOf(item, reviewKinds)),
  }
}

function peopleBandOf(spot: Spot): PeopleBand {
  const fields = fieldsOf(spot, ['band', 'label'], ['ageFrom', 'ageTo', 'diseases'])
  return {
    id: textOf(fields.band) ?? '',
    label: textOf(fields.label) ?? '',
    ageFrom: fields.ageFrom === null ? 0 : wholeOf(fields.ageFrom),
    ageTo: fields.ageTo === null ? null : wholeOf(fields.ageTo),
    diseases: fields.diseases === null ? [] : wordsOf(fields.diseases),
  }
}

/** Everybody belongs to a band: the ages of those without a demand for a disease leave no gap. */
function checkPeople(spot: Spot, bands: readonly PeopleBand[]): void {
  const twin = bands.find(({ id }, index) => bands.findIndex((other) => other.id === id) < index)
  if (twin !== undefined) complain(spot, 'two bands of the same name', 'rename or remove one', twin.id)
  let next: number | null = 0
  for (const { ageFrom, ageTo, id } of bands.filter((band) => band.diseases.length === 0)) {
    if (next === null || ageFrom !== next) {
      const cure = `let it begin with ${next === null ? 'an age that no band before it has' : next}`
      complain(spot, `ages that two bands have, or none, at \`${id}\``, cure, String(ageFrom))
      return
    }
    next = ageTo === null ? null : ageTo + 1
  }
  if (next !== null)
    complain(spot, `nobody of ${next} years and more has a band`, 'leave out `ageTo:` of the last band')
}

export function capitationOf(spot: Spot): CapitationRule {
  const fields = fieldsOf(spot, ['quota', 'weights', 'bands'], ['covers', 'elsewhere'])
  const bands = itemsOf(fields.bands).map(peopleBandOf)
  if (fields.bands.node !== null) checkPeople(fields.bands, bands)
  const weights = parameterOf(fields.weights, aboveZeroOf, byGroup)
  const named = weights.flatMap(({ where }) => (where.group === undefined ? [] : [where.group]))
  const stray = named.find((name) => bands.every(({ id }) => id !== name))
  if (stray !== undefined)
    complain(fields.weights, 'a weight of a band that is not there', 'name one of `bands:`', stray)
  return {
    quota: parameterOf(fields.quota, moneyAboveZeroOf),
    weights,
    bands,
    covers: fields.covers === null ? 'all' : wordOf(fields.covers, ['outpatient', 'inpatient', 'all']),
    elsewhere: fields.elsewhere === null ? 'charged' : wordOf(fields.elsewhere, ['charged', 'apart']),
  }
}
