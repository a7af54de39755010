import {
  type CardEvent,
  cardBursts,
  type DispensedDrug,
  type Distance,
  eventRings,
  hoarding,
  impossibleTravel,
  monthsThrough,
  type PatternCode,
  type PatternOutcome,
  type PatternParameters,
  type Screened,
  type StayFact,
  type StaysByPerson,
  screened,
  stayPatterns,
  staysByPerson,
  swipesDuringStays,
} from '@yibao/core/supervision'
import type { LakeReader, Month, MonthRange } from './lake-ports.ts'

/** What patterns ask of a lake. */
export type FactReader = Pick<LakeReader, 'stays' | 'events' | 'dispensed'>

export interface LakePatterns {
  readonly stays: number
  readonly events: number
  readonly dispensings: number
  readonly screened: readonly Screened[]
  /** Division of each institution that was met. */
  readonly places: ReadonlyMap<string, string>
}

/** Months of the range that a lake does not hold: what lies across a gap cannot be seen. */
export const missingMonths = (months: readonly Month[], { from, through }: MonthRange): readonly Month[] =>
  monthsThrough(from, through).filter((month) => !months.includes(month))

/** Beyond so many events rings at tills are not searched in one go; they are then counted as not looked at. */
const mostRingEvents = 3_000_000

/** So many rows are handed to a detector at once, whole people at a time. */
const rowsAtOnce = 100_000

interface Gathered {
  readonly outcomes: Map<PatternCode, PatternOutcome[]>
  readonly places: Map<string, string>
}

function keep({ outcomes }: Gathered, pattern: PatternCode, outcome: PatternOutcome): void {
  const known = outcomes.get(pattern)
  if (known === undefined) outcomes.set(pattern, [outcome])
  else known.push(outcome)
}

/** One outcome of several: findings one after another, what was not looked at added up. */
function together(outcomes: readonly PatternOutcome[]): PatternOutcome {
  const notLooked = new Map<string, number>()
  for (const outcome of outcomes)
    for (const [why, count] of Object.entries(outcome.notLooked)) notLooked.set(why, (notLooked.get(why) ?? 0) + count)
  return { findings: outcomes.flatMap(({ findings }) => findings), notLooked: Object.fromEntries(notLooked) }
}

/** Rings of stays and rings at tills are one pattern. */
function byPattern(all: readonly Screened[]): readonly Screened[] {
  return [...new Set(all.map(({ pattern }) => pattern))].map((pattern) => {
    const own = all.filter((one) => one.pattern === pattern)
    return { pattern, ...together(own), weaker: own.flatMap(({ weaker }) => weaker) }
  })
}

function place({ places }: Gathered, providerCode: string, division: string | null): void {
  if (division !== null) places.set(providerCode, division)
}

async function gatherStays(lake: FactReader, range: MonthRange, gathered: Gathered): Promise<readonly StayFact[]> {
  const stays: StayFact[] = []
  for await (const stay of lake.stays(range)) {
    stays.push(stay)
    place(gathered, stay.providerCode, stay.place)
  }
  return stays
}

interface EventSearch {
  readonly parameters: PatternParameters
  readonly distance: Distance
  readonly stays: StaysByPerson
}

/**
 * Events in the order of time, a chunk at a time that ends with a day: a burst belongs to one day, and of each person's earlier
 * swipes the last is enough to reckon a journey.
 */
async function searchEvents(
  lake: FactReader,
  range: MonthRange,
  gathered: Gathered,
  { parameters, distance, stays }: EventSearch,
): Promise<number> {
  const last = new Map<string, CardEvent>()
  let forRings: CardEvent[] | null = []
  let chunk: CardEvent[] = []
  let count = 0
  const search = (): void => {
    keep(gathered, 'card-burst', cardBursts(chunk, parameters.burst))
    keep(gathered, 'swipe-during-stay', swipesDuringStays(stays, chunk))
    const before = [...new Set(chunk.map(({ personId }) => personId))].flatMap((person) => last.get(person) ?? [])
    keep(gathered, 'impossible-travel', impossibleTravel([...before, ...chunk], parameters.travel, distance))
    for (const event of chunk) last.set(event.personId, event)
    chunk = []
  }
  for await (const event of lake.events(range)) {
    if (chunk.length >= rowsAtOnce && chunk.at(-1)?.at.slice(0, 10) !== event.at.slice(0, 10)) search()
    chunk.push(event)
    count += 1
    place(gathered, event.providerCode, event.place)
    forRings?.push(event)
    if (count > mostRingEvents) forRings = null
  }
  search()
  if (forRings !== null) keep(gathered, 'card-ring', eventRings(forRings, parameters.ring))
  else keep(gathered, 'card-ring', { findings: [], notLooked: { 'too-many-events': count } })
  return count
}

/** Dispensings in the order of people, whole people at a time. */
async function searchDispensings(
  lake: FactReader,
  range: MonthRange,
  gathered: Gathered,
  parameters: PatternParameters,
): Promise<number> {
  let chunk: DispensedDrug[] = []
  let count = 0
  for await (const row of lake.dispensed(range)) {
    if (chunk.length >= rowsAtOnce && chunk.at(-1)?.personId !== row.personId) {
      keep(gathered, 'hoarding', hoarding(chunk, parameters.hoarding))
      chunk = []
    }
    chunk.push(row)
    count += 1
  }
  keep(gathered, 'hoarding', hoarding(chunk, parameters.hoarding))
  return count
}

/**
 * All patterns over the months of a lake. Stays are held in memory (about half a kilobyte each); events and dispensings
 * stream, but for rings at tills.
 */
export async function patternsOfLake(
  lake: FactReader,
  range: MonthRange,
  parameters: PatternParameters,
  distance: Distance,
): Promise<LakePatterns> {
  const gathered: Gathered = { outcomes: new Map(), places: new Map() }
  const stays = await gatherStays(lake, range, gathered)
  const ofStays = stayPatterns(stays, parameters)
  const events = await searchEvents(lake, range, gathered, { parameters, distance, stays: staysByPerson(stays) })
  const dispensings = await searchDispensings(lake, range, gathered, parameters)
  const bars: Readonly<Partial<Record<PatternCode, number>>> = {
    'card-ring': parameters.ring.reportFrom,
    'card-burst': parameters.burst.reportFrom,
    'impossible-travel': parameters.travel.reportFrom,
    'swipe-during-stay': parameters.travel.reportFrom,
    hoarding: parameters.hoarding.reportFrom,
  }
  const ofEvents = [...gathered.outcomes].map(([pattern, outcomes]) =>
    screened(pattern, together(outcomes), bars[pattern] ?? 0),
  )
  return {
    stays: stays.length,
    events,
    dispensings,
    screened: byPattern([...ofStays, ...ofEvents]),
    places: gathered.places,
  }
}
