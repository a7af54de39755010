import { BlockList } from 'node:net'
import type pg from 'pg'
import { version } from './files/shipped.ts'
import { type BodyMeter, bodyMeter, type ServerLimits, serverLimits } from './http/pressure.ts'
import { type Log, type Metrics, type Monitor, openMetrics, openMonitor, silentLog } from './monitoring/index.ts'
import { openLimits, openPressure, type Pressure, type PressureLimits } from './national/pressure.ts'
import type { Database } from './store/database.ts'
import { type DatabaseWatch, watchDatabase } from './store/database-watch.ts'
import { guardPool } from './store/pool.ts'

/** How a centre is run, whatever it does. */
export interface Operations {
  readonly limits: PressureLimits
  readonly server: ServerLimits
  /** Who besides this machine may ask for readiness and metrics. */
  readonly probeFrom: BlockList
  /** The proxies whose `x-forwarded-for` and `x-forwarded-proto` count. */
  readonly proxyFrom: BlockList
  /** Where people reach the centre, `https://centre.example`; null when its own address is as good. */
  readonly publicUrl: string | null
  /** Where a line goes for each settlement, and some for refusals. */
  readonly journal: Log
  /** Whether memory, processor time and event-loop lag are among the metrics; once per process. */
  readonly processMetrics: boolean
  /** How long it says that it is about to end before it takes no more connections. */
  readonly farewellMs: number
}

/** For tests, demonstrations and simulations: nobody watches, and one institution may send what it likes. */
export const plainOperations: Operations = {
  limits: openLimits,
  server: serverLimits,
  probeFrom: new BlockList(),
  proxyFrom: new BlockList(),
  publicUrl: null,
  journal: silentLog,
  processMetrics: false,
  farewellMs: 0,
}

/** What counts and limits in one centre. */
interface OperationsRoom {
  readonly pressure: Pressure
  readonly bodies: BodyMeter
  readonly metrics: Metrics
  readonly monitor: Monitor
  /** Begins to watch the database: from now on its pool says at once when it is away. */
  watchOver(watched: Watched): Promise<DatabaseWatch>
  /** Ends what was begun and writes what still waits. */
  close(): Promise<void>
}

interface Watched {
  readonly database: Pick<Database, 'pool' | 'url'>
  /** How many are open now. */
  readonly connections: () => Promise<number>
  readonly log: (line: string) => void
}

function poolState({ totalCount, idleCount, waitingCount }: pg.Pool) {
  return { busy: totalCount - idleCount, idle: idleCount, waiting: waitingCount }
}

/** Opens everything that counts and limits. */
export function openOperations({ limits, server, journal, processMetrics }: Operations): OperationsRoom {
  const pressure = openPressure(limits, () => performance.now())
  const bodies = bodyMeter(server.bodyBytes)
  const metrics = openMetrics(version, { processDefaults: processMetrics })
  const monitor = openMonitor(metrics, journal)
  let endWatch = (): void => undefined
  return {
    pressure,
    bodies,
    metrics,
    monitor,
    async watchOver({ database: { pool, url }, connections, log }) {
      const watch = await watchDatabase({ url, log })
      const unguard = guardPool(pool, watch)
      endWatch = () => {
        watch.close()
        unguard()
      }
      metrics.lookAt({
        inFlight: () => pressure.inWork,
        places: limits.places,
        connections,
        bodyBytes: () => bodies.bytes,
        databaseAnswers: () => watch.absence === null,
        pool: () => poolState(pool),
      })
      return watch
    },
    async close() {
      endWatch()
      monitor.flush()
      await journal.close()
    },
  }
}
