import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { after, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { runAudit } from '../src/flows/audit-run.ts'
import { atConsole } from '../src/flows/operation-log.ts'
import { auditRunStore } from '../src/store/audit-run-store.ts'
import {
  audit,
  division,
  inDays,
  keep,
  overQuantity,
  releaseOf,
  settleVisits,
  source,
  theDay,
} from './support/audit-archive.ts'
import { withTestDatabase } from './support/test-database.ts'
import { openWorld } from './support/world.ts'

const program = fileURLToPath(new URL('./support/audit-killed.ts', import.meta.url))
const children = new Set<ReturnType<typeof spawn>>()

after(() => {
  for (const child of children) child.kill('SIGKILL')
})

/** Runs the audit in a process of its own and kills it when it has said a line; @returns what it had said */
function playedUntil(url: string, line: string): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, url], { stdio: ['ignore', 'pipe', 'inherit'] })
    children.add(child)
    let said = ''
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString()
      if (said.includes(`${line}\n`)) child.kill('SIGKILL')
    })
    child.on('close', () => {
      children.delete(child)
      resolve(said)
    })
  })
}

test('an audit that was killed goes on where it was, and comes to what an undisturbed one finds', () =>
  withTestDatabase(async (database) => {
    const world = await openWorld(database)
    try {
      const people = Array.from({ length: 12 }, (_, index) => [index + 1, [index % 3 === 0 ? 9 : 2]] as const)
      await settleVisits(world, people)
    } finally {
      await world.close()
    }
    const release = releaseOf(overQuantity(5), inDays(30, 12))
    await keep(database, release)
    const expected = await audit(database, [release], { dry: true })
    assert.equal(expected.counts.rules['T-QTY']?.hits, 4)

    const said = await playedUntil(database.url, 'left 7')
    assert.ok(said.includes('left 7') && !said.includes('done'), said)
    const written = async () => (await database.pool.query('select from audit_finding')).rows.length
    assert.ok((await written()) > 0 && (await written()) < 4)

    // The database takes a moment to see that the process which held the region is dead.
    const until = performance.now() + 20_000
    const finish = () => audit(database, [release], { bucketVisits: 1 }).catch((error: Error) => error)
    let done = await finish()
    while (done instanceof Error && done.message === 'audit.busy' && performance.now() < until) {
      await setTimeout(100)
      done = await finish()
    }
    if (done instanceof Error) throw done
    assert.ok(done.resumed)
    assert.deepEqual(done.counts.rules, expected.counts.rules)
    assert.deepEqual([done.counts.visits, done.counts.added], [12, 4])
    assert.equal(await written(), 4)
    const { rows } = await database.pool.query('select run_id, state from audit_run')
    assert.deepEqual(
      rows.map(({ state }) => state),
      ['done'],
    )

    const store = auditRunStore(database.pool)
    const withoutHands = (rules: readonly string[] | null) => {
      const order = { scope: theDay, digest: release.digest, rules, groups: [], dry: false, actor: atConsole }
      const nobody = () => Promise.reject(new Error('nobody works'))
      return runAudit(store, source, order, nobody, () => undefined)
    }
    const held = await store.alone(division, () => withoutHands(null))
    assert.deepEqual(held, { ok: false, error: { code: 'audit.busy', division } })

    await assert.rejects(withoutHands(['T-QTY']), /nobody works/)
    const whole = await audit(database, [release])
    assert.ok(!whole.resumed, 'a run over one rule is not gone on with by a run over all')
    assert.deepEqual(whole.counts.rules, expected.counts.rules)
    assert.ok((await audit(database, [release], { only: ['T-QTY'] })).resumed)
  }))
