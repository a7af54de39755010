import { arrayOf, boolean, type Columns, json, number, objectOf, text } from './columns.ts'
import { listHead } from './list-sql.ts'
import { past, pastDay } from './past-sql.ts'
import { settledAt, time, visitFields } from './visit-sql.ts'

/**
 * The pieces of the gathering statements. Each yields one JSON value in the words of the core, so that one statement
 * brings a whole file in one round trip and one snapshot; enrolments, running totals and lines come as
 * arrays of texts (`columns.ts`). The statements answer several questions at once; every
 * piece is bound to the person of its question, `q.insured_id`.
 */

const range = `json_build_object('from', valid_from::text, 'until', valid_until::text)`

/** A person as JSON; \`i\` is the alias. */
export const insuredJson = `json_build_object('insuredId', i.insured_id, 'name', i.name, 'certificateType', i.certificate_type,
    'certificateNumber', i.certificate_number, 'gender', i.gender, 'birth', i.birth::text,
    'diedOn', i.died_on::text)`

export const enrolmentColumns = {
  scheme: text('scheme'),
  division: text('division'),
  status: text('status'),
  personType: text('person_type'),
  range: { from: text('valid_from::text'), until: text('valid_until::text') },
  civilServant: boolean('civil_servant'),
  consecutiveYears: number('consecutive_years'),
  employer: text('employer'),
  traits: json('traits'),
} satisfies Columns

/** One enrolment as JSON. */
export const enrolmentJson = objectOf(enrolmentColumns)

export const totalColumns = {
  scheme: text('scheme'),
  period: text('period'),
  code: text('code'),
  amount: number('amount'),
} satisfies Columns

/** One filing as JSON. */
export const filingJson = `jsonb_build_object('filingId', filing_id, 'insuredId', insured_id, 'kind', kind, 'scheme', scheme,
    'range', ${range}, 'filedBy', filed_by, 'filedAt', ${time('filed_at')}, 'state', state, 'details', details) || content`

/** The owners who let the person use their accounts; what these hold is read by the owners' own keys. */
const sharings = `coalesce((select json_agg(json_build_object('ownerId', f.owner_id, 'range', ${range},
    'yearlyLimit', f.yearly_limit, 'usedByYear', coalesce((select json_object_agg(u.year, u.amount)
      from (select t.year, sum((p.payment->>'amount')::bigint) as amount
        from settlement t cross join lateral jsonb_array_elements(t.family_payments) as p(payment)
        where t.insured_id = q.insured_id and t.family <> 0 and p.payment->>'ownerId' = f.owner_id group by t.year) u), '{}'))
      order by f.authorised_at, f.owner_id)
    from family_sharing f where f.insured_id = q.insured_id and f.withdrawn_at is null), '[]')`

const person = `
  'insured', ${insuredJson},
  'version', s.version,
  'accountBalance', s.account_balance,
  'family', ${sharings},
  'enrolments', (select json_agg(${arrayOf(enrolmentColumns)}) from enrolment where insured_id = q.insured_id),
  'totals', (select json_agg(${arrayOf(totalColumns)}) from running_total where insured_id = q.insured_id),
  'stays', coalesce((select json_agg(json_build_object(${visitFields}, 'settledAt', ${settledAt}) order by began_at, visit_id)
    from visit where insured_id = q.insured_id and stay is not null and state <> 'cancelled'), '[]'),
  'filings', coalesce((select json_agg(${filingJson} order by filed_at, filing_id)
    from filing where insured_id = q.insured_id), '[]')`

