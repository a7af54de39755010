import type { DischargeRecord, Insured } from '../encounter/index.ts'
import { ageOn, daysBetween, type IsoDate } from '../kernel/index.ts'
import { minutesBetween, minutesOf } from './time.ts'
import type { IntensiveCare, ListDiagnosis, ListOperation, SettlementList } from './types.ts'

/** What a list leaves open and the centre knows itself. */
export interface DischargeGround {
  readonly insured: Pick<Insured, 'gender' | 'birth'>
  readonly admittedOn: IsoDate
  readonly dischargedOn: IsoDate
  /** That of the visit; the list's own, from which the person left (`dscg_caty`), goes before it. */
  readonly department: string | null
  /** National `dscg_way` of the discharge message; the list's own goes before it. */
  readonly dischargeWay: string | null
}

const genderCodes = { male: '1', female: '2', unknown: '9' } as const

/** `diag_type` of traditional Chinese diagnoses, which no grouping scheme reads. */
const traditional = new Set(['2', '3'])

const principalFirst = <Row extends { readonly principal: boolean }>(rows: readonly Row[]): readonly Row[] => [
  ...rows.filter(({ principal }) => principal),
  ...rows.filter(({ principal }) => !principal),
]

/** As it was sent: a weight in kilograms is not made grams by rounding it. */
function birthWeightOf(weights: readonly string[]): number | null {
  const [first] = weights
  const grams = Number(first)
  return first === undefined || !Number.isFinite(grams) ? null : grams
}

/** The principal operation keeps its place even when its code is missing: what follows does not move up. */
function operationCodes(operations: readonly ListOperation[]): readonly string[] {
  const rows = principalFirst(operations).map(({ code, principal }) => ({ code: (code ?? '').trim(), principal }))
  const kept = rows.filter(({ code, principal }) => code !== '' || principal).map(({ code }) => code)
  return kept.some((code) => code !== '') ? kept : []
}

/** Without a western principal diagnosis its place stays empty: no other one is grouped by in its stead. */
function diagnosisCodes(diagnoses: readonly ListDiagnosis[]): readonly string[] {
  const western = diagnoses.filter(({ type }) => !traditional.has(type))
  const codes = principalFirst(western).map(({ code }) => code.trim())
  return western.length === 0 || western.some(({ principal }) => principal) ? codes : ['', ...codes]
}

/** What the ward wrote, else from door to door. */
const minutesIn = ({ enteredAt, leftAt, duration }: IntensiveCare): number =>
  minutesOf(duration) ?? minutesBetween(enteredAt, leftAt)

/**
 * The discharge as grouping reads it, of a list and what is on file of the stay. Age is that of the day of admission, -1
 * before the birth, which no grouping accepts; days of age are told of those under one year. A stay within one day counts
 * as one. Of several newborns the first weight counts.
 *
 * @source national interface 4101; CHS-DRG: age in days within the first year, newborn of 0 to 28 days
 */
export function dischargeRecordOf(list: SettlementList, ground: DischargeGround): DischargeRecord {
  const { insured, admittedOn, dischargedOn, department, dischargeWay } = ground
  const ageYears = admittedOn < insured.birth ? -1 : ageOn(insured.birth, admittedOn)
  const days = daysBetween(admittedOn, dischargedOn)
  const intensive = list.intensiveCare.map(minutesIn)
  return {
    gender: genderCodes[insured.gender],
    ageYears,
    ageDays: ageYears === 0 ? daysBetween(insured.birth, admittedOn) : null,
    birthWeightGrams: birthWeightOf(list.birthWeights),
    department: list.details.dscg_caty ?? department,
    stayDays: days === 0 ? 1 : days,
    leavingType: list.dischargeWay ?? dischargeWay,
    diagnoses: diagnosisCodes(list.diagnoses),
    operations: operationCodes(list.operations),
    intensiveCareHours:
      intensive.length === 0 ? null : Math.floor(intensive.reduce((sum, minutes) => sum + minutes, 0) / 60),
  }
}
