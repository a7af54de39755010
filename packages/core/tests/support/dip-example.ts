import type { DipCase, DipRules } from '../../src/dip/index.ts'
import { fen, isoDate } from '../../src/kernel/index.ts'

const times = (value: number): number => Math.round(value * 1_000_000)
const form = { times: times(1), review: false }

/** Rules of a made-up city, small enough to count by hand. */
export const exampleDipRules: DipRules = {
  name: 'example',
  title: '示例',
  range: { from: isoDate('2025-01-01'), until: isoDate('2026-01-01') },
  year: 2025,
  yearWeights: [
    { back: 3, weight: times(0.1) },
    { back: 2, weight: times(0.2) },
    { back: 1, weight: times(0.7) },
  ],
  diagnosisKey: 'subcategory',
  operations: [
    { code: '47.0100', kind: 'surgery', grade: 3 },
    { code: '47.09*', kind: 'surgery', grade: 2 },
    { code: '47*', kind: 'surgery', grade: 1 },
    { code: '54.2100', kind: 'diagnostic', grade: null },
    { code: '99.1*', kind: 'therapeutic', grade: null },
  ],
  unknownOperation: { treat: 'ignore' },
  combination: { tiers: [['surgery', 'therapeutic'], ['diagnostic']], code: 'full', most: null },
  threshold: 3,
  rare: 'comprehensive',
  trimming: null,
  score: { kind: 'mean-cost', mean: 'all' },
  scale: 1000,
  scoreDecimals: null,
  comprehensive: { by: 'category', ranges: [], withGrade: false, threshold: 1 },
  matching: {
    operations: 'all-present',
    ties: [{ rule: 'principal-operation' }, { rule: 'most-operations' }, { rule: 'nearest-mean-cost' }],
    rest: [
      'core-conservative',
      'primary-conservative',
      'comprehensive-surgery',
      'comprehensive-therapeutic',
      'comprehensive-diagnostic',
      'comprehensive-conservative',
    ],
    conservativeWithOperations: false,
    unmatched: 'blank',
  },
  primaryGroups: [],
  auxiliary: {
    several: 'highest',
    tables: [],
    lists: [],
    tumour: [{ from: 'C00', to: 'C97' }],
    intensiveCareDay: 'begun',
  },
  deviation: {
    test: 'payment-standard',
    factor: 'level-mean-last-year',
    fallback: 'group-last-year',
    low: { times: times(0.5), at: 'normal' },
    high: { times: times(2), at: 'normal' },
    extreme: { times: times(5), at: 'high' },
    forms: {
      normal: { ...form, factor: 'one', keepsInstitution: true, keepsAuxiliary: true },
      low: { ...form, factor: 'ratio', keepsInstitution: false, keepsAuxiliary: false },
      high: { ...form, factor: 'excess', keepsInstitution: false, keepsAuxiliary: false },
      extreme: { ...form, factor: 'excess', keepsInstitution: false, keepsAuxiliary: false, review: true },
      blank: { times: times(0.7), review: false, factor: 'ratio', keepsInstitution: false, keepsAuxiliary: false },
    },
  },
  institution: {
    basic: 'level-mean',
    listed: [],
    additions: [{ name: 'technical', coefficient: times(0.05) }],
    most: null,
    decimals: null,
  },
  unstableAbovePpm: times(1),
  fewCases: 3,
  sources: [],
}

/** A case of these rules; what is not said is an uncomplicated appendicitis without an operation. */
export function dipCase(given: {
  readonly id?: string
  readonly dx?: readonly string[]
  readonly ops?: readonly string[]
  /** Yuan. */
  readonly cost?: number
  readonly drugs?: number
  readonly consumables?: number
  readonly year?: number
  readonly level?: DipCase['level']
  readonly days?: number
  readonly record?: Partial<DipCase['record']>
  readonly visitNumber?: number | null
}): DipCase {
  const year = given.year ?? 2024
  const days = given.days ?? 5
  return {
    caseId: given.id ?? 'c1',
    providerCode: 'H001',
    level: given.level ?? 'tertiary',
    admittedOn: isoDate(`${year}-03-01`),
    dischargedOn: isoDate(`${year}-03-${String(1 + days).padStart(2, '0')}`),
    year,
    cost: fen(Math.round((given.cost ?? 1000) * 100)),
    drugs: fen((given.drugs ?? 0) * 100),
    consumables: fen((given.consumables ?? 0) * 100),
    visitNumber: given.visitNumber ?? null,
    record: {
      gender: '1',
      ageYears: 40,
      ageDays: null,
      birthWeightGrams: null,
      department: null,
      stayDays: null,
      leavingType: '1',
      diagnoses: given.dx ?? ['K35.100'],
      operations: given.ops ?? [],
      intensiveCareHours: null,
      ...given.record,
    },
  }
}

/** The same many times. */
export function dipCases(count: number, given: Parameters<typeof dipCase>[0]): readonly DipCase[] {
  return Array.from({ length: count }, (_, index) => dipCase({ ...given, id: `${given.id ?? 'c'}-${index}` }))
}
