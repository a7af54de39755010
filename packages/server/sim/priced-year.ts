import type { DischargedCase, SchemeCode } from '@yibao/core/encounter'
import {
  addDays,
  type DivisionCode,
  fen,
  firstOfNextMonth,
  type IsoDate,
  invariant,
  isoDate,
  weekdayOf,
  yearOf,
} from '@yibao/core/kernel'
import { weightedChoice } from './priced-year-choice.ts'
import type { CaseMix, MixGroup } from './priced-year-mix.ts'
import { levelCost, spread, type YearPlace, yearPlaces } from './priced-year-places.ts'
import { type Random, randomStream } from './random.ts'

export interface PricedYearOptions {
  readonly seed: number
  readonly year: number
  readonly cases: number
  readonly institutions: number
  readonly division: DivisionCode
  readonly mix: CaseMix
  /** All cases of one insurance; employees and residents as in the country when not given. */
  readonly scheme?: SchemeCode
  /** All discharges in one month, 1 to 12; over the year when not given. */
  readonly month?: number
}

/** A region's inpatient year: any case by its number, so that parts may be made in any order. */
export interface PricedYear {
  readonly cases: number
  readonly places: readonly YearPlace[]
  /** @param index from 0; cases come month by month */
  caseAt(index: number): DischargedCase
  /** The cases from one number up to another, one at a time. */
  stream(from?: number, until?: number): Generator<DischargedCase>
}

/** Inpatient cases by month of discharge, mean one: assumed as those of outpatient visits. */
const monthWeights = [0.92, 0.86, 1.06, 1.01, 1.01, 1, 1.05, 1.05, 0.99, 0.94, 1.04, 1.07] as const
/** Monday to Sunday: `weekday_weights_discharge`. */
const weekdayWeights = [0.95, 1.05, 1.08, 1.08, 1.16, 0.95, 0.73] as const

/** 82.6 of 278.8 million discharges of 2025 were of employees (2012年-2025年医保待遇享受相关数据). */
const employeeShare = 0.296
/** Against the mean of both: 11,522 and 7,339 yuan a stay in 2025, less what the levels explain. */
const schemeCost: Readonly<Record<SchemeCode, number>> = { '310': 1.2, '390': 0.92 }
/** What part of the cost the pooled fund is charged with; assumed so that the mean over levels meets the country's. */
const fundShare = {
  '310': { tertiary: 0.74, secondary: 0.8, primary: 0.85, ungraded: 0.8 },
  '390': { tertiary: 0.5, secondary: 0.6, primary: 0.72, ungraded: 0.6 },
} as const satisfies Record<SchemeCode, Record<YearPlace['level'], number>>

/** Of odd-numbered cases: that it is a return of the one before. */
const returns = { usual: 0.03, split: 0.35 } as const

interface Head {
  readonly place: YearPlace
  readonly scheme: SchemeCode
  readonly insuredId: string
  readonly group: MixGroup
  readonly admittedOn: IsoDate
  readonly dischargedOn: IsoDate
  readonly days: number
}

const monthOf = (day: IsoDate): number => Number(day.slice(5, 7))

/** What is special about a case; most are as usual. */
interface Turn {
  readonly cost: number
  readonly days: number | null
}

function turnOf(random: Random, splits: boolean): Turn {
  const draw = random.below(10_000)
  // Assumed shares: 0.3 % stay longer than sixty days, 1.5 % cost several times, 2.5 % a fraction of their group.
  if (draw < 30) return { cost: 3 + random.below(400) / 100, days: random.between(61, 160) }
  if (draw < 180) return { cost: 2.2 + random.below(500) / 100, days: null }
  if (draw < 430) return { cost: 0.15 + random.below(30) / 100, days: random.between(1, 3) }
  if (splits && draw < 4_500) return { cost: 0.3 + random.below(20) / 100, days: random.between(1, 3) }
  return { cost: 1, days: null }
}

/** Days of a month, each with the weight of its weekday. */
function monthDays(year: number, month: number): readonly { readonly day: IsoDate; readonly weight: number }[] {
  const first = isoDate(`${year}-${String(month).padStart(2, '0')}-01`)
  const days: { day: IsoDate; weight: number }[] = []
  for (let day = first; day < firstOfNextMonth(first); day = addDays(day, 1)) {
    days.push({ day, weight: weekdayWeights[weekdayOf(day) - 1] ?? 1 })
  }
  return days
}

/** Which groups an institution takes: small ones little surgery and few dear cases; every one has its own strengths. */
function groupWeight(seed: number, place: YearPlace, { mdc, group, surgical, weight, meanCost }: MixGroup): number {
  const strength = spread(randomStream(seed, `priced-year/strength/${place.providerCode}/${mdc}`), 0.7)
  const taste = spread(randomStream(seed, `priced-year/taste/${place.providerCode}/${group}`), 0.3)
  const shy = place.level === 'tertiary' ? 1 : place.level === 'secondary' ? (surgical ? 0.7 : 1) : surgical ? 0.1 : 1
  const dear = meanCost / 11_177_00
  const fits =
    place.level === 'tertiary'
      ? Math.min(2, 0.6 + dear * 0.4)
      : place.level === 'secondary'
        ? 1
        : Math.min(1, 0.5 / dear)
  return weight * strength * taste * shy * fits
}

