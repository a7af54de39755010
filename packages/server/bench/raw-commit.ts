import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

export interface RawCommits {
  /** Connections at work; fewer than wanted when the database has no more left. */
  readonly connections: number
  readonly wanted: number
  readonly bytes: number
  readonly perSecond: number
}

/** Connections that stay free for whoever must look. */
const leftFree = 4

async function freeConnections(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ free: number }>(
    `select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
       - (select count(*)::int from pg_stat_activity) as free`,
  )
  return (rows[0]?.free ?? 0) - leftFree
}

/** As many as are wanted, or as there are; whoever has just stopped may still be closing his. */
async function connectionsFor(pool: pg.Pool, wanted: number): Promise<number> {
  for (let time = 0; time < 20; time += 1) {
    if ((await freeConnections(pool)) >= wanted) return wanted
    await pause(100)
  }
  return Math.max(1, Math.min(wanted, await freeConnections(pool)))
}

/**
 * What the database does alone: each connection inserts one row and commits, again and again, as `pgbench -N` does
 * without its updates. The table goes again.
 */
export async function rawCommits(
  { pool, url }: { readonly pool: pg.Pool; readonly url: string },
  { wanted, bytes, seconds }: { readonly wanted: number; readonly bytes: number; readonly seconds: number },
): Promise<RawCommits> {
  const connections = await connectionsFor(pool, wanted)
  await pool.query('create table bench_commit (id bigint primary key, content text not null)')
  // Half as many random bytes, as hex: what the database compresses would not be as many bytes.
  const content = randomBytes(Math.ceil(bytes / 2)).toString('hex')
  const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: url }))
  let done = 0
  try {
    await Promise.all(clients.map((client) => client.connect()))
    const begin = performance.now()
    const until = begin + seconds * 1000
    let next = 0
    const insert = async (client: pg.Client): Promise<void> => {
      while (performance.now() < until) {
        next += 1
        await client.query({
          name: 'commit',
          text: 'insert into bench_commit values ($1, $2)',
          values: [next, content],
        })
        done += 1
      }
    }
    await Promise.all(clients.map(insert))
    return { connections, wanted, bytes, perSecond: (done * 1000) / (performance.now() - begin) }
  } finally {
    await Promise.all(clients.map((client) => client.end()))
    await pool.query('drop table bench_commit')
  }
}
