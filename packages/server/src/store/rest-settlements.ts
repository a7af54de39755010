import type { FiledSettlement } from '@yibao/core/settlement'
import type pg from 'pg'
import type { Belongs, SettlementRow, SettlementStore } from '../flows/rest-ports.ts'
import { oneCondition, statementOf } from './conditions.ts'
import { settlementJson } from './gather-sql.ts'
import { withinReach } from './reach-sql.ts'
import { careBelongs, eventConditions } from './rest-visits.ts'
import { query } from './sql.ts'

const rowColumns = `t.insured_id as "insuredId", t.settlement_id as "settlementId", t.kind, t.undoes_id as "undoesId",
  t.visit_id as "visitId", t.provider_code as "providerCode", to_char(t.settled_at, 'YYYY-MM-DD HH24:MI:SS') as at,
  t.scheme, t.division, t.med_type as "medType", t.total,
  t.pool + t.large_amount + t.critical_illness + t.civil_servant + t.enterprise + t.assistance + t.other as fund, t.cash`

const wholeChain = `
select json_build_object(${careBelongs('asked')}) as belongs,
  (select json_agg(${settlementJson} order by t.sequence) from settlement t
    where t.insured_id = $1 and t.root_id = asked.root_id) as chain
from settlement asked where asked.insured_id = $1 and asked.settlement_id = $2`

/** Settlements as a desk asks for them. */
export function settlementStore(pool: pg.Pool): SettlementStore {
  return {
    async find(filter, reach, after, limit) {
      const conditions = [
        ...eventConditions(filter, after, { alias: 't', at: 't.settled_at', id: 't.settlement_id' }),
        ...oneCondition('scheme', (n) => `t.scheme = $${n}`, filter.scheme),
        ...oneCondition('kind', (n) => `t.kind = $${n}`, filter.kind),
        ...withinReach(reach, { divisions: ['t.division'], institution: 't.provider_code', enrolled: 't.insured_id' }),
      ]
      const { name, text, values } = statementOf(
        'rest-settlements',
        conditions,
        (where, next) =>
          `select ${rowColumns} from settlement t ${where}
           order by t.settled_at desc, t.settlement_id desc limit $${next}`,
      )
      return query<SettlementRow & pg.QueryResultRow>(pool, name, text, [...values, limit])
    },

    async chain(insuredId, settlementId) {
      const rows = await query<{ belongs: Belongs; chain: readonly FiledSettlement[] }>(
        pool,
        'rest-settlement',
        wholeChain,
        [insuredId, settlementId],
      )
      const [found] = rows
      return found === undefined ? null : { ...found.belongs, chain: found.chain }
    },
  }
}
