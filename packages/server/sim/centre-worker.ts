import { type LocalDateTime, localDateTime } from '@yibao/core/kernel'
import type { RegionPack } from '@yibao/core/policy'
import { beijingTime, shiftedClock } from '../src/clock.ts'
import { openCentre } from '../src/compose.ts'
import type { PressureLimits } from '../src/national/pressure.ts'
import { plainOperations } from '../src/operations.ts'
import { asWorker } from '../src/processes/index.ts'
import { type Database, joinDatabase } from '../src/store/database.ts'
import { openSecretBox } from '../src/store/secret-box.ts'

/** What `centre-program` tells each of its workers. */
export interface CentreSettings {
  readonly database: Pick<Database, 'url' | 'serverVersion' | 'embedded'>
  readonly maxConnections: number
  readonly dataDir: string
  readonly packs: readonly RegionPack[]
  /** How much each takes at once; null: one institution may send what it likes. */
  readonly limits: PressureLimits | null
  /** The civil time at which the centre's clock started, and the machine's milliseconds then. */
  readonly start: LocalDateTime
  readonly startedAtMs: number
}

asWorker<CentreSettings>(async (settings, crew) => {
  const { database: joined, maxConnections, dataDir, packs, limits, start, startedAtMs } = settings
  const log = (line: string): void => void process.stderr.write(`[${crew.number}] ${line}\n`)
  // A worker that takes the place of a dead one goes on with the same clock.
  const passedMs = Date.now() - startedAtMs
  const now = beijingTime(Date.parse(`${localDateTime(start).replace(' ', 'T')}+08:00`) + passedMs)
  const database = joinDatabase({ ...joined, maxConnections, log })
  const secretBox = await openSecretBox(dataDir)
  const operations = { ...plainOperations, limits: limits ?? plainOperations.limits }
  const clock = shiftedClock(now)
  const centre = await openCentre({ database, secretBox, clock, packs, log, operations, peers: crew })
  return {
    listen: centre.listen,
    async close() {
      await centre.close()
      await database.close()
    },
  }
})
