import { wholeRegion } from '@yibao/core/office'
import type { RegionPack } from '@yibao/core/policy'
import type { FiledSettlement } from '@yibao/core/settlement'
import type pg from 'pg'
import {
  type DeskStore,
  isNarrow,
  type MessageFilter,
  type MessageRow,
  type OutcomeFilter,
  type PageKey,
  type ReversalMark,
  type WholeMessage,
} from '../flows/desk.ts'
import type { Belongs } from '../flows/rest-ports.ts'
import { type Condition, oneCondition, type Statement, shifted, statementOf } from './conditions.ts'
import { settlementJson } from './gather-sql.ts'
import { withinReach } from './reach-sql.ts'
import { careBelongs } from './rest-visits.ts'
import { query } from './sql.ts'

const time = (column: string): string => `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS')`

const rowColumns = `m.message_id as "messageId", m.insured_id as "insuredId", i.name,
  i.certificate_number as "certificateNumber", m.provider_code as "providerCode", m.msgid, m.infno,
  ${time('m.received_at')} as "receivedAt", m.outcome, m.effect, m.settlement_id as "settlementId"`

const messages = 'message m left join insured i on i.insured_id = m.insured_id'

/** What comes right behind every text that begins so, byte by byte; a code of a refusal is ASCII. */
const behind = (prefix: string): string =>
  prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1)

function outcomeCondition(outcome: OutcomeFilter): Condition {
  switch (outcome.kind) {
    case 'ok':
      return { name: 'ok', text: () => "m.outcome = 'ok'", values: [] }
    case 'refused':
      return { name: 'refused', text: () => "m.outcome <> 'ok'", values: [] }
    case 'code':
      return {
        name: 'code',
        text: (n) => `m.outcome <> 'ok' and m.outcome collate "C" = $${n}`,
        values: [outcome.code],
      }
    case 'prefix':
      return {
        name: 'prefix',
        text: (n) => `m.outcome <> 'ok' and m.outcome collate "C" >= $${n} and m.outcome collate "C" < $${n + 1}`,
        values: [outcome.prefix, behind(outcome.prefix)],
      }
  }
}

/** What is said of the message itself; whose it is, is said beside. */
function conditionsOf(filter: MessageFilter, after: PageKey | null): readonly Condition[] {
  const { providerCode, insuredId, from, until, infno, outcome, msgid } = filter
  return [
    ...oneCondition('provider', (n) => `m.provider_code = $${n}`, providerCode),
    ...oneCondition('person', (n) => `m.insured_id = $${n}`, insuredId),
    ...oneCondition('from', (n) => `m.received_at >= $${n}::timestamp`, from),
    ...oneCondition('until', (n) => `m.received_at < $${n}::timestamp`, until),
    ...oneCondition('infno', (n) => `m.infno = $${n}`, infno),
    ...oneCondition('msgid', (n) => `m.msgid = $${n}`, msgid),
    ...(outcome === null ? [] : [outcomeCondition(outcome)]),
    ...(after === null
      ? []
      : [
          {
            name: 'after',
            text: (n: number) => `(m.received_at, m.message_id) < ($${n}::timestamp, $${n + 1})`,
            values: [after.receivedAt, after.messageId],
          },
        ]),
  ]
}

const newestFirst = 'order by m.received_at desc, m.message_id desc'

const withReach = (filter: MessageFilter, after: PageKey | null): readonly Condition[] => [
  ...conditionsOf(filter, after),
  ...withinReach(filter.reach, { institution: 'm.provider_code', enrolled: 'm.insured_id' }),
]

/**
 * The newest of many institutions: some of each, by the institutions' own index, and of those the newest. So no index
 * over everybody's messages is needed on the hot road. Who may see all sees those of unknown senders as well.
 */
