import type pg from 'pg'

const page = 2_000

/** Rows of the run behind a case, as they would be written. */
const read = `select row_to_json(k) as row from payment_case k
where k.provider_code = $1 and k.run_id = $2 and k.case_id > $3 order by k.case_id limit $4`

const write = `insert into yardstick_case select r.* from json_populate_recordset(null::yardstick_case, $1::json) as r`

/**
 * Reads every row that a run wrote and writes it once more, page by page and institution by institution, a transaction for
 * each, without deciding anything: what storing alone costs.
 */
export async function runYardstick(pool: pg.Pool, runId: string): Promise<void> {
  await pool.query('create table yardstick_case (like payment_case including all)')
  const { rows: places } = await pool.query<{ code: string }>(
    'select distinct provider_code as code from payment_case where run_id = $1 order by 1',
    [runId],
  )
  for (const { code } of places) {
    const client = await pool.connect()
    try {
      await client.query('begin')
      for (let after = ''; ; ) {
        const { rows } = await client.query<{ row: { readonly case_id: string } }>(read, [code, runId, after, page])
        if (rows.length > 0) await client.query(write, [JSON.stringify(rows.map(({ row }) => row))])
        const last = rows.at(-1)
        if (last === undefined || rows.length < page) break
        after = last.row.case_id
      }
      await client.query('commit')
    } finally {
      client.release()
    }
  }
}
