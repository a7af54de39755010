import { daysBetween, type Fen, isoDate, sumFen } from '../kernel/index.ts'
import { minuteOf, spreadOf } from './pattern-clock.ts'
import { compareText, groupBy } from './pattern-group-by.ts'
import type { Presence } from './pattern-pairs.ts'
import type { RingParameters } from './pattern-parameters.ts'
import { type Ring, type RingSearch, ringsIn } from './pattern-ring-core.ts'
import type { PatternFinding, PatternOutcome } from './pattern-types.ts'
import type { CardEvent, StayFact } from './types.ts'

/** A row of either kind with what a ring asks of it. */
interface Row {
  readonly id: string
  readonly personId: string
  readonly providerCode: string
  readonly doctor: string | null
  readonly money: Fen
  readonly homePlace: string | null
  readonly day: string
  readonly at: number
}

const epoch = isoDate('2000-01-01')

/** Of the minutes of a day those in which counters are open: chance is reckoned over these, which is on the careful side. */
const openShare = 0.4

/** Rings that stand on evidence of 3 score 0.5, of 9 score 0.75, of 27 score 0.9. */
const scoreOf = (evidence: number): number => evidence / (evidence + 3)

function findingOf(ring: Ring, bucket: ReadonlyMap<string, Row>): PatternFinding | null {
  const rows = [...ring.trips.flat(), ...ring.companions].flatMap(({ id }) => bucket.get(id) ?? [])
  const ordered = rows.toSorted((a, b) => a.at - b.at || compareText(a.id, b.id))
  const [first] = ordered
  const last = ordered.at(-1)
  if (first === undefined || last === undefined) return null
  const homes = new Set(rows.flatMap(({ homePlace }) => (homePlace === null ? [] : [homePlace])))
  return {
    pattern: 'card-ring',
    group: `${first.providerCode}/${first.doctor ?? ''}/${first.id}`,
    providerCode: first.providerCode,
    doctor: first.doctor,
    personId: null,
    score: scoreOf(ring.evidence),
    stake: sumFen(rows.map(({ money }) => money)),
    members: ordered.map(({ id, personId }) => ({ id, personId, inQuestion: true })),
    reasons: [
      { name: 'members', value: ring.people.length },
      { name: 'companions', value: ring.companions.length },
      { name: 'times-together', value: ring.trips.length },
      { name: 'attendance-share', value: ring.attendance },
      { name: 'first-day', value: first.day },
      { name: 'last-day', value: last.day },
      ...(homes.size === 0 ? [] : [{ name: 'home-places' as const, value: homes.size }]),
      { name: 'evidence', value: ring.evidence },
    ],
  }
}

/** Spread of the gaps below which visits are at regular intervals. */
const regular = 0.5

/** People who come to this place so often and so evenly that it is their treatment: dialysis, chemotherapy, physiotherapy. */
function comingByPlan(presences: readonly Presence[], visits: number): ReadonlySet<string> {
  const planned = [...groupBy(presences, ({ personId }) => personId)].filter(([, own]) => {
    if (own.length < visits) return false
    return spreadOf(own.slice(1).map(({ at }, index) => at - (own[index]?.at ?? 0))) < regular
  })
  return new Set(planned.map(([personId]) => personId))
}

function ringsOf(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  search: Omit<RingSearch, 'span'>,
  parameters: RingParameters,
  share: number,
): PatternOutcome {
  const asked = rows.filter(({ providerCode }) => !parameters.exempt.includes(providerCode))
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { at } of asked) {
    first = Math.min(first, at)
    last = Math.max(last, at)
  }
  const span = Math.max(1, (last - first + 1) * share)
  const findings: PatternFinding[] = []
  let crowded = 0
  let byPlan = 0
  for (const bucket of groupBy(asked, keyOf).values()) {
    if (bucket.length < search.least * 2) continue
    const ordered: Presence[] = bucket.toSorted((a, b) => a.at - b.at || compareText(a.id, b.id))
    const planned = comingByPlan(ordered, parameters.planned)
    const presences = planned.size === 0 ? ordered : ordered.filter(({ personId }) => !planned.has(personId))
    byPlan += ordered.length - presences.length
    const found = ringsIn(presences, { ...search, span })
    crowded += found.crowded
    const byId = new Map(bucket.map((row) => [row.id, row]))
    for (const ring of found.rings) {
      const finding = findingOf(ring, byId)
      if (finding !== null) findings.push(finding)
    }
  }
  return { findings, notLooked: { crowded, exempt: rows.length - asked.length, 'by-plan': byPlan } }
}

/**
 * Cards that go to hospital together 团伙同刷: the same people admitted to the same institution by the same doctor within
 * `stayDays` of each other, again and again. Score: evidence ÷ (evidence + 3), evidence in powers of ten against chance, where
 * chance knows how busy the place is. Who came along once is in it only where the place is so quiet that chance does not bring him.
 */
export function stayRings(stays: readonly StayFact[], parameters: RingParameters): PatternOutcome {
  const rows = stays.map(({ stayId, personId, providerCode, doctor, from, paid, homePlace }) => ({
    id: stayId,
    personId,
    providerCode,
    doctor,
    money: paid,
    homePlace,
    day: from,
    at: daysBetween(epoch, from),
  }))
  const { stayDays: window, apartDays: apart } = parameters
  return ringsOf(
    rows,
    ({ providerCode, doctor }) => JSON.stringify([providerCode, doctor]),
    { ...parameters, window, apart },
    parameters,
    1,
  )
}

/** The same at counters: cards swiped at one till (else one institution) within `eventMinutes`, on several days. */
export function eventRings(events: readonly CardEvent[], parameters: RingParameters): PatternOutcome {
  const tills = new Map(events.map(({ eventId, terminal }) => [eventId, terminal]))
  const rows = events.map(({ eventId, personId, providerCode, doctor, at, amount }) => ({
    id: eventId,
    personId,
    providerCode,
    doctor,
    money: amount,
    homePlace: null,
    day: at.slice(0, 10),
    at: minuteOf(at),
  }))
  const { eventMinutes: window } = parameters
  const apart = parameters.apartDays * 1440
  const keyOf = ({ id, providerCode }: Row): string => JSON.stringify([providerCode, tills.get(id) ?? null])
  return ringsOf(rows, keyOf, { ...parameters, window, apart }, parameters, openShare)
}
