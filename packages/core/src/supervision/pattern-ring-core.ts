import { logBinomialTail, logChoose, poissonTail } from './pattern-chance.ts'
import { communitiesOf } from './pattern-communities.ts'
import { groupBy } from './pattern-group-by.ts'
import { type Meetings, meetingsOf, type Presence } from './pattern-pairs.ts'

/** What the search for rings within one bucket goes by; times in the unit of the presences. */
export interface RingSearch {
  readonly window: number
  readonly apart: number
  readonly meetings: number
  readonly least: number
  readonly crowd: number
  readonly chance: number
  readonly evidence: number
  /** Most share of those who came along once that chance may explain. */
  readonly stray: number
  /** How long the archive is. */
  readonly span: number
}

export interface Ring {
  readonly people: readonly string[]
  /** Presences of the people on each trip. */
  readonly trips: readonly (readonly Presence[])[]
  /** Of others who came along once, where the place is so quiet that chance does not explain them. */
  readonly companions: readonly Presence[]
  /** Powers of ten against chance. */
  readonly evidence: number
  /** Mean share of the trips at which a member was. */
  readonly attendance: number
}

type Core = Pick<Ring, 'people' | 'trips'>

const decimal = Math.LN10

/** Pairs that met more often than the traffic of the place explains. */
function rareEdges(
  presences: readonly Presence[],
  pairs: readonly Meetings[],
  { window, span, meetings, chance }: RingSearch,
): readonly Meetings[] {
  const counts = new Map<string, number>()
  for (const { personId } of presences) counts.set(personId, (counts.get(personId) ?? 0) + 1)
  const possible = (counts.size * (counts.size - 1)) / 2
  return pairs.filter(({ a, b, times }) => {
    if (times < meetings) return false
    const mean = ((counts.get(a) ?? 0) * (counts.get(b) ?? 0) * (2 * window + 1)) / span
    return possible * poissonTail(mean, times) <= chance
  })
}

/** Presences one after another without a gap wider than the window. */
function runsOf(presences: readonly Presence[], window: number): Presence[][] {
  const runs: Presence[][] = []
  let last: Presence | null = null
  for (const presence of presences) {
    if (last !== null && presence.at - last.at <= window) runs.at(-1)?.push(presence)
    else runs.push([presence])
    last = presence
  }
  return runs
}

const peopleIn = (presences: readonly Presence[]): ReadonlySet<string> =>
  new Set(presences.map(({ personId }) => personId))

/** Leaves members who came on fewer than two trips, and trips of fewer than `least` members, until nothing changes. */
function pruned(presences: readonly Presence[], group: readonly string[], { window, least }: RingSearch): Core | null {
  let people: ReadonlySet<string> = new Set(group)
  for (;;) {
    const trips = runsOf(
      presences.filter(({ personId }) => people.has(personId)),
      window,
    ).filter((trip) => peopleIn(trip).size >= least)
    const came = new Map<string, number>()
    for (const trip of trips) for (const person of peopleIn(trip)) came.set(person, (came.get(person) ?? 0) + 1)
    const stay = new Set([...people].filter((person) => (came.get(person) ?? 0) >= 2))
    if (stay.size < least || trips.length < 2) return null
    if (stay.size === people.size) return { people: [...people], trips }
    people = stay
  }
}

/**
 * Powers of ten by which chance is excluded: how unlikely it is that people who come to this place now and then were, beyond
 * the first time, there on the days of the trips as often as they were; over all groups of that size that the place has.
 */
function evidenceOf(presences: readonly Presence[], { people, trips }: Core, { window, span }: RingSearch): number {
  const covered = trips.reduce((sum, trip) => sum + (trip.at(-1)?.at ?? 0) - (trip[0]?.at ?? 0) + 2 * window + 1, 0)
  const share = Math.min(1, covered / span)
  const own = groupBy(presences, ({ personId }) => personId)
  const log = people.reduce((sum, person) => {
    const came = trips.filter((trip) => trip.some(({ personId }) => personId === person)).length
    return sum + logBinomialTail((own.get(person)?.length ?? 1) - 1, share, came - 1)
  }, 0)
  return -(log + logChoose(own.size, people.length)) / decimal
}

/**
 * Those who were there on days of the trips without being of the people. When the place is so quiet that of so many only a share of
 * `stray` is to be expected, they came along; else nobody can tell them from passers-by, and none is taken.
 */
function companionsOf(
  presences: readonly Presence[],
  { people, trips }: Core,
  { span, stray }: RingSearch,
): readonly Presence[] {
  const own = new Set(people)
  const others = presences.filter(({ personId }) => !own.has(personId))
  const within = others.filter(({ at }) =>
    trips.some((trip) => at >= (trip[0]?.at ?? 0) && at <= (trip.at(-1)?.at ?? 0)),
  )
  const covered = trips.reduce((sum, trip) => sum + (trip.at(-1)?.at ?? 0) - (trip[0]?.at ?? 0) + 1, 0)
  const elsewhere = others.length - within.length
  // Half a visit more than were seen, so that a place without any other visitor does not make chance nothing.
  const expected = ((elsewhere + 0.5) * covered) / Math.max(1, span - covered)
  return expected <= stray * within.length ? within : []
}

/**
 * Rings within one bucket (a place and a doctor, a till).
 *
 * @param presences sorted by time
 * @returns rings and how many presences were passed over because of a crowd
 */
export function ringsIn(
  presences: readonly Presence[],
  search: RingSearch,
): { readonly rings: readonly Ring[]; readonly crowded: number } {
  const { pairs, crowded } = meetingsOf(presences, search)
  const rings: Ring[] = []
  for (const group of communitiesOf(rareEdges(presences, pairs, search))) {
    if (group.length < search.least) continue
    const ring = pruned(presences, group, search)
    if (ring === null) continue
    const evidence = evidenceOf(presences, ring, search)
    if (evidence < search.evidence) continue
    const seats = ring.trips.reduce((sum, trip) => sum + peopleIn(trip).size, 0)
    const companions = companionsOf(presences, ring, search)
    rings.push({ ...ring, companions, evidence, attendance: seats / (ring.people.length * ring.trips.length) })
  }
  return { rings, crowded }
}
