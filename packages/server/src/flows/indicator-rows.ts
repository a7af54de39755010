import type { IndicatorValue } from '@yibao/core/supervision'
import type { IndicatorDefinition, IndicatorRow, LakeReader } from './lake-ports.ts'

/** What the rows behind a number come to. */
export interface OpenedNumber {
  readonly rows: number
  readonly numerator: number
  readonly denominator: number
  /** Whether that is the number that was told. */
  readonly agrees: boolean
}

/** A mean is made of parts that are no whole numbers. */
const near = (one: number, other: number): boolean => Math.abs(one - other) <= 1e-6 * Math.max(1, Math.abs(one))

/** Opens one number row by row, and adds the rows up again. */
export async function openNumber(
  lake: LakeReader,
  definition: IndicatorDefinition,
  value: IndicatorValue,
  take: (row: IndicatorRow) => void,
): Promise<OpenedNumber> {
  let [rows, numerator, denominator] = [0, 0, 0]
  for await (const row of lake.rows(definition, value)) {
    rows += 1
    numerator += row.numerator
    denominator += row.denominator
    take(row)
  }
  const agrees =
    rows === value.rows &&
    near(numerator, value.numerator) &&
    (value.denominator === null || near(denominator, value.denominator))
  return { rows, numerator, denominator, agrees }
}
