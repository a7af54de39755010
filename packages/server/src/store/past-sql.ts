import { arrayOf, type Columns, json, number, text } from './columns.ts'
import { settledAt, time, visitFields } from './visit-sql.ts'

/** Days are sent as numbers, counted from this one. */
export const pastEpoch = '2000-01-01'

/** More lines or visits of the past than these are not read; then the past is known from a later day on. */
export const pastAtMost = { lines: 2_000, visits: 1_000 } as const

/** Days in which an outpatient visit commonly ends; of an older one the settlements say whether it went on. */
const shortOutpatient = 30

export const pastLineColumns = {
  visitId: text('visit_id'),
  lineNumber: text('line_number'),
  itemCode: text('item_code'),
  at: text(time('charged_at')),
  price: number('price'),
  quantity: number('quantity'),
  approval: text('approval'),
  ordered: json('ordered'),
  refundOf: text('refund_of'),
  item: {
    kind: text('item_kind'),
    name: text('item_name'),
    class: text('item_class'),
    chargeType: text('charge_type'),
  },
  split: { total: number('total'), eligible: number('eligible') },
} satisfies Columns

/** A visit that may have lines since the day `past.day`, beside the one that is asked about; `v` is the visit. */
const ofThePast = `v.insured_id = q.insured_id and v.visit_id <> q.about and v.state <> 'cancelled' and (
      v.stay is null and (v.opened_on >= past.day - ${shortOutpatient} or exists (select from settlement t
        where t.insured_id = q.insured_id and t.visit_id = v.visit_id and t.settled_at >= past.day))
      or v.stay is not null and coalesce((v.stay->>'dischargedAt')::timestamp, 'infinity') >= past.day)`

/** What all settlements of a visit come to; those that were undone and their opposites cancel out. */
const visitSums = `(select json_build_object('total', coalesce(sum(t.total), 0), 'fundPaid', coalesce(sum(t.pool + t.large_amount
      + t.critical_illness + t.civil_servant + t.enterprise + t.assistance + t.other), 0),
      'accountPaid', coalesce(sum(t.account + t.family), 0), 'cashPaid', coalesce(sum(t.cash), 0), 'medType', max(t.med_type))
    from settlement t where t.insured_id = visit.insured_id and t.visit_id = visit.visit_id)`

/** Lines of earlier months were archived and dropped: of the days before nobody knows. */
const linesCompleteFrom = `(select (max(month) + interval '1 month')::date from retired_month where table_name = 'bill_line')`

/** The person's settled visits and lines of the days that are asked for, the latest first; nothing is read unless asked. */
export const past = `case when past.day is not null then json_build_object('from', greatest(past.day, ${linesCompleteFrom})::text,
    'visits', (select json_agg(json_build_object('visit', json_build_object(${visitFields}), 'diagnoses', diagnoses,
        'settledAt', ${settledAt}, 'sums', ${visitSums}))
      from (select v.* from visit v where ${ofThePast} order by v.began_at desc limit ${pastAtMost.visits + 1}) visit),
    'lines', (select json_agg(${arrayOf(pastLineColumns)})
      from (select l.* from visit v join bill_line l on l.visit_id = v.visit_id and l.opened_on = v.opened_on
        where ${ofThePast} and l.insured_id = q.insured_id and l.settlement_id is not null and l.charged_at >= past.day
          and (q.past_items is null or l.item_code = any(string_to_array(q.past_items, ',')))
        order by l.charged_at desc limit ${pastAtMost.lines + 1}) seen)) end as past`

/** The day since which the past is asked for; none unless `past_days` says so. */
export const pastDay = `
left join lateral (select least(date '${pastEpoch}' + q.past_day, (select v.began_at::date from visit v
    where v.insured_id = q.insured_id and v.visit_id = q.about)) - q.past_days as day
  where q.past_days is not null) past on true`
