import type pg from 'pg'
import type {
  Begun,
  CareSums,
  OpenVisit,
  RegisterEntry,
  Registered,
  RegisterKind,
  Shift,
  ShiftClosing,
  ShiftSums,
  TillBooks,
  TillMessage,
  TillReads,
  TillReceipt,
} from '../flows/till-ports.ts'
import { type Condition, oneCondition, statementOf } from './conditions.ts'
import { noteOperation } from './operation-log-store.ts'
import { sumsOfPeriod } from './reconciliation-sql.ts'
import { query, transaction } from './sql.ts'

/** The sums of a period, of what the tills of the console sent. */
const sumsOfTills = sumsOfPeriod.replace(
  'group by',
  `and exists (select from till_message m
    where m.insured_id = t.insured_id and m.provider_code = t.provider_code and m.msgid = t.msgid)
group by`,
)

const inForce = 'provider_code = $1 and valid_from <= $2::date and (valid_until is null or valid_until > $2::date)'

const registeredOf: Readonly<Record<RegisterKind, string>> = {
  department: `select code, name, details->>'caty' as caty from department where ${inForce} order by code`,
  doctor: `select code, name, null as caty from practitioner where insurance_doctor and ${inForce} order by code`,
}

const everyKind = ['settle', 'restore', 'cancel', 'reverse']

const payers = {
  pool: 'pool',
  largeAmount: 'large_amount',
  criticalIllness: 'critical_illness',
  civilServant: 'civil_servant',
  enterprise: 'enterprise',
  assistance: 'assistance',
  other: 'other',
  hospital: 'hospital',
  account: 'account',
  family: 'family',
  cash: 'cash',
} as const satisfies Record<Exclude<keyof ShiftSums, 'settled' | 'undone' | 'total'>, string>

const sum = (column: string): string => `coalesce(sum(t.${column}), 0)`

/** The sums of shift `sh`, from the settlements that its messages made. */
const shiftSums = `(select json_build_object(
    'settled', count(*) filter (where t.kind in ('settle', 'restore')),
    'undone', count(*) filter (where t.kind in ('cancel', 'reverse')), 'total', ${sum('total')},
    ${Object.entries(payers)
      .map(([name, column]) => `'${name}', ${sum(column)}`)
      .join(', ')})
  from till_message m join settlement t
    on t.insured_id = m.insured_id and t.provider_code = m.provider_code and t.msgid = m.msgid
  where m.provider_code = sh.provider_code and m.shift_id = sh.shift_id)`

/** Nobody saw an answer of message `m`, it had no effect, and was not kept from having one. */
const isUnknown = `m.outcome is null and not exists (select from message_effect e
    where e.insured_id = m.insured_id and e.provider_code = m.provider_code and e.msgid = m.msgid)
  and not exists (select from reversal_mark r
    where r.insured_id = m.insured_id and r.provider_code = m.provider_code and r.msgid = m.msgid)`

const shiftOf = (where: string): string => `
select json_build_object('shiftId', sh.shift_id, 'providerCode', sh.provider_code, 'userId', sh.user_id,
  'openedAt', to_char(sh.opened_at, 'YYYY-MM-DD HH24:MI:SS'), 'closedAt', to_char(sh.closed_at, 'YYYY-MM-DD HH24:MI:SS'),
  'sums', ${shiftSums}, 'frozen', sh.sums, 'counted', sh.counted, 'note', sh.note,
  'messages', (select count(*) from till_message m where m.provider_code = sh.provider_code and m.shift_id = sh.shift_id),
  'unknown', (select count(*) from till_message m
    where m.provider_code = sh.provider_code and m.shift_id = sh.shift_id and ${isUnknown})) as shift
from till_shift sh ${where}`

