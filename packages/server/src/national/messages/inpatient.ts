import type { InputOf, Messages } from '@yibao/contract/national'
import type { Diagnosis } from '@yibao/core/encounter'
import { dateOf, ok, type Result } from '@yibao/core/kernel'
import { noBatch, type StatedTotals, type StayBillRequest } from '@yibao/core/settlement'
import { cancelSettlement, type Settled } from '../../flows/settle.ts'
import {
  admit,
  cancelAdmission,
  changeAdmission,
  discharge,
  quoteStay,
  revokeStayLines,
  settleStayBill,
  undoDischarge,
  uploadStayLines,
} from '../../flows/stay.ts'
import { answering, type Context, recording } from '../handler.ts'
import { accountAskedIn, approvalOf, causeIn, lineOf, madeOf, schemeOf, traceCountsIn } from '../input.ts'
import { uploadedLineOutput } from '../line-output.ts'
import type { Refusal } from '../refusal-words.ts'
import { payersOutput, quoteOutput, quotePayers, settlementOutput } from '../settlement-output.ts'

const failed = (insuredId: string, error: Refusal) => ({ insuredId, outcome: { ok: false as const, error } })

const taskOf = ({ message }: Context, insuredId: string) => ({ message, insuredId })
const emptyTask = (context: Context, insuredId: string, present: (output: Record<string, never>) => string) => ({
  ...taskOf(context, insuredId),
  present: () => present({}),
})

type SentDiagnosis = Omit<InputOf<Messages['2402']>['diseinfo'][number], 'mdtrt_id'>

const diagnosesOf = (rows: readonly SentDiagnosis[], side: 'admission' | 'discharge'): readonly Diagnosis[] =>
  rows.map((sent) => ({
    type: sent.diag_type,
    order: sent.diag_srt_no,
    code: sent.diag_code,
    name: sent.diag_name,
    main: sent.maindiag_flag === '1',
    side,
    made: madeOf(sent),
  }))

/** Every row of a message is about the person, and the stay, that the message names. */
function strange(
  rows: readonly { readonly psn_no: string; readonly mdtrt_id?: string }[],
  named: { readonly psn_no: string; readonly mdtrt_id?: string },
): Refusal | null {
  const other = rows.findIndex(({ psn_no, mdtrt_id }) => psn_no !== named.psn_no || mdtrt_id !== named.mdtrt_id)
  return other === -1 ? null : { code: 'gateway.mixed-rows', row: other + 1 }
}

type Sent = Readonly<Record<string, unknown>>

/** What we only keep and give back, under its national names. */
function detailsOf(sent: Sent, taken: readonly string[]): Readonly<Record<string, string>> {
  const kept = Object.entries(sent).filter(([name, value]) => value !== null && !taken.includes(name))
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]))
}

const stayFields = [
  'psn_no',
  'mdtrt_id',
  'insutype',
  'begntime',
  'endtime',
  'mdtrt_cert_type',
  'mdtrt_cert_no',
  'med_type',
  'ipt_no',
  'ipt_otp_no',
  'adm_dept_codg',
  'adm_dept_name',
  'dscg_way',
  'die_date',
  'insuplc_admdvs',
  'mdtrtarea_admvs',
]

export const handle2401 = recording('2401', async (context, { mdtrtinfo, diseinfo }, present) => {
  const { ports, provider, envelope } = context
  const { psn_no: insuredId } = mdtrtinfo
  const problem = strange(diseinfo, { psn_no: insuredId })
  if (problem !== null) return failed(insuredId, problem)
  const task = {
    ...taskOf(context, insuredId),
    present: ({ visitId }: { visitId: string }) => present({ result: { mdtrt_id: visitId, exp_content: null } }),
  }
  const outcome = await admit(ports, task, {
    provider,
    insurance: { scheme: schemeOf(mdtrtinfo.insutype), division: envelope.insuplc_admdvs ?? '' },
    begin: mdtrtinfo.begntime,
    medType: mdtrtinfo.med_type,
    certificateType: mdtrtinfo.mdtrt_cert_type,
    certificateNumber: mdtrtinfo.mdtrt_cert_no,
    providerVisitNumber: mdtrtinfo.ipt_no,
    departmentCode: mdtrtinfo.adm_dept_codg,
    departmentName: mdtrtinfo.adm_dept_name,
    cause: causeIn(mdtrtinfo.exp_content),
    diagnoses: diagnosesOf(diseinfo, 'admission'),
    details: detailsOf(mdtrtinfo, stayFields),
  })
  return { insuredId, outcome }
})

