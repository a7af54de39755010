import assert from 'node:assert/strict'
import { type ChildProcess, execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startCentre } from '../sim/centre-process.ts'
import { sumsOf } from '../sim/crash/report.ts'
import { insuredFor, runCrashes } from '../sim/crash/rounds.ts'
import { passableFolder, stopProgram } from '../sim/programs.ts'
import { openDatabase } from '../src/store/database.ts'

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))

test('five crashes of five kinds lose nothing and double nothing', { timeout: 240_000 }, async () => {
  const command = [MAIN, 'sim', 'crash', '--rounds', '5', '--seed', '5', '--json']
  const { stdout } = await promisify(execFile)(process.execPath, command, {
    cwd: '/',
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE },
  })
  const report = JSON.parse(stdout)
  assert.deepEqual(report.faults, [])
  assert.equal(report.ok, true)
  const victims = report.crashes.map(({ victim }: { victim: string }) => victim).sort()
  assert.deepEqual(victims, ['centre', 'database', 'everything', 'primary', 'worker'])
  for (const { acknowledged, lost, doubled } of report.crashes) {
    assert.ok(acknowledged > 0)
    assert.deepEqual({ lost, doubled }, { lost: 0, doubled: 0 })
  }
})

test('a database that says yes before it has written is found out', { timeout: 240_000 }, async () => {
  const folder = await passableFolder('yibao-crash')
  const dataDir = join(folder, 'data')
  const children: ChildProcess[] = []
  const onChild = (child: ChildProcess) => void children.push(child)
  const seed = 3
  try {
    await stopProgram(
      await startCentre({ dataDir, seed, insured: insuredFor(1), workers: 1, from: '09:00:00', onChild }),
    )
    const database = await openDatabase({ dataDir })
    // What a session of the database asks for comes before what the server was started with.
    await database.pool.query('alter database yibao set synchronous_commit = off')
    // Nor does anybody write for it in the meantime.
    await database.pool.query("alter system set wal_writer_delay = '10s'")
    await database.pool.query("alter system set wal_writer_flush_after = '1GB'")
    await database.close()
    const report = await runCrashes({ rounds: 1, seed, workers: 1, dataDir, kinds: ['everything'], onChild })
    assert.equal(report.ok, false)
    assert.ok((sumsOf(report)[0]?.lost ?? 0) > 0)
  } finally {
    for (const child of children) child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  }
})
