import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { caseworkDay } from '../src/casework-daily.ts'
import { shippedCaseworkLaw } from '../src/casework-desk.ts'
import { approved, type Bureau, decided, openBureau } from './support/casework.ts'
import { inOneWorld } from './support/refusals.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

const run = (args: readonly string[], url: string): Promise<Ran> =>
  new Promise((resolve) => {
    const env = { ...process.env, DATABASE_URL: url }
    execFile(process.execPath, [main, 'case', ...args], { env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), out, err }),
    )
  })

inOneWorld('the case commands', (world) => {
  let bureau: Bureau
  const ran = (...args: readonly string[]) => run(args, world().database.url)

  before(async () => {
    bureau = await openBureau(world().database)
    // The commands open it as a real one.
    await world().database.pool.query('delete from database_purpose')
  })

  test('an act, what it did, its paper as a PDF, and a refusal with its cure', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'yibao-case-test-'))
    try {
      const { matterId } = await bureau.take()
      const refused = await ran('act', matterId, 'assign', '--user', 'audit.sun', '--assignee', 'audit.li')
      assert.equal(refused.code, 1)
      assert.match(refused.err, /casework\.not-yours/)
      assert.match(refused.err, /supervision-lead/, 'who may do it')
      const nobody = await ran('act', matterId, 'assign', '--user', 'nobody.here', '--assignee', 'audit.li')
      assert.match(nobody.err, /没有用户 nobody\.here.*\.\/yibao user add nobody\.here/)
      const free = await ran('act', matterId, 'assign', '--user', 'lead.qian', '--free', '--json')
      assert.equal(free.code, 0, free.err)
      const { matter } = JSON.parse(free.out)
      assert.equal(matter.state, 'first-review')

      const file = join(folder, 'lines.csv')
      await writeFile(file, '项目,金额\n护理,48.00\n')
      const told = ['--reason', '重复收费', '--file', file]
      const notified = await ran('act', matterId, 'notify', '--user', matter.firstReviewer, ...told, '--json')
      assert.equal(notified.code, 0, notified.err)
      const { document } = JSON.parse(notified.out)
      const events = await bureau.desk.matters.events(matterId)
      assert.match(events.at(-1)?.evidence[0] ?? '', /^sm3:[0-9a-f]{64}$/)
      const unknown = await bureau.try('office.h1', matterId, 'answer', { evidence: [`sm3:${'0'.repeat(64)}`] })
      assert.equal(unknown, 'casework.unknown-evidence')

      const pdf = join(folder, 'notice.pdf')
      const printed = await ran('paper', document.documentNo, '--pdf', pdf)
      assert.equal(printed.code, 0, printed.err)
      assert.equal((await readFile(pdf)).subarray(0, 5).toString(), '%PDF-')
      const shown = await ran('show', matterId)
      assert.match(shown.out, /核查告知书/)
      assert.match(shown.out, /期限 limit 陈述申辩期限 answer \d/)
      assert.match(shown.out, /answer 陈述申辩 ← 机构 institution/)
      assert.doesNotMatch(shown.out, /\{"/, 'facts are told in words')
      assert.match((await ran('list', '--state', 'notified')).out, new RegExp(matterId))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  test('money with its entries, conflicts, credit points, the daily round', async () => {
    const matterId = await approved(bureau)
    const executed = await ran('act', matterId, 'execute', '--user', 'clerk.feng', '--how', 'claim')
    assert.equal(executed.code, 0, executed.err)
    const money = await ran('money', matterId)
    assert.match(money.out, /recovery-claim/)
    assert.match(money.out, /\+1000\.00/)
    const conflict = ['--user', 'audit.sun', '--institution', 'H99020000001', '--reason', '亲属任职']
    assert.equal((await ran('conflict', ...conflict)).code, 0)
    assert.equal((await ran('conflict', ...conflict)).code, 1, 'it stands already')
    assert.match((await ran('conflict')).out, /audit\.sun/)
    assert.equal((await ran('conflict', ...conflict, '--end')).code, 0)
    const shown = await ran('credit', 'show', 'institution', 'H99020000001')
    assert.match(shown.out, /信用分 score 100/)

    const late = await decided(bureau)
    const lines: string[] = []
    const { desk } = bureau
    bureau.at('2024-02-01 07:00:00')
    const law = await shippedCaseworkLaw()
    const source = { now: desk.now, newId: desk.newId }
    await caseworkDay({ pool: world().database.pool, source, law, log: (line) => lines.push(line) })
    assert.match(lines.join('\n'), /terms ended/)
    assert.equal((await bureau.matter(late)).state, 'final')
  })
})
