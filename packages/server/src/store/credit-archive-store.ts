import type { CreditEvent } from '@yibao/core/credit'
import type pg from 'pg'
import type { CreditArchiveStore, CreditMatter, CreditSubject } from '../flows/credit-archive-ports.ts'
import type { Belongs } from '../flows/rest-ports.ts'
import { noteOperation } from './operation-log-store.ts'
import { query, transaction } from './sql.ts'

/** Where a subject belongs; no row of one who is not on file. */
const belonging: Readonly<Record<CreditSubject['kind'], string>> = {
  institution: `select json_agg(division) as divisions, json_build_array($1::text) as institutions from provider
    where provider_code = $1 having count(*) > 0`,
  doctor: `select json_agg(distinct p.division) as divisions, json_agg(distinct d.provider_code) as institutions
    from practitioner d join provider p using (provider_code) where d.code = $1 having count(*) > 0`,
  person: `select json_agg(distinct division) as divisions, '[]'::json as institutions from enrolment
    where insured_id = $1 having count(*) > 0`,
}

/** An appeal or a dismissal may leave nothing of what was decided. */
const matterById = `
select state, content->'measures' <> '[]' and state in ('final', 'executing', 'recovered', 'closed', 'sanctioned') as decided,
  provider_code as "providerCode", doctor, insured_id as "insuredId"
from matter where matter_id = $1`

const insertEvent = `
insert into credit_event (kind, subject, number, happened_on, entered_by, reason, deed, entered_at)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning number`

/** Credit archives. */
export function creditArchiveStore(pool: pg.Pool): CreditArchiveStore {
  return {
    async belongs({ kind, subject }) {
      const rows = await query<Belongs & pg.QueryResultRow>(pool, `credit-belongs-${kind}`, belonging[kind], [subject])
      return rows[0] ?? null
    },

    async events({ kind, subject }) {
      const text = `select number, happened_on::text as on, entered_by as by, reason, deed from credit_event
        where kind = $1 and subject = $2 order by number`
      return await query<CreditEvent & pg.QueryResultRow>(pool, 'credit-events', text, [kind, subject])
    },

    async matter(matterId) {
      return (await query<CreditMatter & pg.QueryResultRow>(pool, 'credit-matter', matterById, [matterId]))[0] ?? null
    },

    add({ kind, subject }, { number, on, by, reason, deed }, at, operation) {
      return transaction(pool, async (client) => {
        const values = [kind, subject, number, on, by, reason, JSON.stringify(deed), at]
        const added = (await query(client, 'credit-add', insertEvent, values)).length === 1
        if (added) await noteOperation(client, operation)
        return added
      })
    },
  }
}
