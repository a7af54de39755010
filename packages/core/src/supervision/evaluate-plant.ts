import { addDays, daysBetween, fen, type IsoDate } from '../kernel/index.ts'
import type { TruthRow } from './evaluate.ts'
import type { PlantSpec } from './evaluate-plant-spec.ts'
import { plantUpcoding } from './evaluate-plant-upcoding.ts'
import { type Draws, drawsFrom } from './evaluate-random.ts'
import { compareText } from './pattern-group-by.ts'
import type { PatternCode } from './pattern-types.ts'
import type { StayFact } from './types.ts'

/** As in the published development set. */
export const usualPlanting: PlantSpec = {
  duplicates: 120,
  splits: 120,
  overlaps: 120,
  afterDeath: 60,
  rings: 15,
  ringCards: [8, 25],
  ringTrips: [3, 5],
  missed: 0.12,
  upcoders: 12,
  upcoderStays: 25,
  upcodedShare: 0.62,
}

export interface Planted {
  readonly stays: readonly StayFact[]
  readonly truth: readonly TruthRow[]
  /** Institutions that code up. */
  readonly upcoders: readonly string[]
}

interface Planting {
  readonly draws: Draws
  readonly stays: Map<string, StayFact>
  readonly truth: TruthRow[]
  /** Stays that carry something planted already. */
  readonly used: Set<string>
}

function put({ stays, truth, used }: Planting, stay: StayFact, pattern: PatternCode, group: string): void {
  stays.set(stay.stayId, stay)
  used.add(stay.stayId)
  truth.push({ id: stay.stayId, pattern, group, natural: false })
}

/** Stays that nothing was planted on yet and for which the test holds, in a drawn order. */
function fresh(planting: Planting, count: number, test: (stay: StayFact) => boolean): StayFact[] {
  const fit = [...planting.stays.values()].filter((stay) => !planting.used.has(stay.stayId) && test(stay))
  return planting.draws.some(fit, count)
}

function plantDuplicates(planting: Planting, count: number): void {
  for (const [index, stay] of fresh(planting, count, () => true).entries()) {
    const changed = planting.draws.chance(0.3)
    const paid = changed ? fen(Math.max(0, stay.paid + planting.draws.between(-20, 20) * 1000)) : stay.paid
    planting.used.add(stay.stayId)
    // Nothing tells which of the two was there first.
    planting.truth.push({ id: stay.stayId, pattern: 'duplicate-stay', group: `dup${index}`, natural: true })
    put(planting, { ...stay, stayId: `dup${index}`, paid, amount: paid }, 'duplicate-stay', `dup${index}`)
  }
}

function plantSplits(planting: Planting, count: number): void {
  const long = fresh(
    planting,
    count,
    ({ from, until, diagnoses }) => daysBetween(from, until) >= 6 && diagnoses.length > 0,
  )
  for (const [index, stay] of long.entries()) {
    const days = daysBetween(stay.from, stay.until)
    const first = planting.draws.between(2, Math.floor(days / 2))
    const gap = planting.draws.between(0, 3)
    const middle = addDays(stay.from, first)
    put(planting, { ...stay, until: middle }, 'split-stay', `split${index}`)
    const rest = { ...stay, stayId: `split${index}b`, from: addDays(middle, gap), until: addDays(stay.until, gap) }
    put(planting, rest, 'split-stay', `split${index}`)
  }
}

function plantOverlaps(planting: Planting, count: number): void {
  const outer = fresh(planting, count, ({ from, until }) => daysBetween(from, until) >= 3)
  const donors = fresh(planting, count * 4, ({ place }) => place !== null)
  for (const [index, stay] of outer.entries()) {
    const donor = donors.find((one, at) => at >= index && one.place !== stay.place && one.personId !== stay.personId)
    if (donor === undefined) continue
    const days = daysBetween(stay.from, stay.until)
    const from = planting.draws.between(1, days - 2)
    const until = planting.draws.between(from, days - 1)
    const { personId, diedOn, homePlace } = stay
    const dates = { from: addDays(stay.from, from), until: addDays(stay.from, until) }
    planting.used.add(stay.stayId)
    const inner = { ...donor, stayId: `ovl${index}`, personId, diedOn, homePlace, ...dates }
    put(planting, inner, 'overlapping-stay', `ovl${index}`)
  }
}

