import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { after } from 'node:test'
import pg from 'pg'
import { EMBEDDED_NAME } from '../../src/store/cluster.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { type EmbeddedServer, startEmbedded } from '../../src/store/embedded.ts'
import { migrate } from '../../src/store/migrate.ts'
import { copySharedCluster } from './shared-cluster.ts'

interface TestServer {
  readonly folder: string
  readonly server: EmbeddedServer
}

const log = () => undefined

let starting: Promise<TestServer> | undefined
let count = 0

/** Runs `work` on a fresh migrated database and drops it afterwards. */
export async function withTestDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await createTestDatabase()
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/**
 * A fresh migrated database; its `close` drops it. All tests of one process share one embedded server in a temporary
 * folder (not below TMPDIR: a private one would be closed to the server's user when root tests), gone with the tests.
 */
export async function createTestDatabase(): Promise<Database> {
  starting ??= startTestServer()
  const { server } = await starting
  count += 1
  const name = `test_${count}`
  // Copying files takes a quarter of what writing them through the log does.
  await runAlone(server.url('postgres'), `CREATE DATABASE ${name} TEMPLATE ${EMBEDDED_NAME} STRATEGY FILE_COPY`)
  const database = await openDatabase({ databaseUrl: server.url(name) })
  let closing: Promise<void> | undefined
  const close = async () => {
    await database.close()
    await runAlone(server.url('postgres'), `DROP DATABASE ${name} WITH (FORCE)`)
  }
  return {
    ...database,
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

async function startTestServer(): Promise<TestServer> {
  const folder = await mkdtemp(join('/tmp', 'yibao-test-'))
  await chmod(folder, 0o711)
  const dataDir = join(folder, 'data')
  await copySharedCluster(dataDir)
  const server = await startEmbedded({ dataDir, log })
  await migrate({ url: server.url(EMBEDDED_NAME), log })
  return { folder, server }
}

async function runAlone(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

after(async () => {
  if (starting === undefined) return
  const { server, folder } = await starting
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})
