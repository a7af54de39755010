import { dictionaries } from '@yibao/contract/national'
import { isIdentityNumber, rangesOverlap } from '@yibao/core/kernel'
import { type ImportSource, identityCardCertificate } from '../flows/import-ports.ts'
import type { Department, Practitioner, RegisterDetails } from '../flows/register-ports.ts'
import {
  type DepartmentColumn,
  departmentLayout,
  type PractitionerColumn,
  practitionerLayout,
} from './registers-layout.ts'
import { dateOf, deskFor, divisionOf, optionalTextOf, type RowDesk, rangeOf, textOf, wordOf } from './row-checks.ts'
import { type TableLayout, tableRows } from './table-file.ts'

/** Whether an institution with this code is on file. */
export type IsKnown = (providerCode: string) => boolean

type Registered = Pick<Department, 'providerCode' | 'code' | 'range'>

/** The rows of a register file; a code has several rows only where their days are apart. */
function registerSource<N extends string, Row extends Registered>(
  path: string,
  file: string,
  layout: TableLayout<N>,
  codeColumn: N,
  read: (desk: RowDesk<N>) => Row | undefined,
): ImportSource<Row> {
  return {
    file,
    async *rows() {
      const earlier = new Map<string, { readonly row: Row; readonly line: number }[]>()
      for await (const item of tableRows(path, layout)) {
        if (item.kind !== 'row') {
          yield item
          continue
        }
        const { line, labels } = item.row
        const desk = deskFor(item.row)
        const row = read(desk)
        const key = JSON.stringify([row?.providerCode, row?.code])
        const before = earlier.get(key) ?? []
        const clash = row === undefined ? undefined : before.find((one) => rangesOverlap(one.row.range, row.range))
        if (clash !== undefined) {
          desk.fault(
            codeColumn,
            `与第 ${clash.line} 行在同一天重复 (line ${clash.line} has the same code on the same days)`,
            '请只留一行，或让两行的日期不重叠 (keep one, or end it where the other begins)',
          )
        }
        if (row === undefined || clash !== undefined) {
          yield { kind: 'bad', line, problems: desk.problems }
          continue
        }
        earlier.set(key, [...before, { row, line }])
        yield { kind: 'row', line, labels, value: row }
      }
    },
  }
}

function institutionOf<N extends string>(desk: RowDesk<N | 'provider_code'>, isKnown: IsKnown): string | undefined {
  const value = desk.row.cells.provider_code
  if (isKnown(value)) return value
  return desk.fault(
    'provider_code',
    '没有此机构 (no institution has this code)',
    '请先登记机构 (import the institution first)',
  )
}

/** How long a detail may be; longer ones are told apart from those that are given back by 5101 and 5102. */
type Detail<N extends string> = readonly [column: N, longest: number]

const departmentTexts: readonly Detail<DepartmentColumn>[] = [
  ['itro', 500],
  ['dept_med_serv_scp', 500],
  ['memo', 500],
]
const departmentCounts: readonly Detail<DepartmentColumn>[] = [
  ['aprv_bed_cnt', 6],
  ['hi_crtf_bed_cnt', 6],
  ['dr_psncnt', 5],
  ['phar_psncnt', 5],
  ['nurs_psncnt', 5],
  ['tecn_psncnt', 5],
]

/** The optional cells that only travel through; undefined when one of them has a fault. */
function detailsOf<N extends string>(
  desk: RowDesk<N>,
  texts: readonly Detail<N>[],
  counts: readonly Detail<N>[],
): Record<string, string | null> | undefined {
  const details: Record<string, string | null> = {}
  let fit = true
  for (const [column, longest] of texts) {
    const text = optionalTextOf(desk, column, longest)
    if (text === undefined) fit = false
    else if (text !== '') details[column] = text
  }
  for (const [column, longest] of counts) {
    const digits = desk.row.cells[column]
    if (digits === '') continue
    if (/^\d+$/.test(digits) && digits.length <= longest) details[column] = digits
    else {
      desk.fault(column, '不是整数 (not a whole number)', `请填最多 ${longest} 位整数 (at most ${longest} digits)`)
      fit = false
    }
  }
  return fit ? details : undefined
}

