import { ordinaryStays, type StayRules } from '@yibao/core/policy'
import { complain, fieldsOf, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { flagOf, wordOf } from './policy-values.ts'

/** A transfer takes days, not months. */
const transferDaysBelow = 100

function daysOf(spot: Spot): number {
  const text = textOf(spot) ?? ''
  if (/^\d{1,2}$/.test(text)) return Number(text)
  complain(spot, `not a number of days below ${transferDaysBelow}`, 'write a whole number, `3`', text)
  return ordinaryStays.transferDays
}

function carriedOf(spot: Spot): StayRules['carry'][number] {
  const { from, to } = fieldsOf(spot, ['from', 'to'])
  const schemes = ['310', '390'] as const
  const carried = { from: wordOf(from, schemes), to: wordOf(to, schemes) }
  if (carried.from === carried.to) complain(spot, 'a scheme carries nothing to itself', 'name two schemes')
  return carried
}

/** Reads `stays:`, what the region says about inpatient care over years, schemes and hospitals. */
export function staysOf(spot: Spot): StayRules {
  const names = ['acrossYears', 'secondDeductible', 'scheme', 'transferDays', 'carry'] as const
  const fields = fieldsOf(spot, [], names)
  const { acrossYears, secondDeductible, scheme, transferDays, carry } = fields
  return {
    acrossYears: acrossYears === null ? ordinaryStays.acrossYears : wordOf(acrossYears, ['one-year', 'split']),
    secondDeductible: secondDeductible === null ? ordinaryStays.secondDeductible : flagOf(secondDeductible),
    scheme: scheme === null ? ordinaryStays.scheme : wordOf(scheme, ['admission', 'settlement']),
    transferDays: transferDays === null ? ordinaryStays.transferDays : daysOf(transferDays),
    carry: carry === null ? ordinaryStays.carry : itemsOf(carry).map(carriedOf),
  }
}
