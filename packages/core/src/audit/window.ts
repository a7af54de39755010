import { dayText, monthStart, secondsPerDay, yearStart } from './clock.ts'
import type { ExpressionContext, Maker } from './compile-expression.ts'
import type { GroundRow } from './rows.ts'
import { type AuditScope, type CompiledExpression, timeOf } from './scope.ts'
import type { AuditRule, Within } from './types.ts'

/** A stretch of time in seconds, both ends in it. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** How far apart rows of a rule may be. */
export interface Window {
  readonly unit: Within['unit']
  /** Rows of two visits are never looked at together. */
  readonly withinVisit: boolean
  /** The length of windows that roll, in seconds or days; null of the others. */
  readonly length: CompiledExpression | null
  readonly lookback: number
}

/** What one row may be looked at together with: back to `from`, and for those that look around on to `to`. */
export type Reach = Stretch | undefined

export function windowOf(rule: AuditRule, within: Within, context: ExpressionContext, maker: Maker): Window {
  // A rule about persons that asks for no past stays inside the visit; doctors, tills and devices have no visit to stay in.
  const withinVisit =
    within.unit === 'visit' || within.unit === 'visit-day' || (rule.lookback === 0 && rule.partition === 'person')
  const length = 'length' in within ? maker.expression(within.length, context) : null
  return { unit: within.unit, withinVisit, length, lookback: rule.lookback }
}

const always: Stretch = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }

/**
 * The time around a row that its window covers; the length is asked of the scope.
 *
 * @returns undefined when the length or the row's own time is not known; `scope.missing` then names it
 */
export function reachOf(window: Window, row: GroundRow, scope: AuditScope): Reach {
  const covers = wholeReachOf(window, row, scope)
  if (covers === undefined || window.withinVisit || window.lookback === 0) return covers
  return { from: Math.max(covers.from, (row.day - window.lookback) * secondsPerDay), to: covers.to }
}

/** The same, however far the rule may look back: all of a month. */
export function wholeReachOf(window: Window, row: GroundRow, scope: AuditScope): Reach {
  const { unit } = window
  if (unit === 'visit') return always
  const at = timeOf(row)
  if (at === null) {
    if (unit === 'all' && window.withinVisit) return always
    scope.missing = 'row.at'
    return undefined
  }
  switch (unit) {
    case 'all':
      return always
    case 'day':
    case 'visit-day':
      return days(row.day, row.day)
    case 'month':
      return days(monthStart(at), monthStart(dayText(monthStart(at) + 31)) - 1)
    case 'year':
      return days(yearStart(at), yearStart(dayText(yearStart(at) + 366)) - 1)
    default:
      return rolling(window, row, scope)
  }
}

function days(first: number, last: number): Stretch {
  return { from: first * secondsPerDay, to: (last + 1) * secondsPerDay - 1 }
}

function rolling(window: Window, row: GroundRow, scope: AuditScope): Reach {
  const length = window.length?.(scope)
  if (length === undefined) return undefined
  if (typeof length !== 'number') {
    scope.missing = 'window'
    return undefined
  }
  if (window.unit === 'days') return days(row.day - length + 1, row.day + length - 1)
  const seconds = length * (window.unit === 'hours' ? 3600 : 60)
  return { from: row.second - seconds + 1, to: row.second + seconds - 1 }
}

/** A reach in words for those who read a finding: a day, a month, from and to. */
export function windowText(window: Window, row: GroundRow, reach: Stretch): string {
  const at = timeOf(row)
  if (at === null || window.unit === 'visit') return window.unit
  if (window.unit === 'month') return at.slice(0, 7)
  if (window.unit === 'year') return at.slice(0, 4)
  const until = at.slice(0, 10)
  if (!Number.isFinite(reach.from)) return `..${until}`
  const from = dayText(Math.floor(reach.from / secondsPerDay))
  return from === until ? until : `${from}..${until}`
}
