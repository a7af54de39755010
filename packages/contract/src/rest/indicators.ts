import Type from 'typebox'
import { unknownThing } from './errors.ts'
import { saidError as error, route } from './route.ts'
import { both, count, fields, maybe, oneOf, page, pageFields, providerCode, said, text, words } from './schemas.ts'

const run = Type.String({
  ...both('运行，写成 任务/期间', 'the run, as schedule/period'),
  examples: ['monthly/2025-03'],
  pattern: '^[a-z0-9-]{1,40}/[0-9]{4}[0-9Q-]{0,6}$',
})
const indicator = text(20, { ...both('指标代码', 'code of the indicator'), examples: ['V03'] })
const topic = text(40, { ...both('主题', 'topic'), examples: ['cost'] })
/** What numbers are told of; persons are not among them: their findings are. */
const grainNames = [
  'region',
  'scheme',
  'provider',
  'department',
  'doctor',
  'disease-group',
  'age-band',
  'rule',
  'terminal',
  'unit',
  'risk-class',
] as const
const grain = oneOf(grainNames, '统计对象', 'what it is a number of')
const key = text(120, {
  ...both('对象的代码，两个代码之间写 /', 'codes of the subject, with / between two'),
  examples: ['H33020000001/0300'],
})
const means = oneOf(['target', 'outlier', 'trend'], '方法：标值、离群、趋势', 'set value, peers, trend')
const verdict = oneOf(
  ['bad', 'fine', 'refused'],
  '判定：bad 异常，fine 正常，refused 不判定',
  'beyond, within, not judged',
)
const number = (zh: string, en: string) => Type.Number(both(zh, en))

const runRow = fields({
  run,
  period: said('期间', 'period'),
  madeAt: said('何时算出', 'when it was made'),
  digest: said('运行摘要', 'digest of the run'),
  values: count('数值个数', 'numbers'),
  beyond: count('判为异常的个数', 'judged to be beyond'),
  listed: count('列为高风险的对象', 'subjects whose score is listed'),
  gaps: Type.Array(Type.String(), both('数据缺口', 'what the data lack')),
})

const indicatorRow = fields({
  code: indicator,
  name: words,
  topic: said('主题', 'topic'),
  unit: said('单位', 'unit'),
  grains: Type.Array(Type.String(both('统计对象', 'what it is a number of'))),
  means: Type.Array(Type.String(both('方法', 'means'))),
  badWhen: oneOf(['high', 'low', 'two-sided'], '何为异常', 'which side is bad'),
  reference: words,
  target: maybe(number('标值', 'set value')),
  assumed: Type.Boolean(both('起步值，待校准', 'a starting value, to be calibrated')),
  note: maybe(words),
  bad: count('异常', 'beyond'),
  fine: count('正常', 'within'),
  refused: count('不判定', 'not judged'),
  lacks: Type.Array(Type.String(), both('缺少的数据', 'data that are lacking')),
})

const topicRow = fields({
  code: topic,
  name: words,
  signals: Type.Array(
    fields({ indicator, means: said('方法', 'means'), weight: number('权重', 'weight') }),
    both('组成', 'what it is made of'),
  ),
})

const subject = {
  grain,
  key,
  providerCode: maybe(providerCode),
  name: maybe(said('机构名称', 'name of the institution')),
  level: maybe(said('等级', 'level')),
  kind: maybe(said('类型', 'kind')),
  region: maybe(said('统筹区', 'region')),
}

const refusedFor = fields(
  {
    code: said('代码', 'code'),
    have: maybe(number('现有', 'there are')),
    needed: maybe(number('至少需要', 'needed')),
    months: Type.Array(Type.String(), both('月份', 'months')),
  },
  both('为何不判定', 'why it is not judged'),
)

const valueRow = fields({
  ...subject,
  value: maybe(number('数值', 'value')),
  numerator: number('分子', 'numerator'),
  denominator: maybe(number('分母', 'denominator')),
  rows: count('行数', 'rows behind it'),
  judged: Type.Array(
    fields({
      means,
      verdict,
      distance: maybe(number('偏离', 'how far beyond: part of the limit, z, or part of the level')),
    }),
  ),
})

