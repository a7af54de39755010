import {
  type CelFields,
  type CelType,
  day,
  listOf,
  money,
  number,
  oneOf,
  rowOf,
  text,
  time,
  truth,
} from './audit-cel-types.ts'

/** The words of 定点医药机构 that fields and scopes know. */
export const careKinds = ['outpatient', 'pharmacy', 'inpatient'] as const
export const providerKinds = ['hospital', 'community', 'township', 'clinic', 'pharmacy'] as const
export const providerLevels = ['tertiary', 'secondary', 'primary', 'ungraded'] as const
export const schemeCodes = ['310', '390'] as const

export const lineFields: CelFields = {
  lineId: text,
  item: text,
  name: text,
  kind: oneOf('drug', 'service', 'consumable', 'herb', 'unknown'),
  class: oneOf('A', 'B', 'C'),
  chargeType: text,
  restriction: text,
  at: time,
  until: time,
  day,
  hour: number,
  qty: number,
  unitFen: money,
  ceilingFen: money,
  amount: money,
  eligible: money,
  approved: truth,
  department: text,
  doctor: text,
  prescription: text,
  orderedAt: time,
  disease: text,
  supplyDays: number,
  dailyDose: number,
  route: text,
  takeHome: truth,
  traceCodes: listOf(text),
}

export const diagnosisFields: CelFields = { code: text, main: truth, side: oneOf('admission', 'discharge') }

export const operationFields: CelFields = {
  code: text,
  main: truth,
  begin: time,
  end: time,
  surgeon: text,
  anaesthetist: text,
}

export const visitFields: CelFields = {
  visitId: text,
  scheme: oneOf(...schemeCodes),
  care: oneOf(...careKinds),
  medType: text,
  channel: oneOf('onsite', 'internet'),
  begin: time,
  end: time,
  day,
  endDay: day,
  stayDays: number,
  hours: number,
  month: text,
  year: text,
  settledAt: time,
  settlementId: text,
  division: text,
  department: text,
  doctor: text,
  terminal: text,
  site: text,
  disease: text,
  dischargeWay: text,
  transferredFrom: text,
  emergency: truth,
  drg: text,
  adrg: text,
  total: money,
  fundPaid: money,
  accountPaid: money,
  cashPaid: money,
  codes: listOf(text),
  mainDiagnosis: text,
  diagnoses: listOf(rowOf('diagnosis', diagnosisFields)),
  operations: listOf(rowOf('operation', operationFields)),
  lines: listOf(rowOf('line', lineFields)),
}

export const personFields: CelFields = {
  insuredId: text,
  sex: oneOf('male', 'female'),
  birth: day,
  diedOn: day,
  insured: listOf(rowOf('insurance', { scheme: oneOf(...schemeCodes), from: day, until: day })),
  years: number,
  ageDays: number,
}

export const providerFields: CelFields = {
  providerCode: text,
  kind: oneOf(...providerKinds),
  level: oneOf(...providerLevels),
  division: text,
  from: day,
  until: day,
}

/** Fields that no national message brings as such: a rule that needs one is tested with imported facts only. */
export const fieldsBesideMessages: readonly string[] = ['dailyDose', 'takeHome', 'terminal', 'site']

/** Types of columns of side tables and knowledge tables; `yuan` is written in yuan and held in fen. */
export const columnTypes = {
  number,
  text,
  truth,
  time,
  date: day,
  yuan: money,
  list: listOf(text),
} as const satisfies Readonly<Record<string, CelType>>

export type ColumnType = keyof typeof columnTypes
