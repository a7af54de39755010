import type { DischargedCase } from '../../src/encounter/index.ts'
import { type Dated, divisionCode, fen, isoDate } from '../../src/kernel/index.ts'
import type {
  CaseGroups,
  CaseSums,
  GroupMethod,
  GroupTable,
  InstitutionYear,
  Parameter,
  PaymentPlan,
  Where,
} from '../../src/payment/index.ts'
import { noCases, points } from '../../src/payment/index.ts'

/** One value for everybody, in force since 2025. */
function since2025<T>(value: T): readonly Dated<T>[] {
  return [{ from: isoDate('2025-01-01'), value, source: 'test', assumed: true }]
}

export function always<T>(value: T, where: Where = {}): Parameter<T>[number] {
  return { where, values: since2025(value) }
}

/** DIP as the explanation of the technical specification has it: H by level, A, low below 0.5, high above 2. */
export const dipMethod: GroupMethod = {
  kind: 'dip',
  id: 'dip',
  label: 'DIP',
  takes: {},
  table: 'scores',
  scale: [always(1_000_000)],
  coefficients: [
    {
      name: 'institution',
      label: 'H',
      from: 'parameter',
      values: [always(1_050_000, { level: 'tertiary' }), always(950_000, { level: 'secondary' })],
      ownOfGroup: true,
      several: 'highest',
    },
    { name: 'auxiliary', label: 'A', from: 'auxiliary', values: [], ownOfGroup: false, several: 'highest' },
  ],
  deviation: {
    test: 'group-mean',
    divisor: 'group-mean',
    bands: [
      {
        kind: 'high',
        sign: '>',
        limit: [always([{ to: null, value: 2_000_000 }])],
        review: false,
        factor: { form: 'excess', share: 1_000_000, plus: 1_000_000, over: null },
        keeps: [],
        most: null,
      },
      {
        kind: 'low',
        sign: '<',
        limit: [always([{ to: null, value: 500_000 }])],
        review: false,
        factor: { form: 'ratio' },
        keeps: [],
        most: null,
      },
    ],
  },
  shortStay: null,
  ungrouped: null,
  ambiguous: null,
  unstable: null,
  blank: null,
}

/** A year of points: F 540 million, r 72 %, savings and overspend by bands. */
export const pointsPlan: PaymentPlan = {
  id: 'test-points',
  label: '',
  labelEn: '',
  draft: false,
  division: divisionCode('990401'),
  schemes: ['310'],
  range: { from: isoDate('2025-01-01'), until: null },
  day: 'settled',
  money: { mode: 'half-up', unit: 'fen' },
  points: { decimals: 4, mode: 'half-up' },
  institutions: [],
  methods: [dipMethod],
  fundShare: { kind: 'rate', rate: [always(720_000)] },
  pointValue: {
    word: 'point',
    pools: [],
    decimals: 4,
    mode: 'half-up',
    budget: { kind: 'given', value: [always(12_000_000)] },
    settlement: 'fund-over-rate',
    fundRate: [always(720_000)],
    moneyCases: 'first',
    allocation: 'points',
  },
  costCap: null,
  budget: {
    fund: [always(fen(540_000_000_00))],
    reserve: [always(0)],
    institutions: null,
    months: Array.from({ length: 12 }, () => 1),
  },
  advance: null,
  month: { deposit: [always(50_000)], offset: 'month' },
  clearing: {
    payable: 'cases',
    settle: 'bands',
    savings: [
      always([
        { to: 100_000, share: 1_000_000 },
        { to: null, share: 500_000 },
      ]),
    ],
    overspend: [
      always([
        { to: 100_000, share: 700_000 },
        { to: null, share: 0 },
      ]),
    ],
    overspendLimit: 'reserve',
    lowCost: null,
    assessment: null,
  },
  review: null,
  capitation: null,
}

export const scores: GroupTable = {
  id: 'scores',
  kind: 'dip',
  grouping: 'test',
  range: { from: isoDate('2025-01-01'), until: null },
  source: 'test',
  rows: [
    {
      group: 'G',
      name: '',
      weight: 1_250_000_000,
      mean: fen(15_000_00),
      meanByLevel: {},
      meanStay: 6_000_000,
      stable: true,
      ownCoefficient: null,
    },
    {
      group: 'bare',
      name: '',
      weight: 1_250_000_000,
      mean: fen(0),
      meanByLevel: {},
      meanStay: null,
      stable: true,
      ownCoefficient: null,
    },
  ],
}

/** A tertiary stay of group G. */
export function dipCase(totalFen: number, facts: Partial<DischargedCase> = {}): DischargedCase {
  const on = isoDate('2025-06-30')
  return {
    caseId: 'C1',
    providerCode: 'H1',
    providerLevel: 'tertiary',
    scheme: '310',
    division: divisionCode('990401'),
    insuredId: 'P1',
    admittedOn: isoDate('2025-06-24'),
    dischargedOn: on,
    settledOn: on,
    record: {
      gender: '1',
      ageYears: 50,
      ageDays: null,
      birthWeightGrams: null,
      department: null,
      stayDays: 6,
      leavingType: '1',
      diagnoses: ['K35.1'],
      operations: ['47.0100'],
      intensiveCareHours: null,
    },
    total: fen(totalFen),
    drugs: fen(0),
    consumables: fen(0),
    fundPaid: fen(0),
    otherPaid: fen(totalFen),
    ...facts,
  }
}

export function inGroup(group: string, coefficient = 1_000_000): CaseGroups {
  const auxiliary = coefficient === 1_000_000 ? [] : [{ name: 'severity', coefficient }]
  return { drg: null, dip: { status: 'grouped', group, blank: false, auxiliary } }
}

/** Sums of so many points, of which the fund was charged so much. */
export function pointSums(millionths: number, chargedFen: number, more: Partial<CaseSums> = {}): CaseSums {
  return { ...noCases, cases: 1, points: points(millionths), fundPaid: fen(chargedFen), ...more }
}

export function yearOf(institution: string, sums: CaseSums, more: Partial<InstitutionYear> = {}): InstitutionYear {
  return {
    institution,
    level: 'tertiary',
    pools: [{ pool: '', sums }],
    capitation: null,
    assessment: null,
    deductions: [],
    depositWithheld: fen(0),
    advances: fen(0),
    monthsPaid: fen(0),
    ...more,
  }
}
