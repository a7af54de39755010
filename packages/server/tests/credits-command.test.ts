import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { fen, isoDate } from '@yibao/core/kernel'
import { verifyAll } from '../src/flows/verify.ts'
import type { Database } from '../src/store/database.ts'
import { verifyStore } from '../src/store/verify-store.ts'
import { yibao } from './support/desk.ts'
import { withTestDatabase } from './support/test-database.ts'
import { verified } from './support/verified.ts'
import { openWorld, person, type World } from './support/world.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp('/tmp/yibao-credits-')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const [employee, newcomer, resident, stranger] = [person(1), person(2), person(3), person(4)].map(
  ({ insuredId }) => insuredId,
)

const withPeople = (work: (world: World) => Promise<void>) =>
  withTestDatabase(async (database) => {
    const world = await openWorld(database)
    const balance = fen(100_00)
    await world.plant([
      { person: person(1), balance },
      { person: person(2, '990100'), balance, enrolment: { range: { from: isoDate('2023-06-01'), until: null } } },
      { person: person(3), balance, enrolment: { scheme: '390' } },
    ])
    await work(world)
    await world.close()
  })

async function accountsOf({ pool }: Database): Promise<readonly unknown[]> {
  const { rows } = await pool.query('select account_balance, version from person_state order by insured_id')
  return rows.map(({ account_balance, version }) => [account_balance, version])
}

const header = '人员编号,期间,金额\n'

test('credits come in once per person and period, each booked from the funding of the person’s place', () =>
  withPeople(async (world) => {
    const { database } = world
    const file = join(folder, 'credits.csv')
    await writeFile(file, `${header}${employee},2023,250.5\n${employee},2023-02,20\n${newcomer},2023,30\n`)
    assert.match((await yibao(database.url, 'import', 'credits', file, '--dry-run')).out, /added 3/)
    const untouched = [100_00, 0]
    assert.deepEqual(await accountsOf(database), [untouched, untouched, untouched])
    assert.match((await yibao(database.url, 'import', 'credits', file)).out, /新增 added 3/)
    const credited = [[370_50, 2], [130_00, 1], untouched]
    assert.deepEqual(await accountsOf(database), credited)
    assert.match((await yibao(database.url, 'import', 'credits', file)).out, /未变 unchanged 3/)
    assert.deepEqual(await accountsOf(database), credited)
    const { rows } = await database.pool.query(
      `select entry_id, sequence, account, amount from posting join journal_entry using (insured_id, entry_id)
       where kind = 'credit' and account not like 'person:%' order by insured_id, sequence`,
    )
    assert.deepEqual(rows.map(Object.values), [
      ['credit-2023', 1, 'fund:990200:310:account-funding', -250_50],
      ['credit-2023-02', 2, 'fund:990200:310:account-funding', -20_00],
      ['credit-2023', 1, 'fund:990100:310:account-funding', -30_00],
    ])
    await verified(world)
  }))

test('a row that cannot be credited is named with its reason, and nothing comes in', () =>
  withPeople(async ({ database }) => {
    const file = join(folder, 'credits.tsv')
    await writeFile(file, `${header}${employee},2023,250\n`.replaceAll(',', '\t'))
    assert.equal((await yibao(database.url, 'import', 'credits', file)).code, 0)
    const rows = [
      [employee, '2023', '260', /期间 2023 已划入 250\.00 元，与 260\.00 元不同/],
      [stranger, '2024', '10', /均无职工医保参保/],
      [resident, '2024', '10', /均无职工医保参保/],
      [employee, '2024-13', '10', /不是年或月/],
      [employee, '2024', '-1', /不是大于零的金额/],
    ] as const
    for (const [insuredId, period, amount, expected] of rows) {
      await writeFile(file, `${header}${newcomer},2024,10\n${insuredId},${period},${amount}\n`.replaceAll(',', '\t'))
      const { code, out, errors } = await yibao(database.url, 'import', 'credits', file)
      assert.equal(code, 1)
      assert.match(out + errors, expected)
    }
    await writeFile(file, `${header}${newcomer},2024,10\n${newcomer},2024,10\n`.replaceAll(',', '\t'))
    const twice = await yibao(database.url, 'import', 'credits', file)
    assert.match(twice.out + twice.errors, /与第 2 行重复/)
    assert.deepEqual((await accountsOf(database)).slice(1), [
      [100_00, 0],
      [100_00, 0],
    ])
  }))

test('verify finds a credit that takes instead of giving, and an account without its credit', () =>
  withPeople(async ({ database }) => {
    const file = join(folder, 'credits.csv')
    await writeFile(file, `${header}${employee},2023,250\n${newcomer},2023,30\n`)
    assert.equal((await yibao(database.url, 'import', 'credits', file)).code, 0)
    const tamper = "update posting set amount = -amount where insured_id = $1 and entry_id = 'credit-2023'"
    await database.pool.query(tamper, [employee])
    await database.pool.query('update person_state set account_balance = 10000 where insured_id = $1', [newcomer])
    const { violations } = await verifyAll(verifyStore(database.pool), () => undefined)
    const found = (insuredId: string | undefined) =>
      violations.filter((each) => each.insuredId === insuredId).map(({ what }) => what)
    assert.ok(found(employee).includes(`posting to person:${employee}:account`))
    assert.deepEqual(found(newcomer), ['account balance', 'account in the ledger'])
  }))

test('the template of the list has the columns that the import reads', async () => {
  const file = join(folder, 'new.csv')
  assert.equal((await yibao('', 'import', 'template', 'credits', '--out', file)).code, 0)
  assert.match(await readFile(file, 'utf8'), /人员编号,期间,金额/)
})
