/**
 * The recording statement: everything that several decisions and archived messages write, in one round trip and one
 * commit. All rows of a decision hang on its person's guard, which moves the version on only if it is still the one the
 * decision was made from. Whom another process holds at this moment is passed over, as if the version had moved on: a
 * batch waits for nobody, and two batches never wait for each other crosswise.
 */

/** Rows of the decisions by their kind, all of them with the person they belong to. */
const rowSets = {
  visits: `visit_id text, provider_code text, scheme text, opened_on date, began_at timestamp, provider_visit_number text,
    certificate_type text, med_type text, department_code text, department_name text, state text, disease_code text,
    diagnoses jsonb, stay jsonb`,
  lines: `visit_id text, line_number text, opened_on date, batch text, item_code text, local_item_code text,
    charged_at timestamp, price bigint, quantity bigint, approval text, ordered jsonb, item_kind text, item_name text,
    item_class text, charge_type text, restricted boolean, total bigint, non_covered bigint, over_price_limit bigint,
    pre_coinsurance bigint, eligible bigint, pre_coinsurance_rate bigint, ceiling bigint, reason text, stream text,
    source text, assumed boolean, settlement_id text, refund_of text`,
  revoked: 'visit_id text, line_number text, opened_on date',
  linked: 'visit_id text, line_number text, opened_on date, settlement_id text',
  settlements: `settlement_id text, root_id text, undoes_id text, kind text, visit_id text, batch text, provider_code text,
    msgid text, settled_at timestamp, scheme text, division text, year integer, care text, med_type text,
    certificate_type text, person_type text, total bigint, non_covered bigint, over_price_limit bigint,
    pre_coinsurance bigint, eligible bigint, deductible bigint, pool bigint, large_amount bigint,
    critical_illness bigint, civil_servant bigint, enterprise bigint, assistance bigint, other bigint, account bigint,
    family bigint, family_payments jsonb, cash bigint, hospital bigint, pool_rate bigint, balance_after bigint,
    totals_added jsonb, line_numbers jsonb, trace_counts jsonb, plan_id text, pack_hash text, basis jsonb, trace json`,
  entries: 'entry_id text, kind text, booked_at timestamp, opposes text',
  postings: 'entry_id text, number integer, account text, amount bigint',
  totals: 'scheme text, period text, code text, amount bigint',
  deaths: 'died_on date',
  filings: `filing_id text, kind text, scheme text, valid_from date, valid_until date, filed_by text, filed_at timestamp,
    state text, content jsonb, details jsonb`,
  marks: 'provider_code text, msgid text, infno text, marked_at timestamp',
  lists: `settlement_id text, version integer, list_id text, provider_code text, state text, msgid text,
    sent_at timestamp, content jsonb, findings jsonb`,
  listStates: 'settlement_id text, version integer, state text, msgid text, at timestamp',
  findings: `finding_id text, moment text, release_digest text, settlement_id text, visit_id text, line_number text,
    rule text, severity text, action text, bears text, stake bigint, deducted bigint, provider_code text, found_on date,
    found_at timestamp, content jsonb`,
} as const

export type RowSet = keyof typeof rowSets

export const rowSetNames = Object.keys(rowSets) as readonly RowSet[]

const messageColumns = `guarded boolean, message_id text, provider_code text, msgid text, infno text, received_at timestamp,
    nonce text, input_digest text, request text, answer text, outcome text, effect boolean, settlement_id text`

/** Columns that are long enough to go as texts of their own. */
const long: ReadonlySet<string> = new Set(['basis', 'trace', 'request', 'answer'])

interface SentColumn {
  readonly name: string
  readonly type: string
}

/** How the rows of a set are sent: each as the text of an array of the short columns, and the long ones beside it. */
export interface SentForm {
  readonly short: readonly string[]
  readonly long: readonly string[]
  /** The first of its parameters: the rows, then each long column. */
  readonly first: number
}

const columnsIn = (definition: string): readonly SentColumn[] =>
  `insured_id text, ${definition}`.split(',').map((column) => {
    const [name = '', type = ''] = column.trim().split(/\s+/)
    return { name, type }
  })

function formOf(columns: readonly SentColumn[], first: number): SentForm {
  const names = columns.map(({ name }) => name)
  return { short: names.filter((name) => !long.has(name)), long: names.filter((name) => long.has(name)), first }
}

const firstSet = 4
const after = (form: SentForm): number => form.first + 1 + form.long.length

function formsOf(): { readonly sets: Readonly<Record<RowSet, SentForm>>; readonly next: number } {
  const sets: Partial<Record<RowSet, SentForm>> = {}
  let next = firstSet
  for (const name of rowSetNames) {
    const form = formOf(columnsIn(rowSets[name]), next)
    sets[name] = form
    next = after(form)
  }
  return { sets: sets as Readonly<Record<RowSet, SentForm>>, next }
}

const forms = formsOf()

/** The form of each row set, in the order of their parameters, which begin with $4. */
export const sentForms = forms.sets

const firstDay = forms.next

/** The form of the messages, which come last. */
export const messageForm: SentForm = formOf(columnsIn(messageColumns), firstDay + 2)

/** The rows of a form as a table: each array is read once, for the inner query is not taken apart (`offset 0`). */
function tableOf(columns: readonly SentColumn[], { short, long, first }: SentForm): string {
  const typed = (text: string, type: string): string => (type === 'text' ? text : `${text}::${type}`)
  const picked = columns.map(
    ({ name, type }) => `${typed(long.includes(name) ? name : `a[${short.indexOf(name) + 1}]`, type)} as ${name}`,
  )
  const names = ['sent', ...long]
  return `(select ${picked.join(', ')} from (
    select ${['sent::text[] as a', ...long].join(', ')}
    from unnest(${names.map((_, index) => `$${first + index}::text[]`).join(', ')}) as u(${names.join(', ')}) offset 0) s)`
}

