import type { Plan, RegionPack } from '@yibao/core/policy'
import { diffLines, type LineChange } from '../text/diff-lines.ts'
import { diffParameters, type ParameterDiff } from '../text/diff-rules.ts'
import { filingLines } from '../text/filing-text.ts'
import type { AnyRules } from '../text/plan-on-date.ts'
import { schemeLine, yearWords } from '../text/plan-text.ts'
import { type Chapter, chaptersOf } from '../text/rules-sentences.ts'
import { stayLines } from '../text/stay-text.ts'
import { type Language, say } from '../text/words.ts'
import type { PolicyCase } from './policy-case-yaml.ts'
import { type CaseChange, type CaseSide, diffCases } from './policy-diff-cases.ts'
import { diffItems, type ItemChange } from './policy-diff-items.ts'
import type { Pair, Side, Sides } from './policy-diff-sides.ts'
import { pinnedPack, pinnedPlan } from './policy-pinned.ts'

/** A chapter of which the sides say different things. */
interface ChapterChange {
  readonly title: string
  readonly changes: readonly LineChange[]
}

/** Two rules laid beside each other, and what the cases come to under both. */
export interface Comparison extends Pair {
  readonly parameters: ParameterDiff
  readonly chapters: readonly ChapterChange[]
  readonly cases: readonly CaseChange[]
  readonly items: readonly ItemChange[]
}

/** What a side is for, and what it calls itself and its numbers; rules of another name have labels of their own anyhow. */
function scopeOf(side: Side, other: Side, language: Language): Chapter {
  const { about, pack, rules } = side
  const title = say(['适用范围与名称', 'Scope and names'], language)
  const isSame = rules.id === other.rules.id && side.reading === other.reading
  const numbers = Object.values(rules.parameters)
    .filter(({ name }) => other.rules.parameters[name] !== undefined)
    .map(({ name, label }) => `${name} ${label}`)
  const names = isSame ? [`${rules.label} ${rules.labelEn}`, ...numbers] : []
  if (about !== 'coverage') return { title, sentences: [schemeLine({ about, rules } as AnyRules, language), ...names] }
  const { streams } = pack.coverage
  const streamed = streams === null ? [] : [say([`费用流按 ${streams} 划分`, `streams by ${streams}`], language)]
  const named = pack.division === other.pack.division ? [`${pack.name} ${pack.nameEn}`, ...numbers] : []
  return {
    title,
    sentences: [
      yearWords(pack, language),
      ...stayLines(pack.stays, language),
      ...filingLines(pack.filings, language),
      ...streamed,
      ...named,
    ],
  }
}

function chapterChanges(left: Side, right: Side, on: Sides['on'], language: Language): readonly ChapterChange[] {
  const before = [scopeOf(left, right, language), ...chaptersOf(left.rules, on.left, language)]
  const after = [scopeOf(right, left, language), ...chaptersOf(right.rules, on.right, language)]
  const titles = [...new Set([...before, ...after].map(({ title }) => title))]
  const sentences = (all: readonly Chapter[], title: string): readonly string[] =>
    all.find((chapter) => chapter.title === title)?.sentences ?? []
  return titles
    .map((title) => ({ title, changes: diffLines(sentences(before, title), sentences(after, title)) }))
    .filter(({ changes }) => changes.length > 0)
}

/** The rules of a side with the law of its day in force on every day. */
function playable({ pack, rules }: Side, on: Sides['on']['left']): CaseSide | null {
  if (!('layers' in rules)) return null
  const plan = rules as Plan
  return on === null ? { pack, plan } : { pack: pinnedPack(pack, on), plan: pinnedPlan(plan, on) }
}

/** A reading of a plan has the plan's id, so the cases of the plan are played under it too; those of readings are not. */
function casesOf({ left, right }: Pair, cases: readonly PolicyCase[]) {
  const ids = [left, right].map((side) => side?.rules.id)
  const divisions = [left, right].map((side) => side?.pack.division)
  return cases
    .filter((example) => example.kind === 'bill')
    .filter((example) => {
      return example.reading === null && ids.includes(example.plan) && divisions.includes(example.division)
    })
}

function comparePair(pair: Pair, { on, cases }: Sides, language: Language): Comparison {
  const { left, right } = pair
  const sides = [left === null ? null : playable(left, on.left), right === null ? null : playable(right, on.right)]
  const [a = null, b = null] = sides
  const pinned = (side: Side | null, day: Sides['on']['left']): RegionPack | null =>
    side?.about !== 'coverage' ? null : day === null ? side.pack : pinnedPack(side.pack, day)
  return {
    ...pair,
    parameters: diffParameters(
      { rules: left?.rules ?? null, on: on.left },
      { rules: right?.rules ?? null, on: on.right },
    ),
    chapters: left === null || right === null ? [] : chapterChanges(left, right, on, language),
    cases: a === null || b === null ? [] : diffCases(casesOf(pair, cases), a, b),
    items: diffItems(cases, pinned(left, on.left), pinned(right, on.right)),
  }
}

/** How many cases are there of rules that are compared by their text alone: those of contributions and enrolment. */
export function casesLeftOut({ pairs, cases }: Sides): number {
  const ids = new Set(pairs.flatMap(({ left, right }) => [left?.rules.id, right?.rules.id]))
  return cases.filter((example) => {
    if (example.kind === 'contribution') return ids.has(example.contribution)
    return example.kind === 'enrolment' && ids.has(example.enrolment)
  }).length
}

/** Compares every pair. */
export function compareSides(sides: Sides, language: Language): readonly Comparison[] {
  return sides.pairs.map((pair) => comparePair(pair, sides, language))
}

/** Whether anything differs, in the law or in what cases come to. */
export function isDifferent({ left, right, parameters, chapters, cases, items }: Comparison): boolean {
  if (left === null || right === null) return true
  const moved = cases.some(({ kind }) => kind === 'changed' || kind === 'incomparable')
  return parameters.changes.length > 0 || chapters.length > 0 || moved || items.length > 0
}
