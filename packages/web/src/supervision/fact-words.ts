import { ruleParameterWords } from '@yibao/core/audit'
import type { Pair } from '../kit/index.ts'

type Fields = Readonly<Record<string, Pair>>

const line: Fields = {
  lineId: ['明细编号', 'number of the line'],
  item: ['项目编码', 'code of the item'],
  name: ['项目', 'item'],
  kind: ['项目种类', 'kind of item'],
  class: ['甲乙丙类', 'class'],
  chargeType: ['收费项目类别', 'charge type'],
  restriction: ['限制范围', 'restriction'],
  at: ['时间', 'when'],
  until: ['至', 'until'],
  day: ['日期', 'day'],
  hour: ['时点', 'hour'],
  qty: ['数量', 'quantity'],
  unitFen: ['单价', 'price'],
  ceilingFen: ['限价', 'price ceiling'],
  amount: ['金额', 'amount'],
  eligible: ['符合政策范围', 'eligible'],
  approved: ['医院审批', 'approved by the hospital'],
  department: ['科室', 'department'],
  doctor: ['医师', 'doctor'],
  prescription: ['处方号', 'prescription'],
  orderedAt: ['开单时间', 'ordered at'],
  disease: ['病种', 'disease'],
  supplyDays: ['开药天数', 'days of supply'],
  dailyDose: ['日剂量', 'daily dose'],
  route: ['给药途径', 'route'],
  takeHome: ['出院带药', 'taken home'],
  traceCodes: ['追溯码', 'trace codes'],
}

const visit: Fields = {
  visitId: ['就诊编号', 'number of the visit'],
  scheme: ['险种', 'scheme'],
  care: ['就医方式', 'care'],
  medType: ['医疗类别', 'type of care'],
  channel: ['就诊渠道', 'channel'],
  begin: ['就诊开始', 'visit begun'],
  end: ['就诊结束', 'visit ended'],
  day: ['就诊日期', 'day of the visit'],
  endDay: ['结束日期', 'last day'],
  stayDays: ['住院天数', 'days of the stay'],
  hours: ['小时数', 'hours'],
  month: ['月份', 'month'],
  year: ['年份', 'year'],
  settledAt: ['结算时间', 'settled at'],
  settlementId: ['结算编号', 'settlement'],
  division: ['参保地', 'division'],
  department: ['科室', 'department'],
  doctor: ['医师', 'doctor'],
  terminal: ['结算终端', 'terminal'],
  site: ['就诊地点', 'site'],
  disease: ['病种', 'disease'],
  dischargeWay: ['离院方式', 'way of leaving'],
  transferredFrom: ['转自', 'transferred from'],
  emergency: ['急诊', 'emergency'],
  drg: ['DRG 组', 'DRG'],
  adrg: ['ADRG 组', 'ADRG'],
  total: ['就诊总费用', 'total of the visit'],
  fundPaid: ['基金支付', 'paid by the funds'],
  accountPaid: ['账户支付', 'paid by the account'],
  cashPaid: ['现金支付', 'paid in cash'],
  codes: ['诊断和手术编码', 'codes of diagnoses and operations'],
  mainDiagnosis: ['主诊断', 'main diagnosis'],
  diagnoses: ['诊断', 'diagnoses'],
  operations: ['手术操作', 'operations'],
  lines: ['费用明细', 'lines'],
}

const person: Fields = {
  insuredId: ['人员编号', 'insured number'],
  sex: ['性别', 'sex'],
  birth: ['出生日期', 'born on'],
  diedOn: ['死亡日期', 'died on'],
  insured: ['参保情况', 'insurance'],
  years: ['年龄', 'age'],
  ageDays: ['日龄', 'age in days'],
}

const provider: Fields = {
  providerCode: ['机构', 'institution'],
  kind: ['机构类型', 'kind of institution'],
  level: ['机构级别', 'level'],
  division: ['机构区划', 'division of the institution'],
  from: ['协议起始', 'agreement from'],
  until: ['协议终止', 'agreement until'],
}

const point: Fields = { limit: ['知识点限度', 'limit of the point'] }

const owners: Readonly<Record<string, Fields>> = {
  line,
  visit,
  person,
  provider,
  point,
  param: ruleParameterWords,
}

const sums: Fields = {
  sum: ['累计', 'sum'],
  limit: ['限度', 'limit'],
  excess: ['超出', 'beyond it'],
  left: ['左数', 'left'],
  right: ['右数', 'right'],
}

/** What an author names beside the fields of everybody: his parameters, columns of a knowledge table, imported facts. */
const authored: Readonly<Record<string, Pair>> = {
  param: ['规则参数', 'parameter of the rule'],
  point: ['知识点', 'knowledge point'],
  side: ['外部数据', 'imported facts'],
}

/** A fact of a finding; one that nobody has words for keeps the name that rules use. */
export function factPair(name: string): Pair {
  const [owner = '', ...rest] = name.split('.')
  const field = rest.join('.')
  const known = (field === '' ? sums[name] : owners[owner]?.[field]) ?? null
  if (known !== null) return known
  const of = authored[owner]
  return of === undefined ? [name, name] : [`${of[0]} ${field}`, `${of[1]} ${field}`]
}
