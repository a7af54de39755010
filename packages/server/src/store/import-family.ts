import type { LocalDateTime } from '@yibao/core/kernel'
import type { Sharing } from '../flows/family-ports.ts'
import type { WriteCounts } from '../flows/import-ports.ts'
import { type Queryable, query } from './sql.ts'

const putSharings = `
with sent as (
  select insured_id, owner_id, relation, valid_from, valid_until, yearly_limit
  from jsonb_to_recordset($1::jsonb) as s(insured_id text, owner_id text, relation text, valid_from date,
    valid_until date, yearly_limit bigint)
), changed as (
  update family_sharing f set relation = s.relation, valid_from = s.valid_from, valid_until = s.valid_until,
    yearly_limit = s.yearly_limit
  from sent s where f.insured_id = s.insured_id and f.owner_id = s.owner_id and f.withdrawn_at is null
    and (f.relation, f.valid_from, f.valid_until, f.yearly_limit)
      is distinct from (s.relation, s.valid_from, s.valid_until, s.yearly_limit)
  returning f.insured_id
), added as (
  insert into family_sharing (insured_id, owner_id, relation, valid_from, valid_until, yearly_limit, authorised_at)
  select s.insured_id, s.owner_id, s.relation, s.valid_from, s.valid_until, s.yearly_limit, $2::timestamp
  from sent s where not exists (select from family_sharing f
    where f.insured_id = s.insured_id and f.owner_id = s.owner_id and f.withdrawn_at is null)
  on conflict (insured_id, owner_id, authorised_at) do update set withdrawn_at = null, relation = excluded.relation,
    valid_from = excluded.valid_from, valid_until = excluded.valid_until, yearly_limit = excluded.yearly_limit
  returning insured_id
), moved as (
  update person_state set version = version + 1
  where insured_id in (select insured_id from changed union select insured_id from added)
)
select (select count(*)::int from added) as added, (select count(*)::int from changed) as changed`

/** Authorises relatives; one that stands is changed. Whoever decides about a member right now must read again. */
export async function writeSharings(
  on: Queryable,
  sharings: readonly Sharing[],
  at: LocalDateTime,
): Promise<WriteCounts> {
  const rows = sharings.map(({ memberId, ownerId, relation, range, yearlyLimit }) => ({
    insured_id: memberId,
    owner_id: ownerId,
    relation,
    valid_from: range.from,
    valid_until: range.until,
    yearly_limit: yearlyLimit,
  }))
  const [counts] = await query<{ added: number; changed: number }>(on, 'import-family', putSharings, [
    JSON.stringify(rows),
    at,
  ])
  return { added: counts?.added ?? 0, changed: counts?.changed ?? 0, closed: 0 }
}

/** The member's version moves on, so that a settlement being decided now does not use what was withdrawn. */
const withdraw = `
with gone as (
  update family_sharing set withdrawn_at = $3::timestamp
  where insured_id = $1 and owner_id = $2 and withdrawn_at is null
  returning insured_id
)
update person_state s set version = version + 1 from gone
where s.insured_id = $1 and s.insured_id = gone.insured_id
returning s.insured_id`

/** Withdraws an authorisation at once; false when none stands. */
export async function withdrawSharing(
  on: Queryable,
  { memberId, ownerId }: Pick<Sharing, 'memberId' | 'ownerId'>,
  at: LocalDateTime,
): Promise<boolean> {
  return (await query(on, 'withdraw-family', withdraw, [memberId, ownerId, at])).length > 0
}

/** Of these person numbers, those on file. */
export async function knownPeople(on: Queryable, insuredIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await query<{ insured_id: string }>(
    on,
    'known-people',
    'select insured_id from insured where insured_id = any($1::text[])',
    [insuredIds],
  )
  return new Set(rows.map((row) => row.insured_id))
}
