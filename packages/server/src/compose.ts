import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { RegionPack } from '@yibao/core/policy'
import type { FastifyInstance } from 'fastify'
import { faultLog } from './fault-log.ts'
import { version } from './files/shipped.ts'
import { msgidHolders } from './flows/msgid-holders.ts'
import type { Clock, Ports } from './flows/ports.ts'
import { type Health, httpServer } from './http/server.ts'
import { idSource } from './ids.ts'
import type { Door } from './national/answer.ts'
import { openGateway } from './national/gateway.ts'
import { type LiveRegistry, openRegistry } from './registry.ts'
import { listenForChanges } from './store/change-notice.ts'
import type { Database } from './store/database.ts'
import { personStore } from './store/person-store.ts'
import { keepPacks, readNonces } from './store/registry-store.ts'
import type { SecretBox } from './store/secret-box.ts'
import { signInStore } from './store/sign-in-store.ts'
import { query } from './store/sql.ts'

export interface CentreOptions {
  readonly database: Database
  readonly secretBox: SecretBox
  readonly clock: Clock
  readonly packs: readonly RegionPack[]
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

/** Seconds that a gateway timestamp may lie before or after the machine's time. */
const signatureWindow = 600

/** How long stopping waits for messages that are still coming in or being answered. */
const stopPatienceMs = 5_000

/** Puts the centre together: the only place that knows every hand. */
export async function openCentre({ database, secretBox, clock, packs, log }: CentreOptions): Promise<Centre> {
  const { pool } = database
  await keepPacks(pool, packs, clock.now())
  const registry = await openRegistry(pool, secretBox, packs)
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
    newId: idSource(),
  }
  const seconds = (): number => Math.floor(Date.now() / 1000)
  const gateway = openGateway({ keyOf: registry.keyOf, seconds, window: signatureWindow })
  for (const row of await readNonces(pool, 2 * signatureWindow)) {
    const { provider_code: providerCode, nonce, body_digest: bodyDigest, seconds: atSeconds } = row
    gateway.remember({ providerCode, nonce, bodyDigest, atSeconds })
    if (row.effect) ports.msgids.take(providerCode, row.msgid, row.insured_id)
  }
  const notice = await listenForChanges(database.url, refresh, log)
  // What was announced between the first reading and now.
  await registry.refresh().catch(async (error: Error) => {
    await notice.close()
    throw error
  })
  const faults = faultLog(log)
  const door: Door = {
    ports,
    gateway,
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
  const app = httpServer({ door, health, version })
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
        await notice.close()
      }
    },
  }
}
