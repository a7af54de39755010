import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dispensed, parameters, stay, swipe } from '../../tests/support/pattern-stays.ts'
import { fen, isoDate } from '../kernel/index.ts'
import { cardBursts } from './pattern-burst.ts'
import { hoarding, mostStock } from './pattern-hoarding.ts'
import { eventRings } from './pattern-ring.ts'
import { impossibleTravel, staysByPerson, swipesDuringStays } from './pattern-travel.ts'

const reason = (finding: { reasons: readonly { name: string; value: unknown }[] } | undefined, name: string) =>
  finding?.reasons.find((one) => one.name === name)?.value

describe('cardBursts', () => {
  const minutes = [0, 2, 4, 6, 8, 10]
  const burst = minutes.map((minute) => swipe(`e${minute}`, `2025-03-03 23:${String(10 + minute)}:00`))

  it('finds many cards with like amounts in a few minutes, and names the night', () => {
    const { findings } = cardBursts(burst, parameters.burst)
    assert.equal(findings.length, 1)
    assert.equal(reason(findings[0], 'cards'), 6)
    assert.equal(reason(findings[0], 'at-night'), 1)
    assert.ok((findings[0]?.score ?? 0) > 0.9)
  })
  it('leaves a busy counter with differing amounts and gaps alone', () => {
    const busy = [0, 1, 5, 6, 9].map((minute, index) =>
      swipe(`e${minute}`, `2025-03-03 10:0${minute}:00`, { amount: fen(1_000 * (index + 1) ** 2) }),
    )
    assert.deepEqual(cardBursts(busy, parameters.burst).findings, [])
  })
  it('leaves one card swiped many times alone', () => {
    const same = burst.map((event) => ({ ...event, personId: 'P1' }))
    assert.deepEqual(cardBursts(same, parameters.burst).findings, [])
  })
  it('counts events without a till', () => {
    assert.deepEqual(cardBursts([swipe('e', '2025-03-03 10:00:00', { terminal: null })], parameters.burst), {
      findings: [],
      notLooked: { 'no-terminal': 1 },
    })
  })
  it('tells each event of a long burst once', () => {
    const long = Array.from({ length: 30 }, (_, index) =>
      swipe(`e${index}`, `2025-03-03 10:${String(index).padStart(2, '0')}:00`),
    )
    const { findings } = cardBursts(long, parameters.burst)
    assert.equal(findings.length, 1)
    assert.equal(findings[0]?.members.length, 30)
  })
})

describe('hoarding', () => {
  it('finds 60 days of medicine fetched every 20 days', () => {
    const rows = ['2025-01-01', '2025-01-21', '2025-02-10', '2025-03-02'].map((on, index) =>
      dispensed(`l${index}`, on, 60, { providerCode: `S${index}` }),
    )
    const { findings } = hoarding(rows, parameters.hoarding)
    assert.equal(findings.length, 1)
    assert.ok((reason(findings[0], 'possession-ratio') as number) > 2.5)
    assert.equal(reason(findings[0], 'sites'), 4)
  })
  it('leaves a long prescription of twelve weeks, fetched in time, alone', () => {
    const rows = ['2025-01-01', '2025-03-20', '2025-06-08'].map((on, index) => dispensed(`l${index}`, on, 84))
    assert.deepEqual(hoarding(rows, parameters.hoarding).findings, [])
  })
  it('uses up what is at home from day to day', () => {
    assert.equal(mostStock([dispensed('a', '2025-01-01', 30), dispensed('b', '2025-01-31', 30)]), 30)
    assert.equal(mostStock([dispensed('a', '2025-01-01', 30), dispensed('b', '2025-01-11', 30)]), 50)
  })
  it('counts rows whose supply nobody knows', () => {
    assert.deepEqual(hoarding([dispensed('a', '2025-01-01', 0)], parameters.hoarding).notLooked, { 'no-supply': 1 })
  })
})

describe('impossibleTravel', () => {
  const at = (eventId: string, time: string, place: string | null) =>
    swipe(eventId, `2025-03-03 ${time}:00`, { personId: 'P1', place, providerCode: `S${place}` })

  it('finds 300 kilometres in an hour', () => {
    const trip = [at('a', '10:00', '990100'), at('b', '11:00', '980100')]
    const { findings } = impossibleTravel(trip, parameters.travel, () => 300)
    assert.equal(findings.length, 1)
    assert.equal(reason(findings[0], 'kilometres-per-hour'), 300)
  })
  it('leaves the neighbourhood and a slow journey alone', () => {
    assert.deepEqual(
      impossibleTravel([at('a', '10:00', '1'), at('b', '10:01', '2')], parameters.travel, () => 29).findings,
      [],
    )
    assert.deepEqual(
      impossibleTravel([at('a', '10:00', '1'), at('b', '13:00', '2')], parameters.travel, () => 300).findings,
      [],
    )
  })
  it('counts pairs whose distance nobody knows', () => {
    const trip = [at('a', '10:00', '990100'), at('b', '11:00', null)]
    assert.deepEqual(impossibleTravel(trip, parameters.travel, () => 1).notLooked, { 'no-distance': 1 })
  })
})

describe('swipesDuringStays', () => {
  const stays = staysByPerson([stay('s', { from: isoDate('2025-03-01'), until: isoDate('2025-03-10') })])
  const on = (date: string, place = '990200') => swipe('e', `${date} 10:00:00`, { personId: 'P1', place })

  it('finds a card used elsewhere while its person lies in hospital', () => {
    assert.equal(swipesDuringStays(stays, [on('2025-03-05')]).findings[0]?.score, 1)
    assert.equal(swipesDuringStays(stays, [on('2025-03-05', '990100')]).findings[0]?.score, 0.7)
  })
  it('lets the days of admission and discharge be', () => {
    assert.deepEqual(swipesDuringStays(stays, [on('2025-03-01'), on('2025-03-10')]).findings, [])
  })
})

describe('eventRings', () => {
  it('finds the same cards at one till on several days', () => {
    const days = ['2025-01-06', '2025-02-11', '2025-03-20', '2025-05-05']
    const ring = days.flatMap((date) =>
      [1, 2, 3, 4, 5].map((card) => swipe(`${date}/${card}`, `${date} 09:1${card}:00`, { personId: `R${card}` })),
    )
    const passing = Array.from({ length: 300 }, (_, index) =>
      swipe(`p${index}`, `2025-0${1 + (index % 5)}-${String(1 + (index % 28)).padStart(2, '0')} 1${index % 8}:20:00`),
    )
    const { findings } = eventRings([...passing, ...ring], parameters.ring)
    assert.equal(findings.length, 1)
    assert.equal(reason(findings[0], 'members'), 5)
    assert.equal(reason(findings[0], 'times-together'), 4)
  })
})
