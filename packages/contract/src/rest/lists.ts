import Type from 'typebox'
import { route } from './route.ts'
import {
  both,
  count,
  date,
  fields,
  insuredId,
  maybe,
  oneOf,
  page,
  pageFields,
  providerCode,
  scheme,
  text,
  time,
  words,
} from './schemas.ts'

const month = Type.String({
  ...both('结算月份', 'month of settlement'),
  examples: ['2025-03'],
  pattern: '^\\d{4}-(0[1-9]|1[0-2])$',
})

const listStates = ['missing', 'saved', 'withdrawn', 'submitted'] as const

const state = oneOf(
  listStates,
  'missing 缺，saved 已传未提交，withdrawn 提交后撤回，submitted 已提交',
  'none came, kept and not submitted, taken back after it was submitted, submitted',
)

const fault = { code: Type.String(both('质控代码', 'code of the check')), name: words }

export const listRoutes = [
  route({
    name: 'lists.quality',
    method: 'GET',
    path: '/api/lists/quality',
    right: 'payments.read',
    summary: {
      zh: '结算清单质量，按机构：应传、已提交、撤回、缺、质控问题',
      en: 'Quality of settlement lists by institution: due, submitted, taken back, missing, what checks found',
    },
    description: {
      zh: '该月办结且仍有效的住院结算各应有一份清单。有错误的上传不留存，不在其列。',
      en: 'Each inpatient settlement of the month that ended a stay and stands is due one list. Uploads with errors are not kept and not counted.',
    },
    query: fields({
      month,
      providerCode: Type.Optional(providerCode),
      scheme: Type.Optional(scheme),
      ...pageFields,
    }),
    answer: page(
      fields({
        providerCode,
        providerName: Type.String(both('机构名称', 'name of the institution')),
        settled: count('应传', 'due'),
        submitted: count('已提交', 'submitted'),
        saved: count('已传未提交', 'kept and not submitted'),
        withdrawn: count('提交后撤回', 'taken back after it was submitted'),
        missing: count('缺', 'none came'),
        flagged: count('有质控提示的清单', 'lists with warnings'),
        replaced: count('重传过的清单', 'lists that were uploaded again'),
        faults: Type.Array(
          fields({ ...fault, lists: count('清单数', 'lists') }),
          both('质控提示，多的在前', 'what checks found, the most frequent first'),
        ),
      }),
    ),
    errors: [],
  }),
  route({
    name: 'lists.find',
    method: 'GET',
    path: '/api/lists',
    right: 'payments.read',
    summary: { zh: '一个机构一个月的结算清单', en: 'Settlement lists of an institution and month' },
    query: fields({
      month,
      providerCode,
      scheme: Type.Optional(scheme),
      state: Type.Optional(
        oneOf([...listStates, 'flagged'], '状态；flagged 有质控提示的', 'state; flagged: with warnings'),
      ),
      ...pageFields,
    }),
    answer: page(
      fields({
        settlementId: text(40, both('结算编号', 'number of the settlement')),
        insuredId,
        scheme,
        settledOn: date('结算日', 'day of settlement'),
        state,
        version: maybe(count('第几次上传', 'which upload')),
        sentAt: maybe(time('上传时间', 'when it was uploaded')),
        findings: Type.Array(
          fields({
            ...fault,
            field: Type.String(both('项目', 'entry')),
            row: maybe(count('第几行', 'row')),
            value: Type.String(both('值', 'value')),
            against: Type.String(both('对照', 'what it was held against')),
          }),
          both('质控提示', 'what checks found'),
        ),
      }),
    ),
    errors: [],
  }),
] as const
