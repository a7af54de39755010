import Type from 'typebox'
import { unknownThing } from './errors.ts'
import { route } from './route.ts'
import {
  askedDate,
  both,
  fields,
  insuredId,
  language,
  page,
  pageFields,
  providerCode,
  scheme,
  settlementId,
} from './schemas.ts'
import { settlementKind, settlementRow, settlementWhole } from './settlement-shapes.ts'
import { tooWide } from './visits.ts'

export const settlementRoutes = [
  route({
    name: 'settlements.find',
    method: 'GET',
    path: '/api/settlements',
    right: 'settlements.read',
    summary: {
      zh: '查找结算：一个人的，或一家机构一段日子的，新的在前',
      en: 'Find settlements: of a person, or of an institution over some days; newest first',
    },
    query: fields({
      insuredId: Type.Optional(insuredId),
      providerCode: Type.Optional(providerCode),
      from: Type.Optional(askedDate('起始日', 'first day')),
      until: Type.Optional(askedDate('截止日（含）', 'last day')),
      scheme: Type.Optional(scheme),
      kind: Type.Optional(settlementKind),
      ...pageFields,
    }),
    answer: page(settlementRow),
    errors: [tooWide('settlements.too-wide')],
  }),
  route({
    name: 'settlements.get',
    method: 'GET',
    path: '/api/people/{insuredId}/settlements/{settlementId}',
    right: 'settlements.read',
    summary: {
      zh: '一笔结算：金额、分录、前后结算、逐步计算',
      en: 'One settlement: amounts, journal entry, its chain, and the computation step by step',
    },
    params: fields({ insuredId, settlementId }),
    query: fields({ language }),
    answer: fields({
      settlement: settlementWhole,
      lineNumbers: Type.Array(Type.String(), both('结算了哪些明细；明细见就诊', 'its lines; see the visit for them')),
      chain: Type.Array(settlementRow, both('同一结算的撤销、冲正、恢复', 'what undid and restored it, oldest first')),
      stands: Type.Boolean(both('现仍有效', 'whether it stands now')),
      traceText: Type.String(both('可读的计算过程', 'the computation as people read it')),
    }),
    errors: [unknownThing('settlements.unknown', '这笔结算', 'such settlement')],
  }),
] as const
