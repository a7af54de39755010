import assert from 'node:assert/strict'
import { test } from 'node:test'
import { messages } from '@yibao/contract/national'
import { localDateTime } from '@yibao/core/kernel'
import { localCrypto } from '../crypto/local-crypto.ts'
import type { ArchivedMessage, Ports } from '../flows/ports.ts'
import { answer, type Door, refuseUnread } from './answer.ts'
import { keyRing } from './gateway/key.ts'
import { openGateway } from './gateway.ts'
import { openLimits, openPressure } from './pressure.ts'
import { openProtection } from './protection.ts'

/** A door that knows no institution; what it archives is kept, unless the archive is away. */
function doorOfNobody(archiveAway = false) {
  const archived: ArchivedMessage[] = []
  const faults: string[] = []
  const archive = async (message: ArchivedMessage): Promise<void> => {
    if (archiveAway) throw new Error('the database is away')
    archived.push(message)
  }
  const ports = {
    clock: { now: () => localDateTime('2025-03-02 12:00:00') },
    newId: () => 'ID',
    people: { archive },
  } as unknown as Ports
  const door: Door = {
    ports,
    messagesIn: () => messages,
    gateway: openGateway({
      keys: keyRing([], localCrypto),
      crypto: localCrypto,
      seconds: () => 1_700_000_000,
      businessTime: ports.clock.now,
    }),
    protection: openProtection(localCrypto, localCrypto.sm2Signer(localCrypto.newSm2KeyPair())),
    nextSequence: () => 1,
    millisecond: () => 0,
    reportFault: (reference) => faults.push(reference),
    pressure: openPressure(openLimits, () => 0),
    observe: () => undefined,
  }
  return { door, archived, faults }
}

test('of a message that nobody known has signed only the beginning is kept', async () => {
  const { door, archived } = doorOfNobody()
  const { text } = await answer(door, {}, `${'x'.repeat(1_999)}\u{1F4A9}${'x'.repeat(900_000)}`)
  assert.match(JSON.parse(text).err_msg, /gateway\.missing-header/)
  assert.deepEqual([archived.length, archived[0]?.request.length], [1, 2_000])
  assert.ok(archived[0]?.request.isWellFormed())
})

test('a body that is too large is refused in the form of the interface, archive or not', async () => {
  const { door, faults } = doorOfNobody(true)
  const text = await refuseUnread(door, { code: 'gateway.body-too-large', limit: 1 })
  assert.match(JSON.parse(text).err_msg, /gateway\.body-too-large/)
  assert.deepEqual(faults, ['ID'])
})

test('a fault of the centre never says that nothing took effect', async () => {
  const { door, faults } = doorOfNobody(true)
  const { status, text } = await answer(door, {}, '{}')
  const { infcode, err_msg } = JSON.parse(text)
  assert.equal(status, 500, 'for clients the outcome is unknown')
  assert.equal(infcode, -1)
  assert.match(err_msg, /结果不明.*gateway\.internal/)
  assert.deepEqual(faults, ['ID'])
})

test('only a message in CSB style hears of its headers with status 401 and outside an envelope', async () => {
  const { door, archived } = doorOfNobody()
  const csb = await answer(door, { _api_name: '1101' }, '{}')
  assert.equal(csb.status, 401)
  const { code, message, ...rest } = JSON.parse(csb.text)
  assert.deepEqual([code, rest], [401, {}])
  assert.match(message, /_api_access_key.*gateway\.missing-header/)
  assert.equal(archived[0]?.answer, csb.text)
  for (const headers of [{}, { 'x-tif-paasid': 'A' }, { apikey: 'A' }, { _api_name: '1101', apikey: 'A' }]) {
    const { status, text } = await answer(door, headers, '{}')
    assert.deepEqual([status, JSON.parse(text).infcode], [200, -1])
  }
})
