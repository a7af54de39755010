import { dateOf, ok, parseIsoDate } from '@yibao/core/kernel'
import { stands, totalsOn } from '@yibao/core/settlement'
import { personFile, settlementFile } from '../../flows/look-up.ts'
import { answering } from '../handler.ts'
import { filedSettlementOutput, payersOutput } from '../settlement-output.ts'

export const handle5203 = answering('5203', async ({ ports, message, provider }, { data }) => {
  const { psn_no: insuredId, setl_id: settlementId, mdtrt_id: visitId } = data
  const found = await settlementFile(ports, message, insuredId, settlementId)
  if (!found.ok) return { insuredId, outcome: found }
  const { file, chain } = found.value
  const settlement = chain.find((one) => one.settlementId === settlementId)
  if (settlement === undefined) {
    return { insuredId, outcome: { ok: false, error: { code: 'settlement.unknown-settlement', settlementId } } }
  }
  if (settlement.providerCode !== provider.providerCode) {
    return { insuredId, outcome: { ok: false, error: { code: 'settlement.other-providers-settlement', settlementId } } }
  }
  if (settlement.visitId !== visitId) {
    const code = 'settlement.visit-of-settlement-differs'
    return { insuredId, outcome: { ok: false, error: { code, settlementId, visitId } } }
  }
  const setlinfo = filedSettlementOutput(file, settlement, provider, !stands(chain))
  return { insuredId, outcome: ok({ setlinfo, setldetail: payersOutput(settlement) }) }
})

/** The running totals of the year and of the month that `cum_ym` (yyyyMM) names, or of this month. */
export const handle5206 = answering('5206', async ({ ports, message }, { data }) => {
  const { psn_no: insuredId, cum_ym } = data
  const found = await personFile(ports, message, insuredId)
  if (!found.ok) return { insuredId, outcome: found }
  const today = dateOf(ports.clock.now())
  const month = cum_ym ?? today.slice(0, 7).replace('-', '')
  const year = month.slice(0, 4)
  // What names no month of the calendar has no totals.
  const on = parseIsoDate(`${year}-${month.slice(4)}-01`)
  const totals = on.ok ? totalsOn(found.value, ports.registry.book, on.value) : []
  const cuminfo = totals.map(({ scheme, code, amount }) => ({
    insutype: scheme,
    year,
    cum_ym: month,
    cum_type_code: code,
    cum: amount,
  }))
  return { insuredId, outcome: ok({ cuminfo }) }
})
