import type { InputOf, Messages } from '@yibao/contract/national'
import {
  localDateTime,
  ok,
  parseQuantity,
  parseUnitPrice,
  type Result,
  refuse,
  yuan,
  zeroFen,
} from '@yibao/core/kernel'
import type { ReviewMoment, ReviewPatient, ReviewRefusal, StatedFeedback } from '@yibao/core/review'
import { review, tellFeedback } from '../../flows/review.ts'
import type { AskedEncounter, AskedOrder, AskedPatient, ReviewResult } from '../../flows/review-ports.ts'
import { answering, type Context, recording } from '../handler.ts'
import { schemeOf } from '../input.ts'
import { reviewSentence, ruleWords } from '../words/review-finding-words.ts'

type Asked = InputOf<Messages['3101']>['data']
type SentPatient = Asked['patient_dtos'][number]
type SentEncounter = SentPatient['fsi_encounter_dtos'][number]
type SentOrder = SentEncounter['fsi_order_dtos'][number]

function orderOf(sent: SentOrder): AskedOrder {
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
    until: sent.drord_stop_date,
    doctor: sent.drord_dr_codg,
    prescription: sent.rxno,
    department: sent.drord_dept_codg,
  }
}

const genders: Readonly<Record<string, ReviewPatient['gender']>> = { '1': 'male', '2': 'female' }

/** National `inout_dise_type`; its values were not read, so these are by inference: 1 admission, 2 discharge. */
const sides: Readonly<Record<string, 'admission' | 'discharge'>> = { '1': 'admission', '2': 'discharge' }

function diagnosesOf({ fsi_diagnose_dtos }: SentEncounter): AskedEncounter['diagnoses'] {
  return fsi_diagnose_dtos.flatMap(({ dise_codg, maindise_flag, inout_dise_type }) => {
    if (dise_codg === null) return []
    const side = sides[inout_dise_type ?? '']
    return [{ code: dise_codg, main: maindise_flag === '1', ...(side === undefined ? {} : { side }) }]
  })
}

function operationsOf({ fsi_operation_dtos }: SentEncounter): AskedEncounter['operations'] {
  return fsi_operation_dtos.flatMap(({ oprn_code, main_oprn_flag, oprn_date, oper_dr_code, anst_dr_code }) => {
    if (oprn_code === null) return []
    return [
      {
        code: oprn_code,
        main: main_oprn_flag === '1',
        ...(oprn_date === null ? {} : { begin: localDateTime(`${oprn_date} 00:00:00`) }),
        ...(oper_dr_code === null ? {} : { surgeon: oper_dr_code }),
        ...(anst_dr_code === null ? {} : { anaesthetist: anst_dr_code }),
      },
    ]
  })
}

const encounterOf = (sent: SentEncounter, currentVisit: string | null): AskedEncounter => ({
  encounterId: sent.mdtrt_id ?? currentVisit ?? '',
  scheme: sent.insutype === null ? null : schemeOf(sent.insutype),
  medType: sent.med_type,
  admittedOn: sent.adm_date,
  dischargedOn: sent.dscg_date,
  department: sent.adm_dept_codg,
  doctor: sent.dr_codg,
  diagnoses: diagnosesOf(sent),
  operations: operationsOf(sent),
  orders: sent.fsi_order_dtos.map(orderOf),
})

const patientOf =
  ({ envelope }: Context) =>
  (sent: SentPatient): AskedPatient => ({
    patientId: sent.patn_id ?? '',
    gender: genders[sent.gend ?? ''] ?? 'unknown',
    birth: sent.brdy,
    division: sent.poolarea ?? (envelope.insuplc_admdvs || null),
    encounters: sent.fsi_encounter_dtos.map((encounter) => encounterOf(encounter, sent.curr_mdtrt_id)),
  })

/** National `vola_amt_stas`; its values were not read, so these are ours: whether the amount could be computed. */
const computed = { yes: '1', no: '0' } as const

/** National `vola_cont` and `vola_evid` have room for this many characters. */
const textRoom = 500

const within = (text: string): string => [...text].slice(0, textRoom).join('')

/** A result in words for the doctor: under which number and name its rule is known, and what it says. */
function toldOf(result: ReviewResult) {
  if (result.of === 'catalogue') {
    const { ruleId, name } = ruleWords[result.finding.rule]
    return { rule_id: ruleId, rule_name: name, vola_cont: reviewSentence(result.finding) }
  }
  const { rule, ruleName, says } = result.finding
  return { rule_id: rule, rule_name: ruleName, vola_cont: within(says) }
}

function resultOutput(result: ReviewResult) {
  const { resultId, finding } = result
  const { patientId: patn_id, encounterId: mdtrt_id, amount } = finding
  const vola_amt = amount ?? zeroFen
  return {
    jr_id: resultId,
    ...toldOf(result),
    patn_id,
    mdtrt_id,
    vola_amt,
    vola_amt_stas: amount === null ? computed.no : computed.yes,
    sev_deg: finding.severity,
    vola_evid: within(finding.evidence),
    vola_bhvr_type: null,
    task_id: null,
    judge_result_detail_dtos: [
      { jrd_id: `${resultId}-1`, patn_id, mdtrt_id, rx_id: finding.orderId, vola_item_type: null, vola_amt },
    ],
  }
}

/** The rules asked for, checks of the catalogue by their own names; null for all of them. */
function rulesAsked(sent: string | null): readonly string[] | null {
  if (sent === null) return null
  const numbers = sent.split(/[,;，；\s]+/)
  const checks = Object.entries(ruleWords).flatMap(([rule, { ruleId }]) => (numbers.includes(ruleId) ? [rule] : []))
  return [...checks, ...numbers]
}

async function reviewed(context: Context, moment: ReviewMoment, data: Asked) {
  const { ports, provider, message } = context
  const results = await review(ports, message, {
    provider,
    moment,
    patients: data.patient_dtos.map(patientOf(context)),
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
