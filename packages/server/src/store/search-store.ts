import { type IsoDate, parseIsoDate } from '@yibao/core/kernel'
import type { Reach } from '@yibao/core/office'
import type pg from 'pg'
import type {
  FoundInstitution,
  FoundMatter,
  FoundMessage,
  FoundSettlement,
  FoundStatement,
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

/** Institution of twelve characters, time of fourteen, four digits: how the national interface writes the number of a message. */
function readMsgid(msgid: string): { readonly sender: string; readonly day: IsoDate } | null {
  const [, sender, year, month, date] = /^(.{12})(\d{4})(\d\d)(\d\d)\d{10}$/.exec(msgid) ?? []
  const day = parseIsoDate(`${year}-${month}-${date}`)
  return sender !== undefined && day.ok ? { sender, day: day.value } : null
}

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
  const messagesOf = (
    called: string,
    from: string,
    conditions: readonly Condition[],
    reach: Reach,
    limit: number,
  ): Promise<readonly FoundMessage[]> =>
    find<FoundMessage>(
      called,
      [...conditions, ...withinReach(reach, { institution: 'm.provider_code', enrolled: 'm.insured_id' })],
      (where, next) => `select m.message_id as "messageId", m.insured_id as "insuredId", m.infno, m.msgid,
          ${time('m.received_at')} as at, ${nameOf('m')} as "providerName", m.outcome
        from ${from} ${where} order by m.received_at desc, m.message_id desc limit $${next}`,
      limit,
    )
  /** What a message did is filed by institution and number: every institution is asked, each by the index. */
  const byEffect = (msgid: string, reach: Reach, limit: number) =>
    messagesOf(
      'search-messages effect',
      `provider sender cross join lateral (select e.insured_id, e.message_id, e.received_at from message_effect e
          where e.provider_code = sender.provider_code and e.msgid = $1 limit ${limit}) e
        join message m on m.insured_id = e.insured_id and m.message_id = e.message_id and m.received_at = e.received_at`,
      oneCondition('number', (n) => `m.msgid = $${n}`, msgid),
      reach,
      limit,
    )
  /** What did nothing is filed by institution and time only, both of which the usual form of a number tells. */
  const byForm = async (msgid: string, reach: Reach, limit: number) => {
    const said = readMsgid(msgid)
    if (said === null) return []
    const { sender, day } = said
    const around: Condition = {
      name: 'form',
      text: (n) => `m.msgid = $${n} and m.provider_code = $${n + 1}
        and m.received_at between $${n + 2}::date - 1 and $${n + 2}::date + 2`,
      values: [msgid, sender, day],
    }
    return messagesOf('search-messages', 'message m', [around], reach, limit)
  }
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
      const own = oneCondition('own number', (n) => `m.message_id = $${n}`, number)
      const byNumber = await messagesOf('search-messages', 'message m', own, reach, limit)
      if (byNumber.length > 0) return byNumber
      const found = await Promise.all([byEffect(number, reach, limit), byForm(number, reach, limit)])
      return [...new Map(found.flat().map((one) => [one.messageId, one])).values()].slice(0, limit)
    },

    matters: (number, reach, limit) =>
      find<FoundMatter>(
        'search-matters',
        [
          ...oneCondition(
            'number',
            (n) => `m.matter_id in (select $${n} union all
              select d.matter_id from matter_document d where d.document_no = $${n} union all
              select s.matter_id from matter s where left(right(s.matter_id, 14), 6) = $${n})`,
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

    statements: (number, reach, limit) =>
      find<FoundStatement>(
        'search-statements',
        [
          ...oneCondition('number', (n) => `$${n} in (s.number, s.notice_number)`, number),
          ...withinReach(reach, { divisions: ['r.division'], institution: 's.provider_code' }),
        ],
        (where, next) => `select s.number, s.run_id as "runId", s.provider_code as "providerCode",
            ${nameOf('s')} as "providerName", r.period
          from payment_statement s join payment_run r on r.run_id = s.run_id ${where}
            and r.purpose = 'real' and r.state <> 'running' limit $${next}`,
        limit,
      ),
  }
}