export const lineColumns = {
  visitId: text('visit_id'),
  lineNumber: text('line_number'),
  batch: text('batch'),
  itemCode: text('item_code'),
  localItemCode: text('local_item_code'),
  at: text(time('charged_at')),
  price: number('price'),
  quantity: number('quantity'),
  approval: text('approval'),
  ordered: json('ordered'),
  item: {
    kind: text('item_kind'),
    name: text('item_name'),
    class: text('item_class'),
    chargeType: text('charge_type'),
    restricted: boolean('restricted'),
  },
  split: {
    total: number('total'),
    nonCovered: number('non_covered'),
    overPriceLimit: number('over_price_limit'),
    preCoinsurance: number('pre_coinsurance'),
    eligible: number('eligible'),
    preCoinsuranceRate: number('pre_coinsurance_rate'),
    ceiling: number('ceiling'),
    reason: text('reason'),
    stream: text('stream'),
    source: text('source'),
    assumed: boolean('assumed'),
  },
  settlementId: text('settlement_id'),
  refundOf: text('refund_of'),
} satisfies Columns

/** One line of a bill as JSON. */
export const lineJson = objectOf(lineColumns)

/** Whether the asker does not have the person's file yet: a file is of one version, for every change of a row in it moves that on. */
const unknown = 's.version is distinct from q.known'

/** What hangs on the visit that `about` joins. */
const ofVisit = `
  'visit', about.visit, 'diagnoses', coalesce(about.diagnoses, '[]'),
  'lines', (select json_agg(${arrayOf(lineColumns)})
    from bill_line where insured_id = q.insured_id and visit_id = about.visit_id and opened_on = about.opened_on)`

const visitAbout = (visitId: string): string => `
left join lateral (select visit_id, opened_on, diagnoses, json_build_object(${visitFields}) as visit
  from visit where insured_id = q.insured_id and visit_id = ${visitId} and ${unknown}) about on true`

const noVisit = `'visit', null, 'diagnoses', '[]'::json, 'lines', null, 'visitSettlements', '[]'::json`

const settlementWith = (
  trace: string,
): string => `json_build_object('settlementId', t.settlement_id, 'rootId', t.root_id, 'kind', t.kind,
    'undoesId', t.undoes_id, 'insuredId', t.insured_id, 'visitId', t.visit_id, 'batch', t.batch,
    'providerCode', t.provider_code, 'msgid', t.msgid, 'at', ${time('t.settled_at')}, 'scheme', t.scheme,
    'division', t.division, 'year', t.year, 'care', t.care, 'medType', t.med_type,
    'certificateType', t.certificate_type, 'personType', t.person_type,
    'amounts', json_build_object('total', t.total, 'nonCovered', t.non_covered, 'overPriceLimit', t.over_price_limit,
      'preCoinsurance', t.pre_coinsurance, 'eligible', t.eligible, 'deductible', t.deductible, 'pool', t.pool,
      'largeAmount', t.large_amount, 'criticalIllness', t.critical_illness, 'civilServant', t.civil_servant,
      'enterprise', t.enterprise, 'assistance', t.assistance, 'other', t.other, 'hospital', t.hospital,
      'account', t.account, 'family', t.family, 'cash', t.cash, 'person', t.account + t.family + t.cash, 'poolRate', t.pool_rate),
    'familyPayments', t.family_payments, 'balanceAfter', t.balance_after, 'totalsAdded', t.totals_added, 'lineNumbers', t.line_numbers,
    'traceCounts', t.trace_counts,
    'basis', t.basis, 'trace', ${trace}, 'sequence', t.sequence,
    'entry', (select json_build_object('entryId', e.entry_id, 'kind', e.kind, 'at', ${time('e.booked_at')},
      'opposes', e.opposes, 'postings', coalesce((select json_agg(json_build_object('account', p.account, 'amount', p.amount)
        order by p.number) from posting p where p.insured_id = e.insured_id and p.entry_id = e.entry_id), '[]'))
      from journal_entry e where e.insured_id = t.insured_id and e.entry_id = t.settlement_id))`

/** One settlement as JSON, with its journal entry; `t` is the settlement's alias. */
export const settlementJson = settlementWith('t.trace')

/** The same without its steps, for who reads many. */
export const settlementWithoutTrace = settlementWith("'[]'::json")

