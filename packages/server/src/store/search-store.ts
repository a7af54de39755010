import type { Reach } from '@yibao/core/office'
import type pg from 'pg'
import type {
  FoundInstitution,
  FoundMatter,
  FoundMessage,
  FoundSettlement,
  SearchStore,
} from '../flows/search-ports.ts'
import { disclosed, matterBelonging } from './casework-store.ts'
import { type Condition, oneCondition, statementOf } from './conditions.ts'
import { withinReach } from './reach-sql.ts'
import { query } from './sql.ts'

const time = (column: string): string => `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS')`

/** The name of the institution of a row, or its code where nobody registered it. */
const nameOf = (row: string): string =>
  `coalesce((select p.name from provider p where p.provider_code = ${row}.provider_code), ${row}.provider_code)`

/** What a number or a name finds. */
export function searchStore(reads: pg.Pool): SearchStore {
  const find = async <Row>(
    called: string,
    conditions: readonly Condition[],
    build: (where: string, next: number) => string,
    limit: number,
  ): Promise<readonly Row[]> => {
    const { name, text, values } = statementOf(called, conditions, build)
    return await query<Row & pg.QueryResultRow>(reads, name, text, [...values, limit])
  }
  const messagesBy = (column: 'm.message_id' | 'm.msgid', number: string, reach: Reach, limit: number) =>
    find<FoundMessage>(
      `search-messages ${column}`,
      [
        ...oneCondition('number', (n) => `${column} = $${n}`, number),
        ...withinReach(reach, { institution: 'm.provider_code', enrolled: 'm.insured_id' }),
      ],
      (where, next) => `select m.message_id as "messageId", m.insured_id as "insuredId", m.infno, m.msgid,
          ${time('m.received_at')} as at, ${nameOf('m')} as "providerName", m.outcome
        from message m ${where} order by m.received_at desc, m.message_id desc limit $${next}`,
      limit,
    )
  return {
    institutions: (asked, reach, limit) =>
      find<FoundInstitution>(
        'search-institutions',
        [
          ...oneCondition(
            'text',
            (n) => `(starts_with(p.provider_code, upper($${n})) or position(lower($${n}) in lower(p.name)) > 0)`,
            asked,
          ),
          ...withinReach(reach, { divisions: ['p.division'], institution: 'p.provider_code' }),
        ],
        (where, next) => `select p.provider_code as "providerCode", p.name, p.division
          from provider p ${where} order by p.provider_code limit $${next}`,
        limit,
      ),

    settlements: (settlementId, reach, limit) =>
      find<FoundSettlement>(
        'search-settlements',
        [
          ...oneCondition('number', (n) => `t.settlement_id = $${n}`, settlementId),
          ...withinReach(reach, {
            divisions: ['t.division'],
            institution: 't.provider_code',
            enrolled: 't.insured_id',
          }),
        ],
        (where, next) => `select t.settlement_id as "settlementId", t.insured_id as "insuredId", t.kind,
            ${time('t.settled_at')} as at, ${nameOf('t')} as "providerName", t.total
          from settlement t ${where} limit $${next}`,
        limit,
      ),

    async messages(number, reach, limit) {
      const byNumber = await messagesBy('m.message_id', number, reach, limit)
      return byNumber.length > 0 ? byNumber : messagesBy('m.msgid', number, reach, limit)
    },

    matters: (number, reach, limit) =>
      find<FoundMatter>(
        'search-matters',
        [
          ...oneCondition(
            'number',
            (n) => `m.matter_id in (select $${n} union all
              select d.matter_id from matter_document d where d.document_no = $${n})`,
            number,
          ),
          ...withinReach(reach, matterBelonging),
          ...disclosed(reach),
        ],
        (where, next) => `select m.matter_id as "matterId", m.procedure, m.content->'title' as title,
            ${nameOf('m')} as "providerName"
          from matter m ${where} order by m.opened_on desc, m.matter_id desc limit $${next}`,
        limit,
      ),
  }
}
