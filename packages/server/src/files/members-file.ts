import { dictionaries } from '@yibao/contract/national'
import type { Insured, SchemeCode } from '@yibao/core/encounter'
import type { Fen } from '@yibao/core/kernel'
import { birthOf, genderOf, isIdentityNumber, parseYuan } from '@yibao/core/kernel'
import { type ImportSource, identityCardCertificate, type MemberRow } from '../flows/import-ports.ts'
import { memberBook } from './members-book.ts'
import { type MemberColumn, memberLayout } from './members-layout.ts'
import { personTypeOf } from './person-type.ts'
import { dateOf, deskFor, divisionOf, optionalTextOf, type RowDesk, rangeOf, textOf, wordOf } from './row-checks.ts'
import { tableRows } from './table-file.ts'

type Desk = RowDesk<MemberColumn>

const schemes = new Map<string, SchemeCode>([
  ['310', '310'],
  ['390', '390'],
  ['职工', '310'],
  ['居民', '390'],
])
const genders = new Map<string, Insured['gender']>([
  ['1', 'male'],
  ['男', 'male'],
  ['2', 'female'],
  ['女', 'female'],
])
const yesNo = new Map([
  ['', false],
  ['0', false],
  ['否', false],
  ['1', true],
  ['是', true],
])

/**
 * The members of a file, each row checked by itself and against the rows before it; what the database knows is the
 * flow's to compare.
 *
 * @throws the file system's error when the file cannot be read
 */
export function membersFile(path: string, file: string): ImportSource<MemberRow> {
  return {
    file,
    async *rows() {
      const book = memberBook()
      for await (const item of tableRows(path, memberLayout)) {
        if (item.kind !== 'row') {
          yield item
          continue
        }
        const desk = deskFor(item.row)
        const member = readMember(desk)
        const earlierFrom = member === undefined ? undefined : book.enter(desk, member)
        const { line, labels } = item.row
        if (member === undefined || earlierFrom === undefined) yield { kind: 'bad', line, problems: desk.problems }
        else yield { kind: 'row', line, labels, value: { ...member, earlierFrom } }
      }
    },
  }
}

/** One row by itself; undefined when it has faults, which are on the desk. */
function readMember(desk: Desk): Omit<MemberRow, 'earlierFrom'> | undefined {
  const insured = readInsured(desk)
  const scheme = wordOf(desk, 'scheme', schemes, '310 职工、390 居民')
  const person = readPersonType(desk, scheme)
  const division = divisionOf(desk, 'division')
  const range = rangeOf(desk, 'valid_from', 'valid_until')
  const civilServant = wordOf(desk, 'civil_servant', yesNo, '是、否、1、0')
  const consecutiveYears = yearsOf(desk)
  const employer = optionalTextOf(desk, 'employer', 200)
  const openingBalance = balanceOf(desk)
  const cardNumber = cardOf(desk)
  if (insured === undefined || scheme === undefined || person === undefined || division === undefined) return undefined
  if (range === undefined || civilServant === undefined || consecutiveYears === undefined) return undefined
  if (employer === undefined || openingBalance === undefined || cardNumber === undefined) return undefined
  return {
    insured,
    cardNumber,
    openingBalance,
    enrolment: {
      scheme,
      division,
      status: person.status,
      personType: person.code,
      range,
      civilServant,
      consecutiveYears,
      employer,
      traits: desk.row.free,
    },
  }
}

function readInsured(desk: Desk): Omit<Insured, 'diedOn'> | undefined {
  const insuredId = numberOf(desk, 'psn_no', 30)
  const name = textOf(desk, 'name', 50)
  const certificateType = certificateTypeOf(desk)
  if (certificateType === identityCardCertificate) {
    const card = identityCardOf(desk)
    if (insuredId === undefined || name === undefined || card === undefined) return undefined
    return { insuredId, name, certificateType, ...card }
  }
  const certificateNumber = textOf(desk, 'certificate_number', 50)
  const gender = wordOf(desk, 'gender', genders, '1 男、2 女')
  const birth = dateOf(desk, 'birth')
  if (insuredId === undefined || name === undefined || certificateType === undefined) return undefined
  if (certificateNumber === undefined || gender === undefined || birth === undefined) return undefined
  return { insuredId, name, certificateType, certificateNumber, gender, birth }
}

