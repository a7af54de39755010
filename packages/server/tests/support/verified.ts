import assert from 'node:assert/strict'
import { verifyAll } from '../../src/flows/verify.ts'
import { paymentVerifyStore } from '../../src/store/payment-verify-store.ts'
import { verifyStore } from '../../src/store/verify-store.ts'
import type { World } from './world.ts'

/** Checks every invariant over everybody in a world. */
export async function verified({ database }: World): Promise<void> {
  const { violations, ok } = await verifyAll(
    verifyStore(database.pool),
    () => undefined,
    paymentVerifyStore(database.pool),
  )
  assert.deepEqual(violations, [])
  assert.ok(ok)
}
