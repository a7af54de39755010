import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Judgement } from '@yibao/core/supervision'
import { loadIndicators } from '../src/files/indicator-folder.ts'
import { openRunSink } from '../src/files/indicator-run-folder.ts'
import { loadTopics } from '../src/files/supervision-topics.ts'
import { openBureau } from './support/casework.ts'
import { inOneWorld } from './support/refusals.ts'
import { hospital } from './support/world.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

const outlier: Judgement = {
  indicator: 'V03',
  period: '2025-03',
  subject: { grain: 'provider', key: [hospital.providerCode], level: 'tertiary', kind: 'hospital', region: '990201' },
  means: 'outlier',
  value: 20_000,
  rows: 120,
  verdict: 'bad',
  why: null,
  refused: [],
}

/** A run that found one institution apart, of the definitions that ship or of others. */
async function runAt(out: string, topics?: string): Promise<void> {
  const indicators = await loadIndicators()
  const book = await loadTopics(indicators.definitions.map(({ code }) => code))
  const sink = await openRunSink(out)
  await sink.append('judgements', [outlier])
  await sink.finish({
    schema: 1,
    order: { period: '2025-03', topics: ['cost'], indicators: [], grains: ['provider'] },
    lake: { folder: 'lake', digest: 'lake', gaps: [] },
    months: ['2025-03'],
    definitions: indicators.digest,
    topics: topics ?? book.digest,
    seed: 1,
    lacking: [],
    counts: { judged: {}, refused: {}, risks: { scored: 0, listed: 0, refused: 0 } },
    madeAt: '2025-04-06 02:30:00',
  })
}

inOneWorld('outliers as review items', (world) => {
  let folder = ''
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yibao-outliers-'))
    await openBureau(world().database)
    // The commands open it as a real one.
    await world().database.pool.query('delete from database_purpose')
  })
  after(() => rm(folder, { recursive: true, force: true }))

  const intake = async (run: string) => {
    const env = { ...process.env, DATABASE_URL: world().database.url }
    const args = [main, 'indicator', 'intake', '--run', run, '--json']
    return JSON.parse((await promisify(execFile)(process.execPath, args, { env })).stdout) as unknown
  }

  test('the command opens one for whoever stands apart, once for the period', async () => {
    await runAt(join(folder, 'run'))
    assert.deepEqual(await intake(join(folder, 'run')), { opened: 1, known: 0, unplaced: 0 })
    await runAt(join(folder, 'again'))
    assert.deepEqual(await intake(join(folder, 'again')), { opened: 0, known: 1, unplaced: 0 })
    const { rows } = await world().database.pool.query('select source, provider_code, rule from matter')
    assert.deepEqual(rows, [{ source: 'outlier', provider_code: hospital.providerCode, rule: 'V03' }])
  })

  test('a run of other parameters is not taken in', async () => {
    await runAt(join(folder, 'other'), 'of others')
    await assert.rejects(intake(join(folder, 'other')), /supervision\.definitions-changed/)
  })
})
