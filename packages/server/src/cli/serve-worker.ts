import type { InterfaceProfile } from '@yibao/contract/national'
import type { RegionPack } from '@yibao/core/policy'
import { systemClock } from '../clock.ts'
import { openCentre } from '../compose.ts'
import { asWorker } from '../processes/index.ts'
import { type Database, joinDatabase } from '../store/database.ts'
import { openSecretBox } from '../store/secret-box.ts'
import { type OperationsChoice, operationsOf, servePatience } from './operations.ts'
import { note } from './options.ts'

/** What `serve` tells each of its workers. */
export interface ServeSettings {
  readonly database: Pick<Database, 'url' | 'serverVersion' | 'embedded'>
  /** The pool of one worker. */
  readonly maxConnections: number
  readonly dataDir: string
  readonly packs: readonly RegionPack[]
  readonly profiles: readonly InterfaceProfile[]
  readonly operations: OperationsChoice
}

asWorker<ServeSettings>(async ({ database: joined, maxConnections, dataDir, packs, profiles, operations }, crew) => {
  const log = (line: string): void => note(`[${crew.number}] ${line}`)
  const database = joinDatabase({ ...joined, maxConnections, patience: servePatience, log })
  const secretBox = await openSecretBox(dataDir)
  const centre = await openCentre({
    database,
    secretBox,
    clock: systemClock,
    packs,
    profiles,
    log,
    dataDir,
    peers: crew,
    operations: operationsOf(operations, crew.number, log),
    metricsText: crew.sumOfMetrics,
  })
  return {
    metrics: () => centre.metrics.registry.getMetricsAsJSON(),
    listen: centre.listen,
    async close() {
      await centre.close()
      await database.close()
    },
  }
})
