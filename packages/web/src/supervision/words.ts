import type { Answer } from '@yibao/contract/rest'
import * as audit from '@yibao/core/audit'
import * as supervision from '@yibao/core/supervision'
import { named, type Pair, titled } from '../kit/index.ts'

type Finding = Answer<'findings.list'>['rows'][number]
type Card = Answer<'indicators.card'>
type Judged = Card['judged'][number]

export const severityWords = titled(audit.severityWords)
export const actionWords = titled(audit.auditActionWords)
export const momentWords = titled(audit.momentWords)
export const classWords = titled(audit.ruleClassWords)
export const kindWords = titled(audit.ruleKindWords)
export const grainWords = titled(supervision.grainWords)
export const meansWords = titled(supervision.meansWords)
export const verdictWords = titled(supervision.verdictWords)
export const alikeWords = titled(supervision.alikeWords)

export const severityColours: Readonly<Record<Finding['severity'], string>> = {
  violation: 'red',
  suspect: 'default',
  remind: 'default',
}

export const stateWords: Readonly<Record<'new' | 'open' | 'closed', Pair>> = {
  new: ['未受理', 'Not taken up'],
  open: ['办理中', 'In hand'],
  closed: ['已办结', 'Closed'],
}

/** Persons and ingredients stand on cards, but nobody asks for their numbers. */
export const isAskedGrain = (grain: string): grain is Card['grain'] =>
  Object.hasOwn(grainWords, grain) && grain !== 'person' && grain !== 'ingredient'

const badWords = titled(supervision.badWhenWords)

export function badWhenPair(badWhen: Card['indicator']['badWhen']): Pair {
  const [zh, en] = badWords[badWhen]
  return [`${zh}为异常`, `${en} is bad`]
}

export const verdictColours: Readonly<Record<Judged['verdict'], string>> = {
  bad: 'red',
  fine: 'default',
  refused: 'default',
}

/** Why a number is not judged, with its figures. */
export function refusedPair({ code, have, needed, months }: Judged['refused'][number]): Pair {
  const [zh, en] = named(supervision.refusalWords, code)
  const list = months.length > 6 ? [...months.slice(0, 5), '…'] : months
  const figures = [
    ...(have === null ? [] : needed === null ? [String(have)] : [`${have} / ${needed}`]),
    ...(list.length === 0 ? [] : [list.join(', ')]),
  ].join(' · ')
  return figures === '' ? [zh, en] : [`${zh}（${figures}）`, `${en} (${figures})`]
}

/** A number as people read it: two digits, large ones with commas. */
export function numberText(value: number | null, digits = 2): string {
  if (value === null) return '–'
  return value.toLocaleString('en-US', {
    maximumFractionDigits: digits,
    minimumFractionDigits: Number.isInteger(value) ? 0 : digits,
  })
}

export const partText = (part: number | null): string =>
  part === null ? '–' : `${part > 0 ? '+' : ''}${(part * 100).toFixed(1)} %`

const unitParts: Readonly<Record<string, string>> = {
  yuan: '元',
  percent: '%',
  ratio: '比值',
  days: '天',
  day: '天',
  visits: '人次',
  visit: '人次',
  persons: '人',
  person: '人',
  stays: '例',
  stay: '例',
  cases: '例',
  case: '例',
  bills: '单',
  lines: '行',
  prescription: '处方',
  items: '项',
  item: '项',
  times: '次',
  points: '分',
  findings: '条',
  months: '月',
  month: '月',
  beds: '床',
  bed: '床',
}

/** A unit of the definitions, part by part: `yuan/visit` is 元/人次. */
export const unitPair = (unit: string): Pair => [
  unit
    .split('/')
    .map((part) => unitParts[part] ?? part)
    .join('/'),
  unit,
]
