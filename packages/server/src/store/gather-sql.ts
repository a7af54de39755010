/**
 * The pieces of the gathering statements. Each yields one JSON value in the words of the core, so that one statement
 * brings a whole file in one round trip and one snapshot. Every piece is bound to the person's key, $1.
 */

const time = (column: string): string => `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS')`

const range = `json_build_object('from', valid_from::text, 'until', valid_until::text)`

/** A visit's fields as JSON. */
/** The columns of a visit as JSON. */
export const visitFields = `'visitId', visit_id, 'insuredId', insured_id, 'providerCode', provider_code,
    'scheme', scheme, 'openedOn', opened_on::text, 'begin', ${time('began_at')},
    'providerVisitNumber', provider_visit_number,
    'certificateType', certificate_type, 'medType', med_type, 'departmentCode', department_code,
    'departmentName', department_name, 'state', state, 'diseaseCode', disease_code, 'stay', stay`

/** When the latest settlement of a visit was made, of those that stand. */
export const settledAt = `(select ${time('max(chain.at)')} from (select max(settled_at) as at from settlement t
      where t.insured_id = $1 and t.visit_id = visit.visit_id group by t.root_id having count(*) % 2 = 1) chain)`

/** A person as JSON; \`i\` is the alias. */
export const insuredJson = `json_build_object('insuredId', i.insured_id, 'name', i.name, 'certificateType', i.certificate_type,
    'certificateNumber', i.certificate_number, 'gender', i.gender, 'birth', i.birth::text,
    'diedOn', i.died_on::text)`

/** One enrolment as JSON. */
export const enrolmentJson = `json_build_object('scheme', scheme, 'division', division, 'status', status,
    'personType', person_type, 'range', ${range}, 'civilServant', civil_servant, 'consecutiveYears', consecutive_years,
    'employer', employer, 'traits', traits)`

/** One filing as JSON. */
export const filingJson = `jsonb_build_object('filingId', filing_id, 'insuredId', insured_id, 'kind', kind, 'scheme', scheme,
    'range', ${range}, 'filedBy', filed_by, 'filedAt', ${time('filed_at')}, 'state', state, 'details', details) || content`

/** The owners who let the person use their accounts; what these hold is read by the owners' own keys. */
const sharings = `coalesce((select json_agg(json_build_object('ownerId', f.owner_id, 'range', ${range},
    'yearlyLimit', f.yearly_limit, 'usedByYear', coalesce((select json_object_agg(u.year, u.amount)
      from (select t.year, sum((p.payment->>'amount')::bigint) as amount
        from settlement t cross join lateral jsonb_array_elements(t.family_payments) as p(payment)
        where t.insured_id = $1 and t.family <> 0 and p.payment->>'ownerId' = f.owner_id group by t.year) u), '{}'))
      order by f.authorised_at, f.owner_id)
    from family_sharing f where f.insured_id = $1 and f.withdrawn_at is null), '[]')`

const person = `
  'insured', ${insuredJson},
  'version', s.version,
  'accountBalance', s.account_balance,
  'family', ${sharings},
  'enrolments', coalesce((select json_agg(${enrolmentJson} order by scheme, valid_from)
    from enrolment where insured_id = $1), '[]'),
  'totals', coalesce((select json_agg(json_build_object('scheme', scheme, 'period', period, 'code', code,
    'amount', amount) order by scheme, period, code) from running_total where insured_id = $1), '[]'),
  'stays', coalesce((select json_agg(json_build_object(${visitFields}, 'settledAt', ${settledAt}) order by began_at, visit_id)
    from visit where insured_id = $1 and stay is not null and state <> 'cancelled'), '[]'),
  'filings', coalesce((select json_agg(${filingJson} order by filed_at, filing_id)
    from filing where insured_id = $1), '[]')`

/** One line of a bill as JSON. */
export const lineJson = `json_build_object('visitId', visit_id, 'lineNumber', line_number, 'batch', batch,
    'itemCode', item_code, 'localItemCode', local_item_code, 'at', ${time('charged_at')}, 'price', price,
    'quantity', quantity, 'approval', approval, 'ordered', ordered,
    'item', json_build_object('kind', item_kind, 'name', item_name, 'class', item_class, 'chargeType', charge_type,
      'restricted', restricted),
    'split', json_build_object('total', total, 'nonCovered', non_covered, 'overPriceLimit', over_price_limit,
      'preCoinsurance', pre_coinsurance, 'eligible', eligible, 'preCoinsuranceRate', pre_coinsurance_rate,
      'ceiling', ceiling, 'reason', reason, 'stream', stream, 'source', source, 'assumed', assumed),
    'settlementId', settlement_id, 'refundOf', refund_of)`

const visitOf = (visitId: string): string => `
  'visit', (select json_build_object(${visitFields}) from visit where insured_id = $1 and visit_id = ${visitId}),
  'diagnoses', coalesce((select diagnoses from visit where insured_id = $1 and visit_id = ${visitId}), '[]'),
  'lines', coalesce((select json_agg(${lineJson} order by line_number)
    from bill_line where insured_id = $1 and visit_id = ${visitId}
      and opened_on = (select opened_on from visit where insured_id = $1 and visit_id = ${visitId})), '[]')`

