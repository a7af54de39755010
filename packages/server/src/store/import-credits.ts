import { dateOf, type Fen, type IsoDate, type LocalDateTime, negateFen } from '@yibao/core/kernel'
import { accounts, entryOf } from '@yibao/core/ledger'
import { type Credit, type CreditFacts, creditKey, firstDayOf } from '../flows/credit-ports.ts'
import type { WriteCounts } from '../flows/import-ports.ts'
import { type Queryable, query } from './sql.ts'

/** Personal accounts are of the employees' insurance. */
const scheme = '310'

const entryIdOf = (period: string): string => `credit-${period}`

/** The insurance of the first day of the period comes before today's, which a newcomer has. */
const creditFacts = `
select s.insured_id, s.period, (
    select e.division from enrolment e cross join lateral (
      select daterange(e.valid_from, e.valid_until) @> s.first_day as then) as held
    where e.insured_id = s.insured_id and e.scheme = $3
      and (held.then or daterange(e.valid_from, e.valid_until) @> $2::date)
    order by held.then desc, e.valid_from desc limit 1) as division, (
    select p.amount from posting p
    where p.insured_id = s.insured_id and p.entry_id = s.entry_id and p.account = s.account) as booked
from jsonb_to_recordset($1::jsonb) as s(insured_id text, period text, first_day date, entry_id text, account text)`

/** What is on file about the people and periods of credits, by `creditKey`. */
export async function surveyCredits(
  on: Queryable,
  credits: readonly Credit[],
  today: IsoDate,
): Promise<ReadonlyMap<string, CreditFacts>> {
  const asked = credits.map(({ insuredId, period }) => ({
    insured_id: insuredId,
    period,
    first_day: firstDayOf(period),
    entry_id: entryIdOf(period),
    account: accounts.personalAccount(insuredId),
  }))
  const rows = await query<{ insured_id: string; period: string; division: string | null; booked: Fen | null }>(
    on,
    'credit-facts',
    creditFacts,
    [JSON.stringify(asked), today, scheme],
  )
  return new Map(
    rows.map(({ insured_id: insuredId, period, division, booked }) => [
      creditKey({ insuredId, period }),
      { division, booked },
    ]),
  )
}

/** Each credit of a person has a version of its own, which orders it among the person's settlements. */
const putCredits = `
with sent as (
  select insured_id, entry_id, booked_at, amount, postings,
    row_number() over (partition by insured_id order by entry_id) as place, count(*) over (partition by insured_id) as places
  from jsonb_to_recordset($1::jsonb) as s(insured_id text, entry_id text, booked_at timestamp, amount bigint,
    postings jsonb)
), moved as (
  update person_state p set version = p.version + s.places, account_balance = p.account_balance + s.amount
  from (select insured_id, count(*) as places, sum(amount)::bigint as amount from sent group by insured_id) s
  where p.insured_id = s.insured_id
  returning p.insured_id, p.version
), put_entries as (
  insert into journal_entry (insured_id, entry_id, kind, booked_at, sequence)
  select s.insured_id, s.entry_id, 'credit', s.booked_at, moved.version - s.places + s.place
  from sent s join moved using (insured_id)
  returning insured_id
), put_postings as (
  insert into posting (insured_id, entry_id, number, account, amount)
  select s.insured_id, s.entry_id, p.number, p.account, p.amount
  from sent s join moved using (insured_id) cross join lateral rows from (
    jsonb_to_recordset(s.postings) as (account text, amount bigint)) with ordinality as p(account, amount, number)
)
select count(*)::int as added from put_entries`

/** Credits accounts whose period was not credited yet; one that was is left as it is. */
export async function writeCredits(on: Queryable, credits: readonly Credit[], at: LocalDateTime): Promise<WriteCounts> {
  const facts = await surveyCredits(on, credits, dateOf(at))
  const rows = credits.flatMap((credit) => {
    const { division = null, booked = null } = facts.get(creditKey(credit)) ?? {}
    if (division === null || booked !== null) return []
    const { insuredId, period, amount } = credit
    const { entryId, postings } = entryOf({ entryId: entryIdOf(period), kind: 'credit', at }, [
      { account: accounts.personalAccount(insuredId), amount },
      { account: accounts.accountFunding(division, scheme), amount: negateFen(amount) },
    ])
    return [{ insured_id: insuredId, entry_id: entryId, booked_at: at, amount, postings }]
  })
  if (rows.length === 0) return { added: 0, changed: 0, closed: 0 }
  const [counts] = await query<{ added: number }>(on, 'import-credits', putCredits, [JSON.stringify(rows)])
  return { added: counts?.added ?? 0, changed: 0, closed: 0 }
}
