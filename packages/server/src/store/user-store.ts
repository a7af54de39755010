import { ok, type Result, refuse } from '@yibao/core/kernel'
import { type Grant, handOf, type Tries } from '@yibao/core/office'
import type pg from 'pg'
import type { Operation } from '../flows/operation-log.ts'
import type { Account, Alteration, NamedInstitution, TryStore, UserStore, UsersRefusal } from '../flows/users-ports.ts'
import { noteOperation } from './operation-log-store.ts'
import { beginning } from './reach-sql.ts'
import { type Queryable, query, transaction } from './sql.ts'
import { accountColumns, triesFor } from './user-sql.ts'

async function accountOf(on: Queryable, userId: string): Promise<Account | null> {
  const text = `select ${accountColumns} from user_account a where a.user_id = $1`
  const [account] = await query<Account>(on, 'user-find', text, [userId])
  return account ?? null
}

const placeOf = ({ scope }: Grant): readonly [string, string] =>
  scope.kind === 'region' ? ['region', scope.division] : ['institution', scope.providerCode]

/**
 * Gives a role. The account's hand is set first; a role of another hand is refused by the database itself, because all
 * roles in force refer to it.
 */
async function insertGrant(
  on: Queryable,
  grantId: string,
  grant: Grant,
  { target, at, actor }: Operation,
): Promise<void> {
  const hand = handOf(grant.role)
  await query(on, 'user-hand', 'update user_account set hand = $2 where user_id = $1 and hand is distinct from $2', [
    target,
    hand,
  ])
  await query(
    on,
    'user-grant',
    `insert into user_role (grant_id, user_id, role, scope_kind, scope_code, granted_at, granted_by)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [grantId, target, grant.role, ...placeOf(grant), at, actor],
  )
}

async function insertPassword(on: Queryable, userId: string, { hash, setAt }: { hash: string; setAt: string }) {
  await query(on, 'user-password', 'insert into user_password (user_id, set_at, password_hash) values ($1, $2, $3)', [
    userId,
    setAt,
    hash,
  ])
}

async function apply(on: Queryable, userId: string, alteration: Alteration): Promise<void> {
  const { disabledAt, password, held, grant, revoke, endSessions, forgetTries, operation } = alteration
  if (disabledAt !== undefined) {
    await query(on, 'user-disable', 'update user_account set disabled_at = $2 where user_id = $1', [userId, disabledAt])
  }
  if (password !== undefined) {
    const { hash, setAt, mustChange } = password
    await query(
      on,
      'user-set-password',
      'update user_account set password_hash = $2, password_set_at = $3, must_change = $4 where user_id = $1',
      [userId, hash, setAt, mustChange],
    )
    await insertPassword(on, userId, password)
  }
  if (held !== undefined) {
    await query(on, 'user-hold', 'update user_account set held = $2 where user_id = $1', [userId, held])
  }
  if (grant !== undefined) await insertGrant(on, grant.grantId, grant.grant, operation)
  if (revoke !== undefined) {
    await query(
      on,
      'user-revoke',
      `update user_role set revoked_at = $5, revoked_by = $6
       where user_id = $1 and role = $2 and scope_kind = $3 and scope_code = $4 and revoked_at is null`,
      [userId, revoke.role, ...placeOf(revoke), operation.at, operation.actor],
    )
  }
  if (forgetTries === true) {
    await query(on, 'user-forget-tries', `delete from sign_in_tries t where ${triesFor('$1')}`, [userId])
  }
  if (endSessions !== undefined) {
    await query(
      on,
      'user-end-sessions',
      `update user_session set ended_at = $2, end_reason = $3, ended_by = $4 where user_id = $1 and ended_at is null`,
      [userId, operation.at, endSessions, operation.actor],
    )
  }
  await noteOperation(on, operation)
}

/** Which name is taken already, when that is what the database refused. */
function takenBy(error: unknown): UsersRefusal | null {
  const constraint = error instanceof Error && 'constraint' in error ? error.constraint : null
  if (constraint === 'user_account_pkey') return { code: 'office.user-id-taken' }
  if (constraint === 'user_account_staff_number_key') return { code: 'office.staff-number-taken' }
  return null
}

/** Percent signs and their like are letters in what is looked for. */
const asPart = (text: string | null): string | null =>
  text === null ? null : `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`

export function userStore(pool: pg.Pool): UserStore {
  return {
    async add({ userId, name, staffNumber, password, grants, grantIds }, operation) {
      try {
        return await transaction(pool, async (client) => {
          await query(
            client,
            'user-add',
            `insert into user_account (user_id, name, staff_number, password_hash, password_set_at, must_change, created_at)
             values ($1, $2, $3, $4, $5, $6, $7)`,
            [userId, name, staffNumber, password.hash, password.setAt, password.mustChange, operation.at],
          )
          await insertPassword(client, userId, password)
          for (const [index, grant] of grants.entries()) {
            await insertGrant(client, grantIds[index] ?? operation.operationId, grant, operation)
          }
          await noteOperation(client, operation)
          const account = await accountOf(client, userId)
          return account === null ? refuse({ code: 'office.unknown-user' }) : ok(account)
        })
      } catch (error) {
        const taken = takenBy(error)
        if (taken === null) throw error
        return refuse(taken)
      }
    },

    find: (userId) => accountOf(pool, userId),

    list({ text, after, limit }) {
      return query<Account>(
        pool,
        'user-list',
        `select ${accountColumns} from user_account a
         where a.user_id collate "C" > coalesce($1, '') collate "C" and ($2::text is null
           or a.user_id like $2 or lower(a.name) like $2 or lower(a.staff_number) like $2)
         order by a.user_id collate "C" limit $3`,
        [after, asPart(text), limit],
      )
    },

    async passwordHashes(userId, count) {
      const rows = await query<{ hash: string }>(
        pool,
        'user-hashes',
        'select password_hash as hash from user_password where user_id = $1 order by number desc limit $2',
        [userId, count],
      )
      return rows.map(({ hash }) => hash)
    },

    alter(userId, decide) {
      return transaction(pool, async (client): Promise<Result<Account, UsersRefusal>> => {
        await query(client, 'user-lock', 'select 1 from user_account where user_id = $1 for update', [userId])
        const decided = decide(await accountOf(client, userId))
        if (!decided.ok) return decided
        await apply(client, userId, decided.value)
        await query(client, 'user-version', 'update user_account set version = version + 1 where user_id = $1', [
          userId,
        ])
        const account = await accountOf(client, userId)
        return account === null ? refuse({ code: 'office.unknown-user' }) : ok(account)
      })
    },

    async institutionExists(providerCode) {
      const rows = await query(pool, 'user-institution', 'select 1 from provider where provider_code = $1', [
        providerCode,
      ])
      return rows.length === 1
    },

    async divisionExists(division) {
      const text = `select 1 from (select division from policy_pack union all select division from provider) known
        having coalesce(bool_or(known.division like $1), true)`
      return (await query(pool, 'user-division', text, [beginning(division)])).length === 1
    },

    async institutions(text, limit) {
      const found = `select provider_code as "providerCode", name from provider
        where starts_with(provider_code, $1) or position($1 in name) > 0 order by provider_code limit $2`
      return await query<NamedInstitution & pg.QueryResultRow>(pool, 'user-institutions', found, [text, limit])
    },
  }
}

interface TryRow {
  readonly subject: string
  readonly times: number
  readonly since: number
  readonly locks: number
  readonly lockedUntil: number
}

/** Counts older than this are forgotten by the rules as well. */
const keptSeconds = 2 * 86_400

export function tryStore(pool: pg.Pool): TryStore {
  return {
    async change(subjects, decide) {
      await transaction(pool, async (client) => {
        await query(
          client,
          'tries-prepare',
          `insert into sign_in_tries (subject, times, since, locks, locked_until)
           select subject, 0, 0, 0, 0 from unnest($1::text[]) as subject order by subject on conflict do nothing`,
          [subjects],
        )
        const rows = await query<TryRow>(
          client,
          'tries-lock',
          `select subject, times, since, locks, locked_until as "lockedUntil" from sign_in_tries
           where subject = any($1) order by subject for update`,
          [subjects],
        )
        const found = subjects.flatMap((subject): Tries[] => rows.filter((row) => row.subject === subject))
        const decided = decide(found)
        await query(
          client,
          'tries-write',
          `update sign_in_tries t set times = n.times, since = n.since, locks = n.locks, locked_until = n.locked_until
           from unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[])
             as n(subject, times, since, locks, locked_until) where t.subject = n.subject`,
          [
            subjects,
            ...(['times', 'since', 'locks', 'lockedUntil'] as const).map((field) =>
              decided.map((tries) => tries[field]),
            ),
          ],
        )
        const latest = Math.max(...decided.map(({ since }) => since))
        await query(
          client,
          'tries-forget',
          `delete from sign_in_tries where subject in (
             select subject from sign_in_tries where since < $1 and locked_until < $1 and subject <> all($2)
             order by since limit 10 for update skip locked)`,
          [latest - keptSeconds, subjects],
        )
      })
    },
  }
}
