import Type from 'typebox'
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
