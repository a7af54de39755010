import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isoDate } from '../kernel/index.ts'
import { creditAct } from './act.ts'
import { exampleRules as rules } from './example-rules.ts'
import { standingOf } from './standing.ts'
import type { CreditEvent, CreditKind, CreditOrder } from './types.ts'

type Telling = readonly [on: string, by: string, order: CreditOrder]
const record = (
  name: string,
  matterId: string,
  more: { responsibility?: 'general' | 'important'; points?: number } = {},
) => ({ kind: 'record', breach: name, responsibility: 'main', matterId, ...more }) as const

function archive(kind: CreditKind, story: readonly Telling[]) {
  let events: readonly CreditEvent[] = []
  for (const [on, by, order] of story) {
    const done = creditAct(order, { kind, events, by, reason: '理由', today: isoDate(on), rules })
    if (!done.ok) return { events, code: done.error.code, error: done.error }
    events = [...events, done.value]
  }
  return { events, code: null, error: null }
}

function standing(kind: CreditKind, story: readonly Telling[], on: string) {
  const { events, code } = archive(kind, story)
  assert.equal(code, null)
  const found = standingOf(kind, events, isoDate(on), rules)
  assert.ok(found.ok)
  return found.value
}

test('points lie in the band of the breach, by responsibility', () => {
  const pointsOf = (order: CreditOrder) => {
    const [event] = archive('doctor', [['2025-03-01', 'ann', order]]).events
    return event?.deed.kind === 'record' ? event.deed.points : null
  }
  assert.equal(pointsOf(record('grave', 'M-1', { responsibility: 'general' })), 4)
  assert.equal(pointsOf(record('grave', 'M-1', { responsibility: 'important' })), 5)
  assert.equal(pointsOf(record('grave', 'M-1')), 6)
  const refused = archive('doctor', [['2025-03-01', 'ann', record('grave', 'M-1', { points: 7 })]])
  assert.deepEqual(refused.error, { code: 'credit.points', points: 7, least: 4, most: 6 })
})

test('a doctor’s points add up within the year, pause at nine, end at twelve, and start anew', () => {
  const story: readonly Telling[] = [
    ['2025-03-01', 'ann', record('grave', 'M-1')],
    ['2025-05-01', 'ann', record('light', 'M-2')],
    ['2025-09-01', 'ann', record('light', 'M-3')],
  ]
  const may = standing('doctor', story.slice(0, 2), '2025-05-01')
  assert.equal(may.value, 9)
  assert.deepEqual(
    may.consequences.map(({ does, earliestEnd, latestEnd }) => [does, earliestEnd, latestEnd]),
    [['pause', '2025-06-01', '2025-11-01']],
  )
  const december = standing('doctor', story, '2025-12-31')
  assert.equal(december.value, 12)
  assert.deepEqual(
    december.consequences.map(({ does, latestEnd }) => [does, latestEnd]),
    [['end', '2026-09-01']],
  )
  const january = standing('doctor', story, '2026-01-01')
  assert.equal(january.value, 0)
  assert.deepEqual(
    january.parts.map(({ faded }) => faded),
    [6, 3, 3],
  )
  assert.deepEqual(
    january.consequences.map(({ does }) => does),
    ['end'],
  )
  assert.deepEqual(standing('doctor', story, '2026-09-01').consequences, [])
})

test('twelve points at once end the right for three years', () => {
  const { consequences } = standing('doctor', [['2025-03-01', 'ann', record('fraud', 'M-1')]], '2027-12-31')
  assert.deepEqual(
    consequences.map(({ does, atOnce, latestEnd }) => [does, atOnce, latestEnd]),
    [['end', true, '2028-03-01']],
  )
})

test('points of an institution fade by half after a year and wholly after two', () => {
  const story: readonly Telling[] = [['2025-03-01', 'ann', record('suspended', 'M-1')]]
  const on = (day: string) => [standing('institution', story, day).value, standing('institution', story, day).grade]
  assert.deepEqual(on('2025-02-28'), [100, 'A'])
  assert.deepEqual(on('2026-02-28'), [79, 'D'])
  assert.deepEqual(on('2026-03-01'), [90, 'A'])
  assert.deepEqual(on('2027-03-01'), [100, 'A'])
})

