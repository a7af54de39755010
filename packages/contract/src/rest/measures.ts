import { limitNames, measureKinds } from '@yibao/core/casework'
import Type from 'typebox'
import { route } from './route.ts'
import { askedDate, both, count, fen, fields, maybe, oneOf, said, words } from './schemas.ts'

const allowed = fields({
  kind: oneOf(measureKinds, '处理措施', 'what is done'),
  multiple: maybe(
    fields(
      { least: Type.Number(both('下限', 'least')), most: Type.Number(both('上限', 'most')) },
      both('罚款倍数', 'multiples of a fine'),
    ),
  ),
  between: maybe(
    fields({ least: fen('下限', 'least'), most: fen('上限', 'most') }, both('罚款金额', 'amount of a fine')),
  ),
  months: maybe(fields({ least: count('下限', 'least'), most: count('上限', 'most') }, both('月数', 'months'))),
})

const basisRow = fields({
  code: said('依据代码', 'code of the basis'),
  law: said('法规', 'law'),
  article: said('条款', 'article'),
  says: words,
  against: Type.Array(oneOf(['institution', 'doctor', 'person'], '适用对象', 'against whom')),
  allows: Type.Array(allowed, both('可采取的措施', 'measures that it allows')),
  assumed: Type.Boolean(both('部分内容为推定', 'part of it is supposed')),
})

const limitRow = fields({
  name: oneOf(limitNames, '期限', 'time limit'),
  days: count('天数', 'days'),
  counted: oneOf(['workdays', 'days'], 'workdays 工作日，days 自然日', 'working days, days'),
  source: said('依据', 'source'),
  assumed: Type.Boolean(both('天数为推定', 'the number is supposed')),
})

export const measureRoutes = [
  route({
    name: 'measures.list',
    method: 'GET',
    path: '/api/measures',
    right: 'matters.read',
    summary: {
      zh: '某日可用的处理依据、措施和期限',
      en: 'Legal bases with the measures that they allow, and time limits, of a day',
    },
    query: fields({ on: Type.Optional(askedDate('哪一日，缺省今日', 'of which day, today when absent')) }),
    answer: fields({ bases: Type.Array(basisRow), limits: Type.Array(limitRow) }),
    errors: [],
  }),
] as const
