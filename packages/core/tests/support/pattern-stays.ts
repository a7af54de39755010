import { addDays, fen, isoDate, localDateTime } from '../../src/kernel/index.ts'
import type { CardEvent, DispensedDrug, PatternParameters, StayFact } from '../../src/supervision/index.ts'

/** A stay of five days that differs from the usual one by what is given. */
export function stay(stayId: string, given: Partial<StayFact> = {}): StayFact {
  const from = given.from ?? isoDate('2025-03-03')
  return {
    stayId,
    personId: 'P1',
    providerCode: 'H1',
    place: '990100',
    doctor: 'D1',
    department: null,
    from,
    until: addDays(from, 5),
    amount: fen(500_000),
    paid: fen(400_000),
    diagnoses: ['J18.9'],
    operations: [],
    group: null,
    diedOn: null,
    homePlace: null,
    ...given,
  }
}

export function swipe(eventId: string, at: string, given: Partial<CardEvent> = {}): CardEvent {
  return {
    eventId,
    personId: eventId,
    providerCode: 'S1',
    place: '990100',
    terminal: 'T1',
    doctor: null,
    at: localDateTime(at),
    amount: fen(10_000),
    items: [],
    ...given,
  }
}

export function dispensed(
  lineId: string,
  on: string,
  daysSupply: number,
  given: Partial<DispensedDrug> = {},
): DispensedDrug {
  return {
    lineId,
    personId: 'P1',
    providerCode: 'S1',
    ingredient: 'A',
    on: isoDate(on),
    daysSupply,
    amount: fen(5_000),
    ...given,
  }
}

/** The values that ship, so that tests of core need no file. */
export const parameters: PatternParameters = {
  duplicate: { reportFrom: 0.9 },
  split: { gapDays: 3, sameCharacters: 3, planned: ['Z51.1'], reportFrom: 0.8 },
  overlap: { insideDays: 1, reportFrom: 0.9 },
  death: { reportFrom: 0.9 },
  ring: {
    stayDays: 1,
    eventMinutes: 30,
    apartDays: 1,
    meetings: 2,
    least: 3,
    crowd: 200,
    chance: 1,
    evidence: 3,
    stray: 0.2,
    planned: 8,
    exempt: ['DIALYSIS'],
    reportFrom: 0.5,
  },
  burst: { cards: 5, minutes: 10, spread: 0.1, night: [22, 6], reportFrom: 0.6 },
  hoarding: { windows: [30, 90, 180], ratio: 1.5, grave: 2.5, dispensings: 3, stockDays: 60, reportFrom: 0.5 },
  travel: { kilometresPerHour: 120, ignoreKilometres: 30, reportFrom: 0.5 },
  upcoding: {
    stays: 15,
    codeStays: 3,
    tolerance: 1.5,
    excess: 2,
    shrinkStays: 100,
    priorStays: 30,
    mostWeight: 0.3,
    categoryCharacters: 3,
    report: 3,
    added: 0.8,
  },
}
