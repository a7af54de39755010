import assert from 'node:assert/strict'
import { verifyAll } from '../../src/flows/verify.ts'
import { verifyStore } from '../../src/store/verify-store.ts'
import type { World } from './world.ts'

/** Checks every invariant over everybody in a world. */
export async function verified({ database }: World): Promise<void> {
  const { violations, ok } = await verifyAll(verifyStore(database.pool), () => undefined)
  assert.deepEqual(violations, [])
  assert.ok(ok)
}
