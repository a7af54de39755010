import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import type { DischargedCase, DischargeRecord, SchemeCode } from '@yibao/core/encounter'
import {
  ok,
  parseDivisionCode,
  parseIsoDate,
  parseYuan,
  type Result,
  refuse,
  subtractFen,
  yuan,
} from '@yibao/core/kernel'
import { fieldNames, jsonOfLine, type RecordFault } from './discharge-record.ts'
import { pricedCaseOf } from './priced-case.ts'

/**
 * A case as one line: the layout of priced cases, and beside it what a payer knows: `scheme`, `division`, `insured`, `settled`
 * and `fund`, what the pooled fund was charged with in yuan.
 */
export function dischargedCaseText(one: DischargedCase): string {
  const fields = Object.entries(fieldNames) as [keyof DischargeRecord, string][]
  return JSON.stringify({
    id: one.caseId,
    in: Object.fromEntries(fields.map(([name, written]) => [written, one.record[name]])),
    cost: yuan(one.total),
    drugs: yuan(one.drugs),
    consumables: yuan(one.consumables),
    provider: one.providerCode,
    level: one.providerLevel,
    admitted: one.admittedOn,
    discharged: one.dischargedOn,
    scheme: one.scheme,
    division: one.division,
    insured: one.insuredId,
    settled: one.settledOn,
    fund: yuan(one.fundPaid),
  })
}

const fault = (field: string, value: unknown, what: string, cure: string): Result<never, RecordFault> =>
  refuse({ field, value: (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 80), what, cure })

const isScheme = (value: unknown): value is SchemeCode => value === '310' || value === '390'

/** Reads what `dischargedCaseText` wrote, or another program in that layout. */
export function dischargedCaseOfLine(line: string): Result<DischargedCase, RecordFault> {
  const fields = jsonOfLine(line)
  if (!fields.ok) return fields
  const priced = pricedCaseOf(fields.value)
  if (!priced.ok) return priced
  const { caseId, providerCode, level, admittedOn, dischargedOn, record, cost, drugs, consumables } = priced.value
  const { scheme, division, insured, settled, fund } = fields.value
  for (const [field, amount] of Object.entries({ cost, drugs, consumables })) {
    if (amount < 0) return fault(field, yuan(amount), '金额为负 below zero', '改正金额 correct the amount')
  }
  if (dischargedOn < admittedOn)
    return fault('discharged', dischargedOn, '早于入院 before the admission', '核对两个日期 check both dates')
  if (!isScheme(scheme)) return fault('scheme', scheme, '没有此险种 no such insurance', '用 use "310" or "390"')
  const region = parseDivisionCode(typeof division === 'string' ? division : '')
  if (!region.ok)
    return fault('division', division, '不是行政区划 not a division', '写六位数字 write its six digits: "330200"')
  if (typeof insured !== 'string' || insured === '') {
    return fault(
      'insured',
      insured,
      '缺少人员编号 no number of the person',
      '再入院按它判断 readmissions are told by it: write "insured"',
    )
  }
  const settledOn = settled === undefined ? ok(dischargedOn) : parseIsoDate(typeof settled === 'string' ? settled : '')
  if (!settledOn.ok) return fault('settled', settled, '不是日期 not a date', '写成 write it as 2025-03-01')
  const fundPaid = parseYuan(typeof fund === 'string' || typeof fund === 'number' ? String(fund) : '')
  if (!fundPaid.ok)
    return fault(
      'fund',
      fund,
      '不是金额 not an amount',
      '统筹基金已记账的元 yuan charged to the pooled fund: "1234.50"',
    )
  if (fundPaid.value < 0) return fault('fund', fund, '金额为负 below zero', '改正金额 correct the amount')
  if (fundPaid.value > cost)
    return fault('fund', fund, '多于总费用 more than the cost', '核对两个金额 check both amounts')
  return ok({
    caseId,
    providerCode,
    providerLevel: level,
    scheme,
    division: region.value,
    insuredId: insured,
    admittedOn,
    dischargedOn,
    settledOn: settledOn.value,
    record,
    total: cost,
    drugs,
    consumables,
    fundPaid: fundPaid.value,
    otherPaid: subtractFen(cost, fundPaid.value),
  })
}

/**
 * Reads cases line by line; a file of any length needs the memory of a few lines.
 *
 * @throws Error at the first line that does not read, with its number and the cure
 */
export async function* readDischargedCases(path: string): AsyncGenerator<DischargedCase> {
  let number = 0
  for await (const line of createInterface({
    input: createReadStream(path, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    number += 1
    if (line.trim() === '') continue
    const one = dischargedCaseOfLine(line)
    if (!one.ok) {
      const { field, value, what, cure } = one.error
      throw new Error(`${path}:${number}: ${[field, value].filter((part) => part !== '').join(' ')}：${what}；${cure}`)
    }
    yield one.value
  }
}

/**
 * Writes cases as they come, no faster than the disk takes them.
 *
 * @returns how many
 * @throws the file system's error when the file exists or cannot be written
 */
export async function writeDischargedCases(path: string, cases: Iterable<DischargedCase>): Promise<number> {
  const file = createWriteStream(path, { flags: 'wx' })
  await once(file, 'open')
  let count = 0
  for (const one of cases) {
    count += 1
    if (!file.write(`${dischargedCaseText(one)}\n`)) await once(file, 'drain')
  }
  file.end()
  await finished(file)
  return count
}
