import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { talkingPeers } from '../../../tests/support/peers.ts'
import { nonceMemory, type SeenNonce } from './nonces.ts'

const [body = '', other = ''] = ['body', 'other'].map((text) => hash('sha256', text))

const seen = (nonce: string, more: Partial<SeenNonce> = {}): SeenNonce => ({
  providerCode: 'H1',
  nonce,
  bodyDigest: body,
  atSeconds: 1_000,
  ...more,
})

test('a nonce comes again with the very same body only, and is another institution’s own', () => {
  const nonces = nonceMemory(60)
  assert.equal(nonces.use(seen('a')), true)
  assert.equal(nonces.use(seen('a')), true)
  assert.equal(nonces.use(seen('a', { bodyDigest: other })), false)
  assert.equal(nonces.use(seen('a', { bodyDigest: other, providerCode: 'H2' })), true)
})

test('a nonce is forgotten when no timestamp with it is admitted any more', () => {
  const nonces = nonceMemory(60)
  nonces.use(seen('a'))
  nonces.use(seen('b', { atSeconds: 1_080 }))
  assert.equal(nonces.use(seen('a', { bodyDigest: other, atSeconds: 1_080 })), true)
})

test('a nonce is held as long as a timestamp with it is admitted, and at most a quarter longer, whatever comes between', () => {
  const between = fc.array(fc.record({ nonce: fc.constantFrom('b', 'c'), after: fc.nat(30) }), { maxLength: 8 })
  fc.assert(
    fc.property(fc.nat(100), between, fc.nat(30), (start, others, last) => {
      const nonces = nonceMemory(60)
      let now = 1_000 + start
      nonces.use(seen('a', { atSeconds: now }))
      const first = now
      for (const { nonce, after } of others) {
        now += after
        nonces.use(seen(nonce, { atSeconds: now }))
      }
      now += last
      const may = nonces.use(seen('a', { bodyDigest: other, atSeconds: now }))
      if (now - first <= 60) assert.equal(may, false)
      if (now - first >= 75) assert.equal(may, true)
    }),
  )
})

test('a nonce that another process let in is used, except for the same body', () => {
  const [here, there] = talkingPeers()
  const first = nonceMemory(60, here)
  const second = nonceMemory(60, there)
  first.use(seen('a'))
  assert.equal(second.use(seen('a', { bodyDigest: other })), false)
  assert.equal(second.use(seen('a')), true)
})

test('what is remembered from before a start is told to nobody', () => {
  const [here, there] = talkingPeers()
  const first = nonceMemory(60, here)
  const second = nonceMemory(60, there)
  first.remember(seen('a'))
  assert.equal(second.use(seen('a', { bodyDigest: other })), true)
})
