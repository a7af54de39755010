import type pg from 'pg'

/** Tables that live in the same way when the database is spread over several machines by Citus. */
export interface TableGroup {
  /** `spread` by the key over all machines, a copy `everywhere`, or on the `coordinator` alone. */
  readonly place: 'spread' | 'everywhere' | 'coordinator'
  readonly tables: readonly string[]
  readonly why: string
}

/** The column by which spread tables are spread: all rows of one person live together. */
export const distributionKey = 'insured_id'

/** The table whose shards all other spread tables follow. */
export const leadingTable = 'person_state'

const spread: TableGroup = {
  place: 'spread',
  tables: [
    leadingTable,
    'insured',
    'enrolment',
    'running_total',
    'visit',
    'bill_line',
    'settlement',
    'journal_entry',
    'posting',
    'message',
    'message_effect',
    'reversal_mark',
    'filing',
    'settlement_list',
    'family_sharing',
    'capitation_signup',
    'correction',
    'audit_finding',
    'till_message',
  ],
  why: '同一参保人的行同在一台机器 all rows of one person live on one machine',
}

/** The order matters: a table comes after those that it refers to. */
const everywhere: TableGroup = {
  place: 'everywhere',
  tables: [
    'policy_pack',
    'provider',
    'provider_key',
    'sandbox_key',
    'operator',
    'department',
    'practitioner',
    'credential',
    'retired_month',
    'clearing_application',
  ],
  why: '较小、少写，处处可查并可与参保人的行连接 small or seldom written, read on every machine and beside the rows of persons',
}

const counted: TableGroup = {
  place: 'coordinator',
  tables: [
    'catalog_item',
    'diagnosis_code',
    'code_list_item',
    'catalogue_revision',
    'catalogue_version',
    'catalogue_state',
    'catalogue_row',
    'catalogue_row_past',
    'catalogue_file',
  ],
  why: '目录由触发器计数，Citus 不收带触发器的表；各进程从内存读取 triggers count the changes of catalogues, and Citus takes no table with triggers; processes read them from memory',
}

const ofInstitutions: TableGroup = {
  place: 'coordinator',
  tables: [
    'institution_effect',
    'stock_entry',
    'stock_batch',
    'carried_file',
    'review_result',
    'review_feedback',
    'local_mapping',
    'till_shift',
  ],
  why: '属于机构，不与参保人的行连接 of an institution, never joined with the rows of persons',
}

const ofGrouping: TableGroup = {
  place: 'coordinator',
  tables: ['grouping_scheme', 'grouping_scheme_in_force', 'dip_directory', 'dip_directory_in_force'],
  why: '分组方案与病种目录：一年几次，读入内存使用 grouping schemes and disease directories: written a few times a year, read into memory',
}

const ofAudit: TableGroup = {
  place: 'coordinator',
  tables: ['audit_release', 'audit_release_in_force', 'audit_run', 'audit_part', 'audit_group_finding', 'audit_fact'],
  why: '审核规则版本、批次与旁证：读入内存或按批读取，不在结算路上 releases, runs and side facts of audits: read into memory or in batches, off the hot road',
}

const ofEvidence: TableGroup = {
  place: 'coordinator',
  tables: [
    'evidence_content',
    'evidence_file',
    'evidence_piece',
    'evidence_event',
    'evidence_stock_take',
    'evidence_serial',
    'tip_holder_key',
    'tip',
    'tip_event',
    'tip_identity',
    'tip_claim',
    'tip_reward',
  ],
  why: '证据与举报：由触发器守护，少写，不与参保人的行连接 evidence and tips: guarded by triggers, seldom written, never joined with the rows of persons',
}

const ofPayment: TableGroup = {
  place: 'coordinator',
  tables: [
    'payment_plan',
    'discharge_case',
    'case_group',
    'payment_run',
    'payment_part',
    'payment_capitation',
    'payment_case',
    'payment_statement',
    'payment_entry',
    'payment_posting',
    'payment_deduction',
    'payment_assessment',
    'special_case_review',
    'special_case_opinion',
    'payment_comparison',
    'payment_comparison_row',
  ],
  why: '付费结算：月末按机构收集和记账，不在结算路上 payments: collected and booked by institution at the end of a month, off the hot road',
}

const ofCasework: TableGroup = {
  place: 'coordinator',
  tables: [
    'matter',
    'matter_event',
    'matter_conflict',
    'matter_document',
    'matter_reminder',
    'matter_money',
    'credit_event',
  ],
  why: '疑点、案件与信用档案：少写，按事项逐步办理，不在结算路上 review items, cases and credit archives: seldom written, one step at a time, off the hot road',
}

const ofCodes: TableGroup = {
  place: 'coordinator',
  tables: ['trace_code', 'trace_code_use'],
  why: '按追溯码：售出者须找到其他售出者 by the traceability code: whoever sells it must find every other seller',
}

const ofTheCentre: TableGroup = {
  place: 'coordinator',
  tables: [
    'centre_key',
    'centre_secret',
    'receipt_print',
    'sign_in',
    'database_purpose',
    'operation_log',
    'import_upload',
    'operation_seal',
    'operation_seal_check',
    'upkeep_run',
    'centre_process',
    'settlement_day',
    'settlement_day_kept',
    'fund_income',
    'user_account',
    'user_password',
    'user_role',
    'user_session',
    'sign_in_tries',
    'job',
    'job_file',
    'saved_filter',
  ],
  why: '中心自身与操作人员 of the centre itself and of the people who work with it',
}

/** Every table of the schema stands in exactly one group; the one of the migrations stands in none. */
export const tableGroups: readonly TableGroup[] = [
  spread,
  everywhere,
  counted,
  ofInstitutions,
  ofGrouping,
  ofAudit,
  ofPayment,
  ofCasework,
  ofEvidence,
  ofCodes,
  ofTheCentre,
]

/** Tables whose rows belong to one person. */
export const personTables: readonly string[] = spread.tables

/**
 * Whether the rows of persons are spread over several machines by Citus. Asked once when the store is opened: then one
 * statement is about one person only, because two persons may live on two machines.
 */
export async function isDistributed(pool: pg.Pool | pg.ClientBase): Promise<boolean> {
  const { rows } = await pool.query<{ known: boolean }>(`select to_regclass('pg_dist_partition') is not null as known`)
  if (rows[0]?.known !== true) return false
  const found = await pool.query<{ spread: boolean }>(
    `select exists (select from pg_dist_partition
       where logicalrelid = to_regclass('${leadingTable}') and partmethod = 'h') as spread`,
  )
  return found.rows[0]?.spread === true
}
