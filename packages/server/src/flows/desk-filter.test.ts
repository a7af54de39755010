import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everyMessage } from './desk.ts'
import { pageWord, readFilter, readPageWord } from './desk-filter.ts'

test('nothing typed looks at every message', () => {
  assert.deepEqual(readFilter({}), { ok: true, value: everyMessage })
})

test('a period given in days covers its last day, one given in moments ends before the last', () => {
  const days = readFilter({ from: '2025-02-28', until: '2025-02-28' })
  assert.deepEqual(days.ok && [days.value.from, days.value.until], ['2025-02-28 00:00:00', '2025-03-01 00:00:00'])
  const moments = readFilter({ from: '2025-02-28T08:00:00', until: '2025-02-28 09:30:00' })
  assert.deepEqual(moments.ok && [moments.value.from, moments.value.until], [
    '2025-02-28 08:00:00',
    '2025-02-28 09:30:00',
  ])
})

test('a period through the last of all days is read, not a fault', () => {
  const read = readFilter({ until: '2999-12-31' })
  assert.equal(read.ok && read.value.until, '2999-12-31 00:00:00')
})

test('an outcome is a success, any refusal, one refusal, or the beginning of some', () => {
  const outcomeOf = (outcome: string) => {
    const read = readFilter({ outcome })
    return read.ok ? read.value.outcome : read.error.code
  }
  assert.deepEqual(
    ['ok', 'refused', 'settlement.no-lines', 'settlement', 'settlement.*', 'settlement.no-*'].map(outcomeOf),
    [
      { kind: 'ok' },
      { kind: 'refused' },
      { kind: 'code', code: 'settlement.no-lines' },
      { kind: 'prefix', prefix: 'settlement.' },
      { kind: 'prefix', prefix: 'settlement.' },
      { kind: 'prefix', prefix: 'settlement.no-' },
    ],
  )
})

for (const [field, value] of [
  ['from', '2025-02-30'],
  ['until', 'morgen'],
  ['outcome', "ok' or '1'='1"],
  ['outcome', '*'],
  ['person', ''],
  ['person', 'a\u0000b'],
  ['msgid', 'x'.repeat(101)],
  ['infno', '\ud800'],
] as const) {
  test(`${field} ${JSON.stringify(value.slice(0, 20))} is refused with its field`, () => {
    const read = readFilter({ [field]: value })
    assert.deepEqual(read.ok ? null : [read.error.code, read.error.field], ['desk.bad-filter', field])
  })
}

test('the end of a page is read back, and nothing else is', () => {
  const key = readPageWord('2025-03-02T12:00:00_174096000000000001A1B2C3D4')
  assert.ok(key.ok)
  assert.equal(pageWord(key.value), '2025-03-02T12:00:00_174096000000000001A1B2C3D4')
  for (const word of ['', '2025-03-02T12:00:00', "2025-03-02T12:00:00_1' or 1=1", '2025-02-30T12:00:00_1']) {
    assert.equal(readPageWord(word).ok, false, word)
  }
})
