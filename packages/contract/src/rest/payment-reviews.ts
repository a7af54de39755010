import Type from 'typebox'
import { changedMeanwhile, unknownThing } from './errors.ts'
import { caseId, millionths, reviewId, runId, unknownCase } from './payment-shapes.ts'
import { saidError as error, route } from './route.ts'
import {
  both,
  fen,
  fields,
  maybe,
  oneOf,
  page,
  pageFields,
  providerCode,
  providerName,
  reason,
  time,
  userId,
} from './schemas.ts'

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
  providerName,
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

const unknownReview = unknownThing('payment.unknown-review', '这件特例', 'such review')
const reviewExists = error(
  'payment.review-exists',
  409,
  ['此病例已申请过特例单议', 'this case was asked for already'],
  ['用 payments.reviews 查看进展', 'look at it with payments.reviews'],
)
const reviewTooLate = error(
  'payment.review-too-late',
  409,
  ['该年度已清算，不再受理', 'the year was cleared: no more reviews'],
  ['清算前申请；有异议请走清算复核', 'ask before the clearing; dispute the clearing itself'],
)
const reviewOverCap = error(
  'payment.review-over-cap',
  409,
  ['申请数已到出院人次的上限', 'as many applications as the plan allows'],
  ['出院人次增加后再申请', 'ask again when there are more discharges'],
)
const reviewKind = error(
  'payment.review-kind',
  409,
  ['方案不受理这类病例', 'the plan takes no such case'],
  ['见支付方案 review 一节', 'see `review` of the plan'],
)
const noReviewRule = error(
  'payment.no-rule',
  409,
  ['支付方案没有特例单议', 'the plan has no special-case reviews'],
  ['请向经办机构了解', 'ask the bureau'],
)
const noPlan = error(
  'payment.no-plan',
  409,
  ['该月没有支付方案', 'there is no plan of payment for the month'],
  ['请经办机构先载入方案', 'the bureau loads one first'],
)
const reviewState = error(
  'payment.review-state',
  409,
  ['此时不能这样办', 'not at this point of the review'],
  [
    '先指定两名评审人；意见不一后指定一名第三人；决定后不再更改',
    'two reviewers first, one third when they differ; what is decided stays',
  ],
)
const reviewChanged = changedMeanwhile('payment.changed-meanwhile', '评审人', 'who reviews it')
const notAReviewer = error(
  'payment.not-a-reviewer',
  409,
  ['此用户不能评审这件特例', 'this user cannot review it'],
  ['请指定有评审权限、管辖此机构的在用用户', 'name users with the right to review there'],
)
const reviewersSame = error(
  'payment.reviewers-same',
  409,
  ['评审人重复，或是申请人', 'a reviewer twice, or the applicant'],
  ['请指定不同的人', 'name different people'],
)
const notAssigned = error(
  'payment.not-assigned',
  403,
  ['未指定由您评审，或您已表示意见', 'it is not yours to decide, or you did'],
  ['请评审人本人办理，每人一次', 'each reviewer says it once'],
)

/** 特例单议: reviews of cases that no group does justice to. */
export const paymentReviewRoutes = [
  route({
    name: 'payments.reviews',
    method: 'GET',
    path: '/api/payments/reviews',
    right: 'payments.read',
    summary: { zh: '特例单议', en: 'Special-case reviews' },
    query: fields({
      reviewId: Type.Optional(reviewId),
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
    body: fields({
      reviewers: Type.Array(userId, { minItems: 1, maxItems: 2, ...both('用户名', 'sign-in names') }),
      seen: Type.Optional(
        Type.Array(userId, {
          maxItems: 3,
          ...both('看到的已指定的评审人，依次', 'who was named already when it was looked at, in their order'),
        }),
      ),
    }),
    answer: reviewWhole,
    errors: [unknownReview, reviewChanged, reviewState, notAReviewer, reviewersSame],
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
