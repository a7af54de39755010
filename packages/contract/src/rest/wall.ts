import Type from 'typebox'
import { restError, route } from './route.ts'
import {
  both,
  count,
  date,
  division,
  fen,
  fields,
  insuredId,
  maybe,
  oneOf,
  page,
  pageFields,
  providerCode,
  said,
  scheme,
  settlementId,
  text,
  time,
} from './schemas.ts'

const sums = {
  settled: count('结算笔数', 'settlements made'),
  undone: count('撤销、冲正笔数', 'settlements cancelled or reversed'),
  restored: count('恢复笔数', 'settlements restored'),
  total: fen('医疗总费用', 'total charge'),
  fund: fen('基金支付合计', 'paid by all funds'),
  account: fen('个人账户支付', 'paid from personal accounts'),
  cash: fen('现金支付', 'paid in cash'),
  outsideSettled: count('其中异地结算笔数', 'of these, settled outside the region of the fund'),
  outsideTotal: fen('其中异地总费用', 'of this, outside the region of the fund'),
  outsideFund: fen('其中异地基金支付', 'of this, paid by the funds outside their region'),
}

const month = Type.String({ ...both('月份', 'month'), examples: ['2025-03'], pattern: '^\\d{4}-\\d\\d$' })
const period = oneOf(['day', 'month', 'year'], '今日、本月、本年', 'today, this month, this year')
const range = { from: date('起始日', 'first day'), until: date('截止日（含）', 'last day') }

const bySchemes = (zh: string, en: string) => Type.Array(fields({ scheme, ...sums }), both(zh, en))

const standing = fields({
  scheme,
  opening: maybe(fields({ month, amount: fen('期初结余', 'what was there when the month began') })),
  income: fen('本年收入', 'income of the year'),
  spending: fen('本年支出', 'spending of the year'),
  balance: maybe(fen('累计结余；未录期初时为空', 'balance; null without an opening')),
  meanMonth: maybe(fen('月均支出', 'mean spending of a month')),
  months: count('月均所据整月数', 'whole months that the mean is of'),
  payableTenths: maybe(count('可支付月数（十分之一月）', 'months payable, in tenths')),
})

const net = {
  zh: '撤销和冲正以负数计入，合计为净额；几秒内的同一问题得到同一应答。',
  en: 'What was undone counts with the opposite sign; the same question gets the same answer for some seconds.',
}

const budget = fields({
  division,
  scheme,
  plan: Type.String(both('付费方案', 'payment plan')),
  budget: fen('年度预算', 'budget of the year'),
  used: fen('已用', 'used'),
  planned: fen('按进度至今应支出', 'planned so far'),
  over: Type.Boolean(both('超进度', 'more than planned')),
})

