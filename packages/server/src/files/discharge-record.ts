import type { DischargeRecord } from '@yibao/core/encounter'
import { ok, type Result, refuse } from '@yibao/core/kernel'

/** What is wrong with one value of a written case. */
export interface RecordFault {
  readonly field: string
  readonly value: string
  readonly what: string
  readonly cure: string
}

/** A case as somebody wrote it down, with the group that its writer expects, if it says so. */
export interface WrittenCase {
  readonly id: string | number
  readonly record: DischargeRecord
  readonly expect: Readonly<Record<string, unknown>> | null
}

type FieldName =
  | 'gender'
  | 'ageYears'
  | 'ageDays'
  | 'weightG'
  | 'dept'
  | 'stayDays'
  | 'leavingType'
  | 'dx'
  | 'ops'
  | 'icuHours'

/** What a file calls the fields of a discharge. */
export const fieldNames: Readonly<Record<keyof DischargeRecord, FieldName>> = {
  gender: 'gender',
  ageYears: 'ageYears',
  ageDays: 'ageDays',
  birthWeightGrams: 'weightG',
  department: 'dept',
  stayDays: 'stayDays',
  leavingType: 'leavingType',
  diagnoses: 'dx',
  operations: 'ops',
  intensiveCareHours: 'icuHours',
}

const known = new Set<string>(Object.values(fieldNames))

type Fields = Readonly<Record<string, unknown>>

/** A case holds one discharge: more codes than these are no discharge. */
const codesAtMost = 500
const charactersShown = 80

class Fault extends Error {
  readonly fault: RecordFault
  constructor(field: string, value: unknown, what: string, cure: string) {
    super(what)
    const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
    this.fault = { field, value: text.slice(0, charactersShown), what, cure }
  }
}

