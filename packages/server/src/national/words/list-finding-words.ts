import type { FindingCode, ListField, ListFinding } from '@yibao/core/settlement-list'
import { quote } from './words.ts'

/** The national field that each entry of a list comes from, and its Chinese label. */
export const listFields: Readonly<Record<ListField, { readonly field: string; readonly label: string }>> = {
  admittedAt: { field: 'adm_time', label: '入院时间' },
  dischargedAt: { field: 'dscg_time', label: '出院时间' },
  settledFrom: { field: 'setl_begn_date', label: '结算开始日期' },
  settledUntil: { field: 'setl_end_date', label: '结算结束日期' },
  settledAt: { field: 'setl_time', label: '结算时间' },
  dischargeWay: { field: 'dscg_way', label: '离院方式' },
  receivingProvider: { field: 'acp_medins_name', label: '拟接收机构' },
  readmissionPurpose: { field: 'days_rinp_pup_31', label: '31天内再住院目的' },
  birthWeight: { field: 'nwb_bir_wt', label: '新生儿出生体重' },
  admissionWeight: { field: 'nwb_adm_wt', label: '新生儿入院体重' },
  ventilator: { field: 'vent_used_dura', label: '呼吸机使用时长' },
  comaBefore: { field: 'pwcry_bfadm_coma_dura', label: '入院前昏迷时长' },
  comaAfter: { field: 'pwcry_afadm_coma_dura', label: '入院后昏迷时长' },
  nursingDays: { field: 'spga_nurscare_days', label: '各级护理天数合计' },
  diagnosis: { field: 'diag_code', label: '诊断' },
  principalDiagnosis: { field: 'maindiag_flag', label: '主要诊断' },
  operation: { field: 'oprn_oprt_code', label: '手术操作' },
  principalOperation: { field: 'oprn_oprt_type', label: '主要手术操作' },
  operationBeginsAt: { field: 'oprn_oprt_begntime', label: '手术开始时间' },
  operationEndsAt: { field: 'oprn_oprt_endtime', label: '手术结束时间' },
  anaesthesiaBeginsAt: { field: 'anst_begntime', label: '麻醉开始时间' },
  anaesthesiaEndsAt: { field: 'anst_endtime', label: '麻醉结束时间' },
  intensiveCareEntered: { field: 'scs_cutd_inpool_time', label: '重症监护进入时间' },
  intensiveCareLeft: { field: 'scs_cutd_exit_time', label: '重症监护退出时间' },
  intensiveCareDuration: { field: 'scs_cutd_sum_dura', label: '重症监护合计时长' },
  total: { field: 'item_sumamt', label: '费用合计' },
  chargeType: { field: 'med_chrgitm_type', label: '收费项目' },
  caseNumber: { field: 'medcasno', label: '病案号' },
  doctor: { field: 'chfpdr_code', label: '主诊医师代码' },
  invoice: { field: 'bill_no', label: '票据号码' },
}

interface FindingWords {
  readonly chinese: (finding: ListFinding) => string
  readonly english: string
}

const against = (said: string, { against: limit }: ListFinding): string => `${said}${limit}`

const sexes: Readonly<Record<string, string>> = { male: '男', female: '女' }

/** What each finding means, in words for the coding desk. */
export const findingWords: Readonly<Record<FindingCode, FindingWords>> = {
  missing: { chinese: () => '未填写', english: 'not filled in' },
  'code-unknown': { chinese: () => '不在医保版编码库', english: 'no code of the insurance edition' },
  'code-not-checked': {
    chinese: () => '中心未导入编码库，未核对',
    english: 'not checked: no list of codes was loaded',
  },
  'principal-diagnosis-count': {
    chinese: ({ value }) => `应有且只有一个，报送 ${value} 个`,
    english: 'a list has exactly one principal diagnosis',
  },
  'principal-operation-count': {
    chinese: ({ value }) => `应有且只有一个，报送 ${value} 个`,
    english: 'a list with operations has exactly one main operation',
  },
  'diagnosis-twice': {
    chinese: (finding) => against('与前面重复：第', finding).concat('行'),
    english: 'the same diagnosis stands in an earlier row',
  },
  'bad-time': { chinese: () => '时间格式错误', english: 'no time of the form yyyy-MM-dd HH:mm:ss or of 14 digits' },
  'out-of-order': { chinese: (finding) => against('早于', finding), english: 'lies before what has to come first' },
  'registered-differs': {
    chinese: (finding) => against('与登记不符：', finding),
    english: 'differs from the register',
  },
  'sum-differs': { chinese: (finding) => against('与结算金额不等：', finding), english: 'differs from the settlement' },
  'sex-conflict': {
    chinese: ({ against: sex }) => `与性别（${sexes[sex] ?? sex}）不符`,
    english: 'only the other sex has this',
  },
  'age-conflict': { chinese: (finding) => against('与入院年龄不符，天数', finding), english: 'not at this age' },
  'operation-unexplained': {
    chinese: (finding) => against('与主要诊断不符：', finding),
    english: 'the principal diagnosis does not explain this operation',
  },
  'bad-weight': { chinese: () => '不是可能的体重（克）', english: 'no possible weight in grams' },
  'weight-unusual': { chinese: () => '体重（克）异常，请核对', english: 'an unusual weight in grams' },
  'weight-not-newborn': { chinese: () => '患者不是新生儿', english: 'the patient is no newborn' },
  'bad-duration': { chinese: () => '格式应为 天数/小时数/分钟数', english: 'not of the form days/hours/minutes' },
  'duration-too-long': {
    chinese: (finding) => against('长于住院时长，分钟', finding),
    english: 'longer than the stay',
  },
  'duration-differs': {
    chinese: (finding) => against('与进出时间不符，分钟', finding),
    english: 'differs from the times of entering and leaving',
  },
  'nursing-too-long': {
    chinese: (finding) => against('多于住院天数', finding),
    english: 'more days than the stay has',
  },
}

/** One finding as a sentence without a cure: what, where, which value. */
export function findingSentence(finding: ListFinding): string {
  const { code, field, row, value } = finding
  const place = row === null ? '' : `第${row}行`
  const told = value === '' ? '' : quote(value)
  return `${listFields[field].label}${place}${told}${findingWords[code].chinese(finding)}`
}