const openVisitsOf = `
select json_build_object('visitId', v.visit_id, 'number', v.provider_visit_number, 'scheme', v.scheme, 'beganAt', to_char(v.began_at, 'YYYY-MM-DD HH24:MI:SS'),
  'medType', v.med_type, 'departmentCode', v.department_code, 'departmentName', v.department_name, 'diagnosis', d.diagnosis, 'inpatient', v.stay is not null,
  'dischargedAt', v.stay->>'dischargedAt', 'lines', l.lines, 'amount', l.amount) as visit
from visit v
cross join lateral (select count(*) as lines, coalesce(sum(total), 0) as amount from bill_line b
  where b.insured_id = v.insured_id and b.visit_id = v.visit_id and b.opened_on = v.opened_on and b.settlement_id is null) l
left join lateral (select json_build_object('code', one->>'code', 'name', one->>'name') as diagnosis
  from jsonb_array_elements(v.diagnoses) one order by (one->>'main')::boolean desc, one->>'side' limit 1) d on true
where v.insured_id = $1 and v.provider_code = $2 and v.state = 'open'
  and coalesce(v.stay->>'reversed', 'false') = 'false'
  and (l.lines > 0 or (v.stay is not null and v.stay->>'dischargedAt' is null) or not exists (
    select from settlement t where t.insured_id = v.insured_id and t.visit_id = v.visit_id
    group by t.insured_id having sum(case when t.kind in ('settle', 'restore') then 1 else -1 end) > 0))
order by v.began_at desc, v.visit_id desc limit 20`

/** Something took back what settlement `t` did. */
const isUndone = `exists (select from settlement u where u.insured_id = t.insured_id and u.undoes_id = t.settlement_id)`

const receiptColumns = `m.insured_id as "insuredId", m.msgid, m.infno, m.user_id as "userId", m.shift_id as "shiftId",
  to_char(m.sent_at, 'YYYY-MM-DD HH24:MI:SS') as at,
  case when t.insured_id is null then 'unknown' when m.outcome is null and not ${isUndone} then 'unseen' else 'done' end as state,
  coalesce((select name from insured i where i.insured_id = m.insured_id), '') as name,
  case when t.insured_id is not null then json_build_object('settlementId', t.settlement_id, 'visitId', t.visit_id,
    'kind', t.kind, 'scheme', t.scheme, 'medType', t.med_type, 'total', t.total,
    'fund', t.pool + t.large_amount + t.critical_illness + t.civil_servant + t.enterprise + t.assistance + t.other,
    'account', t.account + t.family, 'cash', t.cash,
    'stands', t.kind in ('settle', 'restore') and not ${isUndone}) end as settlement`

const receiptRows = `till_message m left join settlement t
  on t.insured_id = m.insured_id and t.provider_code = m.provider_code and t.msgid = m.msgid`

const dayOf = (column: string) => (n: number) =>
  `${column} >= $${n}::date::timestamp and ${column} < ($${n}::date + 1)::timestamp`

const behind = (at: string, id: string, after: { readonly at: string; readonly id: string } | null) =>
  after === null
    ? []
    : [
        {
          name: 'after',
          text: (n: number) => `(${at}, ${id}) < ($${n}::timestamp, $${n + 1})`,
          values: [after.at, after.id],
        } satisfies Condition,
      ]

