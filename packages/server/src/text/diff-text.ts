import type { Rules } from '@yibao/core/policy'
import type { Citations } from './citations.ts'
import type { LineChange } from './diff-lines.ts'
import type { ParameterChange, ParameterDiff, SideValue } from './diff-rules.ts'
import { keyWords, valueWords } from './parameter-text.ts'
import { type Column, tableLines } from './table-text.ts'
import { indented } from './value-text.ts'
import { type Language, labelOf, marks, say, type WordTable } from './words.ts'

/** The two sides of a comparison. */
export const sideWords = { left: ['甲', 'A'], right: ['乙', 'B'] } as const satisfies WordTable<'left' | 'right'>

const changeWords: WordTable<ParameterChange['change']> = {
  added: ['新增', 'added'],
  removed: ['删去', 'removed'],
  value: ['改值', 'value'],
  source: ['值同据异', 'source'],
}

export const leftColumn = (title: string): Column => ({ title, side: 'left' })
export const rightColumn = (title: string): Column => ({ title, side: 'right' })

function sideText(side: SideValue | null, { kind }: ParameterChange, citations: Citations, language: Language): string {
  if (side === null) return '—'
  const value = side.value === 'none' ? say(['废止', 'repealed'], language) : valueWords(side.value, kind, language)
  const from = say([`自 ${side.from}`, `from ${side.from}`], language)
  return `${value}${marks[language].comma}${from}${citations.cite(side.source, side.assumed)}`
}

/** Rate tables are too wide to stand beside each other. */
function tableChanges(
  changes: readonly ParameterChange[],
  rules: Rules,
  citations: Citations,
  language: Language,
): readonly string[] {
  return changes.flatMap((change) => [
    `${labelOf(change, language)} · ${keyWords(change, change.key, rules, language)} · ${say(changeWords[change.change], language)}`,
    `  ${say(sideWords.left, language)} ${sideText(change.left, change, citations, language)}`,
    `  ${say(sideWords.right, language)} ${sideText(change.right, change, citations, language)}`,
  ])
}

function rowChanges(
  changes: readonly ParameterChange[],
  rules: Rules,
  citations: Citations,
  language: Language,
): readonly string[] {
  if (changes.length === 0) return []
  const rows = changes.map((change, index) => [
    changes[index - 1]?.name === change.name ? '' : labelOf(change, language),
    keyWords(change, change.key, rules, language),
    say(changeWords[change.change], language),
    sideText(change.left, change, citations, language),
    sideText(change.right, change, citations, language),
  ])
  const titles = [
    say(['参数', 'parameter'], language),
    say(['分类', 'class'], language),
    say(['变化', 'change'], language),
    say(sideWords.left, language),
    say(sideWords.right, language),
  ]
  return tableLines(titles.map(leftColumn), rows)
}

/** Parameters that differ, a row for each class, both values with their day and source. */
export function parameterChanges(
  { changes, same }: ParameterDiff,
  rules: Rules,
  citations: Citations,
  language: Language,
): readonly string[] {
  const counts = say(
    [`参数：${changes.length} 处不同，${same} 处相同`, `Parameters: ${changes.length} differ, ${same} are the same`],
    language,
  )
  const [tables, rows] = [
    changes.filter(({ kind }) => kind === 'tiers'),
    changes.filter(({ kind }) => kind !== 'tiers'),
  ]
  return [
    counts,
    ...indented(rowChanges(rows, rules, citations, language), 2),
    ...indented(tableChanges(tables, rules, citations, language), 2),
  ]
}

/** Sentences that only one side has: `−` those of the left, `+` those of the right. */
export function chapterChanges(title: string, changes: readonly LineChange[]): readonly string[] {
  if (changes.length === 0) return []
  return [title, ...changes.map(({ side, line }) => `  ${side === 'left' ? '−' : '+'} ${line}`)]
}
