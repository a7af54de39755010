import type { RegionPack } from '@yibao/core/policy'
import { keepAudits } from './audit-nightly.ts'
import { keepCasework } from './casework-daily.ts'
import { shippedCaseworkLaw } from './casework-desk.ts'
import { systemClock } from './clock.ts'
import { localCrypto } from './crypto/local-crypto.ts'
import type { Clock } from './flows/ports.ts'
import { idSource } from './ids.ts'
import { keepJobs } from './job-room.ts'
import { keepSeals, sealDesk } from './log-seals.ts'
import { centreKey } from './store/centre-key-store.ts'
import type { Database } from './store/database.ts'
import { ensureMonths, keepMonths } from './store/months.ts'
import { keepPacks } from './store/registry-store.ts'
import type { SecretBox } from './store/secret-box.ts'
import { keepDaySums } from './store/settlement-days.ts'
import { upkeepStore } from './store/upkeep-store.ts'
import { keepStatistics } from './supervision-nightly.ts'
import { noteRuns } from './upkeep-runs.ts'

interface UpkeepOptions {
  readonly database: Database
  readonly secretBox: SecretBox
  readonly clock: Clock
  readonly packs: readonly RegionPack[]
  readonly log: (line: string) => void
  /** Where lake and statistics are kept; without it none are made. */
  readonly dataDir?: string
}

/**
 * What one process does for all that answer on a database: keeps the law for good, makes the centre's key, has the coming
 * months ready, audits every day when it is over, lets terms of casework lapse, carries out jobs, seals the operation log, sums up the days that
 * are over, and makes the statistics that are due.
 *
 * @returns what ends it
 */
export async function beginUpkeep(options: UpkeepOptions): Promise<() => Promise<void>> {
  const { database, secretBox, clock, packs, log, dataDir } = options
  const { pool } = database
  await keepPacks(pool, packs, clock.now())
  await ensureMonths(pool, clock.now())
  await centreKey(pool, secretBox, localCrypto, systemClock.now())
  const source = { now: clock.now, newId: idSource() }
  const law = await shippedCaseworkLaw()
  const run = noteRuns(upkeepStore(pool), clock.now)
  const seals = await sealDesk({ pool, secretBox, source, dataDir: dataDir ?? null })
  const ends = [
    keepMonths(pool, clock.now, log, run),
    keepAudits({ database, source, log, run }),
    keepCasework({ pool, source, law, log, run }),
    keepSeals({ desk: seals, log, run }),
    keepDaySums({ pool, now: clock.now, log, run }),
    keepJobs({ pool, url: database.url, source, packs, secretBox, dataDir: dataDir ?? null, log }),
    ...(dataDir === undefined ? [] : [keepStatistics({ pool, dataDir, now: clock.now, log, run })]),
  ]
  return async () => {
    await Promise.all(ends.map((end) => end()))
  }
}
