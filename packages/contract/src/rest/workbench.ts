import Type from 'typebox'
import { fileAnswer, restError, route } from './route.ts'
import {
  both,
  count,
  division,
  fen,
  fields,
  maybe,
  oneOf,
  page,
  pageFields,
  providerCode,
  providerLevel,
  providerName,
  text,
  time,
  words,
} from './schemas.ts'

const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const comparisonId = text(40, both('测算编号', 'number of the comparison'))
const statementNumber = text(60, both('结算单号', 'number of the statement'))

const share = (zh: string, en: string) => Type.Integer({ ...both(`${zh}（百万分之一）`, `${en}, parts per million`) })

const methodShare = fields({
  standard: fen('支付标准', 'payment standard'),
  payable: fen('病例应付', 'owed for the cases'),
  yearEnd: fen('年终清算增减', 'what the end of the year adds'),
  income: fen('基金收入', 'income from the fund'),
  difference: fen('与实际记账之差', 'difference to what was charged'),
  kinds: Type.Record(Type.String(), Type.Integer({ minimum: 0 }), both('各种类例数', 'cases by kind')),
})

const sumFields = {
  cases: count('病例数', 'cases'),
  total: fen('总费用', 'total charge'),
  drugs: fen('药品费', 'drugs'),
  consumables: fen('耗材费', 'consumables'),
  fundPaid: fen('已记账基金', 'charged to the fund'),
  stayDays: count('住院日', 'days of stay'),
  meanCost: fen('例均费用', 'mean cost of a case'),
  meanStayMilliDays: count('平均住院日（千分之一日）', 'mean stay, thousandths of a day'),
  cmiPpm: maybe(share('病例组合指数', 'case-mix index')),
  drugSharePpm: share('药占比', 'share of drugs'),
  consumableSharePpm: share('耗占比', 'share of consumables'),
  ungroupedSharePpm: share('未入组率', 'share of ungrouped cases'),
  lowCostSharePpm: share('低倍率', 'share of low-cost cases'),
  highCostSharePpm: share('高倍率', 'share of high-cost cases'),
  shortStaySharePpm: share('短住院率', 'share of short stays'),
  methods: Type.Array(methodShare, both('各方式，按测算的次序', 'by method, in the order of the comparison')),
}

const risk = fields({
  verdict: oneOf(['few', 'none', 'watch', 'high'], '分解住院风险', 'risk of split stays'),
  indicators: Type.Array(
    fields({
      sign: oneOf(['short-stays', 'low-cost', 'readmitted-sooner', 'readmitted-later'], '指标', 'sign'),
      cases: count('例数', 'cases'),
      of: count('总例数', 'of so many'),
      sharePpm: share('占比', 'share'),
      levelSharePpm: share('同级占比', 'share at the level'),
      ratioPpm: maybe(share('倍数', 'times the level')),
      verdict: oneOf(['none', 'watch', 'strong'], '判断', 'verdict'),
    }),
  ),
})

const head = fields({
  comparisonId,
  division,
  year: Type.Integer({ ...both('年度', 'year'), minimum: 1900, maximum: 2999 }),
  source: { ...words, ...both('数据来源', 'where the cases come from') },
  madeAt: time('测算时间', 'made at'),
  cases: count('病例数', 'cases'),
  institutions: count('机构数', 'institutions'),
  methods: Type.Array(fields({ id: Type.String(both('方案', 'plan')), name: words })),
})

const outcome = fields({
  winners: count('受益机构', 'institutions that gain'),
  losers: count('受损机构', 'institutions that lose'),
  gained: fen('受益额', 'gained'),
  lost: fen('受损额', 'lost'),
  largestGains: Type.Array(Type.String()),
  largestLosses: Type.Array(Type.String()),
  gainGroups: Type.Array(Type.String()),
  lossGroups: Type.Array(Type.String()),
})

const series = fields({
  code: Type.String(),
  name: words,
  unit: oneOf(['fen', 'ppm', 'cases'], '单位', 'unit'),
  labels: Type.Array(fields({ code: Type.String(), name: words })),
  lines: Type.Array(
    fields({ name: words, values: Type.Array(maybe(Type.Number()), both('每个标签一个值', 'one value a label')) }),
  ),
})

const unknownComparison = restError({
  code: 'workbench.unknown',
  status: 404,
  message: { zh: '没有这次测算', en: 'there is no such comparison' },
  cure: { zh: '用 workbench.list 查看已有的测算', en: 'look them up with workbench.list' },
})

