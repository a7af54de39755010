import { checkSentences, type ExtremesOf } from '../../../tests/support/refusal-sentences.ts'
import type { QueryRefusal } from '../../flows/query-refusals.ts'

const most = Number.MAX_SAFE_INTEGER
const time = '2199-12-31 23:59:59'

const extremes: ExtremesOf<QueryRefusal> = {
  'query.period-turned': { code: 'query.period-turned', from: time, through: time },
  'query.period-too-long': { code: 'query.period-too-long', days: most, limit: most },
  'query.too-many-rows': { code: 'query.too-many-rows', limit: most },
}

checkSentences(Object.values(extremes))
