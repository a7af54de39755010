import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPressure, type Place, type PressureLimits } from './pressure.ts'

const limits: PressureLimits = { places: 3, institutionPlaces: 2, institutionRate: 10, institutionBurst: 4 }

function underClock(more: Partial<PressureLimits> = {}) {
  let now = 0
  const pressure = openPressure({ ...limits, ...more }, () => now)
  return {
    pressure,
    pass: (milliseconds: number): void => {
      now += milliseconds
    },
    /** Enters for a sender; null when it has to wait. */
    take(sender: string): Place | null {
      const place = pressure.enter()
      if (place === null) return null
      if (place.countFor(sender)) return place
      place.leave()
      return null
    },
  }
}

test('one message more than there are places has to wait until somebody leaves', () => {
  const { pressure } = underClock()
  const taken = [pressure.enter(), pressure.enter(), pressure.enter()]
  assert.ok(taken.every((place) => place !== null))
  assert.equal(pressure.enter(), null)
  taken[0]?.leave()
  assert.equal(pressure.inWork, 2)
  assert.notEqual(pressure.enter(), null)
})

test('a place that is left twice is free once', () => {
  const { pressure } = underClock()
  const place = pressure.enter()
  pressure.enter()
  place?.leave()
  place?.leave()
  assert.equal(pressure.inWork, 1)
})

test('one institution leaves places to others', () => {
  const { take } = underClock()
  const first = take('H1')
  assert.notEqual(first, null)
  assert.notEqual(take('H1'), null)
  assert.equal(take('H1'), null, 'two are its share')
  assert.notEqual(take('H2'), null)
  first?.leave()
  assert.notEqual(take('H1'), null)
})

test('an institution that is told to wait holds no place', () => {
  const { pressure, take } = underClock()
  take('H1')
  take('H1')
  take('H1')
  assert.equal(pressure.inWork, 2)
})

test('after its burst an institution gets its messages per second, and no burst grows beyond its size', () => {
  const { take, pass } = underClock()
  const once = (): boolean => {
    const place = take('H1')
    place?.leave()
    return place !== null
  }
  assert.deepEqual([once(), once(), once(), once(), once()], [true, true, true, true, false])
  pass(99)
  assert.equal(once(), false)
  pass(1)
  assert.deepEqual([once(), once()], [true, false])
  pass(3_600_000)
  assert.deepEqual([once(), once(), once(), once(), once()], [true, true, true, true, false])
})

test('asking again and again while one has to wait delays nothing', () => {
  const { take, pass } = underClock()
  for (let count = 0; count < 4; count += 1) take('H1')?.leave()
  for (let count = 0; count < 1_000; count += 1) assert.equal(take('H1'), null)
  pass(100)
  assert.notEqual(take('H1'), null)
})

test('limits without end let everybody in', () => {
  const infinite = Number.POSITIVE_INFINITY
  const { take, pass } = underClock({
    places: infinite,
    institutionPlaces: infinite,
    institutionRate: infinite,
    institutionBurst: infinite,
  })
  for (let count = 0; count < 1_000; count += 1) {
    assert.notEqual(take('H1'), null)
    pass(count % 2)
  }
})
