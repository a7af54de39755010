import { type PlanBook, planBook } from '../../src/benefit/index.ts'
import { buildCatalog, type CatalogItem } from '../../src/catalog/index.ts'
import type { Enrolment, Insured, Provider } from '../../src/encounter/index.ts'
import {
  type Fen,
  fen,
  isoDate,
  lineAmount,
  localDateTime,
  parseQuantity,
  parseUnitPrice,
  ppm,
  type Result,
} from '../../src/kernel/index.ts'
import type { Plan } from '../../src/policy/index.ts'
import type { StatedLine } from '../../src/settlement/index.ts'
import { division, money, planWith, rateBy, regionWith } from './plan.ts'

/** The value of what must succeed in a test; a refusal fails it with its facts. */
export function accepted<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`)
  return result.value
}

/** The refusal that a test expects. */
export function refusalOf<E>(result: Result<unknown, E>): E {
  if (result.ok) throw new Error('not refused')
  return result.error
}

export const insured: Insured = {
  insuredId: 'P1',
  name: '示例人',
  certificateType: '01',
  certificateNumber: '990000199001010017',
  gender: 'male',
  birth: isoDate('1990-01-01'),
  diedOn: null,
}

export const enrolment: Enrolment = {
  scheme: '310',
  division,
  status: 'active',
  personType: '1101',
  range: { from: isoDate('2020-01-01'), until: null },
  civilServant: false,
  consecutiveYears: 5,
  employer: '示例单位',
  traits: {},
}

export const hospital: Provider = {
  providerCode: 'H1',
  name: '示例医院',
  kind: 'hospital',
  level: 'tertiary',
  levelCode: '09',
  division,
  range: { from: isoDate('2020-01-01'), until: null },
}

export const pharmacy: Provider = {
  ...hospital,
  providerCode: 'D1',
  name: '示例药店',
  kind: 'pharmacy',
  level: 'ungraded',
}

/** An item of class A without a ceiling, unless said otherwise. */
export function itemWith(code: string, rest: Partial<CatalogItem> = {}): CatalogItem {
  return {
    code,
    kind: 'drug',
    name: `示例药品${code}`,
    class: 'A',
    preCoinsurance: null,
    ceilings: {},
    restricted: false,
    restriction: '',
    chargeType: '09',
    form: '片剂',
    unit: '盒',
    referencePrice: null,
    range: { from: isoDate('2020-01-01'), until: null },
    source: '示例目录',
    assumed: false,
    ...rest,
  }
}

export const catalog = buildCatalog([
  itemWith('A'),
  itemWith('B', { class: 'B', preCoinsurance: ppm(50_000) }),
  itemWith('C', { class: 'C' }),
  itemWith('R', { restricted: true }),
])

export const noon = localDateTime('2025-03-02 12:00:00')

export function lineWith(
  lineNumber: string,
  itemCode: string,
  price: string,
  rest: Partial<StatedLine> = {},
): StatedLine {
  const line = {
    lineNumber,
    batch: 'batch1',
    itemCode,
    localItemCode: `local-${itemCode}`,
    at: noon,
    price: accepted(parseUnitPrice(price)),
    quantity: accepted(parseQuantity('1')),
    approval: 'not-needed' as const,
    ...rest,
  }
  return { stated: lineAmount(line.price, line.quantity), ...line }
}

/** Employees, outpatient: 500 yuan a year, then by level of the hospital up to 1,000 yuan of the fund a year. */
export function outpatientPlan(rest: Partial<Plan> = {}): Plan {
  const plan = planWith(
    [
      money('deductible', fen(500_00)),
      rateBy('poolRate', 'level', { tertiary: ppm(600_000), ungraded: ppm(500_000) }),
      money('paymentLimit', fen(1000_00)),
    ],
    [
      { step: 'deductible', amount: { parameter: 'deductible' }, total: 'dedc' },
      { step: 'rate', rate: { parameter: 'poolRate' } },
      { step: 'payment-limit', limit: { parameter: 'paymentLimit' }, total: 'pool' },
    ],
    {
      totals: [
        { code: 'dedc', label: '起付线累计', adds: 'basic.deductible', over: 'year' },
        { code: 'pool', label: '统筹支付累计', adds: 'basic.paid', over: 'year' },
        { code: 'elig', label: '符合政策范围费用累计', adds: 'eligible', over: 'year' },
      ],
      accountPays: ['preCoinsurance', 'deductible', 'copay'],
    },
  )
  return { ...plan, ...rest }
}

export function bookWith(plan: Plan = outpatientPlan()): PlanBook {
  return planBook([regionWith([plan])])
}

export function sumStated(lines: readonly StatedLine[]): Fen {
  return fen(lines.reduce((sum, line) => sum + line.stated, 0))
}
