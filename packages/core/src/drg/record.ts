import type { DischargeRecord } from '../encounter/index.ts'
import type { RecordProblem } from './types.ts'

/** 新生儿: up to and including this day of age. */
const lastNewbornDay = 28
/** The 366th day is a birthday. */
const lastDayOfFirstYear = 365
/** Nobody on record has lived longer than 122 years; what is beyond this is a slip of the pen. */
const oldest = 150

const isWhole = (value: number, most: number): boolean => Number.isInteger(value) && value >= 0 && value <= most

function ageProblem({ ageYears, ageDays, birthWeightGrams }: DischargeRecord): RecordProblem | null {
  if (ageYears === null) return { code: 'drg.age-missing', field: 'ageYears', value: ageYears }
  if (!isWhole(ageYears, oldest)) return { code: 'drg.age-impossible', field: 'ageYears', value: ageYears }
  if (ageYears > 0) {
    // A zero is how many systems write "none"; any other number contradicts the years.
    if (ageDays === null || ageDays === 0) return null
    return { code: 'drg.age-days-impossible', field: 'ageDays', value: ageDays }
  }
  if (ageDays === null) return { code: 'drg.age-days-missing', field: 'ageDays', value: ageDays }
  if (!isWhole(ageDays, lastDayOfFirstYear))
    return { code: 'drg.age-days-impossible', field: 'ageDays', value: ageDays }
  if (ageDays <= lastNewbornDay && birthWeightGrams === null) {
    return { code: 'drg.birth-weight-missing', field: 'birthWeightGrams', value: birthWeightGrams }
  }
  return null
}

/**
 * Checks a record before it is grouped: sex, age, days of age of an infant, birth weight of a newborn, a principal diagnosis; and
 * that no number is impossible. A weight of 0 passes and meets no band. Unknown codes are no problem: see `unknownCodes`.
 *
 * @returns the first problem in this order, or null
 * @source  基本医疗保险医疗保障基金结算清单 (the facts a case is grouped by), as the field table of the grouping schemes states them
 */
export function invalidReason(record: DischargeRecord): RecordProblem | null {
  const { gender, birthWeightGrams, stayDays, intensiveCareHours, diagnoses } = record
  if (gender !== '1' && gender !== '2') return { code: 'drg.gender-unknown', field: 'gender', value: gender }
  const age = ageProblem(record)
  if (age !== null) return age
  if (birthWeightGrams !== null && !isWhole(birthWeightGrams, Number.MAX_SAFE_INTEGER)) {
    return { code: 'drg.birth-weight-impossible', field: 'birthWeightGrams', value: birthWeightGrams }
  }
  if (stayDays !== null && !isWhole(stayDays, Number.MAX_SAFE_INTEGER)) {
    return { code: 'drg.stay-impossible', field: 'stayDays', value: stayDays }
  }
  if (intensiveCareHours !== null && !(intensiveCareHours >= 0 && Number.isFinite(intensiveCareHours))) {
    return { code: 'drg.intensive-care-impossible', field: 'intensiveCareHours', value: intensiveCareHours }
  }
  const principal = diagnoses[0]
  if (principal === undefined || principal === '') {
    return { code: 'drg.principal-diagnosis-missing', field: 'diagnoses', value: null }
  }
  return null
}
