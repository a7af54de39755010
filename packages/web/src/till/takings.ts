import type { Answer } from '@yibao/contract/rest'
import type { Pair } from '../kit/index.ts'
import type { Visit } from './bench.ts'
import type { Infno, Order } from './delivery.ts'
import { withdrawalOf } from './national.ts'

export type Receipt = Answer<'till.receipts'>['rows'][number]

/** Something that a cashier may take back: its name, what will happen, and the messages that do it, in their order. */
export interface Taking {
  readonly title: Pair
  readonly does: Pair
  readonly orders: readonly Order[]
}

/** Which message undoes which. */
const undoes: Readonly<Record<string, Infno>> = { '2102': '2103', '2207': '2208', '2304': '2305' }

const neverCame: Pair = [
  '中心没有这笔的，留下标记，报文迟到也不会再生效。',
  ' If the centre does not have it, a mark is left, and the message has no effect should it still arrive.',
]

const also = ([zh, en]: Pair): Pair => [zh + neverCame[0], en + neverCame[1]]

const settlingReversed = also([
  '中心已经结算的，各方支付全部冲回，如同没有发生；已收的现金由您退还。',
  'If the centre has settled, all payments go back, as if it had never happened; cash that was taken is handed back by you.',
])
const undoingReversed = also([
  '中心已经撤销的，撤销作废，原结算恢复有效。',
  'If the centre has cancelled, that is taken back and the settlement stands again.',
])

/** What 2601 does to the messages that it can take back. */
const reversed: Readonly<Record<string, Pair>> = {
  '2102': settlingReversed,
  '2207': settlingReversed,
  '2304': settlingReversed,
  '2103': undoingReversed,
  '2208': undoingReversed,
  '2305': undoingReversed,
  '2401': also(['中心已经登记入院的，入院取消。', 'If the centre has admitted, the admission is cancelled.']),
}

/** 2601: takes back what a message did of which nobody saw the answer; null of a message that it does not take back. */
export function reversalOf({ insuredId, msgid, infno }: Pick<Receipt, 'insuredId' | 'msgid' | 'infno'>): Taking | null {
  const does = reversed[infno]
  if (does === undefined) return null
  const input = { data: { psn_no: insuredId, omsgid: msgid, oinfno: infno } }
  return { title: ['冲正', 'Reverse'], does, orders: [{ infno: '2601', input }] }
}

/** 2103, 2208, 2305: gives a settlement back; null when there is none that stands. */
function refundOf({ insuredId, infno: settled, settlement }: Receipt): Taking | null {
  const infno = undoes[settled]
  if (infno === undefined || settlement?.stands !== true) return null
  const { settlementId, visitId } = settlement
  return {
    title: ['退费', 'Refund'],
    does: [
      '向中心撤销这笔结算：记一笔相反的账，原单保留。现金由您退还。',
      'The settlement is cancelled at the centre: the opposite is booked, the original stays on file. You hand the cash back.',
    ],
    orders: [{ infno, input: { data: { psn_no: insuredId, setl_id: settlementId, mdtrt_id: visitId } } }],
  }
}

/** What can be taken back of a receipt: what the till saw done is refunded, the rest reversed. */
export const takingOf = (receipt: Receipt): Taking | null =>
  receipt.state === 'done' ? refundOf(receipt) : reversalOf(receipt)

interface Whose {
  readonly insuredId: string
  readonly insuredDivision: string
}

/** 2202, with 2205 before it where lines are on file: the person was never here. */
export function registrationTaking({ insuredId, insuredDivision }: Whose, visit: Visit): Taking {
  const { visitId, number, linesOnFile } = visit
  const input = { data: { psn_no: insuredId, mdtrt_id: visitId, ipt_otp_no: number } }
  const cancel: Order = { infno: '2202', insuredDivision, input }
  const withdraw: Order = { infno: '2205', insuredDivision, input: withdrawalOf(insuredId, visitId) }
  return {
    title: ['撤销挂号', 'Cancel the registration'],
    does:
      linesOnFile === 0
        ? ['本次就诊作废，没有费用。', 'The visit is void; nothing was charged.']
        : [
            `先撤下已上传未结算的 ${linesOnFile} 行明细，再作废本次就诊。没有收过钱。`,
            `What is on file and not settled is withdrawn (lines: ${linesOnFile}), then the visit is void. No money was taken.`,
          ],
    orders: linesOnFile === 0 ? [cancel] : [withdraw, cancel],
  }
}

/** 2302 of one line: it was typed wrong. */
export function lineTaking({ insuredId, insuredDivision }: Whose, { visitId }: Visit, lineNumber: string): Taking {
  const data = [{ psn_no: insuredId, mdtrt_id: visitId, feedetl_sn: lineNumber }]
  return {
    title: ['撤下这一行', 'Take this line down'],
    does: [
      '这一行未结算的明细撤下，其余不变；需要的请重新录入。',
      'This line, which is not settled, is taken down, the others stay; type it anew where it is needed.',
    ],
    orders: [{ infno: '2302', insuredDivision, input: { data } }],
  }
}

/** 2405, 2302 or 2404: takes back the last step of a stay: its discharge, the lines on file, its admission. */
export function stayTaking({ insuredId, insuredDivision }: Whose, { visitId, discharged, linesOnFile }: Visit): Taking {
  const stay = { psn_no: insuredId, mdtrt_id: visitId }
  const order = (infno: Infno, data: object): readonly Order[] => [{ infno, insuredDivision, input: { data } }]
  if (discharged) {
    return {
      title: ['撤销出院', 'Take the discharge back'],
      does: ['此人恢复在院，可继续记账。', 'The person is an inpatient again; lines can be added.'],
      orders: order('2405', stay),
    }
  }
  if (linesOnFile > 0) {
    return {
      title: ['撤下明细', 'Withdraw the lines'],
      does: [
        `未结算的 ${linesOnFile} 行明细全部撤下，入院登记不变；需要的请重新录入。`,
        `All lines that are not settled (${linesOnFile}) are withdrawn, the admission stays; type anew what is needed.`,
      ],
      orders: order('2302', [{ ...stay, feedetl_sn: '0000' }]),
    }
  }
  return {
    title: ['撤销入院', 'Take the admission back'],
    does: [
      '入院登记作废；有过结算的，中心会拒绝。',
      'The admission is void; the centre refuses where bills hang on it.',
    ],
    orders: order('2404', stay),
  }
}
