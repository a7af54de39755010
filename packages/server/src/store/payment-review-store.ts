import type pg from 'pg'
import type {
  FiledReview,
  ReviewableCase,
  ReviewCounts,
  ReviewTables,
  SpecialCaseStore,
} from '../flows/payment-review-ports.ts'
import { noteOperation } from './operation-log-store.ts'
import { type Queryable, query, transaction } from './sql.ts'

/** Where a row of an institution belongs; `w` has division and institution. */
const paymentBelongs = (row: string): string => `'divisions', (select json_agg(division) from (
    select ${row}.division union select p.division from provider p where p.provider_code = ${row}.provider_code) d),
  'institutions', json_build_array(${row}.provider_code)`

const time = (column: string): string => `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS')`

/** A review in the words of the flows; `w` is the row. */
export const reviewJson = `json_build_object('reviewId', w.review_id, 'providerCode', w.provider_code, 'caseId', w.case_id,
  'division', w.division, 'scheme', w.scheme, 'year', w.year, 'reason', w.reason, 'appliedBy', w.applied_by,
  'appliedAt', ${time('w.applied_at')}, 'state', w.state, 'firstReviewer', w.first_reviewer,
  'secondReviewer', w.second_reviewer, 'arbiter', w.arbiter, 'outcome', w.outcome, 'decidedAt', ${time('w.decided_at')},
  'effectRun', w.effect_run, ${paymentBelongs('w')},
  'opinions', coalesce((select json_agg(json_build_object('reviewer', o.reviewer, 'outcome', o.outcome, 'reason', o.reason,
    'at', ${time('o.given_at')}) order by o.given_at, o.reviewer)
    from special_case_opinion o where o.provider_code = w.provider_code and o.review_id = w.review_id), '[]'))`

const reviewById = `select ${reviewJson} as review from special_case_review w where w.review_id = $1`

/** Case $1, with how the last closed month took it. */
const caseById = `
select json_build_object('providerCode', w.provider_code, 'level', w.facts->>'providerLevel', 'division', w.division,
  'scheme', w.scheme, 'month', w.month, 'kind', k.kind, 'planHash', k.plan_hash, ${paymentBelongs('w')},
  'cleared', exists (select from payment_run y where y.kind = 'year' and y.purpose = 'real' and y.state = 'closed'
    and y.division = w.division and w.scheme = any(y.schemes) and y.period = left(w.month, 4))) as found
from discharge_case w left join lateral (
  select c.kind, r.plan_hash from payment_case c join payment_run r on r.run_id = c.run_id
  where c.provider_code = w.provider_code and c.case_id = w.case_id and c.role <> 'held' and r.purpose = 'real'
    and r.kind = 'month' and r.state = 'closed' order by r.period desc limit 1) k on true
where w.case_id = $1 and w.state <> 'undone'`

/** Institution $1, month $2. */
const counts = `
select json_build_object(
  'month', json_build_object('discharges', (select count(*) from discharge_case
      where provider_code = $1 and month = $2 and state <> 'undone'),
    'applied', (select count(*) from special_case_review w join discharge_case d using (provider_code, case_id)
      where w.provider_code = $1 and d.month = $2)),
  'year', json_build_object('discharges', (select count(*) from discharge_case
      where provider_code = $1 and left(month, 4) = left($2, 4) and state <> 'undone'),
    'applied', (select count(*) from special_case_review where provider_code = $1 and year = left($2, 4)))) as counts`

const addReview = `
insert into special_case_review (provider_code, review_id, case_id, division, scheme, year, reason, applied_by, applied_at, state)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`

const assignTo = `
update special_case_review set state = $3, first_reviewer = $4, second_reviewer = $5, arbiter = $6
where provider_code = $1 and review_id = $2`

const settleIt = `
update special_case_review set state = $3, outcome = $4, decided_at = $5 where provider_code = $1 and review_id = $2`

const opinionRow = `
insert into special_case_opinion (provider_code, review_id, reviewer, outcome, reason, given_at)
values ($1, $2, $3, $4, $5, $6)`

async function reviewOf(on: Queryable, reviewId: string): Promise<FiledReview | null> {
  const [row] = await query<{ review: FiledReview }>(on, 'special-case-review', reviewById, [reviewId])
  return row?.review ?? null
}

function tablesOf(client: Queryable): ReviewTables {
  return {
    async counts(providerCode, month) {
      const [row] = await query<{ counts: ReviewCounts }>(client, 'special-case-counts', counts, [providerCode, month])
      if (row === undefined) throw new Error('counting gives a row')
      return row.counts
    },
    async ofCase(providerCode, caseId) {
      const text = 'select review_id as id from special_case_review where provider_code = $1 and case_id = $2'
      return (await query<{ id: string }>(client, 'special-case-of-case', text, [providerCode, caseId]))[0]?.id ?? null
    },
    review: (reviewId) => reviewOf(client, reviewId),
    async add(one) {
      const { providerCode, reviewId, caseId, division, scheme, year, reason, appliedBy, appliedAt, state } = one
      const values = [providerCode, reviewId, caseId, division, scheme, year, reason, appliedBy, appliedAt, state]
      await query(client, 'special-case-add', addReview, values)
    },
    async assign({ providerCode, reviewId, state, firstReviewer, secondReviewer, arbiter }) {
      const values = [providerCode, reviewId, state, firstReviewer, secondReviewer, arbiter]
      await query(client, 'special-case-assign', assignTo, values)
    },
    async addOpinion({ providerCode, reviewId }, { reviewer, outcome, reason, at }) {
      const values = [providerCode, reviewId, reviewer, JSON.stringify(outcome), reason, at]
      await query(client, 'special-case-opinion', opinionRow, values)
    },
    async settle({ providerCode, reviewId }, state, outcome, at) {
      const told = outcome === null ? null : JSON.stringify(outcome)
      await query(client, 'special-case-settle', settleIt, [providerCode, reviewId, state, told, at])
    },
    note: (operation) => noteOperation(client, operation),
  }
}

/** Special-case reviews: everything about one institution happens one after the other. */
export function specialCaseStore(pool: pg.Pool): SpecialCaseStore {
  return {
    alone(providerCode, work) {
      return transaction(pool, async (client) => {
        const lock = `select pg_advisory_xact_lock(hashtext('special cases'), hashtext($1))`
        await query(client, 'special-cases-lock', lock, [providerCode])
        return work(tablesOf(client))
      })
    },
    async caseOf(caseId) {
      const [row] = await query<{ found: ReviewableCase }>(pool, 'special-case-case', caseById, [caseId])
      return row?.found ?? null
    },
    review: (reviewId) => reviewOf(pool, reviewId),
  }
}
