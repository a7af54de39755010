import type { AuditExpression, AuditRule } from '@yibao/core/audit'

/** Days before the day of a row that a natural month or year may begin. */
const monthDays = 30
const yearDays = 365
const hoursPerDay = 24
const minutesPerDay = 1440

/** A length that a rule itself says: a number, or a parameter; that of a point is the table's. */
function writtenLength(length: AuditExpression, parameters: AuditRule['parameters']): number | null {
  if (length.op === 'value') return typeof length.value === 'number' ? length.value : null
  const [name] = length.op === 'field' && length.root === 'param' ? length.path : []
  const value = name === undefined ? undefined : parameters[name]
  return typeof value === 'number' ? value : null
}

/**
 * How many days of the past the window of a rule takes: whatever is beyond its look-back would silently not be seen.
 *
 * @returns 0 when it takes none, or when only its table knows
 */
export function lookbackNeeded({
  does,
  parameters,
  partition,
}: Pick<AuditRule, 'does' | 'parameters' | 'partition'>): number {
  if (does.kind === 'match' || partition !== 'person') return 0
  const { within } = does
  if (!('length' in within))
    return { visit: 0, 'visit-day': 0, day: 0, month: monthDays, year: yearDays, all: 1 }[within.unit]
  const length = writtenLength(within.length, parameters)
  if (length === null) return 0
  if (within.unit === 'days') return Math.max(0, Math.ceil(length) - 1)
  return Math.ceil(length / (within.unit === 'hours' ? hoursPerDay : minutesPerDay))
}
