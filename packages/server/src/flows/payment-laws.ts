import { addDays, type IsoDate } from '@yibao/core/kernel'
import type { CaseLaw, UsedValue } from '@yibao/core/payment'
import { type Groupers, groupersOf, type MonthAsked, type PaymentDesk, preparedOf } from './payment-desk.ts'
import { dayAfterMonth } from './payment-months.ts'
import type { PaymentLaw, PaymentRun } from './payment-run-ports.ts'

/** The plan of a run: its cases bring their groups. */
export const ownLaw = (law: PaymentLaw): CaseLaw => ({ hash: law.hash, prepared: preparedOf(law), groups: null })

const groupsOf =
  ({ drg, dip }: Groupers): CaseLaw['groups'] =>
  (facts) => ({
    drg: drg?.group(facts).caseGroup ?? null,
    dip: dip?.group(facts).caseGroup ?? null,
  })

/** The last day of a plan up to a day; null of a plan that begins behind it. */
function lastDayUntil({ plan: { range } }: PaymentLaw, on: IsoDate): IsoDate | null {
  if (range.from > on) return null
  return range.until !== null && range.until <= on ? addDays(range.until, -1) : on
}

/**
 * The plans that cases of a month may follow: its own, and behind it those that were taken up for days before, the last first. Cases of
 * theirs are grouped anew, by what their tables name; where that is not to be found they have no group, and wait.
 */
export async function lawsOfMonth(
  desk: Pick<PaymentDesk, 'plans' | 'groupers'>,
  law: PaymentLaw,
  { division, scheme, month }: MonthAsked,
): Promise<readonly [CaseLaw, ...CaseLaw[]]> {
  const end = addDays(dayAfterMonth(month), -1)
  const others: CaseLaw[] = []
  for (const other of await desk.plans.takenUp(division, scheme)) {
    const on = other.hash === law.hash ? null : lastDayUntil(other, end)
    if (on === null) continue
    const groupers = await groupersOf(desk.groupers.anyNamed, other, { division, scheme, month: on.slice(0, 7) })
    others.push({
      hash: other.hash,
      prepared: preparedOf(other),
      groups: groupsOf(groupers.ok ? groupers.value : { drg: null, dip: null }),
    })
  }
  return [ownLaw(law), ...others]
}

/** Values of a point that a run used, each with the plan it is of. */
export const valuesOf = ({ planHash, figures }: PaymentRun): readonly UsedValue[] =>
  (figures?.pointValues ?? []).map((one) => ({ planHash, ...one }))
