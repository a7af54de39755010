import { addDays, type IsoDate, lastDay } from './dates.ts'

/** The days from `from` up to but not including `until`; `null` has no end. */
export interface DateRange {
  readonly from: IsoDate
  readonly until: IsoDate | null
}

/** The days from the first to the last one, both included; without a last day, or through the last of all days, it goes on. */
export function rangeThrough(from: IsoDate, last: IsoDate | null): DateRange {
  return { from, until: last === null || last === lastDay ? null : addDays(last, 1) }
}

export function inRange(range: DateRange, on: IsoDate): boolean {
  return range.from <= on && (range.until === null || on < range.until)
}

/** Whether some day lies in both, and then a first day does; an empty range overlaps nothing. */
export function rangesOverlap(a: DateRange, b: DateRange): boolean {
  const bothHave = (on: IsoDate) => inRange(a, on) && inRange(b, on)
  return bothHave(a.from) || bothHave(b.from)
}
