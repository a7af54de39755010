import { parseArgs } from 'node:util'
import { localDateTime } from '@yibao/core/kernel'
import { plantTown } from '../../sim/plant-town.ts'
import { townOf } from '../../sim/town.ts'
import { untilStopped } from '../../src/cli/stopping.ts'
import { shiftedClock } from '../../src/clock.ts'
import { openCentre } from '../../src/compose.ts'
import { loadPacks, policyFolder } from '../../src/files/shipped.ts'
import { readStarter } from '../../src/files/starter.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { openSecretBox, type SecretBox } from '../../src/store/secret-box.ts'

/** A program: a centre with a seeded town, to be killed. Says `{ address, pid }` in one line once it listens. */
const { values } = parseArgs({
  options: {
    'data-dir': { type: 'string', default: '' },
    seed: { type: 'string', default: '' },
    insured: { type: 'string', default: '' },
    start: { type: 'string', default: '' },
  },
})

async function plantOnce({ pool }: Database, secretBox: SecretBox): Promise<void> {
  const { rows } = await pool.query<{ planted: boolean }>('select exists (select 1 from insured) as planted')
  if (rows[0]?.planted === true) return
  const town = townOf(Number(values.seed), { insured: Number(values.insured) })
  await plantTown({ pool, secretBox, town, starter: await readStarter(policyFolder) })
}

const log = (line: string): void => void process.stderr.write(`${line}\n`)
const dataDir = values['data-dir']
const database = await openDatabase({ dataDir, log })
const secretBox = await openSecretBox(dataDir)
await plantOnce(database, secretBox)
const clock = shiftedClock(localDateTime(values.start))
const centre = await openCentre({ database, secretBox, clock, packs: await loadPacks(policyFolder), log })
const address = await centre.listen('127.0.0.1', 0)
// It stays up without its database, unlike `serve`, so that a test can look at such a centre in peace.
const stopped = untilStopped(new AbortController().signal)
process.stdout.write(`${JSON.stringify({ address, pid: process.pid })}\n`)
await stopped
await centre.close()
await database.close()
