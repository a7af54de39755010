import type { Bounds, NumericField } from './types.ts'

/** Numbers no bound of a scheme tells apart: one of them stands for all; null is a value that is absent. */
export type NumberClass = number | null

interface Nature {
  readonly whole: boolean
  readonly highest: number
  readonly optional: boolean
  /** Limits that the check of records itself draws. */
  readonly limits: readonly number[]
}

/** As `invalidReason` lets them pass. */
const natures: Readonly<Record<NumericField, Nature>> = {
  ageYears: { whole: true, highest: 150, optional: false, limits: [0, 1] },
  ageDays: { whole: true, highest: 365, optional: true, limits: [0, 28] },
  weightG: { whole: true, highest: Number.MAX_SAFE_INTEGER, optional: true, limits: [0] },
  stayDays: { whole: true, highest: Number.MAX_SAFE_INTEGER, optional: true, limits: [0] },
  icuHours: { whole: false, highest: Number.MAX_SAFE_INTEGER, optional: true, limits: [0] },
}

/** Whether a value lies within; an absent value holds no bound. */
export function isWithinBounds(value: number | null, { lt, lte, gt, gte, eq }: Bounds): boolean {
  return (
    value !== null &&
    (lt === undefined || value < lt) &&
    (lte === undefined || value <= lte) &&
    (gt === undefined || value > gt) &&
    (gte === undefined || value >= gte) &&
    (eq === undefined || value === eq)
  )
}

/** The classes into which the limits cut the values a record may hold: each limit, each gap between, absence. */
export function numberClasses(field: NumericField, limits: Iterable<number>): readonly NumberClass[] {
  const { whole, highest, optional, limits: own } = natures[field]
  const sorted = [...new Set([...own, ...limits])].filter((limit) => limit >= 0).sort((a, b) => a - b)
  const classes = sorted.flatMap((limit, index) => {
    const next = sorted[index + 1] ?? limit + 2
    const between = whole ? Math.floor(limit) + 1 : (limit + next) / 2
    const point = whole && !Number.isInteger(limit) ? [] : [limit]
    return between < next ? [...point, between] : point
  })
  const legal = classes.filter((value) => value <= highest)
  return optional ? [...legal, null] : legal
}

export function limitsOf({ lt, lte, gt, gte, eq }: Bounds): readonly number[] {
  return [lt, lte, gt, gte, eq].filter((limit) => limit !== undefined)
}
