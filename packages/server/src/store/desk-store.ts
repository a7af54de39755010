import type { RegionPack } from '@yibao/core/policy'
import type { FiledSettlement } from '@yibao/core/settlement'
import type pg from 'pg'
import type {
  DeskStore,
  DeskToken,
  MessageFilter,
  MessageRow,
  OutcomeFilter,
  PageKey,
  ReversalMark,
  WholeMessage,
} from '../flows/desk.ts'
import { settlementJson } from './gather-sql.ts'
import { query } from './sql.ts'

const time = (column: string): string => `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS')`

const rowColumns = `m.message_id as "messageId", m.insured_id as "insuredId", i.name,
  i.certificate_number as "certificateNumber", m.provider_code as "providerCode", m.msgid, m.infno,
  ${time('m.received_at')} as "receivedAt", m.outcome, m.effect, m.settlement_id as "settlementId"`

const messages = 'message m left join insured i on i.insured_id = m.insured_id'

/** A condition of fixed words with the places of its values, and what goes there. */
interface Condition {
  readonly name: string
  readonly text: (first: number) => string
  readonly values: readonly unknown[]
}

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

function conditionsOf(filter: MessageFilter, after: PageKey | null): readonly Condition[] {
  const { providerCode, insuredId, from, until, infno, outcome, msgid } = filter
  const one = (name: string, text: (n: number) => string, value: unknown): Condition[] =>
    value === null ? [] : [{ name, text, values: [value] }]
  return [
    ...one('provider', (n) => `m.provider_code = $${n}`, providerCode),
    ...one('person', (n) => `m.insured_id = $${n}`, insuredId),
    ...one('from', (n) => `m.received_at >= $${n}::timestamp`, from),
    ...one('until', (n) => `m.received_at < $${n}::timestamp`, until),
    ...one('infno', (n) => `m.infno = $${n}`, infno),
    ...one('msgid', (n) => `m.msgid = $${n}`, msgid),
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

/** A statement made of fixed words only: which conditions there are decides it, their values never do. */
function statementOf(name: string, conditions: readonly Condition[], build: (where: string, next: number) => string) {
  let next = 1
  const texts = conditions.map(({ text, values }) => {
    const written = text(next)
    next += values.length
    return written
  })
  const where = texts.length === 0 ? '' : `where ${texts.join(' and ')}`
  return {
    name: [name, ...conditions.map((condition) => condition.name)].join(' '),
    text: build(where, next),
    values: conditions.flatMap(({ values }) => values),
  }
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
      const { name, text, values } = statementOf(
        'desk-find',
        conditionsOf(filter, after),
        (where, next) =>
          `select ${rowColumns} from ${messages} ${where} order by m.received_at desc, m.message_id desc limit $${next}`,
      )
      return query<MessageRow>(pool, name, text, [...values, limit])
    },

    async count(filter) {
      const { name, text, values } = statementOf(
        'desk-count',
        conditionsOf(filter, null),
        (where) => `select count(*)::int as count from message m ${where}`,
      )
      const rows = await query<{ count: number }>(pool, name, text, values)
      return rows[0]?.count ?? 0
    },

    async whole(messageId) {
      const rows = await query<MessageRow & Pick<WholeMessage, 'request' | 'answer'>>(
        pool,
        'desk-message',
        `select ${rowColumns}, m.request, m.answer from ${messages} where m.message_id = $1`,
        [messageId],
      )
      const [row] = rows
      if (row === undefined) return null
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
      return { ...row, chain: chain.map(({ settlement }) => settlement), marks }
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

    async note({ operationId, at, actor, action, details }) {
      await query(
        pool,
        'desk-note',
        'insert into operation_log (operation_id, done_at, actor, action, details) values ($1, $2, $3, $4, $5)',
        [operationId, at, actor, action, JSON.stringify(details)],
      )
    },

    async keepToken({ tokenId, name, hash, at }) {
      await query(
        pool,
        'desk-token-keep',
        'insert into desk_token (token_id, name, token_hash, created_at) values ($1, $2, $3, $4)',
        [tokenId, name, Buffer.from(hash), at],
      )
    },

    async tokenWith(hash) {
      const rows = await query<DeskToken>(
        pool,
        'desk-token',
        'select token_id as "tokenId", name from desk_token where token_hash = $1 and revoked_at is null',
        [Buffer.from(hash)],
      )
      return rows[0] ?? null
    },

    async revokeToken(tokenId, at) {
      const rows = await query(
        pool,
        'desk-token-revoke',
        'update desk_token set revoked_at = $2 where token_id = $1 and revoked_at is null returning token_id',
        [tokenId, at],
      )
      return rows.length === 1
    },
  }
}
