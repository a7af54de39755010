import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { divisionCode, localDateTime, ok, refuse } from '@yibao/core/kernel'
import { everywhere, nowhere } from '@yibao/core/office'
import { cancelJob, fileOfJob, listJobs, mostOpenJobs } from '../src/flows/jobs.ts'
import { everyOperation } from '../src/flows/operation-log.ts'
import { jobWorkStore } from '../src/store/job-store.ts'
import { operationLogStore } from '../src/store/operation-log-store.ts'
import { echo, openJobBench, testKind } from './support/job-bench.ts'
import { withTestDatabase } from './support/test-database.ts'

const ended = ({ endedAt }: { readonly endedAt: string | null }) => endedAt !== null

function started<T>(
  outcome: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error))
  return outcome.value
}

test('a job is done once, its file is kept for a day, and only its owner sees it', () =>
  withTestDatabase(async (database) => {
    const bench = openJobBench(database)
    const [owner, other] = [await bench.person('owner'), await bench.person('other')]
    const kind = testKind(async ({ input, given, progress }) => {
      await progress({ done: 1, of: 2, stage: { zh: '写', en: 'writing' } })
      const file = { filename: 'made.txt', mediaType: 'text/plain', content: Buffer.from(input.text) }
      return ok({ result: { given: given === null }, file })
    })
    const end = bench.work([kind])
    try {
      const { jobId, state } = started(await bench.start(owner, '你好'))
      assert.equal(state, 'waiting')
      const job = await bench.until(jobId, ended)
      assert.deepEqual([job.state, job.result, job.progress.done, job.progress.of], ['done', { given: true }, 1, 2])
      assert.deepEqual(job.file, { filename: 'made.txt', bytes: 6, until: '2023-11-14 09:00:00', reach: everywhere })
      const file = started(await fileOfJob(bench.desk, owner, jobId, everywhere))
      assert.equal(Buffer.from(file.content).toString(), '你好')
      assert.deepEqual(await fileOfJob(bench.desk, other, jobId, everywhere), refuse('unknown'))
      const less = { regions: [divisionCode('990200')], institutions: [] }
      assert.deepEqual(await fileOfJob(bench.desk, owner, jobId, less), refuse('reach-shrank'))
      assert.deepEqual(await fileOfJob(bench.desk, owner, jobId, nowhere), refuse('no-file'))
      assert.deepEqual(await cancelJob(bench.desk, other, jobId), refuse('unknown'))
      assert.deepEqual((await listJobs(bench.desk, other, { after: null, limit: 9 })).rows, [])
      const mine = await listJobs(bench.desk, owner, { after: null, limit: 9 })
      assert.deepEqual(mine, { rows: [job], next: null })
      await jobWorkStore(database.pool).forgetFiles(localDateTime('2023-11-14 09:00:00'))
      assert.deepEqual(await fileOfJob(bench.desk, owner, jobId, everywhere), refuse('no-file'))
      const noted = await operationLogStore(database.pool).find({ ...everyOperation, actor: 'owner' }, null, 9)
      assert.deepEqual(noted.map(({ action }) => action).sort(), ['jobs.file', 'test.start'])
    } finally {
      await end()
    }
  }))

test('nobody fills the queue, and a lane takes one job at a time', () =>
  withTestDatabase(async (database) => {
    const bench = openJobBench(database)
    const [owner, other] = [await bench.person('owner'), await bench.person('other')]
    const first = started(await bench.start(owner, '0', { lane: '990200-310-2023-10' }))
    assert.deepEqual(
      await bench.start(other, '0', { lane: '990200-310-2023-10' }),
      refuse({ code: 'jobs.already-open', jobId: first.jobId }),
    )
    assert.ok((await bench.start(other, '0', { lane: '990200-390-2023-10' })).ok, 'another lane')
    const rest = Array.from({ length: mostOpenJobs - 1 }, (_, index) => bench.start(owner, String(index)))
    for (const one of await Promise.all(rest)) assert.ok(one.ok)
    assert.deepEqual(await bench.start(owner, 'one more'), refuse({ code: 'jobs.too-many' }))
    const left = await cancelJob(bench.desk, owner, first.jobId)
    assert.ok(left.ok && left.value.state === 'cancelled', 'one that waits ends at once')
    assert.deepEqual(await cancelJob(bench.desk, owner, first.jobId), refuse('ended'))
    assert.ok((await bench.start(owner, 'again', { lane: '990200-310-2023-10' })).ok, 'the lane is free')
    const { rows } = await database.pool.query<{ count: number }>(
      "select count(*)::int as count from operation_log where action = 'test.start'",
    )
    assert.equal(rows[0]?.count, mostOpenJobs + 2, 'what was refused left no row')
  }))

