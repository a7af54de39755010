import type pg from 'pg'
import type { MatterFile, MatterPage } from '../flows/evidence-ports.ts'
import { query } from './sql.ts'

const page = `
select m.matter_id as "matterId", m.content->'title' as title, m.state, m.provider_code as "providerCode", m.division,
  (select coalesce(json_agg(json_build_object('number', e.number, 'act', e.act, 'actor', e.actor,
      'at', to_char(e.acted_at, 'YYYY-MM-DD HH24:MI:SS'), 'reason', e.reason, 'evidence', e.evidence) order by e.number), '[]')
    from matter_event e where e.matter_id = m.matter_id) as events
from matter m where m.matter_id = $1`

/** Matters of casework, as a case file tells them. */
export function matterFile(pool: pg.Pool): MatterFile {
  return {
    async matter(matterId) {
      return (await query<MatterPage & pg.QueryResultRow>(pool, 'evidence-matter', page, [matterId]))[0] ?? null
    },
  }
}
