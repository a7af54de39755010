import { type AddressInfo, isIPv6 } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type InterfaceProfile, messages, profileFor, regionalMessages } from '@yibao/contract/national'
import type { RegionPack } from '@yibao/core/policy'
import type { FastifyInstance } from 'fastify'
import { shippedCaseworkLaw } from './casework-desk.ts'
import { systemClock } from './clock.ts'
import { shippedCreditRules } from './credit-desk.ts'
import { localCrypto } from './crypto/local-crypto.ts'
import { faultLog } from './fault-log.ts'
import { zipArchives } from './files/archives.ts'
import { version } from './files/shipped.ts'
import type { ProcessState } from './flows/centre-ports.ts'
import { msgidHolders } from './flows/msgid-holders.ts'
import { nobodyElse, type Peers } from './flows/peer-ports.ts'
import type { Clock, Ports } from './flows/ports.ts'
import { noHints, type SignInHints } from './flows/sign-in-hints.ts'
import type { Health } from './http/probes.ts'
import { httpServer, isEverywhere } from './http/server.ts'
import { idSource, sequenceSource } from './ids.ts'
import type { Metrics } from './monitoring/index.ts'
import type { Door } from './national/answer.ts'
import { nonceSeconds, openGateway } from './national/gateway.ts'
import { openProtection } from './national/protection.ts'
import { type Operations, openOperations, plainOperations } from './operations.ts'
import { type LiveRegistry, openRegistry } from './registry.ts'
import { openRestRoom } from './rest-room.ts'
import { catalogueStore } from './store/catalogue-store.ts'
import { centreKey } from './store/centre-key-store.ts'
import { listenForChanges } from './store/change-notice.ts'
import type { Database } from './store/database.ts'
import type { Absence } from './store/database-watch.ts'
import { isDistributed } from './store/distribution.ts'
import { fileStore } from './store/file-store.ts'
import { filingStore } from './store/filing-store.ts'
import { institutionEffects } from './store/institution-effects.ts'
import { listStore } from './store/list-store.ts'
import { mappingStore } from './store/mapping-store.ts'
import { personStore } from './store/person-store.ts'
import { reconciliationStore } from './store/reconciliation-store.ts'
import { registerStore } from './store/register-store.ts'
import { readNonces } from './store/registry-store.ts'
import { reviewStore } from './store/review-store.ts'
import type { SecretBox } from './store/secret-box.ts'
import { signInStore } from './store/sign-in-store.ts'
import { traceCodes } from './store/trace-code-store.ts'
import { visitRecords } from './store/visit-query-store.ts'
import { beginUpkeep } from './upkeep.ts'

export interface CentreOptions {
  readonly database: Database
  readonly secretBox: SecretBox
  readonly clock: Clock
  readonly packs: readonly RegionPack[]
  /** How regions differ from the national interface; without any, nobody does. */
  readonly profiles?: readonly InterfaceProfile[]
  readonly log: (line: string) => void
  /** Where lake and statistics are kept; without it none are made. */
  readonly dataDir?: string
  /** The processes with which it answers for one centre; their primary does the upkeep. Without, it is alone. */
  readonly peers?: Peers
  /** Who answers in the place of our own handlers, for measurements. */
  readonly handlers?: NonNullable<Door['handlers']>
  /** Accounts that the sign-in page shows with their passwords; only a demo has them. */
  readonly hints?: SignInHints
  /** Limits, probes and logs; without, one that nobody watches. */
  readonly operations?: Operations
  /** The metrics of all processes, where there are several; without, those of this one. */
  readonly metricsText?: () => Promise<string>
}

export interface Centre {
  readonly app: FastifyInstance
  readonly ports: Ports
  readonly registry: LiveRegistry
  /** What this process has counted. */
  readonly metrics: Metrics
  /** Starts to answer. @returns the address, `http://127.0.0.1:8080` */
  listen(host: string, port: number): Promise<string>
  /** Stops to take new messages, lets the running ones finish, closes everything but the database; may be called again. */
  close(): Promise<void>
}

/** How long stopping waits for messages that are still coming in or being answered. */
const stopPatienceMs = 5_000

const absences: Readonly<Record<Absence, string>> = {
  unreachable: 'cannot be reached',
  silent: 'does not answer',
  standby: 'is a standby',
  full: 'has no room left',
}

type EndUpkeep = () => Promise<void>

/** Puts the centre together: the only place that knows every hand. What it had begun is ended when it cannot open. */
export async function openCentre(options: CentreOptions): Promise<Centre> {
  const { database, secretBox, clock, packs, log, peers, dataDir } = options
  const kept = dataDir === undefined ? {} : { dataDir }
  const endUpkeep: EndUpkeep =
    peers === undefined ? await beginUpkeep({ database, secretBox, clock, packs, log, ...kept }) : async () => undefined
  try {
    return await openKept(options, endUpkeep)
  } catch (error) {
    await endUpkeep()
    throw error
  }
}

