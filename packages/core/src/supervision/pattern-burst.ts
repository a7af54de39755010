import { sumFen } from '../kernel/index.ts'
import { hourOf, minuteOf, spreadOf } from './pattern-clock.ts'
import { compareText, groupBy } from './pattern-group-by.ts'
import type { BurstParameters } from './pattern-parameters.ts'
import type { PatternFinding, PatternOutcome } from './pattern-types.ts'
import type { CardEvent } from './types.ts'

interface Timed {
  readonly event: CardEvent
  readonly minute: number
}

interface Shape {
  readonly cards: number
  readonly minutes: number
  readonly amountSpread: number
  readonly gapSpread: number
  readonly night: boolean
  readonly sameItems: boolean
}

function shapeOf(burst: readonly Timed[], [from, until]: BurstParameters['night']): Shape {
  const minutes = burst.map(({ minute }) => minute)
  const items = new Set(burst.map(({ event }) => event.items.toSorted(compareText).join('|')))
  return {
    cards: new Set(burst.map(({ event }) => event.personId)).size,
    minutes: (minutes.at(-1) ?? 0) - (minutes[0] ?? 0),
    amountSpread: spreadOf(burst.map(({ event }) => event.amount)),
    gapSpread: spreadOf(minutes.slice(1).map((minute, index) => minute - (minutes[index] ?? 0))),
    night: burst.every(({ event }) => {
      const hour = hourOf(event.at)
      return from <= until ? hour >= from && hour < until : hour >= from || hour < until
    }),
    sameItems: items.size === 1 && !items.has(''),
  }
}

/** 0.4 for the cards alone; 0.3 for like amounts, 0.2 for like gaps, 0.15 at night, 0.15 for the same goods. */
function scoreOf({ amountSpread, gapSpread, night, sameItems }: Shape, { spread }: BurstParameters): number {
  const hints = [
    [amountSpread < spread, 0.3],
    [gapSpread < spread, 0.2],
    [night, 0.15],
    [sameItems, 0.15],
  ] as const
  return Math.min(
    1,
    hints.reduce((sum, [holds, weight]) => sum + (holds ? weight : 0), 0.4),
  )
}

function findingOf(burst: readonly Timed[], parameters: BurstParameters): PatternFinding | null {
  const first = burst[0]?.event
  if (first === undefined) return null
  const shape = shapeOf(burst, parameters.night)
  const { cards, minutes, amountSpread, gapSpread, night } = shape
  // Many cards in short time is what a busy counter looks like; something must be alike too.
  if (amountSpread >= parameters.spread && gapSpread >= parameters.spread) return null
  return {
    pattern: 'card-burst',
    group: `${first.providerCode}/${first.terminal ?? ''}/${first.eventId}`,
    providerCode: first.providerCode,
    doctor: null,
    personId: null,
    score: scoreOf(shape, parameters),
    stake: sumFen(burst.map(({ event }) => event.amount)),
    members: burst.map(({ event }) => ({ id: event.eventId, personId: event.personId, inQuestion: true })),
    reasons: [
      { name: 'cards', value: cards, expected: parameters.cards, about: first.at },
      { name: 'minutes', value: minutes, expected: parameters.minutes },
      { name: 'amount-spread', value: amountSpread, expected: parameters.spread },
      { name: 'gap-spread', value: gapSpread, expected: parameters.spread },
      { name: 'at-night', value: night ? 1 : 0 },
    ],
  }
}

/** The longest stretches in which every window of `minutes` that touches them has enough cards, each event in one of them. */
function burstsIn(events: readonly Timed[], { cards, minutes }: BurstParameters): Timed[][] {
  const found: Timed[][] = []
  const inWindow = new Map<string, number>()
  let start = 0
  let taken = -1
  for (const [index, { event, minute }] of events.entries()) {
    inWindow.set(event.personId, (inWindow.get(event.personId) ?? 0) + 1)
    for (let first = events[start]; first !== undefined && minute - first.minute > minutes; first = events[start]) {
      const left = (inWindow.get(first.event.personId) ?? 1) - 1
      if (left === 0) inWindow.delete(first.event.personId)
      else inWindow.set(first.event.personId, left)
      start += 1
    }
    if (inWindow.size < cards) continue
    const goesOn = start <= taken
    const added = events.slice(goesOn ? taken + 1 : start, index + 1)
    if (goesOn) found.at(-1)?.push(...added)
    else found.push(added)
    taken = index
  }
  return found
}

/**
 * Many different cards at one till in a few minutes, for like amounts or at even gaps 集中刷卡. Events without a till are not
 * looked at and counted (`no-terminal`).
 */
export function cardBursts(events: readonly CardEvent[], parameters: BurstParameters): PatternOutcome {
  const atTills = events.filter(({ terminal }) => terminal !== null)
  const findings: PatternFinding[] = []
  for (const till of groupBy(atTills, ({ providerCode, terminal }) =>
    JSON.stringify([providerCode, terminal]),
  ).values()) {
    const timed = till
      .map((event) => ({ event, minute: minuteOf(event.at) }))
      .sort((a, b) => a.minute - b.minute || compareText(a.event.eventId, b.event.eventId))
    for (const burst of burstsIn(timed, parameters)) {
      const finding = findingOf(burst, parameters)
      if (finding !== null) findings.push(finding)
    }
  }
  return { findings, notLooked: { 'no-terminal': events.length - atTills.length } }
}