function plantAfterDeath(planting: Planting, dead: readonly (readonly [string, IsoDate])[], count: number): void {
  const donors = fresh(planting, count, () => true)
  for (const [index, [personId, diedOn]] of planting.draws.some(dead, count).entries()) {
    const donor = donors[index]
    if (donor === undefined) continue
    const from = addDays(diedOn, planting.draws.between(5, 120))
    const until = addDays(from, daysBetween(donor.from, donor.until))
    put(
      planting,
      { ...donor, stayId: `dead${index}`, personId, diedOn, from, until },
      'stay-after-death',
      `dead${index}`,
    )
  }
}

/** Each ring: cards that go to one institution and doctor, over two days each time, some missing. */
function plantRings(planting: Planting, { rings, ringCards, ringTrips, missed }: PlantSpec): void {
  const { draws } = planting
  const places = fresh(planting, rings, ({ doctor }) => doctor !== null)
  const everybody = [...new Map([...planting.stays.values()].map((stay) => [stay.personId, stay])).values()]
  for (const [ring, { providerCode, doctor, place, department, from }] of places.entries()) {
    const members = draws.some(everybody, draws.between(...ringCards))
    let day = addDays(from, draws.between(10, 60))
    const trips = draws.between(...ringTrips)
    for (let trip = 0; trip < trips; trip += 1) {
      const donors = draws.some(everybody, members.length)
      for (const [index, { personId, diedOn, homePlace }] of members.entries()) {
        const donor = donors[index]
        if (donor === undefined || draws.chance(missed)) continue
        const begin = addDays(day, draws.below(2))
        const money = fen(draws.between(3, 6) * 100_000)
        const stay: StayFact = {
          ...donor,
          stayId: `ring${ring}-${trip}-${index}`,
          personId,
          diedOn: diedOn !== null && diedOn <= begin ? null : diedOn,
          homePlace,
          providerCode,
          doctor,
          place,
          department,
          from: begin,
          until: addDays(begin, draws.between(3, 5)),
          amount: money,
          paid: money,
        }
        put(planting, stay, 'card-ring', `ring${ring}`)
      }
      day = addDays(day, draws.between(25, 75))
    }
  }
}

/**
 * Plants patterns into stays as the published development set does, with another seed each time, so that detectors can be
 * measured on any archive. What the archive holds of the same definitions by nature is for the caller to set apart.
 */
export function plantPatterns(base: readonly StayFact[], spec: PlantSpec, seed: number): Planted {
  const ordered = base.toSorted((a, b) => compareText(a.stayId, b.stayId))
  const planting: Planting = {
    draws: drawsFrom(seed),
    stays: new Map(ordered.map((stay) => [stay.stayId, stay])),
    truth: [],
    used: new Set(),
  }
  const dead = new Map<string, IsoDate>()
  for (const { personId, diedOn } of ordered) if (diedOn !== null) dead.set(personId, diedOn)
  const upcoders = plantUpcoding(ordered, spec, planting.draws)
  for (const { stay, providerCode } of upcoders.stays) put(planting, stay, 'up-coding', providerCode)
  plantRings(planting, spec)
  plantDuplicates(planting, spec.duplicates)
  plantSplits(planting, spec.splits)
  plantOverlaps(planting, spec.overlaps)
  plantAfterDeath(planting, [...dead], spec.afterDeath)
  return { stays: [...planting.stays.values()], truth: planting.truth, upcoders: upcoders.providers }
}
