import type {
  AuditDiagnosis,
  AuditLine,
  AuditOperation,
  AuditPerson,
  AuditProvider,
  AuditVisit,
} from '@yibao/core/audit'
import { type LocalDateTime, lineAmount, type Quantity, sumFen, type UnitPrice, zeroFen } from '@yibao/core/kernel'
import {
  dayField,
  type FieldReaders,
  fieldsOver,
  flagField,
  later,
  moneyField,
  numberField,
  priceField,
  quantityField,
  repetitionOf,
  textField,
  textsField,
  timeOf,
  wordField,
} from './audit-case-values.ts'
import { careKinds, providerKinds, providerLevels, schemeCodes } from './audit-fields.ts'
import { entriesOf, isMapping, isText, itemsOf, type Spot, textOf } from './policy-sheet.ts'

/** A value built from checked readers: its fields are those of the type. */
function made<T>(fields: Readonly<Record<string, unknown>>): T {
  return fields as T
}

const midday = '2025-06-10 09:00:00' as LocalDateTime

const insuranceReaders: FieldReaders = { scheme: wordField(schemeCodes), from: dayField, until: dayField }

const personReaders: FieldReaders = {
  insuredId: textField,
  sex: wordField(['male', 'female']),
  birth: dayField,
  diedOn: dayField,
  insured: (spot, at) => itemsOf(spot).map((item) => fieldsOver(item, { until: null }, insuranceReaders, { at })),
}

const providerReaders: FieldReaders = {
  providerCode: textField,
  kind: wordField(providerKinds),
  level: wordField(providerLevels),
  division: textField,
  from: dayField,
  until: dayField,
}

export const usualPerson: AuditPerson = made({ insuredId: 'P1', sex: 'male', birth: '1980-01-01', diedOn: null })

export const usualProvider: AuditProvider = made({
  providerCode: 'H1',
  kind: 'hospital',
  level: 'tertiary',
  division: '990301',
  from: '2020-01-01',
  until: null,
})

/** A person over the usual one: a mapping, or only a number. */
export function personOver(spot: Spot | null, base: AuditPerson): AuditPerson {
  if (spot === null) return base
  if (isText(spot)) return { ...base, insuredId: textOf(spot) ?? base.insuredId }
  return made(fieldsOver(spot, { ...base }, personReaders, { at: midday }))
}

/** A provider over the usual one: a mapping, or only a number. */
export function providerOver(spot: Spot | null, base: AuditProvider): AuditProvider {
  if (spot === null) return base
  if (isText(spot)) return { ...base, providerCode: textOf(spot) ?? base.providerCode }
  return made(fieldsOver(spot, { ...base }, providerReaders, { at: midday }))
}

const diagnosisReaders: FieldReaders = { code: textField, main: flagField, side: wordField(['admission', 'discharge']) }
const operationReaders: FieldReaders = {
  code: textField,
  main: flagField,
  begin: timeOf,
  end: timeOf,
  surgeon: textField,
  anaesthetist: textField,
}

/** Codes, or mappings with more; the first is the main one unless another says so. */
function codedOf<T extends AuditDiagnosis | AuditOperation>(
  spot: Spot,
  readers: FieldReaders,
  at: LocalDateTime,
): readonly T[] {
  const items = itemsOf(spot)
  const saysMain = items.some((item) => isMapping(item) && entriesOf(item).some(({ name }) => name === 'main'))
  return items.map((item, index) => {
    const base = { main: !saysMain && index === 0 }
    return made<T>(isText(item) ? { ...base, code: textOf(item) ?? '' } : fieldsOver(item, base, readers, { at }))
  })
}

const lineReaders: FieldReaders = {
  lineId: textField,
  item: textField,
  name: textField,
  kind: wordField(['drug', 'service', 'consumable', 'herb', 'unknown']),
  class: wordField(['A', 'B', 'C']),
  chargeType: textField,
  ceiling: priceField,
  restriction: textField,
  at: timeOf,
  until: timeOf,
  qty: quantityField,
  price: priceField,
  amount: moneyField,
  eligible: moneyField,
  approved: flagField,
  department: textField,
  doctor: textField,
  prescription: textField,
  orderedAt: timeOf,
  disease: textField,
  supplyDays: numberField,
  dailyDose: numberField,
  route: textField,
  takeHome: flagField,
  traceCodes: textsField,
  standing: quantityField,
}

