import { divideExact, divideRounded, type Exact, type Fen, fen, roundExact, zeroFen } from '../kernel/index.ts'
import type { GroupCell } from './workbench-sums.ts'

const million = 1_000_000n

/** A share or ratio of counts or amounts in millionths, half up; null of nothing. */
export function ratioPpm(part: number, whole: number): number | null {
  if (whole === 0) return null
  return Number(divideRounded(BigInt(part) * million, BigInt(whole), 'half-up'))
}

/** 病例组合指数 CMI: weights by cases, in millionths; null without a weighted case. */
export function caseMixIndex(weight: Exact, cases: number): number | null {
  return cases === 0 ? null : roundExact(divideExact(weight, cases * 1_000_000), 1, 'half-up')
}

/** 费用消耗指数 and 时间消耗指数, in millionths: one is the mean of the region for the same groups. */
export interface Consumption {
  readonly costIndexPpm: number | null
  readonly timeIndexPpm: number | null
  /** What the grouped cases would have cost at the region's mean of their groups. */
  readonly expected: Fen
}

/**
 * Holds an institution against the region's means of the same groups: what its grouped cases took over what they would
 * have taken at those means, each group's part rounded half up to a fen (to a thousandth of a day).
 *
 * @source 费用消耗指数、时间消耗指数 as ratio of mean to standard of the same groups (drg 支付规范公式)
 */
export function consumption(own: ReadonlyMap<string, GroupCell>, region: ReadonlyMap<string, GroupCell>): Consumption {
  let [total, days, expectedFen, expectedMilliDays] = [zeroFen as number, 0, 0, 0]
  for (const [group, cell] of own) {
    const all = region.get(group)
    if (all === undefined) continue
    const share = (whole: number): number =>
      Number(divideRounded(BigInt(whole) * BigInt(cell.cases), BigInt(all.cases), 'half-up'))
    total += cell.total
    days += cell.stayDays
    expectedFen += share(all.total)
    expectedMilliDays += share(all.stayDays * 1000)
  }
  return {
    costIndexPpm: ratioPpm(total, expectedFen),
    timeIndexPpm: ratioPpm(days * 1000, expectedMilliDays),
    expected: fen(expectedFen),
  }
}
