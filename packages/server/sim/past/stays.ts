import { type Catalog, findItem } from '@yibao/core/catalog'
import { addDays, ageOn, type IsoDate, invariant, isoDate, unitPriceText } from '@yibao/core/kernel'
import type { Member } from '../people.ts'
import { plannedLine } from '../pricing.ts'
import { type Random, randomStream } from '../random.ts'
import { doctorCode } from '../registers.ts'
import type { Institution, Town } from '../town.ts'
import type { Fee, PlannedStay } from '../ward.ts'
import {
  consultation,
  enhancedScan,
  firstClassNursing,
  type Illness,
  illnesses,
  intensiveCare,
  plainScan,
} from './illnesses.ts'

/** A stay at one of the town's hospitals. */
export interface TownStay {
  readonly institution: Institution
  readonly stay: PlannedStay
  /** Its settlement list never came. */
  readonly isListed: boolean
}

/** What is wrong with a bill, for auditors to find. */
type Slip = 'nursing' | 'scan' | 'consultation' | 'costly' | 'split' | null

/** The first hospital, at which the demo has an insurance office, bills without care; others seldom. */
const slips: readonly (readonly Slip[])[] = [
  [null, 'nursing', 'scan', null, 'nursing', 'consultation', 'costly', 'scan', null, 'nursing', 'split', 'scan'],
  [null, null, null, null, null, 'scan', null, null],
]
/** So many stays at each hospital, in the order of the town. */
const staysAt: readonly number[] = [28, 18, 14]

const firstAdmission = isoDate('2023-09-02')
/** Everybody is home before the end of October. */
const admissionDays = 44

interface Billing {
  readonly random: Random
  readonly catalog: Catalog
  readonly institution: Institution
  readonly from: IsoDate
}

function feeOf({ random, catalog, institution }: Billing, on: IsoDate, code: string, pieces: number): Fee {
  const item = findItem(catalog, code, on)
  invariant(item.ok, () => `${code} of the stays is not in force on ${on}`)
  const { price } = plannedLine(random, item.value, pieces, institution.provider)
  return { code, on, price: Number(unitPriceText(price)), quantity: pieces }
}

function feesOf(billing: Billing, illness: Illness, days: number, slip: Slip): readonly Fee[] {
  const on = (day: number) => addDays(billing.from, day)
  const fees = (day: number, items: Illness['tests']) =>
    items.map(([code, pieces]) => feeOf(billing, on(day), code, pieces))
  const everyDay = (items: Illness['tests']) => Array.from({ length: days }, (_, day) => fees(day, items)).flat()
  const wrong: Readonly<Record<Exclude<Slip, null>, () => readonly Fee[]>> = {
    nursing: () => {
      const hours = billing.random.between(6, 24)
      const items = [[intensiveCare, hours] as const, [firstClassNursing, 1] as const]
      return [...fees(1, items), ...fees(2, items)]
    },
    scan: () =>
      fees(1, [
        [enhancedScan, 1],
        [plainScan, 1],
      ]),
    consultation: () => fees(2, [[consultation, 1]]),
    costly: () =>
      everyDay([
        ['N24W000921', 9],
        [intensiveCare, 24],
      ]),
    split: () => [],
  }
  return [
    ...fees(0, illness.tests),
    ...fees(1, illness.treatment),
    ...everyDay(illness.daily),
    ...(slip === null ? [] : wrong[slip]()),
  ]
}

/** Hands out people who fit an illness, each once. */
function patientsOf(town: Town, random: Random): (illness: Illness) => Member {
  const waiting = random.shuffled(town.members)
  return ({ ages, gender }) => {
    const index = waiting.findIndex(({ insured }) => {
      const age = ageOn(insured.birth, firstAdmission)
      return age >= ages[0] && age <= ages[1] && (gender === undefined || gender === insured.gender)
    })
    const [patient] = index < 0 ? [] : waiting.splice(index, 1)
    invariant(patient !== undefined, 'the town has too few people for its stays')
    return patient
  }
}

/** A chronic one, so that a dear stay stands out and a second one does not surprise. */
const gastritis = illnesses.find(({ diagnosis }) => diagnosis.code === 'K29.500')

/**
 * The stays of the two months before the demo begins, in the order of their discharge; the seed alone determines them. Nobody stays
 * twice, but for those whose stay was split.
 *
 * @throws InvariantError when the town has too few people, or the catalogue lacks an item
 */
export function staysOf(seed: number, town: Town, catalog: Catalog): readonly TownStay[] {
  const random = randomStream(seed, 'past.stays')
  const bills = randomStream(seed, 'past.bills')
  const patients = patientsOf(town, randomStream(seed, 'past.patients'))
  const hospitals = town.institutions.filter(({ provider }) => provider.kind === 'hospital')

  const stayOf = (institution: Institution, slip: Slip): readonly TownStay[] => {
    const remarkable = slip === 'costly' || slip === 'split'
    const illness = (remarkable ? gastritis : null) ?? random.weighted(illnesses, ({ weight }) => weight)
    const { insured, enrolment } = patients(illness)
    const { department, diagnosis, beside, operation } = illness
    const isComplicated = beside !== null && random.chance(0.25)
    const doctor = { code: doctorCode(institution.provider, department), name: '示例主治医师' }
    const between = (from: IsoDate, days: number): TownStay => ({
      institution,
      isListed: !random.chance(0.05),
      stay: {
        patient: insured,
        scheme: enrolment.scheme,
        from,
        until: addDays(from, days),
        department,
        doctor,
        diagnoses: isComplicated ? [diagnosis, beside] : [diagnosis],
        operation,
        fees: feesOf({ random: bills, catalog, institution, from }, illness, days, slip),
      },
    })
    const from = addDays(firstAdmission, random.below(admissionDays))
    const days = slip === 'costly' ? 13 : random.between(...illness.days)
    const first = between(from, days)
    return slip === 'split' ? [first, between(addDays(from, days + 2), days)] : [first]
  }

  return hospitals
    .flatMap((institution, index) => {
      const wrong = slips[index === 0 ? 0 : 1] ?? []
      return Array.from({ length: staysAt[index] ?? 0 }, (_, number) =>
        stayOf(institution, wrong[number % wrong.length] ?? null),
      ).flat()
    })
    .sort((one, other) => (one.stay.until < other.stay.until ? -1 : 1))
}
