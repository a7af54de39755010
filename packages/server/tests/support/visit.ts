import type { Answer, Envelope, OutputOn, TestPerson, Till } from './world.ts'
import { today } from './world.ts'

export interface Line {
  readonly code: string
  readonly price: number
  readonly quantity: number
  /** Told instead of price × quantity. */
  readonly amount?: number
  readonly more?: Envelope
}

let lineNumber = 0

const amountOf = ({ price, quantity, amount }: Line): number => amount ?? Math.round(price * quantity * 100) / 100

export function feeLine(line: Line, visitId: string, who: TestPerson, batch: string) {
  lineNumber += 1
  return {
    feedetl_sn: `L${lineNumber}`,
    mdtrt_id: visitId,
    psn_no: who.insuredId,
    chrg_bchno: batch,
    rx_circ_flag: '0',
    fee_ocur_time: `${today} 09:00:00`,
    med_list_codg: line.code,
    medins_list_codg: `local-${line.code}`,
    det_item_fee_sumamt: amountOf(line),
    cnt: line.quantity,
    pric: line.price,
    bilg_dept_codg: 'D01',
    bilg_dept_name: '内科',
    hosp_appr_flag: '0',
    ...line.more,
  }
}

export function registration(who: TestPerson, more: Envelope = {}) {
  return {
    data: {
      psn_no: who.insuredId,
      insutype: '310',
      begntime: `${today} 08:50:00`,
      mdtrt_cert_type: '02',
      mdtrt_cert_no: who.certificateNumber,
      ipt_otp_no: 'OP-1',
      dept_code: 'D01',
      dept_name: '内科',
      caty: 'A03',
      ...more,
    },
  }
}

/** What 2203 says of a visit; `more` replaces single fields. */
export function describeInput(visitId: string, who: TestPerson, more: Envelope = {}) {
  return {
    mdtrtinfo: { mdtrt_id: visitId, psn_no: who.insuredId, med_type: '11', begntime: `${today} 08:50:00`, ...more },
    diseinfo: [
      {
        diag_type: '1',
        diag_srt_no: 1,
        diag_code: 'I10.x00x002',
        diag_name: '高血压',
        diag_dept: '内科',
        dise_dor_no: 'DR1',
        dise_dor_name: '测试医师',
        diag_time: `${today} 08:55:00`,
        vali_flag: '1',
        maindiag_flag: '1',
      },
    ],
  }
}

/** Opens a visit and says what it is for. */
export async function openVisit(till: Till, who: TestPerson): Promise<string> {
  const opened = expectOk(await till.ask('2201', who, registration(who)))
  const visitId: string = opened.output.data.mdtrt_id
  expectOk(await till.ask('2203', who, describeInput(visitId, who)))
  return visitId
}

export function expectOk<T extends Answer>(answer: T): T {
  if (answer.infcode !== 0) throw new Error(`refused: ${answer.err_msg}`)
  return answer
}

/** A visit whose lines are on file, ready to be settled. */
export interface Bill {
  readonly who: TestPerson
  readonly visitId: string
  readonly batch: string
  readonly split: OutputOn<'2204'>['result']
}

export async function upload(till: Till, who: TestPerson, lines: readonly Line[], batch = 'B1'): Promise<Bill> {
  const visitId = await openVisit(till, who)
  const feedetail = lines.map((line) => feeLine(line, visitId, who, batch))
  const answer = expectOk(await till.ask('2204', who, { feedetail }))
  return { who, visitId, batch, split: answer.output.result }
}

/** What 2206 and 2207 ask; `more` replaces single fields. */
export function settleInput({ who, visitId, batch, split }: Bill, more: Envelope = {}) {
  type Amount = 'det_item_fee_sumamt' | 'fulamt_ownpay_amt' | 'overlmt_amt' | 'preselfpay_amt' | 'inscp_scp_amt'
  const sum = (field: Amount): number =>
    Math.round(split.reduce((total, row) => total + (row[field] ?? 0), 0) * 100) / 100
  return {
    data: {
      psn_no: who.insuredId,
      mdtrt_cert_type: '02',
      mdtrt_cert_no: who.certificateNumber,
      med_type: '11',
      medfee_sumamt: sum('det_item_fee_sumamt'),
      psn_setlway: '01',
      mdtrt_id: visitId,
      chrg_bchno: batch,
      insutype: '310',
      acct_used_flag: '1',
      fulamt_ownpay_amt: sum('fulamt_ownpay_amt'),
      overlmt_selfpay: sum('overlmt_amt'),
      preselfpay_amt: sum('preselfpay_amt'),
      inscp_scp_amt: sum('inscp_scp_amt'),
      ...more,
    },
  }
}

export function cancelInput(who: TestPerson, setlinfo: { readonly setl_id: string; readonly mdtrt_id: string }) {
  return { data: { psn_no: who.insuredId, setl_id: setlinfo.setl_id, mdtrt_id: setlinfo.mdtrt_id } }
}

export function purchaseInput(who: TestPerson, lines: readonly Line[], more: Envelope = {}) {
  const total = Math.round(lines.reduce((sum, line) => sum + amountOf(line), 0) * 100) / 100
  return {
    druginfo: {
      psn_no: who.insuredId,
      mdtrt_cert_type: '02',
      mdtrt_cert_no: who.certificateNumber,
      begntime: `${today} 09:00:00`,
      medfee_sumamt: total,
      insutype: '310',
      acct_used_flag: '1',
      med_type: '41',
      ...more,
    },
    drugdetail: lines.map((line) => {
      const { mdtrt_id: _, psn_no: __, chrg_bchno: ___, ...rest } = feeLine(line, '', who, '')
      return rest
    }),
  }
}
