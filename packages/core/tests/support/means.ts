import type { IndicatorValue, JudgedIndicator, MeansRules, Subject } from '../../src/supervision/index.ts'

/** Thresholds for tests: those that ship, but few permutations. */
export const meansRules: MeansRules = {
  outlier: { z: 3.5, partAtLeast: 0.1, peersAtLeast: 8, rowsAtLeast: 30, groupedAtLeast: 0.8 },
  trend: {
    monthsAtLeast: 12,
    seasonFrom: 24,
    p: 0.01,
    permutations: 499,
    shiftAtLeast: 0.1,
    recentMonths: 6,
    ewmaWeight: 0.3,
    ewmaLimit: 3,
    seed: 8,
  },
  risk: { zFrom: 2, zFull: 7, targetFull: 0.5, shiftFull: 0.5, judgedAtLeast: 0.5, listedFrom: 50 },
}

export const costPerStay: JudgedIndicator = {
  code: 'V03',
  badWhen: 'high',
  scale: 'log',
  factor: 0.01,
  share: false,
  cases: true,
  target: null,
  band: null,
  bandOfLevel: {},
  mix: null,
}

export const shareOfShortStays: JudgedIndicator = {
  ...costPerStay,
  code: 'Q03',
  scale: 'plain',
  factor: 100,
  share: true,
}

export const hospital = (code: string, region = '330200'): Subject => ({
  grain: 'provider',
  key: [code],
  level: 'secondary',
  kind: 'hospital',
  region,
})

/** What one hospital comes to: so many rows with such a mean, in fen over one hundred. */
export function meanValue(subject: Subject, value: number, rows = 100, period = '2025-03'): IndicatorValue {
  return {
    indicator: 'V03',
    period,
    subject,
    numerator: Math.round(value * 100 * rows),
    denominator: rows,
    value,
    rows,
  }
}

/** So many cases of so many, as a percentage. */
export function shareValue(subject: Subject, cases: number, of: number): IndicatorValue {
  const value = (100 * cases) / of
  return { indicator: 'Q03', period: '2025-03', subject, numerator: cases, denominator: of, value, rows: of }
}
