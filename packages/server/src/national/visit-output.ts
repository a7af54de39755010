import type { messages, OutputOf } from '@yibao/contract/national'
import { type Catalog, findItem } from '@yibao/core/catalog'
import { type Diagnosis, type Enrolment, enrolmentOn, type Provider, type Visit } from '@yibao/core/encounter'
import { dateOf, daysBetween, type IsoDate, isWithin, type LocalDateTime } from '@yibao/core/kernel'
import { listTypeOf } from '@yibao/core/mapping'
import type { FiledLine, PersonFile } from '@yibao/core/settlement'
import type { ChronicLine, CurrentStay, ShownVisit } from '../flows/visit-ports.ts'
import { lineOutput } from './line-output.ts'
import { insuranceFields, personFields, yesNo } from './person-output.ts'

type Rows<N extends '5201' | '5202' | '5205' | '5303', Node extends keyof OutputOf<(typeof messages)[N]>> = OutputOf<
  (typeof messages)[N]
>[Node] extends readonly (infer Row)[]
  ? Row
  : never

type VisitRow = Rows<'5201', 'mdtrtinfo'>

/** What a hospital said of a stay comes back as it was kept, under the same names. */
const keptTexts = [
  'coner_name',
  'tel',
  'medrcdno',
  'atddr_no',
  'chfpdr_name',
  'adm_bed',
  'dscg_maindiag_name',
  'dscg_dept_codg',
  'dscg_dept_name',
  'dscg_bed',
  'main_cond_dscr',
  'dise_name',
  'oprn_oprt_code',
  'oprn_oprt_name',
  'fpsc_no',
  'matn_type',
  'birctrl_type',
  'latechb_flag',
  'pret_flag',
  'cop_flag',
  'memo',
] as const

const keptNumbers = ['geso_val', 'fetts', 'fetus_cnt'] as const

type Kept = Pick<VisitRow, (typeof keptTexts)[number] | (typeof keptNumbers)[number]>

function keptOf(details: Readonly<Record<string, string | null>>): Kept {
  const texts = keptTexts.map((name) => [name, details[name] ?? null])
  const numbers = keptNumbers.map((name) => [name, details[name] == null ? null : Number(details[name])])
  // Each name is a text or a number in the table of 5201 as it was in the message that brought it.
  return Object.fromEntries([...texts, ...numbers]) as unknown as Kept
}

const longestSummary = 200

/** The diagnoses of an outpatient visit as one text. */
function summaryOf(diagnoses: readonly Diagnosis[]): string {
  return [...diagnoses.map(({ code, name }) => `${code} ${name}`).join('；')].slice(0, longestSummary).join('')
}

/** The days of a stay; a day that begins and ends there counts as one. */
const daysOf = (begin: LocalDateTime, end: LocalDateTime): string =>
  String(Math.max(1, daysBetween(dateOf(begin), dateOf(end))))

const insuredAt = (enrolments: readonly Enrolment[], { scheme, begin }: Visit): Enrolment | null =>
  enrolmentOn(enrolments, scheme, dateOf(begin))

const noEnrolment = { personType: '', civilServant: false }

/** One row of 5201. A visit ends when it is settled or its patient discharged; until then it has no end. */
export function visitOutput(file: PersonFile, { visit, diagnoses, settledAt }: ShownVisit): VisitRow {
  const { stay, begin, scheme } = visit
  const enrolment = insuredAt(file.enrolments, visit)
  const end = stay === null ? settledAt : stay.dischargedAt
  const main = diagnoses.find((one) => one.main && one.side === 'discharge')
  return {
    mdtrt_id: visit.visitId,
    ...personFields(file.insured, dateOf(begin)),
    ...keptOf(stay?.details ?? {}),
    ...insuranceFields({ scheme, ...(enrolment ?? noEnrolment) }),
    maf_psn_flag: null,
    flxempe_flag: null,
    nwb_flag: null,
    insu_optins: enrolment?.division ?? null,
    emp_name: enrolment?.employer ?? null,
    begntime: begin,
    endtime: end,
    mdtrt_cert_type: visit.certificateType,
    med_type: visit.medType ?? '',
    ars_year_ipt_flag: stay === null || end === null ? null : yesNo(end.slice(0, 4) !== begin.slice(0, 4)),
    pre_pay_flag: null,
    ipt_otp_no: visit.providerVisitNumber,
    adm_dept_codg: visit.departmentCode,
    adm_dept_name: visit.departmentName,
    dscg_maindiag_code: main?.code ?? null,
    ...(main === undefined ? {} : { dscg_maindiag_name: main.name }),
    dscg_way: stay?.dischargeWay ?? null,
    dise_codg: visit.diseaseCode ?? null,
    otp_diag_info: stay === null ? summaryOf(diagnoses) : null,
    inhosp_stas: stay === null ? null : yesNo(stay.dischargedAt === null),
    die_date: file.insured.diedOn,
    ipt_days: stay === null || end === null ? null : daysOf(begin, end),
    birctrl_matn_date: (stay?.details.birctrl_matn_date ?? null) as IsoDate | null,
    opter_id: null,
    opter_name: null,
    opt_time: end ?? begin,
  }
}

