import type { Tip, TipEvent } from '@yibao/core/tip'
import type pg from 'pg'
import type { HolderKey, PaidReward, SealedIdentity, TipFilter, TipStore, TipTables } from '../flows/tip-ports.ts'
import { noteOperation } from './operation-log-store.ts'
import { type Queryable, query, transaction } from './sql.ts'

const tipsWhere = `select content from tip
where ($1::text is null or state = $1) and ($2::text is null or matter_id = $2) order by received_at, tip_id`

const putTip = `
insert into tip (tip_id, division, provider_code, state, version, matter_id, received_at, named, content)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

const moveTip = `
update tip set state = $2, version = $3, matter_id = $4, content = $5 where tip_id = $1 and version = $3 - 1`

const putEvent = 'insert into tip_event (tip_id, number, act, actor, at, content) values ($1, $2, $3, $4, $5, $6)'

const putIdentity = `
insert into tip_identity (tip_id, sealed, first_key, first_share, second_key, second_share) values ($1, $2, $3, $4, $5, $6)`

const putReward =
  'insert into tip_reward (receipt, tip_id, amount, paid_at, paid_by, content) values ($1, $2, $3, $4, $5, $6)'

const putKey = 'insert into tip_holder_key (key_id, holder, public_key, made_at) values ($1, $2, $3, $4)'

const time = (column: string): string => `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS')`

const keys = `
select key_id as "keyId", holder, public_key as "publicKey", ${time('made_at')} as "madeAt", ${time('retired_at')} as "retiredAt"
from tip_holder_key order by made_at, key_id`

const misfiled = `
select tip_id as id from tip where (tip_id, division, provider_code, state, version::text, matter_id, named::text)
  is distinct from (content->>'tipId', content->>'division', content->>'providerCode', content->>'state', content->>'version',
    content->>'matterId', content->>'named') order by tip_id`

const unlogged = `
select distinct e.tip_id as id from tip_event e where (e.act, e.actor) is distinct from (e.content->>'act', e.content->>'actor')
  or (select count(*) from tip_event o where o.tip_id = e.tip_id and o.act = e.act and o.actor = e.actor)
    > (select count(*) from operation_log l where l.target = e.tip_id and l.action = 'tip.' || e.act and l.outcome = 'done'
        and l.details->>'by' = e.actor) order by id`

const strangeHolders = `
select k.holder as id from tip_holder_key k where not exists (select from operation_log l where l.target = k.key_id
  and l.action = 'tip.holder' and l.outcome = 'done' and l.details->>'holder' = k.holder
  and l.details->>'publicKey' = k.public_key) order by k.holder`

/** Whoever decides about a row holds it until he has recorded. */
type Hold = '' | 'for update'

async function tipOf(on: Queryable, tipId: string, hold: Hold = ''): Promise<Tip | null> {
  const text = `select content from tip where tip_id = $1 ${hold}`
  return (await query<{ content: Tip }>(on, `tip ${hold}`, text, [tipId]))[0]?.content ?? null
}

async function tipsOf(on: Queryable, { state, matterId }: TipFilter): Promise<readonly Tip[]> {
  return (await query<{ content: Tip }>(on, 'tips', tipsWhere, [state, matterId])).map(({ content }) => content)
}

const keysOf = (on: Queryable): Promise<readonly HolderKey[]> =>
  query<HolderKey & pg.QueryResultRow>(on, 'tip-holder-keys', keys)

async function idsOf(on: Queryable, name: string, text: string): Promise<readonly string[]> {
  return (await query<{ id: string }>(on, name, text)).map(({ id }) => id)
}

