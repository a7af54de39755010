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

/** From here on it says nothing more that it is farther: peers that are all alike make any distance many of theirs. */
const farthest = 100

/** How far beyond: of peers in z, else as a part of the limit or of the level. */
export function distanceText(means: Judged['means'], distance: number): string {
  if (means !== 'outlier') return `${(distance * 100).toFixed(1)} %`
  return distance > farthest ? `z > ${farthest}` : `z ${distance.toFixed(1)}`
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