/** National `inout_diag_type`: made at admission (or at an outpatient visit), or at discharge. */
const sideCode = (side: Diagnosis['side']): string => (side === 'discharge' ? '2' : '1')

/** One row of 5202. */
export function diagnosisOutput(visit: Visit, diagnosis: Diagnosis): Rows<'5202', 'diseinfo'> {
  const { type, order, side, made } = diagnosis
  const at = made?.at ?? visit.begin
  return {
    diag_info_id: `${visit.visitId.slice(-22)}-${sideCode(side)}${type}${order}`,
    mdtrt_id: visit.visitId,
    psn_no: visit.insuredId,
    inout_diag_type: sideCode(side),
    diag_type: type,
    maindiag_flag: yesNo(diagnosis.main),
    diag_srt_no: order,
    diag_code: diagnosis.code,
    diag_name: diagnosis.name,
    adm_cond: made?.condition ?? null,
    diag_dept: made?.department ?? visit.departmentName,
    dise_dor_no: made?.doctorCode ?? '',
    dise_dor_name: made?.doctorName ?? '',
    diag_time: at,
    opter_id: null,
    opter_name: null,
    opt_time: at,
  }
}

const approvalCodes = { 'not-needed': '0', approved: '1', rejected: '2' } as const

/** What 5204 and 5205 both say of a line and its item. */
function itemFields(catalog: Catalog, line: FiledLine) {
  const { item, itemCode } = line
  const found = findItem(catalog, itemCode, dateOf(line.at))
  return {
    feedetl_sn: line.lineNumber,
    rx_drord_no: line.ordered?.prescription ?? null,
    fee_ocur_time: line.at,
    cnt: line.quantity,
    pric: line.price,
    chrgitm_lv: lineOutput(line).chrgitm_lv,
    hilist_code: itemCode,
    hilist_name: item.name,
    list_type: listTypeOf(item),
    med_list_codg: itemCode,
    medins_list_codg: line.localItemCode,
    medins_list_name: item.name,
    med_chrgitm_type: item.chargeType,
    prodname: null,
    spec: null,
    dosform_name: found.ok ? found.value.form : null,
    lmt_used_flag: yesNo(item.restricted),
    hosp_prep_flag: null,
    hosp_appr_flag: approvalCodes[line.approval],
    tcmdrug_used_way: null,
    prodplac_type: null,
    bas_medn_flag: null,
    hi_nego_drug_flag: null,
    chld_medc_flag: null,
    etip_flag: null,
    etip_hosp_code: null,
    dscg_tkdrug_flag: null,
    list_sp_item_flag: null,
    matn_fee_flag: null,
  }
}

/** One row of 5204; a line that is not settled names no settlement. */
export function filedLineOutput(
  catalog: Catalog,
  visit: Visit,
  line: FiledLine,
): OutputOf<(typeof messages)['5204']>[''][number] {
  return {
    mdtrt_id: visit.visitId,
    setl_id: line.settlementId,
    med_type: visit.medType ?? '',
    ...lineOutput(line),
    ...itemFields(catalog, line),
    sin_dos_dscr: null,
    used_frqu_dscr: null,
    prd_days: null,
    medc_way_dscr: null,
    bilg_dept_codg: visit.departmentCode,
    bilg_dept_name: visit.departmentName,
    bilg_dr_codg: line.ordered?.doctorCode ?? null,
    bilg_dr_name: null,
    acord_dept_codg: null,
    acord_dept_name: null,
    orders_dr_code: null,
    orders_dr_name: null,
    opter_id: null,
    opter_name: null,
    opt_time: line.at,
  }
}

/** One row of 5205. */
export function chronicOutput(
  catalog: Catalog,
  insuredId: string,
  { line, medType, providerCode }: ChronicLine,
  provider: Provider | null,
): Rows<'5205', 'feedetail'> {
  return {
    psn_no: insuredId,
    fixmedins_code: providerCode,
    fixmedins_name: provider?.name ?? providerCode,
    med_type: medType,
    ...itemFields(catalog, line),
  }
}

/** One row of 5303. */
export function currentStayOutput(
  { visit, insured, enrolments }: CurrentStay,
  provider: Provider,
): Rows<'5303', 'data'> {
  const enrolment = insuredAt(enrolments, visit)
  const { psn_no, psn_cert_type, certno, psn_name, gend, brdy, age } = personFields(insured, dateOf(visit.begin))
  return {
    mdtrt_id: visit.visitId,
    psn_no,
    psn_cert_type,
    certno,
    psn_name,
    gend,
    brdy,
    age,
    insutype: visit.scheme,
    begndate: dateOf(visit.begin),
    med_type: visit.medType ?? '',
    ipt_otp_no: visit.providerVisitNumber,
    out_flag: enrolment === null ? null : yesNo(!isWithin(provider.division, enrolment.division)),
  }
}
