import { parseArgs } from 'node:util'
import { localDateTime } from '@yibao/core/kernel'
import { shiftedClock } from '../src/clock.ts'
import { openCentre } from '../src/compose.ts'
import { loadPacks, policyFolder } from '../src/files/shipped.ts'
import { readStarter } from '../src/files/starter.ts'
import type { PressureLimits } from '../src/national/pressure.ts'
import { plainOperations } from '../src/operations.ts'
import { runWorkers } from '../src/processes/index.ts'
import { type Database, openDatabase } from '../src/store/database.ts'
import { openSecretBox, type SecretBox } from '../src/store/secret-box.ts'
import { beginUpkeep } from '../src/upkeep.ts'
import type { CentreWord } from './centre-process.ts'
import type { CentreSettings } from './centre-worker.ts'
import { plantTown } from './plant-town.ts'
import { townOf } from './town.ts'

/** A program for `startCentre`: a centre like that of `serve`, over a seeded town, to be loaded and killed. */
const { values } = parseArgs({
  options: {
    'data-dir': { type: 'string', default: '' },
    seed: { type: 'string', default: '' },
    insured: { type: 'string', default: '' },
    workers: { type: 'string', default: '1' },
    start: { type: 'string', default: '' },
    limits: { type: 'string', default: '' },
    stay: { type: 'boolean', default: false },
  },
})

async function plantOnce({ pool }: Database, secretBox: SecretBox): Promise<void> {
  const { rows } = await pool.query<{ planted: boolean }>('select exists (select 1 from insured) as planted')
  if (rows[0]?.planted === true) return
  const town = townOf(Number(values.seed), { insured: Number(values.insured) })
  await plantTown({ pool, secretBox, town, starter: await readStarter(policyFolder) })
}

/** Waits for the wish to stop: SIGTERM, or the end of whoever started us. */
function untilTold(lost: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    process.once('SIGTERM', () => resolve())
    process.once('disconnect', () => resolve())
    lost.addEventListener('abort', () => reject(lost.reason), { once: true })
  })
}

/** A centre that answers, in this process or in several. */
interface Answering {
  readonly address: string
  readonly lost: AbortSignal
  workers(): readonly number[]
  stop(): Promise<void>
}

const host = '127.0.0.1'
/** Connections of each worker to the database, as `serve` gives two of them. */
const maxConnections = 8

type Ground = Parameters<typeof openCentre>[0]

async function answerAlone(ground: Ground): Promise<Answering> {
  const centre = await openCentre(ground)
  const address = await centre.listen(host, 0)
  return { address, lost: ground.database.lost, workers: () => [process.pid], stop: centre.close }
}

async function answerTogether(ground: Ground, workers: number, dataDir: string): Promise<Answering> {
  const { database, packs, clock, log } = ground
  const { url, serverVersion, embedded } = database
  const endUpkeep = await beginUpkeep(ground)
  const settings: CentreSettings = {
    database: { url, serverVersion, embedded },
    maxConnections,
    dataDir,
    packs,
    limits,
    start: clock.now(),
    startedAtMs: Date.now(),
  }
  const entry = new URL('./centre-worker.ts', import.meta.url)
  const running = await runWorkers({ entry, settings, workers, host, port: 0, log })
  return {
    address: running.address,
    lost: AbortSignal.any([database.lost, running.lost]),
    workers: running.pids,
    async stop() {
      await running.stop()
      await endUpkeep()
    },
  }
}

const log = (line: string): void => void process.stderr.write(`${line}\n`)
const dataDir = values['data-dir']
const workers = Number(values.workers)
const limits: PressureLimits | null = values.limits === '' ? null : JSON.parse(values.limits)
const packs = await loadPacks(policyFolder)
const database = await openDatabase({ dataDir, log, maxConnections })
try {
  const secretBox = await openSecretBox(dataDir)
  await plantOnce(database, secretBox)
  const operations = { ...plainOperations, limits: limits ?? plainOperations.limits }
  const ground = { database, secretBox, clock: shiftedClock(localDateTime(values.start)), packs, log, operations }
  const centre = workers === 1 ? await answerAlone(ground) : await answerTogether(ground, workers, dataDir)
  try {
    const tell = (): void => {
      const word: CentreWord = { address: centre.address, workers: centre.workers() }
      process.send?.(word)
    }
    process.on('message', tell)
    const told = untilTold(values.stay ? new AbortController().signal : centre.lost)
    tell()
    await told
  } finally {
    await centre.stop()
  }
} finally {
  await database.close()
}
process.disconnect?.()
