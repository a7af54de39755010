import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { planBook } from '@yibao/core/benefit'
import { buildCatalog } from '@yibao/core/catalog'
import { localDateTime, ok } from '@yibao/core/kernel'
import { noChange } from '@yibao/core/settlement'
import { carryOut } from './carry-out.ts'
import { msgidHolders } from './msgid-holders.ts'
import type { Ports } from './ports.ts'

const at = localDateTime('2025-03-02 12:00:00')

/** A centre whose database is gone. */
function portsWithoutDatabase(): Ports {
  const gone = () => Promise.reject(new Error('the database is gone'))
  return {
    clock: { now: () => at },
    people: { findByCertificate: gone, gather: gone, record: gone, archive: gone },
    registry: { catalog: buildCatalog([]), book: planBook([]), provider: () => null },
    signIns: { operatorExists: gone, signIn: gone, signOut: gone },
    msgids: msgidHolders(),
    files: { put: gone, get: gone },
    archives: { pack: gone, unpack: gone },
    reconciliation: { sums: gone, named: gone, pages: () => Readable.from([]) },
    filings: { transfersOf: gone, listsDisease: gone },
    institutionEffects: { once: gone },
    traceCodes: { read: gone, claiming: gone },
    visitRecords: { visits: gone, currentStays: gone, chronicLines: gone },
    lists: { latest: gone, knownCodes: gone },
    reviews: { keep: gone },
    catalogues: {
      publish: gone,
      versionNumber: gone,
      changes: gone,
      preparedFile: gone,
      keepPrepared: gone,
      itemRevision: gone,
      items: gone,
      inForce: gone,
    },
    mappings: { shown: gone, allOnFile: gone },
    registers: { institutions: gone, departments: gone, practitioners: gone },
    columnsOf: () => null,
    newId: () => '1',
  }
}

test('a fault met before anything was recorded leaves the msgid free for another person', async () => {
  const ports = portsWithoutDatabase()
  const message = {
    messageId: '1',
    providerCode: 'H1',
    msgid: 'M1',
    infno: '2203',
    receivedAt: at,
    nonce: null,
    inputDigest: new Uint8Array(),
    request: '',
  }
  const command = {
    message,
    insuredId: 'A',
    about: { kind: 'person' },
    decide: () => ok({ decision: noChange, shown: null }),
    present: () => '',
  } as const
  await assert.rejects(carryOut(ports, command), /gone/)
  assert.equal(ports.msgids.take('H1', 'M1', 'B'), true)
})
