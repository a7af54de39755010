import type { Provider, ProviderKind, ProviderLevel } from '@yibao/core/encounter'
import type { ImportSource } from '../flows/import-ports.ts'
import { deskFor, divisionOf, type RowDesk, rangeOf, textOf, wordOf } from './row-checks.ts'
import { type TableLayout, tableRows } from './table-file.ts'

const column = <N extends string>(name: N, chinese: string, required = true) => ({ name, chinese, required })

export const institutionColumns = [
  column('provider_code', '机构编码'),
  column('name', '名称'),
  column('kind', '类型'),
  column('level_code', '级别', false),
  column('division', '区划'),
  column('valid_from', '有效开始'),
  column('valid_until', '有效结束', false),
  column('credit_code', '统一社会信用代码', false),
] as const

export type InstitutionColumn = (typeof institutionColumns)[number]['name']

const institutionLayout: TableLayout<InstitutionColumn> = {
  columns: institutionColumns,
  freePrefix: null,
  strangers: 'refuse',
}

const kinds = new Map<string, ProviderKind>([
  ['hospital', 'hospital'],
  ['医院', 'hospital'],
  ['community', 'community'],
  ['社区', 'community'],
  ['township', 'township'],
  ['乡镇', 'township'],
  ['clinic', 'clinic'],
  ['诊所', 'clinic'],
  ['pharmacy', 'pharmacy'],
  ['药店', 'pharmacy'],
])

/** @source national dictionary `hosp_lv` */
const levels = new Map<string, ProviderLevel>([
  ...['01', '02', '03', '04', '12'].map((code) => [code, 'tertiary'] as const),
  ...['05', '06', '07', '13'].map((code) => [code, 'secondary'] as const),
  ...['08', '09', '10', '14'].map((code) => [code, 'primary'] as const),
  ['11', 'ungraded'],
])

const ungradedCode = '11'

/** The institutions of a file; one row per code. @throws the file system's error when the file cannot be read */
export function institutionsFile(path: string, file: string): ImportSource<Provider> {
  return {
    file,
    async *rows() {
      const lines = new Map<string, number>()
      for await (const item of tableRows(path, institutionLayout)) {
        if (item.kind !== 'row') {
          yield item
          continue
        }
        const { line, labels } = item.row
        const desk = deskFor(item.row)
        const provider = readInstitution(desk)
        const first = provider === undefined ? undefined : lines.get(provider.providerCode)
        if (first !== undefined) {
          desk.fault('provider_code', `与第 ${first} 行重复 (line ${first} has the same code)`, '请只留一行 (keep one)')
        }
        if (provider === undefined || first !== undefined) {
          yield { kind: 'bad', line, problems: desk.problems }
          continue
        }
        lines.set(provider.providerCode, line)
        yield { kind: 'row', line, labels, value: provider }
      }
    },
  }
}

/** One row by itself; undefined when it has faults, which are on the desk. */
export function readInstitution(desk: RowDesk<InstitutionColumn>): Provider | undefined {
  const providerCode = codeOf(desk)
  const name = textOf(desk, 'name', 200)
  const kind = wordOf(desk, 'kind', kinds, '医院 hospital、社区 community、乡镇 township、诊所 clinic、药店 pharmacy')
  const graded = levelOf(desk, kind)
  const division = divisionOf(desk, 'division')
  const range = rangeOf(desk, 'valid_from', 'valid_until')
  const creditCode = creditCodeOf(desk)
  if (providerCode === undefined || name === undefined || kind === undefined) return undefined
  if (graded === undefined || division === undefined || range === undefined || creditCode === undefined)
    return undefined
  return { providerCode, name, kind, ...graded, division, range, ...(creditCode === '' ? {} : { creditCode }) }
}

/** Digits and capital letters without I, O, S, V, Z (GB 32100); may be empty. */
function creditCodeOf(desk: RowDesk<InstitutionColumn>): string | undefined {
  const value = desk.row.cells.credit_code.toUpperCase()
  if (value === '' || /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(value)) return value
  return desk.fault(
    'credit_code',
    '不是 18 位统一社会信用代码 (not a credit code of 18 characters)',
    '请核对，或留空 (check it, or leave it empty)',
  )
}

function codeOf(desk: RowDesk<InstitutionColumn>): string | undefined {
  const value = desk.row.cells.provider_code
  if (/^[0-9A-Za-z]{12}$/.test(value)) return value
  return desk.fault(
    'provider_code',
    '不是 12 位字母或数字 (not 12 letters or digits)',
    '例如 H33020000001 (for example H33020000001)',
  )
}

/** Pharmacies and clinics carry no grade; a spreadsheet drops the zero of `02`. */
function levelOf(
  desk: RowDesk<InstitutionColumn>,
  kind: ProviderKind | undefined,
): Pick<Provider, 'level' | 'levelCode'> | undefined {
  const cell = desk.row.cells.level_code
  const mayBeEmpty = kind === 'pharmacy' || kind === 'clinic'
  const levelCode = cell === '' && mayBeEmpty ? ungradedCode : cell.padStart(2, '0')
  const level = levels.get(levelCode)
  if (level !== undefined) return { level, levelCode }
  return desk.fault(
    'level_code',
    '不是国家医院等级代码 (not a code of hosp_lv)',
    '01-04、12 三级，05-07、13 二级，08-10、14 一级，11 无等级 (01-04, 12 tertiary; 05-07, 13 secondary; 08-10, 14 primary; 11 none)',
  )
}
