import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { CaseStore, CollectedCase, SettledStay } from '../flows/payment-ports.ts'
import { institutionsOfMonth, leaveCases, putCases, staysOfClosedMonths, staysOfMonth } from './payment-case-sql.ts'
import { query } from './sql.ts'

const statements = { 'of-month': staysOfMonth, 'of-closed-months': staysOfClosedMonths } as const

function rowOf({ case: facts, month, state, listVersion }: CollectedCase) {
  const { providerCode, caseId, insuredId, division, scheme, settledOn } = facts
  return {
    provider_code: providerCode,
    case_id: caseId,
    insured_id: insuredId,
    division,
    scheme,
    month,
    settled_on: settledOn,
    state,
    list_version: listVersion,
    facts,
    facts_digest: createHash('sha256').update(JSON.stringify(facts)).digest('hex'),
  }
}

/** The payer's working copy of settled stays, collected from the files of persons; never on the hot road. */
export function paymentCaseStore(pool: pg.Pool): CaseStore {
  return {
    async institutions({ division, schemes }, month) {
      const values = [division, schemes, month]
      const rows = await query<{ providerCode: string }>(pool, 'payment-institutions', institutionsOfMonth, values)
      return rows.map(({ providerCode }) => providerCode)
    },

    async stays({ scope, month, part, providerCode, after, limit }) {
      const values = [providerCode, scope.division, scope.schemes, month, after, limit]
      const rows = await query<{ stay: SettledStay }>(pool, `payment-stays-${part}`, statements[part], values)
      return rows.map(({ stay }) => stay)
    },

    async put(cases, at) {
      if (cases.length === 0) return { fresh: 0, changed: 0 }
      const values = [JSON.stringify(cases.map(rowOf)), at]
      const rows = await query<{ fresh: boolean }>(pool, 'payment-put-cases', putCases, values)
      const fresh = rows.filter((row) => row.fresh).length
      return { fresh, changed: rows.length - fresh }
    },

    async leave(providerCode, caseIds, month) {
      if (caseIds.length === 0) return 0
      return (await query(pool, 'payment-leave-cases', leaveCases, [providerCode, caseIds, month])).length
    },
  }
}
