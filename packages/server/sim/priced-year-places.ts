import type { ProviderLevel } from '@yibao/core/encounter'
import { invariant } from '@yibao/core/kernel'
import type { Random } from './random.ts'
import { randomStream } from './random.ts'

/** An institution of a generated year, and how it works. */
export interface YearPlace {
  readonly providerCode: string
  readonly name: string
  readonly level: ProviderLevel
  /** How many cases it takes, beside the others. */
  readonly size: number
  /** What it spends for the same case, one being the mean of its level. */
  readonly spending: number
  /** How long it keeps people, likewise. */
  readonly staying: number
  /** Sends people home early and takes them in again: a few do, so that a workbench has something to find. */
  readonly splits: boolean
}

interface LevelTerms {
  readonly level: ProviderLevel
  /** Of a hundred institutions. */
  readonly share: number
  readonly size: number
  readonly noun: string
}

/** Assumed: few large hospitals take most of the cases. */
const levels: readonly LevelTerms[] = [
  { level: 'tertiary', share: 12, size: 24, noun: '第一人民医院' },
  { level: 'secondary', share: 33, size: 7, noun: '人民医院' },
  { level: 'primary', share: 50, size: 1, noun: '镇卫生院' },
  { level: 'ungraded', share: 5, size: 1, noun: '护理院' },
]

/** Mean cost by level over the mean of all hospitals: assumed, in the order of published means by level. */
export const levelCost: Readonly<Record<ProviderLevel, number>> = {
  tertiary: 1.3,
  secondary: 0.65,
  primary: 0.35,
  ungraded: 0.35,
}

/** A draw from the standard normal distribution (Box and Muller). */
export function normal(random: Random): number {
  const [u, v] = [(random.below(2 ** 31) + 1) / 2 ** 31, random.below(2 ** 31) / 2 ** 31]
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v)
}

/** A log-normal factor with mean one. */
export const spread = (random: Random, sigma: number): number => Math.exp(sigma * normal(random) - (sigma * sigma) / 2)

/** How many of some institutions have each level; every level that has a share has at least one from four on. */
function levelsOf(count: number): readonly LevelTerms[] {
  const made: LevelTerms[] = []
  for (const terms of levels) {
    const many = Math.max(count >= levels.length ? 1 : 0, Math.round((count * terms.share) / 100))
    for (let n = 0; n < many && made.length < count; n += 1) made.push(terms)
  }
  const rest = levels[1]
  invariant(rest !== undefined, 'there are several levels')
  while (made.length < count) made.push(rest)
  return made
}

/**
 * The institutions of a region, the same for the same seed; their codes lie in the division.
 *
 * @param count one or more
 */
export function yearPlaces(seed: number, division: string, count: number): readonly YearPlace[] {
  return levelsOf(count).map(({ level, size, noun }, index) => {
    const random = randomStream(seed, `priced-year/place/${index}`)
    const number = String(index + 1).padStart(5, '0')
    return {
      providerCode: `H${division}${number}`,
      name: `模拟${number}${noun}`,
      level,
      size: size * spread(random, 0.5),
      spending: spread(random, 0.12),
      staying: spread(random, 0.15),
      splits: level !== 'tertiary' && random.chance(0.04),
    }
  })
}
