import type { PatternCode, TruthRow } from '@yibao/core/supervision'
import { layoutOf, readRows } from './cms-claims.ts'
import { textOf } from './row-checks.ts'

/** What the published files call the patterns. */
export const patternNames = {
  'duplicate-stay': 'DUPLICATE',
  'split-stay': 'SPLIT_ADMISSION',
  'overlapping-stay': 'OVERLAP_STAY',
  'stay-after-death': 'AFTER_DEATH',
  'card-ring': 'RING',
  'up-coding': 'UPCODE',
} as const satisfies Partial<Record<PatternCode, string>>

export type StayPattern = keyof typeof patternNames

const codeOf = new Map(Object.entries(patternNames).map(([code, name]) => [name as string, code as StayPattern]))
const naturalMark = 'NATURAL_'

const claimsLayout = layoutOf(['CLM_ID', 'PATTERN'], ['GROUP'])
const providersLayout = layoutOf(['PRVDR_NUM', 'PATTERN'], ['GROUP'])
const known = `${[...codeOf.keys()].join(', ')}, ${naturalMark}…`

/** Rows of `truth_claims.csv`. @throws UnreadableClaims also for a pattern that nobody knows */
export async function readTruthClaims(file: string): Promise<readonly TruthRow[]> {
  return readRows(file, claimsLayout, ({ cells }, desk) => {
    const id = textOf(desk, 'CLM_ID', 40)
    const name = cells.PATTERN ?? ''
    const natural = name.startsWith(naturalMark)
    const pattern = codeOf.get(natural ? name.slice(naturalMark.length) : name)
    if (pattern === undefined)
      return desk.fault('PATTERN', '不认识的模式 (unknown pattern)', `可填 (write) ${known}`) ?? null
    return id === undefined ? null : { id, pattern, natural, group: cells.GROUP || id }
  })
}

/** Rows of `truth_providers.csv`: institution and pattern. */
export async function readTruthProviders(
  file: string,
): Promise<readonly { readonly providerCode: string; readonly pattern: StayPattern }[]> {
  return readRows(file, providersLayout, ({ cells }, desk) => {
    const providerCode = textOf(desk, 'PRVDR_NUM', 40)
    const pattern = codeOf.get(cells.PATTERN ?? '')
    if (pattern === undefined)
      return desk.fault('PATTERN', '不认识的模式 (unknown pattern)', `可填 (write) ${known}`) ?? null
    return providerCode === undefined ? null : { providerCode, pattern }
  })
}
