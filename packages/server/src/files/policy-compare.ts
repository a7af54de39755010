import type { IsoDate } from '@yibao/core/kernel'
import type { Plan, RegionPack, Rules } from '@yibao/core/policy'
import type { RulesDifference } from '../flows/policy-ports.ts'
import type { SideValue } from '../text/diff-rules.ts'
import { expectedWords } from '../text/expected-words.ts'
import { keyWords } from '../text/parameter-text.ts'
import { coverageLabel } from '../text/plan-words.ts'
import { sourceParts } from '../text/source-parts.ts'
import { spaced } from '../text/words.ts'
import { labelOfCase } from './policy-case-about.ts'
import type { PolicyCase } from './policy-case-yaml.ts'
import { type Comparison, compareSides, isDifferent } from './policy-diff.ts'
import type { CaseOutcome } from './policy-diff-cases.ts'
import { itemSideText } from './policy-diff-items.ts'
import { sidesOf } from './policy-diff-sides.ts'

function sideOf(side: SideValue | null): RulesDifference['parameters'][number]['left'] {
  if (side === null) return null
  const { value, from, source, assumed } = side
  return { value: value === 'none' ? null : value, from, source, ...sourceParts(source), assumed }
}

function outcomeOf(outcome: CaseOutcome, plan: Plan | null): RulesDifference['cases'][number]['left'] {
  if ('refused' in outcome) return { refused: outcome.refused, paid: null, answers: [] }
  const { paid, answers } = outcome
  return {
    refused: null,
    paid,
    answers: Object.entries(answers).map(([name, value]) => {
      const [zh, en] = expectedWords(name.replace(/^(?=\d+ )/, 'visit '), plan, plan)
      return { name, label: { zh, en }, value }
    }),
  }
}

function parametersOf({ parameters }: Comparison, rules: Rules): RulesDifference['parameters'] {
  return parameters.changes.map(({ name, label, kind, by, key, change, left, right }) => ({
    name,
    label: { zh: label, en: spaced(name) },
    kind,
    key,
    keyWords: { zh: keyWords({ by }, key, rules, 'zh'), en: keyWords({ by }, key, rules, 'en') },
    change,
    left: sideOf(left),
    right: sideOf(right),
  }))
}

function differenceOf(comparison: Comparison): readonly RulesDifference[] {
  const { right, chapters, cases, items, parameters } = comparison
  if (right === null) return []
  const { about, rules, pack } = right
  const plan = pack.plans.find(({ id }) => id === rules.id) ?? null
  const isCoverage = about === 'coverage'
  return [
    {
      about,
      rulesId: isCoverage ? 'coverage' : rules.id,
      label: isCoverage ? coverageLabel : { zh: rules.label, en: rules.labelEn },
      same: parameters.same,
      parameters: parametersOf(comparison, rules),
      chapters,
      cases: cases.flatMap(({ example, kind, left: before, right: after }) =>
        kind === 'changed' || kind === 'incomparable'
          ? [
              {
                name: example.name,
                label: labelOfCase(example),
                kind,
                left: outcomeOf(before, plan),
                right: outcomeOf(after, plan),
              },
            ]
          : [],
      ),
      casesSame: cases.filter(({ kind }) => kind === 'same' || kind === 'refused').length,
      items: items.map(({ example, left, right: after }) => {
        return { name: example.name, label: labelOfCase(example), left: itemSideText(left), right: itemSideText(after) }
      }),
    },
  ]
}

/** Compares a region's law on two days: the values, the text, and what both make of its worked cases. */
export function compareDays(
  pack: RegionPack,
  on: { readonly left: IsoDate; readonly right: IsoDate },
  cases: readonly PolicyCase[],
  language: 'zh' | 'en',
): { readonly rules: readonly RulesDifference[]; readonly unchanged: number } {
  const pairs = sidesOf([pack]).map((side) => ({ left: side, right: side }))
  const comparisons = compareSides({ pairs, on, cases }, language)
  const different = comparisons.filter(isDifferent)
  return { rules: different.flatMap(differenceOf), unchanged: comparisons.length - different.length }
}