/** The settlements that stand on a visit, each the first of its chain, as they came to stand. */
const standing = `
  'visitSettlements', coalesce((select json_agg(${settlementJson} order by top.sequence)
    from settlement t join (select root_id, max(sequence) as sequence from settlement
      where insured_id = q.insured_id and visit_id = about.visit_id group by root_id having count(*) % 2 = 1) top
      on top.root_id = t.settlement_id
    where t.insured_id = q.insured_id and t.visit_id = about.visit_id), '[]')`

const chainOf = (rootId: string): string => `
  'chain', coalesce((select json_agg(${settlementJson} order by t.sequence)
    from settlement t where t.insured_id = q.insured_id and t.root_id = ${rootId}), '[]'),
  'lastStanding', (select json_build_object('settlementId', later.root_id, 'sequence', max(later.sequence))
    from settlement first join settlement later
      on later.insured_id = first.insured_id and ((later.visit_id = first.visit_id and later.care = 'inpatient')
        or (later.scheme = first.scheme or later.basis->'carriedFrom' ? first.scheme) and (later.year = first.year or exists (
        select from jsonb_each_text(first.basis->'periods') f
        join jsonb_each_text(later.basis->'periods') l on l.key = f.key and l.value = f.value)))
    where first.insured_id = q.insured_id and later.insured_id = q.insured_id and first.settlement_id = ${rootId}
    group by later.root_id having count(*) % 2 = 1
    order by max(later.sequence) desc limit 1),
  'corrections', coalesce((select json_agg(c.correction_id order by c.sequence)
    from correction c join settlement first on first.insured_id = c.insured_id
      and (first.settlement_id = c.settlement_id or first.care = 'inpatient' and first.visit_id = c.visit_id)
    where c.insured_id = q.insured_id and first.insured_id = q.insured_id and first.settlement_id = ${rootId} and c.kind = 'correct'
      and not exists (select 1 from correction u where u.insured_id = q.insured_id and u.undoes_id = c.correction_id)), '[]')`

const noChain = `'chain', '[]'::json, 'lastStanding', null`

/** What an earlier message of the same msgid did; its answer is read when somebody asks again, which is seldom. */
const earlier = `
  (select json_build_object('infno', e.infno, 'inputDigest', encode(e.input_digest, 'hex'),
      'messageId', e.message_id, 'receivedAt', ${time('e.received_at')},
      'reversed', exists (select 1 from settlement t where t.insured_id = q.insured_id
        and (t.kind = 'reverse' and t.root_id = e.settlement_id
          or t.kind in ('reverse', 'restore') and t.undoes_id = e.settlement_id))
        or exists (select 1 from visit v where v.insured_id = q.insured_id and v.provider_code = q.provider_code
          and v.stay->>'msgid' = q.msgid and v.stay->>'reversed' = 'true'))
    from message_effect e
    where e.insured_id = q.insured_id and e.provider_code = q.provider_code and e.msgid = q.msgid) as earlier,
  exists (select 1 from reversal_mark where insured_id = q.insured_id and provider_code = q.provider_code and msgid = q.msgid) as reversed`

/**
 * The questions of one round trip, each about one person: $1 persons, $2 institutions, $3 msgids, $4 what is asked about,
 * $5 the versions of the files that the asker has, null for none, $6 the days from which the past is counted back, each as
 * its distance from `pastEpoch`, $7 how
 * many days of it are asked for, null for none, $8 the items whose lines are wanted, with commas between, null for all.
 */
const questions = `from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::int[], $7::int[], $8::text[])
  with ordinality as q(insured_id, provider_code, msgid, about, known, past_day, past_days, past_items, place)
join insured i on i.insured_id = q.insured_id
join person_state s on s.insured_id = q.insured_id`

interface Pieces {
  readonly parts: readonly string[]
  readonly joins?: string
  readonly named?: string
  readonly more?: string
}

