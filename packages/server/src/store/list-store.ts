import type { FiledList, FiledListHead, ListChange } from '@yibao/core/settlement-list'
import type pg from 'pg'
import type { ListStore } from '../flows/list-ports.ts'
import type { ArchivedMessage } from '../flows/ports.ts'
import { latestList } from './list-sql.ts'
import { query } from './sql.ts'

/** The rows of a decision about lists, beside those of every decision. */
export function listRows({ put, states }: ListChange, { msgid, receivedAt }: ArchivedMessage) {
  return {
    lists:
      put === null
        ? []
        : [
            {
              settlement_id: put.settlementId,
              version: put.version,
              list_id: put.listId,
              provider_code: put.providerCode,
              state: put.state,
              msgid: put.msgid,
              sent_at: put.sentAt,
              content: put.content,
              findings: put.findings,
            },
          ],
    listStates: states.map(({ settlementId, version, state }) => ({
      settlement_id: settlementId,
      version,
      state,
      msgid,
      at: receivedAt,
    })),
  }
}

/** The editions of the code lists begin with these names, whatever their number. */
const diagnosisEdition = 'ICD-10-%'
const operationEdition = 'ICD-9-%'

const knownCodes = `
select exists (select 1 from diagnosis_code where edition like $1) as loaded,
  coalesce((select array_agg(distinct code) from diagnosis_code where edition like $1 and code = any($2::text[])), '{}') as known`

export function listStore(pool: pg.Pool): ListStore {
  const known = async (edition: string, codes: readonly string[]): Promise<ReadonlySet<string> | null> => {
    const [row] = await query<{ loaded: boolean; known: string[] }>(pool, 'known-codes', knownCodes, [edition, codes])
    return row?.loaded === true ? new Set(row.known) : null
  }
  return {
    async latest(insuredId, settlementId) {
      const values = [insuredId, settlementId]
      const rows = await query<{ list: FiledList & FiledListHead }>(pool, 'latest-list', latestList, values)
      return rows[0]?.list ?? null
    },
    async knownCodes(diagnoses, operations) {
      return {
        knownDiagnoses: await known(diagnosisEdition, diagnoses),
        knownOperations: await known(operationEdition, operations),
      }
    },
  }
}
