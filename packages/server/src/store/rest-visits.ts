import type pg from 'pg'
import type { EventFilter, EventKey, ShownVisitWithLines, VisitRow, VisitStore } from '../flows/rest-ports.ts'
import { type Condition, oneCondition, statementOf } from './conditions.ts'
import { lineJson } from './gather-sql.ts'
import { withinReach } from './reach-sql.ts'
import { query } from './sql.ts'

/** The conditions of a list of events, which happen to a person in an institution at a time. */
export function eventConditions(
  { insuredId, providerCode, from, until }: EventFilter,
  after: EventKey | null,
  columns: { readonly alias: string; readonly at: string; readonly id: string },
): readonly Condition[] {
  const { alias, at, id } = columns
  return [
    ...oneCondition('person', (n) => `${alias}.insured_id = $${n}`, insuredId),
    ...oneCondition('provider', (n) => `${alias}.provider_code = $${n}`, providerCode),
    ...oneCondition('from', (n) => `${at} >= $${n}::date::timestamp`, from),
    ...oneCondition('until', (n) => `${at} < ($${n}::date + 1)::timestamp`, until),
    ...(after === null
      ? []
      : [
          {
            name: 'after',
            text: (n: number) => `(${at}, ${id}) < ($${n}::timestamp, $${n + 1})`,
            values: [after.at, after.id],
          },
        ]),
  ]
}

/** One visit of a list as JSON; the table is `v`. */
export const visitRowJson = `json_build_object('insuredId', v.insured_id, 'visitId', v.visit_id, 'providerCode', v.provider_code,
    'scheme', v.scheme, 'begin', to_char(v.began_at, 'YYYY-MM-DD HH24:MI:SS'), 'medType', v.med_type,
    'departmentName', v.department_name, 'state', v.state, 'inpatient', v.stay is not null,
    'dischargedAt', v.stay->>'dischargedAt')`

/** A person's divisions with the one of the institution; of institutions only the one that was visited. */
export const careBelongs = (row: string): string => `
  'divisions', (select coalesce(json_agg(division), '[]') from (
    select division from enrolment where insured_id = ${row}.insured_id
    union select division from provider where provider_code = ${row}.provider_code) belongs),
  'institutions', json_build_array(${row}.provider_code)`

const whole = `
select json_build_object('row', ${visitRowJson}, 'diagnoses', v.diagnoses, ${careBelongs('v')},
  'lineCount', (select count(*) from bill_line l
    where l.insured_id = v.insured_id and l.visit_id = v.visit_id and l.opened_on = v.opened_on),
  'lines', (select coalesce(json_agg(line order by number), '[]') from (
    select ${lineJson} as line, line_number as number from bill_line
    where insured_id = v.insured_id and visit_id = v.visit_id and opened_on = v.opened_on
    order by line_number limit $3) shown)) as visit
from visit v where v.insured_id = $1 and v.visit_id = $2`

/** Visits as a desk asks for them. */
export function visitStore(pool: pg.Pool): VisitStore {
  return {
    async find(filter, reach, after, limit) {
      const conditions = [
        ...eventConditions(filter, after, { alias: 'v', at: 'v.began_at', id: 'v.visit_id' }),
        ...withinReach(reach, { institution: 'v.provider_code', enrolled: 'v.insured_id' }),
      ]
      const { name, text, values } = statementOf(
        'rest-visits',
        conditions,
        (where, next) =>
          `select ${visitRowJson} as visit from visit v ${where} order by v.began_at desc, v.visit_id desc limit $${next}`,
      )
      const rows = await query<{ visit: VisitRow }>(pool, name, text, [...values, limit])
      return rows.map(({ visit }) => visit)
    },

    async visit(insuredId, visitId, mostLines) {
      const rows = await query<{ visit: ShownVisitWithLines }>(pool, 'rest-visit', whole, [
        insuredId,
        visitId,
        mostLines,
      ])
      return rows[0]?.visit ?? null
    },
  }
}
