import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { fen } from '@yibao/core/kernel'
import type { PatternFinding } from '@yibao/core/supervision'
import { takeItems } from '../src/flows/casework-intake.ts'
import { atConsole } from '../src/flows/operation-log.ts'
import { patternItems } from '../src/flows/pattern-items.ts'
import { whyText } from '../src/text/pattern-words.ts'
import { type Bureau, openBureau } from './support/casework.ts'
import { inOneWorld } from './support/refusals.ts'
import { settledStay } from './support/settlement-list.ts'
import { hospital } from './support/world.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

inOneWorld('patterns as review items', (world) => {
  let bureau: Bureau
  before(async () => {
    bureau = await openBureau(world().database)
    // The commands open it as a real one.
    await world().database.pool.query('delete from database_purpose')
  })

  test('a finding becomes one review item with its reasons, however often it is offered', async () => {
    const { who, settled } = await settledStay(world(), world().till(hospital))
    const finding: PatternFinding = {
      pattern: 'split-stay',
      group: `${settled.mdtrt_id}+1`,
      providerCode: hospital.providerCode,
      doctor: null,
      personId: who.insuredId,
      score: 0.9,
      stake: fen(120_000),
      members: [{ id: String(settled.mdtrt_id), personId: who.insuredId, inQuestion: true }],
      reasons: [{ name: 'gap-days', value: 2 }],
    }
    const texts = { titleOf: () => ({ zh: '分解住院', en: 'split stay' }), whyOf: whyText }
    const months = { from: '2023-11', through: '2023-11' }
    const { items } = patternItems([finding], new Map([[hospital.providerCode, '990201']]), months, texts)
    for (const [opened, known] of [
      [1, 0],
      [0, 1],
    ]) {
      const done = await takeItems(bureau.desk, atConsole, items)
      assert.ok(done.ok)
      assert.deepEqual([done.value.opened.length, done.value.known], [opened, known])
    }
  })

  test('the command searches an exported lake and takes in what it finds', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'yibao-patterns-'))
    const run = async (...args: readonly string[]) => {
      const env = { ...process.env, DATABASE_URL: world().database.url }
      const { stdout } = await promisify(execFile)(process.execPath, [main, ...args], { env })
      return stdout
    }
    try {
      const lake = join(folder, 'lake')
      await run('lake', 'export', '--out', lake)
      const found = JSON.parse(await run('audit', 'patterns', '--lake', lake, '--intake', '--json'))
      assert.ok(found.stays >= 1)
      assert.deepEqual(found.intake, { opened: found.findings.length - found.unplaced, known: 0 })
      await assert.rejects(run('audit', 'patterns', '--lake', lake, '--from-month', '2023-06'), /湖中缺少月份 2023-06/)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