/**
 * Opens a generated year. Every case is drawn from a stream of its own number, so the same options give the same cases in
 * whatever parts and order they are asked for, and nothing is kept between two of them.
 *
 * @throws InvariantError for a year without cases or institutions
 */
export function pricedYear(options: PricedYearOptions): PricedYear {
  const { seed, year, cases, division, mix } = options
  invariant(cases > 0 && options.institutions > 0, 'a year has cases and institutions')
  const places = yearPlaces(seed, division, options.institutions)
  const choosePlace = weightedChoice(places, ({ size }) => size)
  const chooseGroup = new Map(
    places.map((place) => [place.providerCode, weightedChoice(mix.groups, (group) => groupWeight(seed, place, group))]),
  )
  const days = monthWeights.map((_, month) => weightedChoice(monthDays(year, month + 1), ({ weight }) => weight))
  const wholeYear = monthWeights.reduce((sum, weight) => sum + weight, 0)
  const monthEnds = monthWeights.map((_, month) => {
    const until = monthWeights.slice(0, month + 1).reduce((sum, weight) => sum + weight, 0)
    return month === 11 ? cases : Math.round((cases * until) / wholeYear)
  })
  const people = Math.max(1, Math.ceil(cases * 0.8))

  const firstHead = (index: number, random: Random): Head => {
    const place = choosePlace(random)
    const scheme = options.scheme ?? (random.chance(employeeShare) ? '310' : '390')
    const group = chooseGroup.get(place.providerCode)?.(random)
    invariant(group !== undefined, 'every institution has its case mix')
    const month = options.month === undefined ? monthEnds.findIndex((end) => index < end) : options.month - 1
    const dischargedOn = days[month]?.(random).day
    invariant(dischargedOn !== undefined, () => `there is no case ${index} among ${cases}`)
    const stay = Math.max(1, Math.round(group.meanStay * place.staying * spread(random, 0.45)))
    const insuredId = `G${String(random.below(people)).padStart(9, '0')}`
    return { place, scheme, insuredId, group, admittedOn: addDays(dischargedOn, -stay), dischargedOn, days: stay }
  }

  /** When the odd-numbered case is a return of the one before: whose, and from when. */
  const returnOf = (index: number, random: Random): { readonly before: Head; readonly admittedOn: IsoDate } | null => {
    if (index % 2 === 0) return null
    const before = firstHead(index - 1, randomStream(seed, `priced-year/case/${index - 1}`))
    const { splits } = before.place
    if (!random.chance(splits ? returns.split : returns.usual)) return null
    return { before, admittedOn: addDays(before.dischargedOn, random.between(1, splits ? 14 : 31)) }
  }

  /** Who, where and when; a return that would end in another year or month is a case of its own. */
  const headOf = (index: number, random: Random): Head & Pick<Turn, 'cost'> => {
    const own = firstHead(index, random)
    const back = returnOf(index, random)
    const turn = turnOf(random, (back?.before ?? own).place.splits)
    const days = turn.days ?? own.days
    const dischargedOn = back === null ? own.dischargedOn : addDays(back.admittedOn, days)
    const inTime =
      yearOf(dischargedOn) === year && (options.month === undefined || monthOf(dischargedOn) === options.month)
    if (back !== null && inTime) {
      return { ...back.before, admittedOn: back.admittedOn, dischargedOn, days, cost: turn.cost }
    }
    return { ...own, admittedOn: addDays(own.dischargedOn, -days), days, cost: turn.cost }
  }

  const caseAt = (index: number): DischargedCase => {
    const random = randomStream(seed, `priced-year/case/${index}`)
    const head = headOf(index, random)
    const { place, scheme, group } = head
    const total = Math.max(
      100_00,
      Math.round(
        group.meanCost * levelCost[place.level] * place.spending * schemeCost[scheme] * head.cost * spread(random, 0.4),
      ),
    )
    const drugs = Math.round(total * Math.min(0.6, (group.surgical ? 0.2 : 0.33) * spread(random, 0.25)))
    const consumables = Math.round(total * Math.min(0.35, (group.surgical ? 0.22 : 0.06) * spread(random, 0.3)))
    const share = Math.min(0.95, fundShare[scheme][place.level] * (0.92 + random.below(160) / 1000))
    const fundPaid = Math.round(total * share)
    return {
      caseId: `S${year}${String(index + 1).padStart(9, '0')}`,
      providerCode: place.providerCode,
      providerLevel: place.level,
      scheme,
      division,
      insuredId: head.insuredId,
      admittedOn: head.admittedOn,
      dischargedOn: head.dischargedOn,
      settledOn: head.dischargedOn,
      record: { ...random.pick(group.records), stayDays: head.days },
      total: fen(total),
      drugs: fen(drugs),
      consumables: fen(consumables),
      fundPaid: fen(fundPaid),
      otherPaid: fen(total - fundPaid),
    }
  }

  return {
    cases,
    places,
    caseAt,
    *stream(from = 0, until = cases) {
      for (let index = from; index < until; index += 1) yield caseAt(index)
    },
  }
}
