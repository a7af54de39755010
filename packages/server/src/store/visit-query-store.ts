import type pg from 'pg'
import type { ChronicLine, CurrentStay, ShownVisit, VisitRecords } from '../flows/visit-ports.ts'
import { enrolmentJson, insuredJson, lineJson } from './gather-sql.ts'
import { ofOnePerson } from './one-person.ts'
import { query } from './sql.ts'
import { settledAt, visitFields } from './visit-sql.ts'

export const visitsOfPerson = ofOnePerson(`
select json_build_object(${visitFields}) as visit, diagnoses, ${settledAt} as "settledAt"
from visit
where insured_id = $1 and provider_code = $2 and state <> 'cancelled' and med_type = $5
  and began_at between $3::timestamp and $4::timestamp and ($6::text is null or visit_id = $6)
order by began_at, visit_id limit $7`)

const person = `(select ${insuredJson} from insured i where i.insured_id = visit.insured_id) as insured,
  coalesce((select json_agg(${enrolmentJson} order by scheme, valid_from)
    from enrolment where enrolment.insured_id = visit.insured_id), '[]') as enrolments`

const goingOn = `stay is not null and stay->>'dischargedAt' is null and state = 'open'
  and began_at between $2::timestamp and $3::timestamp`

export const staysOfPerson = ofOnePerson(`
select json_build_object(${visitFields}) as visit, ${person} from visit
where insured_id = $1 and provider_code = $5 and ${goingOn}
order by began_at, visit_id limit $4`)

/** Names no person, so it looks at everybody's stays, by the institution's own index. */
const staysOfInstitution = `
select json_build_object(${visitFields}) as visit, ${person} from visit
where provider_code = $1 and ${goingOn}
order by began_at, visit_id limit $4`

/** National \`med_type\` 14 and what lies below it: outpatient care of chronic and special diseases. */
export const chronicLines = ofOnePerson(`
select ${lineJson} as line, visited.med_type as "medType", visited.provider_code as "providerCode"
from bill_line join (
  select insured_id as person, visit_id as visited_id, opened_on as visited_on, med_type, provider_code from visit
  where insured_id = $1 and state <> 'cancelled' and med_type like '14%'
) visited on visited.person = bill_line.insured_id and visited_id = visit_id and visited_on = opened_on
where insured_id = $1 and settlement_id is not null and item_kind = 'drug'
  and charged_at between $2::timestamp and $3::timestamp
order by charged_at, line_number limit $4`)

export function visitRecords(pool: pg.Pool): VisitRecords {
  return {
    visits: ({ insuredId, providerCode, period, medType, visitId, atMost }) =>
      query<ShownVisit & Record<string, unknown>>(pool, 'visits-of-person', visitsOfPerson, [
        insuredId,
        providerCode,
        period.from,
        period.through,
        medType,
        visitId,
        atMost,
      ]),

    currentStays: ({ insuredId, providerCode, period, atMost }) => {
      const [from, through] = [period.from, period.through]
      return insuredId === null
        ? query<CurrentStay & Record<string, unknown>>(pool, 'stays-of-institution', staysOfInstitution, [
            providerCode,
            from,
            through,
            atMost,
          ])
        : query<CurrentStay & Record<string, unknown>>(pool, 'stays-of-person', staysOfPerson, [
            insuredId,
            from,
            through,
            atMost,
            providerCode,
          ])
    },

    chronicLines: ({ insuredId, period, atMost }) =>
      query<ChronicLine & Record<string, unknown>>(pool, 'chronic-lines', chronicLines, [
        insuredId,
        period.from,
        period.through,
        atMost,
      ]),
  }
}
