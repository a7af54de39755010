import { type Catalog, findItem } from '@yibao/core/catalog'
import { ageOn, type IsoDate, invariant } from '@yibao/core/kernel'
import { type CaseOfCare, caseMix, consultationCode, type Place, placeOf } from './case-mix.ts'
import type { Member } from './people.ts'
import { type PlannedLine, plannedLine } from './pricing.ts'
import { type Random, randomStream } from './random.ts'
import type { Institution, Town } from './town.ts'

/**
 * How an episode goes: settled and done; asked for a price only; settled and cancelled; cancelled, billed anew and
 * settled again; settled and reversed, as if no answer had come; settled by a message that is sent twice; or first billed
 * with a drug that has expired, refused, and billed without it.
 */
type Course = 'settle' | 'quote-only' | 'cancel' | 'replace' | 'reverse' | 'repeat' | 'expired-line'

/** One person at one institution. Nobody appears in two episodes, so no amount depends on the order of messages. */
export interface Episode {
  readonly number: number
  readonly member: Member
  readonly institution: Institution
  /** Which of the institution's operators serves it, from 0. */
  readonly window: number
  /** Second of the day at which it begins. */
  readonly second: number
  readonly kind: 'purchase' | 'visit'
  readonly case: CaseOfCare
  readonly certificate: { readonly type: string; readonly number: string }
  readonly accountUsed: boolean
  readonly course: Course
  readonly lines: readonly PlannedLine[]
  /** What is billed instead after a cancel, or what is wrongly billed first. */
  readonly otherLines: readonly PlannedLine[]
}

/** The busiest hour of the day; a Monday's. */
export const opening = 9 * 3600
const hour = 3600

/** Where people go, in percent. */
const placeShares: Readonly<Record<Place, number>> = { pharmacy: 45, primary: 35, hospital: 20 }

/** Courses other than a plain settlement, per thousand of the episodes they can happen in. */
const courseShares = [
  { course: 'cancel', perThousand: 10, places: ['pharmacy', 'primary', 'hospital'] },
  { course: 'replace', perThousand: 10, places: ['pharmacy', 'primary', 'hospital'] },
  { course: 'reverse', perThousand: 5, places: ['pharmacy', 'primary', 'hospital'] },
  { course: 'repeat', perThousand: 10, places: ['pharmacy', 'primary', 'hospital'] },
  { course: 'quote-only', perThousand: 15, places: ['pharmacy', 'primary', 'hospital'] },
  { course: 'expired-line', perThousand: 5, places: ['hospital'] },
] as const satisfies readonly { course: Course; perThousand: number; places: readonly Place[] }[]

/** A drug of the starter catalogue that could be billed until the middle of the year. */
export const expiredItem = 'XOFFCAT0005'

/** How much likelier people of an age are to seek care than the young; assumed after a survey of the aged of 2008. */
const careWeights = [
  { from: 0, weight: 0.9 },
  { from: 5, weight: 0.45 },
  { from: 15, weight: 0.35 },
  { from: 45, weight: 0.7 },
  { from: 60, weight: 1 },
]

interface Patients {
  take(random: Random, fits: (member: Member, age: number) => boolean): Member
}

/** Hands every person out at most once; the old come more readily than the young. */
function patientsOf(town: Town, random: Random): Patients {
  const waiting = random.shuffled(town.members).map((member) => {
    const age = ageOn(member.insured.birth, town.on)
    return { member, age, readiness: careWeights.findLast(({ from }) => from <= age)?.weight ?? 0, taken: false }
  })
  let first = 0
  return {
    take(draw, fits) {
      while (waiting[first]?.taken) first += 1
      const ready = (index: number, anybody: boolean): Member | null => {
        const patient = waiting[index]
        if (patient === undefined || patient.taken || !fits(patient.member, patient.age)) return null
        if (!anybody && !draw.chance(patient.readiness)) return null
        patient.taken = true
        return patient.member
      }
      for (const anybody of [false, true]) {
        for (let index = first; index < waiting.length; index += 1) {
          const member = ready(index, anybody)
          if (member !== null) return member
        }
      }
      invariant(false, 'the town has too few people for so many visits')
    },
  }
}

/** Exactly so many of each place, in an order of its own. */
function placesOf(random: Random, visits: number): readonly Place[] {
  const pharmacy = Math.round((visits * placeShares.pharmacy) / 100)
  const primary = Math.round((visits * placeShares.primary) / 100)
  const places = Array.from({ length: visits }, (_, index): Place => {
    if (index < pharmacy) return 'pharmacy'
    return index < pharmacy + primary ? 'primary' : 'hospital'
  })
  return random.shuffled(places)
}

/** Gives each special course to at least one episode, so that the smallest hour shows them all. */
function coursesOf(random: Random, places: readonly Place[]): readonly Course[] {
  const courses: Course[] = places.map(() => 'settle')
  for (const { course, perThousand, places: possible } of courseShares) {
    const wanted = Math.max(1, Math.round((places.length * perThousand) / 1000))
    const free = places.flatMap((place, index) =>
      courses[index] === 'settle' && (possible as readonly Place[]).includes(place) ? [index] : [],
    )
    for (const index of random.shuffled(free).slice(0, wanted)) courses[index] = course
  }
  return courses
}

