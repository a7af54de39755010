import Type from 'typebox'
import { unknownThing } from './errors.ts'
import { jobErrors, jobShape } from './job-shapes.ts'
import { period, runId, runKind } from './payment-shapes.ts'
import { route } from './route.ts'
import { both, count, date, division, fields, maybe, scheme, words } from './schemas.ts'

const unknownScope = unknownThing(
  'payments.unknown-scope',
  '这个统筹区和险种的支付方案',
  'plan of payment for this region and insurance',
)

const flag = (zh: string, en: string) => Type.Optional(Type.Boolean(both(zh, en)))

/** How far regions have come, and the run that is next, as a job. */
export const paymentRunRoutes = [
  route({
    name: 'payments.scopes',
    method: 'GET',
    path: '/api/payments/scopes',
    right: 'payments.read',
    summary: {
      zh: '哪些统筹区和险种按病例付费，办到哪个月',
      en: 'Which regions and insurances pay by cases, and up to which month they have done so',
    },
    answer: fields({
      rows: Type.Array(
        fields({
          division,
          scheme,
          planId: Type.String(both('支付方案', 'plan of payment')),
          planName: words,
          from: date('方案自何日起', 'the plan holds from'),
          until: maybe(date('方案至何日止（不含）', 'and until, not included')),
          closedMonth: maybe(Type.String(both('最后一个办结的月份', 'the last month that was closed'))),
          clearedYear: maybe(Type.String(both('最后一个清算的年度', 'the last year that was cleared'))),
          unfinished: maybe(
            fields(
              {
                runId,
                kind: runKind,
                period,
                institutions: count('机构数', 'institutions'),
                done: count('已定价', 'priced'),
              },
              both('没有办完的批次', 'a run that is not finished'),
            ),
          ),
        }),
      ),
    }),
    errors: [],
  }),
  route({
    name: 'payments.start',
    method: 'POST',
    path: '/api/payments/runs',
    right: 'payments.run',
    summary: {
      zh: '办理月结算、预付或年终清算，作为任务进行',
      en: 'Run a month-end, an advance or the clearing of a year, as a job',
    },
    description: {
      zh: '收集、分组、定价、出单；同一统筹区、险种和期间同时只有一个。中断后再办，从断处接着做。试算不记账。',
      en: 'Collects, groups, prices, makes statements; one at a time of a region, insurance and period. What was broken off goes on where it was. A trial books nothing.',
    },
    body: fields({
      kind: runKind,
      division,
      scheme,
      period,
      trial: flag('只试算该月，不记账', 'only try the month, book nothing'),
      hold: flag('不能定价的病例留到下月', 'leave what cannot be priced to the next month'),
      partial: flag('只清算已办结的月份', 'clear the months that were closed'),
      underLast: flag(
        '各月方案不同的，按最后一个月的方案清算',
        'clear under the plan of the last month where months had several',
      ),
    }),
    answer: jobShape,
    errors: [unknownScope, ...jobErrors],
  }),
] as const
