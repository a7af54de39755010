import type pg from 'pg'
import type {
  FiledProvider,
  ProviderCounts,
  ProviderMonth,
  ProviderReads,
  ProviderSearch,
  ShownDepartment,
  ShownPractitioner,
  StaffKey,
  StaffSearch,
} from '../flows/provider-desk-ports.ts'
import type { Belongs } from '../flows/rest-ports.ts'
import { type Condition, oneCondition, statementOf } from './conditions.ts'
import { withinReach } from './reach-sql.ts'
import { query } from './sql.ts'

const providerJson = `json_build_object('providerCode', p.provider_code, 'name', p.name, 'kind', p.kind, 'level', p.level,
  'levelCode', p.level_code, 'division', p.division, 'creditCode', p.credit_code,
  'range', json_build_object('from', p.valid_from::text, 'until', p.valid_until::text))`

const isOn = (n: number): string => `(valid_from <= $${n}::date and (valid_until is null or valid_until > $${n}::date))`

const conditionsOf = (asked: ProviderSearch): readonly Condition[] => [
  ...oneCondition(
    'search',
    (n) => `(starts_with(lower(p.provider_code), lower($${n})) or strpos(lower(p.name), lower($${n})) > 0)`,
    asked.search,
  ),
  ...oneCondition('kind', (n) => `p.kind = $${n}`, asked.kind),
  ...oneCondition('level', (n) => `p.level = $${n}`, asked.level),
  ...oneCondition('division', (n) => `p.division = $${n}`, asked.division),
  ...(asked.designated === null
    ? []
    : [
        {
          name: 'designated',
          text: (n: number) => `${isOn(n)} = $${n + 1}::boolean`,
          values: [asked.today, asked.designated],
        },
      ]),
]

const countAll = `
select (select count(*) from department where provider_code = $1 and ${isOn(2)})::integer as departments,
  (select count(*) from practitioner where provider_code = $1 and ${isOn(2)})::integer as practitioners,
  (select count(*) from operator where provider_code = $1)::integer as operators,
  (select count(*) from local_mapping where provider_code = $1 and review_state = 'waiting'
    and withdrawn_at is null)::integer as "mappingsWaiting",
  (select count(*) from matter where provider_code = $1 and state <> 'closed')::integer as "openMatters"`

/** Undone settlements stand with opposite amounts, so that sums need no case. */
const sumMonths = `
select to_char(date_trunc('month', settled_at), 'YYYY-MM') as month,
  sum(case when kind in ('cancel', 'reverse') then -1 else 1 end)::integer as settlements,
  sum(total)::bigint as total, sum(pool)::bigint as pool
from settlement where provider_code = $1 and settled_at >= $2::date::timestamp
group by 1 order by 1 desc`

const staffConditions = (
  providerCode: string,
  { search, on }: StaffSearch,
  after: StaffKey | null,
  found: (n: number) => string,
): readonly Condition[] => [
  ...oneCondition('provider', (n) => `provider_code = $${n}`, providerCode),
  ...oneCondition('search', found, search),
  ...oneCondition('on', isOn, on),
  ...(after === null
    ? []
    : [
        {
          name: 'after',
          text: (n: number) => `(code, valid_from) > ($${n}, $${n + 1}::date)`,
          values: [after.code, after.since],
        },
      ]),
]

/** Files of institutions, over connections that cannot write. */
export function providerReads(pool: pg.Pool): ProviderReads {
  return {
    async list(search, reach, after, limit) {
      const { name, text, values } = statementOf(
        'rest-providers',
        [
          ...conditionsOf(search),
          ...withinReach(reach, { institution: 'p.provider_code' }),
          ...oneCondition('after', (n) => `p.provider_code > $${n}`, after),
        ],
        (where, next) =>
          `select ${providerJson} as provider from provider p ${where} order by p.provider_code limit $${next}`,
      )
      const rows = await query<{ provider: FiledProvider }>(pool, name, text, [...values, limit])
      return rows.map(({ provider }) => provider)
    },

    async find(providerCode) {
      const rows = await query<Belongs & { provider: FiledProvider }>(
        pool,
        'rest-provider',
        `select ${providerJson} as provider, array[p.division] as divisions, array[p.provider_code] as institutions
         from provider p where p.provider_code = $1`,
        [providerCode],
      )
      return rows[0] ?? null
    },

    async counts(providerCode, today) {
      const [row] = await query<Readonly<Record<keyof ProviderCounts, number>>>(
        pool,
        'rest-provider-counts',
        countAll,
        [providerCode, today],
      )
      if (row === undefined) throw new Error('counts are one row')
      return row
    },

    months: (providerCode, from) =>
      query<ProviderMonth & pg.QueryResultRow>(pool, 'rest-provider-months', sumMonths, [providerCode, from]),

    departments(providerCode, search, after, limit) {
      const { name, text, values } = statementOf(
        'rest-departments',
        staffConditions(
          providerCode,
          search,
          after,
          (n) => `(starts_with(code, $${n}) or strpos(lower(name), lower($${n})) > 0)`,
        ),
        (where, next) => `select code, name, details->>'caty' as caty, details->>'aprv_bed_cnt' as beds,
            valid_from::text as "from", valid_until::text as until
          from department ${where} order by code, valid_from limit $${next}`,
      )
      return query<ShownDepartment & pg.QueryResultRow>(pool, name, text, [...values, limit])
    },

    practitioners(providerCode, search, after, limit) {
      const { name, text, values } = statementOf(
        'rest-practitioners',
        // Names are shown masked, so nobody finds them out letter by letter.
        staffConditions(providerCode, search, after, (n) => `(starts_with(code, $${n}) or name = $${n})`),
        (where, next) => `select code, name, kind, insurance_doctor as "insuranceDoctor", valid_from::text as "from",
            valid_until::text as until
          from practitioner ${where} order by code, valid_from limit $${next}`,
      )
      return query<ShownPractitioner & pg.QueryResultRow>(pool, name, text, [...values, limit])
    },

    operators(providerCode, after, limit) {
      const { name, text, values } = statementOf(
        'rest-operators',
        [
          ...oneCondition('provider', (n) => `provider_code = $${n}`, providerCode),
          ...oneCondition('after', (n) => `operator_no > $${n}`, after),
        ],
        (where, next) =>
          `select operator_no as number, name from operator ${where} order by operator_no limit $${next}`,
      )
      return query<{ number: string; name: string }>(pool, name, text, [...values, limit])
    },
  }
}