test('an appeal is made in time, once, and decided by somebody else, for as many points or fewer', () => {
  const recorded: Telling = ['2025-03-01', 'ann', record('fraud', 'M-1')]
  const appeal: Telling = ['2025-03-16', 'doc', { kind: 'appeal', refers: 1 }]
  const resolve = (by: string, points: number): Telling => ['2025-04-01', by, { kind: 'resolve', refers: 1, points }]
  assert.deepEqual(archive('doctor', [recorded, ['2025-03-17', 'doc', { kind: 'appeal', refers: 1 }]]).error, {
    code: 'credit.too-late',
    until: '2025-03-16',
    today: '2025-03-17',
  })
  assert.equal(archive('doctor', [recorded, appeal, appeal]).code, 'credit.already-appealed')
  assert.equal(archive('doctor', [recorded, resolve('bob', 0)]).code, 'credit.no-appeal')
  assert.equal(archive('doctor', [recorded, appeal, resolve('ann', 0)]).code, 'credit.same-person')
  assert.equal(archive('doctor', [recorded, appeal, resolve('bob', 13)]).code, 'credit.points')
  const upheld = standing('doctor', [recorded, appeal, resolve('bob', 4)], '2025-04-01')
  assert.deepEqual([upheld.value, upheld.consequences], [4, []])
  const open = standing('doctor', [recorded, appeal], '2025-03-20')
  assert.deepEqual(
    open.parts.map(({ appeal: state, counts }) => [state, counts]),
    [['open', 12]],
  )
})

test('repairs give back no more than is left, nor more in a year than allowed, and undo no pause', () => {
  const repair = (on: string, refers = 1): Telling => [on, 'ann', { kind: 'repair', refers, repair: 'training' }]
  const story: readonly Telling[] = [
    ['2025-03-01', 'ann', record('grave', 'M-1')],
    ['2025-03-02', 'ann', record('light', 'M-2')],
    repair('2025-04-01'),
    repair('2025-04-02'),
  ]
  const april = standing('doctor', story, '2025-04-02')
  assert.deepEqual([april.value, april.consequences.map(({ does }) => does)], [7, ['pause']])
  assert.deepEqual(archive('doctor', [...story, repair('2025-04-03')]).error, {
    code: 'credit.repair-cap',
    most: 2,
    year: 2025,
  })
  const light: readonly Telling[] = [
    ['2025-03-01', 'ann', record('light', 'M-1', { responsibility: 'general' })],
    repair('2025-04-01'),
  ]
  assert.equal(archive('doctor', [...light, repair('2025-04-02')]).code, 'credit.nothing-left')
})

test('the same matter takes points for a breach once, and what nobody knows is refused by name', () => {
  const first: Telling = ['2025-03-01', 'ann', record('light', 'M-1')]
  assert.deepEqual(archive('doctor', [first, first]).error, { code: 'credit.already-recorded', number: 1 })
  const code = (order: CreditOrder, kind: CreditKind = 'doctor', on = '2025-03-02') =>
    archive(kind, [[on, 'ann', order]]).code
  assert.equal(code(record('suspended', 'M-1')), 'credit.unknown-breach')
  assert.equal(code({ kind: 'appeal', refers: 9 }), 'credit.unknown-record')
  assert.equal(
    archive('doctor', [first, ['2025-03-02', 'ann', { kind: 'repair', refers: 1, repair: 'x' }]]).code,
    'credit.unknown-repair',
  )
  assert.equal(code(record('light', 'M-1'), 'person'), 'credit.no-scheme')
  assert.equal(code(record('light', 'M-1'), 'doctor', '2024-12-31'), 'credit.no-scheme')
  assert.equal(archive('doctor', [first, ['2025-02-28', 'ann', record('light', 'M-2')]]).code, 'credit.out-of-order')
  const silent = creditAct(record('light', 'M-1'), {
    kind: 'doctor',
    events: [],
    by: 'ann',
    reason: ' ',
    today: isoDate('2025-03-01'),
    rules,
  })
  assert.equal(silent.ok ? null : silent.error.code, 'credit.no-reason')
})