const noVisit = `'visit', null, 'diagnoses', '[]'::json, 'lines', '[]'::json, 'visitSettlements', '[]'::json`

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
const standingOn = (visitId: string): string => `
  'visitSettlements', coalesce((select json_agg(${settlementJson} order by top.sequence)
    from settlement t join (select root_id, max(sequence) as sequence from settlement
      where insured_id = $1 and visit_id = ${visitId} group by root_id having count(*) % 2 = 1) top
      on top.root_id = t.settlement_id
    where t.insured_id = $1 and t.visit_id = ${visitId}), '[]')`

const chainOf = (rootId: string): string => `
  'chain', coalesce((select json_agg(${settlementJson} order by t.sequence)
    from settlement t where t.insured_id = $1 and t.root_id = ${rootId}), '[]'),
  'lastStanding', (select json_build_object('settlementId', later.root_id, 'sequence', max(later.sequence))
    from settlement first join settlement later
      on later.insured_id = first.insured_id and ((later.visit_id = first.visit_id and later.care = 'inpatient')
        or (later.scheme = first.scheme or later.basis->'carriedFrom' ? first.scheme) and (later.year = first.year or exists (
        select from jsonb_each_text(first.basis->'periods') f
        join jsonb_each_text(later.basis->'periods') l on l.key = f.key and l.value = f.value)))
    where first.insured_id = $1 and later.insured_id = $1 and first.settlement_id = ${rootId}
    group by later.root_id having count(*) % 2 = 1
    order by max(later.sequence) desc limit 1),
  'corrections', coalesce((select json_agg(c.correction_id order by c.sequence)
    from correction c join settlement first on first.insured_id = c.insured_id
      and (first.settlement_id = c.settlement_id or first.care = 'inpatient' and first.visit_id = c.visit_id)
    where c.insured_id = $1 and first.insured_id = $1 and first.settlement_id = ${rootId} and c.kind = 'correct'
      and not exists (select 1 from correction u where u.insured_id = $1 and u.undoes_id = c.correction_id)), '[]')`

const noChain = `'chain', '[]'::json, 'lastStanding', null`

const earlier = `
  (select json_build_object('infno', e.infno, 'inputDigest', encode(e.input_digest, 'hex'), 'answer', m.answer,
      'reversed', exists (select 1 from settlement t where t.insured_id = $1
        and (t.kind = 'reverse' and t.root_id = e.settlement_id
          or t.kind in ('reverse', 'restore') and t.undoes_id = e.settlement_id))
        or exists (select 1 from visit v where v.insured_id = $1 and v.provider_code = $2
          and v.stay->>'msgid' = $3 and v.stay->>'reversed' = 'true'))
    from message_effect e left join message m on m.insured_id = e.insured_id and m.message_id = e.message_id
      and m.received_at = e.received_at
    where e.insured_id = $1 and e.provider_code = $2 and e.msgid = $3) as earlier,
  exists (select 1 from reversal_mark where insured_id = $1 and provider_code = $2 and msgid = $3) as reversed`

const statement = (parts: string, named = 'null::json', more = ''): string => `
select json_build_object(${parts}) as file, ${earlier}, ${named} as named${more}
from insured i join person_state s on s.insured_id = i.insured_id
where i.insured_id = $1 and s.insured_id = $1`

export const gatherPerson = statement(`${person}, ${noVisit}, ${noChain}`)

/** $4 is the visit. */
export const gatherVisit = statement(`${person}, ${visitOf('$4')}, ${standingOn('$4')}, ${noChain}`)

const rootOf = (settlementId: string): string =>
  `(select root_id from settlement where insured_id = $1 and settlement_id = ${settlementId})`
const visitOfSettlement = (settlementId: string): string =>
  `(select visit_id from settlement where insured_id = $1 and settlement_id = ${settlementId})`

/** $4 is the settlement. */
export const gatherSettlement = statement(
  `${person}, ${visitOf(visitOfSettlement('$4'))}, ${standingOn(visitOfSettlement('$4'))}, ${chainOf(rootOf('$4'))}`,
)

const ofMessage = `(select settlement_id from message_effect
  where insured_id = $1 and provider_code = $2 and msgid = $4)`

/** The stay to which a message admitted somebody, or the visit of what it settled. */
const visitOfMessage = `coalesce(${visitOfSettlement(ofMessage)}, (select visit_id from visit
  where insured_id = $1 and provider_code = $2 and stay->>'msgid' = $4))`

/** $4 is the msgid of the message asked about. */
export const gatherMessage = statement(
  `${person}, ${visitOf(visitOfMessage)}, ${standingOn(visitOfMessage)},
  ${chainOf(rootOf(ofMessage))}`,
  `(select json_build_object('infno', infno, 'settlementId', settlement_id) from message_effect
    where insured_id = $1 and provider_code = $2 and msgid = $4)`,
)

/** $4 is the filing. */
export const gatherFiling = statement(
  `${person}, ${noVisit}, ${noChain}`,
  'null::json',
  `, (select coalesce(json_agg(root_id), '[]') from (select root_id from settlement where insured_id = $1
    group by root_id having count(*) % 2 = 1 and bool_or(basis->'filings' ? $4)) standing) as standing`,
)

/** Every settlement of the chain that $2 belongs to. */
export const settlementChain = `
select ${settlementJson} as settlement from settlement t
where t.insured_id = $1 and t.root_id = ${rootOf('$2')} order by t.sequence`
