import type { Messages, OutputOf } from '@yibao/contract/national'
import type { Provider } from '@yibao/core/encounter'
import {
  addFen,
  ageOn,
  dateOf,
  daysBetween,
  type LocalDateTime,
  maxFen,
  subtractFen,
  yuan,
  zeroFen,
} from '@yibao/core/kernel'
import { type ListFinding, minutesOf, momentOf } from '@yibao/core/settlement-list'
import type { ShownList } from '../flows/settlement-list.ts'
import { stateCodes } from './list-input.ts'
import { personFields } from './person-output.ts'
import { payersOutput } from './settlement-output.ts'
import { findingSentence, listFields } from './words/list-finding-words.ts'

type Shown = OutputOf<Messages['4103']>

/** `days/hours/minutes` in three fields. */
function durationFields<Days extends string, Hours extends string, Minutes extends string>(
  duration: string | null,
  days: Days,
  hours: Hours,
  minutes: Minutes,
): Readonly<Record<Days | Hours | Minutes, string | null>> {
  const parts = duration !== null && minutesOf(duration) !== null ? duration.split('/') : []
  const fields = { [days]: parts[0] ?? null, [hours]: parts[1] ?? null, [minutes]: parts[2] ?? null }
  return fields as Record<Days | Hours | Minutes, string | null>
}

/** Whole days, one at least: a stay that ends on the day it began is one day. */
const stayDays = (from: LocalDateTime, until: LocalDateTime): number =>
  Math.max(1, daysBetween(dateOf(from), dateOf(until)))

function remarkOf({ list }: ShownList): string {
  const undone = list.undoneBy === null ? '' : `结算已由 ${list.undoneBy} 撤销。`
  return list.findings.length === 0 ? undone : `${undone}质控提示 ${list.findings.length} 处，见 4104。`
}

