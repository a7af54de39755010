/** What is read and written of the owners whose accounts relatives may use. Each statement is about one person, $1. */

/** The owner as a relative may know him; who died lends nothing. */
export const gatherOwner = `
select left(i.name, 1) || '*' as "ownerName", s.version, s.account_balance as balance
from insured i join person_state s on s.insured_id = i.insured_id
where i.insured_id = $1 and s.insured_id = $1 and i.died_on is null`

/**
 * What a relative's settlement moves on an owner's account: $2 the amount taken, $3 the owner's version it was decided
 * from (null where the account gets back), $4 the number of the settlement, $5 its time, $6 the entry it opposes, $7 the
 * relative, $8 the postings.
 */
export const recordOwner = `
with guard as (
  update person_state set version = version + 1, account_balance = account_balance - $2::bigint
  where insured_id = $1 and ($3::bigint is null or version = $3)
  returning insured_id, version
), put_entry as (
  insert into journal_entry (insured_id, entry_id, kind, booked_at, opposes, sequence, member_id)
  select insured_id, $4::text, 'family', $5::timestamp, $6::text, version, $7::text from guard
), put_postings as (
  insert into posting (insured_id, entry_id, number, account, amount)
  select guard.insured_id, $4::text, p.number, p.account, p.amount
  from guard, json_to_recordset($8::json) as p(number integer, account text, amount bigint)
)
select version from guard`
