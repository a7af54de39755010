import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDateTime } from '../kernel/index.ts'
import { digestWithRow, type SealedRow, sealFault, sealHash, sealOf, sealStart } from './index.ts'

const at = localDateTime('2025-03-01 08:00:00')
/** A toy digest that tells texts apart as far as these tests go. */
const digest = (text: string): string => {
  let state = 7n
  for (const letter of text) state = (state * 1_000_003n + BigInt(letter.codePointAt(0) ?? 0)) % (1n << 256n)
  return state.toString(16).padStart(64, '0')
}

const row = (number: number, more: Partial<SealedRow> = {}): SealedRow => ({
  number,
  operationId: `O${number}`,
  at,
  actor: 'li.si',
  action: 'users.add',
  target: null,
  outcome: 'done',
  reason: null,
  address: null,
  sessionId: null,
  details: '{}',
  ...more,
})

const sealed = (...blocks: (readonly SealedRow[])[]) => {
  const seals: NonNullable<ReturnType<typeof sealOf>>[] = []
  for (const rows of blocks) {
    const seal = sealOf(seals.at(-1) ?? null, rows, at, digest)
    if (seal !== null) seals.push(seal)
  }
  return seals
}

test('a seal goes on where the one before it ended, numbers that nobody has left out', () => {
  const [first, second] = sealed([row(1), row(2)], [row(4), row(7)])
  assert.ok(first !== undefined && second !== undefined)
  assert.deepEqual([first.after, first.through, first.previous], [0, 2, sealStart])
  assert.deepEqual([second.number, second.after, second.through, second.rows], [2, 2, 7, 2])
  assert.equal(second.previous, first.hash)
  assert.equal(sealFault(null, first, digest), null)
  assert.equal(sealFault(first, second, digest), null)
})

test('nothing is sealed without rows', () => {
  assert.equal(sealOf(null, [], at, digest), null)
})

test('every field of a row counts, and so does the order', () => {
  const plain = digestWithRow(sealStart, row(1), digest)
  const changes: readonly Partial<SealedRow>[] = [
    { number: 2 },
    { operationId: 'X' },
    { at: localDateTime('2025-03-01 08:00:01') },
    { actor: 'x' },
    { action: 'x' },
    { target: '' },
    { outcome: 'refused' },
    { reason: '' },
    { address: '' },
    { sessionId: '' },
    { details: '{"a":1}' },
  ]
  for (const change of changes) assert.notEqual(digestWithRow(sealStart, row(1, change), digest), plain)
  const [straight, turned] = [
    [row(1), row(2)],
    [row(2), row(1)],
  ].map((rows) => rows.reduce((before, one) => digestWithRow(before, one, digest), sealStart))
  assert.notEqual(straight, turned)
})

test('a seal that was changed, left out or put in is found', () => {
  const [first, second, third] = sealed([row(1)], [row(2)], [row(3)])
  assert.ok(first !== undefined && second !== undefined && third !== undefined)
  assert.equal(sealFault(first, third, digest)?.what, 'missing')
  assert.equal(sealFault(first, { ...second, rows: 2 }, digest)?.what, 'seal')
  assert.equal(sealFault(first, { ...second, sealedAt: localDateTime('2025-03-02 08:00:00') }, digest)?.what, 'seal')
  const forged = { ...first, rowsDigest: digest('other rows') }
  assert.equal(sealFault({ ...forged, hash: sealHash(forged, digest) }, second, digest)?.what, 'previous')
  const moved = { ...second, after: 0 }
  assert.equal(sealFault(first, { ...moved, hash: sealHash(moved, digest) }, digest)?.what, 'previous')
})
