import type { HospitalApproval } from '@yibao/core/encounter'
import {
  type Fen,
  type IsoDate,
  type LocalDateTime,
  lineAmount,
  localDateTime,
  quantityText,
  sumFen,
  unitPriceText,
  yuan,
} from '@yibao/core/kernel'
import { type AnswerNode, textIn } from './answers.ts'
import type { PlannedLine } from './pricing.ts'
import { outpatientCareOf } from './registers.ts'
import type { Episode } from './visits.ts'

/** The national code of 医院审批标志. */
const approvalCodes: Readonly<Record<HospitalApproval, string>> = { 'not-needed': '0', approved: '1', rejected: '2' }

/** One batch of lines: what is settled together. */
export interface Batch {
  readonly number: string
  readonly lines: readonly PlannedLine[]
  /** Line numbers are unique within a visit, so a second batch goes on counting where the first ended. */
  readonly firstLine: number
}

/** The moment `second` seconds after midnight. */
export function momentOf(on: IsoDate, second: number): LocalDateTime {
  const part = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  return localDateTime(`${on} ${part(second / 3600)}:${part((second % 3600) / 60)}:${part(second % 60)}`)
}

export function amountOf(line: PlannedLine): Fen {
  return lineAmount(line.price, line.quantity)
}

export function totalOf(lines: readonly PlannedLine[]): Fen {
  return sumFen(lines.map(amountOf))
}

/** Makes the inputs of an episode's messages. */
export function billingOf(episode: Episode, on: IsoDate) {
  const { member, institution, certificate } = episode
  const { insuredId, certificateNumber, name } = member.insured
  const { provider } = institution
  const begin = momentOf(on, episode.second)
  const { department, doctor } = outpatientCareOf(provider)
  const medType = episode.kind === 'purchase' ? '41' : '11'
  const voucher = { mdtrt_cert_type: certificate.type, mdtrt_cert_no: certificate.number }
  const door = `OP${on.replaceAll('-', '')}${String(episode.number).padStart(6, '0')}`

  // Both ways of writing a number are in service; a client keeps to one.
  const figure = (text: string): string | number => (institution.address === 'fixed' ? text : Number(text))

  const lineOf = (line: PlannedLine, number: number) => ({
    feedetl_sn: `F${String(episode.number).padStart(6, '0')}${String(number).padStart(3, '0')}`,
    rx_circ_flag: '0',
    fee_ocur_time: begin,
    med_list_codg: line.itemCode,
    medins_list_codg: `L-${line.itemCode}`,
    det_item_fee_sumamt: figure(yuan(amountOf(line))),
    cnt: figure(quantityText(line.quantity)),
    pric: figure(unitPriceText(line.price)),
  })
  const linesOf = ({ lines, firstLine }: Batch) => lines.map((line, index) => lineOf(line, firstLine + index))

  return {
    identify: () => ({
      data: {
        ...voucher,
        card_sn: '',
        begntime: '',
        psn_cert_type: certificate.type === '02' ? '01' : '',
        certno: certificate.type === '02' ? certificateNumber : '',
        psn_name: certificate.type === '02' ? name : '',
      },
    }),

    register: () => ({
      data: {
        psn_no: insuredId,
        insutype: member.enrolment.scheme,
        begntime: begin,
        ...voucher,
        ipt_otp_no: door,
        atddr_no: doctor.code,
        dr_name: doctor.name,
        dept_code: department.code,
        dept_name: department.name,
        caty: department.code,
      },
    }),

    describe: (visitId: string) => ({
      mdtrtinfo: {
        mdtrt_id: visitId,
        psn_no: insuredId,
        med_type: medType,
        begntime: begin,
        main_cond_dscr: episode.case.name,
      },
      diseinfo: [
        {
          diag_type: '1',
          diag_srt_no: 1,
          diag_code: episode.case.diagnosis.code,
          diag_name: episode.case.diagnosis.name,
          diag_dept: department.name,
          dise_dor_no: doctor.code,
          dise_dor_name: doctor.name,
          diag_time: begin,
          vali_flag: '1',
          maindiag_flag: '1',
        },
      ],
    }),

    upload: (visitId: string, batch: Batch) => ({
      feedetail: linesOf(batch).map((line, index) => ({
        ...line,
        mdtrt_id: visitId,
        psn_no: insuredId,
        chrg_bchno: batch.number,
        bilg_dept_codg: department.code,
        bilg_dept_name: department.name,
        bilg_dr_codg: doctor.code,
        bilg_dr_name: doctor.name,
        hosp_appr_flag: approvalCodes[batch.lines[index]?.approval ?? 'not-needed'],
      })),
    }),

    revoke: (visitId: string, batch: Batch) => ({
      data: { mdtrt_id: visitId, chrg_bchno: batch.number, psn_no: insuredId },
    }),

    settle: (visitId: string, batch: Batch, split: AnswerNode) => ({
      data: {
        psn_no: insuredId,
        ...voucher,
        med_type: medType,
        medfee_sumamt: figure(yuan(totalOf(batch.lines))),
        psn_setlway: '01',
        mdtrt_id: visitId,
        chrg_bchno: batch.number,
        acct_used_flag: episode.accountUsed ? '1' : '0',
        insutype: member.enrolment.scheme,
        invono: '',
        ...split,
      },
    }),

    purchase: (batch: Batch, split: AnswerNode) => ({
      druginfo: {
        psn_no: insuredId,
        ...voucher,
        begntime: begin,
        medfee_sumamt: figure(yuan(totalOf(batch.lines))),
        insutype: member.enrolment.scheme,
        dise_codg: episode.case.diagnosis.code,
        acct_used_flag: episode.accountUsed ? '1' : '0',
        med_type: medType,
        ...split,
      },
      drugdetail: linesOf(batch),
    }),

    cancel: (settlementId: string, visitId: string) => ({
      data: { setl_id: settlementId, mdtrt_id: visitId, psn_no: insuredId },
    }),

    reverse: (msgid: string, infno: string) => ({ data: { psn_no: insuredId, omsgid: msgid, oinfno: infno } }),
  }
}

/** The four parts of a bill as an answer gave them, to be repeated in the settlement. */
export function splitOf(setlinfo: AnswerNode): AnswerNode {
  const names = ['fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt']
  return Object.fromEntries(names.map((name) => [name, textIn(setlinfo, name) || '0']))
}
