import { messages, readInput } from '@yibao/contract/national'
import type { Insured } from '@yibao/core/encounter'
import { type DateRange, dateOf, inRange, ok, parseIsoDate, type Result, refuse } from '@yibao/core/kernel'
import { dischargeRecordOf, momentOf } from '@yibao/core/settlement-list'
import { jsonOfLine, type RecordFault, type WrittenCase, weightFault } from '../files/discharge-record.ts'
import { listOf } from '../national/list-input.ts'
import { say } from '../national/refusal-words.ts'

export type Person = Pick<Insured, 'gender' | 'birth'>
/** Who the persons of the lists are, by their number: a settlement list itself does not say. */
export type People = ReadonlyMap<string, Person>

interface ListedCase extends WrittenCase {
  /** Discharged on a day that the scheme is not meant for. */
  readonly outside: boolean
}

type Fields = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const faultAt = (field: string, value: unknown, what: string, cure: string): RecordFault => {
  return { field, value: typeof value === 'string' ? value : (JSON.stringify(value) ?? ''), what, cure }
}

const genders: Readonly<Record<string, Insured['gender']>> = { '1': 'male', '2': 'female', 男: 'male', 女: 'female' }

/** A person of sex and birth; a sex that nobody knows is for grouping to refuse. */
export function personOf(gender: unknown, birth: unknown): Person | null {
  const day = typeof birth === 'string' ? parseIsoDate(birth.slice(0, 10)) : null
  if (day?.ok !== true) return null
  return { gender: genders[String(gender)] ?? 'unknown', birth: day.value }
}

/** 4101A has the person's number only: sex and birth come beside the message, with the fields of 4101, or from a list of people. */
function personFor(line: Fields, head: Fields, people: People): Result<Person, RecordFault> {
  const beside = isObject(line.person) ? line.person : {}
  const birth = beside.birth ?? beside.brdy ?? head.brdy
  const written = personOf(beside.gender ?? beside.gend ?? head.gend, birth)
  if (written !== null) return ok(written)
  if (birth !== undefined && birth !== null && birth !== '') {
    return refuse(faultAt('birth', birth, '不是日期 not a date', cures.birth))
  }
  const listed = people.get(String(head.psn_no ?? ''))
  if (listed !== undefined) return ok(listed)
  return refuse(faultAt('psn_no', head.psn_no, '不知其性别与出生日期 sex and birth are not known', cures.person))
}

const cures = {
  input: '写 4101A 报文或其 input write a message 4101A or its input',
  person: '用 --people 给出名单，或加 give a list by --people, or add "person": {"gender":"1","birth":"1960-05-01"}',
  birth: '写成 write it as 1960-05-01',
  principal: '只留一个 maindiag_flag 为 1 的西医诊断 mark one western diagnosis with maindiag_flag 1',
  operation: '至多一个 oprn_oprt_type 为 1 的手术 mark one operation at most with oprn_oprt_type 1',
  code: '补上编码，或删去此行 add the code, or take the row out',
  days: '补上日期 add the day, 2025-03-01 08:30:00',
}

/** Reads one line: an envelope of 4101A, or its input alone. */
export function caseOfListLine(text: string, people: People, range: DateRange | null): Result<ListedCase, RecordFault> {
  const line = jsonOfLine(text)
  if (!line.ok) return line
  const { infno, expect } = line.value
  if (infno !== undefined && infno !== '4101A' && infno !== '4101') {
    return refuse(faultAt('infno', infno, '不是结算清单 not a settlement list', cures.input))
  }
  const input = inputIn(line.value)
  if (!input.ok) return input
  const read = readInput(messages['4101A'], input.value)
  if (!read.ok) return refuse(faultAt('field' in read.error ? read.error.field : '', '', say(read.error), cures.input))
  const list = listOf(read.value)
  const head = isObject(input.value.setlinfo) ? input.value.setlinfo : {}
  const person = personFor(line.value, head, people)
  if (!person.ok) return person
  const western = list.diagnoses.filter(({ type, principal }) => type === '1' && principal)
  if (western.length !== 1) {
    return refuse(
      faultAt(
        'maindiag_flag',
        `${western.length}`,
        '主要诊断须恰有一个 not exactly one principal diagnosis',
        cures.principal,
      ),
    )
  }
  const first = list.operations.filter(({ principal }) => principal)
  if (first.length > 1 || (first.length === 0 && list.operations.length > 1)) {
    return refuse(
      faultAt(
        'oprn_oprt_type',
        `${first.length}`,
        '主要手术须恰有一个 not exactly one principal operation',
        cures.operation,
      ),
    )
  }
  if (first.some(({ code }) => (code ?? '').trim() === '')) {
    return refuse(faultAt('oprn_oprt_code', '', '主要手术没有编码 the principal operation has no code', cures.code))
  }
  const admitted = list.admittedAt ?? momentOf(String(head.adm_time ?? ''))
  const discharged = list.dischargedAt ?? momentOf(String(head.dscg_time ?? ''))
  if (admitted === null)
    return refuse(faultAt('adm_time', head.adm_time, '缺少入院日期 no day of admission', cures.days))
  if (discharged === null)
    return refuse(faultAt('dscg_time', head.dscg_time, '缺少出院日期 no day of discharge', cures.days))
  if (dateOf(admitted) < person.value.birth) {
    const what = `早于出生 before the birth ${person.value.birth}`
    return refuse(faultAt('adm_time', admitted, what, '核对两个日期 check both days'))
  }
  if (discharged < admitted) {
    const what = `早于入院 before the admission ${admitted}`
    return refuse(faultAt('dscg_time', discharged, what, '核对两个日期 check both days'))
  }
  const dischargedOn = dateOf(discharged)
  const record = dischargeRecordOf(list, {
    insured: person.value,
    admittedOn: dateOf(admitted),
    dischargedOn,
    department: null,
    dischargeWay: null,
  })
  const underweight = weightFault(record.birthWeightGrams)
  if (underweight !== null) return refuse({ ...underweight, field: 'nwb_bir_wt' })
  const outside = range !== null && !inRange(range, dischargedOn)
  return ok({ id: list.settlementId, record, expect: isObject(expect) ? expect : null, outside })
}

function inputIn(line: Fields): Result<Fields, RecordFault> {
  const { input } = line
  if (isObject(line.setlinfo)) return ok(line)
  if (isObject(input)) return ok(input)
  if (typeof input === 'string' && input.startsWith('{')) return jsonOfLine(input)
  return refuse(faultAt('input', input, '没有结算清单 no settlement list', cures.input))
}