export const handle2403 = recording('2403', async (context, { adminfo, diseinfo }, present) => {
  const { ports, provider, envelope } = context
  const { psn_no: insuredId, mdtrt_id: visitId, insutype } = adminfo
  const problem = strange(diseinfo, adminfo)
  if (problem !== null) return failed(insuredId, problem)
  const scheme = insutype === null ? null : schemeOf(insutype)
  const outcome = await changeAdmission(ports, emptyTask(context, insuredId, present), {
    visitId,
    provider,
    insurance: { scheme, division: envelope.insuplc_admdvs ?? '' },
    begin: adminfo.begntime,
    medType: adminfo.med_type,
    certificateType: adminfo.mdtrt_cert_type,
    providerVisitNumber: adminfo.ipt_otp_no,
    departmentCode: adminfo.adm_dept_codg,
    departmentName: adminfo.adm_dept_name,
    cause: causeIn(adminfo.exp_content),
    diagnoses: diagnosesOf(diseinfo, 'admission'),
    details: detailsOf(adminfo, stayFields),
  })
  return { insuredId, outcome }
})

export const handle2402 = recording('2402', async (context, { dscginfo, diseinfo }, present) => {
  const { ports, provider } = context
  const { psn_no: insuredId, mdtrt_id: visitId } = dscginfo
  const problem = strange(diseinfo, dscginfo)
  if (problem !== null) return failed(insuredId, problem)
  const outcome = await discharge(ports, emptyTask(context, insuredId, present), {
    visitId,
    provider,
    scheme: schemeOf(dscginfo.insutype),
    end: dscginfo.endtime,
    way: dscginfo.dscg_way,
    diedOn: dscginfo.die_date,
    diagnoses: diagnosesOf(diseinfo, 'discharge'),
    details: detailsOf(dscginfo, stayFields),
  })
  return { insuredId, outcome }
})

export const handle2404 = recording('2404', async (context, { data }, present) => {
  const { psn_no: insuredId, mdtrt_id: visitId } = data
  const { ports, provider } = context
  const task = emptyTask(context, insuredId, present)
  return { insuredId, outcome: await cancelAdmission(ports, task, { visitId, provider }) }
})

export const handle2405 = recording('2405', async (context, { data }, present) => {
  const { psn_no: insuredId, mdtrt_id: visitId } = data
  const { ports, provider } = context
  const task = emptyTask(context, insuredId, present)
  return { insuredId, outcome: await undoDischarge(ports, task, { visitId, provider }) }
})

export const handle2301 = recording('2301', async (context, { feedetail }, present) => {
  const { ports, provider } = context
  const { psn_no: insuredId = '', mdtrt_id: visitId = '' } = feedetail[0] ?? {}
  const problem = strange(feedetail, { psn_no: insuredId, mdtrt_id: visitId })
  if (problem !== null) return failed(insuredId, problem)
  const outcome = await uploadStayLines(
    ports,
    { ...taskOf(context, insuredId), present: (lines) => present({ result: lines.map(uploadedLineOutput) }) },
    {
      visitId,
      provider,
      today: dateOf(ports.clock.now()),
      lines: feedetail.map((sent) => ({
        ...lineOf({ ...sent, rxno: null }, noBatch, approvalOf(sent.hosp_appr_flag)),
        medType: sent.med_type,
        refundOf: sent.init_feedetl_sn,
      })),
    },
  )
  return { insuredId, outcome }
})

