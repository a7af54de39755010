import { join } from 'node:path'
import type { DivisionCode } from '@yibao/core/kernel'
import type { GroupTable, PaymentPlan } from '@yibao/core/payment'
import { loadPaymentFolder } from '../src/files/payment-folder.ts'
import { problemText } from '../src/files/policy-sheet.ts'
import { policyFolder } from '../src/files/shipped.ts'

/** The shipped example that the benchmark pays by. */
const example = 'example-drg-points'

/**
 * The shipped plan of DRG points for a generated region: its own division, one price for all levels (the example knows two of
 * them), and a month that withholds a deposit of 5 %.
 *
 * @throws Error when the shipped plans do not load
 */
export async function benchPlan(division: DivisionCode): Promise<PaymentPlan> {
  const loaded = await loadPaymentFolder(join(policyFolder, 'payment', '990401-example'))
  if (!loaded.ok) throw new Error(loaded.error.map(problemText).join('\n'))
  const found = loaded.value.plans.find(({ plan }) => plan.id === example)
  if (found === undefined) throw new Error(`${example} ships with the platform`)
  const { plan } = found
  const deposit = [{ from: plan.range.from, value: 50_000, source: '性能测试 benchmark', assumed: true }]
  return {
    ...plan,
    id: 'bench-drg-points',
    division,
    draft: false,
    methods: plan.methods.map((method) =>
      method.kind === 'drg' ? { ...method, coefficients: [], shortStay: null } : method,
    ),
    month: { deposit: [{ where: {}, values: deposit }], offset: 'month' },
  }
}

/** The plan's table as it stands in force under the name of the scheme that groups. */
export const underScheme = (table: GroupTable, scheme: string): GroupTable => ({ ...table, grouping: scheme })