async function openKept(
  {
    database,
    secretBox,
    clock,
    packs,
    profiles = [],
    log,
    peers,
    handlers = {},
    hints = noHints,
    operations = plainOperations,
    metricsText,
    ...kept
  }: CentreOptions,
  endUpkeep: EndUpkeep,
): Promise<Centre> {
  const { pool } = database
  const crypto = localCrypto
  const signer = crypto.sm2Signer(await centreKey(pool, secretBox, crypto, systemClock.now()))
  const registry = await openRegistry(pool, secretBox, crypto, packs)
  const refresh = (): void => {
    registry
      .refresh()
      .catch((error: Error) => log(`机构与目录未能刷新 reading the registry anew failed: ${error.message}`))
  }
  const room = openOperations(operations)
  const { pressure, bodies, metrics, monitor } = room
  const msgids = msgidHolders(peers)
  const spread = await isDistributed(pool)
  const ports: Ports = {
    clock,
    people: monitor.watching(personStore(pool, { observe: metrics.batch, spread })),
    registry,
    signIns: signInStore(pool),
    msgids,
    files: fileStore(pool),
    lists: listStore(pool),
    reviews: reviewStore(pool),
    archives: zipArchives(),
    institutionEffects: institutionEffects(pool, spread),
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
  const gateway = openGateway({ keys: registry.keys, crypto, seconds, businessTime: clock.now }, peers)
  for (const row of await readNonces(pool, nonceSeconds)) {
    const { provider_code: providerCode, nonce, body_digest: bodyDigest, seconds: atSeconds } = row
    if (nonce !== null) gateway.remember({ providerCode, nonce, bodyDigest, atSeconds })
    if (row.effect) msgids.remember(providerCode, row.msgid, row.insured_id)
  }
  const notice = await listenForChanges(database.url, refresh, log)
  // What was announced between the first reading and now.
  await registry.refresh().catch(async (error: Error) => {
    await notice.close()
    throw error
  })
  const connections = (): Promise<number> => promisify(app.server.getConnections.bind(app.server))()
  const watch = await room.watchOver({ database, connections, log })
  const faults = faultLog(log)
  const reportFault = (reference: string, fault: unknown): void => {
    watch.suspect(fault)
    faults.report(reference, fault)
  }
  const door: Door = {
    ports,
    gateway,
    protection: openProtection(crypto, signer),
    messagesIn: regionalMessages(messages, profiles),
    nextSequence: sequenceSource(peers ?? nobodyElse),
    millisecond: () => Date.now() % 1000,
    reportFault,
    pressure,
    observe: monitor.observe,
    handlers,
  }

  const health = (): Health => {
    const { absence } = watch
    return {
      healthy: absence === null,
      database: absence === null ? `PostgreSQL ${watch.version}` : absences[absence],
      businessTime: clock.now(),
      catalogItems: registry.catalog.size,
      institutions: registry.providerCount,
      regions: packs.map((pack) => pack.name),
    }
  }
  let ending = false
  const unready = (): string | null => {
    if (ending) return 'stopping'
    if (watch.absence !== null) return `database-${watch.absence}`
    return watch.prompt ? null : 'database-slow'
  }
  const source = { newId: ports.newId, now: clock.now }
  const state = async (): Promise<ProcessState> => ({
    memoryBytes: process.memoryUsage.rss(),
    inWork: pressure.inWork,
    places: operations.limits.places,
    connections: await connections(),
    databaseBusy: pool.totalCount - pool.idleCount,
    databaseWaiting: pool.waitingCount,
  })
  let ownAddress: string | null = null
  const [law, creditRules] = [await shippedCaseworkLaw(), await shippedCreditRules()]
  const rest = openRestRoom({
    database,
    watch,
    secretBox,
    crypto,
    registry,
    packs,
    door,
    dataDir: kept.dataDir ?? null,
    hints,
    source,
    law,
    creditRules,
    sight: { number: (peers ?? nobodyElse).number, state },
    publicUrl: () => operations.publicUrl ?? ownAddress,
    reportFault,
    log,
  })
  const app = httpServer({
    door,
    rest: rest.options,
    bodies,
    limits: operations.server,
    proxyFrom: operations.proxyFrom,
    ending: () => ending,
    probes: { health, version, unready, metricsText: metricsText ?? metrics.text, probeFrom: operations.probeFrom },
  })
  let closing: Promise<void> | undefined
  const stop = async (): Promise<void> => {
    ending = true
    if (operations.farewellMs > 0) await pause(operations.farewellMs)
    // A sender that never finishes its message must not keep us from stopping.
    const patience = setTimeout(() => app.server.closeAllConnections(), stopPatienceMs)
    try {
      await app.close()
    } finally {
      clearTimeout(patience)
      faults.flush()
      await rest.close()
      await room.close()
      await endUpkeep()
      await notice.close()
    }
  }
  return {
    app,
    ports,
    registry,
    metrics,
    async listen(host, port) {
      await app.listen({ host, port })
      const { port: bound } = app.server.address() as AddressInfo
      const address = `http://${isIPv6(host) ? `[${host}]` : host}:${bound}`
      ownAddress = isEverywhere(host) ? null : address
      return address
    },
    close() {
      closing ??= stop()
      return closing
    },
  }
}
