import type { LakeTable } from '../src/flows/lake-ports.ts'

interface FillShape {
  readonly settlements: number
  readonly months: number
  readonly seed: number
  /** First day of the first month. */
  readonly first: string
}

export const wholeTables = ['provider', 'side'] as const satisfies readonly LakeTable[]

interface FillStatements {
  readonly before: readonly string[]
  /** `$month` stands for the first day. */
  readonly byMonth: Readonly<Partial<Record<LakeTable, string>>>
  readonly whole: Readonly<Record<(typeof wholeTables)[number], string>>
}

const inMonth = (column: string): string => `${column} >= $month and ${column} < $month + interval 1 month`

const providerCode = (number: string): string => `'P' || lpad(cast(${number} as varchar), 5, '0')`

/** Groups end as those of CHS-DRG do. */
const group = (number: string): string =>
  `chr(cast(65 + (${number}) % 20 as integer)) || lpad(cast((${number}) % 37 as varchar), 2, '0') || ['1', '3', '5', '9'][(${number}) % 4 + 1]`

/** A seeded region: what it makes is not medicine, only the shape of its data. */
export function lakeFillStatements({ settlements, months, seed, first }: FillShape): FillStatements {
  const providers = Math.max(12, Math.round(settlements / 2_500))
  const persons = Math.max(50, Math.round(settlements / 7))
  const days = months * 30 - 6
  const item = `'I' || (r(i * 16 + n, 40, 300))`
  const settlement = `
create table settlement as
with raw as (
  select i, r(i, 1, ${persons}) as person, r(i, 2, ${providers}) as provider, r(i, 3, 10) as kind, r(i, 4, ${days}) as day_number,
    r(i, 5, 100000) + 2000 as cost, 1 + r(i, 6, 38) * r(i, 7, 3) // 2 as length, r(i, 8, 86400) as second
  from range(${settlements}) t(i)
), shaped as (
  select *, case when kind = 0 then 'inpatient' when kind <= 2 then 'pharmacy' else 'outpatient' end as care,
    cast(date '${first}' + cast(day_number as integer) as timestamp) + second * interval 1 second as ended
  from raw
), bills as (
  select *, 0 as part from shaped
  union all
  select *, 1 as part from shaped where care = 'inpatient' and r(i, 9, 20) = 0
)
select 'S' || i || case when part = 1 then 'a' else '' end as settlement_id, 'N' || person as insured_id, 'V' || i as visit_id,
  ${providerCode('provider')} as provider_code, ['tertiary', 'secondary', 'primary'][provider % 3 + 1] as provider_level,
  case when care = 'pharmacy' then 'pharmacy' else ['hospital', 'community'][provider % 2 + 1] end as provider_kind,
  ['330100', '330200'][provider % 2 + 1] as provider_division, ['310', '390'][person % 2 + 1] as scheme,
  ['330100', '330200'][(person // 2) % 2 + 1] as division, 'D' || r(i, 10, 8) as department,
  case when r(i, 11, 15) = 0 then null else 'M' || provider || '-' || r(i, 12, 20) end as doctor,
  case when care = 'inpatient' then ${group('r(i, 13, 300)')} else 'icd:J0' || r(i, 13, 10) end as disease_group, care,
  case care when 'inpatient' then case when r(i, 14, 30) = 0 then '28' else '21' end when 'pharmacy' then '41' else '11' end as med_type,
  '1101' as person_type, case when person % 2 = 0 then 'male' else 'female' end as gender,
  cast(date '1930-01-01' + cast(r(person, 15, 33000) as integer) as date) as birth, null as died_on,
  'J0' || r(i, 13, 10) || '.' || r(i, 16, 10) as main_diagnosis,
  case when care = 'inpatient' then case when r(i, 17, 12) = 0 then '5' else '1' end end as discharge_way,
  'T' || provider || '-' || r(i, 18, 3) as terminal, ended - part * interval 2 day as settled_at,
  case when care = 'inpatient' then ended - length * interval 1 day else ended end as began_at,
  case when care = 'inpatient' then ended end as ended_at, part = 0 as final, r(i, 19, 50) = 0 as undone,
  provider % 2 <> (person // 2) % 2 as offsite, c.total, c.total // 10 as non_covered, c.total // 50 as over_price_limit, c.total // 20 as pre_coinsurance,
  c.total - c.total // 10 - c.total // 50 - c.total // 20 as eligible, 0 as deductible, c.pool, 0 as large_amount, 0 as critical_illness,
  0 as civil_servant, 0 as enterprise, c.pool // 30 as assistance, 0 as other, c.pool + c.pool // 30 as fund_paid, c.total // 9 as account,
  c.total // 90 as family, c.total - c.pool - c.pool // 30 - c.total // 9 - c.total // 90 as cash, 0 as hospital
from bills cross join lateral (select cost * case when care = 'inpatient' then 5 * length else 1 end as total,
  cost * case when care = 'inpatient' then 5 * length else 1 end * (30 + provider % 30) // 100 as pool) c`
  const line = `
select s.visit_id || '/' || n + case when right(s.settlement_id, 1) = 'a' then 10 else 0 end as line_id, s.settlement_id, s.insured_id, s.visit_id, s.provider_code, s.provider_level,
  s.provider_kind, s.provider_division, s.scheme, s.division, s.department, s.doctor, s.disease_group, s.care, s.med_type, s.settled_at,
  s.settled_at as charged_at, ${item} as item_code, 'item' as item_name, 'drug' as item_kind, ['A', 'B', 'C'][r(i * 16 + n, 41, 3) + 1] as item_class,
  lpad(cast(r(i * 16 + n, 42, 14) + 1 as varchar), 2, '0') as charge_type, case when n % 2 = 0 then 'R' || i || '-' || n // 4 end as prescription,
  10000 * (1 + r(i * 16 + n, 43, 30)) as quantity, s.total // 6 as total, s.total // 60 as non_covered, 0 as over_price_limit, s.total // 120 as pre_coinsurance,
  s.total // 6 - s.total // 60 - s.total // 120 as eligible
from (select *, r(settlement_id, 39, 100000000) as i from settlement where not undone and ${inMonth('settled_at')}) s cross join range(6) t(n)`
  const drgCase = `
select settlement_id as case_id, insured_id, visit_id, provider_code, provider_level, provider_kind, provider_division, scheme, division,
  department, doctor, 'drg' as grouper, case when k < 94 then 'grouped' when k < 97 then 'ambiguous' else 'ungroupable' end as status,
  case when k < 94 then disease_group end as group_code, case when k < 94 then left(disease_group, 3) end as adrg,
  case when k < 94 then case right(disease_group, 1) when '1' then 'mcc' when '3' then 'cc' when '5' then 'none' end end as complication,
  case when k < 90 then ['normal', 'normal', 'normal', 'high', 'low', 'extreme'][k % 6 + 1] end as pay_kind, discharge_way, null as operations,
  cast(settled_at as date) as settled_on, cast(began_at as date) as admitted_on, cast(ended_at as date) as discharged_on,
  greatest(1, date_diff('day', began_at, ended_at)) as stay_days, case when k < 90 then 300000 + r(disease_group, 51, 3000000) end as weight_millionths,
  total, fund_paid, case when k < 90 then total * (80 + k % 40) // 100 end as standard, case when k < 90 then total // 2 end as fund_payable
from (select *, r(settlement_id, 50, 100) as k from settlement where care = 'inpatient' and final and not undone and ${inMonth('settled_at')})`
  const onSettlement = (columns: string, where: string): string =>
    `select ${columns} from settlement where ${where} and not undone and ${inMonth('settled_at')}`
  const monthSide = (columns: string): string => `(select ${columns} from range(${months}) t(m))`
  const monthDay = `cast(date '${first}' + m * interval 1 month as date)`
  const side: readonly string[] = [
    `select 'antibacterial', 'I' || i, null, '{}' from range(0, 40) t(i)`,
    `select 'monitoredDrug', 'I' || i, null, '{}' from range(30, 60) t(i)`,
    `select 'awardedProduct', 'I' || i, null, json_object('generic', 'g' || i // 4, 'awarded', case when i % 3 = 0 then 'true' else 'false' end) from range(60, 120) t(i)`,
    `select 'dailyDose', 'I' || i, null, json_object('ingredient', 'C' || i % 9, 'perDay', cast(1 + i % 3 as varchar)) from range(0, 80) t(i)`,
    `select 'beds', ${providerCode('i')}, null, json_object('beds', cast(40 + i % 70 as varchar)) from range(${providers}) t(i)`,
    `select 'beds', ${providerCode('i')}, null, json_object('department', 'D1', 'beds', '20') from range(${providers}) t(i)`,
    `select 'annualBudget', ${providerCode('i')}, null, json_object('year', '2024', 'amount', '900000.50') from range(${providers}) t(i)`,
    `select 'annualBudget', d, null, json_object('year', '2024', 'amount', '90000000') from (values ('330100'), ('330200')) t(d)`,
    `select 'fundIncome', d, day, json_object('scheme', s, 'amount', cast(1000000 + 1000 * m as varchar)) from ${monthSide(`m, ${monthDay} + 9 as day`)} cross join (values ('330100'), ('330200')) t(d) cross join (values ('310'), ('390')) u(s)`,
    `select 'fundBalance', d, date '${first}', json_object('scheme', s, 'amount', '80000000') from (values ('330100'), ('330200')) t(d) cross join (values ('310'), ('390')) u(s)`,
    `select 'targetPopulation', d, date '${first}', json_object('population', '${persons}') from (values ('330100'), ('330200')) t(d)`,
    `select distinct 'lowRiskGroup', ${group('i')}, null, '{}' from range(0, 120) t(i)`,
    `select 'externalPrescription', 'X' || i, cast(date '${first}' + cast(r(i, 60, ${days}) as integer) as date), json_object('provider', ${providerCode(`r(i, 61, ${providers})`)}, 'doctor', 'M' || r(i, 62, 5), 'pharmacy', 'Y' || r(i, 63, 4)) from range(${Math.round(settlements / 20)}) t(i)`,
    `select 'inspectionDirectory', ${providerCode('i')}, null, json_object('division', ['330100', '330200'][i % 2 + 1], 'riskClass', ['high', 'low'][i % 2 + 1], 'year', '2024', 'inspected', case when i % 3 = 0 then 'true' else 'false' end) from range(${providers}) t(i)`,
    `select 'creditScore', ${providerCode('i')}, ${monthDay} + 3, json_object('provider', ${providerCode('i')}, 'score', cast(100 - i % 13 as varchar)) from range(${providers}) t(i) cross join range(${months}) u(m)`,
    `select 'creditScore', 'M' || i || '-1', ${monthDay} + 4, json_object('provider', ${providerCode('i')}, 'doctor', 'M' || i || '-1', 'score', cast(98 - i % 7 as varchar)) from range(${providers}) t(i) cross join range(${months}) u(m)`,
    `select 'holiday', cast(day as varchar), day, '{}' from (values (date '2024-01-01'), (date '2024-05-01'), (date '2025-01-01')) t(day)`,
  ]
  return {
    before: [`create macro r(i, salt, n) as cast(hash(i, salt, ${seed}) % n as bigint)`, settlement],
    whole: {
      provider: `select ${providerCode('i')} as provider_code, 'provider ' || i as name, ['hospital', 'community'][i % 2 + 1] as kind,
        ['tertiary', 'secondary', 'primary'][i % 3 + 1] as level, ['330100', '330200'][i % 2 + 1] as division, date '2020-01-01' as valid_from,
        null as valid_until from range(${providers}) t(i)`,
      side: `select * from (${side.join(' union all ')}) t(table_name, anchor, day, content)`,
    },
    byMonth: {
      settlement: `select * from settlement where ${inMonth('settled_at')}`,
      line,
      diagnosis: onSettlement(
        `insured_id, visit_id, settlement_id, 1 as number, '1' as type, main_diagnosis as code, 'diagnosis' as name, true as main`,
        'true',
      ),
      drg_case: drgCase,
      ledger: `select division, scheme, 'pool' as fund, 'settle' as kind, cast(settled_at as date) as day, count(*) as postings, -sum(fund_paid) as amount
        from settlement where not undone and ${inMonth('settled_at')} group by all`,
      enrolment: `select $month as month, d as division, s as scheme, a as status, '1101' as person_type, b as age_band,
        ${persons} // 20 + date_diff('month', date '${first}', $month) * 3 as heads from (values ('330100'), ('330200')) t(d)
        cross join (values ('310'), ('390')) u(s) cross join (values ('active'), ('retired')) v(a) cross join (values ('15-44'), ('65-74')) w(b)`,
      finding: `select 'F' || settlement_id || '-' || n as finding_id, 'post' as moment, 'x' as release_digest, insured_id, visit_id,
        case when n = 0 then line_number end as line_number, settlement_id, rule, 'suspect' as severity, 'mark' as action, provider_code, division,
        cast(settled_at as date) as found_on, settled_at as found_at, 1000 as stake, 0 as deducted
        from (select *, r(settlement_id, 70, 1000) as h, '1' as line_number from settlement where not undone and ${inMonth('settled_at')}) cross join range(2) t(n)
        cross join lateral (select case when care = 'inpatient' then 'M-H03' else 'B-0' || h % 5 end as rule) q where h % 25 = 0`,
      screening: onSettlement(
        `settlement_id, insured_id, provider_code, division, 'run' as run_id, settled_at, settled_at + (r(settlement_id, 71, 4000)) * interval 1 minute as screened_at`,
        `r(settlement_id, 72, 9) > 0`,
      ),
      reminder: onSettlement(
        `'Q' || settlement_id as result_id, provider_code, division, 'ordering' as moment, 'B-01' as rule, 'remind' as severity, case when r(settlement_id, 73, 3) = 0 then 'change' end as way, settled_at as given_at`,
        `r(settlement_id, 74, 30) = 0`,
      ),
      matter: onSettlement(
        `'A' || settlement_id as matter_id, case when h % 4 = 0 then 'case' else 'review' end as procedure, 'closed' as state, 'finding' as source, provider_code, insured_id, doctor,
        'B-0' || h % 5 as rule, division, cast(settled_at as date) as opened_on, h % 5 > 0 as reviewed, h % 5 > 1 as confirmed, h % 7 = 0 as appealed, h % 14 = 0 as withdrawn,
        h % 4 = 0 as due, h % 8 = 0 as in_time, division as unit, 5000 as stake, case when h % 5 > 1 then 4000 else 0 end as decided, case when h % 5 > 2 then 4000 else 0 end as recovered`,
        `h < 50`,
      ).replace('from settlement', 'from (select *, r(settlement_id, 75, 1000) as h from settlement)'),
    },
  }
}
