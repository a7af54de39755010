import Type from 'typebox'
import { unknownThing } from './errors.ts'
import { period, runId, runKind } from './payment-shapes.ts'
import { restError, route } from './route.ts'
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
  reason,
  scheme,
  text,
  time,
} from './schemas.ts'

const caseId = text(40, {
  ...both('病例编号，即结算编号', 'number of the case, that of its settlement'),
  examples: ['174096000000000001A1B2C3D4'],
})
const reviewId = text(40, { ...both('特例编号', 'number of the review'), examples: ['174096000000000005A1B2C3D4'] })
const userId = text(32, { ...both('用户名', 'sign-in name'), examples: ['li.si'] })
const millionths = (zh: string, en: string) =>
  Type.Integer({
    ...both(`${zh}（百万分之一）`, `${en}, millionths`),
    minimum: -9_007_199_254_740_991,
    maximum: 9_007_199_254_740_991,
  })

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

const caseRow = fields({
  caseId,
  providerCode,
  runId,
  role: oneOf(
    ['case', 'adjustment', 'held'],
    'case 本月病例，adjustment 以前月份的调整，held 暂不支付',
    'priced, difference to earlier months, waiting',
  ),
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

const outcome = fields(
  {
    kind: oneOf(
      ['rejected', 'points', 'money', 'cost'],
      'rejected 不予，points 改按点数，money 改按金额，cost 按费用比例',
      'refused, other points, another amount, a share of its cost',
    ),
    points: Type.Optional(millionths('点数', 'points')),
    standard: Type.Optional(fen('支付标准', 'payment standard')),
    share: Type.Optional(millionths('费用的比例', 'share of the cost')),
  },
  both('评审结果', 'outcome'),
)

const reviewWhole = fields({
  reviewId,
  providerCode,
  caseId,
  year: Type.String(both('年度', 'year')),
  state: oneOf(
    ['applied', 'assigned', 'disputed', 'decided'],
    'applied 已申请，assigned 评审中，disputed 意见不一，decided 已决定',
    'applied for, with reviewers, reviewers differ, decided',
  ),
  reason: Type.String(both('申请理由', 'why it was asked for')),
  appliedBy: Type.String(both('申请人', 'who asked')),
  appliedAt: time('申请时间', 'when'),
  firstReviewer: maybe(Type.String(both('评审人', 'reviewer'))),
  secondReviewer: maybe(Type.String(both('评审人', 'reviewer'))),
  arbiter: maybe(Type.String(both('第三评审人', 'third reviewer'))),
  opinions: Type.Array(
    fields({ reviewer: Type.String(), outcome, reason: Type.String(), at: time('时间', 'when') }),
    both('意见；决定前只有评审人看得到', 'opinions; before the decision only reviewers see them'),
  ),
  outcome: maybe(outcome),
  decidedAt: maybe(time('决定时间', 'when it was decided')),
  effectRun: maybe(runId),
})

/** What may be refused about payments, in words; the command line tells them too. */
const paymentErrors = {
  unknownRun: unknownThing('payments.unknown-run', '这个批次', 'such run'),
  unknownStatement: unknownThing('payments.unknown-statement', '这张结算单', 'such statement'),
  unknownCase: unknownThing('payment.unknown-case', '这份病例', 'such case'),
  unknownReview: unknownThing('payment.unknown-review', '这件特例', 'such review'),
  reviewExists: restError({
    code: 'payment.review-exists',
    status: 409,
    message: { zh: '此病例已申请过特例单议', en: 'this case was asked for already' },
    cure: { zh: '用 payments.reviews 查看进展', en: 'look at it with payments.reviews' },
  }),
  reviewTooLate: restError({
    code: 'payment.review-too-late',
    status: 409,
    message: { zh: '该年度已清算，不再受理', en: 'the year was cleared: no more reviews' },
    cure: { zh: '清算前申请；有异议请走清算复核', en: 'ask before the clearing; dispute the clearing itself' },
  }),
  reviewOverCap: restError({
    code: 'payment.review-over-cap',
    status: 409,
    message: { zh: '申请数已到出院人次的上限', en: 'as many applications as the plan allows' },
    cure: { zh: '出院人次增加后再申请', en: 'ask again when there are more discharges' },
  }),
  reviewKind: restError({
    code: 'payment.review-kind',
    status: 409,
    message: { zh: '方案不受理这类病例', en: 'the plan takes no such case' },
    cure: { zh: '见支付方案 review 一节', en: 'see `review` of the plan' },
  }),
  noReviewRule: restError({
    code: 'payment.no-rule',
    status: 409,
    message: { zh: '支付方案没有特例单议', en: 'the plan has no special-case reviews' },
    cure: { zh: '请向经办机构了解', en: 'ask the bureau' },
  }),
  noPlan: restError({
    code: 'payment.no-plan',
    status: 409,
    message: { zh: '该月没有支付方案', en: 'there is no plan of payment for the month' },
    cure: { zh: '请经办机构先载入方案', en: 'the bureau loads one first' },
  }),
  reviewState: restError({
    code: 'payment.review-state',
    status: 409,
    message: { zh: '此时不能这样办', en: 'not at this point of the review' },
    cure: {
      zh: '先指定两名评审人；意见不一后指定一名第三人；决定后不再更改',
      en: 'two reviewers first, one third when they differ; what is decided stays',
    },
  }),
  notAReviewer: restError({
    code: 'payment.not-a-reviewer',
    status: 409,
    message: { zh: '此用户不能评审这件特例', en: 'this user cannot review it' },
    cure: { zh: '请指定有评审权限、管辖此机构的在用用户', en: 'name users with the right to review there' },
  }),
  reviewersSame: restError({
    code: 'payment.reviewers-same',
    status: 409,
    message: { zh: '评审人重复，或是申请人', en: 'a reviewer twice, or the applicant' },
    cure: { zh: '请指定不同的人', en: 'name different people' },
  }),
  notAssigned: restError({
    code: 'payment.not-assigned',
    status: 403,
    message: { zh: '未指定由您评审，或您已表示意见', en: 'it is not yours to decide, or you did' },
    cure: { zh: '请评审人本人办理，每人一次', en: 'each reviewer says it once' },
  }),
} as const

const {
  unknownRun,
  unknownStatement,
  unknownCase,
  unknownReview,
  reviewExists,
  reviewTooLate,
  reviewOverCap,
  reviewKind,
  noReviewRule,
  noPlan,
  reviewState,
  notAReviewer,
  reviewersSame,
  notAssigned,
} = paymentErrors

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
    params: fields({ runId }),
    query: fields({ providerCode: Type.Optional(providerCode), ...pageFields }),
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
  route({
    name: 'payments.reviews',
    method: 'GET',
    path: '/api/payments/reviews',
    right: 'payments.read',
    summary: { zh: '特例单议', en: 'Special-case reviews' },
    query: fields({
      providerCode: Type.Optional(providerCode),
      state: Type.Optional(reviewWhole.properties.state),
      ...pageFields,
    }),
    answer: page(reviewWhole),
    errors: [],
  }),
  route({
    name: 'payments.apply',
    method: 'POST',
    path: '/api/payments/reviews',
    right: 'payments.apply',
    summary: { zh: '申请特例单议', en: 'Apply for a special-case review' },
    description: {
      zh: '在方案规定的比例以内，该年度清算以前。',
      en: 'Within the share that the plan allows, before the year is cleared.',
    },
    body: fields({ caseId, reason }),
    answer: reviewWhole,
    errors: [unknownCase, reviewExists, reviewTooLate, reviewOverCap, reviewKind, noReviewRule, noPlan],
  }),
  route({
    name: 'payments.assign',
    method: 'POST',
    path: '/api/payments/reviews/{reviewId}/reviewers',
    right: 'payments.run',
    summary: { zh: '指定评审人', en: 'Name the reviewers' },
    description: {
      zh: '先是两名，都不是申请人；两人意见不一时再指定一名，由其决定。',
      en: 'First two, neither the applicant; when they differ one more, who decides.',
    },
    params: fields({ reviewId }),
    body: fields({ reviewers: Type.Array(userId, { minItems: 1, maxItems: 2, ...both('用户名', 'sign-in names') }) }),
    answer: reviewWhole,
    errors: [unknownReview, reviewState, notAReviewer, reviewersSame],
  }),
  route({
    name: 'payments.decide',
    method: 'POST',
    path: '/api/payments/reviews/{reviewId}/opinions',
    right: 'payments.review',
    summary: { zh: '表示评审意见', en: 'Say what a reviewer holds' },
    description: {
      zh: '两人一致即决定，下一次月结算执行；不一致时由第三人决定。',
      en: 'Two who agree decide, and the next month-end pays so; when they differ a third decides.',
    },
    params: fields({ reviewId }),
    body: fields({ outcome, reason }),
    answer: reviewWhole,
    errors: [unknownReview, reviewState, notAssigned],
  }),
] as const
