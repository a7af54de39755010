import Type from 'typebox'
import { unknownThing } from './errors.ts'
import {
  caseRow,
  caseWhole,
  packRow,
  packWhole,
  parameterKind,
  parameterOnDay,
  rowHistory,
  rulesDifference,
  rulesName,
} from './policy-shapes.ts'
import { route } from './route.ts'
import {
  askedDate,
  both,
  count,
  date,
  division,
  fields,
  language,
  oneOf,
  page,
  pageFields,
  text,
  words,
} from './schemas.ts'

const rulesId = text(
  100,
  both('规则编号；项目支付规定为 coverage', 'name of the rules; `coverage` for those of single items'),
)
const unknownRegion = unknownThing('policies.unknown-region', '这个地区的政策', 'policy of such a region')
const region = fields({ division, region: words, packHash: Type.String(both('政策包哈希', 'hash of the policy pack')) })

/** The law by region and day: what it says, since when and why, and what it makes of a bill. */
export const policyRoutes = [
  route({
    name: 'policies.packs',
    method: 'GET',
    path: '/api/policies',
    right: 'plans.read',
    summary: {
      zh: '各地区政策包，及其在某日的情况',
      en: 'The policy packs of all regions, and how they stand on a day',
    },
    query: fields({ on: Type.Optional(askedDate('哪一天，缺省今天', 'the day, today when absent')) }),
    answer: fields({ on: date('哪一天', 'the day'), packs: Type.Array(packRow) }),
    errors: [],
  }),
  route({
    name: 'policies.pack',
    method: 'GET',
    path: '/api/policies/{division}',
    right: 'plans.read',
    summary: {
      zh: '一个地区的全部规定，作为可计算的数据',
      en: 'The whole law of a region as data that can be computed with',
    },
    description: {
      zh: '与服务器计算所用完全相同；@yibao/core/benefit 的 compilePlan 可直接使用',
      en: 'The very data that the centre computes with; compilePlan of @yibao/core/benefit takes it as it is',
    },
    params: fields({ division }),
    answer: packWhole,
    errors: [unknownRegion],
  }),
  route({
    name: 'policies.parameters',
    method: 'GET',
    path: '/api/policies/{division}/parameters',
    right: 'plans.read',
    summary: { zh: '一个地区的参数在某日的值与依据', en: 'The parameters of a region on a day, with their sources' },
    params: fields({ division }),
    query: fields({ on: askedDate('哪一天', 'the day'), rulesId: Type.Optional(rulesId) }),
    answer: fields({
      ...region.properties,
      on: date('哪一天', 'the day'),
      rules: Type.Array(fields({ ...rulesName, parameters: Type.Array(parameterOnDay) })),
    }),
    errors: [unknownRegion, unknownThing('policies.unknown-rules', '这份规则', 'such rules')],
  }),
  route({
    name: 'policies.history',
    method: 'GET',
    path: '/api/policies/{division}/history',
    right: 'plans.read',
    summary: { zh: '一个参数历次的值与依据', en: 'One parameter over time, each value with its source' },
    params: fields({ division }),
    query: fields({ rulesId, parameter: text(100, both('参数名', 'name of the parameter')) }),
    answer: fields({
      ...region.properties,
      ...rulesName,
      parameter: Type.String(both('参数名', 'name of the parameter')),
      parameterLabel: words,
      kind: parameterKind,
      rows: Type.Array(rowHistory),
    }),
    errors: [
      unknownRegion,
      unknownThing('policies.unknown-rules', '这份规则', 'such rules'),
      unknownThing('policies.unknown-parameter', '这个参数', 'such parameter'),
    ],
  }),
  route({
    name: 'policies.difference',
    method: 'GET',
    path: '/api/policies/{division}/difference',
    right: 'plans.read',
    summary: {
      zh: '一个地区的规定在两日之间的不同，及其对算例的影响',
      en: 'What differs in the law of a region between two days, and what it does to the worked cases',
    },
    params: fields({ division }),
    query: fields({ left: askedDate('甲日', 'the one day'), right: askedDate('乙日', 'the other day'), language }),
    answer: fields({
      ...region.properties,
      left: date('甲日', 'the one day'),
      right: date('乙日', 'the other day'),
      rules: Type.Array(rulesDifference, both('有不同的规则', 'the rules in which something differs')),
      unchanged: count('没有不同的规则份数', 'rules in which nothing differs'),
    }),
    errors: [unknownRegion],
  }),
  route({
    name: 'policies.tally',
    method: 'GET',
    path: '/api/policies/tally',
    right: 'plans.read',
    summary: { zh: '各地区算例的通过情况', en: 'How the worked cases of all regions stand' },
    answer: fields({
      regions: Type.Array(
        fields({
          ...region.properties,
          passed: count('通过', 'as expected'),
          failed: count('未通过', 'not as expected'),
        }),
      ),
    }),
    errors: [],
  }),
  route({
    name: 'policies.cases',
    method: 'GET',
    path: '/api/policies/{division}/cases',
    right: 'plans.read',
    summary: { zh: '一个地区的算例，由本中心当场计算', en: 'The worked cases of a region, computed by this centre' },
    params: fields({ division }),
    query: fields({
      rulesId: Type.Optional(rulesId),
      state: Type.Optional(oneOf(['passed', 'failed'], '通过或未通过', 'as expected or not')),
      ...pageFields,
    }),
    answer: page(caseRow),
    errors: [unknownRegion],
  }),
  route({
    name: 'policies.example',
    method: 'GET',
    path: '/api/policies/{division}/example',
    right: 'plans.read',
    summary: {
      zh: '一个算例：账单、期望与结果，可据以重算',
      en: 'One worked case: its bills, what is expected and what comes out, so that it can be computed again',
    },
    params: fields({ division }),
    query: fields({ name: text(300, both('算例名称', 'name of the worked case')) }),
    answer: caseWhole,
    errors: [unknownRegion, unknownThing('policies.unknown-case', '这个算例', 'such worked case')],
  }),
] as const
