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

/**
 * The same for a statement that is planned anew for its values every time: for questions so different that one plan is never
 * good for all of them.
 */
export async function queryOnce<T extends pg.QueryResultRow>(
  on: Queryable,
  text: string,
  values: readonly unknown[],
): Promise<T[]> {
  const result = await on.query<T>({ text, values: [...values] })
  return result.rows
}

const calls = new Map<string, number>()

/**
 * The same for statements over tables that grow. A plan is made once and kept, so one that was made while its tables were
 * empty would read them whole when they are full: after two, four, eight … calls the statement is prepared
 * under another name and so planned anew.
 */
export function queryGrowing<T extends pg.QueryResultRow>(
  on: Queryable,
  name: string,
  text: string,
  values: readonly unknown[],
): Promise<T[]> {
  const count = (calls.get(name) ?? 0) + 1
  calls.set(name, count)
  return query<T>(on, `${name}#${count.toString(2).length}`, text, values)
}

/** The name of a statement, under whichever name it was prepared. */
export const statementName = (prepared: string): string => prepared.replace(/#\d+$/, '')

/** Whether a statement was given up because the server said nothing; it would say nothing to the next one either. */
const isSilence = (error: unknown): error is Error => error instanceof Error && error.message === 'Query read timeout'

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
    if (isSilence(error)) broken = error
    else
      await client.query('ROLLBACK').catch((lost: Error) => {
        broken = lost
      })
    throw error
  } finally {
    // A client that cannot roll back is thrown away, not handed to the next caller.
    client.release(broken)
  }
}