const beyondRow = fields({
  ...subject,
  indicator,
  means,
  value: maybe(number('数值', 'value')),
  rows: count('行数', 'rows behind it'),
  distance: number('偏离', 'how far beyond: part of the limit, z, or part of the level'),
})

const comparison = {
  value: number('本值', 'its own'),
  median: number('同类中位数', 'median of the peers'),
  mad: number('MAD', 'MAD'),
  z: number('z', 'z'),
  part: number('与中位数之差', 'distance as a part of the median'),
  rank: number('位次', 'share of peers below'),
}

const card = fields({
  ...subject,
  run: runRow,
  indicator: indicatorRow,
  period: said('期间', 'period'),
  value: maybe(number('数值', 'value')),
  numerator: said('分子，金额以元计', 'numerator, money in yuan'),
  denominator: maybe(said('分母，金额以元计', 'denominator, money in yuan')),
  rows: count('行数', 'rows behind it'),
  judged: Type.Array(
    fields({
      means,
      verdict,
      refused: Type.Array(refusedFor),
      target: maybe(
        fields({
          low: maybe(number('下限', 'at least')),
          high: maybe(number('上限', 'at most')),
          beyond: number('超出部分', 'part beyond'),
        }),
      ),
      outlier: maybe(
        fields({
          threshold: number('阈值', 'threshold of z'),
          logarithmic: Type.Boolean(both('按对数比较', 'compared on logarithms')),
          by: Type.Array(Type.String(), both('同类的共同点', 'what peers have in common')),
          peers: count('同类家数', 'peers'),
          plain: fields(comparison),
          adjusted: maybe(
            fields({
              ...comparison,
              expected: number('期望，费用以元计', 'expected, cost in yuan'),
              observed: number('实际，费用以元计', 'observed, cost in yuan'),
              groups: count('病组数', 'groups'),
              stays: count('例数', 'stays'),
              ungrouped: count('未入组', 'stays without a group'),
            }),
          ),
        }),
      ),
      trend: maybe(
        fields({
          months: count('月数', 'months'),
          season: Type.Boolean(both('已去季节', 'season taken out')),
          monthOnMonth: maybe(number('环比', 'month on month')),
          yearOnYear: maybe(number('同比', 'year on year')),
          drift: number('年漂移', 'drift a year'),
          low: number('EWMA 下限', 'lower limit'),
          high: number('EWMA 上限', 'upper limit'),
          changes: Type.Array(
            fields({
              month: said('自', 'from'),
              before: number('原水平', 'level before'),
              after: number('新水平', 'level after'),
              shift: number('变化', 'shift'),
              p: number('p', 'p'),
            }),
          ),
        }),
      ),
    }),
  ),
  peers: maybe(
    fields(
      {
        adjusted: Type.Boolean(both('实际÷期望', 'observed by expected')),
        own: number('本值', 'its own'),
        others: Type.Array(Type.Number()),
      },
      both('同类分布', 'the peers'),
    ),
  ),
  series: maybe(
    fields({
      first: said('首月', 'first month'),
      values: Type.Array(maybe(Type.Number()), both('逐月，缺月为空', 'by month, null where there is none')),
    }),
  ),
  sameDefinitions: Type.Boolean(both('指标定义与运行时相同', 'the definitions are those of the run')),
})

const riskRow = fields({
  ...subject,
  topic,
  score: maybe(number('0–100 分', 'from 0 to 100')),
  listed: Type.Boolean(both('列为高风险', 'its score is listed')),
  judged: number('可判定的权重', 'part of the weight that was judged'),
  reasons: Type.Array(
    fields({ indicator, name: words, means: said('方法', 'means'), points: number('得分', 'points') }),
  ),
})

const behindRow = fields({
  key: said('键', 'key'),
  numerator: said('分子，金额以元计', 'numerator, money in yuan'),
  denominator: said('分母，金额以元计', 'denominator, money in yuan'),
  columns: Type.Array(fields({ name: words, value: said('值', 'value') })),
})

const unknownRun = unknownThing('indicators.unknown-run', '这次运行', 'such run')
const unknownNumber = unknownThing('indicators.unknown-number', '这个数值', 'such number')
const busy = error(
  'indicators.busy',
  429,
  ['正在为他人计算', 'it is at work for others'],
  ['请过几秒再试', 'try again in a few seconds'],
)
const askedSubject = { run, indicator, grain, key }