function faultOf<Value>(read: () => Value): Result<Value, RecordFault> {
  try {
    return ok(read())
  } catch (error) {
    if (error instanceof Fault) return refuse(error.fault)
    throw error
  }
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const decimal = /^\d{1,9}(?:\.\d{1,6})?$/

function numberOf(fields: Fields, field: FieldName): number | null {
  const value = fields[field]
  if (value === undefined || value === null || value === '') return null
  if (typeof value === 'number') return value
  if (typeof value === 'string' && decimal.test(value.trim())) return Number(value)
  throw new Fault(field, value, '不是数 not a number', '写数字，没有则留空 write a number, or leave it empty')
}

function textOf(fields: Fields, field: FieldName): string | null {
  const value = fields[field]
  if (value === undefined || value === null) return null
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim()
  throw new Fault(field, value, '不是文本 not a text', '写文本，没有则留空 write a text, or leave it empty')
}

const genderWords: Readonly<Record<string, string>> = { 男: '1', 女: '2' }

/** The first code is the principal one, so an empty first place stays: what follows does not move up. */
function codesOf(fields: Fields, field: 'dx' | 'ops'): readonly string[] {
  const value = fields[field]
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw new Fault(field, value, '不是列表 not a list', '写成 write it as ["A01.100", …]')
  if (value.length > codesAtMost) {
    throw new Fault(
      field,
      value.length,
      `超过 ${codesAtMost} 个编码 more codes than that`,
      '一行一个病例 one case a line',
    )
  }
  const codes = value.map((code: unknown) => {
    if (typeof code !== 'string' && code !== null) {
      throw new Fault(field, code, '编码不是文本 a code is not a text', '加引号 write it in quotes')
    }
    return code?.trim() ?? ''
  })
  const kept = codes.filter((code, index) => code !== '' || index === 0)
  return kept.some((code) => code !== '') ? kept : []
}

/** Nobody is born lighter: what is below was weighed in kilograms. A 0 says that nobody weighed. */
const lightestGrams = 100

/** What is wrong with a birth weight; null when it may be one in grams. */
export function weightFault(grams: number | null): RecordFault | null {
  if (grams === null || grams <= 0 || grams >= lightestGrams) return null
  const cure = '写克数，如 write grams, 2600'
  return { field: 'weightG', value: String(grams), what: '似以千克计 looks like kilograms', cure }
}

function weightOf(fields: Fields): number | null {
  const grams = numberOf(fields, 'weightG')
  const fault = weightFault(grams)
  if (fault !== null) throw new Fault(fault.field, fault.value, fault.what, fault.cure)
  return grams
}

function recordIn(fields: Fields, beside: readonly string[]): DischargeRecord {
  for (const name in fields) {
    // A leading underscore marks what its writer keeps for himself.
    if (known.has(name) || name.startsWith('_') || beside.includes(name)) continue
    const cure = `改名，或写在 in 之外 rename it or write it beside "in"; 可用 known: ${[...known].join(', ')}`
    throw new Fault(name, fields[name], '不认识的字段 unknown field', cure)
  }
  const gender = textOf(fields, 'gender') ?? ''
  return {
    gender: genderWords[gender] ?? gender,
    ageYears: numberOf(fields, 'ageYears'),
    ageDays: numberOf(fields, 'ageDays'),
    birthWeightGrams: weightOf(fields),
    department: textOf(fields, 'dept'),
    stayDays: numberOf(fields, 'stayDays'),
    leavingType: textOf(fields, 'leavingType'),
    diagnoses: codesOf(fields, 'dx'),
    operations: codesOf(fields, 'ops'),
    intensiveCareHours: numberOf(fields, 'icuHours'),
  }
}

/** Reads the fields of one discharge; a missing value is null, and what may not be missing is for grouping to say. */
export function recordOfFields(fields: Fields): Result<DischargeRecord, RecordFault> {
  return faultOf(() => recordIn(fields, []))
}

/** Reads JSON text for a case; whoever reads other messages line by line needs it too. */
export function jsonOfLine(line: string): Result<Fields, RecordFault> {
  return faultOf(() => {
    if (line.includes('\uFFFD')) throw new Fault('', line, '不是 UTF-8 文本 not UTF-8', '另存为 UTF-8 save it as UTF-8')
    // Files joined one behind the other have a byte order mark within.
    const value = parsed(line.startsWith('\uFEFF') ? line.slice(1) : line)
    if (isObject(value)) return value
    throw new Fault('', line, '不是 JSON 对象 not a JSON object', '一行一个 {…} write one {…} a line')
  })
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new Fault(
      '',
      line,
      `不是合法的 JSON not JSON (${error.message.slice(0, 60)})`,
      '一行一个 {…} write one {…} a line',
    )
  }
}

const besideRecord = ['id', 'kind', 'expect']

/** Reads a case as one JSON object: `{id, in: {…}}`, with or without `kind` and `expect`, or the bare record with its `id`. */
export function caseOfJson(value: Fields): Result<WrittenCase, RecordFault> {
  return faultOf(() => {
    const { id, expect } = value
    if (!((typeof id === 'string' && id !== '') || typeof id === 'number')) {
      throw new Fault('id', id, '缺少病例号 no id', '每例写一个 id write an id for every case')
    }
    if (typeof id === 'number' && !Number.isSafeInteger(id)) {
      throw new Fault(
        'id',
        String(id),
        '数字过长，会变样 a number that does not keep its digits',
        '加引号 write it in quotes',
      )
    }
    if (expect !== undefined && !isObject(expect)) {
      throw new Fault('expect', expect, '不是对象 not an object', '写成 write it as {"drg":"…"}')
    }
    if (Object.hasOwn(value, 'in') && !isObject(value.in)) {
      throw new Fault('in', value.in, '不是对象 not an object', '写成 write it as {"gender":"1",…}')
    }
    const record = isObject(value.in) ? recordIn(value.in, []) : recordIn(value, besideRecord)
    return { id, record, expect: expect ?? null }
  })
}
