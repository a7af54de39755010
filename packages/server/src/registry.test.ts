import assert from 'node:assert/strict'
import { test } from 'node:test'
import type pg from 'pg'
import { localCrypto } from './crypto/local-crypto.ts'
import { openRegistry } from './registry.ts'
import type { SecretBox } from './store/secret-box.ts'

const box: SecretBox = { seal: (text) => Buffer.from(text), open: (sealed) => Buffer.from(sealed).toString() }

const key = {
  account: 'A',
  providerCode: 'H1',
  sealedSecret: Buffer.from('secret'),
  styles: ['tif'],
  requires: 'none',
  sm2PublicKey: null,
  sealedSm4Key: null,
  sm4Mode: 'cbc',
  validFrom: null,
  validUntil: null,
}

/** A database whose keys are `keys` at the moment of the question, but which answers only when `released`. */
function slowPool(keys: () => readonly unknown[]) {
  const waiting: (() => void)[] = []
  let slow = false
  const pool = {
    query: async ({ name }: { name: string }) => {
      const rows = name === 'read-keys' ? keys() : []
      if (slow && name === 'read-keys') await new Promise<void>((resolve) => waiting.push(resolve))
      return { rows }
    },
  }
  return {
    pool: pool as unknown as pg.Pool,
    beSlow: () => {
      slow = true
    },
    waiting,
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('a reading that began before a key was revoked does not bring it back', async () => {
  let keys: readonly unknown[] = [key]
  const { pool, beSlow, waiting } = slowPool(() => keys)
  const registry = await openRegistry(pool, box, localCrypto, [])
  beSlow()
  const first = registry.refresh()
  await turn()
  keys = []
  const second = registry.refresh()
  // Whichever asked last is answered first.
  for (let round = 0; round < 3; round += 1) {
    await turn()
    waiting.pop()?.()
  }
  await Promise.all([first, second])
  assert.equal(registry.keys.byAccount('A'), null)
})

test('a reading that failed does not keep the next one from being made', async () => {
  let keys = (): readonly unknown[] => [key]
  const { pool } = slowPool(() => keys())
  const registry = await openRegistry(pool, box, localCrypto, [])
  keys = () => {
    throw new Error('the database is away')
  }
  await assert.rejects(registry.refresh(), /away/)
  assert.equal(registry.keys.byAccount('A')?.secret, 'secret')
  keys = () => []
  await registry.refresh()
  assert.equal(registry.keys.byAccount('A'), null)
})
