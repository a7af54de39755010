import type pg from 'pg'
import type { KeptPlan, PaymentLaw, PlanStore } from '../flows/payment-run-ports.ts'
import { query } from './sql.ts'

type Content = Pick<PaymentLaw, 'plan' | 'tables'>

const planRow = `plan_hash as hash, plan_id as "planId", division, schemes, valid_from::text as from, valid_until::text as until,
  to_char(taken_up_at, 'YYYY-MM-DD HH24:MI:SS') as "takenUpAt"`

export function paymentPlanStore(pool: pg.Pool): PlanStore {
  const lawOf = async (name: string, where: string, values: readonly unknown[]): Promise<PaymentLaw | null> => {
    const text = `select plan_hash as hash, content from payment_plan where ${where}`
    const [row] = await query<{ hash: string; content: Content }>(pool, `payment-plan-${name}`, text, values)
    return row === undefined ? null : { hash: row.hash, ...row.content }
  }
  return {
    async keep({ hash, plan, tables }, at, takenUp) {
      const { id, division, schemes, range } = plan
      await query(
        pool,
        'payment-plan-keep',
        `insert into payment_plan as p (plan_hash, plan_id, division, schemes, valid_from, valid_until, content, kept_since,
           taken_up_at, taking)
         values ($1, $2, $3, $4, $5, $6, $7, $8, case when $9 then $8::timestamp end,
           case when $9 then (select coalesce(max(taking), 0) + 1 from payment_plan) end)
         on conflict (plan_hash) do update set taken_up_at = coalesce(excluded.taken_up_at, p.taken_up_at),
           taking = coalesce(excluded.taking, p.taking)`,
        [hash, id, division, schemes, range.from, range.until, JSON.stringify({ plan, tables }), at, takenUp],
      )
    },

    byHash: (hash) => lawOf('by-hash', 'plan_hash = $1', [hash]),

    inForce: (division, scheme, on) =>
      lawOf(
        'in-force',
        `division = $1 and $2 = any(schemes) and valid_from <= $3 and (valid_until is null or valid_until > $3)
         and taking is not null order by taking desc limit 1`,
        [division, scheme, on],
      ),

    async takenUp(division, scheme) {
      const text = `select plan_hash as hash, content from payment_plan
        where division = $1 and $2 = any(schemes) and taking is not null order by taking desc`
      const rows = await query<{ hash: string; content: Content }>(pool, 'payment-plans-taken-up', text, [
        division,
        scheme,
      ])
      return rows.map(({ hash, content }) => ({ hash, ...content }))
    },

    async all() {
      const text = `select ${planRow} from payment_plan order by division, valid_from, kept_since, plan_hash`
      return await query<KeptPlan & pg.QueryResultRow>(pool, 'payment-plans', text)
    },
  }
}
