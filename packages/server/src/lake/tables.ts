import type { LakeTable } from '../flows/lake-ports.ts'

/** How a column is kept; money is whole fen. */
type ColumnType = 'VARCHAR' | 'BIGINT' | 'INTEGER' | 'BOOLEAN' | 'DATE' | 'TIMESTAMP'

export interface TableShape {
  readonly columns: Readonly<Record<string, ColumnType>>
  /** The order of rows in a file; together they name one row, so that the same data gives the same bytes. */
  readonly order: readonly string[]
  /** One file a month, or one for all time. */
  readonly by: 'month' | 'all'
}

const text = <Name extends string>(...names: Name[]): Record<Name, 'VARCHAR'> =>
  Object.fromEntries(names.map((name) => [name, 'VARCHAR'])) as Record<Name, 'VARCHAR'>
const fen = <Name extends string>(...names: Name[]): Record<Name, 'BIGINT'> =>
  Object.fromEntries(names.map((name) => [name, 'BIGINT'])) as Record<Name, 'BIGINT'>

const where = text(
  'provider_code',
  'provider_level',
  'provider_kind',
  'provider_division',
  'scheme',
  'division',
  'department',
  'doctor',
  'disease_group',
  'care',
  'med_type',
)

/** The tables of a lake; the version of `lake.json` grows when a column changes. */
export const lakeSchema = 1

export const lakeTables: Readonly<Record<LakeTable, TableShape>> = {
  settlement: {
    columns: {
      ...text('settlement_id', 'insured_id', 'visit_id'),
      ...where,
      ...text('person_type', 'gender'),
      birth: 'DATE',
      died_on: 'DATE',
      ...text('main_diagnosis', 'discharge_way', 'terminal'),
      settled_at: 'TIMESTAMP',
      began_at: 'TIMESTAMP',
      ended_at: 'TIMESTAMP',
      final: 'BOOLEAN',
      undone: 'BOOLEAN',
      offsite: 'BOOLEAN',
      ...fen('total', 'non_covered', 'over_price_limit', 'pre_coinsurance', 'eligible', 'deductible', 'pool'),
      ...fen('large_amount', 'critical_illness', 'civil_servant', 'enterprise', 'assistance', 'other', 'fund_paid'),
      ...fen('account', 'family', 'cash', 'hospital'),
    },
    order: ['insured_id', 'settlement_id'],
    by: 'month',
  },
  line: {
    columns: {
      ...text('line_id', 'settlement_id', 'insured_id', 'visit_id'),
      ...where,
      settled_at: 'TIMESTAMP',
      charged_at: 'TIMESTAMP',
      ...text('item_code', 'item_name', 'item_kind', 'item_class', 'charge_type', 'prescription'),
      ...fen('quantity', 'total', 'non_covered', 'over_price_limit', 'pre_coinsurance', 'eligible'),
    },
    order: ['insured_id', 'line_id'],
    by: 'month',
  },
  diagnosis: {
    columns: {
      ...text('insured_id', 'visit_id', 'settlement_id'),
      number: 'INTEGER',
      ...text('type', 'code', 'name'),
      main: 'BOOLEAN',
    },
    order: ['insured_id', 'settlement_id', 'number'],
    by: 'month',
  },
  drg_case: {
    columns: {
      ...text('case_id', 'insured_id', 'visit_id', 'provider_code', 'provider_level', 'provider_kind'),
      ...text('provider_division', 'scheme', 'division', 'department', 'doctor', 'grouper', 'status', 'group_code'),
      ...text('adrg', 'complication', 'pay_kind', 'discharge_way', 'operations'),
      settled_on: 'DATE',
      admitted_on: 'DATE',
      discharged_on: 'DATE',
      stay_days: 'INTEGER',
      ...fen('weight_millionths', 'total', 'fund_paid', 'standard', 'fund_payable'),
    },
    order: ['provider_code', 'case_id'],
    by: 'month',
  },
  ledger: {
    columns: { ...text('division', 'scheme', 'fund', 'kind'), day: 'DATE', postings: 'INTEGER', ...fen('amount') },
    order: ['division', 'scheme', 'fund', 'kind', 'day'],
    by: 'month',
  },
  enrolment: {
    columns: { month: 'DATE', ...text('division', 'scheme', 'status', 'person_type', 'age_band'), heads: 'INTEGER' },
    order: ['month', 'division', 'scheme', 'status', 'person_type', 'age_band'],
    by: 'month',
  },
  finding: {
    columns: {
      ...text('finding_id', 'moment', 'release_digest', 'insured_id', 'visit_id', 'line_number', 'settlement_id'),
      ...text('rule', 'severity', 'action', 'provider_code', 'division'),
      found_on: 'DATE',
      found_at: 'TIMESTAMP',
      ...fen('stake', 'deducted'),
    },
    order: ['insured_id', 'finding_id', 'moment', 'release_digest'],
    by: 'month',
  },
  screening: {
    columns: {
      ...text('settlement_id', 'insured_id', 'provider_code', 'division', 'run_id'),
      settled_at: 'TIMESTAMP',
      screened_at: 'TIMESTAMP',
    },
    order: ['insured_id', 'settlement_id'],
    by: 'month',
  },
  reminder: {
    columns: {
      ...text('result_id', 'provider_code', 'division', 'moment', 'rule', 'severity', 'way'),
      given_at: 'TIMESTAMP',
    },
    order: ['provider_code', 'result_id'],
    by: 'month',
  },
  matter: {
    columns: {
      ...text('matter_id', 'procedure', 'state', 'source', 'provider_code', 'insured_id', 'doctor', 'rule', 'division'),
      opened_on: 'DATE',
      reviewed: 'BOOLEAN',
      confirmed: 'BOOLEAN',
      appealed: 'BOOLEAN',
      withdrawn: 'BOOLEAN',
      due: 'BOOLEAN',
      in_time: 'BOOLEAN',
      unit: 'VARCHAR',
      ...fen('stake', 'decided', 'recovered'),
    },
    order: ['matter_id'],
    by: 'month',
  },
  provider: {
    columns: { ...text('provider_code', 'name', 'kind', 'level', 'division'), valid_from: 'DATE', valid_until: 'DATE' },
    order: ['provider_code'],
    by: 'all',
  },
  side: {
    columns: { ...text('table_name', 'anchor'), day: 'DATE', content: 'VARCHAR' },
    order: ['table_name', 'anchor', 'day', 'content'],
    by: 'all',
  },
}

export const lakeTableNames = Object.keys(lakeTables) as readonly LakeTable[]
