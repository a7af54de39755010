import type { InputOf, Messages } from '@yibao/contract/national'
import { ok, type Result, refuse } from '@yibao/core/kernel'
import type { ListRefusal, ListState, SettlementList } from '@yibao/core/settlement-list'

type SentList = InputOf<Messages['4101A']>

/** The entries of `setlinfo` that the centre only keeps and gives back. */
const kept = [
  'hi_no',
  'medcasno',
  'dcla_time',
  'ntly',
  'prfs',
  'curr_addr',
  'emp_name',
  'emp_addr',
  'emp_tel',
  'poscode',
  'coner_name',
  'patn_rlts',
  'coner_addr',
  'coner_tel',
  'nwb_adm_type',
  'nwb_bir_wt',
  'nwb_adm_wt',
  'mul_nwb_bir_wt',
  'mul_nwb_adm_wt',
  'opsp_diag_caty',
  'opsp_mdtrt_date',
  'adm_way',
  'trt_type',
  'refldept_dept',
  'dscg_caty',
  'otp_wm_dise',
  'wm_dise_code',
  'otp_tcm_dise',
  'tcm_dise_code',
  'acp_medins_name',
  'acp_optins_code',
  'bill_code',
  'bill_no',
  'biz_sn',
  'days_rinp_flag_31',
  'days_rinp_pup_31',
  'chfpdr_code',
  'medins_fill_dept',
  'medins_fill_psn',
  'resp_nurs_code',
  'hi_paymtd',
] as const satisfies readonly (keyof SentList['setlinfo'])[]

/** An empty number is sent as 0: nobody weighs nothing. */
function weightsOf(single: string | null, several: string | null): readonly string[] {
  const parts = (several ?? '').split(/[,;/\s、，；]+/).filter((part) => part !== '')
  return (parts.length > 0 ? parts : [single ?? '0']).filter((part) => Number(part) !== 0)
}

/** A list in the words of the core. */
export function listOf({ setlinfo: head, ...rows }: SentList): SettlementList {
  return {
    settlementId: head.setl_id,
    visitId: head.mdtrt_id,
    admittedAt: head.adm_time,
    dischargedAt: head.dscg_time,
    settledFrom: head.setl_begn_date,
    settledUntil: head.setl_end_date,
    dischargeWay: head.dscg_way,
    birthWeights: weightsOf(head.nwb_bir_wt, head.mul_nwb_bir_wt),
    admissionWeights: weightsOf(head.nwb_adm_wt, head.mul_nwb_adm_wt),
    ventilator: head.vent_used_dura,
    comaBefore: head.pwcry_bfadm_coma_dura,
    comaAfter: head.pwcry_afadm_coma_dura,
    nursingDays: [head.spga_nurscare_days, head.lv1_nurscare_days, head.scd_nurscare_days, head.lv3_nurscare_days],
    diagnoses: rows.diseinfo.map((sent) => ({
      type: sent.diag_type,
      code: sent.diag_code,
      name: sent.diag_name,
      condition: sent.adm_cond_type,
      principal: sent.maindiag_flag === '1',
    })),
    operations: rows.oprninfo.map((sent) => ({
      principal: sent.oprn_oprt_type === '1',
      code: sent.oprn_oprt_code,
      name: sent.oprn_oprt_name,
      beginsAt: sent.oprn_oprt_begntime,
      endsAt: sent.oprn_oprt_endtime,
      anaesthesia: sent.anst_way,
      anaesthesiaBeginsAt: sent.anst_begntime,
      anaesthesiaEndsAt: sent.anst_endtime,
      surgeonCode: sent.oper_dr_code,
      anaesthetistCode: sent.anst_dr_code,
    })),
    intensiveCare: rows.icuinfo.map((sent) => ({
      ward: sent.scs_cutd_ward_type,
      enteredAt: sent.scs_cutd_inpool_time,
      leftAt: sent.scs_cutd_exit_time,
      duration: sent.scs_cutd_sum_dura,
    })),
    transfusions: rows.bldinfo.map((sent) => ({ kind: sent.bld_cat, amount: sent.bld_amt, unit: sent.bld_unt })),
    chronic: rows.opspdiseinfo.map((sent) => ({
      diagnosisCode: sent.diag_code,
      diagnosisName: sent.diag_name,
      operationCode: sent.oprn_oprt_code,
      operationName: sent.oprn_oprt_name,
    })),
    details: Object.fromEntries(kept.map((name) => [name, head[name]])),
  }
}

/** National `stas_type`; its values were not read, so these are ours. */
export const stateCodes = { saved: '0', submitted: '1' } as const

export function stateOf(code: string): Result<ListState, ListRefusal> {
  if (code === stateCodes.saved) return ok('saved')
  return code === stateCodes.submitted ? ok('submitted') : refuse({ code: 'list.bad-state', state: code })
}
