import type {
  CombinationRule,
  ComprehensiveRule,
  DipRules,
  InstitutionRules,
  KindOrderEntry,
  MatchingStrategy,
  OperationKind,
  RuleSource,
  ScoreMethod,
  TieRule,
  Trimming,
  UnknownOperationRule,
} from '@yibao/core/dip'
import type { ProviderLevel } from '@yibao/core/encounter'
import { complain, entriesOf, fieldsOf, isText, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { flagOf, moneyOfSpot, numberOfSpot, rateOfSpot, wordOf } from './policy-values.ts'

/** The fields of a section, with its source and doubt put aside; a section without a source is refused. */
export interface Section<Required extends string, Optional extends string> {
  readonly fields: Readonly<Record<Required, Spot> & Record<Optional, Spot | null>>
  readonly source: RuleSource
}

export function sectionOf<Required extends string, Optional extends string = never>(
  spot: Spot,
  required: readonly Required[],
  optional: readonly Optional[] = [],
): Section<Required, Optional> {
  const all = fieldsOf<Required | 'source', Optional | 'assumed'>(
    spot,
    [...required, 'source'],
    [...optional, 'assumed'],
  )
  const assumed: Spot | null = all.assumed
  return {
    fields: all,
    source: { where: spot.name, source: textOf(all.source) ?? '', assumed: assumed === null ? null : textOf(assumed) },
  }
}

/** Whole, from the least value on. */
export function wholeOf(spot: Spot, least: number): number {
  const text = textOf(spot)
  if (text === null) return least
  const value = Number(text)
  if (/^\d{1,9}$/.test(text) && value >= least) return value
  complain(spot, `\`${spot.name}\` is not a whole number of at least ${least}`, 'write it as 15', text)
  return least
}

/** A value, or `none`. */
export function orNone<Value>(spot: Spot, read: (spot: Spot) => Value): Value | null {
  return isText(spot) && String(spot.node).trim() === 'none' ? null : read(spot)
}

/** `4` or `6` decimals, or `none` for the exact fraction. */
export function decimalsOf(spot: Spot): 4 | 6 | null {
  const word = orNone(spot, (one) => wordOf(one, ['4', '6']))
  if (word === null) return null
  return word === '4' ? 4 : 6
}

/** A plain number above zero, in millionths. */
export function positiveOf(spot: Spot): number {
  const value = numberOfSpot(spot)
  if (value > 0 || textOf(spot) === null) return value
  complain(spot, `\`${spot.name}\` is zero`, 'write a number above zero', '0')
  return value
}

export function wordsIn<Word extends string>(spot: Spot, words: readonly [Word, ...Word[]]): readonly Word[] {
  return itemsOf(spot).map((item) => wordOf(item, words))
}

export const kindWords = ['surgery', 'therapeutic', 'diagnostic', 'conservative'] as const
const groupWords = ['core', 'primary', 'comprehensive'] as const
const orderWords = groupWords.flatMap((group) => kindWords.map((kind): KindOrderEntry => `${group}-${kind}`))

function orderOf(spot: Spot): readonly KindOrderEntry[] {
  const [first = 'core-surgery', ...others] = orderWords
  return wordsIn(spot, [first, ...others])
}

export function weightsOf(spot: Spot): DipRules['yearWeights'] {
  return itemsOf(spot).map((item) => {
    const { back, weight } = fieldsOf(item, ['back', 'weight'])
    return { back: wholeOf(back, 1), weight: positiveOf(weight) }
  })
}

export function unknownOf(spot: Spot): UnknownOperationRule {
  const fields = fieldsOf(spot, ['treat'], ['kind'])
  const treat = wordOf(fields.treat, ['refuse', 'ignore', 'as'])
  if (treat !== 'as') return { treat }
  if (fields.kind !== null) return { treat, kind: wordOf(fields.kind, kindWords) }
  complain(spot, '`kind` is missing', 'say as which kind: `{ treat: as, kind: surgery }`')
  return { treat: 'refuse' }
}

export function combinationOf(tiers: Spot, code: Spot, most: Spot): CombinationRule {
  return {
    tiers: itemsOf(tiers).map((tier): readonly OperationKind[] => wordsIn(tier, kindWords)),
    code: wordOf(code, ['full', 'four-digit']),
    most: orNone(most, (spot) => wholeOf(spot, 1)),
  }
}

/** `per: none` says that nothing is trimmed; the shares are only asked else. */
export function trimmingOf(per: Spot, low: Spot | null, high: Spot | null, section: Spot): Trimming | null {
  const word = wordOf(per, ['none', 'group', 'group-year'])
  if (word === 'none') return null
  for (const [name, spot] of [
    ['low', low],
    ['high', high],
  ] as const) {
    if (spot === null)
      complain(section, `\`${name}\` is missing`, `add \`${name}:\` here, 0% to trim nothing at that end`)
  }
  return { lowPpm: low === null ? 0 : rateOfSpot(low), highPpm: high === null ? 0 : rateOfSpot(high), per: word }
}

type ScoreFields = Readonly<Record<'method', Spot> & Record<'mean' | 'reference' | 'quota', Spot | null>>

export function scoreOf({ method, mean, reference, quota }: ScoreFields, section: Spot): ScoreMethod {
  const kind = wordOf(method, ['mean-cost', 'reference-disease', 'fixed-quota'])
  const needed = (spot: Spot | null, name: string): Spot => {
    if (spot === null) complain(section, `\`${name}\` is missing`, `method ${kind} needs \`${name}:\``)
    return spot ?? { ...section, name, node: null }
  }
  if (kind === 'mean-cost') return { kind, mean: wordOf(needed(mean, 'mean'), ['all', 'trimmed']) }
  if (kind === 'reference-disease') return { kind, reference: textOf(needed(reference, 'reference')) ?? '' }
  return { kind, quota: moneyOfSpot(needed(quota, 'quota')) }
}

type ComprehensiveFields = Readonly<Record<'by' | 'withGrade' | 'threshold', Spot> & Record<'ranges', Spot | null>>

export function comprehensiveOf({ by, withGrade, threshold, ranges }: ComprehensiveFields): ComprehensiveRule {
  return {
    by: wordOf(by, ['category', 'range']),
    ranges: ranges === null ? [] : rangesOf(ranges),
    withGrade: flagOf(withGrade),
    threshold: wholeOf(threshold, 1),
  }
}

/** Categories of three characters, both ends included. */
export function rangesOf(spot: Spot): readonly { readonly from: string; readonly to: string }[] {
  const category = (one: Spot): string => {
    const text = textOf(one) ?? ''
    if (text !== '' && !/^[A-Z]\d[0-9A-Z]$/.test(text)) complain(one, 'not a category', 'write it as K35', text)
    return text
  }
  return itemsOf(spot).map((item) => {
    const { from, to } = fieldsOf(item, ['from', 'to'])
    return { from: category(from), to: category(to) }
  })
}

function tieOf(spot: Spot): TieRule {
  const { rule, order } = fieldsOf(spot, ['rule'], ['order'])
  const word = wordOf(rule, ['principal-operation', 'most-operations', 'nearest-mean-cost', 'kind-order'])
  if (word === 'kind-order') {
    if (order === null) complain(spot, '`order` is missing', 'add `order:` with the kinds, the first one preferred')
    return { rule: word, order: order === null ? [] : orderOf(order) }
  }
  if (order !== null) complain(order, `\`order\` says nothing to ${word}`, 'remove it')
  return { rule: word }
}

type MatchingFields = Readonly<
  Record<'operations' | 'ties' | 'rest' | 'conservativeWithOperations' | 'unmatched', Spot>
>

export function matchingOf(fields: MatchingFields): MatchingStrategy {
  return {
    operations: wordOf(fields.operations, ['all-present', 'same-set', 'any-present']),
    ties: itemsOf(fields.ties).map(tieOf),
    rest: orderOf(fields.rest),
    conservativeWithOperations: flagOf(fields.conservativeWithOperations),
    unmatched: wordOf(fields.unmatched, ['blank', 'ungrouped']),
  }
}

export function primaryOf(spot: Spot): DipRules['primaryGroups'] {
  return itemsOf(spot).map((item) => {
    const { diagnosis, operations, coefficient } = fieldsOf(item, ['diagnosis', 'operations', 'coefficient'])
    return {
      diagnosis: textOf(diagnosis) ?? '',
      operations: itemsOf(operations).map((code) => textOf(code) ?? ''),
      coefficient: positiveOf(coefficient),
    }
  })
}

const levels = ['tertiary', 'secondary', 'primary', 'ungraded'] as const satisfies readonly ProviderLevel[]

type InstitutionFields = Readonly<
  Record<'basic' | 'additions' | 'most' | 'decimals', Spot> & Record<'listed', Spot | null>
>

export function institutionOf({ basic, listed, additions, most, decimals }: InstitutionFields): InstitutionRules {
  return {
    basic: wordOf(basic, ['level-mean', 'group-level-mean', 'listed']),
    listed:
      listed === null
        ? []
        : itemsOf(listed).map((item) => {
            const { level, coefficient } = fieldsOf(item, ['level', 'coefficient'])
            return { level: wordOf(level, levels), coefficient: positiveOf(coefficient) }
          }),
    additions: itemsOf(additions).map((item) => {
      const { name, coefficient } = fieldsOf(item, ['name', 'coefficient'])
      return { name: textOf(name) ?? '', coefficient: positiveOf(coefficient) }
    }),
    most: orNone(most, positiveOf),
    decimals: decimalsOf(decimals),
  }
}

/** Every key of a mapping with its spot, for findings that name a path. */
export function spotsByName(spot: Spot): ReadonlyMap<string, Spot> {
  return new Map(entriesOf(spot).map((entry) => [entry.name, entry]))
}
