import type { FilingRefusal } from '@yibao/core/filing'
import { isoDate } from '@yibao/core/kernel'
import { checkSentences, type ExtremesOf } from '../../../tests/support/refusal-sentences.ts'
import type { FilingQueryRefusal } from '../../flows/filing-refusals.ts'

const long = '长𠮷'.repeat(2_000)
const id = 'Z'.repeat(30)
const date = isoDate('2199-12-31')
const most = Number.MAX_SAFE_INTEGER
const field = 'ide_fixmedins_no'

const extremes: ExtremesOf<FilingRefusal | FilingQueryRefusal> = {
  'filing.not-insured': { code: 'filing.not-insured', scheme: '310', on: date },
  'filing.division-differs': { code: 'filing.division-differs', field, stated: long, filed: '990100' },
  'filing.bad-division': { code: 'filing.bad-division', field, stated: long },
  'filing.ends-before-it-begins': { code: 'filing.ends-before-it-begins', from: date, through: date },
  'filing.date-in-future': { code: 'filing.date-in-future', field, date, today: date },
  'filing.transfer-outside-range': { code: 'filing.transfer-outside-range', date, from: date },
  'filing.unknown-disease': { code: 'filing.unknown-disease', diseaseCode: long },
  'filing.unknown-institution': { code: 'filing.unknown-institution', field, providerCode: long },
  'filing.pharmacy': { code: 'filing.pharmacy', field, providerCode: long },
  'filing.not-designated': { code: 'filing.not-designated', field, providerCode: long, on: date },
  'filing.to-itself': { code: 'filing.to-itself', providerCode: id },
  'filing.bad-order': { code: 'filing.bad-order', order: long },
  'filing.order-taken': { code: 'filing.order-taken', order: most, filingId: id },
  'filing.overlap': { code: 'filing.overlap', kind: 'chronic', about: long, filingId: id, from: date, until: date },
  'filing.unknown': { code: 'filing.unknown', filingId: long },
  'filing.of-another-kind': { code: 'filing.of-another-kind', filingId: long, kind: 'chronic' },
  'filing.other-institution': { code: 'filing.other-institution', filingId: long, filedBy: id },
  'filing.withdrawn-before': { code: 'filing.withdrawn-before', filingId: long },
  'filing.settled-on': { code: 'filing.settled-on', filingId: long, settlementId: id },
  'filing.period-turned': { code: 'filing.period-turned', from: '2199-12-31 23:59:59', through: '2199-12-31 23:59:59' },
  'filing.too-many': { code: 'filing.too-many', limit: most },
}

checkSentences(Object.values(extremes))
