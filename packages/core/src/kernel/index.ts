export type { Branded } from './branded.ts'
export { canonicalText } from './canonical.ts'
export type { DateRange } from './date-range.ts'
export { inRange, rangesOverlap, rangeThrough } from './date-range.ts'
export type { Dated, DatedProblem, DatedValue, NoValueRefusal } from './dated.ts'
export { checkDated, valueOn } from './dated.ts'
export type { DateRefusal, IsoDate } from './dates.ts'
export {
  addDays,
  addMonths,
  ageOn,
  civilDate,
  daysBetween,
  firstOfNextMonth,
  isoDate,
  laterDate,
  parseIsoDate,
  yearOf,
} from './dates.ts'
export type { AmountRefusal } from './decimal.ts'
export type { DivisionCode, DivisionRefusal } from './division.ts'
export { divisionCode, isWithin, parseDivisionCode } from './division.ts'
export type { Exact, Fraction } from './exact.ts'
export { addExact, compareExact, divideExact, exactText, lessExact, multiplyExact, roundExact } from './exact.ts'
export type { Fen } from './fen.ts'
export { addFen, fen, maxFen, minFen, negateFen, parseYuan, subtractFen, sumFen, yuan, zeroFen } from './fen.ts'
export { birthOf, genderOf, identityCheckDigit, isIdentityNumber } from './identity-number.ts'
export { InvariantError, invariant } from './invariant.ts'
export type { LocalDateTime } from './local-date-time.ts'
export { dateOf, localDateTime, parseLocalDateTime } from './local-date-time.ts'
export type { Ppm, RateRefusal } from './ppm.ts'
export {
  complementPpm,
  multiplyByPpm,
  parsePercent,
  parseRate,
  percent,
  ppm,
  rateText,
  wholePpm,
  zeroPpm,
} from './ppm.ts'
export type { Quantity, UnitPrice } from './quantity.ts'
export {
  lineAmount,
  parseQuantity,
  parseUnitPrice,
  priceText,
  quantity,
  quantityText,
  unitPrice,
  unitPriceFromFen,
  unitPriceText,
} from './quantity.ts'
export type { Ok, Refused, Result } from './result.ts'
export { ok, refuse } from './result.ts'
export type { Rounding, RoundingMode, RoundingUnit } from './rounding.ts'
export { divideRounded, fenPerUnit, halfUpFen } from './rounding.ts'
export { shareOf } from './shares.ts'
export { splitByWeights } from './split.ts'
export type { WordPair, WordTable } from './words.ts'
export type { WorkYear } from './workdays.ts'
export { addWorkdays, isWorkday, weekdayOf } from './workdays.ts'
