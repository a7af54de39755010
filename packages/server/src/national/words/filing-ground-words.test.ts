import { isoDate } from '@yibao/core/kernel'
import type { FilingGroundRefusal } from '@yibao/core/settlement'
import { checkSentences, type ExtremesOf } from '../../../tests/support/refusal-sentences.ts'

const long = '长𠮷'.repeat(2_000)
const id = 'Z'.repeat(30)
const on = isoDate('2199-12-31')

const extremes: ExtremesOf<FilingGroundRefusal> = {
  'settlement.no-filing': { code: 'settlement.no-filing', kind: 'transfer', about: long, on },
  'settlement.designated-elsewhere': {
    code: 'settlement.designated-elsewhere',
    business: long,
    providerCode: id,
    on,
  },
  'settlement.no-doctor': { code: 'settlement.no-doctor', line: long },
  'settlement.no-prescription': { code: 'settlement.no-prescription', line: long },
  'settlement.certifiers-differ': { code: 'settlement.certifiers-differ', providerCodes: Array(100).fill(id) },
  'settlement.certifier-unknown': { code: 'settlement.certifier-unknown', providerCode: id },
  'settlement.filing-withdrawn': { code: 'settlement.filing-withdrawn', filingId: id },
}

checkSentences(Object.values(extremes))
