import type pg from 'pg'

/** A pool, or the one client of a transaction. */
export type Queryable = Pick<pg.ClientBase, 'query'> | Pick<pg.Pool, 'query'>

/**
 * Runs one hand-written statement as a named prepared one and returns its rows. The name stands for the text: the
 * same name with another text is an error of the driver. `T` is the caller's word for the row shape.
 */
export async function query<T extends pg.QueryResultRow>(
  on: Queryable,
  name: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<T[]> {
  const result = await on.query<T>({ name, text, values: [...values] })
  return result.rows
}

/** Runs `work` in one transaction on one client: committed when it returns, rolled back when it throws. */
export async function transaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch((lost: Error) => {
      broken = lost
    })
    throw error
  } finally {
    // A client that cannot roll back is thrown away, not handed to the next caller.
    client.release(broken)
  }
}