function headOf(shown: ShownList, provider: Provider): Shown['setlinfo'] {
  const { file, root, list, ground } = shown
  const { content } = list
  const detail = (name: string): string | null => content.details[name] ?? null
  const admittedAt = content.admittedAt ?? ground.admittedAt
  const dischargedAt = content.dischargedAt ?? ground.dischargedAt
  const on = dateOf(admittedAt ?? root.at)
  const { insured } = file
  const { nonCovered, person, account, family, cash } = root.amounts
  const principal = content.diagnoses.find((diagnosis) => diagnosis.principal)
  const [special, first, second, third] = content.nursingDays
  return {
    setl_id: root.settlementId,
    setl_list_sn: list.listId,
    mdtrt_id: root.visitId,
    fixmedins_name: provider.name,
    fixmedins_code: provider.providerCode,
    hi_setl_lv: null,
    ...personFields(insured, on),
    age: String(on < insured.birth ? 0 : ageOn(insured.birth, on)),
    age_days: String(on < insured.birth ? 0 : daysBetween(insured.birth, on)),
    medcasno: detail('medcasno'),
    dcla_time: detail('dcla_time') as LocalDateTime | null,
    ntly: detail('ntly'),
    prfs: detail('prfs'),
    curr_addr: detail('curr_addr'),
    emp_name: detail('emp_name'),
    emp_addr: detail('emp_addr'),
    emp_tel: detail('emp_tel'),
    emp_poscode: detail('poscode'),
    coner_name: detail('coner_name'),
    patn_rlts: detail('patn_rlts'),
    coner_addr: detail('coner_addr'),
    coner_tel: detail('coner_tel'),
    insutype: root.scheme,
    sp_psn_type: null,
    insu_admdvs: root.division,
    nwb_adm_type: detail('nwb_adm_type'),
    nwb_bir_wt: detail('nwb_bir_wt'),
    nwb_adm_wt: detail('nwb_adm_wt'),
    mul_nwb_bir_wt: detail('mul_nwb_bir_wt'),
    mul_nwb_adm_wt: detail('mul_nwb_adm_wt'),
    opsp_diag_caty: detail('opsp_diag_caty'),
    opsp_mdtrt_time: detail('opsp_mdtrt_date'),
    ipt_med_type: null,
    adm_way_code: detail('adm_way'),
    trt_type: detail('trt_type'),
    adm_time: admittedAt,
    dscg_time: dischargedAt,
    adm_caty: file.visit?.departmentCode.slice(0, 6) ?? null,
    refl_caty: detail('refldept_dept'),
    dscg_caty: detail('dscg_caty'),
    act_ipt_days: admittedAt === null || dischargedAt === null ? null : stayDays(admittedAt, dischargedAt),
    otp_wm_diag: detail('otp_wm_dise'),
    otp_wm_diag_dise_code: detail('wm_dise_code'),
    otp_tcm_diag: detail('otp_tcm_dise'),
    otp_tcm_diag_dise_code: detail('tcm_dise_code'),
    diag_code_cnt: content.diagnoses.length,
    oprn_oprt_code_cnt: content.operations.length,
    ...durationFields(content.ventilator, 'vent_used_days', 'vent_used_h_cnt', 'vent_used_m_cnt'),
    ...durationFields(content.comaBefore, 'bfadm_coma_days', 'bfadm_coma_h_cnt', 'bfadm_coma_m_cnt'),
    ...durationFields(content.comaAfter, 'afadm_coma_days', 'afadm_coma_h_cnt', 'afadm_coma_m_cnt'),
    spga_nurscare_days: special,
    lv1_nurscare_days: first,
    scd_nurscare_days: second,
    lv3_nurscare_days: third,
    dscg_way: content.dischargeWay,
    acp_optins_name: detail('acp_medins_name'),
    acp_optins_code: detail('acp_optins_code'),
    dscg31days_rinp_flag: detail('days_rinp_flag_31'),
    rinp_pup: detail('days_rinp_pup_31'),
    chfpdr_name: null,
    chfpdr_code: detail('chfpdr_code'),
    biz_sn: detail('biz_sn'),
    bill_code: detail('bill_code'),
    bill_no: detail('bill_no'),
    setl_begndate: content.settledFrom,
    setl_enddate: content.settledUntil,
    psn_selfpay_amt: yuan(maxFen(zeroFen, subtractFen(person, nonCovered))),
    psn_ownpay_fee: yuan(nonCovered),
    acct_payamt: addFen(account, family),
    psn_cashpay: cash,
    hi_paymtd: detail('hi_paymtd'),
    medins_fill_dept: detail('medins_fill_dept'),
    medins_fill_psn: detail('medins_fill_psn'),
    hi_no: detail('hi_no'),
    hi_type: null,
    opsp_dise_name: null,
    opsp_dise_code: null,
    dscg_diag: principal?.name ?? null,
    resp_nurs_name: null,
    resp_nurs_code: detail('resp_nurs_code'),
    hsorg_opter_code: null,
    stas_type: stateCodes[list.state],
    hsorg_opter_name: null,
    hsorg_name: null,
    hsorg_code: root.division,
    chk_cont: remarkOf(shown),
  }
}

