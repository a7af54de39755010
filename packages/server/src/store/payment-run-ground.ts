import type { Fen } from '@yibao/core/kernel'
import type { MonthUse } from '@yibao/core/payment'
import type pg from 'pg'
import type { MonthGround } from '../flows/payment-run-ports.ts'
import { usedBefore } from './payment-run-sql.ts'
import { query } from './sql.ts'

/** What stands beside the cases of a month: deductions, advances, what was carried in, and earlier uses of the budget. */
export async function groundOf(
  pool: pg.Pool,
  division: string,
  schemes: readonly string[],
  month: string,
  ofPlan: readonly string[],
): Promise<MonthGround> {
  const values = [division, schemes, month]
  const deductions = await query<MonthGround['deductions'][number] & pg.QueryResultRow>(
    pool,
    'payment-deductions',
    `select deduction_id as "deductionId", provider_code as "providerCode", month, amount, reason from payment_deduction
     where division = $1 and scheme = any($2::text[]) and month = $3 and withdrawn_at is null
     order by provider_code, deduction_id`,
    values,
  )
  const advances = await query<{ code: string; amount: Fen }>(
    pool,
    'payment-advances',
    `select s.provider_code as code, s.appropriated as amount from payment_statement s
       join payment_run r on r.run_id = s.run_id
     where r.kind = 'advance' and r.purpose = 'real' and r.state = 'closed' and r.division = $1 and r.schemes = $2::text[]
       and r.period = $3`,
    values,
  )
  const carried = await query<{ code: string; amount: Fen }>(
    pool,
    'payment-carried',
    `select distinct on (s.provider_code) s.provider_code as code,
       (s.content->'statement'->>'carriedOut')::bigint as amount
     from payment_statement s join payment_run r on r.run_id = s.run_id
     where r.kind = 'month' and r.purpose = 'real' and r.state = 'closed' and r.division = $1 and r.schemes = $2::text[]
       and r.period < $3 and left(r.period, 4) = left($3, 4) order by s.provider_code, r.period desc`,
    values,
  )
  const used = await query<{ code: string; uses: readonly MonthUse[] }>(pool, 'payment-used-before', usedBefore, [
    division,
    ofPlan,
    month,
  ])
  const byCode = (rows: readonly { readonly code: string; readonly amount: Fen }[]) =>
    Object.fromEntries(rows.map(({ code, amount }) => [code, amount]))
  return {
    deductions,
    advances: byCode(advances),
    carriedIn: byCode(carried),
    usedBefore: Object.fromEntries(used.map(({ code, uses }) => [code, uses])),
  }
}
