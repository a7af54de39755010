import type { TableLayout } from './table-file.ts'

const column = <N extends string>(name: N, chinese: string, required = false) => ({ name, chinese, required })

export const memberColumns = [
  column('psn_no', '人员编号', true),
  column('name', '姓名', true),
  column('certificate_type', '证件类型'),
  column('certificate_number', '证件号码', true),
  column('gender', '性别'),
  column('birth', '出生日期'),
  column('scheme', '险种', true),
  column('person_type', '人员类别', true),
  column('division', '参保地', true),
  column('valid_from', '参保开始', true),
  column('valid_until', '参保结束'),
  column('civil_servant', '公务员'),
  column('consecutive_years', '连续参保年数'),
  column('employer', '单位'),
  column('account_balance', '账户余额'),
  column('card_number', '社保卡号'),
] as const

export type MemberColumn = (typeof memberColumns)[number]['name']

export const memberLayout: TableLayout<MemberColumn> = {
  columns: memberColumns,
  freePrefix: 'trait.',
  strangers: 'refuse',
}

const personalColumns: ReadonlySet<string> = new Set(['name', 'certificate_number', 'card_number', 'birth'])

/** Headers of the columns that say who somebody is; screens shorten their values. */
const personalLabels: ReadonlySet<string> = new Set(
  memberColumns.filter(({ name }) => personalColumns.has(name)).flatMap(({ name, chinese }) => [name, chinese]),
)

/** Whether a header names such a column; stars of obligatory columns and blanks do not count. */
export const isPersonalLabel = (label: string): boolean => personalLabels.has(label.replace(/[\s*]/g, ''))