/** A list as the hospital sent it, completed with what the centre knows: payers, and the amounts by charge type. */
export function listOutput(shown: ShownList, provider: Provider): Shown {
  const { root, list, ground } = shown
  const { content, listId } = list
  const keys = { psn_no: root.insuredId, mdtrt_id: root.visitId, setl_id: root.settlementId }
  const rowId = (index: number): string => `${listId}-${index + 1}`
  return {
    setlinfo: headOf(shown, provider),
    payinfo: payersOutput(root).map(({ fund_pay_type, fund_pay_type_name, fund_payamt }) => ({
      ...keys,
      fund_pay_type,
      poolarea_fund_pay_type: null,
      poolarea_fund_pay_name: fund_pay_type_name,
      fund_payamt,
    })),
    opspdiseinfo: content.chronic.map((row, index) => ({
      ...keys,
      setl_list_opsp_trt_id: rowId(index),
      diag_code: row.diagnosisCode,
      diag_name: row.diagnosisName,
      oprn_oprt_name: row.operationName,
      oprn_oprt_code: row.operationCode,
    })),
    diseinfo: content.diagnoses.map((row, index) => ({
      ...keys,
      setl_list_diag_id: rowId(index),
      diag_type: row.type,
      maindiag_flag: row.principal ? '1' : '0',
      diag_code: row.code,
      diag_name: row.name,
      adm_cond_type: row.condition,
    })),
    iteminfo: ground.charges.map((row, index) => ({
      ...keys,
      setl_list_chrgitm_id: rowId(index),
      med_chrgitm_type: row.chargeType,
      item_sumamt: yuan(row.total),
      item_claa_amt: yuan(row.classA),
      item_clab_amt: yuan(row.classB),
      item_ownpay_amt: yuan(row.own),
      item_oth_amt: yuan(row.other),
      sindise_code_name: null,
      daysrg_code_name: null,
    })),
    oprninfo: content.operations.map((row, index) => {
      const beganAt = row.beginsAt === null ? null : momentOf(row.beginsAt)
      return {
        ...keys,
        setl_list_oprn_id: rowId(index),
        main_oprn_flag: row.principal ? '1' : '0',
        oprn_oprt_name: row.name,
        oprn_oprt_code: row.code,
        oprn_oprt_date: beganAt === null ? null : dateOf(beganAt),
        anst_way: row.anaesthesia,
        oper_dr_name: null,
        oper_dr_code: row.surgeonCode,
        anst_dr_name: null,
        anst_dr_code: row.anaesthetistCode,
        oprn_oprt_begntime: row.beginsAt,
        oprn_oprt_endtime: row.endsAt,
        anst_begntime: row.anaesthesiaBeginsAt,
        anst_endtime: row.anaesthesiaEndsAt,
      }
    }),
    icuinfo: content.intensiveCare.map((row, index) => ({
      ...keys,
      setl_list_scs_cutd_id: rowId(index),
      scs_cutd_ward_type: row.ward,
      scs_cutd_inpool_time: row.enteredAt,
      scs_cutd_exit_time: row.leftAt,
      scs_cutd_sum_dura: row.duration,
    })),
    bldinfo: content.transfusions.map((row, index) => ({
      ...keys,
      setl_List_bld_Id: rowId(index),
      bld_cat: row.kind,
      bld_amt: row.amount,
      bld_unt: row.unit,
    })),
  }
}

/** National `err_lv` and `qltctrl_rslt`; their values were not read, so these are ours. */
const levels = { refuse: '1', warn: '2' } as const
const clean = '0'

/** The checks as they stand; another number when a check is added or decides otherwise. */
const checksVersion = '1'

/** What is answered of a finding: no text longer than its field. */
function findingRow(found: ListFinding) {
  const cut = (text: string, length: number): string => [...text.toWellFormed()].slice(0, length).join('')
  return {
    exam_data_fld: listFields[found.field].field,
    qltctrl_chkrslt: cut(findingSentence(found), 100),
    err_lv: levels[found.severity],
    retn_flag: '0',
    init_val: cut(found.value, 60),
  }
}

interface QualityQuestion {
  readonly level: string | null
  readonly returned: string | null
  readonly page: number
  readonly pageSize: number
}

/** The quality result of a list: what was found, page by page; a list that was taken is never sent back. */
export function qualityOutput(
  { file, root, list }: ShownList,
  provider: Provider,
  { level, returned, page, pageSize }: QualityQuestion,
): OutputOf<Messages['4104']> {
  const rows = list.findings
    .map(findingRow)
    .filter((row) => (level === null || row.err_lv === level) && (returned === null || row.retn_flag === returned))
  const worst = list.findings.length === 0 ? clean : levels.warn
  const { insured } = file
  return {
    deraukubfi: rows.slice((page - 1) * pageSize, page * pageSize),
    fixmedins_code: provider.providerCode,
    fixmedins_name: provider.name,
    setl_ym: root.at.slice(0, 7).replace('-', ''),
    setl_id: root.settlementId,
    psn_no: root.insuredId,
    psn_name: insured.name,
    qltctrl_rslt: worst,
    err_lv: worst,
    retn_flag: '0',
    qltctrl_ver: checksVersion,
    psn_cert_type: insured.certificateType,
    cert_no: insured.certificateNumber,
    detailinfo: null,
  }
}
