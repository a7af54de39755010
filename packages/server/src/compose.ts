import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { type InterfaceProfile, messages, profileFor, regionalMessages } from '@yibao/contract/national'
import type { RegionPack } from '@yibao/core/policy'
import type { FastifyInstance } from 'fastify'
import { systemClock } from './clock.ts'
import { localCrypto } from './crypto/local-crypto.ts'
import { faultLog } from './fault-log.ts'
import { zipArchives } from './files/archives.ts'
import { version } from './files/shipped.ts'
import { msgidHolders } from './flows/msgid-holders.ts'
import type { Clock, Ports } from './flows/ports.ts'
import { type Health, httpServer } from './http/server.ts'
import { idSource } from './ids.ts'
import type { Door } from './national/answer.ts'
import { nonceSeconds, openGateway } from './national/gateway.ts'
import { openProtection } from './national/protection.ts'
import { readableDesk } from './readable-desk.ts'
import { type LiveRegistry, openRegistry } from './registry.ts'
import { catalogueStore } from './store/catalogue-store.ts'
import { centreKey } from './store/centre-key-store.ts'
import { listenForChanges } from './store/change-notice.ts'
import type { Database } from './store/database.ts'
import { fileStore } from './store/file-store.ts'
import { filingStore } from './store/filing-store.ts'
import { institutionEffects } from './store/institution-effects.ts'
import { listStore } from './store/list-store.ts'
import { mappingStore } from './store/mapping-store.ts'
import { ensureMonths, keepMonths } from './store/months.ts'
import { personStore } from './store/person-store.ts'
import { reconciliationStore } from './store/reconciliation-store.ts'
import { registerStore } from './store/register-store.ts'
import { keepPacks, readNonces } from './store/registry-store.ts'
import { reviewStore } from './store/review-store.ts'
import type { SecretBox } from './store/secret-box.ts'
import { signInStore } from './store/sign-in-store.ts'
import { query } from './store/sql.ts'
import { traceCodes } from './store/trace-code-store.ts'
import { visitRecords } from './store/visit-query-store.ts'

export interface CentreOptions {
  readonly database: Database
  readonly secretBox: SecretBox
  readonly clock: Clock
  readonly packs: readonly RegionPack[]
  /** How regions differ from the national interface; without any, nobody does. */
  readonly profiles?: readonly InterfaceProfile[]
  readonly log: (line: string) => void
}

export interface Centre {
  readonly app: FastifyInstance
  readonly ports: Ports
  readonly registry: LiveRegistry
  /** Starts to answer. @returns the address, `http://127.0.0.1:8080` */
  listen(host: string, port: number): Promise<string>
  /** Stops to take new messages, lets the running ones finish, closes everything but the database. */
  close(): Promise<void>
}

/** How long stopping waits for messages that are still coming in or being answered. */
const stopPatienceMs = 5_000

/** Puts the centre together: the only place that knows every hand. */
export async function openCentre({
  database,
  secretBox,
  clock,
  packs,
  profiles = [],
  log,
}: CentreOptions): Promise<Centre> {
  const { pool } = database
  await keepPacks(pool, packs, clock.now())
  await ensureMonths(pool, clock.now())
  const crypto = localCrypto
  const signer = crypto.sm2Signer(await centreKey(pool, secretBox, crypto, systemClock.now()))
  const registry = await openRegistry(pool, secretBox, crypto, packs)
  const refresh = (): void => {
    registry
      .refresh()
      .catch((error: Error) => log(`机构与目录未能刷新 reading the registry anew failed: ${error.message}`))
  }
  const ports: Ports = {
    clock,
    people: personStore(pool),
    registry,
    signIns: signInStore(pool),
    msgids: msgidHolders(),
    files: fileStore(pool),
    lists: listStore(pool),
    reviews: reviewStore(pool),
    archives: zipArchives(),
    institutionEffects: institutionEffects(pool),
    traceCodes: traceCodes(pool),
    visitRecords: visitRecords(pool),
    reconciliation: reconciliationStore(pool),
    filings: filingStore(pool),
    catalogues: catalogueStore(pool),
    mappings: mappingStore(pool),
    registers: registerStore(pool),
    columnsOf: (infno, place) => profileFor(profiles, place)?.columns[infno] ?? null,
    newId: idSource(),
  }
  const seconds = (): number => Math.floor(Date.now() / 1000)
  const gateway = openGateway({ keys: registry.keys, crypto, seconds, businessTime: clock.now })
  for (const row of await readNonces(pool, nonceSeconds)) {
    const { provider_code: providerCode, nonce, body_digest: bodyDigest, seconds: atSeconds } = row
    if (nonce !== null) gateway.remember({ providerCode, nonce, bodyDigest, atSeconds })
    if (row.effect) ports.msgids.take(providerCode, row.msgid, row.insured_id)
  }
  const notice = await listenForChanges(database.url, refresh, log)
  // What was announced between the first reading and now.
  await registry.refresh().catch(async (error: Error) => {
    await notice.close()
    throw error
  })
  const stopMonths = keepMonths(pool, clock.now, log)
  const faults = faultLog(log)
  const door: Door = {
    ports,
    gateway,
    protection: openProtection(crypto, signer),
    messagesIn: regionalMessages(messages, profiles),
    millisecond: () => Date.now() % 1000,
    reportFault: faults.report,
  }

  const health = async (): Promise<Health> => {
    const facts = {
      businessTime: clock.now(),
      catalogItems: registry.catalog.size,
      institutions: registry.providerCount,
      regions: packs.map((pack) => pack.name),
    }
    try {
      const rows = await query<{ name: string }>(pool, 'health', "select current_setting('server_version') as name")
      return { healthy: true, database: `PostgreSQL ${rows[0]?.name ?? '?'}`, ...facts }
    } catch (error) {
      const reference = randomBytes(4).toString('hex')
      log(`健康检查 health ${reference}: ${error instanceof Error ? error.message : String(error)}`)
      return { healthy: false, database: `cannot be reached (${reference})`, ...facts }
    }
  }
  const desk = {
    store: readableDesk(pool, secretBox, crypto),
    now: clock.now,
    newId: ports.newId,
    milliseconds: Date.now,
    reportFault: faults.report,
  }
  const app = httpServer({ desk, door, health, version })
  return {
    app,
    ports,
    registry,
    async listen(host, port) {
      await app.listen({ host, port })
      const { port: bound } = app.server.address() as AddressInfo
      return `http://${host}:${bound}`
    },
    async close() {
      // A sender that never finishes its message must not keep us from stopping.
      const patience = setTimeout(() => app.server.closeAllConnections(), stopPatienceMs)
      try {
        await app.close()
      } finally {
        clearTimeout(patience)
        faults.flush()
        await stopMonths()
        await notice.close()
      }
    },
  }
}
