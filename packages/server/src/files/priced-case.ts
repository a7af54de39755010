import type { DipCase } from '@yibao/core/dip'
import type { DischargeRecord, ProviderLevel } from '@yibao/core/encounter'
import {
  type Fen,
  type IsoDate,
  ok,
  parseIsoDate,
  parseYuan,
  type Result,
  refuse,
  yearOf,
  yuan,
} from '@yibao/core/kernel'
import { fieldNames, jsonOfLine, type RecordFault, recordOfFields } from './discharge-record.ts'

type Fields = Readonly<Record<string, unknown>>

/** What stands beside the record of a discharge in a file of priced cases. */
const pricedFields = [
  'cost',
  'drugs',
  'consumables',
  'provider',
  'level',
  'admitted',
  'discharged',
  'year',
  'visit',
] as const

type PricedField = (typeof pricedFields)[number]

const besideRecord: ReadonlySet<string> = new Set([...pricedFields, 'id', 'in', 'kind', 'expect'])

const levels: Readonly<Record<string, ProviderLevel>> = {
  tertiary: 'tertiary',
  secondary: 'secondary',
  primary: 'primary',
  ungraded: 'ungraded',
  三级: 'tertiary',
  二级: 'secondary',
  一级: 'primary',
  未定级: 'ungraded',
}

const charactersShown = 80

function fault(field: string, value: unknown, what: string, cure: string): Result<never, RecordFault> {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return refuse({ field, value: text.slice(0, charactersShown), what, cure })
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const absent = (value: unknown): boolean => value === undefined || value === null || value === ''

function textIn(fields: Fields, field: PricedField): Result<string, RecordFault> {
  const value = fields[field]
  if (typeof value === 'string' && value.trim() !== '') return ok(value.trim())
  if (typeof value === 'number' && Number.isFinite(value)) return ok(String(value))
  if (absent(value)) return fault(field, value, '缺少此项 is missing', `写上 write "${field}"`)
  return fault(field, value, '不是文本 not a text', '写在引号里 write it in quotes')
}

function amountIn(fields: Fields, field: PricedField): Result<Fen, RecordFault> {
  const text = textIn(fields, field)
  if (!text.ok) {
    if (!absent(fields[field])) return text
    return fault(
      field,
      fields[field],
      '缺少金额 the amount is missing',
      '写“元”，没有写 0 write yuan, 0 where there is none',
    )
  }
  const amount = parseYuan(text.value)
  if (amount.ok) return amount
  return fault(field, text.value, '不是金额 not an amount', '写“元”，至多两位小数 write yuan as "12345.67"')
}

function dateIn(fields: Fields, field: PricedField): Result<IsoDate, RecordFault> {
  const text = textIn(fields, field)
  if (!text.ok) return text
  const date = parseIsoDate(text.value)
  return date.ok ? date : fault(field, text.value, '不是日期 not a date', '写成 write it as 2024-03-01')
}

function levelIn(fields: Fields): Result<ProviderLevel, RecordFault> {
  const text = textIn(fields, 'level')
  if (!text.ok) return text
  const level = Object.hasOwn(levels, text.value) ? levels[text.value] : undefined
  if (level !== undefined) return ok(level)
  return fault('level', text.value, '没有此级别 no such level', '用 use tertiary, secondary, primary, ungraded')
}

function wholeIn(fields: Fields, field: PricedField, least: number): Result<number | null, RecordFault> {
  const value = fields[field]
  if (absent(value)) return ok(null)
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value.trim()) ? Number(value) : value
  if (typeof number === 'number' && Number.isSafeInteger(number) && number >= least) return ok(number)
  return fault(
    field,
    value,
    `不是不小于 ${least} 的整数 not a whole number from ${least} on`,
    '改正或留空 correct it or leave it out',
  )
}

function recordIn(value: Fields): Result<DischargeRecord, RecordFault> {
  if (Object.hasOwn(value, 'in')) {
    if (!isObject(value.in)) return fault('in', value.in, '不是对象 not an object', '写成 write it as {"gender":"1",…}')
    return recordOfFields(value.in)
  }
  return recordOfFields(Object.fromEntries(Object.entries(value).filter(([name]) => !besideRecord.has(name))))
}

/**
 * Reads one priced case: `{id, in: {record}, cost, drugs, consumables, provider, level, admitted, discharged, year, visit}`, or
 * the fields of the record beside the others. Amounts are yuan; `year` is that of the discharge when it is left out, `visit`
 * (which stay of one course of illness) may be left out.
 *
 * @returns the case as it is written; whether it can be grouped is for core to say
 */
export function pricedCaseOf(value: Fields): Result<DipCase, RecordFault> {
  const { id } = value
  if (!((typeof id === 'string' && id !== '') || typeof id === 'number')) {
    return fault('id', id, '缺少病例号 no id', '每例写一个 id write an id for every case')
  }
  const record = recordIn(value)
  if (!record.ok) return record
  const [cost, drugs, consumables] = [amountIn(value, 'cost'), amountIn(value, 'drugs'), amountIn(value, 'consumables')]
  if (!cost.ok) return cost
  if (!drugs.ok) return drugs
  if (!consumables.ok) return consumables
  const [admitted, discharged] = [dateIn(value, 'admitted'), dateIn(value, 'discharged')]
  if (!admitted.ok) return admitted
  if (!discharged.ok) return discharged
  const [provider, level] = [textIn(value, 'provider'), levelIn(value)]
  if (!provider.ok) return provider
  if (!level.ok) return level
  const [year, visit] = [wholeIn(value, 'year', 1900), wholeIn(value, 'visit', 1)]
  if (!year.ok) return year
  if (!visit.ok) return visit
  return ok({
    caseId: String(id),
    providerCode: provider.value,
    level: level.value,
    admittedOn: admitted.value,
    dischargedOn: discharged.value,
    year: year.value ?? yearOf(discharged.value),
    record: record.value,
    cost: cost.value,
    drugs: drugs.value,
    consumables: consumables.value,
    visitNumber: visit.value,
  })
}

/** The same from a line of text. */
export function pricedCaseOfLine(line: string): Result<DipCase, RecordFault> {
  const fields = jsonOfLine(line)
  return fields.ok ? pricedCaseOf(fields.value) : fields
}

/** Writes a case as one line of the layout that `pricedCaseOfLine` reads. */
export function pricedLine(one: DipCase): string {
  const { record } = one
  const known = Object.entries(fieldNames).map(([name, written]): [string, unknown] => [
    written,
    record[name as keyof DischargeRecord],
  ])
  const { caseId: id, providerCode: provider, level, admittedOn: admitted, dischargedOn: discharged, year } = one
  const amounts = { cost: yuan(one.cost), drugs: yuan(one.drugs), consumables: yuan(one.consumables) }
  const visit = one.visitNumber === null ? {} : { visit: one.visitNumber }
  const fields = { ...amounts, provider, level, admitted, discharged, year, ...visit }
  return `${JSON.stringify({ id, in: Object.fromEntries(known.filter(([, value]) => value !== null)), ...fields })}\n`
}
