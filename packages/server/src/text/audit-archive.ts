import { fen, yuan } from '@yibao/core/kernel'
import { type Column, tableLines } from './table-text.ts'

/** What a rule came to. */
interface Count {
  readonly hits: number
  readonly stake: number
}

export interface CountedRules {
  readonly rules: Readonly<Record<string, Count>>
  readonly notEvaluated: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** The name of a rule by its code; the code itself when nobody knows it any more. */
export type RuleName = (code: string) => string

const left = (title: string): Column => ({ title, side: 'left' })
const right = (title: string): Column => ({ title, side: 'right' })
const whole = (count: number): string => count.toLocaleString('en-US')
const money = (amount: number): string => yuan(fen(amount))
const signed = (count: number): string => `${count > 0 ? '+' : ''}${whole(count)}`
const signedMoney = (amount: number): string => `${amount > 0 ? '+' : ''}${money(amount)}`

/** Findings by rule, the most money first. */
export function ruleLines({ rules }: Pick<CountedRules, 'rules'>, nameOf: RuleName): readonly string[] {
  const rows = Object.entries(rules).sort(([, one], [, other]) => other.stake - one.stake || other.hits - one.hits)
  if (rows.length === 0) return ['没有发现 no finding']
  const cells = rows.map(([rule, { hits, stake }]) => [rule, nameOf(rule), whole(hits), money(stake)])
  return tableLines(
    [left('规则 rule'), left('名称 name'), right('发现 findings'), right('涉及 at stake (元 yuan)')],
    cells,
  )
}

/** What could not be evaluated, by rule and missing fact, the most first. */
export function notEvaluatedLines(
  { notEvaluated }: Pick<CountedRules, 'notEvaluated'>,
  nameOf: RuleName,
  limit = 20,
): readonly string[] {
  const rows = Object.entries(notEvaluated)
    .flatMap(([rule, byFact]) => Object.entries(byFact).map(([fact, count]) => ({ rule, fact, count })))
    .sort((one, other) => other.count - one.count)
  if (rows.length === 0) return []
  const shown = rows.slice(0, limit).map(({ rule, fact, count }) => [rule, nameOf(rule), fact, whole(count)])
  const more = rows.length > limit ? [`… 另有 and ${rows.length - limit} more`] : []
  return [
    '未评估（缺事实）not evaluated, for want of facts:',
    ...tableLines([left('规则 rule'), left('名称 name'), left('缺 missing'), right('次 times')], shown),
    ...more,
  ]
}

interface Compared {
  readonly before: Count
  readonly after: Count
  readonly gone: Count
  readonly come: Count
  readonly changed: number
}

const comparedColumns: readonly Column[] = [
  right('原 before'),
  right('新 after'),
  right('差 difference'),
  right('减少 gone'),
  right('新增 come'),
  right('金额变 changed'),
  right('涉及差额 at stake (元 yuan)'),
]

const comparedCells = ({ before, after, gone, come, changed }: Compared): readonly string[] => [
  whole(before.hits),
  whole(after.hits),
  signed(after.hits - before.hits),
  whole(gone.hits),
  whole(come.hits),
  whole(changed),
  signedMoney(after.stake - before.stake),
]

/** What differs by rule, or by rule and institution, the most money first: rows that are the same are left out. */
export function comparedLines(
  heads: readonly string[],
  rows: readonly { readonly names: readonly string[]; readonly compared: Compared }[],
  limit = Number.POSITIVE_INFINITY,
): readonly string[] {
  const different = rows.filter(({ compared: { gone, come, changed } }) => gone.hits + come.hits + changed > 0)
  if (different.length === 0) return ['两个版本结果相同 both releases find the same']
  const cells = different
    .toSorted((one, other) => {
      const change = ({ compared: { before, after } }: typeof one) => Math.abs(after.stake - before.stake)
      return change(other) - change(one)
    })
    .map(({ names, compared }) => [...names, ...comparedCells(compared)])
  const more = cells.length > limit ? [`… 另有 and ${cells.length - limit} more (--xlsx, --json)`] : []
  return [...tableLines([...heads.map(left), ...comparedColumns], cells.slice(0, limit)), ...more]
}
