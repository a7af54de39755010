import Type from 'typebox'
import { unknownThing } from './errors.ts'
import { restError, route } from './route.ts'
import { askedDate, both, date, division, fields, language, maybe, scheme, text, words } from './schemas.ts'

const planId = text(100, both('方案编号', 'name of the plan'))

const planRow = fields({
  planId,
  label: words,
  division,
  region: words,
  scheme: maybe(scheme),
  care: Type.Array(Type.String(), both('医疗类别', 'kinds of care')),
  packHash: Type.String(both('政策包哈希', 'hash of the policy pack')),
})

const tiers = Type.Array(fields({ to: maybe(Type.String()), rate: maybe(Type.String()) }))

const parameter = fields({
  name: Type.String(both('参数名', 'name of the parameter')),
  label: Type.String(both('参数中文名', 'its Chinese label')),
  kind: Type.String(both('money 元，rate 比例，factor 倍数，number 数，tiers 分段', 'what kind of value')),
  by: Type.Array(Type.String(), both('按哪些类别', 'by which classes')),
  rows: Type.Array(
    fields({
      key: Type.Array(Type.String()),
      value: maybe(
        Type.Union(
          [Type.String(), tiers],
          both('按法规写法：元 600.00，比例 85%', 'as the law writes it: yuan 600.00, rate 85%'),
        ),
      ),
      from: maybe(date('生效日', 'in force from')),
      source: Type.String(both('依据', 'source')),
      assumed: Type.Boolean(both('推定，来源未载明', 'assumed: no source prints it')),
    }),
  ),
})

/** Benefit plans: the law of a day, in words and as values. */
export const planRoutes = [
  route({
    name: 'plans.list',
    method: 'GET',
    path: '/api/plans',
    right: 'plans.read',
    summary: { zh: '本中心载入的待遇方案', en: 'The benefit plans that this centre has loaded' },
    query: fields({ division: Type.Optional(division), scheme: Type.Optional(scheme) }),
    answer: fields({ plans: Type.Array(planRow) }),
    errors: [],
  }),
  route({
    name: 'plans.get',
    method: 'GET',
    path: '/api/plans/{planId}',
    right: 'plans.read',
    summary: { zh: '一个方案在某日的规定：文字和数值', en: 'One plan as it stands on a day: in words and as values' },
    params: fields({ planId }),
    query: fields({ on: askedDate('哪一天', 'the day'), language }),
    answer: fields({
      ...planRow.properties,
      on: date('哪一天', 'the day'),
      text: Type.String(both('可读的全文', 'the whole plan as people read it')),
      parameters: Type.Array(parameter),
    }),
    errors: [
      unknownThing('plans.unknown', '这个方案', 'such plan'),
      restError({
        code: 'plans.nothing-on-day',
        status: 404,
        message: { zh: '方案在此日没有任何规定', en: 'the plan says nothing on this day' },
        cure: { zh: '请换一个日期', en: 'ask for another day' },
      }),
    ],
  }),
] as const
