import type pg from 'pg'
import type {
  CaseRow,
  PaymentReads,
  PaymentScopeRow,
  ShownCase,
  ShownRun,
  ShownStatement,
} from '../flows/payment-read-ports.ts'
import type { FiledReview } from '../flows/payment-review-ports.ts'
import type { InstitutionEntry, PaymentRun } from '../flows/payment-run-ports.ts'
import { type Condition, oneCondition, statementOf } from './conditions.ts'
import { reviewJson } from './payment-review-store.ts'
import { entriesOfRun, runJson } from './payment-run-sql.ts'
import { withinReach } from './reach-sql.ts'
import { query } from './sql.ts'

const shownStatement = `json_build_object('providerCode', s.provider_code, 'runId', s.run_id, 'number', s.number,
  'noticeNumber', s.notice_number, 'cases', s.cases, 'adjustments', s.adjustments, 'fundBooked', s.fund_booked,
  'fundPayable', s.fund_payable, 'deducted', s.deducted, 'withheld', s.withheld, 'offsetAdvance', s.offset_advance,
  'appropriated', s.appropriated, 'content', s.content, 'kind', r.kind, 'period', r.period,
  'stands', r.state = 'closed', 'issuedAt', to_char(s.issued_at, 'YYYY-MM-DD HH24:MI:SS'),
  'divisions', (select json_agg(division) from (select r.division
    union select p.division from provider p where p.provider_code = s.provider_code) d),
  'institutions', json_build_array(s.provider_code)) as statement`

const caseFields = `'runId', k.run_id, 'facts', k.facts, 'role', k.role, 'why', k.why, 'reviewId', k.review_id,
  'method', k.method, 'kind', k.kind, 'groupCode', k.group_code, 'points', k.points, 'total', k.total,
  'fundPaid', k.fund_paid, 'otherPaid', k.other_paid, 'standard', k.standard, 'fundPayable', k.fund_payable,
  'refusal', k.refusal, 'planHash', k.plan_hash`

const wholeCase = `json_build_object(${caseFields}, 'factsDigest', k.facts_digest, 'groups', k.groups, 'score', k.score,
  'price', k.price, 'divisions', (select json_agg(division) from (select r.division
    union select p.division from provider p where p.provider_code = k.provider_code) d),
  'institutions', json_build_array(k.provider_code)) as one`

const onStatements = { divisions: ['r.division'], institution: 's.provider_code' } as const

const behind = (columns: readonly string[], after: string | null): readonly Condition[] => {
  if (after === null) return []
  const values = after.split('~')
  return [
    {
      name: 'after',
      text: (n) => `(${columns.join(', ')}) < (${columns.map((_, index) => `$${n + index}`).join(', ')})`,
      values: columns.map((_, index) => values[index] ?? ''),
    },
  ]
}

/** The last period of a kind that a region `p` and insurance `s` has closed. */
const lastClosed = (
  kind: 'month' | 'year',
): string => `(select max(r.period) from payment_run r where r.purpose = 'real'
  and r.state = 'closed' and r.kind = '${kind}' and r.division = p.division and r.schemes = array[s.scheme])`

const unfinished = `(select json_build_object('runId', r.run_id, 'kind', r.kind, 'period', r.period,
    'institutions', (select count(*)::int from payment_part t where t.run_id = r.run_id),
    'done', (select count(*)::int from payment_part t where t.run_id = r.run_id and t.done))
  from payment_run r where r.purpose = 'real' and r.state = 'running' and r.division = p.division
    and r.schemes = array[s.scheme] order by r.started_at desc limit 1)`

