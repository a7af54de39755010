import { type HotStatement, recording } from './hot-statement.ts'

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

const rowSetNames = Object.keys(rowSets) as readonly RowSet[]

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

const after = (form: SentForm): number => form.first + 1 + form.long.length

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
const rowsOf = (set: RowSet, form: SentForm): string =>
  `guard g join ${tableOf(columnsIn(rowSets[set]), form)} r on r.insured_id = g.insured_id`

/** The columns of a set, in their order. */
const columnsOf = (set: RowSet): readonly string[] => columnsIn(rowSets[set]).map(({ name }) => name)

/** @param numbered the column that takes the person's new version */
const insertInto =
  (table: string, numbered?: string): Part =>
  (set, form) => {
    const columns = columnsOf(set)
    const [more, version] = numbered === undefined ? ['', ''] : [`, ${numbered}`, ', g.version']
    return `insert into ${table} (${columns.join(', ')}${more})
  select ${columns.map((column) => `r.${column}`).join(', ')}${version} from ${rowsOf(set, form)}`
  }

/** The months of the lines: from the first to the last day under which any of them is kept. */
const ofDays = 'l.opened_on between $4::date and $5::date'

/** The first parameter of the row sets. */
const firstSet = 6

/** The lines of a visit that a row names. */
const namedLine =
  'l.insured_id = r.insured_id and l.opened_on = r.opened_on and l.visit_id = r.visit_id and l.line_number = r.line_number'

const messageNames = columnsIn(messageColumns).flatMap(({ name }) => (name === 'guarded' ? [] : [name]))

/** The digest comes as hex, the other columns as they are kept. */
const messageValues = messageNames.map((name) =>
  name === 'input_digest' ? "decode(m.input_digest, 'hex')" : `m.${name}`,
)

const itsGuardStands = 'exists (select 1 from guard g where g.insured_id = m.insured_id)'

/** What becomes of the rows of a set, which come in this form. */
type Part = (set: RowSet, form: SentForm) => string

/** All columns of a set but those that a row keeps. */
const replacingBut = (set: RowSet, kept: readonly string[]): string =>
  columnsOf(set)
    .filter((column) => column !== 'insured_id' && !kept.includes(column))
    .map((column) => `${column} = excluded.${column}`)
    .join(', ')

const parts: Readonly<Record<RowSet, Part>> = {
  visits: (set, form) => `${insertInto('visit')(set, form)}
  on conflict (insured_id, visit_id) do update set ${replacingBut(set, ['visit_id', 'provider_code', 'scheme', 'opened_on'])}`,
  lines: insertInto('bill_line'),
  revoked: (set, form) => `delete from bill_line l using ${rowsOf(set, form)}
  where ${namedLine} and ${ofDays}`,
  linked: (set, form) => `update bill_line l set settlement_id = r.settlement_id from ${rowsOf(set, form)}
  where ${namedLine} and ${ofDays}`,
  settlements: insertInto('settlement', 'sequence'),
  entries: insertInto('journal_entry'),
  postings: insertInto('posting'),
  totals: (set, form) => `${insertInto('running_total')(set, form)}
  on conflict (insured_id, scheme, period, code) do update set amount = excluded.amount`,
  deaths: (set, form) =>
    `update insured i set died_on = r.died_on from ${rowsOf(set, form)} where i.insured_id = r.insured_id`,
  filings: (set, form) => `${insertInto('filing')(set, form)}
  on conflict (insured_id, filing_id) do update set state = excluded.state`,
  marks: (set, form) => `${insertInto('reversal_mark')(set, form)}
  on conflict (insured_id, provider_code, msgid) do nothing`,
  lists: (
    set,
    form,
  ) => `insert into settlement_list (insured_id, settlement_id, version, list_id, provider_code, state, state_msgid, state_at,
    msgid, sent_at, content, findings)
  select r.insured_id, r.settlement_id, r.version, r.list_id, r.provider_code, r.state, r.msgid, r.sent_at, r.msgid,
    r.sent_at, r.content, r.findings
  from ${rowsOf(set, form)}`,
  listStates: (
    set,
    form,
  ) => `update settlement_list l set state = r.state, state_msgid = r.msgid, state_at = r.at from ${rowsOf(set, form)}
  where l.insured_id = r.insured_id and l.settlement_id = r.settlement_id and l.version = r.version`,
  findings: (set, form) => `${insertInto('audit_finding')(set, form)}
  on conflict (insured_id, finding_id, moment, release_digest) do update set ${replacingBut(set, ['finding_id', 'moment', 'release_digest', 'visit_id', 'rule'])}`,
}

/** Whom a death is told of, and those of them whom nobody holds, an import for example; the others are passed over. */
const toldOf = (form: SentForm): string => `told as materialized (
  select r.insured_id from ${tableOf(columnsIn(rowSets.deaths), form)} r
), free as (
  select i.insured_id from insured i join told t on t.insured_id = i.insured_id for no key update of i skip locked
), `

const nobodyHolds = `
    and not exists (select from told t where t.insured_id = s.insured_id
      and not exists (select from free f where f.insured_id = t.insured_id))`

/** A recording statement and how its rows are sent. */
export interface Recording {
  readonly statement: HotStatement
  /** In the order of their parameters. */
  readonly sets: readonly (readonly [RowSet, SentForm])[]
  /** The messages come last. */
  readonly messages: SentForm
}

/**
 * Parameters: $1 the persons, $2 the versions their decisions were made from, $3 their new account balances, $4 and $5 the first
 * and the last day under which the lines are kept, then the rows of each set in its form, and the messages, of
 * which those that are not `guarded` hang on nobody.
 *
 * @returns the persons whose decisions stand, each with the version it has now
 */
function recordingOf(name: string, names: readonly RowSet[]): Recording {
  let next = firstSet
  const sets = names.map((set) => {
    const form = formOf(columnsIn(rowSets[set]), next)
    next = after(form)
    return [set, form] as const
  })
  const messages = formOf(columnsIn(messageColumns), next)
  const deaths = sets.find(([set]) => set === 'deaths')
  const text = `
with sent as (
  select * from unnest($1::text[], $2::bigint[], $3::bigint[]) as s(insured_id, version, account_balance)
), ${deaths === undefined ? '' : toldOf(deaths[1])}held as (
  select p.insured_id, s.account_balance from sent s join person_state p on p.insured_id = s.insured_id
  where p.version = s.version${deaths === undefined ? '' : nobodyHolds} for no key update of p skip locked
), guard as (
  update person_state p set version = p.version + 1, account_balance = h.account_balance
  from held h where p.insured_id = h.insured_id
  returning p.insured_id, p.version
), ${sets.map(([set, form]) => `put_${set} as (\n  ${parts[set](set, form)}\n), `).join('')}messages as materialized (
  select * from ${tableOf(columnsIn(messageColumns), messages)} m
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
  return { statement: recording(name, text), sets, messages }
}

/** Sets of which most batches have no row. */
const seldom: ReadonlySet<RowSet> = new Set([
  'revoked',
  'deaths',
  'filings',
  'marks',
  'lists',
  'listStates',
  'findings',
])

export const recordings = {
  whole: recordingOf('record-whole', rowSetNames),
  /** PostgreSQL makes every part of a statement ready, also one that gets no row; so what is seldom has a statement of its own. */
  everyday: recordingOf(
    'record',
    rowSetNames.filter((name) => !seldom.has(name)),
  ),
} as const
