import type { ParameterKind, Rules } from '@yibao/core/policy'
import type { Citations } from './citations.ts'
import { classMeaning } from './class-meaning.ts'
import type { ParameterOnDate, RowOnDate, ValueJson } from './plan-on-date.ts'
import { type Column, tableLines } from './table-text.ts'
import { type Language, labelOf, say, type Words } from './words.ts'

const columns: readonly Words[] = [
  ['参数', 'parameter'],
  ['分类', 'class'],
  ['值', 'value'],
  ['自', 'from'],
  ['来源', 'source'],
]

/** A value of the law as people read it: `1200.00 元`, `85%`, bands by their upper bounds. */
export function valueWords(value: ValueJson, kind: ParameterKind, language: Language): string {
  if (typeof value === 'string') return kind === 'money' ? `${value} ${say(['元', 'yuan'], language)}` : value
  const above = value.length === 1 ? '' : say(['以上 ', 'above '], language)
  const unknown = say(['未载', 'not stated'], language)
  return value.map(({ to, rate }) => `${to === null ? above : `≤${to} `}${rate ?? unknown}`).join(', ')
}

/** The classes of a row: `三级 · 退休`; of a parameter for everybody `全部`. */
export function keyWords(
  parameter: Pick<ParameterOnDate, 'by'>,
  key: readonly string[],
  rules: Rules,
  language: Language,
): string {
  if (key.length === 0) return say(['全部', 'all'], language)
  return key.map((word, index) => classMeaning(rules, parameter.by[index] ?? '', word, language)).join(' · ')
}

function missingWords({ missing, firstFrom }: RowOnDate, language: Language): string {
  if (missing === 'repealed') return say(['— 已废止', '— repealed'], language)
  return say([`— 尚无规定，${firstFrom ?? ''} 起`, `— no value before ${firstFrom ?? ''}`], language)
}

/** The values of parameters on a date, a row for each class, sources by number. */
export function parameterTable(
  parameters: readonly ParameterOnDate[],
  rules: Rules,
  citations: Citations,
  language: Language,
): readonly string[] {
  const heads = columns.map((words): Column => ({ title: say(words, language), side: 'left' }))
  const rows = parameters.flatMap((parameter) =>
    parameter.rows.map((row, index) => [
      index === 0 ? labelOf(parameter, language) : '',
      keyWords(parameter, row.key, rules, language),
      row.value === null ? missingWords(row, language) : valueWords(row.value, parameter.kind, language),
      row.from ?? '',
      citations.cite(row.source, row.assumed).trim(),
    ]),
  )
  return rows.length === 0 ? [] : tableLines(heads, rows)
}
