import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addDays, fen, isoDate, localDateTime } from '@yibao/core/kernel'
import type { CardEvent, DispensedDrug, StayFact } from '@yibao/core/supervision'
import { readPatternBook } from '../files/pattern-parameters.ts'
import type { LakeReader } from './lake-ports.ts'
import { missingMonths, patternsOfLake } from './pattern-lake.ts'

const { parameters, distance } = await readPatternBook()
const money = fen(100_000)

const stay = (stayId: string, from: string, until: string, providerCode = 'H1'): StayFact => ({
  stayId,
  personId: 'P1',
  providerCode,
  place: providerCode === 'H1' ? '990100' : '980100',
  doctor: 'D1',
  department: null,
  from: isoDate(from),
  until: isoDate(until),
  amount: money,
  paid: money,
  diagnoses: ['J18.9'],
  operations: [],
  group: null,
  diedOn: null,
  homePlace: null,
})
const swipe = (eventId: string, at: string, place: string, personId = 'P1'): CardEvent => ({
  eventId,
  personId,
  providerCode: `S${place}`,
  place,
  terminal: 'T',
  doctor: null,
  at: localDateTime(at),
  amount: money,
  items: [],
})
const fetched = (index: number): DispensedDrug => ({
  lineId: `l${index}`,
  personId: 'P2',
  providerCode: 'S990100',
  ingredient: 'A',
  on: addDays(isoDate('2025-01-01'), index * 10),
  daysSupply: 60,
  amount: money,
})

async function* rows<T>(...all: readonly T[]): AsyncGenerator<T> {
  for (const one of all) yield one
}

/** A lake of a few rows; whatever else is asked of it is a mistake of the test. */
function lakeOf(
  stays: readonly StayFact[],
  events: readonly CardEvent[],
  drugs: readonly DispensedDrug[],
): Pick<LakeReader, 'stays' | 'events' | 'dispensed'> {
  return { stays: () => rows(...stays), events: () => rows(...events), dispensed: () => rows(...drugs) }
}

const range = { from: '2025-01', through: '2025-03' }

describe('patternsOfLake', () => {
  it('finds what stays, swipes and dispensings show, and learns where institutions are', async () => {
    const lake = lakeOf(
      [stay('a', '2025-01-02', '2025-01-12'), stay('b', '2025-01-04', '2025-01-06', 'H2')],
      [
        swipe('e1', '2025-01-08 10:00:00', '980100'),
        swipe('e2', '2025-02-03 10:00:00', '990100', 'P3'),
        swipe('e3', '2025-02-03 10:30:00', '980100', 'P3'),
      ],
      [0, 1, 2, 3].map(fetched),
    )
    const found = await patternsOfLake(lake, range, parameters, distance)
    const counts = Object.fromEntries(
      found.screened.flatMap(({ pattern, findings }) => (findings.length === 0 ? [] : [[pattern, findings.length]])),
    )
    assert.deepEqual(counts, {
      'overlapping-stay': 1,
      'swipe-during-stay': 1,
      'impossible-travel': 1,
      hoarding: 1,
    })
    assert.deepEqual([found.stays, found.events, found.dispensings], [2, 3, 4])
    assert.equal(found.places.get('H2'), '980100')
    const patterns = found.screened.map(({ pattern }) => pattern)
    assert.equal(new Set(patterns).size, patterns.length)
  })
  it('finds nothing in an empty lake', async () => {
    const { screened } = await patternsOfLake(lakeOf([], [], []), range, parameters, distance)
    assert.ok(screened.every(({ findings }) => findings.length === 0))
  })
})

describe('missingMonths', () => {
  it('names the gap, over the end of a year too', () => {
    assert.deepEqual(missingMonths(['2024-11', '2025-01'], { from: '2024-11', through: '2025-02' }), [
      '2024-12',
      '2025-02',
    ])
  })
})
