import type pg from 'pg'
import type { PaperCaseFacts, PaperFacts, PaperStore, PaperSums } from '../flows/papers.ts'
import { statementJson } from './payment-run-sql.ts'
import { query } from './sql.ts'

/** By number of the statement or of the notice; those of a reopened run count no more. */
const found = `
select ${statementJson} as filed, s.issued_at::date::text as "issuedOn", s.run_id as "runId",
  json_build_object('kind', r.kind, 'division', r.division, 'schemes', r.schemes, 'period', r.period, 'issue', r.issue) as run,
  (select k.content->>'name' from policy_pack k where k.division = r.division order by k.kept_since desc, k.pack_hash limit 1)
    as region,
  (select json_build_object('name', p.name, 'level', p.level, 'division', p.division) from provider p
    where p.provider_code = s.provider_code limit 1) as provider,
  (select json_build_object('id', l.plan_id, 'label', l.content->'plan'->>'label',
    'methods', l.content->'plan'->'methods') from payment_plan l
    where l.plan_hash = r.plan_hash) as plan
from payment_statement s join payment_run r on r.run_id = s.run_id
where (s.number = $1 or s.notice_number = $1) and r.purpose = 'real' and r.state = 'closed'`

const sumsBy = (column: 'kind' | 'method'): string => `
select coalesce(${column}, '') as name, count(*)::integer as cases, sum(total)::bigint as total,
  sum(fund_paid)::bigint as "fundPaid", sum(standard)::bigint as standard, sum(fund_payable)::bigint as "fundPayable"
from payment_case where provider_code = $1 and run_id = $2 and role <> 'held' group by 1 order by cases desc, 1`

const deviates = `provider_code = $1 and run_id = $2 and (role = 'adjustment' or role = 'case' and kind <> 'normal')`

const casesOf = `
select case_id as "caseId", facts->>'dischargedOn' as "dischargedOn", group_code as "groupCode", kind, total,
  fund_paid as "fundPaid", fund_payable as "fundPayable"
from payment_case where ${deviates} order by abs(fund_payable - fund_paid) desc, case_id limit $3`

const countOf = `select count(*)::integer as count from payment_case where ${deviates}`

interface FoundRow extends pg.QueryResultRow, Pick<PaperFacts, 'run' | 'region' | 'provider' | 'plan'> {
  readonly filed: PaperFacts['filed']
  readonly issuedOn: PaperFacts['filed']['issuedOn']
  readonly runId: string
}

/** Statements as they are printed. */
export function paperStore(pool: pg.Pool): PaperStore {
  return {
    async statement(number, cases) {
      const [row] = await query<FoundRow>(pool, 'paper-statement', found, [number])
      if (row === undefined) return null
      const { filed, issuedOn, runId, run, region, provider, plan } = row
      const part = [filed.providerCode, runId]
      const sums = (column: 'kind' | 'method') =>
        query<PaperSums & pg.QueryResultRow>(pool, `paper-${column}s`, sumsBy(column), part)
      const [counted] = await query<{ count: number }>(pool, 'paper-count', countOf, part)
      return {
        filed: { ...filed, issuedOn },
        run,
        region,
        provider,
        plan,
        kinds: await sums('kind'),
        methods: await sums('method'),
        deviating: await query<PaperCaseFacts & pg.QueryResultRow>(pool, 'paper-cases', casesOf, [...part, cases]),
        deviatingCases: counted?.count ?? 0,
      }
    },
  }
}