export const wallRoutes = [
  route({
    name: 'wall.figures',
    method: 'GET',
    path: '/api/wall/figures',
    right: 'reports.read',
    summary: {
      zh: '大屏：今日与本年结算、基金收支结余和可支付月数',
      en: 'The wall: settlements of today and of the year, income, spending and balance of the funds',
    },
    description: net,
    answer: fields({
      at: time('业务时间', 'business time'),
      day: date('今日', 'today'),
      today: bySchemes('今日，按险种', 'today by scheme'),
      year: bySchemes('本年，按险种', 'this year by scheme'),
      funds: Type.Array(standing, both('基金，按险种；机构用户为空', 'the funds by scheme; none for institutions')),
    }),
    errors: [],
  }),
  route({
    name: 'wall.recent',
    method: 'GET',
    path: '/api/wall/recent',
    right: 'reports.read',
    summary: { zh: '大屏：今日最新结算，新的在前', en: 'The wall: the latest settlements of today, newest first' },
    query: fields({ since: Type.Optional(text(70, both('上次应答的 cursor', 'the `cursor` of the answer before'))) }),
    answer: fields({
      at: time('业务时间', 'business time'),
      rows: Type.Array(
        fields({
          insuredId,
          settlementId,
          at: time('结算时间', 'settled at'),
          kind: Type.String(both('结算、撤销、冲正或恢复', 'settle, cancel, reverse or restore')),
          person: maybe(Type.String(both('姓名（已脱敏）', 'name, masked'))),
          providerCode,
          provider: maybe(Type.String(both('机构名称', 'name of the institution'))),
          scheme,
          division,
          medType: Type.String(both('医疗类别 med_type', 'kind of care')),
          total: fen('总费用', 'total charge'),
          fund: fen('基金支付', 'paid by the funds'),
        }),
        { maxItems: 30 },
      ),
      cursor: maybe(Type.String(both('下次以此为 since', 'the `since` of the next question'))),
    }),
    errors: [],
  }),
  route({
    name: 'wall.ranking',
    method: 'GET',
    path: '/api/wall/ranking',
    right: 'reports.read',
    summary: { zh: '大屏：机构或区划排名，前 20', en: 'The wall: institutions or divisions, the first twenty' },
    description: net,
    query: fields({
      by: Type.Optional(oneOf(['institution', 'division'], '机构（缺省）或区划', 'institutions, or divisions')),
      period: Type.Optional(period),
      order: Type.Optional(oneOf(['total', 'fund', 'settled'], '按何排名', 'by what they are ranked')),
    }),
    answer: fields({
      ...range,
      rows: Type.Array(
        fields({
          code: Type.String(both('机构编码或区划', 'code of the institution or the division')),
          name: maybe(Type.String(both('名称', 'name'))),
          ...sums,
        }),
        { maxItems: 20 },
      ),
    }),
    errors: [],
  }),
  route({
    name: 'wall.divisions',
    method: 'GET',
    path: '/api/wall/divisions',
    right: 'reports.read',
    summary: {
      zh: '大屏：就医地各区划，附示意图位置',
      en: 'The wall: divisions where care was given, each with the place of its tile',
    },
    description: {
      zh: '位置是本平台按区划代码排成的方格，不代表地理边界。',
      en: 'Places are a grid of our own in the order of the codes; they show no borders.',
    },
    query: fields({ period: Type.Optional(period) }),
    answer: fields({
      ...range,
      rows: Type.Array(
        fields({
          division: Type.String(
            both('区划；机构未建档时为空串', 'division; empty where the institution is not on file'),
          ),
          name: maybe(Type.String(both('名称', 'name'))),
          x: count('列', 'column'),
          y: count('行', 'row'),
          ...sums,
        }),
      ),
    }),
    errors: [],
  }),
  route({
    name: 'wall.warnings',
    method: 'GET',
    path: '/api/wall/warnings',
    right: 'reports.read',
    summary: {
      zh: '大屏：案件与期限、指标异常、预算进度',
      en: 'The wall: matters and their limits, what indicators found beyond, budgets',
    },
    description: { zh: '无相应权限的部分为空。', en: 'What the asker has no right to see is null.' },
    answer: fields({
      matters: maybe(
        fields({
          reviews: count('未结疑点', 'review items that are open'),
          cases: count('未结案件', 'cases that are open'),
          overdue: count('已过期限', 'whose limit is over'),
          dueSoon: count('三日内到期', 'whose limit ends within three days'),
          outliers: count('指标引起的未结疑点和案件', 'open matters that indicators raised'),
          stake: fen('涉及金额', 'at stake'),
        }),
      ),
      indicators: maybe(
        fields(
          {
            run: said('运行', 'run'),
            period: said('期间', 'period'),
            count: count('异常的判定', 'judgements that something is beyond'),
          },
          both('最近一次有异常的指标运行', 'the latest run of indicators that found anything'),
        ),
      ),
      budgets: maybe(Type.Array(budget, { maxItems: 20 })),
    }),
    errors: [],
  }),
  route({
    name: 'wall.income',
    method: 'GET',
    path: '/api/wall/income',
    right: 'reports.read',
    summary: { zh: '基金收入与期初结余，逐笔', en: 'Income and opening balances of the funds, line by line' },
    description: {
      zh: '用 ./yibao fund import 录入；机构用户看不到。',
      en: 'Entered with ./yibao fund import; institutions see none.',
    },
    query: fields(pageFields),
    answer: page(
      fields({
        entryId: Type.String(both('编号', 'number')),
        division,
        scheme,
        month,
        kind: oneOf(
          ['opening', 'contribution', 'subsidy', 'interest', 'transfer', 'other'],
          '期初、保费、补助、利息、转移、其他',
          'opening, contributions, subsidies, interest, transfers, other',
        ),
        amount: fen('金额', 'amount'),
        source: Type.String(both('依据', 'where it stands')),
        enteredAt: time('录入时间', 'entered at'),
      }),
    ),
    errors: [
      restError({
        code: 'wall.bad-page',
        status: 400,
        message: { zh: '翻页位置不对', en: 'the page begins nowhere' },
        cure: { zh: '请原样使用上一页给出的 next', en: 'use the `next` of the page before as it is' },
      }),
    ],
  }),
] as const