/** Spreadsheets drop the zero of `01`; an empty cell means the identity card. */
function certificateTypeOf(desk: Desk): string | undefined {
  const cell = desk.row.cells.certificate_type
  const code = cell === '' ? identityCardCertificate : cell.padStart(2, '0')
  if (Object.hasOwn(dictionaries.psn_cert_type.codes, code)) return code
  return desk.fault(
    'certificate_type',
    '不是国家证件类型代码 (not a code of psn_cert_type)',
    '身份证写 01 (01 is the identity card)',
  )
}

/** The identity number tells birth and gender; cells that say otherwise are a fault, empty ones are filled. */
function identityCardOf(desk: Desk): Pick<Insured, 'certificateNumber' | 'gender' | 'birth'> | undefined {
  const certificateNumber = desk.row.cells.certificate_number.toUpperCase()
  if (!isIdentityNumber(certificateNumber)) return identityFault(desk, certificateNumber)
  const gender = genderOf(certificateNumber)
  const birth = birthOf(certificateNumber)
  const { cells } = desk.row
  const statedGender = cells.gender === '' ? gender : wordOf(desk, 'gender', genders, '1 男、2 女')
  const statedBirth = cells.birth === '' ? birth : dateOf(desk, 'birth')
  if (statedGender === undefined || statedBirth === undefined) return undefined
  if (statedGender !== gender) {
    const told = gender === 'male' ? '男 (the identity number says male)' : '女 (the identity number says female)'
    return desk.fault('gender', `与身份证号不符，号码显示${told}`, '请核对性别与证件号码 (compare both)')
  }
  if (statedBirth !== birth) {
    return desk.fault(
      'birth',
      `与身份证号不符，号码显示 ${birth} (the identity number says ${birth})`,
      '请核对出生日期与证件号码 (compare both)',
    )
  }
  return { certificateNumber, gender, birth }
}

function identityFault(desk: Desk, number: string): undefined {
  const cure = '请核对身份证号 (compare it with the identity card)'
  if (number === '') return desk.fault('certificate_number', '未填写 (empty)', cure)
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) {
    return desk.fault('certificate_number', '不是十八位身份证号 (not an identity number of 18 characters)', cure)
  }
  const withAnyCheck = [...'0123456789X'].some((digit) => isIdentityNumber(number.slice(0, 17) + digit))
  const what = withAnyCheck ? '校验位不对 (check digit is wrong)' : '出生日期不存在 (its birth date does not exist)'
  return desk.fault('certificate_number', what, cure)
}

function readPersonType(desk: Desk, scheme: SchemeCode | undefined) {
  const person = personTypeOf(desk.row.cells.person_type)
  if (person === null) {
    return desk.fault(
      'person_type',
      '不是本平台支持的人员类别 (not a person type this platform settles)',
      '可填 11xx 在职、12xx 退休、14xx 未成年、15xx 成年、16xx 老年 (write a code of psn_type)',
    )
  }
  if (scheme === undefined || scheme === person.scheme) return person
  return desk.fault(
    'person_type',
    `与险种 ${scheme} 不符 (does not belong to scheme ${scheme})`,
    '职工 310 用 11、12，居民 390 用 14、15、16',
  )
}

function numberOf(desk: Desk, name: 'psn_no' | 'card_number', longest: number): string | undefined {
  const value = desk.row.cells[name]
  if (value.length <= longest && /^[0-9A-Za-z]+$/.test(value)) return value
  return desk.fault(
    name,
    `不是 1 至 ${longest} 位字母或数字 (not 1 to ${longest} letters or digits)`,
    '请核对编号 (compare the number)',
  )
}

function cardOf(desk: Desk): string | null | undefined {
  return desk.row.cells.card_number === '' ? null : numberOf(desk, 'card_number', 30)
}

function yearsOf(desk: Desk): number | undefined {
  const value = desk.row.cells.consecutive_years
  if (value === '') return 0
  if (/^\d{1,2}$/.test(value)) return Number(value)
  return desk.fault(
    'consecutive_years',
    '不是 0 至 99 的整数 (not a whole number from 0 to 99)',
    '请填整数年 (write whole years)',
  )
}

function balanceOf(desk: Desk): Fen | null | undefined {
  const value = desk.row.cells.account_balance
  if (value === '') return null
  const parsed = parseYuan(value)
  if (parsed.ok && parsed.value >= 0) return parsed.value
  return desk.fault(
    'account_balance',
    '不是金额 (not an amount)',
    '请写零或正数，最多两位小数，不带逗号，如 1234.50 (zero or more yuan)',
  )
}
