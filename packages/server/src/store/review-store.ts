import type { GivenResult } from '@yibao/core/review'
import type { ReviewStore, ReviewTables } from '../flows/review-ports.ts'
import { type Queryable, query } from './sql.ts'

const keepResults = `
insert into review_result (provider_code, result_id, moment, rule, severity, patient_id, encounter_id, finding, given_at)
select $1, r.result_id, $2, r.finding->>'rule', r.finding->>'severity', r.finding->>'patientId', r.finding->>'encounterId',
  r.finding, $3::timestamp
from jsonb_to_recordset($4::jsonb) as r(result_id text, finding jsonb)
on conflict (provider_code, result_id) do update
  set severity = excluded.severity, finding = excluded.finding, given_at = excluded.given_at`

const readGiven = `
select result_id as "resultId", moment from review_result where provider_code = $1 and result_id = any($2::text[])`

const putFeedback = `
insert into review_feedback (provider_code, result_id, msgid, moment, way, reason, told_at)
select $1, f.result_id, $2, $3, f.way, f.reason, $4::timestamp
from jsonb_to_recordset($5::jsonb) as f(result_id text, way text, reason text)`

export function reviewStore(on: Queryable): ReviewStore {
  return {
    async keep({ providerCode, moment, at, results }) {
      if (results.length === 0) return
      const rows = results.map(({ resultId, finding }) => ({ result_id: resultId, finding }))
      await query(on, 'keep-review-results', keepResults, [providerCode, moment, at, JSON.stringify(rows)])
    },
  }
}

export function reviewTables(on: Queryable): ReviewTables {
  return {
    given(providerCode, resultIds) {
      return query<GivenResult & Record<string, unknown>>(on, 'given-review-results', readGiven, [
        providerCode,
        resultIds,
      ])
    },
    async tell({ providerCode, msgid, moment, at, feedback }) {
      const rows = feedback.map(({ resultId, way, reason }) => ({ result_id: resultId, way, reason }))
      await query(on, 'put-review-feedback', putFeedback, [providerCode, msgid, moment, at, JSON.stringify(rows)])
    },
  }
}
