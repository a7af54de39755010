import Type from 'typebox'
import { unknownThing } from './errors.ts'
import { caseId, millionths, period, reviewId, runId, runKind, unknownCase, unknownRun } from './payment-shapes.ts'
import { route } from './route.ts'
import {
  both,
  count,
  date,
  division,
  fen,
  fields,
  language,
  maybe,
  oneOf,
  page,
  pageFields,
  providerCode,
  providerName,
  said,
  scheme,
  time,
} from './schemas.ts'

const unknownStatement = unknownThing('payments.unknown-statement', '这张结算单', 'such statement')

const runState = oneOf(['running', 'closed', 'reopened'], '状态', 'state')

const runRow = fields({
  runId,
  kind: runKind,
  division,
  schemes: Type.Array(scheme),
  period,
  state: runState,
  issue: count('第几次办理', 'how often the period was run'),
  planHash: Type.String(both('支付方案哈希', 'hash of the plan with its tables')),
  drgScheme: maybe(Type.String(both('DRG 分组方案摘要', 'digest of the grouping scheme'))),
  dipDirectory: maybe(Type.String(both('DIP 病种目录摘要', 'digest of the disease directory'))),
  startedAt: time('开始时间', 'when it was begun'),
  closedAt: maybe(time('办结时间', 'when it was closed')),
  statements: count('可见的结算单数', 'statements within reach'),
})

const statementRow = fields({
  runId,
  providerCode,
  providerName,
  kind: runKind,
  period,
  number: Type.String(both('结算单号', 'number of the statement')),
  noticeNumber: Type.String(both('拨付通知号', 'number of the notice')),
  stands: Type.Boolean(both('现仍有效', 'whether it stands')),
  cases: count('病例数', 'cases'),
  adjustments: count('调整数', 'adjustments of earlier months'),
  fundBooked: fen('结算时基金记账', 'what settlements charged the fund with'),
  fundPayable: fen('基金应付', 'what the fund owes'),
  deducted: fen('扣款', 'deductions'),
  withheld: fen('预留质量保证金', 'deposit withheld'),
  offsetAdvance: fen('冲抵预付', 'advance offset'),
  appropriated: fen('本次拨付', 'transferred now'),
  issuedAt: time('出具时间', 'when it was issued'),
})

const steps = Type.Array(
  fields({
    formula: Type.String(both('步骤代码', 'code of the step')),
    inputs: Type.Array(
      fields({ name: Type.String(), value: Type.String(), unit: Type.String() }),
      both('代入的数值', 'what went in'),
    ),
    result: fields({ value: Type.String(), unit: Type.String() }, both('结果', 'what came out')),
    sources: Type.Array(fields({ parameter: Type.String(), source: Type.String(), assumed: Type.Boolean() })),
  }),
  both('逐步计算', 'the computation, step by step'),
)

const caseRole = oneOf(
  ['case', 'adjustment', 'held'],
  'case 本月病例，adjustment 以前月份的调整，held 暂不支付',
  'priced, difference to earlier months, waiting',
)

const caseRow = fields({
  caseId,
  providerCode,
  providerName,
  runId,
  role: caseRole,
  why: maybe(oneOf(['undone', 'restored', 'review'], '调整原因', 'why it is adjusted')),
  kind: Type.String(both('支付情形', 'how the plan took it, or the code of what is missing')),
  method: maybe(Type.String(both('支付方法', 'method'))),
  group: maybe(Type.String(both('病组', 'group'))),
  dischargedOn: date('出院日期', 'day of discharge'),
  total: fen('总费用', 'total cost'),
  fundPaid: fen('结算时基金记账', 'what its settlement charged the fund with'),
  points: millionths('点数', 'points'),
  standard: fen('支付标准', 'payment standard'),
  fundPayable: fen('基金应付', 'what the fund owes'),
  reviewId: maybe(reviewId),
})

