import { checkSentences, type ExtremesOf } from '../../../tests/support/refusal-sentences.ts'
import type { CatalogueQueryRefusal } from '../../flows/catalogue-refusals.ts'
import type { RegisterRefusal } from '../../flows/registers.ts'

const long = '长𠮷'.repeat(2_000)
const most = Number.MAX_SAFE_INTEGER

const extremes: ExtremesOf<CatalogueQueryRefusal | RegisterRefusal> = {
  'catalog.bad-page': { code: 'catalog.bad-page', number: -most, size: most, largestSize: most },
  'catalog.unknown-region': { code: 'catalog.unknown-region', division: long },
  'catalog.no-such-condition': { code: 'catalog.no-such-condition', field: 'lmt_cpnd_type' },
  'register.too-many': { code: 'register.too-many', what: 'practitioners', limit: most },
  'register.unknown-dictionary': { code: 'register.unknown-dictionary', type: long },
}

checkSentences(Object.values(extremes))
