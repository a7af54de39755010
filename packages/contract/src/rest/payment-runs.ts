import Type from 'typebox'
import { unknownThing } from './errors.ts'
import { jobErrors, jobShape } from './job-shapes.ts'
import { period, runId, runKind, unknownRun } from './payment-shapes.ts'
import { saidError as error, route } from './route.ts'
import { both, count, date, division, fields, maybe, reason, scheme, words } from './schemas.ts'

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
  route({
    name: 'payments.reopen',
    method: 'POST',
    path: '/api/payments/runs/{runId}/reopening',
    right: 'payments.run',
    summary: {
      zh: '重开已办结的期间：以红字分录冲销，结算单作废',
      en: 'Reopen a closed period: opposite entries are booked, its statements are void',
    },
    description: {
      zh: '只能重开最后一期；已清算年度的月份先重开年度，已冲抵的预付先重开该月。系统外已拨付的款项和已发出的单据不会收回。',
      en: 'The last period only; a month of a cleared year after the year, an advance after its month. Money and papers that left the centre do not come back by themselves.',
    },
    params: fields({ runId }),
    body: fields({ reason }),
    answer: fields({ runId, entries: count('红字分录张数', 'opposite entries') }),
    errors: [
      unknownRun,
      error(
        'payments.not-closed',
        409,
        ['这个批次没有办结，或已重开', 'the run is not closed, or was reopened'],
        ['请刷新后再看', 'look at it anew'],
      ),
      error(
        'payment.no-run',
        409,
        ['该期间现在没有这个批次', 'this run does not stand for the period any more'],
        ['请刷新后再看', 'look at it anew'],
      ),
      error(
        'payment.later-closed',
        409,
        ['之后的期间已办结，或已清算、已冲抵', 'a later period is closed, or has taken this one into account'],
        ['请先重开所列的一次', 'first reopen the one named'],
      ),
      error(
        'payment.busy',
        409,
        ['该统筹区正在办理另一批付费结算', 'another run of the region is at work'],
        ['等它办完再办', 'wait until it is done'],
      ),
    ],
  }),
] as const
