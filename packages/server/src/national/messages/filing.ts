import type { InputOf, Messages } from '@yibao/contract/national'
import type { Filing } from '@yibao/core/filing'
import { addDays, dateOf, type IsoDate, ok } from '@yibao/core/kernel'
import {
  fileChronic,
  fileDesignated,
  fileTransfer,
  transfersIn,
  validFilings,
  withdrawFiling,
} from '../../flows/filing.ts'
import { transferOutput } from '../filing-output.ts'
import { answering, type Context, type Reply, recording } from '../handler.ts'
import { schemeOf } from '../input.ts'

type Transfer = InputOf<Messages['2501']>['refmedin']

/** The number under which a filing may be withdrawn. */
const numberOf = ({ filingId }: Filing) => ({ trt_dcla_detl_sn: filingId })

/** What a hospital says of a transfer beside what the core asks; the operator is the one who sent it. */
function transferDetails({ envelope }: Context, sent: Transfer) {
  const { tel, addr, insu_optins, diag_name, dise_cond_dscr, reflin_medins_name, refl_type, refl_rea, refl_opnn } = sent
  return {
    ...{ tel, addr, insu_optins, diag_name, dise_cond_dscr, reflin_medins_name, refl_type, refl_rea, refl_opnn },
    refl_used_flag: sent.refl_used_flag,
    opter_id: envelope.opter,
    opter_name: envelope.opter_name,
  }
}

export const handle2501 = recording('2501', async (context, { refmedin: sent }, present) => {
  const { ports, message, provider } = context
  const insuredId = sent.psn_no
  const task = { message, insuredId, present: (filing: Filing) => present({ result: numberOf(filing) }) }
  const outcome = await fileTransfer(ports, task, {
    by: provider,
    scheme: schemeOf(sent.insutype),
    insuredIn: sent.insu_optins,
    begin: sent.begndate,
    end: sent.enddate,
    target: { field: 'reflin_medins_no', providerCode: sent.reflin_medins_no },
    toDivision: sent.mdtrtarea_admdvs,
    diagnosisCode: sent.diag_code,
    hospitalAgrees: sent.hosp_agre_refl_flag === '1',
    transferOn: sent.refl_date,
    details: transferDetails(context, sent),
  })
  return { insuredId, outcome }
})

export const handle2503 = recording('2503', async ({ ports, message, provider }, { data: sent }, present) => {
  const insuredId = sent.psn_no
  const task = {
    message,
    insuredId,
    present: (filing: Filing) => present({ result: { ...numberOf(filing), exp_content: null } }),
  }
  const { tel, addr, insu_optins, ide_fixmedins_name, hosp_ide_date, diag_dr_name, exp_content, memo } = sent
  const { trt_dcla_detl_sn, selfdef_splm_flag } = sent
  const outcome = await fileChronic(ports, task, {
    by: provider,
    scheme: schemeOf(sent.insutype),
    insuredIn: insu_optins,
    begin: sent.begndate,
    end: sent.enddate,
    diseaseCode: sent.opsp_dise_code,
    diseaseName: sent.opsp_dise_name,
    certifier: { field: 'ide_fixmedins_no', providerCode: sent.ide_fixmedins_no },
    certifiedOn: hosp_ide_date,
    doctorCode: sent.diag_dr_codg,
    details: {
      ...{ tel, addr, insu_optins, ide_fixmedins_name, hosp_ide_date, diag_dr_name, exp_content, memo },
      ...{ trt_dcla_detl_sn, selfdef_splm_flag },
    },
  })
  return { insuredId, outcome }
})

