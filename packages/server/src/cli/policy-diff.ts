import type { IsoDate } from '@yibao/core/kernel'
import { type Comparison, casesLeftOut, compareSides, isDifferent } from '../files/policy-diff.ts'
import { outcomeJson } from '../files/policy-diff-cases.ts'
import { itemSideText } from '../files/policy-diff-items.ts'
import type { Side, Sides } from '../files/policy-diff-sides.ts'
import { type Citations, citations } from '../text/citations.ts'
import { chapterChanges, parameterChanges, sideWords } from '../text/diff-text.ts'
import { type AnyRules, type RulesOnDate, rulesOnDate } from '../text/plan-on-date.ts'
import { sourceSection } from '../text/rules-text.ts'
import { aside, type Language, marks, say } from '../text/words.ts'
import { caseChanges } from './diff-case-text.ts'
import { itemLines } from './diff-items.ts'
import { type DiffChoice, sidesNamed } from './diff-sides.ts'
import { summaryJson, summaryOf } from './diff-summary.ts'
import { print } from './output.ts'
import { isBlank, refuseBlank } from './policy-show.ts'

export interface DiffOptions extends DiffChoice {
  readonly all?: boolean
  readonly lang: Language
  readonly json?: boolean
}

function titleOf({ about, rules, reading }: Side, language: Language): string {
  if (about === 'coverage') return say(['项目支付规定', 'rules for single lines'], language)
  if (reading !== null) {
    const { label, labelEn, id } = reading.of
    const read = `${say(['读法', 'reading'], language)} ${reading.name} ${rules.label}`
    return `${say([label, labelEn], language)} ${id}${marks[language].comma}${read}`
  }
  return `${say([rules.label, rules.labelEn], language)} ${rules.id}`
}

function sideLine(
  side: Side | null,
  day: IsoDate | null,
  words: readonly [string, string],
  language: Language,
): string {
  if (side === null) return `${say(words, language)}  ${say(['没有', 'none'], language)}`
  const { pack } = side
  const { comma } = marks[language]
  const when = day ?? say(['全部日期', 'all days'], language)
  const version = `${say(['政策版本', 'policy version'], language)} ${pack.hash.slice(0, 12)}`
  const where = `${pack.division} ${say([pack.name, pack.nameEn], language)}`
  return `${say(words, language)}  ${titleOf(side, language)}${aside([where, when, version].join(comma), language)}`
}

function comparisonLines(
  comparison: Comparison,
  { on }: Sides,
  cited: Citations,
  { lang, all = false }: DiffOptions,
): readonly string[] {
  const { left, right, parameters, chapters, cases, items } = comparison
  const { rules } = right ?? left ?? {}
  const heads = [sideLine(left, on.left, sideWords.left, lang), sideLine(right, on.right, sideWords.right, lang)]
  if (rules === undefined) return heads
  const chaptered = chapters.flatMap(({ title, changes }) => ['', ...chapterChanges(title, changes)])
  const itemed = itemLines(items, lang)
  return [
    ...heads,
    '',
    ...parameterChanges(parameters, rules, cited, lang),
    ...chaptered,
    ...(cases.length === 0 ? [] : ['', ...caseChanges(cases, rules, lang, all)]),
    ...(itemed.length === 0 ? [] : ['', ...itemed]),
  ]
}

/** So many names still read well; more are only counted. */
const namesAtMost = 8

/** The rules in which nothing differs. */
function sameLine(same: readonly Comparison[], language: Language): readonly string[] {
  const names = same.flatMap(({ right }) => {
    if (right === null) return []
    return [right.about === 'coverage' ? `${right.pack.division} ${titleOf(right, language)}` : right.rules.id]
  })
  if (names.length === 0) return []
  const { colon, list } = marks[language]
  const told =
    names.length > namesAtMost ? say([`${names.length} 份规则`, `${names.length} rules`], language) : names.join(list)
  return ['', `${say(['没有不同', 'no difference'], language)}${colon}${told}`]
}

const rule = '─'.repeat(80)

function diffText(comparisons: readonly Comparison[], sides: Sides, options: DiffOptions): string {
  const { lang } = options
  const cited = citations(lang)
  const [different, same] = [comparisons.filter(isDifferent), comparisons.filter((one) => !isDifferent(one))]
  const bodies = different.map((one) => comparisonLines(one, sides, cited, options).join('\n'))
  const played = different.some(({ cases }) => cases.length > 0)
  const leftOut = casesLeftOut({ ...sides, pairs: different })
  const leftOutText = say(
    [
      `${leftOut} 个缴费与参保算例未比较，只比较条文。`,
      `${leftOut} cases of contributions and enrolment are not compared, only the rules themselves.`,
    ],
    lang,
  )
  const note = say(
    ['算例不是人群：合计只说这些算例。', 'Cases are no population: sums speak of these cases only.'],
    lang,
  )
  return [
    ...(bodies.length === 0 ? [] : [bodies.join(`\n\n${rule}\n`)]),
    ...sameLine(same, lang),
    ...sourceSection(cited, lang),
    ...(played ? ['', note] : []),
    ...(leftOut === 0 ? [] : ['', leftOutText]),
  ]
    .join('\n')
    .replace(/^\n/, '')
}

function sideJson(side: Side | null, on: IsoDate | null): object | null {
  if (side === null) return null
  const { about, pack, rules, reading } = side
  const region = { division: pack.division, region: pack.name, packHash: pack.hash }
  return { about, rules: rules.id, reading: reading?.name ?? null, label: rules.label, ...region, on }
}

function comparisonJson({ left, right, parameters, chapters, cases, items }: Comparison, { on }: Sides): object {
  return {
    left: sideJson(left, on.left),
    right: sideJson(right, on.right),
    parameters,
    chapters,
    summary: summaryJson(summaryOf(cases)),
    cases: cases.map(({ example, kind, ...change }) => {
      const { name, id, place } = example
      return { name, id, place, kind, left: outcomeJson(change.left), right: outcomeJson(change.right) }
    }),
    items: items.map(({ example, ...change }) => {
      return { name: example.name, id: example.id, left: itemSideText(change.left), right: itemSideText(change.right) }
    }),
  }
}

/** Days on which no side says anything would look as if nothing differed. @throws Error as `show` does */
function refuseAllBlank({ pairs, on }: Sides): void {
  const shown = pairs.flatMap(({ left, right }) =>
    (
      [
        [left, on.left],
        [right, on.right],
      ] as const
    ).flatMap(([side, day]): readonly RulesOnDate[] => {
      if (side === null || day === null || side.about === 'coverage') return []
      return [rulesOnDate(side.pack, { about: side.about, rules: side.rules } as AnyRules, day)]
    }),
  )
  const [first] = shown
  if (first !== undefined && shown.every(isBlank)) refuseBlank(first)
}

/** Compares rules on two days, two readings, two plans, two regions or two folders: the law, and what it does to the cases. */
export async function policyDiff(left: string, right: string | undefined, options: DiffOptions): Promise<void> {
  const sides = await sidesNamed(left, right, options)
  refuseAllBlank(sides)
  const comparisons = compareSides(sides, options.lang)
  if (options.json === true) {
    return print({
      unit: 'yuan',
      casesLeftOut: casesLeftOut({ ...sides, pairs: comparisons.filter(isDifferent) }),
      comparisons: comparisons.map((one) => comparisonJson(one, sides)),
    })
  }
  print(diffText(comparisons, sides, options))
}
