import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDateTime } from '@yibao/core/kernel'
import type { Ports } from './ports.ts'
import type { CurrentStay } from './visit-ports.ts'
import { type Asking, currentStaysOf, periodAsked } from './visit-queries.ts'

const asked = (begin: string, end: string) => periodAsked(localDateTime(begin), localDateTime(end))

test('an end at midnight means the whole day, any other end that moment', () => {
  const day = asked('2023-11-01 00:00:00', '2023-11-13 00:00:00')
  assert.ok(day.ok && day.value.through === '2023-11-13 23:59:59')
  const moment = asked('2023-11-01 00:00:00', '2023-11-13 12:00:00')
  assert.ok(moment.ok && moment.value.through === '2023-11-13 12:00:00')
})

test('a period of a year and a day is answered, a longer one and one that ends before it begins are not', () => {
  assert.ok(asked('2022-11-13 00:00:00', '2023-11-14 00:00:00').ok)
  assert.deepEqual(asked('2022-11-12 00:00:00', '2023-11-14 00:00:00'), {
    ok: false,
    error: { code: 'query.period-too-long', days: 367, limit: 366 },
  })
  const turned = asked('2023-11-13 12:00:00', '2023-11-13 11:59:59')
  assert.ok(!turned.ok && turned.error.code === 'query.period-turned')
})

/** A hospital where so many people lie. */
function hospitalOf(stays: number): Parameters<typeof currentStaysOf> {
  const rows = async ({ atMost }: { readonly atMost: number }) =>
    Array.from({ length: Math.min(stays, atMost) }, () => ({}) as CurrentStay)
  const ports = { visitRecords: { currentStays: rows } } as unknown as Ports
  const asking = { provider: { providerCode: 'H1' } } as Asking
  const period = { begin: localDateTime('2023-11-01 00:00:00'), end: localDateTime('2023-11-13 00:00:00') }
  return [ports, asking, { ...period, insuredId: null }]
}

test('as many rows as fit into one answer are given, and one more is refused', async () => {
  const full = await currentStaysOf(...hospitalOf(500))
  assert.ok(full.ok && full.value.length === 500)
  const over = await currentStaysOf(...hospitalOf(501))
  assert.deepEqual(over, { ok: false, error: { code: 'query.too-many-rows', limit: 500 } })
})