/** a … z, then a1 … z1 and so on. */
function letterOf(index: number): string {
  const round = Math.floor(index / 26)
  return `${String.fromCharCode(97 + (index % 26))}${round === 0 ? '' : round}`
}

function lineOf(spot: Spot, at: LocalDateTime): AuditLine {
  const base = { item: 'X', at, qty: 10_000 as Quantity, price: 10_000_000 as UnitPrice }
  const { qty, ...fields } = fieldsOver(spot, base, lineReaders, { at, others: ['repeat', 'every'] })
  const charged = qty as Quantity | undefined
  const price = fields.price as UnitPrice | undefined
  const usual = charged === undefined || price === undefined ? {} : { amount: lineAmount(price, charged) }
  const writes = (name: string) => isMapping(spot) && entriesOf(spot).some((entry) => entry.name === name)
  const withAmount: Record<string, unknown> = writes('amount') ? fields : { ...fields, ...usual }
  const withEligible =
    writes('eligible') || withAmount.amount === undefined ? withAmount : { ...withAmount, eligible: withAmount.amount }
  const name = typeof fields.name === 'string' ? fields.name : String(fields.item)
  return made({ ...withEligible, name, ...(charged === undefined ? {} : { quantity: charged }) })
}

function linesOf(spot: Spot | null, begin: LocalDateTime): readonly AuditLine[] {
  if (spot === null) return []
  const lines = itemsOf(spot).flatMap((item) => {
    const entry = (name: string) =>
      isMapping(item) ? (entriesOf(item).find((one) => one.name === name) ?? null) : null
    const { times, apart } = repetitionOf(entry('repeat'), entry('every'))
    const line = lineOf(item, begin)
    return Array.from({ length: times }, (_, index) => ({ ...line, at: later(line.at, index * apart) }))
  })
  return lines.map((line, index) => ({ ...line, lineId: line.lineId ?? letterOf(index) }))
}

const visitReaders: FieldReaders = {
  visitId: textField,
  scheme: wordField(schemeCodes),
  care: wordField(careKinds),
  medType: textField,
  channel: wordField(['onsite', 'internet']),
  settledAt: timeOf,
  settlementId: textField,
  division: textField,
  department: textField,
  doctor: textField,
  terminal: textField,
  site: textField,
  disease: textField,
  dischargeWay: textField,
  transferredFrom: textField,
  emergency: flagField,
  drg: textField,
  adrg: textField,
  total: moneyField,
  fundPaid: moneyField,
  accountPaid: moneyField,
  cashPaid: moneyField,
  diagnoses: (spot, at) => codedOf<AuditDiagnosis>(spot, diagnosisReaders, at),
  operations: (spot, at) => codedOf<AuditOperation>(spot, operationReaders, at),
  end: timeOf,
}

const readElsewhere = ['begin', 'lines', 'past', 'person', 'provider', 'repeat', 'every', 'each'] as const

/** One visit of a case over what is usual: an outpatient visit of one adult in a tertiary hospital. */
export function visitOver(spot: Spot, person: AuditPerson, provider: AuditProvider): AuditVisit {
  const entry = (name: string) => (isMapping(spot) ? (entriesOf(spot).find((one) => one.name === name) ?? null) : null)
  const begun = entry('begin')
  const begin = begun === null ? midday : timeOf(begun, midday)
  const care = entry('care')
  const isStay = care !== null && textOf(care) === 'inpatient'
  const lines = linesOf(entry('lines'), begin)
  const total = lines.every(({ amount }) => amount !== undefined)
    ? { total: sumFen(lines.map(({ amount }) => amount ?? zeroFen)) }
    : {}
  const usual = {
    scheme: '310',
    care: 'outpatient',
    medType: isStay ? '21' : care !== null && textOf(care) === 'pharmacy' ? '41' : '11',
    channel: 'onsite',
    end: isStay ? null : begin,
    emergency: false,
    diagnoses: [],
    operations: [],
    ...total,
  }
  const past = entry('past')
  const own = {
    person: personOver(entry('person'), person),
    provider: providerOver(entry('provider'), provider),
    current: past === null || flagField(past, begin) !== true,
    begin,
    lines,
  }
  return made({ ...fieldsOver(spot, usual, visitReaders, { at: begin, others: readElsewhere }), ...own })
}
