import { fen, type LocalDateTime, negateFen } from '@yibao/core/kernel'
import { accounts, entryOf } from '@yibao/core/ledger'
import {
  type Credential,
  credentialKey,
  credentialsOf,
  type KnownMember,
  type Member,
  type MemberSurvey,
} from '../flows/import-ports.ts'
import { type Queryable, query } from './sql.ts'

const putInsured = `
insert into insured (insured_id, name, certificate_type, certificate_number, gender, birth)
select insured_id, name, certificate_type, certificate_number, gender, birth
from jsonb_to_recordset($1::jsonb) as sent(insured_id text, name text, certificate_type text, certificate_number text,
  gender text, birth date)
on conflict (insured_id) do update set name = excluded.name, certificate_type = excluded.certificate_type,
  certificate_number = excluded.certificate_number, gender = excluded.gender, birth = excluded.birth
where (insured.name, insured.certificate_type, insured.certificate_number, insured.gender, insured.birth)
  is distinct from (excluded.name, excluded.certificate_type, excluded.certificate_number, excluded.gender, excluded.birth)
returning insured_id`

const putEnrolments = `
insert into enrolment (insured_id, scheme, valid_from, valid_until, division, status, person_type, civil_servant,
  consecutive_years, employer, traits)
select insured_id, scheme, valid_from, valid_until, division, status, person_type, civil_servant, consecutive_years,
  employer, traits
from jsonb_to_recordset($1::jsonb) as sent(insured_id text, scheme text, valid_from date, valid_until date,
  division text, status text, person_type text, civil_servant boolean, consecutive_years integer, employer text,
  traits jsonb)
on conflict (insured_id, scheme, valid_from) do update set valid_until = excluded.valid_until,
  division = excluded.division, status = excluded.status, person_type = excluded.person_type,
  civil_servant = excluded.civil_servant, consecutive_years = excluded.consecutive_years,
  employer = excluded.employer, traits = excluded.traits
where (enrolment.valid_until, enrolment.division, enrolment.status, enrolment.person_type, enrolment.civil_servant,
    enrolment.consecutive_years, enrolment.employer, enrolment.traits)
  is distinct from (excluded.valid_until, excluded.division, excluded.status, excluded.person_type,
    excluded.civil_servant, excluded.consecutive_years, excluded.employer, excluded.traits)
returning insured_id`

/** A card that was replaced stops working: of each type that is sent, a person keeps only what is sent. */
const dropCredentials = `
delete from credential held using (
  select insured_id, type, array_agg(number) as numbers
  from jsonb_to_recordset($1::jsonb) as sent(type text, number text, insured_id text)
  group by insured_id, type
) as kept
where held.insured_id = kept.insured_id and held.certificate_type = kept.type
  and held.certificate_number <> all(kept.numbers)`

const putCredentials = `
insert into credential (certificate_type, certificate_number, insured_id)
select type, number, insured_id
from jsonb_to_recordset($1::jsonb) as sent(type text, number text, insured_id text)
on conflict (certificate_type, certificate_number) do update set insured_id = excluded.insured_id
where credential.insured_id is distinct from excluded.insured_id`

const putStates = `
insert into person_state (insured_id, version, account_balance)
select insured_id, 0, balance from jsonb_to_recordset($1::jsonb) as sent(insured_id text, balance bigint)
on conflict (insured_id) do nothing
returning insured_id`

/** Whoever decides about this person right now has read what is no longer so, and must read again. */
const moveVersions = `
update person_state set version = version + 1 where insured_id = any($1::text[])`

const putEntries = `
insert into journal_entry (insured_id, entry_id, kind, booked_at)
select insured_id, entry_id, kind, booked_at
from jsonb_to_recordset($1::jsonb) as sent(insured_id text, entry_id text, kind text, booked_at timestamp)`

const putPostings = `
insert into posting (insured_id, entry_id, number, account, amount)
select insured_id, entry_id, number, account, amount
from jsonb_to_recordset($1::jsonb) as sent(insured_id text, entry_id text, number integer, account text, amount bigint)`

/** The rows of one person may be several insurances; of the person himself there is one. */
function personsOf(members: readonly Member[]): readonly Member[] {
  const persons = new Map<string, Member>()
  for (const member of members) {
    const { insuredId } = member.insured
    const first = persons.get(insuredId)
    if (first === undefined || first.openingBalance === null) persons.set(insuredId, member)
  }
  return [...persons.values()]
}

function insuredRow({ insured }: Member) {
  return {
    insured_id: insured.insuredId,
    name: insured.name,
    certificate_type: insured.certificateType,
    certificate_number: insured.certificateNumber,
    gender: insured.gender,
    birth: insured.birth,
  }
}

function enrolmentRow({ insured, enrolment }: Member) {
  return {
    insured_id: insured.insuredId,
    scheme: enrolment.scheme,
    valid_from: enrolment.range.from,
    valid_until: enrolment.range.until,
    division: enrolment.division,
    status: enrolment.status,
    person_type: enrolment.personType,
    civil_servant: enrolment.civilServant,
    consecutive_years: enrolment.consecutiveYears,
    employer: enrolment.employer,
    traits: enrolment.traits,
  }
}