/** Runs, statements, cases and reviews as a desk asks for them; of shadows only the cases, for who may run a month-end. */
export function paymentReads(pool: pg.Pool): PaymentReads {
  const cases = async (name: string, where: string, values: readonly unknown[]) => {
    const text = `select ${wholeCase} from payment_case k join payment_run r on r.run_id = k.run_id
      where r.purpose = 'real' and r.state <> 'running' and ${where} order by r.period, k.run_id`
    return (await query<{ one: ShownCase }>(pool, `rest-payment-${name}`, text, values)).map(({ one }) => one)
  }
  return {
    async runs({ runId, kind, scheme, period }, reach, after, limit) {
      const seen = withinReach(reach, onStatements)
      const conditions = [
        ...oneCondition('run', (n) => `r.run_id = $${n}`, runId),
        ...oneCondition('kind', (n) => `r.kind = $${n}`, kind),
        ...oneCondition('scheme', (n) => `$${n} = any(r.schemes)`, scheme),
        ...oneCondition('period', (n) => `r.period = $${n}`, period),
        ...behind([`to_char(r.started_at, 'YYYY-MM-DD HH24:MI:SS')`, 'r.run_id'], after),
        ...seen.map((one) => ({
          ...one,
          text: (n: number) => `exists (select from payment_statement s where s.run_id = r.run_id and ${one.text(n)})`,
        })),
      ]
      const { name, text, values } = statementOf('rest-payment-runs', conditions, (where, next) => {
        const counted = seen.map((one) => one.text(next + 1))
        return `select ${runJson} as run, (select count(*)::int from payment_statement s
            where s.run_id = r.run_id ${counted.map((one) => `and ${one}`).join(' ')}) as statements
          from payment_run r ${where === '' ? 'where' : `${where} and`} r.purpose = 'real'
          order by r.started_at desc, r.run_id desc limit $${next}`
      })
      const given = [...values, limit, ...seen.flatMap((one) => one.values)]
      const rows = await query<{ run: Omit<ShownRun, 'statements'>; statements: number }>(pool, name, text, given)
      return rows.map(({ run, statements }) => ({ ...run, statements }))
    },

    async statements({ runId, providerCode, period }, reach, after, limit) {
      const conditions = [
        ...oneCondition('run', (n) => `s.run_id = $${n}`, runId),
        ...oneCondition('provider', (n) => `s.provider_code = $${n}`, providerCode),
        ...oneCondition('period', (n) => `r.period = $${n}`, period),
        ...behind([`to_char(s.issued_at, 'YYYY-MM-DD HH24:MI:SS')`, 's.run_id', 's.provider_code'], after),
        ...withinReach(reach, onStatements),
      ]
      const { name, text, values } = statementOf(
        'rest-payment-statements',
        conditions,
        (where, next) => `select ${shownStatement} from payment_statement s join payment_run r on r.run_id = s.run_id
          ${where === '' ? 'where' : `${where} and`} r.purpose = 'real' and r.state <> 'running'
          order by s.issued_at desc, s.run_id desc, s.provider_code desc limit $${next}`,
      )
      const rows = await query<{ statement: ShownStatement }>(pool, name, text, [...values, limit])
      return rows.map(({ statement }) => statement)
    },

    async statement(runId, providerCode) {
      const text = `select ${shownStatement} from payment_statement s join payment_run r on r.run_id = s.run_id
        where s.provider_code = $1 and s.run_id = $2 and r.purpose = 'real' and r.state <> 'running'`
      const values = [providerCode, runId]
      const [row] = await query<{ statement: ShownStatement }>(pool, 'rest-payment-statement', text, values)
      return row?.statement ?? null
    },

    async entries(runId, providerCode) {
      const rows = await query<InstitutionEntry & pg.QueryResultRow>(
        pool,
        'rest-payment-entries',
        entriesOfRun.replace('where e.run_id = $1', 'where e.run_id = $1 and e.provider_code = $2'),
        [runId, providerCode],
      )
      return rows
    },

    async held(runId, providerCode) {
      const text = `select count(*)::int as held from payment_case
        where provider_code = $1 and run_id = $2 and role = 'held'`
      const [row] = await query<{ held: number }>(pool, 'rest-payment-held', text, [providerCode, runId])
      return row?.held ?? 0
    },

    async cases({ runId, providerCode, role, isTrial }, reach, after, limit) {
      const conditions = [
        { name: 'run', text: (n: number) => `k.run_id = $${n}`, values: [runId] },
        { name: 'purpose', text: (n: number) => `r.purpose = $${n}`, values: [isTrial ? 'shadow' : 'real'] },
        ...oneCondition('provider', (n) => `k.provider_code = $${n}`, providerCode),
        ...oneCondition('role', (n) => `k.role = $${n}`, role),
        ...(after === null
          ? []
          : [
              {
                name: 'after',
                text: (n: number) => `(k.provider_code, k.case_id) > ($${n}, $${n + 1})`,
                values: [after.providerCode, after.caseId],
              },
            ]),
        ...withinReach(reach, { divisions: ['r.division'], institution: 'k.provider_code' }),
      ]
      const { name, text, values } = statementOf(
        'rest-payment-cases',
        conditions,
        (where, next) => `select json_build_object(${caseFields}) as one from payment_case k
          join payment_run r on r.run_id = k.run_id ${where} and r.state <> 'running'
          order by k.provider_code, k.case_id limit $${next}`,
      )
      return (await query<{ one: CaseRow }>(pool, name, text, [...values, limit])).map(({ one }) => one)
    },

    async run(runId) {
      const text = `select ${runJson} as run from payment_run r where r.run_id = $1 and r.purpose = 'real' and r.state <> 'running'`
      return (await query<{ run: PaymentRun }>(pool, 'rest-payment-run', text, [runId]))[0]?.run ?? null
    },

    async scopes(reach) {
      const { name, text, values } = statementOf(
        'rest-payment-scopes',
        withinReach(reach, { divisions: ['p.division'] }),
        (where) => `select distinct on (p.division, s.scheme) p.division, s.scheme, p.plan_id as "planId",
            json_build_object('zh', p.content#>>'{plan,label}', 'en', p.content#>>'{plan,labelEn}') as "planName",
            p.valid_from::text as "from", p.valid_until::text as until, ${lastClosed('month')} as "closedMonth",
            ${lastClosed('year')} as "clearedYear", ${unfinished} as unfinished
          from payment_plan p cross join unnest(p.schemes) as s(scheme)
          ${where === '' ? 'where' : `${where} and`} p.taking is not null
          order by p.division, s.scheme, p.taking desc`,
      )
      return await query<PaymentScopeRow & pg.QueryResultRow>(pool, name, text, values)
    },

    async isRun(runId) {
      const text = `select from payment_run where run_id = $1 and purpose = 'real' and state <> 'running'`
      return (await query(pool, 'rest-payment-is-run', text, [runId])).length > 0
    },

    async isTrial(runId, reach) {
      const conditions = [
        { name: 'run', text: (n: number) => `r.run_id = $${n}`, values: [runId] },
        ...withinReach(reach, { divisions: ['r.division'] }),
      ]
      const { name, text, values } = statementOf(
        'rest-payment-is-trial',
        conditions,
        (where) => `select from payment_run r ${where} and r.purpose = 'shadow' and r.state <> 'running'`,
      )
      return (await query(pool, name, text, values)).length > 0
    },

    async case(runId, caseId) {
      return (await cases('case', 'k.run_id = $1 and k.case_id = $2', [runId, caseId]))[0] ?? null
    },

    caseHistory: (caseId) => cases('history', 'k.case_id = $1', [caseId]),

    async reviews({ reviewId, providerCode, state }, reach, after, limit) {
      const conditions = [
        ...oneCondition('number', (n) => `w.review_id = $${n}`, reviewId),
        ...oneCondition('provider', (n) => `w.provider_code = $${n}`, providerCode),
        ...oneCondition('state', (n) => `w.state = $${n}`, state),
        ...behind([`to_char(w.applied_at, 'YYYY-MM-DD HH24:MI:SS')`, 'w.review_id'], after),
        ...withinReach(reach, { divisions: ['w.division'], institution: 'w.provider_code' }),
      ]
      const { name, text, values } = statementOf(
        'rest-payment-reviews',
        conditions,
        (where, next) => `select ${reviewJson} as review from special_case_review w ${where}
          order by w.applied_at desc, w.review_id desc limit $${next}`,
      )
      return (await query<{ review: FiledReview }>(pool, name, text, [...values, limit])).map(({ review }) => review)
    },
  }
}
