import { dateOf } from '../kernel/index.ts'
import { minuteOf } from './pattern-clock.ts'
import { compareText, groupBy } from './pattern-group-by.ts'
import type { TravelParameters } from './pattern-parameters.ts'
import type { PatternFinding, PatternOutcome } from './pattern-types.ts'
import type { CardEvent, StayFact } from './types.ts'

/** Kilometres between two places as the crow flies, at least; null when nobody knows. */
export type Distance = (from: string, to: string) => number | null

/**
 * One card at two places further apart than anybody travels in the time between 不可能行程. Score by speed: 0.5 at the limit, 1
 * from three times the limit on. Places nearer than `ignoreKilometres` are neighbours. Pairs without a known place or
 * distance are not looked at and counted (`no-distance`).
 */
export function impossibleTravel(
  events: readonly CardEvent[],
  parameters: TravelParameters,
  distance: Distance,
): PatternOutcome {
  const findings: PatternFinding[] = []
  let noDistance = 0
  for (const own of groupBy(events, ({ personId }) => personId).values()) {
    const ordered = own.toSorted((a, b) => compareText(a.at, b.at) || compareText(a.eventId, b.eventId))
    for (const [index, later] of ordered.entries()) {
      const earlier = ordered[index - 1]
      if (earlier === undefined || earlier.providerCode === later.providerCode || earlier.place === later.place)
        continue
      const far = earlier.place === null || later.place === null ? null : distance(earlier.place, later.place)
      if (far === null) {
        noDistance += 1
        continue
      }
      if (far < parameters.ignoreKilometres) continue
      // Nobody's clock is better than a minute.
      const minutes = Math.max(1, minuteOf(later.at) - minuteOf(earlier.at))
      const speed = (far / minutes) * 60
      const over = speed / parameters.kilometresPerHour
      if (over <= 1) continue
      findings.push({
        pattern: 'impossible-travel',
        group: `${earlier.eventId} > ${later.eventId}`,
        providerCode: later.providerCode,
        doctor: later.doctor,
        personId: later.personId,
        score: Math.min(1, 0.5 + (over - 1) / 4),
        stake: later.amount,
        members: [
          { id: earlier.eventId, personId: earlier.personId, inQuestion: true },
          { id: later.eventId, personId: later.personId, inQuestion: true },
        ],
        reasons: [
          { name: 'kilometres', value: far, about: `${earlier.place} > ${later.place}` },
          { name: 'minutes', value: minutes },
          { name: 'kilometres-per-hour', value: speed, expected: parameters.kilometresPerHour },
        ],
      })
    }
  }
  return { findings, notLooked: { 'no-distance': noDistance } }
}

export type StaysByPerson = ReadonlyMap<string, readonly StayFact[]>

/** Made once, so that events may come in many parts. */
export function staysByPerson(stays: readonly StayFact[]): StaysByPerson {
  return groupBy(stays, ({ personId }) => personId)
}

/**
 * A card swiped elsewhere on a day that lies wholly inside a stay 住院期间刷卡: neither the day of admission nor that of discharge.
 * Score 1 at another place, 0.7 in the same one (a relative may fetch medicine).
 */
export function swipesDuringStays(byPerson: StaysByPerson, events: readonly CardEvent[]): PatternOutcome {
  const findings: PatternFinding[] = []
  for (const event of events) {
    const on = dateOf(event.at)
    const stay = byPerson
      .get(event.personId)
      ?.find(({ from, until, providerCode }) => from < on && on < until && providerCode !== event.providerCode)
    if (stay === undefined) continue
    const elsewhere = stay.place !== null && event.place !== null && stay.place !== event.place
    findings.push({
      pattern: 'swipe-during-stay',
      group: event.eventId,
      providerCode: event.providerCode,
      doctor: event.doctor,
      personId: event.personId,
      score: elsewhere ? 1 : 0.7,
      stake: event.amount,
      members: [
        { id: event.eventId, personId: event.personId, inQuestion: true },
        { id: stay.stayId, personId: stay.personId, inQuestion: false },
      ],
      reasons: [
        { name: 'first-day', value: stay.from, about: stay.providerCode },
        { name: 'last-day', value: stay.until },
      ],
    })
  }
  return { findings, notLooked: {} }
}