function openingEntry({ insured, enrolment, openingBalance }: Member, at: LocalDateTime) {
  const { insuredId } = insured
  const amount = openingBalance ?? fen(0)
  const entry = entryOf({ entryId: `opening:${insuredId}`, kind: 'opening', at }, [
    { account: accounts.personalAccount(insuredId), amount },
    { account: accounts.accountFunding(enrolment.division, enrolment.scheme), amount: negateFen(amount) },
  ])
  return { insuredId, entry }
}

/** Members of one batch, inside the caller's transaction. See `ImportWriters`. */
export async function writeMembers(on: Queryable, members: readonly Member[], at: LocalDateTime): Promise<void> {
  const persons = personsOf(members)
  const credentials = uniqueCredentials(members)
  const touched = [
    ...(await send(on, 'import-insured', putInsured, persons.map(insuredRow))),
    ...(await send(on, 'import-enrolment', putEnrolments, members.map(enrolmentRow))),
  ]
  await send(on, 'import-credential-drop', dropCredentials, credentials)
  await send(on, 'import-credential', putCredentials, credentials)
  const states = persons.map(({ insured, openingBalance }) => ({
    insured_id: insured.insuredId,
    balance: openingBalance ?? 0,
  }))
  const fresh = new Set(await send(on, 'import-state', putStates, states))
  const changed = [...new Set(touched)].filter((insuredId) => !fresh.has(insuredId))
  if (changed.length > 0) await query(on, 'import-version', moveVersions, [changed])

  const opened = persons
    .filter(({ insured, openingBalance }) => fresh.has(insured.insuredId) && (openingBalance ?? 0) !== 0)
    .map((member) => openingEntry(member, at))
  const entries = opened.map(({ insuredId, entry }) => ({
    insured_id: insuredId,
    entry_id: entry.entryId,
    kind: entry.kind,
    booked_at: entry.at,
  }))
  const postings = opened.flatMap(({ insuredId, entry }) =>
    entry.postings.map(({ account, amount }, index) => ({
      insured_id: insuredId,
      entry_id: entry.entryId,
      number: index + 1,
      account,
      amount,
    })),
  )
  await send(on, 'import-entry', putEntries, entries)
  await send(on, 'import-posting', putPostings, postings)
}

/** Two rows of one person repeat his credentials. */
function uniqueCredentials(members: readonly Member[]) {
  const rows = members.flatMap((member) =>
    credentialsOf(member).map(({ type, number }) => ({ type, number, insured_id: member.insured.insuredId })),
  )
  return [...new Map(rows.map((row) => [credentialKey(row), row])).values()]
}

async function send(on: Queryable, name: string, text: string, rows: readonly unknown[]): Promise<string[]> {
  if (rows.length === 0) return []
  const returned = await query<{ insured_id: string }>(on, name, text, [JSON.stringify(rows)])
  return returned.map((row) => row.insured_id)
}

const knownMembers = `
select json_build_object(
  'insured', json_build_object('insuredId', i.insured_id, 'name', i.name, 'certificateType', i.certificate_type,
    'certificateNumber', i.certificate_number, 'gender', i.gender, 'birth', i.birth::text),
  'enrolments', coalesce((select json_agg(json_build_object('scheme', scheme, 'division', division, 'status', status,
    'personType', person_type, 'range', json_build_object('from', valid_from::text, 'until', valid_until::text),
    'civilServant', civil_servant, 'consecutiveYears', consecutive_years, 'employer', employer, 'traits', traits)
    order by scheme, valid_from) from enrolment e where e.insured_id = i.insured_id), '[]'),
  'credentials', coalesce((select json_agg(json_build_object('type', certificate_type, 'number', certificate_number))
    from credential c where c.insured_id = i.insured_id), '[]'),
  'balance', s.account_balance,
  'openingBalance', coalesce((select p.amount from posting p where p.insured_id = i.insured_id
    and p.entry_id = 'opening:' || i.insured_id and p.account = 'person:' || i.insured_id || ':account'), 0)) as known
from insured i join person_state s on s.insured_id = i.insured_id
where i.insured_id = any($1::text[])`

const credentialHolders = `
select c.certificate_type as type, c.certificate_number as number, c.insured_id
from unnest($1::text[], $2::text[]) as sent(type, number)
join credential c on c.certificate_type = sent.type and c.certificate_number = sent.number`

/** What the database knows about the persons and the credentials of a batch. */
export async function surveyMembers(on: Queryable, members: readonly Member[]): Promise<MemberSurvey> {
  const ids = [...new Set(members.map(({ insured }) => insured.insuredId))]
  const credentials = uniqueCredentials(members)
  const known = await query<{ known: KnownMember }>(on, 'import-known', knownMembers, [ids])
  const holders = await query<Credential & { insured_id: string }>(on, 'import-holders', credentialHolders, [
    credentials.map(({ type }) => type),
    credentials.map(({ number }) => number),
  ])
  return {
    known: new Map(known.map((row) => [row.known.insured.insuredId, row.known])),
    holders: new Map(holders.map((row) => [credentialKey(row), row.insured_id])),
  }
}
