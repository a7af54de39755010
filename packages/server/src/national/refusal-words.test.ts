import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MessageRefusal } from '@yibao/contract/national'
import { fen, isoDate } from '@yibao/core/kernel'
import type { FilingGroundRefusal, SettlementRefusal, StayRefusal } from '@yibao/core/settlement'
import type { TraceRefusal } from '@yibao/core/stock'
import { checkSentences, type ExtremesOf } from '../../tests/support/refusal-sentences.ts'
import type { FlowRefusal } from '../flows/refusals.ts'
import type { GatewayRefusal } from './gateway.ts'
import { say } from './refusal-words.ts'

/** As long as a value from outside may get before anyone looks at it. */
const long = '长𠮷'.repeat(2_000)
const id = 'Z'.repeat(30)
const date = isoDate('2199-12-31')
const most = fen(Number.MAX_SAFE_INTEGER)
const least = fen(-Number.MAX_SAFE_INTEGER)
const count = Number.MAX_SAFE_INTEGER

const nodePlace = { node: 'drugdetail.drug_trac_info', rows: [500, 500] }
const place = { ...nodePlace, field: 'minpacunt_drug_trac_cnt', label: '最小包装药品追溯码数量' }
const line = long
const settlementId = long
const visitId = long

/** One refusal of every code, its facts as extreme as their types allow. */
const extremes: ExtremesOf<
  | MessageRefusal
  | GatewayRefusal
  | FlowRefusal
  | Exclude<SettlementRefusal, TraceRefusal | StayRefusal | FilingGroundRefusal>
