import assert from 'node:assert/strict'
import { test } from 'node:test'
import { businessTables } from './support/refusals.ts'
import { withTestDatabase } from './support/test-database.ts'

/** No message changes these, or, of `message` and the catalogues, one that is refused may. */
const others: Readonly<Record<string, string>> = {
  schema_migration: 'what was made of the database',
  database_purpose: 'what the database is for',
  sandbox_key: 'kept by commands',
  centre_key: 'made at the first start',
  operation_log: 'what people did beside the messages',
  user_account: 'kept by administrators',
  user_role: 'kept by administrators',
  user_password: 'kept by administrators',
  user_session: 'begun by people who sign in',
  sign_in_tries: 'counted when people sign in',
  retired_month: 'kept by commands',
  policy_pack: 'kept at the start',
  provider: 'imported',
  provider_key: 'kept by commands',
  operator: 'imported',
  department: 'imported',
  practitioner: 'imported',
  catalog_item: 'imported',
  diagnosis_code: 'imported',
  code_list_item: 'imported',
  catalogue_revision: 'counts imports',
  catalogue_version: 'published when somebody asks',
  catalogue_state: 'published when somebody asks',
  catalogue_row: 'published when somebody asks',
  catalogue_file: 'published when somebody asks',
  grouping_scheme: 'imported by the platform',
  grouping_scheme_in_force: 'imported by the platform',
  dip_directory: 'imported',
  dip_directory_in_force: 'imported',
  audit_release: 'imported',
  audit_release_in_force: 'kept by audit commands',
  audit_run: 'made by audit commands',
  audit_part: 'made by audit commands',
  audit_group_finding: 'made by audit commands',
  audit_fact: 'imported',
  payment_comparison: 'kept by payment commands',
  payment_comparison_row: 'kept by payment commands',
  payment_plan: 'kept by payment commands',
  discharge_case: 'collected by payment commands',
  case_group: 'grouped by payment commands',
  payment_run: 'made by payment commands',
  payment_part: 'made by payment commands',
  payment_case: 'made by payment commands',
  payment_capitation: 'made by payment commands',
  capitation_signup: 'imported',
  payment_statement: 'made by payment commands',
  payment_entry: 'booked by payment commands',
  payment_posting: 'booked by payment commands',
  payment_deduction: 'entered by payment commands',
  payment_assessment: 'entered by payment commands',
  special_case_review: 'by offices of institutions and reviewers',
  special_case_opinion: 'by reviewers',
  matter: 'by people and jobs of casework',
  matter_event: 'by people and jobs of casework',
  matter_conflict: 'declared by people',
  matter_document: 'issued by acts of casework',
  matter_reminder: 'by jobs of casework',
  matter_money: 'by acts of casework and payment runs',
  credit_event: 'by people of casework',
  evidence_content: 'by evidence commands and files of matters',
  evidence_file: 'files of matters',
  evidence_piece: 'by evidence commands',
  evidence_event: 'by evidence commands',
  evidence_stock_take: 'by evidence commands',
  evidence_serial: 'by evidence commands',
  tip_holder_key: 'by tip commands',
  tip: 'by tip commands',
  tip_event: 'by tip commands',
  tip_identity: 'by tip commands',
  tip_claim: 'by tip commands',
  tip_reward: 'by tip commands',
  message: 'every message is archived, refused ones too',
}

test('every table of the database is compared after a refusal, or is named with the reason why not', () =>
  withTestDatabase(async ({ pool }) => {
    const { rows } = await pool.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by c.relname`,
    )
    const known = [...businessTables, ...Object.keys(others)].sort()
    assert.deepEqual(
      rows.map(({ name }) => name),
      known,
    )
  }))