const statement = ({ parts, joins = '', named = 'null::json', more = '' }: Pieces): string => `
select q.place::int as place, case when ${unknown} then json_build_object(${[person, ...parts].join(', ')}) end as file, ${earlier}, ${named} as named${more}
${questions}${joins}`

const ofPerson = { parts: [noVisit, noChain] }
const ofItsVisit = { parts: [ofVisit, standing, noChain], joins: visitAbout('q.about') }
const withPast = (pieces: Pieces): Pieces => ({
  ...pieces,
  joins: `${pieces.joins ?? ''}${pastDay}`,
  more: `, ${past}`,
})

export const gatherPerson = statement(ofPerson)
export const gatherVisit = statement(ofItsVisit)

/** The same with the past: apart, for making it ready costs as much as all the rest, also when nothing of it is asked for. */
export const gatherPersonPast = statement(withPast(ofPerson))
export const gatherVisitPast = statement(withPast(ofItsVisit))

/**
 * Whether the file that the asker has still is the truth and its msgid is new: then there is nothing else to read. Most
 * messages ask this, so it reads nothing more: $1 persons, $2 institutions, $3 msgids, $4 the versions of the files.
 */
export const gatherKnown = `
select q.place::int as place, s.version = q.known
  and not exists (select 1 from message_effect e
    where e.insured_id = q.insured_id and e.provider_code = q.provider_code and e.msgid = q.msgid)
  and not exists (select 1 from reversal_mark m
    where m.insured_id = q.insured_id and m.provider_code = q.provider_code and m.msgid = q.msgid) as stands
from unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) with ordinality as q(insured_id, provider_code, msgid, known, place)
join person_state s on s.insured_id = q.insured_id`

const rootOf = (settlementId: string): string =>
  `(select root_id from settlement where insured_id = q.insured_id and settlement_id = ${settlementId})`
const visitOfSettlement = (settlementId: string): string =>
  `(select visit_id from settlement where insured_id = q.insured_id and settlement_id = ${settlementId})`

export const gatherSettlement = statement({
  parts: [ofVisit, standing, chainOf(rootOf('q.about'))],
  joins: visitAbout(visitOfSettlement('q.about')),
})

/** The latest version of every list of the person comes with the file of a settlement. */
export const gatherList = statement({
  parts: [ofVisit, standing, chainOf(rootOf('q.about'))],
  joins: visitAbout(visitOfSettlement('q.about')),
  more: `, coalesce((select json_agg(json_build_object(${listHead('q.insured_id')})) from settlement_list l
    where l.insured_id = q.insured_id and not exists (select 1 from settlement_list newer
      where newer.insured_id = q.insured_id and newer.settlement_id = l.settlement_id and newer.version > l.version)), '[]') as lists`,
})

const ofMessage = `(select settlement_id from message_effect
  where insured_id = q.insured_id and provider_code = q.provider_code and msgid = q.about)`

/** The stay to which a message admitted somebody, or the visit of what it settled. */
const visitOfMessage = `coalesce(${visitOfSettlement(ofMessage)}, (select visit_id from visit
  where insured_id = q.insured_id and provider_code = q.provider_code and stay->>'msgid' = q.about))`

export const gatherMessage = statement({
  parts: [ofVisit, standing, chainOf(rootOf(ofMessage))],
  joins: visitAbout(visitOfMessage),
  named: `(select json_build_object('infno', infno, 'settlementId', settlement_id) from message_effect
    where insured_id = q.insured_id and provider_code = q.provider_code and msgid = q.about)`,
})

/** The settlements that stand on the filing come with the person's file. */
export const gatherFiling = statement({
  parts: [noVisit, noChain],
  more: `, (select coalesce(json_agg(root_id), '[]') from (select root_id from settlement where insured_id = q.insured_id
    group by root_id having count(*) % 2 = 1 and bool_or(basis->'filings' ? q.about)) standing) as standing`,
})

/** The answer of message $2 of person $1 that came at $3. */
export const answerOf =
  'select answer from message where insured_id = $1 and message_id = $2 and received_at = $3::timestamp'
