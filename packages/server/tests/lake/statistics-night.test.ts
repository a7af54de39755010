import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { localDateTime } from '@yibao/core/kernel'
import { finishedRun } from '../../src/files/indicator-run-folder.ts'
import { nightlyStatistics } from '../../src/supervision-night.ts'
import { inOneWorld } from '../support/refusals.ts'
import { plantCodes, settledStay } from '../support/settlement-list.ts'
import { hospital } from '../support/world.ts'

inOneWorld('the statistics of the night', (open) => {
  let dataDir = ''
  const log: string[] = []
  const refused = new Set<string>()
  const at = (now: string) =>
    nightlyStatistics({
      pool: open().database.pool,
      dataDir,
      now: () => localDateTime(now),
      log: (line) => log.push(line),
      refused,
    })
  const monthly = (month: string) => join(dataDir, 'supervision', 'monthly', month)

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'yibao-night-'))
  })
  after(() => rm(dataDir, { recursive: true, force: true }))

  test('an empty archive makes none, and that is no fault', async () => {
    assert.deepEqual(await at('2023-12-06 04:00:00'), [])
    assert.deepEqual(log, [])
  })

  test('a month is told in the night that its schedule names, and not before', async () => {
    await plantCodes(open())
    await settledStay(open(), open().till(hospital))
    await at('2023-12-06 02:00:00')
    assert.equal(await finishedRun(monthly('2023-11')), null)
    const made = await at('2023-12-06 02:30:00')
    assert.ok(made.includes(monthly('2023-11')))
    const run = await finishedRun(monthly('2023-11'))
    assert.ok(run !== null && run.files.values.rows > 0)
    assert.ok(log.some((line) => line.includes('statistics monthly 2023-11')))
  })

  test('what is done is not done again; a run that was broken off is', async () => {
    const before = await finishedRun(monthly('2023-11'))
    assert.deepEqual(await at('2023-12-06 02:40:00'), [])
    await rm(join(monthly('2023-11'), 'run.json'))
    assert.deepEqual(await at('2023-12-06 02:50:00'), [monthly('2023-11')])
    assert.equal((await finishedRun(monthly('2023-11')))?.digest, before?.digest)
  })

  test('a month without settlements is refused once, and told why', async () => {
    const told = log.length
    assert.deepEqual(await at('2024-01-06 02:30:00'), [])
    assert.ok(refused.has(monthly('2023-12')))
    assert.match(log.slice(told).join('\n'), /monthly 2023-12 not run: .*2023-12/)
    const again = log.length
    await at('2024-01-06 02:40:00')
    assert.equal(log.length, again)
  })
})
