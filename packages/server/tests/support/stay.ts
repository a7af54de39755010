import type { Line } from './visit.ts'
import { expectOk } from './visit.ts'
import type { Envelope, OutputOn, TestPerson, Till } from './world.ts'
import { today } from './world.ts'

let number = 0

const diagnosis = {
  diag_type: '1',
  maindiag_flag: '1',
  diag_srt_no: 1,
  diag_code: 'J18.900',
  diag_name: '肺炎',
  diag_dept: '内科',
  dise_dor_no: 'DR1',
  dise_dor_name: '测试医师',
  diag_time: `${today} 08:55:00`,
}

const admissionFields = {
  mdtrt_cert_type: '02',
  med_type: '21',
  atddr_no: 'DR1',
  chfpdr_name: '测试医师',
  adm_diag_dscr: '肺炎',
  adm_dept_codg: 'D01',
  adm_dept_name: '内科',
  adm_bed: '12',
  dscg_maindiag_code: 'J18.900',
  dscg_maindiag_name: '肺炎',
}

/** What 2401 says; `more` replaces single fields. */
export function admissionInput(who: TestPerson, more: Envelope = {}) {
  return {
    mdtrtinfo: {
      psn_no: who.insuredId,
      insutype: '310',
      begntime: '2023-11-06 09:00:00',
      ...admissionFields,
      mdtrt_cert_no: who.certificateNumber,
      ipt_no: 'ZY-1',
      insuplc_admdvs: who.division,
      mdtrtarea_admvs: '990200',
      ...more,
    },
    diseinfo: [{ psn_no: who.insuredId, ...diagnosis }],
  }
}

/** What 2403 says of a stay. */
export function changeInput(who: TestPerson, visitId: string, more: Envelope = {}) {
  const named = { mdtrt_id: visitId, psn_no: who.insuredId }
  return {
    adminfo: { ...named, begntime: '2023-11-06 09:00:00', ...admissionFields, ipt_otp_no: 'ZY-1', ...more },
    diseinfo: [{ ...named, ...diagnosis }],
  }
}

export async function admit(till: Till, who: TestPerson, more: Envelope = {}): Promise<string> {
  return expectOk(await till.ask('2401', who, admissionInput(who, more))).output.result.mdtrt_id
}

export interface StayLine extends Omit<Line, 'more'> {
  /** The day of the fee; the day of admission unless said. */
  readonly on?: string
  readonly more?: Envelope
}

/** One row of 2301, under a number of its own. */
export function stayRow(who: TestPerson, visitId: string, line: StayLine) {
  number += 1
  const { code, price, quantity } = line
  return {
    feedetl_sn: `S${number}`,
    mdtrt_id: visitId,
    psn_no: who.insuredId,
    med_type: '21',
    fee_ocur_time: `${line.on ?? '2023-11-06'} 10:00:00`,
    med_list_codg: code,
    medins_list_codg: `local-${code}`,
    det_item_fee_sumamt: line.amount ?? Math.round(price * quantity * 100) / 100,
    cnt: quantity,
    pric: price,
    bilg_dept_codg: 'D01',
    bilg_dept_name: '内科',
    bilg_dr_codg: 'DR1',
    bilg_dr_name: '测试医师',
    hosp_appr_flag: '0',
    ...line.more,
  }
}

type Row = ReturnType<typeof stayRow>

/** The row that gives `quantity` of another row back. */
export function refundOf(row: Row, quantity: number, more: Envelope = {}) {
  number += 1
  const amount = -Math.round(row.pric * quantity * 100) / 100
  return {
    ...row,
    feedetl_sn: `S${number}`,
    init_feedetl_sn: row.feedetl_sn,
    cnt: -quantity,
    det_item_fee_sumamt: amount,
    ...more,
  }
}

/** Puts lines on file and returns the rows as they were sent. */
export async function charge(
  till: Till,
  who: TestPerson,
  visitId: string,
  lines: readonly StayLine[],
): Promise<readonly Row[]> {
  const feedetail = lines.map((line) => stayRow(who, visitId, line))
  expectOk(await till.ask('2301', who, { feedetail }))
  return feedetail
}

/** What 2402 says. */
export function dischargeInput(who: TestPerson, visitId: string, more: Envelope = {}) {
  const named = { mdtrt_id: visitId, psn_no: who.insuredId }
  return {
    dscginfo: {
      ...named,
      insutype: '310',
      endtime: `${today} 08:00:00`,
      dscg_dept_codg: 'D01',
      dscg_dept_name: '内科',
      dscg_way: '1',
      ...more,
    },
    diseinfo: [{ ...named, ...diagnosis }],
  }
}

export async function discharge(till: Till, who: TestPerson, visitId: string, more: Envelope = {}): Promise<void> {
  expectOk(await till.ask('2402', who, dischargeInput(who, visitId, more)))
}

/** What 2303 and 2304 ask; a final bill unless said. */
export function stayBillInput(who: TestPerson, visitId: string, total: number, more: Envelope = {}) {
  return {
    data: {
      psn_no: who.insuredId,
      mdtrt_cert_type: '02',
      mdtrt_cert_no: who.certificateNumber,
      medfee_sumamt: total,
      psn_setlway: '01',
      mdtrt_id: visitId,
      acct_used_flag: '0',
      insutype: '310',
      insuplc_admdvs: who.division,
      mdtrtarea_admvs: '990200',
      mid_setl_flag: '0',
      ...more,
    },
  }
}

export const interim = { mid_setl_flag: '1' }

export type StaySettled = OutputOn<'2304'>['setlinfo']

/** Settles a stay so far, after the same bill was quoted: both must say the same. */
export async function settleStay(
  till: Till,
  who: TestPerson,
  visitId: string,
  total: number,
  more: Envelope = {},
): Promise<StaySettled> {
  const input = stayBillInput(who, visitId, total, more)
  const quoted = expectOk(await till.ask('2303', who, input)).output.setlinfo
  const settled = expectOk(await till.ask('2304', who, input)).output.setlinfo
  for (const name of ['fund_pay_sumamt', 'psn_part_amt', 'acct_pay', 'psn_cash_pay', 'act_pay_dedc', 'balc'] as const) {
    if (quoted[name] !== settled[name]) throw new Error(`${name}: quoted ${quoted[name]}, settled ${settled[name]}`)
  }
  return settled
}

export const stayCancelInput = (who: TestPerson, settled: { readonly setl_id: string; readonly mdtrt_id: string }) => ({
  data: { psn_no: who.insuredId, setl_id: settled.setl_id, mdtrt_id: settled.mdtrt_id },
})

export const stayInput = (who: TestPerson, visitId: string) => ({ data: { psn_no: who.insuredId, mdtrt_id: visitId } })
