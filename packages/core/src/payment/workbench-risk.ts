import { divideRounded } from '../kernel/index.ts'
import { ratioPpm } from './workbench-indices.ts'
import type { WorkbenchRules, WorkbenchSums } from './workbench-types.ts'

export const usualWorkbenchRules: WorkbenchRules = {
  shortDays: 3,
  readmissionDays: [15, 31],
  leastCases: 30,
  leastSigns: 5,
  watchRatioPpm: 1_500_000,
  strongRatioPpm: 2_500_000,
}

/** What may show that stays are split or shallow cases taken in (分解住院、低标准入院). */
export type RiskSign = 'short-stays' | 'low-cost' | 'readmitted-sooner' | 'readmitted-later'

/** One indicator of an institution beside the mean of its level: the reason of a sign, with its numbers. */
export interface RiskIndicator {
  readonly sign: RiskSign
  readonly cases: number
  readonly of: number
  readonly sharePpm: number
  readonly levelSharePpm: number
  /** Share over that of the level; null where the level has none. */
  readonly ratioPpm: number | null
  readonly verdict: 'none' | 'watch' | 'strong'
}

export interface Risk {
  /** `high` with a strong sign or two signs, `watch` with one; `few` when there are too few cases to tell. */
  readonly verdict: 'few' | 'none' | 'watch' | 'high'
  readonly indicators: readonly RiskIndicator[]
}

/** The counts that the signs are made of. */
export interface RiskCounts extends Pick<WorkbenchSums, 'cases' | 'shortStays' | 'lowCost'> {
  readonly sooner: number
  readonly later: number
}

const countOf: Readonly<Record<RiskSign, (counts: RiskCounts) => number>> = {
  'short-stays': ({ shortStays }) => shortStays,
  'low-cost': ({ lowCost }) => lowCost,
  'readmitted-sooner': ({ sooner }) => sooner,
  'readmitted-later': ({ later }) => later,
}

const signs = Object.keys(countOf) as readonly RiskSign[]

/** Own share ÷ level share in millionths, rounded once. */
function exactRatioPpm(own: number, ownOf: number, level: number, levelOf: number): number {
  return Number(divideRounded(BigInt(own) * BigInt(levelOf) * 1_000_000n, BigInt(level) * BigInt(ownOf), 'half-up'))
}

/** Whether own share ÷ level share reaches a ratio, compared without division. */
function reaches(own: number, ownOf: number, level: number, levelOf: number, ratio: number): boolean {
  return BigInt(own) * BigInt(levelOf) * 1_000_000n >= BigInt(level) * BigInt(ownOf) * BigInt(ratio)
}

/**
 * Holds the shares of an institution against those of its level. A sign is a reason to look at the cases, nothing more.
 *
 * @param level counts of all institutions of the level, this one included
 */
export function riskOf(own: RiskCounts, level: RiskCounts, rules: WorkbenchRules): Risk {
  const indicators = signs.map((sign): RiskIndicator => {
    const [cases, levelCases] = [countOf[sign](own), countOf[sign](level)]
    const atLeast = (ratio: number) => cases > 0 && reaches(cases, own.cases, levelCases, level.cases, ratio)
    const [sharePpm, levelSharePpm] = [ratioPpm(cases, own.cases) ?? 0, ratioPpm(levelCases, level.cases) ?? 0]
    const enough = own.cases >= rules.leastCases && cases >= rules.leastSigns
    const verdict =
      !enough || !atLeast(rules.watchRatioPpm) ? 'none' : atLeast(rules.strongRatioPpm) ? 'strong' : 'watch'
    const ratio = levelCases === 0 || own.cases === 0 ? null : exactRatioPpm(cases, own.cases, levelCases, level.cases)
    return { sign, cases, of: own.cases, sharePpm, levelSharePpm, ratioPpm: ratio, verdict }
  })
  const found = indicators.filter(({ verdict }) => verdict !== 'none')
  const strong = found.some(({ verdict }) => verdict === 'strong')
  if (own.cases < rules.leastCases) return { verdict: 'few', indicators }
  return { verdict: strong || found.length > 1 ? 'high' : found.length === 1 ? 'watch' : 'none', indicators }
}
