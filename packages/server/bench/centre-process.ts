import { localDateTime } from '@yibao/core/kernel'
import { shiftedClock } from '../src/clock.ts'
import { loadPacks, policyFolder } from '../src/files/shipped.ts'
import { runWorkers } from '../src/processes/index.ts'
import { openDatabase } from '../src/store/database.ts'
import { openSecretBox } from '../src/store/secret-box.ts'
import { beginUpkeep } from '../src/upkeep.ts'
import type { CentreSettings } from './centre-worker.ts'

/** What the benchmark tells the first process of a centre; by IPC, because the address holds a password. */
export interface CentreOrder extends CentreSettings {
  readonly workers: number
}

const log = (line: string): void => void process.stderr.write(`  ${line}\n`)

/** The primary, as `serve` is one, for a database that somebody else runs. */
async function open({ workers, ...settings }: CentreOrder): Promise<void> {
  const [packs, secretBox] = await Promise.all([loadPacks(policyFolder), openSecretBox(settings.dataDir)])
  const database = await openDatabase({ databaseUrl: settings.databaseUrl, log })
  const clock = shiftedClock(localDateTime(settings.from))
  const endUpkeep = await beginUpkeep({ database, secretBox, clock, packs, log })
  const entry = new URL('./centre-worker.ts', import.meta.url)
  const running = await runWorkers({ entry, settings, workers, host: '127.0.0.1', port: 0, log })
  const stop = async (): Promise<void> => {
    await running.stop()
    await endUpkeep()
    await database.close()
  }
  const end = (code: number) => void stop().finally(() => process.exit(code))
  process.once('disconnect', () => end(0))
  running.lost.addEventListener('abort', () => {
    log(String(running.lost.reason))
    end(1)
  })
  process.send?.({ address: running.address })
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)
process.once('message', (order: CentreOrder) => {
  open(order).catch((error: Error) => {
    log(error.stack ?? error.message)
    process.exit(1)
  })
})