/** What a person of this age and gender may come for. */
function casesFor(place: Place, age: number, gender: string): readonly CaseOfCare[] {
  return caseMix.filter(({ places, ages, gender: only }) => {
    return places[place] !== undefined && age >= ages[0] && age <= ages[1] && (only === undefined || only === gender)
  })
}

interface Billing {
  readonly random: Random
  readonly catalog: Catalog
  readonly institution: Institution
  readonly on: IsoDate
}

function linesOf(billing: Billing, items: CaseOfCare['items']): readonly PlannedLine[] {
  const { random, catalog, institution, on } = billing
  return items
    .filter(([, , , share]) => share === undefined || random.chance(share))
    .map(([code, least, most]) => {
      const item = findItem(catalog, code, on)
      invariant(item.ok, () => `${code} of the case mix is not in force on ${on}`)
      return plannedLine(random, item.value, random.between(least, most), institution.provider)
    })
}

/** A consultation that somebody at the till entered a second time. */
const chargedTwice = 0.02

function withSlip(lines: readonly PlannedLine[], slips: Random): readonly PlannedLine[] {
  if (!slips.chance(chargedTwice)) return lines
  return [...lines, ...lines.filter(({ itemCode }) => itemCode === consultationCode)]
}

function otherLinesOf(billing: Billing, course: Course, planned: CaseOfCare, lines: readonly PlannedLine[]) {
  if (course === 'replace') return linesOf(billing, planned.items.slice(0, Math.max(1, planned.items.length - 1)))
  if (course !== 'expired-line') return []
  const item = billing.catalog.get(expiredItem)?.at(-1)
  invariant(item !== undefined, 'the expired drug of the starter catalogue is known')
  return [...lines, plannedLine(billing.random, item, 2, billing.institution.provider)]
}

/** Card, identity card or electronic voucher, as the town's people like them. */
function certificateOf(random: Random, member: Member): Episode['certificate'] {
  const { insuredId, certificateNumber } = member.insured
  return random.weighted(
    [
      { weight: 55, type: '01', number: `EC${insuredId}` },
      { weight: 15, type: '02', number: certificateNumber },
      { weight: 30, type: '03', number: member.cardNumber },
    ],
    ({ weight }) => weight,
  )
}

function institutionsByPlace(town: Town): (place: Place) => readonly Institution[] {
  const kinds = new Map<Place, Institution[]>()
  for (const institution of town.institutions) {
    const place = placeOf(institution.provider.kind)
    kinds.set(place, [...(kinds.get(place) ?? []), institution])
  }
  return (place) => kinds.get(place) ?? []
}

/** The same hour in so many seconds from its opening on, for those who have no hour to watch it. */
export const squeezed = (episodes: readonly Episode[], seconds: number): readonly Episode[] =>
  episodes.map((episode) => ({
    ...episode,
    second: opening + Math.floor(((episode.second - opening) / hour) * seconds),
  }))

/**
 * The plan of a busy hour, which the seed alone determines: who goes where, when, for what, and how it goes.
 * Pharmacies serve employees only: the region's rules for residents name no pharmacies.
 *
 * @throws InvariantError when the town has too few people, or the catalogue lacks an item of the case mix
 */
export function hourOf(
  seed: number,
  town: Town,
  catalog: Catalog,
  size: { readonly visits: number } = { visits: 2000 },
): readonly Episode[] {
  const stream = (purpose: string): Random => randomStream(seed, `hour.${purpose}`)
  const [people, cases, bills] = [stream('people'), stream('cases'), stream('bills')]
  const [doors, times, vouchers] = [stream('doors'), stream('times'), stream('vouchers')]
  const slips = stream('slips')
  const patients = patientsOf(town, people)
  const places = placesOf(stream('places'), size.visits)
  const courses = coursesOf(stream('courses'), places)
  const at = institutionsByPlace(town)

  return places.map((place, index): Episode => {
    const course = courses[index] ?? 'settle'
    const institution = doors.pick(at(place))
    const member = patients.take(people, ({ enrolment, insured }, age) => {
      if (place === 'pharmacy' && enrolment.scheme !== '310') return false
      return casesFor(place, age, insured.gender).length > 0
    })
    const possible = casesFor(place, ageOn(member.insured.birth, town.on), member.insured.gender)
    const planned = cases.weighted(possible, ({ places: weights }) => weights[place] ?? 0)
    const billing = { random: bills, catalog, institution, on: town.on }
    const lines = withSlip(linesOf(billing, planned.items), slips)
    return {
      number: index + 1,
      member,
      institution,
      window: doors.below(institution.operators.length),
      second: opening + times.below(hour),
      kind: place === 'pharmacy' ? 'purchase' : 'visit',
      case: planned,
      certificate: certificateOf(vouchers, member),
      accountUsed: member.enrolment.scheme === '310' && !vouchers.chance(0.02),
      course,
      lines,
      otherLines: otherLinesOf(billing, course, planned, lines),
    }
  })
}
