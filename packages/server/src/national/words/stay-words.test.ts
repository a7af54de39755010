import { isoDate, localDateTime } from '@yibao/core/kernel'
import type { StayRefusal } from '@yibao/core/settlement'
import { checkSentences, type ExtremesOf } from '../../../tests/support/refusal-sentences.ts'

const long = '长𠮷'.repeat(2_000)
const count = Number.MAX_SAFE_INTEGER
const date = isoDate('2199-12-31')
const at = localDateTime('2199-12-31 23:59:59')
const id = { visitId: long, settlementId: long }

const extremes: ExtremesOf<StayRefusal> = {
  'settlement.after-death': { code: 'settlement.after-death', on: date, diedOn: date },
  'settlement.other-kind-of-visit': { code: 'settlement.other-kind-of-visit', visitId: long, care: 'outpatient' },
  'settlement.stays-overlap': {
    code: 'settlement.stays-overlap',
    visitId: long,
    providerCode: long,
    admission: at,
  },
  'settlement.stay-in-use': { code: 'settlement.stay-in-use', visitId: long, lines: count },
  'settlement.stay-settled': { code: 'settlement.stay-settled', ...id },
  'settlement.stay-closed': { code: 'settlement.stay-closed', ...id },
  'settlement.stay-changed': { code: 'settlement.stay-changed', settlementId: long },
  'settlement.already-discharged': { code: 'settlement.already-discharged', visitId: long, at },
  'settlement.not-discharged': { code: 'settlement.not-discharged', visitId: long },
  'settlement.outside-stay': {
    code: 'settlement.outside-stay',
    field: 'fee_ocur_time',
    line: long,
    date,
    admission: date,
    discharge: date,
  },
  'settlement.fees-outside-stay': { code: 'settlement.fees-outside-stay', line: long, date, stated: date },
  'settlement.discharge-differs': { code: 'settlement.discharge-differs', stated: date, filed: date },
  'settlement.death-unclear': { code: 'settlement.death-unclear', way: long, diedOn: null },
  'settlement.cause-undeclared': { code: 'settlement.cause-undeclared', visitId: long },
  'settlement.third-party': { code: 'settlement.third-party', visitId: long },
  'settlement.too-many-lines': { code: 'settlement.too-many-lines', lines: count, limit: count },
  'settlement.refund-unknown': { code: 'settlement.refund-unknown', line: long, original: long },
  'settlement.refund-differs': { code: 'settlement.refund-differs', line: long, original: long },
  'settlement.refund-too-large': {
    code: 'settlement.refund-too-large',
    line: long,
    original: long,
    left: '99999.9999',
    stated: '99999.9999',
  },
  'settlement.line-refunded': { code: 'settlement.line-refunded', line: long, by: long },
  'settlement.line-settled': { code: 'settlement.line-settled', line: long, settlementId: long },
  'settlement.unknown-line': { code: 'settlement.unknown-line', line: long },
  'settlement.no-free-lines': { code: 'settlement.no-free-lines', visitId: long },
}

checkSentences(Object.values(extremes))
