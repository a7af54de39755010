import { dateOf } from '@yibao/core/kernel'
import { cancelVisit, describeVisit, registerVisit, revokeLines, uploadLines } from '../../flows/visit.ts'
import { type Context, recording } from '../handler.ts'
import { approvalOf, lineOf, madeOf, schemeOf } from '../input.ts'
import { uploadedLineOutput } from '../line-output.ts'
import type { Refusal } from '../refusal-words.ts'

/** What the flows are given of the context for a person. */
const taskOf = ({ message }: Context, insuredId: string) => ({ message, insuredId })

export const handle2201 = recording('2201', async (context, { data }, present) => {
  const { ports, provider, envelope } = context
  const { psn_no: insuredId, ipt_otp_no } = data
  const task = {
    ...taskOf(context, insuredId),
    present: ({ visitId }: { visitId: string }) =>
      present({ data: { mdtrt_id: visitId, psn_no: insuredId, ipt_otp_no, exp_content: null } }),
  }
  const outcome = await registerVisit(ports, task, {
    provider,
    insurance: { scheme: schemeOf(data.insutype), division: envelope.insuplc_admdvs ?? '' },
    begin: data.begntime,
    providerVisitNumber: ipt_otp_no,
    certificateType: data.mdtrt_cert_type,
    certificateNumber: data.mdtrt_cert_no,
    departmentCode: data.dept_code,
    departmentName: data.dept_name,
  })
  return { insuredId, outcome }
})

export const handle2202 = recording('2202', async (context, { data }, present) => {
  const { ports, provider } = context
  const { psn_no: insuredId, mdtrt_id: visitId, ipt_otp_no: providerVisitNumber } = data
  const task = { ...taskOf(context, insuredId), present: () => present({}) }
  return { insuredId, outcome: await cancelVisit(ports, task, { visitId, provider, providerVisitNumber }) }
})

export const handle2203 = recording('2203', async (context, { mdtrtinfo, diseinfo }, present) => {
  const { ports, provider } = context
  const { psn_no: insuredId, mdtrt_id: visitId, med_type: medType, dise_codg: diseaseCode } = mdtrtinfo
  const task = { ...taskOf(context, insuredId), present: () => present({}) }
  const diagnoses = diseinfo.map((sent) => ({
    type: sent.diag_type,
    order: sent.diag_srt_no,
    code: sent.diag_code,
    name: sent.diag_name,
    main: sent.maindiag_flag === '1' || (sent.maindiag_flag === null && sent.diag_srt_no === 1),
    valid: sent.vali_flag === '1',
    made: madeOf(sent),
  }))
  return {
    insuredId,
    outcome: await describeVisit(ports, task, { visitId, provider, medType, diseaseCode, diagnoses }),
  }
})

/** All lines of one message are of one person's one visit. */
function strangeRow(rows: readonly { psn_no: string; mdtrt_id: string }[]): Refusal | null {
  const [first] = rows
  const index = rows.findIndex((row) => row.psn_no !== first?.psn_no || row.mdtrt_id !== first.mdtrt_id)
  return index === -1 ? null : { code: 'gateway.mixed-rows', row: index + 1 }
}

export const handle2204 = recording('2204', async (context, { feedetail }, present) => {
  const { ports, provider } = context
  const insuredId = feedetail[0]?.psn_no ?? ''
  const visitId = feedetail[0]?.mdtrt_id ?? ''
  const strange = strangeRow(feedetail)
  if (strange !== null) return { insuredId, outcome: { ok: false, error: strange } }
  const outcome = await uploadLines(
    ports,
    { ...taskOf(context, insuredId), present: (lines) => present({ result: lines.map(uploadedLineOutput) }) },
    {
      visitId,
      provider,
      today: dateOf(ports.clock.now()),
      lines: feedetail.map((sent) => lineOf(sent, sent.chrg_bchno, approvalOf(sent.hosp_appr_flag))),
    },
  )
  return { insuredId, outcome }
})

export const handle2205 = recording('2205', async (context, { data }, present) => {
  const { ports, provider } = context
  const { psn_no: insuredId, mdtrt_id: visitId, chrg_bchno: batch } = data
  const task = { ...taskOf(context, insuredId), present: () => present({}) }
  return { insuredId, outcome: await revokeLines(ports, task, { visitId, provider, batch }) }
})
