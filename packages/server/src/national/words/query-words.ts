import type { QueryRefusal } from '../../flows/query-refusals.ts'
import type { WordsOf } from './words.ts'

export const queryWords: WordsOf<QueryRefusal> = {
  'query.period-turned': {
    meaning: '查询结束时间早于开始时间',
    facts: ({ from, through }) => `${from} 至 ${through}`,
    cure: '请更正 begntime 和 endtime',
  },
  'query.period-too-long': {
    meaning: '查询时段过长',
    facts: ({ days, limit }) => `${days} 天，上限 ${limit} 天`,
    cure: '请分段查询',
  },
  'query.too-many-rows': {
    meaning: '结果过多，一次答复容不下',
    facts: ({ limit }) => `上限 ${limit} 行`,
    cure: '请缩短查询时段，或指明人员或就诊',
  },
}
