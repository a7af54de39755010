import Type from 'typebox'
import { unknownThing } from './errors.ts'
import { both, oneOf, text } from './schemas.ts'

export const runId = text(40, { ...both('批次编号', 'number of the run'), examples: ['174096000000000004A1B2C3D4'] })

export const period = Type.String({
  ...both('月份或年度', 'month or year'),
  examples: ['2025-03'],
  pattern: '^\\d{4}(-(0[1-9]|1[0-2]))?$',
})

export const runKind = oneOf(
  ['advance', 'month', 'year'],
  'advance 预付，month 月结算，year 年终清算',
  'advance, month-end, year-end clearing',
)

export const caseId = text(40, {
  ...both('病例编号，即结算编号', 'number of the case, that of its settlement'),
  examples: ['174096000000000001A1B2C3D4'],
})
export const reviewId = text(40, {
  ...both('特例编号', 'number of the review'),
  examples: ['174096000000000005A1B2C3D4'],
})
export const millionths = (zh: string, en: string) =>
  Type.Integer({
    ...both(`${zh}（百万分之一）`, `${en}, millionths`),
    minimum: -9_007_199_254_740_991,
    maximum: 9_007_199_254_740_991,
  })

export const unknownRun = unknownThing('payments.unknown-run', '这个批次', 'such run')
export const unknownCase = unknownThing('payment.unknown-case', '这份病例', 'such case')
