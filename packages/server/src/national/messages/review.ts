import type { InputOf, Messages } from '@yibao/contract/national'
import { ok, parseQuantity, parseUnitPrice, type Result, refuse, yuan, zeroFen } from '@yibao/core/kernel'
import type { ReviewMoment, ReviewOrder, ReviewPatient, ReviewRefusal, StatedFeedback } from '@yibao/core/review'
import { review, tellFeedback } from '../../flows/review.ts'
import type { ReviewResult } from '../../flows/review-ports.ts'
import { answering, type Context, recording } from '../handler.ts'
import { reviewSentence, ruleWords } from '../words/review-finding-words.ts'

type Asked = InputOf<Messages['3101']>['data']
type SentPatient = Asked['patient_dtos'][number]
type SentOrder = SentPatient['fsi_encounter_dtos'][number]['fsi_order_dtos'][number]

function orderOf(sent: SentOrder): ReviewOrder {
  const quantity = sent.cnt === null ? null : parseQuantity(sent.cnt)
  // An amount may be larger than any price; then nothing can be said of a ceiling.
  const price = sent.pric === null ? null : parseUnitPrice(yuan(sent.pric))
  return {
    orderId: sent.rx_id ?? '',
    itemCode: sent.hilist_code ?? '',
    itemName: sent.hilist_name ?? sent.hosplist_name ?? '',
    on: sent.drord_begn_date,
    price: price?.ok === true ? price.value : null,
    quantity: quantity?.ok === true ? quantity.value : null,
    amount: sent.sumamt,
    current: sent.curr_drord_flag === '1',
  }
}

const genders: Readonly<Record<string, ReviewPatient['gender']>> = { '1': 'male', '2': 'female' }

const patientOf = (sent: SentPatient): ReviewPatient => ({
  patientId: sent.patn_id ?? '',
  gender: genders[sent.gend ?? ''] ?? 'unknown',
  birth: sent.brdy,
  encounters: sent.fsi_encounter_dtos.map((encounter) => ({
    encounterId: encounter.mdtrt_id ?? sent.curr_mdtrt_id ?? '',
    orders: encounter.fsi_order_dtos.map(orderOf),
  })),
})

/** National `vola_amt_stas`; its values were not read, so these are ours: whether the amount could be computed. */
const computed = { yes: '1', no: '0' } as const

function resultOutput({ resultId, finding }: ReviewResult) {
  const { ruleId, name } = ruleWords[finding.rule]
  const { patientId: patn_id, encounterId: mdtrt_id, amount } = finding
  const vola_amt = amount ?? zeroFen
  return {
    jr_id: resultId,
    rule_id: ruleId,
    rule_name: name,
    vola_cont: reviewSentence(finding),
    patn_id,
    mdtrt_id,
    vola_amt,
    vola_amt_stas: amount === null ? computed.no : computed.yes,
    sev_deg: finding.severity,
    vola_evid: [...finding.evidence].slice(0, 500).join(''),
    vola_bhvr_type: null,
    task_id: null,
    judge_result_detail_dtos: [
      { jrd_id: `${resultId}-1`, patn_id, mdtrt_id, rx_id: finding.orderId, vola_item_type: null, vola_amt },
    ],
  }
}

/** The rules asked for, by the centre's numbers; null for all of them. */
function rulesAsked(sent: string | null): readonly string[] | null {
  if (sent === null) return null
  const numbers = sent.split(/[,;，；\s]+/)
  return Object.entries(ruleWords).flatMap(([rule, { ruleId }]) => (numbers.includes(ruleId) ? [rule] : []))
}

async function reviewed({ ports, provider }: Context, moment: ReviewMoment, data: Asked) {
  const results = await review(ports, {
    provider,
    moment,
    patients: data.patient_dtos.map(patientOf),
    rules: rulesAsked(data.rule_ids),
  })
  // A patient need not be anybody's insured, so the message is archived under no person.
  return { insuredId: '', outcome: ok({ result: results.map(resultOutput) }) }
}

export const handle3101 = answering('3101', (context, { data }) => reviewed(context, 'ordering', data))

export const handle3102 = answering('3102', (context, { data }) => reviewed(context, 'settling', data))

/** Moment and way as 3103 codes them. @source the tail of the official table; moment by inference */
const moments: Readonly<Record<string, ReviewMoment>> = { '1': 'ordering', '2': 'settling' }
const ways: Readonly<Record<string, StatedFeedback['way']>> = { '1': 'continue', '2': 'change' }

function statedOf(warns: InputOf<Messages['3103']>['warns']): Result<readonly StatedFeedback[], ReviewRefusal> {
  const stated: StatedFeedback[] = []
  for (const { warn_rslt_id: resultId, dspo_way, dspo_way_rea: reason } of warns) {
    const way = ways[dspo_way]
    if (way === undefined) return refuse({ code: 'review.bad-way', resultId, way: dspo_way })
    stated.push({ resultId, way, reason })
  }
  return ok(stated)
}

export const handle3103 = recording('3103', async ({ ports, message }, { data, warns }, present) => {
  const moment = moments[data.warn_type]
  if (moment === undefined) {
    const outcome = refuse({ code: 'review.bad-moment' as const, moment: data.warn_type })
    return { insuredId: '', outcome }
  }
  const stated = statedOf(warns)
  if (!stated.ok) return { insuredId: '', outcome: stated }
  const order = { moment, stated: stated.value, present: () => present({}) }
  return { insuredId: '', outcome: await tellFeedback(ports, message, order) }
})
