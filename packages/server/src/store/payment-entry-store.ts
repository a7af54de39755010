import { ok, refuse } from '@yibao/core/kernel'
import type pg from 'pg'
import { actorName, type OperationSource, operationOf } from '../flows/operation-log.ts'
import type { EntryRefusal, PaymentEntries } from '../flows/payment-entries.ts'
import { noteOperation } from './operation-log-store.ts'
import { type Queryable, query, transaction } from './sql.ts'

async function isKnown(client: Queryable, providerCode: string): Promise<boolean> {
  const text = 'select from provider where provider_code = $1'
  return (await query(client, 'payment-known-institution', text, [providerCode])).length > 0
}

/** The standing run of a period that would have to say what is entered now; its row is held until the entry is written. */
async function standing(client: Queryable, values: readonly unknown[]): Promise<string | null> {
  const text = `select run_id as "runId" from payment_run where purpose = 'real' and state <> 'reopened' and kind = $1
    and division = $2 and $3 = any(schemes) and period = $4 for share`
  return (await query<{ runId: string }>(client, 'payment-standing-run', text, values))[0]?.runId ?? null
}

/** Deductions and assessments, entered by people. */
export function paymentEntries(pool: pg.Pool, source: OperationSource): PaymentEntries {
  return {
    deduct(actor, { providerCode, division, scheme, month, amount, reason }) {
      return transaction(pool, async (client) => {
        if (!(await isKnown(client, providerCode))) {
          return refuse<EntryRefusal>({ code: 'payment.unknown-institution', providerCode })
        }
        const runId = await standing(client, ['month', division, scheme, month])
        if (runId !== null) return refuse<EntryRefusal>({ code: 'payment.month-closed', month, runId })
        const year = month.slice(0, 4)
        const cleared = await standing(client, ['year', division, scheme, year])
        if (cleared !== null) return refuse<EntryRefusal>({ code: 'payment.year-cleared', year, runId: cleared })
        const deductionId = source.newId()
        await query(
          client,
          'payment-deduct',
          `insert into payment_deduction
             (provider_code, deduction_id, division, scheme, month, amount, reason, entered_by, entered_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
          [providerCode, deductionId, division, scheme, month, amount, reason, actorName(actor), source.now()],
        )
        const details = { deductionId, division, scheme, month, amount }
        const told = { action: 'payments.deduct', target: providerCode, reason, details }
        await noteOperation(client, operationOf(source, actor, told))
        return ok({ deductionId })
      })
    },

    assess(actor, { providerCode, division, scheme, year, score, source: from }) {
      return transaction(pool, async (client) => {
        if (!(await isKnown(client, providerCode))) {
          return refuse<EntryRefusal>({ code: 'payment.unknown-institution', providerCode })
        }
        const runId = await standing(client, ['year', division, scheme, year])
        if (runId !== null) return refuse<EntryRefusal>({ code: 'payment.year-cleared', year, runId })
        const [row] = await query<{ number: number }>(
          client,
          'payment-assess',
          `insert into payment_assessment (provider_code, division, scheme, year, number, score, source, entered_by, entered_at)
           select $1, $2, $3, $4, coalesce(max(number), 0) + 1, $5, $6, $7, $8 from payment_assessment
           where provider_code = $1 and division = $2 and scheme = $3 and year = $4 returning number`,
          [providerCode, division, scheme, year, score, from, actorName(actor), source.now()],
        )
        const details = { division, scheme, year, score, source: from }
        await noteOperation(
          client,
          operationOf(source, actor, { action: 'payments.assess', target: providerCode, details }),
        )
        return ok({ number: row?.number ?? 1 })
      })
    },
  }
}