/** What is looked at behind a till. */
export function tillReads(pool: pg.Pool): TillReads {
  const shifts = async (name: string, where: string, values: readonly unknown[]): Promise<readonly Shift[]> => {
    const rows = await query<{ shift: Shift }>(pool, name, shiftOf(where), values)
    return rows.map(({ shift }) => shift)
  }
  const daySums = (name: string, text: string, providerCode: string, on: string) =>
    query<CareSums & pg.QueryResultRow>(pool, name, text, [providerCode, on, on, everyKind])
  return {
    async openShift(providerCode, userId) {
      const where = 'where sh.provider_code = $1 and sh.user_id = $2 and sh.closed_at is null'
      const [open] = await shifts('till-open-shift', where, [providerCode, userId])
      return open ?? null
    },
    async shift(providerCode, shiftId) {
      const where = 'where sh.provider_code = $1 and sh.shift_id = $2'
      const [found] = await shifts('till-shift', where, [providerCode, shiftId])
      return found ?? null
    },
    shifts(providerCode, on, after, limit) {
      const { name, text, values } = statementOf(
        'till-shifts',
        [
          ...oneCondition('provider', (n) => `sh.provider_code = $${n}`, providerCode),
          ...oneCondition('day', dayOf('sh.opened_at'), on),
          ...behind('sh.opened_at', 'sh.shift_id', after),
        ],
        (where, next) => `${where} order by sh.opened_at desc, sh.shift_id desc limit $${next}`,
      )
      return shifts(name, text, [...values, limit])
    },
    receipts({ providerCode, on, shiftId, scheme, medType }, after, limit) {
      const { name, text, values } = statementOf(
        'till-receipts',
        [
          ...oneCondition('provider', (n) => `m.provider_code = $${n}`, providerCode),
          ...oneCondition('shift', (n) => `m.shift_id = $${n}`, shiftId),
          ...oneCondition('day', dayOf('m.sent_at'), on),
          ...oneCondition('scheme', (n) => `t.scheme = $${n}`, scheme),
          ...oneCondition('care', (n) => `t.med_type = $${n}`, medType),
          ...behind('m.sent_at', 'm.msgid', after),
        ],
        (where, next) => `select ${receiptColumns} from ${receiptRows} ${where}
  and (t.insured_id is not null or (${isUnknown})) order by m.sent_at desc, m.msgid desc limit $${next}`,
      )
      return query<TillReceipt & pg.QueryResultRow>(pool, name, text, [...values, limit])
    },
    async openVisits(insuredId, providerCode) {
      const rows = await query<{ visit: OpenVisit }>(pool, 'till-open-visits', openVisitsOf, [insuredId, providerCode])
      return rows.map(({ visit }) => visit)
    },
    daySums: (providerCode, on) => daySums('till-day-sums', sumsOfTills, providerCode, on),
    filedSums: (providerCode, on) => daySums('till-filed-sums', sumsOfPeriod, providerCode, on),
    async diagnosesRevision() {
      const text = `select revision::int as revision from catalogue_revision where origin = 'diagnosis_code'`
      const [row] = await query<{ revision: number }>(pool, 'till-diagnoses-revision', text)
      return row?.revision ?? 0
    },
    diagnoses() {
      const text = `select distinct on (code) code, name from diagnosis_code where edition like 'ICD-10%'
order by code, edition desc`
      return query<Registered & pg.QueryResultRow>(pool, 'till-diagnoses', text)
    },
    registered: (of, providerCode, on) =>
      query<RegisterEntry & pg.QueryResultRow>(pool, `till-${of}s`, registeredOf[of], [providerCode, on]),
  }
}

const openShift = `insert into till_shift (shift_id, provider_code, user_id, opened_at) values ($1, $2, $3, $4)
on conflict (provider_code, user_id) where closed_at is null do nothing`

/** Holds the shift open until the message is noted. */
const holdShift = `select shift_id as "shiftId" from till_shift
where provider_code = $1 and user_id = $2 and closed_at is null for share`

const noteMessage = `insert into till_message (insured_id, provider_code, msgid, infno, user_id, shift_id, sent_at)
values ($1, $2, $3, $4, $5, $6, $7) on conflict (insured_id, provider_code, msgid) do nothing returning msgid`

const earlierMessage = `select m.infno, m.user_id as "userId", m.shift_id as "shiftId", m.outcome is null as unseen,
  exists (select from message_effect e
    where e.insured_id = m.insured_id and e.provider_code = m.provider_code and e.msgid = m.msgid) as effect
from till_message m where m.insured_id = $1 and m.provider_code = $2 and m.msgid = $3`

interface Earlier {
  readonly infno: string
  readonly userId: string
  readonly shiftId: string
  readonly unseen: boolean
  readonly effect: boolean
}

const earlierOf = async (client: pg.PoolClient, key: readonly string[]): Promise<Earlier | undefined> =>
  (await query<Earlier & pg.QueryResultRow>(client, 'till-earlier', earlierMessage, key))[0]

