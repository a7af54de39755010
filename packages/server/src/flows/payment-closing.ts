import { addFen, ok, type Result, zeroFen } from '@yibao/core/kernel'
import {
  type BudgetProgress,
  budgetProgress,
  type CaseSums,
  type MonthUse,
  mergeSums,
  monthStatement,
  noCases,
  type PartSums,
  type PreparedPlan,
} from '@yibao/core/payment'
import { bookedOf, monthEntries } from './payment-books.ts'
import { bookedUnder, capitationOf } from './payment-capitation.ts'
import type { PaymentDesk } from './payment-desk.ts'
import { numberOf } from './payment-numbers.ts'
import type { FiledStatement, InstitutionEntry, PaymentRun, RunFigures, RunPart } from './payment-run-ports.ts'
import type { PaymentRunRefusal } from './payment-run-refusals.ts'

/** The values that parts were priced with, each once. */
export function figuresOf(parts: readonly RunPart[]): RunFigures {
  const values = new Map(
    parts
      .flatMap(({ sums }) => sums.values)
      .map((one) => [`${one.planHash ?? ''} ${one.year} ${one.value.pool}`, one] as const),
  )
  return { pointValues: [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value) }
}

export const poolSums = ({ pools }: PartSums): CaseSums => pools.map(({ sums }) => sums).reduce(mergeSums, noCases)

export const adjustmentsOf = ({ adjustments: { undone, restored, review } }: PartSums): number =>
  undone + restored + review

export function heldOf(parts: readonly RunPart[]): Readonly<Record<string, number>> {
  const held: Record<string, number> = {}
  for (const { sums } of parts) {
    for (const [code, count] of Object.entries(sums.held)) held[code] = (held[code] ?? 0) + count
  }
  return held
}

interface Closing {
  readonly statements: readonly FiledStatement[]
  readonly entries: readonly InstitutionEntry[]
}

/** How far the institution's own budget is used; nothing of one that has none. */
function progressOf(
  prepared: PreparedPlan,
  of: { readonly institution: string; readonly level: string | null },
  month: string,
  uses: readonly MonthUse[],
): { readonly budget?: BudgetProgress } {
  if ((prepared.plan.budget?.institutions ?? null) === null) return {}
  const progress = budgetProgress(prepared, Number(month.slice(0, 4)), of, uses)
  return progress.ok ? { budget: progress.value } : {}
}

/** Statements and entries of a month, in the order of institutions, so that numbers fall the same way whoever makes them. */
export async function closingOf(
  desk: PaymentDesk,
  run: PaymentRun,
  prepared: PreparedPlan,
  parts: readonly RunPart[],
): Promise<Result<Closing, PaymentRunRefusal>> {
  const { runId, purpose, division, schemes, period: month } = run
  const [scheme = '310'] = schemes
  const ground = await desk.runs.monthGround({ division, schemes }, month, prepared.plan.schemes)
  const capitated = new Map((await desk.capitation.ofRun(runId)).map((one) => [one.providerCode, one] as const))
  const statements: FiledStatement[] = []
  const entries: InstitutionEntry[] = []
  for (const [index, { providerCode, sums }] of parts.entries()) {
    const whole = poolSums(sums)
    const { standard, fundPayable } = sums.adjustments
    const heads = capitated.get(providerCode)
    const level = sums.level ?? heads?.level ?? null
    const paid = heads === undefined ? null : capitationOf(prepared, heads, { scheme, month })
    if (paid?.ok === false) return paid
    const capitation = paid?.value.told ?? null
    const booked = addFen(bookedOf(sums), bookedUnder(capitation))
    const made = monthStatement(prepared, {
      institution: providerCode,
      level,
      scheme,
      month,
      sums: {
        ...whole,
        standard: addFen(whole.standard, standard),
        fundPayable: addFen(whole.fundPayable, fundPayable),
      },
      capitation: capitation?.amount ?? null,
      ...(capitation === null ? {} : { charges: capitation }),
      deductions: ground.deductions
        .filter((one) => one.providerCode === providerCode)
        .map(({ deductionId: id, reason, amount }) => ({ id, reason, amount })),
      advance: ground.advances[providerCode] ?? zeroFen,
      carriedIn: ground.carriedIn[providerCode] ?? zeroFen,
    })
    if (!made.ok) return made
    const statement = { ...made.value, steps: [...(paid?.value.steps ?? []), ...made.value.steps] }
    const isReal = purpose === 'real'
    statements.push({
      providerCode,
      runId,
      number: isReal ? numberOf('JS', run, index + 1) : null,
      noticeNumber: isReal ? numberOf('BF', run, index + 1) : null,
      cases: whole.cases,
      adjustments: adjustmentsOf(sums),
      fundBooked: booked,
      fundPayable: statement.fundPayable,
      deducted: statement.deductions,
      withheld: statement.deposit,
      offsetAdvance: statement.advanceOffset,
      appropriated: statement.payable,
      content: {
        kind: 'month',
        statement,
        sums,
        ...(capitation === null ? {} : { capitation }),
        ...progressOf(prepared, { institution: providerCode, level }, month, [
          ...(ground.usedBefore[providerCode] ?? []),
          { month, used: booked },
        ]),
      },
    })
    if (!isReal) continue
    entries.push(...monthEntries({ run, newId: desk.newId, at: desk.now() }, providerCode, statement, booked))
  }
  return ok({ statements, entries })
}