export const handle2505 = recording('2505', async ({ ports, message, provider }, { data: sent }, present) => {
  const insuredId = sent.psn_no
  const task = { message, insuredId, present: (filing: Filing) => present({ result: numberOf(filing) }) }
  const { tel, addr, agnter_name, agnter_cert_type, agnter_certno, agnter_tel, agnter_addr, agnter_rlts } = sent
  const { fixmedins_name, memo } = sent
  const outcome = await fileDesignated(ports, task, {
    by: provider,
    begin: sent.begndate,
    end: sent.enddate,
    business: sent.biz_appy_type,
    place: { field: 'fixmedins_code', providerCode: sent.fixmedins_code },
    order: sent.fix_srt_no,
    details: {
      ...{ tel, addr, agnter_name, agnter_cert_type, agnter_certno, agnter_tel, agnter_addr, agnter_rlts },
      ...{ fixmedins_name, memo },
    },
  })
  return { insuredId, outcome }
})

/** Withdraws the filing that a message of this kind names. */
async function withdraw(
  { ports, message, provider }: Context,
  kind: Filing['kind'],
  { psn_no: insuredId, trt_dcla_detl_sn: filingId }: { readonly psn_no: string; readonly trt_dcla_detl_sn: string },
  present: (output: Readonly<Record<string, never>>) => string,
): Promise<Reply<string>> {
  const task = { message, insuredId, present: () => present({}) }
  return { insuredId, outcome: await withdrawFiling(ports, task, { filingId, kind, by: provider.providerCode }) }
}

export const handle2502 = recording('2502', (context, { data }, present) =>
  withdraw(context, 'transfer', data, present),
)
export const handle2504 = recording('2504', (context, { data }, present) => withdraw(context, 'chronic', data, present))
export const handle2506 = recording('2506', (context, { data }, present) =>
  withdraw(context, 'designated', data, present),
)

/** The first and the last day of a filing. */
const daysOf = ({ range }: Filing): { begndate: IsoDate; enddate: IsoDate | null } => ({
  begndate: range.from,
  enddate: range.until === null ? null : addDays(range.until, -1),
})

export const handle5301 = answering('5301', async ({ ports, message }, { data }) => {
  const insuredId = data.psn_no
  const found = await validFilings(ports, message, insuredId)
  if (!found.ok) return { insuredId, outcome: found }
  const feedetail = found.value.flatMap((filing) =>
    filing.kind === 'chronic'
      ? [{ opsp_dise_code: filing.diseaseCode, opsp_dise_name: filing.diseaseName, ...daysOf(filing) }]
      : [],
  )
  return { insuredId, outcome: ok({ feedetail }) }
})

export const handle5302 = answering('5302', async ({ ports, message }, { data }) => {
  const { psn_no: insuredId, biz_appy_type: business } = data
  const found = await validFilings(ports, message, insuredId)
  if (!found.ok) return { insuredId, outcome: found }
  const psnfixmedin = found.value
    .flatMap((filing) => (filing.kind === 'designated' && filing.business === business ? [filing] : []))
    .toSorted((a, b) => a.order - b.order)
    .map((filing) => ({
      psn_no: insuredId,
      insutype: filing.scheme,
      fix_srt_no: String(filing.order),
      fixmedins_code: filing.providerCode,
      fixmedins_name: ports.registry.provider(filing.providerCode)?.name ?? filing.details.fixmedins_name ?? '',
      ...daysOf(filing),
      memo: filing.details.memo ?? null,
    }))
  return { insuredId, outcome: ok({ psnfixmedin }) }
})

export const handle5304 = answering('5304', async ({ ports, message, provider }, { data }) => {
  const { psn_no, begntime: begin, endtime: end } = data
  const insuredId = psn_no ?? ''
  const question = { insuredId: psn_no, providerCode: provider.providerCode, begin, end }
  const found = await transfersIn(ports, message, question)
  if (!found.ok) return { insuredId, outcome: found }
  const today = dateOf(ports.clock.now())
  return {
    insuredId,
    outcome: ok({
      refmedin: found.value.map((transfer) => ({ ...transferOutput(transfer, today), ...daysOf(transfer.filing) })),
    }),
  }
})
