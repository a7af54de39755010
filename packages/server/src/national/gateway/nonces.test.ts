import assert from 'node:assert/strict'
import { test } from 'node:test'
import { talkingPeers } from '../../../tests/support/peers.ts'
import { nonceMemory, type SeenNonce } from './nonces.ts'

const seen = (nonce: string, more: Partial<SeenNonce> = {}): SeenNonce => ({
  providerCode: 'H1',
  nonce,
  bodyDigest: 'body',
  atSeconds: 1_000,
  ...more,
})

test('a nonce comes again with the very same body only, and is another institution’s own', () => {
  const nonces = nonceMemory(60)
  assert.equal(nonces.use(seen('a')), true)
  assert.equal(nonces.use(seen('a')), true)
  assert.equal(nonces.use(seen('a', { bodyDigest: 'other' })), false)
  assert.equal(nonces.use(seen('a', { bodyDigest: 'other', providerCode: 'H2' })), true)
})

test('a nonce is forgotten when no timestamp with it is admitted any more', () => {
  const nonces = nonceMemory(60)
  nonces.use(seen('a'))
  nonces.use(seen('b', { atSeconds: 1_061 }))
  assert.equal(nonces.use(seen('a', { bodyDigest: 'other', atSeconds: 1_061 })), true)
})

test('a nonce that another process let in is used, except for the same body', () => {
  const [here, there] = talkingPeers()
  const first = nonceMemory(60, here)
  const second = nonceMemory(60, there)
  first.use(seen('a'))
  assert.equal(second.use(seen('a', { bodyDigest: 'other' })), false)
  assert.equal(second.use(seen('a')), true)
})

test('what is remembered from before a start is told to nobody', () => {
  const [here, there] = talkingPeers()
  const first = nonceMemory(60, here)
  const second = nonceMemory(60, there)
  first.remember(seen('a'))
  assert.equal(second.use(seen('a', { bodyDigest: 'other' })), true)
})