test('a job that runs is cancelled at its next step', () =>
  withTestDatabase(async (database) => {
    const bench = openJobBench(database)
    const owner = await bench.person('owner')
    const kind = testKind(async ({ progress }) => {
      for (let done = 1; ; done += 1) {
        await progress({ done, of: 1_000_000, stage: null })
        await pause(20)
      }
    })
    const end = bench.work([kind])
    try {
      const { jobId } = started(await bench.start(owner, 'long'))
      await bench.until(jobId, ({ progress }) => progress.done > 0)
      const asked = await cancelJob(bench.desk, owner, jobId)
      assert.ok(asked.ok && asked.value.state === 'running' && asked.value.cancelAsked)
      assert.equal((await bench.until(jobId, ended)).state, 'cancelled')
    } finally {
      await end()
    }
  }))

test('a fault is tried again and then given up; a refusal of the kind ends it at once; so does a lost right', () =>
  withTestDatabase(async (database) => {
    const bench = openJobBench(database)
    const [owner, former] = [await bench.person('owner'), await bench.person('former')]
    const failure = { code: 'test.refused', message: { zh: '不行', en: 'no' }, cure: { zh: '改', en: 'change' } }
    const tries: string[] = []
    const kind = testKind(async ({ input, attempt }) => {
      tries.push(`${input.text} ${attempt}`)
      if (input.text === 'refused') return refuse(failure)
      if (input.text === 'broken' || attempt < 3) throw new Error('a bug')
      return ok({ result: { attempt }, file: null })
    })
    const faults: unknown[] = []
    const end = bench.work([kind], faults)
    try {
      await database.pool.query("update user_account set disabled_at = now() where user_id = 'former'")
      const ids = await Promise.all([
        ...['broken', 'shaky', 'refused'].map((text) => bench.start(owner, text)),
        bench.start(former, 'late'),
      ])
      const jobs = await Promise.all(ids.map((one) => bench.until(started(one).jobId, ended)))
      assert.deepEqual(
        jobs.map(({ state, failure: why, result }) => [state, why?.code ?? null, result]),
        [
          ['failed', 'jobs.fault', null],
          ['done', null, { attempt: 3 }],
          ['failed', 'test.refused', null],
          ['failed', 'jobs.no-right', null],
        ],
      )
      assert.deepEqual(tries.sort(), ['broken 1', 'broken 2', 'broken 3', 'refused 1', 'shaky 1', 'shaky 2', 'shaky 3'])
      assert.equal(faults.length, 1, 'the operators hear of what was given up')
    } finally {
      await end()
    }
  }))

test('a centre that stops puts its jobs back, and the next one begins them again without counting', () =>
  withTestDatabase(async (database) => {
    const bench = openJobBench(database)
    const owner = await bench.person('owner')
    const hanging = testKind(async ({ progress }) => {
      for (;;) {
        await progress({ done: 1, of: null, stage: null })
        await pause(20)
      }
    })
    const stop = bench.work([hanging])
    const { jobId } = started(await bench.start(owner, 'kept'))
    await bench.until(jobId, ({ progress }) => progress.done > 0)
    await stop()
    assert.equal((await bench.until(jobId, () => true)).state, 'waiting')
    const end = bench.work([echo])
    try {
      const job = await bench.until(jobId, ended)
      assert.deepEqual([job.state, job.result], ['done', { text: 'kept', attempt: 1 }])
    } finally {
      await end()
    }
  }))

