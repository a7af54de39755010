import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parsePercent, percent, ppm, wholePpm } from '../kernel/index.ts'
import { assignTo, type Candidate, drawRecheck } from './assign.ts'

/** A digest good enough for tests; the shells bring SM3. */
function digest(text: string): string {
  let hash = 0x811c9dc5
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash.toString(16).padStart(8, '0')
}

const someone = (userId: string, load: number, conflicts: readonly string[] = []): Candidate => ({
  userId,
  load,
  conflicts,
})
const terms = { providerCode: 'H1', keepAway: ['ann'], count: 1, seed: 's', digest }

test('a matter goes to whoever has least to do, without an interest and without another part in it', () => {
  const all = [someone('ann', 0), someone('bob', 1, ['H1']), someone('eve', 3), someone('fay', 2)]
  assert.deepEqual(assignTo(all, terms), { ok: true, value: ['fay'] })
  assert.deepEqual(assignTo(all, { ...terms, count: 2 }), { ok: true, value: ['fay', 'eve'] })
  assert.deepEqual(assignTo(all, { ...terms, count: 3 }), {
    ok: false,
    error: { code: 'casework.nobody-free', providerCode: 'H1', asked: 3 },
  })
})

test('among equals the seed draws, whatever order they are named in, and over many matters evenly', () => {
  const all = ['bob', 'eve', 'fay', 'gus'].map((userId) => someone(userId, 0))
  const drawn = new Map<string, number>()
  for (let index = 0; index < 400; index += 1) {
    const one = assignTo(all, { ...terms, seed: `matter-${index}` })
    assert.deepEqual(assignTo(all.toReversed(), { ...terms, seed: `matter-${index}` }), one)
    const [userId = ''] = one.ok ? one.value : []
    drawn.set(userId, (drawn.get(userId) ?? 0) + 1)
  }
  for (const { userId } of all) assert.ok((drawn.get(userId) ?? 0) > 50, `${userId}: ${drawn.get(userId)}`)
})

test('a draw takes the share rounded up, each once, and anybody with the seed draws the same', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string(), { maxLength: 40 }),
      fc.nat(1_000_000),
      fc.string(),
      (cleared, part, seed) => {
        const share = ppm(part)
        const drawn = drawRecheck(cleared, { share, seed, digest })
        assert.equal(drawn.length, Math.ceil((cleared.length * part) / 1_000_000))
        assert.equal(new Set(drawn).size, drawn.length)
        assert.ok(drawn.every((one) => cleared.includes(one)))
        assert.deepEqual(drawRecheck(cleared.toReversed(), { share, seed, digest }), drawn)
      },
    ),
  )
  const five = parsePercent('5%')
  assert.ok(five.ok && percent(five.value) === '5%')
  assert.equal(drawRecheck(['a', 'b'], { share: five.value, seed: 's', digest }).length, 1)
  assert.equal(drawRecheck(['a', 'b'], { share: wholePpm, seed: 's', digest }).length, 2)
})
