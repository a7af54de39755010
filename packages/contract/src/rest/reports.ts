import Type from 'typebox'
import { fileAnswer, restError, route } from './route.ts'
import {
  askedDate,
  both,
  count,
  date,
  fen,
  fields,
  maybe,
  oneOf,
  page,
  pageFields,
  providerCode,
  providerName,
  scheme,
} from './schemas.ts'
import { payerFields } from './settlement-shapes.ts'

/** The longest range of a report by days, and of one by institutions. */
export const reportDays = { daily: 31, institutions: 366 } as const

/** As many rows as one workbook may have: nothing else is answered while it is being written. */
export const exportLimit = 2_000

const rangeFields = {
  from: askedDate('起始日', 'first day'),
  until: askedDate('截止日（含）', 'last day'),
  providerCode: Type.Optional(providerCode),
  scheme: Type.Optional(scheme),
  division: Type.Optional(
    Type.String({
      ...both('机构所在区划，恰为此代码', 'division in which institutions lie, exactly this one'),
      examples: ['330200'],
      pattern: '^\\d{6}$',
    }),
  ),
}

const sums = {
  settled: count('结算笔数', 'settlements made'),
  undone: count('撤销、冲正笔数', 'settlements cancelled or reversed'),
  restored: count('恢复笔数', 'settlements restored'),
  total: fen('医疗总费用', 'total charge'),
  ...payerFields,
}

const daysFault = restError({
  code: 'reports.bad-range',
  status: 400,
  message: { zh: '日期范围不对', en: 'the range of days cannot be taken' },
  cure: {
    zh: `until 不早于 from；按日 ${reportDays.daily} 天以内，按机构 ${reportDays.institutions} 天以内`,
    en: `until not before from; at most ${reportDays.daily} days by day, ${reportDays.institutions} by institution`,
  },
})

const net = {
  zh: '撤销和冲正以负数计入，合计为净额。',
  en: 'What was undone counts with the opposite sign: sums are net.',
}

export const reportRoutes = [
  route({
    name: 'reports.daily',
    method: 'GET',
    path: '/api/reports/daily',
    right: 'reports.read',
    summary: {
      zh: '按日、机构、险种统计结算',
      en: 'Settlements by day, institution and scheme',
    },
    description: net,
    query: fields({ ...rangeFields, ...pageFields }),
    answer: fields({
      ...page(fields({ day: date('日期', 'day'), providerCode, providerName, scheme, ...sums })).properties,
      sums: fields(sums, both('整个范围的合计', 'over the whole range, not this page only')),
    }),
    errors: [daysFault],
  }),
  route({
    name: 'reports.institutions',
    method: 'GET',
    path: '/api/reports/institutions',
    right: 'reports.read',
    summary: { zh: '按机构统计结算', en: 'Settlements by institution' },
    description: net,
    query: fields({ ...rangeFields, ...pageFields }),
    answer: fields({
      ...page(
        fields({
          providerCode,
          name: maybe(Type.String(both('机构名称', 'name of the institution'))),
          people: count('就医人数', 'people'),
          ...sums,
        }),
      ).properties,
      sums: fields(sums, both('整个范围的合计', 'over the whole range, not this page only')),
    }),
    errors: [daysFault],
  }),
  route({
    name: 'reports.export',
    method: 'GET',
    path: '/api/reports/export',
    right: 'reports.export',
    summary: { zh: '导出统计表（Excel）', en: 'A report as an Excel workbook' },
    description: {
      zh: `与同名报表相同，最多 ${exportLimit} 行；导出记入操作日志。`,
      en: `The same as the report of that name, at most ${exportLimit} rows; exports are written to the operation log.`,
    },
    query: fields({ report: oneOf(['daily', 'institutions'], '哪张报表', 'which report'), ...rangeFields }),
    answer: fileAnswer('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
    errors: [
      daysFault,
      restError({
        code: 'reports.too-many-rows',
        status: 400,
        message: { zh: `超过 ${exportLimit} 行`, en: `more than ${exportLimit} rows` },
        cure: { zh: '请缩短日期或指定机构', en: 'take fewer days, or one institution' },
      }),
    ],
  }),
] as const
