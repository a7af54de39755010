import { localDateTime } from '@yibao/core/kernel'
import { shiftedClock } from '../src/clock.ts'
import { openCentre } from '../src/compose.ts'
import { loadInterface, loadPacks, policyFolder } from '../src/files/shipped.ts'
import { asWorker } from '../src/processes/index.ts'
import { openDatabase } from '../src/store/database.ts'
import { openSecretBox } from '../src/store/secret-box.ts'
import { asServing } from './messages.ts'
import type { RecordedVisit } from './recorded.ts'
import { yardstickHandlers } from './yardstick.ts'

export interface CentreSettings {
  readonly databaseUrl: string
  /** Where the key of the sealed secrets lies. */
  readonly dataDir: string
  /** The civil time at which the centre's clock begins. */
  readonly from: string
  /** Decisions to repeat in place of deciding; null for a centre that decides. */
  readonly recorded: readonly RecordedVisit[] | null
}

const log = (line: string): void => void process.stderr.write(`  ${line}\n`)

asWorker<CentreSettings>(async ({ databaseUrl, dataDir, from, recorded }, crew) => {
  const [packs, profiles, secretBox] = await Promise.all([
    loadPacks(policyFolder),
    loadInterface(policyFolder),
    openSecretBox(dataDir),
  ])
  const database = await openDatabase({ databaseUrl, log, patience: asServing })
  const clock = shiftedClock(localDateTime(from))
  const handlers = recorded === null ? {} : yardstickHandlers(recorded)
  const centre = await openCentre({ database, secretBox, clock, packs, profiles, log, peers: crew, handlers })
  return {
    listen: centre.listen,
    close: () => centre.close().finally(() => database.close()),
  }
})