function tablesOf(client: Queryable): TipTables {
  return {
    tip: (tipId) => tipOf(client, tipId, 'for update'),
    tips: (filter) => tipsOf(client, filter),
    async record(tip, event) {
      const { tipId, division, providerCode, state, version, matterId, receivedAt, named } = tip
      const told = JSON.stringify(tip)
      if (version === 1) {
        const values = [tipId, division, providerCode, state, version, matterId, receivedAt, named, told]
        await query(client, 'tip-put', putTip, values)
      } else {
        const values = [tipId, state, version, matterId, told]
        const moved = await client.query({ name: 'tip-move', text: moveTip, values })
        if (moved.rowCount !== 1) throw new Error(`tip ${tipId} moved on under its lock`)
      }
      const { number, act, actor, at } = event
      await query(client, 'tip-event', putEvent, [tipId, number, act, actor, at, JSON.stringify(event)])
    },
    async addClaim(tipId, digest) {
      const text = 'insert into tip_claim (tip_id, code_digest) values ($1, $2)'
      await query(client, 'tip-claim-add', text, [tipId, digest])
    },
    async addIdentity({ tipId, sealed, first, second }) {
      const values = [tipId, Buffer.from(sealed), first.keyId, first.share, second.keyId, second.share]
      await query(client, 'tip-identity-add', putIdentity, values)
    },
    async addReward(paid) {
      const { receipt, tipId, amount, paidAt, paidBy } = paid
      await query(client, 'tip-reward-add', putReward, [receipt, tipId, amount, paidAt, paidBy, JSON.stringify(paid)])
    },
    holderKeys: () => keysOf(client),
    async addHolderKey({ keyId, holder, publicKey, madeAt }) {
      await query(client, 'tip-key-add', putKey, [keyId, holder, publicKey, madeAt])
    },
    async retireHolderKey(keyId, at) {
      await query(client, 'tip-key-retire', 'update tip_holder_key set retired_at = $2 where key_id = $1', [keyId, at])
    },
    note: (operation) => noteOperation(client, operation),
  }
}

interface IdentityRow extends pg.QueryResultRow {
  readonly sealed: Buffer
  readonly first_key: string
  readonly first_share: string
  readonly second_key: string
  readonly second_share: string
}

async function identityOf(on: Queryable, tipId: string): Promise<SealedIdentity | null> {
  const text = 'select sealed, first_key, first_share, second_key, second_share from tip_identity where tip_id = $1'
  const [row] = await query<IdentityRow>(on, 'tip-identity', text, [tipId])
  if (row === undefined) return null
  const { sealed, first_key, first_share, second_key, second_share } = row
  const [first, second] = [
    { keyId: first_key, share: first_share },
    { keyId: second_key, share: second_share },
  ]
  return { tipId, sealed, first, second }
}

/** Tips: they are few, and everything about them happens one after the other. */
export function tipStore(pool: pg.Pool): TipStore {
  return {
    alone(work) {
      return transaction(pool, async (client) => {
        await query(client, 'tips-lock', `select pg_advisory_xact_lock(hashtext('tips'), 0)`)
        return work(tablesOf(client))
      })
    },
    tip: (tipId) => tipOf(pool, tipId),
    tips: (filter) => tipsOf(pool, filter),
    holderKeys: () => keysOf(pool),
    identity: (tipId) => identityOf(pool, tipId),
    misfiled: () => idsOf(pool, 'tip-misfiled', misfiled),
    unlogged: () => idsOf(pool, 'tip-unlogged', unlogged),
    strangeHolders: () => idsOf(pool, 'tip-strange-holders', strangeHolders),
    async events(tipId) {
      const text = 'select content from tip_event where tip_id = $1 order by number'
      return (await query<{ content: TipEvent }>(pool, 'tip-events', text, [tipId])).map(({ content }) => content)
    },
    async claimDigest(tipId) {
      const text = 'select code_digest as digest from tip_claim where tip_id = $1'
      return (await query<{ digest: string }>(pool, 'tip-claim', text, [tipId]))[0]?.digest ?? null
    },
    async rewards() {
      const text = 'select content from tip_reward order by paid_at, receipt'
      return (await query<{ content: PaidReward }>(pool, 'tip-rewards', text)).map(({ content }) => content)
    },
  }
}
