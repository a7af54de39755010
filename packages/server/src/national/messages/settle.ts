import type { InputOf, Messages } from '@yibao/contract/national'
import { ok, type Result } from '@yibao/core/kernel'
import type { StatedTotals } from '@yibao/core/settlement'
import {
  cancelSettlement,
  type Quoted,
  quoteSale,
  quoteVisit,
  type Settled,
  settleSale,
  settleVisit,
} from '../../flows/settle.ts'
import { answering, type Context, recording } from '../handler.ts'
import { accountAskedIn, approvalOf, codeOf, lineOf, schemeOf, traceCountsIn } from '../input.ts'
import { lineOutput } from '../line-output.ts'
import type { Refusal } from '../refusal-words.ts'
import { payersOutput, quoteOutput, quotePayers, settlementOutput } from '../settlement-output.ts'

type VisitBill = InputOf<Messages['2206']>['data']
type Sale = InputOf<Messages['2102']>

const stated = (bill: { medfee_sumamt: StatedTotals['total'] } & Partial<SplitFields>): StatedTotals => ({
  total: bill.medfee_sumamt,
  nonCovered: bill.fulamt_ownpay_amt ?? null,
  overPriceLimit: bill.overlmt_selfpay ?? null,
  preCoinsurance: bill.preselfpay_amt ?? null,
  eligible: bill.inscp_scp_amt ?? null,
})

interface SplitFields {
  readonly fulamt_ownpay_amt: StatedTotals['nonCovered']
  readonly overlmt_selfpay: StatedTotals['overPriceLimit']
  readonly preselfpay_amt: StatedTotals['preCoinsurance']
  readonly inscp_scp_amt: StatedTotals['eligible']
}

/** What a bill says about payment, in the words of the core. */
function paymentOf(
  { provider, envelope }: Context,
  bill: Pick<
    VisitBill,
    'insutype' | 'med_type' | 'acct_used_flag' | 'exp_content' | 'mdtrt_cert_type' | 'mdtrt_cert_no'
  > &
    Parameters<typeof stated>[0],
) {
  const asked = accountAskedIn(bill.exp_content)
  if (!asked.ok) return asked
  return ok({
    provider,
    insurance: { scheme: schemeOf(bill.insutype), division: envelope.insuplc_admdvs ?? '' },
    medType: bill.med_type,
    certificateType: bill.mdtrt_cert_type,
    certificateNumber: bill.mdtrt_cert_no,
    stated: stated(bill),
    accountUsed: bill.acct_used_flag === '1',
    accountAsked: asked.value,
  })
}

function visitOrder(context: Context, bill: VisitBill & Partial<SplitFields>) {
  const payment = paymentOf(context, bill)
  return payment.ok ? ok({ ...payment.value, visitId: bill.mdtrt_id, batch: bill.chrg_bchno }) : payment
}

/** A purchase has no batch of its own; its lines stand under the message that sold them. */
function saleOrder(context: Context, { druginfo, drugdetail }: Sale) {
  const payment = paymentOf(context, druginfo)
  if (!payment.ok) return payment
  const batch = context.message.msgid
  const lines = drugdetail.map((sent) => lineOf(sent, batch, approvalOf(null)))
  const codes = new Map(drugdetail.map((sent) => [sent.feedetl_sn, sent.drug_trac_info.map(codeOf)]))
  const { begntime: begin, dise_codg: diseaseCode } = druginfo
  return ok({ ...payment.value, batch, begin, diseaseCode, lines, codes, ...traceCountsIn(druginfo) })
}

const failed = (insuredId: string, outcome: Extract<Result<unknown, Refusal>, { ok: false }>) => ({
  insuredId,
  outcome,
})

const settledOutput = ({ file, settlement }: Settled) => ({
  setlinfo: settlementOutput(file, settlement),
  setldetail: payersOutput(settlement),
})

function quotedOutput(
  { ports, message }: Context,
  { medType, certificateType }: { medType: string; certificateType: string },
  quoted: Quoted,
) {
  const order = { msgid: message.msgid, medType, certificateType, at: ports.clock.now() }
  return { setlinfo: quoteOutput(quoted, order), setldetail: quotePayers(quoted.quote) }
}

export const handle2206 = answering('2206', async (context, { data }) => {
  const { ports, message } = context
  const insuredId = data.psn_no
  const order = visitOrder(context, data)
  if (!order.ok) return failed(insuredId, order)
  const quoted = await quoteVisit(ports, { message, insuredId }, order.value)
  if (!quoted.ok) return failed(insuredId, quoted)
  return { insuredId, outcome: ok(quotedOutput(context, order.value, quoted.value)) }
})

export const handle2207 = recording('2207', async (context, { data }, present) => {
  const { ports, message } = context
  const insuredId = data.psn_no
  const order = visitOrder(context, data)
  if (!order.ok) return failed(insuredId, order)
  const outcome = await settleVisit(
    ports,
    { message, insuredId, present: (settled) => present(settledOutput(settled)) },
    { ...order.value, ...traceCountsIn(data) },
  )
  return { insuredId, outcome }
})

export const handle2101 = answering('2101', async (context, input) => {
  const { ports, message } = context
  const insuredId = input.druginfo.psn_no
  const order = saleOrder(context, input)
  if (!order.ok) return failed(insuredId, order)
  const quoted = await quoteSale(ports, { message, insuredId }, order.value)
  if (!quoted.ok) return failed(insuredId, quoted)
  const detlcutinfo = quoted.value.lines.map(lineOutput)
  return { insuredId, outcome: ok({ ...quotedOutput(context, order.value, quoted.value), detlcutinfo }) }
})

export const handle2102 = recording('2102', async (context, input, present) => {
  const { ports, message } = context
  const insuredId = input.druginfo.psn_no
  const order = saleOrder(context, input)
  if (!order.ok) return failed(insuredId, order)
  const outcome = await settleSale(
    ports,
    {
      message,
      insuredId,
      present: (settled) => present({ ...settledOutput(settled), detlcutinfo: settled.lines.map(lineOutput) }),
    },
    order.value,
  )
  return { insuredId, outcome }
})

export const handle2208 = recording('2208', async (context, { data }, present) => {
  const { ports, message, provider } = context
  const { psn_no: insuredId, setl_id: settlementNamed, mdtrt_id: visitId } = data
  const outcome = await cancelSettlement(
    ports,
    { message, insuredId, present: (settled) => present(settledOutput(settled)) },
    { settlementNamed, visitId, provider, care: 'outpatient' },
  )
  return { insuredId, outcome }
})

export const handle2103 = recording('2103', async (context, { data }, present) => {
  const { ports, message, provider } = context
  const { psn_no: insuredId, setl_id: settlementNamed, mdtrt_id: visitId } = data
  const outcome = await cancelSettlement(
    ports,
    {
      message,
      insuredId,
      present: (settled) => {
        const { person: psn_pay, cash: cash_payamt } = settled.settlement.amounts
        const { setlinfo, setldetail } = settledOutput(settled)
        return present({ setlinfo: { ...setlinfo, psn_pay, cash_payamt }, setldetail })
      },
    },
    { settlementNamed, visitId, provider, care: 'pharmacy' },
  )
  return { insuredId, outcome }
})
