import { invariant, localDateTime } from '@yibao/core/kernel'
import type pg from 'pg'
import type { Session, SessionStore, SessionWithUser, SinceLastSignIn } from '../flows/sessions-ports.ts'
import { noteOperation } from './operation-log-store.ts'
import { type Queryable, query, transaction } from './sql.ts'
import { civil, grantsJson } from './user-sql.ts'

const sessionColumns = `s.session_id as "sessionId", s.user_id as "userId", s.address, s.agent,
  ${civil('s.started_at')} as "startedAt", ${civil('s.seen_at')} as "seenAt", ${civil('s.ended_at')} as "endedAt"`

/** More wrong tries than this are "many". */
const mostCounted = 1_000

async function sinceLast(on: Queryable, userId: string, at: string): Promise<SinceLastSignIn> {
  const [last] = await query<{ at: string; address: string }>(
    on,
    'session-last',
    `select ${civil('started_at')} as at, address from user_session where user_id = $1 order by started_at desc limit 1`,
    [userId],
  )
  const [failed] = await query<{ count: number }>(
    on,
    'session-failed',
    `select count(*)::int as count from (select 1 from operation_log
       where target = $1 and action = 'session.sign-in' and outcome = 'refused'
         and done_at >= coalesce($2::timestamp, '-infinity') limit $3) as tries`,
    [userId, last?.at ?? null, mostCounted],
  )
  const elsewhere = await query<{ at: string; startedFrom: string }>(
    on,
    'session-elsewhere',
    `update user_session set told_at = $2
     where user_id = $1 and end_reason = 'used-elsewhere' and told_at is null
     returning ${civil('ended_at')} as at, address as "startedFrom"`,
    [userId, at],
  )
  return {
    lastSignIn: last === undefined ? null : { at: localDateTime(last.at), address: last.address },
    failedTries: failed?.count ?? 0,
    usedElsewhere: elsewhere.map(({ at: when, startedFrom }) => ({ at: localDateTime(when), startedFrom })),
  }
}

export function sessionStore(pool: pg.Pool): SessionStore {
  return {
    async withUser(tokenHash) {
      const [row] = await query<SessionWithUser>(
        pool,
        'session-user',
        `select ${sessionColumns}, json_build_object('name', a.name, 'grants', ${grantsJson},
           'disabledAt', ${civil('a.disabled_at')}, 'held', a.held, 'mustChangePassword', a.must_change,
           'passwordSetAt', ${civil('a.password_set_at')}) as account
         from user_session s join user_account a on a.user_id = s.user_id where s.token_hash = $1`,
        [Buffer.from(tokenHash)],
      )
      return row ?? null
    },

    async seen(sessionId, at) {
      await query(
        pool,
        'session-seen',
        'update user_session set seen_at = $2 where session_id = $1 and seen_at < $2::timestamp and ended_at is null',
        [sessionId, at],
      )
    },

    start({ sessionId, userId, address, agent, startedAt, tokenHash, passwordHash }, operation) {
      return transaction(pool, async (client) => {
        // Who is disabled at this moment comes before or after, never between.
        const standing = await query(
          client,
          'session-account',
          `select 1 from user_account
           where user_id = $1 and password_hash = $2 and disabled_at is null and not held for share`,
          [userId, passwordHash],
        )
        if (standing.length === 0) return null
        const since = await sinceLast(client, userId, startedAt)
        await query(
          client,
          'session-start',
          `insert into user_session (session_id, token_hash, user_id, address, agent, started_at, seen_at)
           values ($1, $2, $3, $4, $5, $6, $6)`,
          [sessionId, Buffer.from(tokenHash), userId, address, agent, startedAt],
        )
        await noteOperation(client, operation)
        return since
      })
    },

    end(sessionId, reason, operation) {
      return transaction(pool, async (client) => {
        const ended = await query(
          client,
          'session-end',
          `update user_session set ended_at = $2, end_reason = $3, ended_by = $4
           where session_id = $1 and ended_at is null returning session_id`,
          [sessionId, operation.at, reason, operation.actor],
        )
        if (ended.length === 0) return false
        await noteOperation(client, operation)
        return true
      })
    },

    async find(sessionId) {
      const text = `select ${sessionColumns} from user_session s where s.session_id = $1`
      const [row] = await query<Session>(pool, 'session-find', text, [sessionId])
      return row ?? null
    },

    async newsSince(sessionId) {
      const [row] = await query<{ at: string }>(
        pool,
        'session-news',
        `select ${civil('coalesce(max(b.started_at), s.started_at)')} as at from user_session s
         left join user_session b on b.user_id = s.user_id and b.started_at < s.started_at
         where s.session_id = $1 group by s.started_at`,
        [sessionId],
      )
      invariant(row !== undefined, 'who is signed in has a session')
      return localDateTime(row.at)
    },

    async addresses(userId, since) {
      const text = 'select distinct address from user_session where user_id = $1 and started_at >= $2'
      const rows = await query<{ address: string }>(pool, 'session-addresses', text, [userId, since])
      return rows.map(({ address }) => address)
    },

    open({ userId, seenSince }, after, limit) {
      return query<Session>(
        pool,
        'session-open',
        `select ${sessionColumns} from user_session s
         where s.ended_at is null and s.seen_at > $1 and ($2::text is null or s.user_id = $2)
           and ($3::timestamp is null or (s.seen_at, s.session_id) < ($3, $4))
         order by s.seen_at desc, s.session_id desc limit $5`,
        [seenSince, userId, after?.seenAt ?? null, after?.sessionId ?? null, limit],
      )
    },
  }
}
