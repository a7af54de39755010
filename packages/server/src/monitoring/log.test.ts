import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openLog } from './log.ts'

const time = (): string => '2025-03-02T04:00:00.000Z'

test('every line is one object of JSON, whatever is in it, and the file goes on where it ended', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'yibao-log-'))
  const file = join(folder, 'new', 'centre.jsonl')
  try {
    for (const worker of [1, 2]) {
      const log = openLog({ file, worker, time, complain: assert.fail })
      log.line('settlement', { msgid: 'a"b\n{"kind":"forged"}', paid: { pool: 100 } })
      await log.close()
    }
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
    assert.deepEqual(
      lines.map((line) => JSON.parse(line)),
      [1, 2].map((worker) => ({
        level: 'info',
        time: time(),
        worker,
        kind: 'settlement',
        msgid: 'a"b\n{"kind":"forged"}',
        paid: { pool: 100 },
      })),
    )
    assert.equal((await stat(file)).mode & 0o007, 0, 'not for everybody')
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('a file that cannot be opened is told at once, with its name', () => {
  assert.throws(
    () => openLog({ file: '/dev/null/centre.jsonl', worker: 1, time, complain: assert.fail }),
    /\/dev\/null/,
  )
})

test('a disk without room costs lines and says so once; nobody waits for it', async () => {
  const complaints: string[] = []
  const log = openLog({ file: '/dev/full', worker: 1, time, complain: (line) => complaints.push(line) })
  for (let count = 0; count < 100; count += 1) {
    log.line('settlement', { count })
    await pause(1)
  }
  await log.close()
  assert.equal(complaints.length, 1)
  assert.match(complaints[0] ?? '', /cannot be written/)
})
