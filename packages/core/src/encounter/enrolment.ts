import { type IsoDate, inRange } from '../kernel/index.ts'
import type { Enrolment, SchemeCode } from './types.ts'

/** The insurance of this scheme that covers the day, or null. Ranges of one scheme never overlap. */
export function enrolmentOn(enrolments: readonly Enrolment[], scheme: SchemeCode, on: IsoDate): Enrolment | null {
  return enrolments.find((enrolment) => enrolment.scheme === scheme && inRange(enrolment.range, on)) ?? null
}
