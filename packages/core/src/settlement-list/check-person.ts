import { ageOn, dateOf, daysBetween, type IsoDate } from '../kernel/index.ts'
import { principalOf } from './check-coding.ts'
import { stayOf } from './check-times.ts'
import { isObstetric, isPerinatal } from './code-ranges.ts'
import { finding, type Look, none } from './finding.ts'
import type { ListGround, SettlementList } from './types.ts'

/** A newborn is at most 28 days old on admission. @source CHS-DRG: 0 to 28 days, both included */
const newbornDays = 28

/** Our own limits: outside them an obstetric principal diagnosis asks for a look. */
const motherYears = { from: 10, until: 60 }

/** Grams; our own limits. Outside the first no child was ever weighed, outside the second it asks for a look. */
const weightPossible = { from: 100, until: 9_999 }
const weightUsual = { from: 500, until: 6_500 }

interface Age {
  readonly days: number
  readonly years: number
}

/** The age on admission; null when the list cannot be placed, or before the birth. */
function ageAtAdmission(list: SettlementList, ground: ListGround): Age | null {
  const { admittedAt } = stayOf(list, ground)
  if (admittedAt === null) return null
  const on: IsoDate = dateOf(admittedAt)
  const { birth } = ground.insured
  return on < birth ? null : { days: daysBetween(birth, on), years: ageOn(birth, on) }
}

/** Perinatal conditions belong to the first year at most, obstetric ones to the years in which children are born. */
export const ageAgrees: Look = (list, ground) => {
  const age = ageAtAdmission(list, ground)
  const principal = principalOf(list)
  if (age === null || principal === null) return none
  const { code } = principal
  const row = list.diagnoses.indexOf(principal) + 1
  if (isPerinatal(code) && age.days > newbornDays) {
    const severity = age.years > 0 ? 'refuse' : 'warn'
    return [finding(severity, 'age-conflict', 'principalDiagnosis', { row, value: code, against: `${age.days}` })]
  }
  if (isObstetric(code) && (age.years < motherYears.from || age.years > motherYears.until)) {
    const against = String(age.days)
    return [finding('warn', 'age-conflict', 'principalDiagnosis', { row, value: code, against })]
  }
  return none
}

const weights = [
  ['birthWeights', 'birthWeight'],
  ['admissionWeights', 'admissionWeight'],
] as const

const plainNumber = /^\d+(?:\.\d+)?$/

const outside = (value: string, { from, until }: { from: number; until: number }): boolean =>
  !plainNumber.test(value) || Number(value) < from || Number(value) > until

/** A newborn's weights are there and possible; nobody else has any. */
export const newbornWeights: Look = (list, ground) => {
  const age = ageAtAdmission(list, ground)
  return weights.flatMap(([name, field]) => {
    const sent = list[name]
    const newborn = age !== null && age.days <= newbornDays
    if (sent.length === 0) return newborn ? [finding('refuse', 'missing', field)] : none
    if (age !== null && age.years > 0) {
      return [finding('warn', 'weight-not-newborn', field, { value: sent.join('/'), against: String(age.days) })]
    }
    return sent.flatMap((value, index) => {
      const where = { value, ...(sent.length === 1 ? {} : { row: index + 1 }) }
      if (outside(value, weightPossible)) return [finding('refuse', 'bad-weight', field, where)]
      return outside(value, weightUsual) ? [finding('warn', 'weight-unusual', field, where)] : none
    })
  })
}

/** Whoever died, died on a day: the list itself says when. */
export const deathHasDate: Look = (list) =>
  list.dischargeWay === '5' && list.dischargedAt === null ? [finding('refuse', 'missing', 'dischargedAt')] : none

/** @source national `dscg_way`: 2 and 3 send the patient on to another institution */
const sentOn = ['2', '3']

export const entriesFilled: Look = (list) => {
  const { dischargeWay, details } = list
  const empty = (name: string): boolean => (details[name] ?? null) === null
  return [
    ...(dischargeWay === null ? [finding('warn', 'missing', 'dischargeWay')] : []),
    ...(dischargeWay !== null && sentOn.includes(dischargeWay) && empty('acp_medins_name') && empty('acp_optins_code')
      ? [finding('warn', 'missing', 'receivingProvider')]
      : []),
    ...(details.days_rinp_flag_31 === '1' && empty('days_rinp_pup_31')
      ? [finding('warn', 'missing', 'readmissionPurpose')]
      : []),
    ...(empty('medcasno') ? [finding('warn', 'missing', 'caseNumber')] : []),
    ...(empty('chfpdr_code') ? [finding('warn', 'missing', 'doctor')] : []),
    ...(empty('bill_no') ? [finding('warn', 'missing', 'invoice')] : []),
  ]
}

/** Nursing is counted by day, of which a stay has as many as it has nights, and one at least; one more is only strange. */
export const nursingWithinStay: Look = (list, ground) => {
  const { admittedAt, dischargedAt } = stayOf(list, ground)
  if (admittedAt === null || dischargedAt === null || dischargedAt < admittedAt) return none
  const days = Math.max(1, daysBetween(dateOf(admittedAt), dateOf(dischargedAt)))
  const nursing = list.nursingDays.reduce<number>((sum, each) => sum + (each ?? 0), 0)
  if (nursing <= days) return none
  const severity = nursing > days + 1 ? 'refuse' : 'warn'
  return [finding(severity, 'nursing-too-long', 'nursingDays', { value: String(nursing), against: String(days) })]
}