const unknownStatement = restError({
  code: 'papers.unknown',
  status: 404,
  message: { zh: '没有这张结算单', en: 'there is no such statement' },
  cure: {
    zh: '请核对结算单号；已重开月份的结算单不再有效',
    en: 'check the number; statements of a reopened month are void',
  },
})

const stored = {
  zh: '测算在服务器上用 ./yibao payment compare 完成后存下；此处只读已存的结果。只对地区用户开放。',
  en: 'Comparisons are made with ./yibao payment compare and kept; only what is kept is read here. For users of a region.',
}

export const workbenchRoutes = [
  route({
    name: 'workbench.list',
    method: 'GET',
    path: '/api/payments/comparisons',
    right: 'payments.read',
    summary: { zh: '支付方式测算的列表', en: 'Comparisons of payment methods' },
    description: stored,
    query: fields(pageFields),
    answer: page(head),
    errors: [],
  }),
  route({
    name: 'workbench.compare',
    method: 'GET',
    path: '/api/payments/comparisons/{comparisonId}',
    right: 'payments.read',
    summary: {
      zh: '一年病例在几种支付方式下的比较：合计、等级、月份、图表数据',
      en: 'One year of cases under several methods: sums, levels, months, values of charts',
    },
    description: stored,
    params: fields({ comparisonId }),
    answer: fields({
      ...head.properties,
      sums: fields(sumFields),
      outcomes: Type.Array(outcome),
      levels: Type.Array(fields({ level: providerLevel, institutions: count('机构数', 'institutions'), ...sumFields })),
      months: Type.Array(fields({ month: Type.String(both('月份', 'month')), ...sumFields })),
      series: Type.Array(series),
    }),
    errors: [unknownComparison],
  }),
  route({
    name: 'workbench.institutions',
    method: 'GET',
    path: '/api/payments/comparisons/{comparisonId}/institutions',
    right: 'payments.read',
    summary: { zh: '测算中的机构：收入、差额、指数、风险', en: 'Institutions of a comparison' },
    params: fields({ comparisonId }),
    query: fields(pageFields),
    answer: page(
      fields({
        providerCode,
        providerName,
        level: providerLevel,
        groups: count('病组数', 'groups'),
        ...sumFields,
        expected: fen('按病组均值的费用', 'cost at the means of its groups'),
        costIndexPpm: maybe(share('费用消耗指数', 'cost consumption index')),
        timeIndexPpm: maybe(share('时间消耗指数', 'time consumption index')),
        risk,
      }),
    ),
    errors: [unknownComparison],
  }),
  route({
    name: 'workbench.groups',
    method: 'GET',
    path: '/api/payments/comparisons/{comparisonId}/groups',
    right: 'payments.read',
    summary: { zh: '测算中的病组', en: 'Groups of a comparison' },
    params: fields({ comparisonId }),
    query: fields(pageFields),
    answer: page(
      fields({ group: maybe(Type.String(both('病组；空为未入组', 'group; null for ungrouped cases'))), ...sumFields }),
    ),
    errors: [unknownComparison],
  }),
  route({
    name: 'workbench.export',
    method: 'GET',
    path: '/api/payments/comparisons/{comparisonId}/workbook',
    right: 'payments.export',
    summary: { zh: '导出测算（Excel）', en: 'A comparison as an Excel workbook' },
    description: { zh: '导出记入操作日志。', en: 'Exports are written to the operation log.' },
    params: fields({ comparisonId }),
    answer: fileAnswer(spreadsheet),
    errors: [unknownComparison],
  }),
] as const

const paperRoute = {
  method: 'GET',
  right: 'payments.export',
  params: fields({ statementNumber }),
  errors: [unknownStatement],
} as const
const logged = { zh: '导出记入操作日志。', en: 'Exports are written to the operation log.' }

export const paperRoutes = [
  route({
    ...paperRoute,
    name: 'papers.statement',
    path: '/api/payments/statements/{statementNumber}/statement.pdf',
    summary: { zh: '结算单（PDF）', en: 'A statement as PDF' },
    description: logged,
    answer: fileAnswer('application/pdf'),
  }),
  route({
    ...paperRoute,
    name: 'papers.workbook',
    path: '/api/payments/statements/{statementNumber}/statement.xlsx',
    summary: { zh: '结算单（Excel）', en: 'A statement as an Excel workbook' },
    description: logged,
    answer: fileAnswer(spreadsheet),
  }),
  route({
    ...paperRoute,
    name: 'papers.notice',
    path: '/api/payments/statements/{statementNumber}/notice.pdf',
    summary: { zh: '拨付通知书（PDF）', en: 'A notice of appropriation as PDF' },
    description: logged,
    answer: fileAnswer('application/pdf'),
  }),
] as const
