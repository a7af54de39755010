import type { Scale } from './judge-types.ts'

/** Units of which twice as much is as far as half as much. */
const byRatio = ['yuan', 'stays', 'visits', 'days', 'index', 'ratio', 'weight', 'hours', 'ms']

/**
 * How numbers in a unit are compared: amounts, counts, days and indices by their ratios, shares and differences as they are.
 *
 * @param unit of an indicator: `yuan-per-stay`, `percent`
 * @source reference/audit indicators, `robust_z`: use log for amounts
 */
export function scaleOf(unit: string): Scale {
  const [first = ''] = unit.toLowerCase().split(/[-/]/)
  return byRatio.includes(first) ? 'log' : 'plain'
}
