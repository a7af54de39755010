import Type from 'typebox'
import { unknownThing } from './errors.ts'
import { restError, route } from './route.ts'
import {
  askedDate,
  both,
  fen,
  fields,
  insuredId,
  maybe,
  oneOf,
  page,
  pageFields,
  providerCode,
  scheme,
  settlementId,
  time,
  visitId,
} from './schemas.ts'

/** Who asks for a list over several people names an institution and a bounded range of days. */
export const mostDays = 31

const tooWide = <const Code extends string>(code: Code) =>
  restError({
    code,
    status: 400,
    message: { zh: '查询范围过大', en: 'the question is too wide' },
    cure: {
      zh: `请给出 insuredId，或 providerCode 与不超过 ${mostDays} 天的 from、until`,
      en: `give insuredId, or providerCode with from and until at most ${mostDays} days apart`,
    },
  })

export const visitRow = fields({
  insuredId,
  visitId,
  providerCode,
  scheme,
  beganAt: time('就诊开始', 'when it began'),
  medType: maybe(Type.String(both('医疗类别 med_type', 'kind of care'))),
  departmentName: Type.String(both('科室', 'department')),
  state: oneOf(['open', 'cancelled'], '状态', 'state'),
  inpatient: Type.Boolean(both('住院', 'inpatient')),
  dischargedAt: maybe(time('出院时间', 'discharge')),
})

const line = fields({
  lineNumber: Type.String(both('明细流水号', 'number of the line')),
  batch: Type.String(both('上传批次', 'batch of the upload')),
  itemCode: Type.String(both('医保目录编码', 'code in the catalogue')),
  itemName: Type.String(both('项目名称', 'name of the item')),
  itemClass: Type.String(both('甲乙丙类', 'class')),
  at: time('费用发生时间', 'when it was charged'),
  price: Type.String(both('单价，元', 'unit price in yuan, up to six decimals')),
  quantity: Type.String(both('数量', 'quantity, up to four decimals')),
  total: fen('总额', 'total'),
  nonCovered: fen('全自费', 'non-covered charge'),
  overPriceLimit: fen('超限价', 'excess over the price ceiling'),
  preCoinsurance: fen('先行自付', 'preliminary co-insurance'),
  eligible: fen('符合政策范围', 'eligible expense'),
  reason: Type.String(both('为何不予支付', 'why it is covered or not')),
  source: Type.String(both('依据', 'source')),
  settlementId: maybe(settlementId),
  refundOf: maybe(Type.String(both('冲减哪一行', 'the line that this one gives back'))),
})

const diagnosis = fields({
  code: Type.String(both('诊断编码', 'code')),
  name: Type.String(both('诊断名称', 'name')),
  main: Type.Boolean(both('主诊断', 'main diagnosis')),
})

export const visitRoutes = [
  route({
    name: 'visits.find',
    method: 'GET',
    path: '/api/visits',
    right: 'visits.read',
    summary: {
      zh: '查找就诊：一个人的，或一家机构一段日子的',
      en: 'Find visits: of a person, or of an institution over some days',
    },
    query: fields({
      insuredId: Type.Optional(insuredId),
      providerCode: Type.Optional(providerCode),
      from: Type.Optional(askedDate('起始日', 'first day')),
      until: Type.Optional(askedDate('截止日（含）', 'last day')),
      ...pageFields,
    }),
    answer: page(visitRow),
    errors: [tooWide('visits.too-wide')],
  }),
  route({
    name: 'visits.get',
    method: 'GET',
    path: '/api/people/{insuredId}/visits/{visitId}',
    right: 'visits.read',
    summary: { zh: '一次就诊及其费用明细', en: 'One visit with its lines' },
    params: fields({ insuredId, visitId }),
    answer: fields({
      ...visitRow.properties,
      diagnoses: Type.Array(diagnosis),
      lines: Type.Array(line),
      linesLeftOut: Type.Integer({ ...both('未列出的明细行数', 'lines beyond the first 5,000'), minimum: 0 }),
    }),
    errors: [unknownThing('visits.unknown', '这次就诊', 'such visit')],
  }),
] as const
