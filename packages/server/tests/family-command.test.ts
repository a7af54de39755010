import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { fen } from '@yibao/core/kernel'
import type { Database } from '../src/store/database.ts'
import { withTestDatabase } from './support/test-database.ts'
import { openWorld, person } from './support/world.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp('/tmp/yibao-family-')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

function yibao(url: string, ...args: readonly string[]): Promise<{ code: number; out: string; errors: string }> {
  const env = { ...process.env, DATABASE_URL: url, YIBAO_MASTER_KEY: '' }
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...args], { env }, (_error, out, errors) =>
      resolve({ code: child.exitCode ?? -1, out, errors }),
    )
  })
}

const [owner, child, parent, stranger] = [person(1), person(2), person(3), person(4)].map((each) => each.insuredId)

const withPeople = (work: (database: Database) => Promise<void>) =>
  withTestDatabase(async (database) => {
    const world = await openWorld(database)
    await world.plant([1, 2, 3].map((number) => ({ person: person(number), balance: fen(100_00) })))
    await world.close()
    await work(database)
  })

async function sharings({ pool }: Database): Promise<readonly unknown[]> {
  const { rows } = await pool.query(
    `select insured_id, owner_id, relation, yearly_limit, withdrawn_at is not null as withdrawn
     from family_sharing order by insured_id, authorised_at`,
  )
  return rows.map((row) => Object.values(row))
}

test('authorisations come in from a list, once; one about somebody who is not on file is named and nothing comes in', () =>
  withPeople(async (database) => {
    const file = join(folder, 'family.csv')
    const header = '使用人编号,账户所有人编号,使用人是所有人的,授权开始,授权结束,年度限额\n'
    await writeFile(file, `${header}${child},${owner},子女,2023-01-01,,\n${stranger},${owner},父母,2023-01-01,,500\n`)
    const bad = await yibao(database.url, 'import', 'family', file)
    assert.equal(bad.code, 1)
    assert.match(bad.out + bad.errors, /没有此人/)
    assert.deepEqual(await sharings(database), [])
    await writeFile(file, `${header}${child},${owner},子女,2023-01-01,,\n${parent},${owner},父母,2023-01-01,,500\n`)
    assert.match((await yibao(database.url, 'import', 'family', file)).out, /新增 added 2/)
    assert.match((await yibao(database.url, 'import', 'family', file)).out, /未变 unchanged 2/)
    assert.deepEqual(await sharings(database), [
      [child, owner, 'child', null, false],
      [parent, owner, 'parent', 500_00, false],
    ])
  }))

test('an authorisation is made, changed, withdrawn and made again by command; the member’s version moves on each time', () =>
  withPeople(async (database) => {
    const pair = ['--member', child ?? '', '--owner', owner ?? ''] as const
    const run = (...args: readonly string[]) => yibao(database.url, 'family', ...args)
    const version = async (): Promise<number> => {
      const sql = 'select version from person_state where insured_id = $1'
      return (await database.pool.query(sql, [child])).rows[0].version
    }
    const before = await version()
    assert.match((await run('authorise', ...pair, '--relation', 'child')).out, /已登记 added/)
    assert.match(
      (await run('authorise', ...pair, '--relation', 'child', '--yearly-limit', '800')).out,
      /已变更 changed/,
    )
    assert.match((await run('withdraw', ...pair)).out, /已撤回 withdrawn/)
    assert.equal(await version(), before + 3)
    assert.match((await run('withdraw', ...pair)).errors, /没有有效的授权/)
    assert.match((await run('authorise', ...pair, '--relation', 'child')).out, /已登记 added/)
    assert.deepEqual((await sharings(database)).at(-1), [child, owner, 'child', null, false])
    const alone = await run('authorise', '--member', owner ?? '', '--owner', owner ?? '', '--relation', 'child')
    assert.match(alone.errors, /与使用人相同/)
    const unknown = await run('authorise', '--member', stranger ?? '', '--owner', owner ?? '', '--relation', 'child')
    assert.match(unknown.errors, /没有此人/)
  }))

test('the template of the list has the columns that the import reads', async () => {
  const file = join(folder, 'new.csv')
  assert.equal((await yibao('', 'import', 'template', 'family', '--out', file)).code, 0)
  assert.match(await readFile(file, 'utf8'), /使用人编号,账户所有人编号,使用人是所有人的,授权开始,授权结束,年度限额/)
})
