import type pg from 'pg'
import { type VerifyReport, type VerifyStore, verifyAll } from '../src/flows/verify.ts'
import { verifyStore } from '../src/store/verify-store.ts'
import { filledSettlements } from './history-sql.ts'
import { type Side, sideOf } from './stage.ts'

/** Verifies the people of our side: what the yardstick wrote for the others was never decided. */
export function verifyOurs(pool: pg.Pool, progress: (done: number, all: number) => void): Promise<VerifyReport> {
  const store = verifyStore(pool)
  const ours: VerifyStore = {
    ...store,
    personCount: async () => Math.floor((await store.personCount()) / 2),
    histories: async (after, limit) =>
      (await store.histories(after, limit)).filter(({ insuredId }) => sideOf(insuredId) === 'ours'),
  }
  return verifyAll(ours, progress)
}

/** Settlements on file of each side, without those that were only filled in. */
export async function settlementsOnFile(pool: pg.Pool): Promise<Readonly<Record<Side, number>>> {
  const { rows } = await pool.query<{ side: Side; count: number }>(
    `select case when right(insured_id, 1)::int % 2 = 0 then 'ours' else 'yardstick' end as side, count(*)::int as count
     from settlement where settlement_id not like '%${filledSettlements}' group by 1`,
  )
  const of = (side: Side): number => rows.find((row) => row.side === side)?.count ?? 0
  return { ours: of('ours'), yardstick: of('yardstick') }
}