export const handle2302 = recording('2302', async (context, { data }, present) => {
  const { ports, provider } = context
  const { psn_no: insuredId = '', mdtrt_id: visitId = '' } = data[0] ?? {}
  const problem = strange(data, { psn_no: insuredId, mdtrt_id: visitId })
  if (problem !== null) return failed(insuredId, problem)
  const lineNumbers = data.map(({ feedetl_sn }) => feedetl_sn)
  const task = emptyTask(context, insuredId, present)
  return { insuredId, outcome: await revokeStayLines(ports, task, { visitId, provider, lineNumbers }) }
})

type StayBill = InputOf<Messages['2303']>['data']

const statedOf = (bill: StayBill): StatedTotals => ({
  total: bill.medfee_sumamt,
  nonCovered: bill.fulamt_ownpay_amt,
  overPriceLimit: bill.overlmt_selfpay,
  preCoinsurance: bill.preselfpay_amt,
  eligible: bill.inscp_scp_amt,
})

type BillOrder = Omit<StayBillRequest, 'at' | 'book'>

function billOrder({ provider, envelope }: Context, bill: StayBill): Result<BillOrder, Refusal> {
  const asked = accountAskedIn(bill.exp_content)
  if (!asked.ok) return asked
  return ok({
    visitId: bill.mdtrt_id,
    provider,
    insurance: { scheme: schemeOf(bill.insutype), division: envelope.insuplc_admdvs ?? '' },
    certificateType: bill.mdtrt_cert_type,
    certificateNumber: bill.mdtrt_cert_no,
    stated: statedOf(bill),
    accountUsed: bill.acct_used_flag === '1',
    accountAsked: asked.value,
    interim: bill.mid_setl_flag === '1',
    discharge: bill.dscgTime,
  })
}

export const handle2303 = answering('2303', async (context, { data }) => {
  const { ports, message } = context
  const insuredId = data.psn_no
  const order = billOrder(context, data)
  if (!order.ok) return { insuredId, outcome: order }
  const quoted = await quoteStay(ports, { message, insuredId }, order.value)
  if (!quoted.ok) return { insuredId, outcome: quoted }
  const { file, quote, lines, medType } = quoted.value
  const { visitId, certificateType } = order.value
  const about = { msgid: message.msgid, medType, certificateType, at: ports.clock.now() }
  const setlinfo = quoteOutput({ file, quote, visitId, lines }, about)
  return { insuredId, outcome: ok({ setlinfo, setldetail: quotePayers(quote) }) }
})

export const handle2304 = recording('2304', async (context, { data }, present) => {
  const { ports, message } = context
  const insuredId = data.psn_no
  const order = billOrder(context, data)
  if (!order.ok) return { insuredId, outcome: order }
  const shown = ({ file, settlement }: Settled) =>
    present({ setlinfo: settlementOutput(file, settlement), setldetail: payersOutput(settlement) })
  const outcome = await settleStayBill(
    ports,
    { message, insuredId, present: shown },
    {
      ...order.value,
      ...traceCountsIn(data),
    },
  )
  return { insuredId, outcome }
})

/** National `setl_type` of what a hospital settles with the centre. */
const settledWithCentre = '2'

/** What 2305 tells beyond the other settlements. */
function endOfStay({ file, settlement }: Settled) {
  const dischargedAt = file.visit?.stay?.dischargedAt ?? null
  return {
    psn_insu_rlts_id: null,
    insu_admdvs: settlement.division,
    begndate: file.visit === null ? null : dateOf(file.visit.begin),
    enddate: dischargedAt === null ? null : dateOf(dischargedAt),
    mdtrt_cert_no: null,
    setl_type: settledWithCentre,
    crt_dedc: settlement.amounts.deductible,
    invono: null,
  }
}

export const handle2305 = recording('2305', async (context, { data }, present) => {
  const { ports, message, provider } = context
  const { psn_no: insuredId, setl_id: settlementNamed, mdtrt_id: visitId } = data
  const shown = (done: Settled) => {
    const { file, settlement } = done
    const setlinfo = { ...settlementOutput(file, settlement), ...endOfStay(done) }
    return present({ setlinfo, setldetail: payersOutput(settlement) })
  }
  const order = { settlementNamed, visitId, provider, care: 'inpatient' } as const
  return { insuredId, outcome: await cancelSettlement(ports, { message, insuredId, present: shown }, order) }
})