export const paymentRoutes = [
  route({
    name: 'payments.runs',
    method: 'GET',
    path: '/api/payments/runs',
    right: 'payments.read',
    summary: {
      zh: '付费批次：预付、月结算、清算，新的在前',
      en: 'Runs: advances, month-ends, clearings; newest first',
    },
    query: fields({
      kind: Type.Optional(runKind),
      scheme: Type.Optional(scheme),
      period: Type.Optional(period),
      ...pageFields,
    }),
    answer: page(runRow),
    errors: [],
  }),
  route({
    name: 'payments.run',
    method: 'GET',
    path: '/api/payments/runs/{runId}',
    right: 'payments.read',
    summary: { zh: '一个批次', en: 'One run' },
    params: fields({ runId }),
    answer: fields({
      ...runRow.properties,
      reopenedAt: maybe(time('重开时间', 'when it was reopened')),
      reason: maybe(said('重开理由；机构不显示', 'why; not told to an institution')),
    }),
    errors: [unknownRun],
  }),
  route({
    name: 'payments.statements',
    method: 'GET',
    path: '/api/payments/statements',
    right: 'payments.read',
    summary: { zh: '结算单', en: 'Statements' },
    query: fields({
      runId: Type.Optional(runId),
      providerCode: Type.Optional(providerCode),
      period: Type.Optional(period),
      ...pageFields,
    }),
    answer: page(statementRow),
    errors: [],
  }),
  route({
    name: 'payments.statement',
    method: 'GET',
    path: '/api/payments/runs/{runId}/statements/{providerCode}',
    right: 'payments.read',
    summary: { zh: '一张结算单：金额、逐步计算、分录', en: 'One statement: amounts, computation, journal entries' },
    params: fields({ runId, providerCode }),
    query: fields({ language }),
    answer: fields({
      statement: statementRow,
      held: count('暂不支付的病例，不在病例数内', 'cases that wait; not counted among `cases`'),
      steps,
      stepsText: Type.String(both('可读的计算过程', 'the computation as people read it')),
      entries: Type.Array(
        fields({
          entryId: Type.String(both('凭证号', 'number of the entry')),
          kind: Type.String(both('凭证种类', 'kind')),
          at: time('记账时间', 'when it was booked'),
          opposes: maybe(Type.String(both('红字冲销的凭证', 'the entry it undoes'))),
          postings: Type.Array(
            fields({ account: Type.String(both('科目', 'account')), amount: fen('借正贷负', 'positive comes in') }),
          ),
        }),
        both('分录，每张合计为零', 'journal entries; each sums to zero'),
      ),
    }),
    errors: [unknownStatement],
  }),
  route({
    name: 'payments.cases',
    method: 'GET',
    path: '/api/payments/runs/{runId}/cases',
    right: 'payments.read',
    summary: { zh: '一个批次的病例', en: 'Cases of a run' },
    description: {
      zh: '试算的病例只有能办理月结算的人看得到。',
      en: 'The cases of a trial are for those who may run a month-end.',
    },
    params: fields({ runId }),
    query: fields({ providerCode: Type.Optional(providerCode), role: Type.Optional(caseRole), ...pageFields }),
    answer: page(caseRow),
    errors: [unknownRun],
  }),
  route({
    name: 'payments.case',
    method: 'GET',
    path: '/api/payments/runs/{runId}/cases/{caseId}',
    right: 'payments.read',
    summary: { zh: '一份病例怎样支付，逐步计算', en: 'How one case was paid, step by step' },
    params: fields({ runId, caseId }),
    query: fields({ language }),
    answer: fields({
      case: caseRow,
      diagnoses: Type.Array(Type.String(), both('诊断，首位为主要诊断', 'diagnoses, the principal one first')),
      operations: Type.Array(Type.String(), both('手术操作，首位为主要', 'operations, the principal one first')),
      stayDays: maybe(count('住院天数', 'days of the stay')),
      steps,
      stepsText: Type.String(both('可读的计算过程', 'the computation as people read it')),
    }),
    errors: [unknownCase],
  }),
] as const
