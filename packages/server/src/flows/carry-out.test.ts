import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { planBook } from '@yibao/core/benefit'
import { buildCatalog } from '@yibao/core/catalog'
import { localDateTime, ok } from '@yibao/core/kernel'
import { noChange } from '@yibao/core/settlement'
import { carryOut } from './carry-out.ts'
import { forInstitution } from './institution-message.ts'
import { msgidHolders } from './msgid-holders.ts'
import type { GatheredFile, PersonStore, Ports } from './ports.ts'
import { Unavailable } from './unavailable.ts'

const at = localDateTime('2025-03-02 12:00:00')

/** A centre whose database is gone. */
function portsWithoutDatabase(): Ports {
  const gone = () => Promise.reject(new Error('the database is gone'))
  return {
    clock: { now: () => at },
    people: { findByCertificate: gone, gather: gone, record: gone, archive: gone },
    registry: { catalog: buildCatalog([]), book: planBook([]), provider: () => null, audit: () => null },
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

/** A centre that reads, and records as it is told. */
function portsThatRecord(record: PersonStore['record']): Ports {
  const ports = portsWithoutDatabase()
  const gathered = { file: {}, earlier: null, reversed: false, named: null } as unknown as GatheredFile
  return { ...ports, people: { ...ports.people, gather: async () => gathered, record } }
}

const nobodyAtHome = () => Promise.reject(new Unavailable('no connection'))

test('a fault met before anything was recorded leaves the msgid free for another person', async () => {
  const ports = portsWithoutDatabase()
  await assert.rejects(carryOut(ports, command), /gone/)
  assert.equal(ports.msgids.take('H1', 'M1', 'B'), true)
})

test('a recording that could not begin leaves the msgid free for another person', async () => {
  const ports = portsThatRecord(nobodyAtHome)
  await assert.rejects(carryOut(ports, command), Unavailable)
  assert.equal(ports.msgids.take('H1', 'M1', 'B'), true)
})

test('while nobody knows how the first message ended, "nothing was done" is not said of its repetition', async () => {
  let record: PersonStore['record'] = () => Promise.reject(new Error('the connection broke'))
  const ports = portsThatRecord((recording) => record(recording))
  await assert.rejects(carryOut(ports, command), /the connection broke/)
  record = nobodyAtHome
  const gather = nobodyAtHome
  for (const centre of [ports, { ...ports, people: { ...ports.people, gather } }]) {
    await assert.rejects(
      carryOut(centre, command),
      (error) => !(error instanceof Unavailable) && (error as Error).cause instanceof Unavailable,
    )
  }
  assert.equal(ports.msgids.take('H1', 'M1', 'B'), false, 'nobody else gets the msgid meanwhile')
})

test("nor of the repetition of an institution's message", async () => {
  const ports = portsWithoutDatabase()
  const ask = (once: () => Promise<never>) =>
    forInstitution({ ...ports, institutionEffects: { once } }, message, () => assert.fail('not asked'))
  await assert.rejects(ask(nobodyAtHome), Unavailable)
  assert.equal(ports.msgids.holds('H1', 'M1'), false)
  await assert.rejects(
    ask(() => Promise.reject(new Error('the connection broke'))),
    /the connection broke/,
  )
  await assert.rejects(ask(nobodyAtHome), (error) => !(error instanceof Unavailable))
  assert.equal(ports.msgids.holds('H1', 'M1'), true)
})