function newestOfMany(filter: MessageFilter, after: PageKey | null): Statement {
  const conditions = [...withinReach(filter.reach, { divisions: ['p.division'], institution: 'p.provider_code' })]
  const strangers = filter.reach.regions.includes(wholeRegion) ? "union all select ''" : ''
  const within = statementOf('desk-newest', conditions, (where) => where)
  const first = within.values.length
  const own = statementOf('', conditionsOf(filter, after).map(shifted(first)), (where, next) => {
    const limit = `limit $${first + next}`
    return `select ${rowColumns} from (
        select m.* from (select p.provider_code from provider p ${within.text} ${strangers}) sender
        cross join lateral (select * from message m
          ${where === '' ? 'where' : `${where} and`} m.provider_code = sender.provider_code ${newestFirst} ${limit}) m
        ${newestFirst} ${limit}) m
      left join insured i on i.insured_id = m.insured_id ${newestFirst}`
  })
  return { name: within.name + own.name, text: own.text, values: [...within.values, ...own.values] }
}

const settlementsOfMessages = `
select k.number::int as number, ${settlementJson} as settlement,
  (select count(*) from settlement c where c.insured_id = t.insured_id and c.root_id = t.root_id) % 2 = 1 as stands
from unnest($1::text[], $2::text[]) with ordinality as k(insured_id, settlement_id, number)
join settlement t on t.insured_id = k.insured_id and t.settlement_id = k.settlement_id`

const chainOfMessage = `
select ${settlementJson} as settlement from settlement t
where t.insured_id = $1 and t.root_id = (select root_id from settlement where insured_id = $1 and settlement_id = $2)
order by t.sequence`

/** The text of a field of the request that names another message (2601), as far as the request can be read at all. */
function namedMsgid(request: string): string | null {
  return /\\?"omsgid\\?"\s*:\s*\\?"([^"\\]{1,30})/.exec(request)?.[1] ?? null
}

export function deskStore(pool: pg.Pool): DeskStore {
  return {
    find(filter, after, limit) {
      const { name, text, values } = isNarrow(filter)
        ? statementOf(
            'desk-find',
            withReach(filter, after),
            (where, next) => `select ${rowColumns} from ${messages} ${where} ${newestFirst} limit $${next}`,
          )
        : newestOfMany(filter, after)
      return query<MessageRow>(pool, name, text, [...values, limit])
    },

    async count(filter) {
      const { name, text, values } = statementOf(
        'desk-count',
        withReach(filter, null),
        (where) => `select count(*)::int as count from message m ${where}`,
      )
      const rows = await query<{ count: number }>(pool, name, text, values)
      return rows[0]?.count ?? 0
    },

    async whole(messageId) {
      const rows = await query<MessageRow & Pick<WholeMessage, 'request' | 'answer'> & { belongs: Belongs }>(
        pool,
        'desk-message',
        `select ${rowColumns}, m.request, m.answer, json_build_object(${careBelongs('m')}) as belongs
         from ${messages} where m.message_id = $1`,
        [messageId],
      )
      const [found] = rows
      if (found === undefined) return null
      const { belongs, ...row } = found
      const { insuredId, providerCode, msgid, settlementId } = row
      const chain =
        settlementId === null
          ? []
          : await query<{ settlement: FiledSettlement }>(pool, 'desk-chain', chainOfMessage, [insuredId, settlementId])
      const marks = await query<ReversalMark>(
        pool,
        'desk-marks',
        `select msgid, infno, ${time('marked_at')} as "markedAt" from reversal_mark
         where insured_id = $1 and provider_code = $2 and msgid = any($3) order by marked_at`,
        [insuredId, providerCode, [msgid, namedMsgid(row.request) ?? msgid]],
      )
      return { ...row, ...belongs, chain: chain.map(({ settlement }) => settlement), marks }
    },

    async settlementsOf(rows) {
      const found = await query<{ number: number; settlement: FiledSettlement; stands: boolean }>(
        pool,
        'desk-settlements',
        settlementsOfMessages,
        [rows.map(({ insuredId }) => insuredId), rows.map(({ settlementId }) => settlementId)],
      )
      return found.flatMap(({ number, settlement, stands }) => {
        const message = rows[number - 1]
        return message === undefined ? [] : [{ message, settlement, stands }]
      })
    },

    async pack(packHash) {
      const rows = await query<{ content: RegionPack }>(
        pool,
        'desk-pack',
        'select content from policy_pack where pack_hash = $1',
        [packHash],
      )
      return rows[0]?.content ?? null
    },
  }
}