/** The rows `r` of a set whose person's guard let them through, with the guard `g`. */
const rowsOf = (set: RowSet): string =>
  `guard g join ${tableOf(columnsIn(rowSets[set]), sentForms[set])} r on r.insured_id = g.insured_id`

/** The columns of a set, in their order. */
const columnsOf = (set: RowSet): readonly string[] => columnsIn(rowSets[set]).map(({ name }) => name)

/** @param numbered the column that takes the person's new version */
const insertInto = (table: string, set: RowSet, numbered?: string): string => {
  const columns = columnsOf(set)
  const [more, version] = numbered === undefined ? ['', ''] : [`, ${numbered}`, ', g.version']
  return `insert into ${table} (${columns.join(', ')}${more})
  select ${columns.map((column) => `r.${column}`).join(', ')}${version} from ${rowsOf(set)}`
}

const replacing = (columns: readonly string[]): string =>
  columns.map((column) => `${column} = excluded.${column}`).join(', ')

/** The months of the lines: from the first to the last day under which any of them is kept. */
const ofDays = `l.opened_on between $${firstDay}::date and $${firstDay + 1}::date`

/** The lines of a visit that a row names. */
const namedLine =
  'l.insured_id = r.insured_id and l.opened_on = r.opened_on and l.visit_id = r.visit_id and l.line_number = r.line_number'

const messageNames = columnsIn(messageColumns).flatMap(({ name }) => (name === 'guarded' ? [] : [name]))

/** The digest comes as hex, the other columns as they are kept. */
const messageValues = messageNames.map((name) =>
  name === 'input_digest' ? "decode(m.input_digest, 'hex')" : `m.${name}`,
)

const itsGuardStands = 'exists (select 1 from guard g where g.insured_id = m.insured_id)'

/**
 * Parameters: $1 the persons, $2 the versions their decisions were made from, $3 their new account balances, then the
 * rows of each of `rowSetNames` in its form, the first and the last day under which the lines are kept, and the messages, of
 * which those that are not `guarded` hang on nobody.
 *
 * @returns the persons whose decisions stand, each with the version it has now
 */
export const recordDecisions = `
with sent as (
  select * from unnest($1::text[], $2::bigint[], $3::bigint[]) as s(insured_id, version, account_balance)
), held as (
  select p.insured_id, s.account_balance from sent s join person_state p on p.insured_id = s.insured_id
  where p.version = s.version for no key update of p skip locked
), guard as (
  update person_state p set version = p.version + 1, account_balance = h.account_balance
  from held h where p.insured_id = h.insured_id
  returning p.insured_id, p.version
), put_visit as (
  ${insertInto('visit', 'visits')}
  on conflict (insured_id, visit_id) do update set ${replacing(
    columnsOf('visits').filter(
      (column) => !['insured_id', 'visit_id', 'provider_code', 'scheme', 'opened_on'].includes(column),
    ),
  )}
), put_lines as (
  ${insertInto('bill_line', 'lines')}
), drop_lines as (
  delete from bill_line l using ${rowsOf('revoked')}
  where ${namedLine} and ${ofDays}
), link_lines as (
  update bill_line l set settlement_id = r.settlement_id from ${rowsOf('linked')}
  where ${namedLine} and ${ofDays}
), put_settlement as (
  ${insertInto('settlement', 'settlements', 'sequence')}
), put_entries as (
  ${insertInto('journal_entry', 'entries')}
), put_postings as (
  ${insertInto('posting', 'postings')}
), put_totals as (
  ${insertInto('running_total', 'totals')}
  on conflict (insured_id, scheme, period, code) do update set amount = excluded.amount
), put_death as (
  update insured i set died_on = r.died_on from ${rowsOf('deaths')} where i.insured_id = r.insured_id
), put_filing as (
  ${insertInto('filing', 'filings')}
  on conflict (insured_id, filing_id) do update set state = excluded.state
), put_mark as (
  ${insertInto('reversal_mark', 'marks')}
  on conflict (insured_id, provider_code, msgid) do nothing
), put_list as (
  insert into settlement_list (insured_id, settlement_id, version, list_id, provider_code, state, state_msgid, state_at,
    msgid, sent_at, content, findings)
  select r.insured_id, r.settlement_id, r.version, r.list_id, r.provider_code, r.state, r.msgid, r.sent_at, r.msgid,
    r.sent_at, r.content, r.findings
  from ${rowsOf('lists')}
), put_list_state as (
  update settlement_list l set state = r.state, state_msgid = r.msgid, state_at = r.at from ${rowsOf('listStates')}
  where l.insured_id = r.insured_id and l.settlement_id = r.settlement_id and l.version = r.version
), put_findings as (
  ${insertInto('audit_finding', 'findings')}
  on conflict (insured_id, finding_id, moment, release_digest) do update set ${replacing(
    columnsOf('findings').filter(
      (column) => !['insured_id', 'finding_id', 'moment', 'release_digest', 'visit_id', 'rule'].includes(column),
    ),
  )}
), messages as materialized (
  select * from ${tableOf(columnsIn(messageColumns), messageForm)} m
), put_message as (
  insert into message (${messageNames.join(', ')})
  select ${messageValues.join(', ')} from messages m where not m.guarded or ${itsGuardStands}
), put_effect as (
  insert into message_effect (insured_id, provider_code, msgid, infno, input_digest, settlement_id, message_id, received_at)
  select m.insured_id, m.provider_code, m.msgid, m.infno, decode(m.input_digest, 'hex'), m.settlement_id, m.message_id,
    m.received_at
  from messages m where m.guarded and m.effect and ${itsGuardStands}
)
select insured_id as "insuredId" from guard`