export const indicatorRoutes = [
  route({
    name: 'indicators.runs',
    method: 'GET',
    path: '/api/indicators/runs',
    right: 'indicators.read',
    summary: { zh: '监管指标的各次运行，新的在前', en: 'Runs of supervision indicators, newest first' },
    description: {
      zh: '由夜间任务按 policy/supervision/schedules.yaml 算出。',
      en: 'The night makes them, as policy/supervision/schedules.yaml says.',
    },
    answer: fields({ rows: Type.Array(runRow, { maxItems: 200 }) }),
    errors: [],
  }),
  route({
    name: 'indicators.list',
    method: 'GET',
    path: '/api/indicators',
    right: 'indicators.read',
    summary: {
      zh: '指标与主题，及一次运行的判定数',
      en: 'Indicators and topics, with how many numbers of a run were judged how',
    },
    query: fields({ run: Type.Optional(run) }),
    answer: fields({ rows: Type.Array(indicatorRow), topics: Type.Array(topicRow) }),
    errors: [unknownRun],
  }),
  route({
    name: 'indicators.values',
    method: 'GET',
    path: '/api/indicators/values',
    right: 'indicators.read',
    summary: {
      zh: '一个指标在一次运行中的数值和判定',
      en: 'The numbers of one indicator of a run, with how they were judged',
    },
    query: fields({
      run,
      indicator,
      grain,
      verdict: Type.Optional(verdict),
      providerCode: Type.Optional(providerCode),
      order: Type.Optional(
        oneOf(['far', 'high', 'low'], '排序，缺省偏离大的在前', 'in which order, the farthest first when absent'),
      ),
      ...pageFields,
    }),
    answer: page(valueRow),
    errors: [unknownRun, busy],
  }),
  route({
    name: 'indicators.beyond',
    method: 'GET',
    path: '/api/indicators/beyond',
    right: 'indicators.read',
    summary: {
      zh: '一次运行的全部异常，按指标，偏离大的在前',
      en: 'All that a run found beyond, by indicator, the farthest first',
    },
    query: fields({ run, providerCode: Type.Optional(providerCode), ...pageFields }),
    answer: page(beyondRow),
    errors: [unknownRun, busy],
  }),
  route({
    name: 'indicators.risks',
    method: 'GET',
    path: '/api/indicators/risks',
    right: 'indicators.read',
    summary: { zh: '一次运行的风险评分，高的在前', en: 'Risk scores of a run, the highest first' },
    query: fields({
      run,
      topic: Type.Optional(topic),
      grain: Type.Optional(grain),
      providerCode: Type.Optional(providerCode),
      ...pageFields,
    }),
    answer: page(riskRow),
    errors: [unknownRun, busy],
  }),
  route({
    name: 'indicators.card',
    method: 'GET',
    path: '/api/indicators/card',
    right: 'indicators.read',
    summary: { zh: '一个数值的卡片：同类、逐月、依据', en: 'The card of one number: its peers, its months, and why' },
    query: fields(askedSubject),
    answer: card,
    errors: [unknownRun, unknownNumber, busy],
  }),
  route({
    name: 'indicators.rows',
    method: 'GET',
    path: '/api/indicators/rows',
    right: 'indicators.read',
    summary: { zh: '一个数值背后的行，并重新加总', en: 'The rows behind one number, added up again' },
    query: fields({ ...askedSubject, ...pageFields }),
    answer: fields({
      ...page(behindRow).properties,
      all: count('总行数', 'rows in all'),
      agrees: Type.Boolean(both('合计与数值相符', 'they add up to the number')),
    }),
    errors: [
      unknownRun,
      unknownNumber,
      busy,
      error(
        'indicators.changed-since',
        409,
        ['运行之后数据或定义已变', 'the data or the definitions have changed since the run'],
        ['请看新一次运行，或以命令行重新运行', 'look at the next run, or run it again from the command line'],
      ),
      error(
        'indicators.too-long',
        503,
        ['行数过多，未能在时限内读完', 'there are more rows than can be read in time'],
        ['请选小一些的对象，或用 ./yibao indicator rows', 'choose a smaller subject, or use ./yibao indicator rows'],
      ),
    ],
  }),
] as const
