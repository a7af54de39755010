import { daysBetween, inRange } from '../kernel/index.ts'
import { diagnosisKey } from './key.ts'
import type { DipRules } from './rules-types.ts'
import type { DipCase, DipProblem, GroupableCase } from './types.ts'

/** What bars a case from any group; the first problem in the order of this page. Unknown operations are asked elsewhere. */
export function groupableProblem(one: GroupableCase, rules: Pick<DipRules, 'diagnosisKey'>): DipProblem | null {
  const [principal] = one.record.diagnoses
  if (principal === undefined || principal === '') return { code: 'dip.no-principal-diagnosis' }
  if (diagnosisKey(principal, rules.diagnosisKey) === null) {
    return { code: 'dip.diagnosis-without-key', diagnosis: principal, level: rules.diagnosisKey }
  }
  if (one.cost <= 0) return { code: 'dip.cost-not-positive', cost: one.cost }
  for (const part of ['drugs', 'consumables'] as const) {
    if (one[part] < 0 || one[part] > one.cost) {
      return { code: 'dip.part-exceeds-cost', part, amount: one[part], cost: one.cost }
    }
  }
  if (one.dischargedOn < one.admittedOn) {
    const { admittedOn, dischargedOn } = one
    return { code: 'dip.discharged-before-admitted', admittedOn, dischargedOn }
  }
  return impossibleNumber(one)
}

const oldest = 150
const daysOfAYear = 366
const longestStay = 100 * daysOfAYear
const mostVisits = 100_000

/** Whole numbers that no person and no stay can have; null where the record says nothing. */
function impossibleNumber({ record, visitNumber }: GroupableCase): DipProblem | null {
  const numbers: readonly (readonly [field: string, value: number | null, least: number, most: number])[] = [
    ['ageYears', record.ageYears, 0, oldest],
    ['ageDays', record.ageDays, 0, daysOfAYear],
    ['stayDays', record.stayDays, 0, longestStay],
    ['intensiveCareHours', record.intensiveCareHours, 0, 24 * longestStay],
    ['visitNumber', visitNumber, 1, mostVisits],
  ]
  for (const [field, value, least, most] of numbers) {
    const fits =
      value === null ||
      (Number.isFinite(value) &&
        (Number.isInteger(value) || field === 'intensiveCareHours') &&
        value >= least &&
        value <= most)
    if (!fits) return { code: 'dip.number-impossible', field, value }
  }
  return null
}

const levels: readonly string[] = ['tertiary', 'secondary', 'primary', 'ungraded']

/** What bars a case from counting in a directory. */
export function countingProblem(one: DipCase, rules: DipRules, years: readonly number[]): DipProblem | null {
  const problem = groupableProblem(one, rules)
  if (problem !== null) return problem
  if (!levels.includes(one.level)) return { code: 'dip.level-unknown', level: one.level }
  return years.includes(one.year) ? null : { code: 'dip.year-outside', year: one.year, years }
}

/** Whether the directory in force on the day of discharge is this one. */
export function dayProblem(one: GroupableCase, rules: Pick<DipRules, 'range'>): DipProblem | null {
  if (inRange(rules.range, one.dischargedOn)) return null
  return { code: 'dip.outside-directory', dischargedOn: one.dischargedOn, range: rules.range }
}

/** Days of the stay: those the record names, else the nights between admission and discharge. */
export function stayOf(one: Pick<DipCase, 'record' | 'admittedOn' | 'dischargedOn'>): number {
  return one.record.stayDays ?? daysBetween(one.admittedOn, one.dischargedOn)
}