test('a job that was put back for the last time ends as failed, and may be started again; one put back before is begun at once', () =>
  withTestDatabase(async (database) => {
    const bench = openJobBench(database)
    const owner = await bench.person('owner')
    const lane = '990200-310-2023-10'
    const spent = started(await bench.start(owner, 'spent', { lane }))
    const often = started(await bench.start(owner, 'often'))
    const putBack = (jobId: string, times: number) =>
      database.pool.query(
        `select graphile_worker.reschedule_jobs(array_agg(id), run_at => now() + interval '5 hours', attempts => $2)
         from graphile_worker.jobs where key = $1`,
        [jobId, times],
      )
    await putBack(spent.jobId, 25)
    await putBack(often.jobId, 24)
    const end = bench.work([echo])
    try {
      const lost = await bench.until(spent.jobId, ended)
      assert.deepEqual([lost.state, lost.failure?.code], ['failed', 'jobs.lost'])
      assert.equal((await bench.until(often.jobId, ended)).state, 'done')
      const again = started(await bench.start(owner, 'again', { lane }))
      assert.equal((await bench.until(again.jobId, ended)).state, 'done')
    } finally {
      await end()
    }
  }))

test('jobs of one turn follow each other, and leave room for others', () =>
  withTestDatabase(async (database) => {
    const bench = openJobBench(database)
    const owner = await bench.person('owner')
    const open = Promise.withResolvers<void>()
    const tries: string[] = []
    const kind = testKind(async ({ input }) => {
      tries.push(input.text)
      if (input.text === 'first') await open.promise
      return ok({ result: {}, file: null })
    })
    const end = bench.work([kind])
    try {
      const [first, second] = [
        started(await bench.start(owner, 'first', { turn: 'imports' })),
        started(await bench.start(owner, 'second', { turn: 'imports' })),
      ]
      await bench.until(first.jobId, ({ state }) => state === 'running')
      await bench.until(started(await bench.start(owner, 'other')).jobId, ended)
      assert.equal((await bench.until(second.jobId, () => true)).state, 'waiting')
      open.resolve()
      await bench.until(second.jobId, ended)
      assert.deepEqual(tries, ['first', 'other', 'second'])
    } finally {
      open.resolve()
      await end()
    }
  }))

test('a job put back keeps its place before what was asked for later', () =>
  withTestDatabase(async (database) => {
    const bench = openJobBench(database)
    const owner = await bench.person('owner')
    const tries: string[] = []
    const kind = testKind(async ({ input }) => {
      tries.push(input.text)
      return ok({ result: {}, file: null })
    })
    const texts = ['first', 'second', 'third']
    const jobs = []
    for (const text of texts) jobs.push(started(await bench.start(owner, text, { turn: 'imports' })))
    const [first, , third] = jobs
    await database.pool.query(
      `select graphile_worker.reschedule_jobs(array_agg(id), run_at => now() + interval '5 hours')
       from graphile_worker.jobs where key = $1`,
      [first?.jobId],
    )
    const end = bench.work([kind])
    try {
      await bench.until(third?.jobId ?? '', ended)
      assert.deepEqual(tries, texts)
    } finally {
      await end()
    }
  }))

test('what a killed process had in work is taken up again by another', () =>
  withTestDatabase(async (database) => {
    const bench = openJobBench(database)
    const owner = await bench.person('owner')
    const worker = fileURLToPath(new URL('./support/job-worker.ts', import.meta.url))
    const child = spawn(process.execPath, [worker, database.url], { stdio: 'inherit' })
    const gone = once(child, 'exit')
    const { jobId } = started(await bench.start(owner, 'survivor'))
    await bench.until(jobId, ({ progress }) => progress.done > 0)
    // It waits for the lock while the other process lives.
    const end = bench.work([echo])
    try {
      child.kill('SIGKILL')
      await gone
      const job = await bench.until(jobId, ended)
      assert.deepEqual([job.state, job.result], ['done', { text: 'survivor', attempt: 2 }])
    } finally {
      await end()
    }
  }))

test('a queue that was just opened can be closed at once', () =>
  withTestDatabase(async (database) => {
    const bench = openJobBench(database)
    for (const afterMs of [0, 5, 50]) {
      const end = bench.work([])
      if (afterMs > 0) await pause(afterMs)
      const timer = setTimeout(() => assert.fail(`still open, closed after ${afterMs} ms`), 10_000)
      await end()
      clearTimeout(timer)
    }
  }))
