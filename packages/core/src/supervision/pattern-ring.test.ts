import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parameters, stay } from '../../tests/support/pattern-stays.ts'
import { addDays, isoDate } from '../kernel/index.ts'
import { drawsFrom } from './evaluate-random.ts'
import { communitiesOf } from './pattern-communities.ts'
import { meetingsOf } from './pattern-pairs.ts'
import { stayRings } from './pattern-ring.ts'
import type { StayFact } from './types.ts'

const begin = isoDate('2025-01-01')

/** Strangers who come to one doctor over a year, each now and then. */
function strangers(count: number, visits: number, providerCode = 'H1'): StayFact[] {
  const draws = drawsFrom(7)
  return Array.from({ length: count * visits }, (_, index) =>
    stay(`s${index}`, { providerCode, personId: `S${index % count}`, from: addDays(begin, draws.below(365)) }),
  )
}

function ring(people: number, days: readonly number[], providerCode = 'H1'): StayFact[] {
  return days.flatMap((day) =>
    Array.from({ length: people }, (_, person) =>
      stay(`r${day}-${person}`, { providerCode, personId: `R${person}`, from: addDays(begin, day + (person % 2)) }),
    ),
  )
}

const reason = (found: ReturnType<typeof stayRings>, name: string) =>
  found.findings[0]?.reasons.find((one) => one.name === name)?.value

describe('stayRings', () => {
  it('finds cards that go to hospital together, among strangers', () => {
    const found = stayRings([...strangers(60, 2), ...ring(8, [20, 80, 150])], parameters.ring)
    assert.equal(found.findings.length, 1)
    assert.equal(reason(found, 'members'), 8)
    assert.equal(reason(found, 'times-together'), 3)
    assert.ok(found.findings[0]?.members.filter(({ personId }) => personId.startsWith('R')).length === 24)
  })
  it('finds nothing among strangers, however crowded the doctor is', () => {
    for (const [count, visits] of [
      [60, 2],
      [200, 5],
      [400, 12],
    ] as const)
      assert.deepEqual(stayRings(strangers(count, visits), parameters.ring).findings, [], `${count} × ${visits}`)
  })
  it('finds no ring in people who come every week by plan', () => {
    const weekly = Array.from({ length: 12 }, (_, person) =>
      Array.from({ length: 50 }, (_, week) =>
        stay(`w${person}-${week}`, { personId: `W${person}`, from: addDays(begin, week * 7 + ((person + week) % 3)) }),
      ),
    ).flat()
    assert.deepEqual(stayRings(weekly, parameters.ring), {
      findings: [],
      notLooked: { crowded: 0, exempt: 0, 'by-plan': 600 },
    })
  })
  it('leaves exempt institutions out and says how many stays that were', () => {
    const found = stayRings(ring(8, [20, 80, 150], 'DIALYSIS'), parameters.ring)
    assert.deepEqual(found, { findings: [], notLooked: { crowded: 0, exempt: 24, 'by-plan': 0 } })
  })
  it('takes who came along once where nobody else ever comes, and nobody where many do', () => {
    const once = stay('once', { personId: 'ONCE', from: addDays(begin, 80) })
    const quiet = stayRings(
      [...ring(8, [20, 80, 150]), once, stay('late', { personId: 'L', from: addDays(begin, 360) })],
      parameters.ring,
    )
    assert.ok(quiet.findings[0]?.members.some(({ id }) => id === 'once'))
    const busy = stayRings([...strangers(150, 2), ...ring(8, [20, 80, 150]), once], parameters.ring)
    assert.ok(!busy.findings[0]?.members.some(({ id }) => id === 'once'))
  })
  it('passes over windows with a crowd and counts them', () => {
    const crowd = Array.from({ length: 500 }, (_, index) => stay(`c${index}`, { personId: `C${index}`, from: begin }))
    assert.deepEqual(stayRings(crowd, parameters.ring).notLooked, { crowded: 299, exempt: 0, 'by-plan': 0 })
  })
})

describe('meetingsOf', () => {
  it('counts a pair once for meetings near each other', () => {
    const at = (personId: string, time: number) => ({ id: `${personId}${time}`, personId, at: time })
    const presences = [at('a', 1), at('b', 1), at('a', 2), at('b', 2), at('a', 9), at('b', 10)]
    const met = meetingsOf(presences, { window: 1, apart: 1, crowd: 10 })
    assert.deepEqual(met, { pairs: [{ a: 'a', b: 'b', times: 2 }], crowded: 0 })
  })
})

describe('communitiesOf', () => {
  it('keeps two groups apart that one link joins', () => {
    const clique = (names: readonly string[]) =>
      names.flatMap((a, index) => names.slice(index + 1).map((b) => ({ a, b, times: 3 })))
    const groups = communitiesOf([
      ...clique(['a', 'b', 'c', 'd']),
      ...clique(['w', 'x', 'y', 'z']),
      { a: 'd', b: 'w', times: 2 },
    ])
    assert.deepEqual(groups, [
      ['a', 'b', 'c', 'd'],
      ['w', 'x', 'y', 'z'],
    ])
  })
})
