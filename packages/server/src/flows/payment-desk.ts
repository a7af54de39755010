import type { SchemeCode } from '@yibao/core/encounter'
import { addDays, type DivisionCode, type IsoDate, inRange, ok, type Result, refuse } from '@yibao/core/kernel'
import { type PreparedPlan, preparePlan } from '@yibao/core/payment'
import type { CapitationStore } from './capitation-ports.ts'
import type { OperationSource } from './operation-log.ts'
import type { CaseGrouper, GroupStore } from './payment-groups.ts'
import { dayAfterMonth } from './payment-months.ts'
import type { CaseStore } from './payment-ports.ts'
import type { PaymentLaw, PlanStore, RunStore } from './payment-run-ports.ts'
import type { PaymentRunRefusal } from './payment-run-refusals.ts'

/** What is looked for by the name that a table of weights gives. */
export interface GrouperAsked {
  readonly kind: CaseGrouper['kind']
  readonly name: string
  readonly division: DivisionCode
  readonly scheme: SchemeCode
  readonly on: IsoDate
}

/** Grouping schemes and disease directories. */
export interface GrouperBook {
  /** What is in force for the insurance on the day, if it has that name. */
  inForce(asked: GrouperAsked): Promise<CaseGrouper | null>
  /** The same, or else whatever was kept last under that name: for comparisons. */
  anyNamed(asked: GrouperAsked): Promise<CaseGrouper | null>
}

/** What the payer's flows work with. */
export interface PaymentDesk extends OperationSource {
  readonly cases: CaseStore
  readonly groups: GroupStore
  readonly plans: PlanStore
  readonly runs: RunStore
  readonly capitation: CapitationStore
  readonly groupers: GrouperBook
}

/** How far a long work is. */
export type Progress = (stage: 'collect' | 'group' | 'price' | 'close', done: number, all: number) => void

export interface MonthAsked {
  readonly division: DivisionCode
  readonly scheme: SchemeCode
  /** `2025-03`. */
  readonly month: string
}

/** The plan in force on the last day of a month. Refuses with `payment.no-plan`. */
export async function planOfMonth(
  plans: Pick<PlanStore, 'inForce'>,
  { division, scheme, month }: MonthAsked,
): Promise<Result<PaymentLaw, PaymentRunRefusal>> {
  const on = addDays(dayAfterMonth(month), -1)
  const law = await plans.inForce(division, scheme, on)
  return law === null ? refuse({ code: 'payment.no-plan', division, scheme, on }) : ok(law)
}

export const preparedOf = ({ plan, tables }: PaymentLaw): PreparedPlan => preparePlan(plan, tables)

/** What a plan's cases are grouped by; null where none of its methods asks for that kind. */
export interface Groupers {
  readonly drg: CaseGrouper | null
  readonly dip: CaseGrouper | null
}

/**
 * The scheme and the directory that the tables of a plan are made for, on the last day of a month. A plan has one of each kind at a time.
 * Refuses with `payment.no-table` and `payment.no-grouper`.
 */
export async function groupersOf(
  find: GrouperBook['inForce'],
  { plan, tables }: PaymentLaw,
  { division, scheme, month }: MonthAsked,
): Promise<Result<Groupers, PaymentRunRefusal>> {
  const on = addDays(dayAfterMonth(month), -1)
  const found: { drg: CaseGrouper | null; dip: CaseGrouper | null } = { drg: null, dip: null }
  for (const method of plan.methods) {
    if (method.kind !== 'drg' && method.kind !== 'dip') continue
    const table = tables.find(({ id, range }) => id === method.table && inRange(range, on))
    if (table === undefined) return refuse({ code: 'payment.no-table', plan: plan.id, table: method.table, on })
    const grouper = await find({ kind: method.kind, name: table.grouping, division, scheme, on })
    if (grouper === null) return refuse({ code: 'payment.no-grouper', kind: method.kind, name: table.grouping, on })
    found[method.kind] = grouper
  }
  return ok(found)
}