async function heldShift(client: pg.PoolClient, message: TillMessage, freshId: string): Promise<string> {
  const { providerCode, userId, at } = message
  // A shift that is being closed at this moment is neither in the way nor there to be held: the next round opens another.
  for (let round = 0; round < 3; round += 1) {
    await query(client, 'till-shift-open', openShift, [freshId, providerCode, userId, at])
    const [held] = await query<{ shiftId: string }>(client, 'till-shift-hold', holdShift, [providerCode, userId])
    if (held !== undefined) return held.shiftId
  }
  throw new Error(`no shift of ${userId} at ${providerCode} could be held open`)
}

/** Holds a shift open that a message was sent from before; no row when it is closed. */
const holdShiftOf = `select shift_id from till_shift where shift_id = $1 and closed_at is null for share`

/** Sent again, it is under way again, whatever came of it before. */
const sendAgain = `update till_message set outcome = null, sent_at = $4
where insured_id = $1 and provider_code = $2 and msgid = $3`

/** That an earlier sending was refused says nothing of a later one. */
const seen = `update till_message set outcome = $4 where insured_id = $1 and provider_code = $2 and msgid = $3
  and outcome is distinct from 'done' and ($4 = 'done' or sent_at = $5)`

const lockShift = `select user_id as "userId", closed_at is not null as closed from till_shift
where shift_id = $1 and provider_code = $2 for update`

const underWay = `select exists (select from till_message m
  where m.provider_code = $1 and m.shift_id = $2 and m.sent_at > $3 and ${isUnknown}) as waiting`

const freeze = `update till_shift sh set closed_at = $2, counted = $3, note = $4, sums = ${shiftSums} where sh.shift_id = $1`

/** What is written when a till is worked. */
export function tillBooks(pool: pg.Pool): TillBooks {
  return {
    begin: (message, shiftId, operation) =>
      transaction(pool, async (client): Promise<Begun> => {
        const { insuredId, providerCode, msgid, infno, userId, at } = message
        const row = [insuredId, providerCode, msgid]
        let earlier = await earlierOf(client, row)
        if (earlier === undefined) {
          const held = await heldShift(client, message, shiftId)
          const noted = await query(client, 'till-note', noteMessage, [...row, infno, userId, held, at])
          if (noted.length > 0) {
            await noteOperation(client, operation)
            return { kind: 'first' }
          }
          earlier = await earlierOf(client, row)
        }
        if (earlier === undefined || earlier.userId !== userId || earlier.infno !== infno)
          return { kind: 'refused', code: 'till.number-taken' }
        if (!earlier.effect) {
          const held = await query(client, 'till-shift-hold-again', holdShiftOf, [earlier.shiftId])
          if (held.length === 0) return { kind: 'refused', code: 'till.shift-closed' }
          await query(client, 'till-send-again', sendAgain, [...row, at])
        }
        return { kind: 'again', unknown: earlier.unseen }
      }),

    async told({ insuredId, providerCode, msgid, at }, outcome) {
      await query(pool, 'till-seen', seen, [insuredId, providerCode, msgid, outcome, at])
    },

    close: ({ shiftId, providerCode, userId, at, underWaySince, counted, note }: ShiftClosing, operation) =>
      transaction(pool, async (client) => {
        const [held] = await query<{ userId: string; closed: boolean }>(client, 'till-shift-lock', lockShift, [
          shiftId,
          providerCode,
        ])
        if (held === undefined || held.userId !== userId) return 'unknown-shift'
        if (held.closed) return 'already-closed'
        const [found] = await query<{ waiting: boolean }>(client, 'till-under-way', underWay, [
          providerCode,
          shiftId,
          underWaySince,
        ])
        if (found?.waiting === true) return 'under-way'
        await query(client, 'till-freeze', freeze, [shiftId, at, counted, note])
        await noteOperation(client, operation)
        return 'closed'
      }),
  }
}