function readDepartment(desk: RowDesk<DepartmentColumn>, isKnown: IsKnown): Department | undefined {
  const { cells } = desk.row
  const providerCode = institutionOf(desk, isKnown)
  const code = textOf(desk, 'hosp_dept_codg', 20)
  const name = textOf(desk, 'hosp_dept_name', 100)
  const caty = textOf(desk, 'caty', 6)
  const head = textOf(desk, 'dept_resper_name', 50)
  const telephone = textOf(desk, 'dept_resper_tel', 50)
  const founded = cells.dept_estbdat === '' ? null : dateOf(desk, 'dept_estbdat')
  const division = cells.poolarea_no === '' ? null : divisionOf(desk, 'poolarea_no')
  const range = rangeOf(desk, 'valid_from', 'valid_until')
  const more = detailsOf(desk, departmentTexts, departmentCounts)
  if (providerCode === undefined || code === undefined || name === undefined || range === undefined) return undefined
  if (caty === undefined || head === undefined || telephone === undefined) return undefined
  if (founded === undefined || division === undefined || more === undefined) return undefined
  const details: RegisterDetails = {
    ...more,
    caty,
    dept_resper_name: head,
    dept_resper_tel: telephone,
    dept_estbdat: founded,
    poolarea_no: division,
  }
  return { providerCode, code, name, range, details }
}

/** The departments of a file. @throws the file system's error when the file cannot be read */
export function departmentsFile(path: string, file: string, isKnown: IsKnown): ImportSource<Department> {
  return registerSource(path, file, departmentLayout, 'hosp_dept_codg', (desk) => readDepartment(desk, isKnown))
}

const yesNo = new Map([
  ['1', true],
  ['0', false],
  ['是', true],
  ['否', false],
])

const practitionerTexts: readonly Detail<PractitionerColumn>[] = [
  ['prac_psn_no', 20],
  ['prac_psn_cert', 30],
  ['prac_cert_no', 30],
  ['chg_rea', 200],
]

/** Spreadsheets drop the zero of `01`; an empty cell means the identity card. */
function certificateOf(desk: RowDesk<PractitionerColumn>): { type: string; number: string } | undefined {
  const cell = desk.row.cells.certificate_type
  const type = cell === '' ? identityCardCertificate : cell.padStart(2, '0')
  const number = textOf(desk, 'certificate_number', 50)?.toUpperCase()
  if (!Object.hasOwn(dictionaries.psn_cert_type.codes, type)) {
    return desk.fault(
      'certificate_type',
      '不是国家证件类型代码 (not a code of psn_cert_type)',
      '身份证写 01 (01 is the identity card)',
    )
  }
  if (number === undefined) return undefined
  if (type !== identityCardCertificate || isIdentityNumber(number)) return { type, number }
  return desk.fault(
    'certificate_number',
    '不是有效的十八位身份证号 (not a valid identity number)',
    '请核对号码和校验位 (check the number and its last digit)',
  )
}

function readPractitioner(desk: RowDesk<PractitionerColumn>, isKnown: IsKnown): Practitioner | undefined {
  const providerCode = institutionOf(desk, isKnown)
  const code = textOf(desk, 'prac_psn_code', 20)
  const name = textOf(desk, 'name', 50)
  const kind = textOf(desk, 'prac_psn_type', 6)
  const certificate = certificateOf(desk)
  const insuranceDoctor = wordOf(desk, 'hi_dr_flag', yesNo, '1 是、0 否')
  const range = rangeOf(desk, 'valid_from', 'valid_until')
  const details = detailsOf(desk, practitionerTexts, [])
  if (providerCode === undefined || code === undefined || name === undefined || kind === undefined) return undefined
  if (certificate === undefined || insuranceDoctor === undefined) return undefined
  if (range === undefined || details === undefined) return undefined
  const { type: certificateType, number: certificateNumber } = certificate
  return { providerCode, code, name, kind, certificateType, certificateNumber, insuranceDoctor, range, details }
}

/** The practitioners of a file. @throws the file system's error when the file cannot be read */
export function practitionersFile(path: string, file: string, isKnown: IsKnown): ImportSource<Practitioner> {
  return registerSource(path, file, practitionerLayout, 'prac_psn_code', (desk) => readPractitioner(desk, isKnown))
}