> = {
  'message.broken-json': { code: 'message.broken-json', part: 'input' },
  'message.bad-envelope': {
    code: 'message.bad-envelope',
    cause: {
      code: 'message.bad-number',
      ...place,
      value: long,
      reason: 'too-many-digits',
      total: count,
      decimals: count,
    },
  },
  'message.unknown-infno': { code: 'message.unknown-infno', infno: long },
  'message.missing-node': { code: 'message.missing-node', ...nodePlace },
  'message.not-an-object': { code: 'message.not-an-object', ...nodePlace },
  'message.too-many-rows': { code: 'message.too-many-rows', ...nodePlace, count, limit: count },
  'message.missing-field': { code: 'message.missing-field', ...place },
  'message.not-a-scalar': { code: 'message.not-a-scalar', ...place },
  'message.too-long': { code: 'message.too-long', ...place, value: long, length: count, limit: count },
  'message.bad-code': { code: 'message.bad-code', ...place, value: long, dictionary: 'chrgitm_lv' },
  'message.bad-number': {
    code: 'message.bad-number',
    ...place,
    value: long,
    reason: 'not-a-number',
    total: count,
    decimals: count,
  },
  'message.bad-bytes': { code: 'message.bad-bytes', ...place },
  'message.bad-date': { code: 'message.bad-date', ...place, value: long, pattern: 'yyyy-MM-dd HH:mm:ss' },

  'gateway.missing-header': { code: 'gateway.missing-header', header: 'x-tif-timestamp' },
  'gateway.unknown-account': { code: 'gateway.unknown-account', account: long },
  'gateway.bad-header': { code: 'gateway.bad-header', header: '_api_access_key', reason: 'unfit' },
  'gateway.mixed-styles': { code: 'gateway.mixed-styles', styles: ['tif', 'csb', 'apikey'] },
  'gateway.unknown-api-key': { code: 'gateway.unknown-api-key' },
  'gateway.wrong-signature': { code: 'gateway.wrong-signature', style: 'csb' },
  'gateway.style-not-allowed': { code: 'gateway.style-not-allowed', style: 'csb', account: long },
  'gateway.key-not-in-force': { code: 'gateway.key-not-in-force', account: long, since: 'no-longer' },
  'gateway.missing-time': { code: 'gateway.missing-time' },
  'gateway.wrong-api-name': { code: 'gateway.wrong-api-name', named: long, infno: long },
  'gateway.signature-required': { code: 'gateway.signature-required', requires: 'SM2', found: 'none' },
  'gateway.signature-without-type': { code: 'gateway.signature-without-type' },
  'gateway.no-public-key': { code: 'gateway.no-public-key', account: long },
  'gateway.ambiguous-field': { code: 'gateway.ambiguous-field', field: long },
  'gateway.wrong-cainfo': { code: 'gateway.wrong-cainfo', signtype: long },
  'gateway.undecipherable': { code: 'gateway.undecipherable' },
  'gateway.stale-timestamp': { code: 'gateway.stale-timestamp', seconds: count, window: count },
  'gateway.replayed-nonce': { code: 'gateway.replayed-nonce' },
  'gateway.other-institution': { code: 'gateway.other-institution', stated: long },
  'gateway.unknown-institution': { code: 'gateway.unknown-institution', stated: long },
  'gateway.body-too-large': { code: 'gateway.body-too-large', limit: count },
  'gateway.encryption-not-served': { code: 'gateway.encryption-not-served', encType: long },
  'gateway.too-deep': { code: 'gateway.too-deep', limit: count },
  'gateway.unfit-text': { code: 'gateway.unfit-text', field: `\ud800${long}` },
  'gateway.mixed-rows': { code: 'gateway.mixed-rows', row: count },
  'gateway.internal': { code: 'gateway.internal', reference: long },
  'gateway.busy': { code: 'gateway.busy', places: count },
  'gateway.institution-busy': { code: 'gateway.institution-busy', places: count, perSecond: count },
  'gateway.database-unavailable': { code: 'gateway.database-unavailable' },

  'flow.unknown-insured': { code: 'flow.unknown-insured', insuredId: long },
  'flow.unknown-certificate': { code: 'flow.unknown-certificate', certificateType: long, certificateNumber: long },
  'flow.msgid-taken': { code: 'flow.msgid-taken', msgid: long, infno: long },
  'flow.msgid-of-another': { code: 'flow.msgid-of-another', msgid: long },
  'flow.reversed-before': { code: 'flow.reversed-before', msgid: long },
  'flow.answer-retired': { code: 'flow.answer-retired', msgid: long },
  'flow.nothing-to-reverse': { code: 'flow.nothing-to-reverse', msgid: long },
  'flow.not-reversible': { code: 'flow.not-reversible', infno: long },
  'flow.infno-differs': { code: 'flow.infno-differs', stated: long, filed: long },
  'flow.unknown-operator': { code: 'flow.unknown-operator', operatorNo: long },
  'flow.unknown-sign-in': { code: 'flow.unknown-sign-in', signNo: long },
  'flow.busy': { code: 'flow.busy' },

  'settlement.not-insured': { code: 'settlement.not-insured', scheme: long, on: date },
  'settlement.division-differs': { code: 'settlement.division-differs', stated: long, filed: long },
  'settlement.certificate-of-another': { code: 'settlement.certificate-of-another' },
  'settlement.provider-not-designated': {
    code: 'settlement.provider-not-designated',
    providerCode: long,
    on: date,
  },
  'settlement.care-not-of-provider': {
    code: 'settlement.care-not-of-provider',
    providerCode: long,
    care: 'outpatient',
  },
  'settlement.date-in-future': { code: 'settlement.date-in-future', field: long, date, today: date },
  'settlement.unknown-visit': { code: 'settlement.unknown-visit', visitId },
  'settlement.other-providers-visit': { code: 'settlement.other-providers-visit', visitId },
  'settlement.visit-cancelled': { code: 'settlement.visit-cancelled', visitId },
  'settlement.visit-in-use': { code: 'settlement.visit-in-use', visitId, lines: count },
  'settlement.scheme-differs': { code: 'settlement.scheme-differs', stated: long, filed: long },
  'settlement.visit-number-differs': { code: 'settlement.visit-number-differs', stated: long, filed: long },
  'settlement.care-not-served': { code: 'settlement.care-not-served', medType: long },
  'settlement.med-type-differs': { code: 'settlement.med-type-differs', stated: long, filed: long },
  'settlement.certificate-differs': { code: 'settlement.certificate-differs', stated: long, filed: long },
  'settlement.bad-quantity': { code: 'settlement.bad-quantity', line, quantity: long },
  'settlement.bad-price': { code: 'settlement.bad-price', line, price: long },
  'settlement.line-too-large': { code: 'settlement.line-too-large', line, amount: most, below: most },
  'settlement.duplicate-line': { code: 'settlement.duplicate-line', line },
  'settlement.line-amount-differs': {
    code: 'settlement.line-amount-differs',
    line,
    stated: most,
    computed: least,
  },
  'settlement.batch-settled': { code: 'settlement.batch-settled', batch: long, settlementId },
  'settlement.audit-refused': {
    code: 'settlement.audit-refused',
    rule: long,
    name: { zh: long, en: long },
    line,
    says: { zh: long, en: long },
    basis: long,
  },
  'settlement.no-lines': { code: 'settlement.no-lines', batch: long },
  'settlement.total-differs': { code: 'settlement.total-differs', stated: most, computed: least },
  'settlement.split-differs': { code: 'settlement.split-differs', part: long, stated: most, computed: least },
  'settlement.account-too-small': { code: 'settlement.account-too-small', balance: least, asked: most },
  'settlement.family-not-authorised': { code: 'settlement.family-not-authorised', owner: long },
  'settlement.family-too-small': { code: 'settlement.family-too-small', owner: long, available: least, asked: most },
  'settlement.account-not-payable': { code: 'settlement.account-not-payable', payable: least, asked: most },
  'settlement.unknown-settlement': { code: 'settlement.unknown-settlement', settlementId },
  'settlement.other-providers-settlement': { code: 'settlement.other-providers-settlement', settlementId },
  'settlement.visit-of-settlement-differs': {
    code: 'settlement.visit-of-settlement-differs',
    settlementId,
    visitId,
  },
  'settlement.already-undone': { code: 'settlement.already-undone', settlementId, by: long },
  'settlement.later-stands': { code: 'settlement.later-stands', settlementId, later: long },
  'settlement.corrected': { code: 'settlement.corrected', settlementId, correctionId: long },
  'settlement.lines-changed': { code: 'settlement.lines-changed', settlementId },
  'settlement.totals-changed': { code: 'settlement.totals-changed', settlementId, total: long },
  'settlement.wrong-care': { code: 'settlement.wrong-care', settlementId, care: long },

  'benefit.bad-bill': { code: 'benefit.bad-bill', part: 'eligible', reason: 'negative' },
  'policy.no-value': {
    code: 'policy.no-value',
    plan: long,
    parameter: long,
    key: [long],
    on: date,
    reason: 'before-first',
    firstFrom: date,
    place: { file: long, line: count },
  },
  'policy.no-class': {
    code: 'policy.no-class',
    plan: long,
    classification: long,
    place: { file: long, line: count },
  },
  'policy.no-fact': { code: 'policy.no-fact', plan: long, fact: long, place: { file: long, line: count } },
  'policy.divided-by-zero': { code: 'policy.divided-by-zero', plan: long, place: { file: long, line: count } },
  'policy.no-plan': { code: 'policy.no-plan', division: long, scheme: '390', care: 'inpatient' },
  'catalog.unknown-item': { code: 'catalog.unknown-item', itemCode: long, line },
  'catalog.not-yet-valid': { code: 'catalog.not-yet-valid', itemCode: long, on: date, from: date, line },
  'catalog.expired-item': { code: 'catalog.expired-item', itemCode: long, on: date, until: date, line },
}

checkSentences(Object.values(extremes))

test('a value from outside is quoted in part', () => {
  const sentence = say({ code: 'settlement.unknown-visit', visitId: '𠮷'.repeat(31) })
  assert.ok(sentence.includes(`「${'𠮷'.repeat(30)}…」`), sentence)
  assert.ok(say({ code: 'settlement.unknown-visit', visitId: '𠮷'.repeat(30) }).includes(`「${'𠮷'.repeat(30)}」`))
})

test('numbers of the centre and the sender are told in full', () => {
  assert.ok(say({ code: 'flow.msgid-taken', msgid: id, infno: '2207' }).includes(`${id} 已用于 2207`))
  assert.ok(say({ code: 'settlement.already-undone', settlementId: id, by: id }).includes(`${id} 由 ${id} 撤销`))
})

test('an envelope at fault names its field once and the fault', () => {
  const at = { node: 'envelope', rows: [], field: 'msgid', label: '发送方报文ID' }
  const sentence = say({ code: 'message.bad-envelope', cause: { code: 'message.missing-field', ...at } })
  assert.equal(
    sentence,
    '报文头不完整或格式错误：缺少必填项：envelope msgid（发送方报文ID）。请按接口规范补正报文头后重发。[message.bad-envelope]',
  )
})
