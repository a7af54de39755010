import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dipCase, dipCases, exampleDipRules as rules } from '../../tests/support/dip-example.ts'
import {
  type AuxiliaryRules,
  type AuxiliaryTable,
  buildDirectory,
  charlsonConditions,
  charlsonFindings,
  charlsonIndex,
  compileDirectory,
  type DipCase,
  groupDip,
} from './index.ts'

describe('the comorbidity index', () => {
  const points = (...secondary: readonly string[]): number => charlsonIndex(['K35.100', ...secondary])

  it('counts each condition once, whatever its number of diagnoses', () => {
    assert.equal(points('I21.000', 'I25.200'), 1)
    assert.equal(points('I21.000', 'I50.900', 'J44.900'), 3)
  })

  it('does not count the milder form beside the graver one', () => {
    assert.equal(points('E11.900'), 1)
    assert.equal(points('E11.900', 'E11.200'), 2)
    assert.equal(points('C34.900', 'C78.000'), 6)
    assert.equal(points('K74.600', 'I85.000'), 3)
  })

  it('never counts the principal diagnosis', () => {
    assert.equal(charlsonIndex(['I21.000']), 0)
    assert.deepEqual(charlsonFindings(['C34.900', 'N18.000', 'I25.200x001']), [
      { condition: 'myocardial-infarction', weight: 1, diagnosis: 'I25.200x001' },
      { condition: 'renal-disease', weight: 2, diagnosis: 'N18.000' },
    ])
  })

  it('has seventeen conditions, no code in two of them, 33 points in all, milder forms included', () => {
    assert.equal(charlsonConditions.length, 17)
    const codes = charlsonConditions.flatMap((one) => one.codes)
    assert.equal(new Set(codes).size, codes.length)
    assert.equal(
      charlsonConditions.reduce((sum, { weight }) => sum + weight, 0),
      33,
    )
    assert.ok(codes.every((code) => /^[A-Z]\d\d(\.\d)?$/.test(code)))
  })
})

const times = (value: number): number => Math.round(value * 1_000_000)

function coefficients(tables: readonly AuxiliaryTable[], one: DipCase, changed: Partial<AuxiliaryRules> = {}) {
  const built = buildDirectory([...dipCases(3, { cost: 1000 }), ...dipCases(3, { dx: ['C34.100'], cost: 1000 })], {
    ...rules,
    auxiliary: { ...rules.auxiliary, tables, ...changed },
  })
  assert.ok(built.ok, built.ok ? '' : JSON.stringify(built.error))
  return groupDip(compileDirectory(built.value, 'any'), one).auxiliary
}

const cci: AuxiliaryTable = {
  kind: 'bands',
  name: 'cci',
  measure: 'charlson',
  scope: 'all',
  effect: 'price',
  bands: [
    { name: '0', from: 0, to: 0, coefficient: times(1) },
    { name: '1-2', from: 1, to: 2, coefficient: times(1.05) },
    { name: '3-4', from: 3, to: 4, coefficient: times(1.1) },
    { name: '5+', from: 5, to: null, coefficient: times(1.2) },
  ],
}
const intensiveCare: AuxiliaryTable = {
  ...cci,
  name: 'intensive-care',
  measure: 'intensive-care-days',
  bands: [
    { name: '0-1', from: 0, to: 1, coefficient: times(1) },
    { name: '2+', from: 2, to: null, coefficient: times(1.5) },
  ],
}

describe('auxiliary tables', () => {
  it('a case that no table corrects keeps a coefficient of one', () => {
    assert.deepEqual(coefficients([cci], dipCase({})), { coefficient: times(1), rule: 'highest', applied: [] })
  })

  it('of several the highest counts, or their product', () => {
    const ill = dipCase({ dx: ['K35.100', 'I50.900'], record: { intensiveCareHours: 25 } })
    assert.equal(coefficients([cci, intensiveCare], ill).coefficient, times(1.5))
    assert.equal(coefficients([cci, intensiveCare], ill, { several: 'product' }).coefficient, times(1.575))
    const [found] = coefficients([cci], ill).applied
    assert.deepEqual(found, { table: 'cci', row: '1-2', coefficient: times(1.05), measure: 1, watch: false })
  })

  it('25 hours in intensive care are two days begun and one full day', () => {
    const ill = dipCase({ record: { intensiveCareHours: 25 } })
    assert.equal(coefficients([intensiveCare], ill).coefficient, times(1.5))
    assert.equal(coefficients([intensiveCare], ill, { intensiveCareDay: 'full' }).coefficient, times(1))
  })

  it('a table that is only watched prices nothing', () => {
    const watched: AuxiliaryTable = { ...cci, effect: 'watch' }
    const found = coefficients([watched], dipCase({ dx: ['K35.100', 'I50.900'] }))
    assert.deepEqual([found.coefficient, found.applied.length], [times(1), 1])
  })

  it('a further stay of one course of illness has its own coefficient', () => {
    const visits: AuxiliaryTable = {
      ...cci,
      name: 'visits',
      measure: 'visit-number',
      bands: [
        { name: 'first', from: 1, to: 1, coefficient: times(1) },
        { name: 'further', from: 2, to: null, coefficient: times(0.8) },
      ],
    }
    assert.equal(coefficients([visits], dipCase({ visitNumber: 3 })).coefficient, times(0.8))
    assert.equal(coefficients([visits], dipCase({})).coefficient, times(1))
  })

  it('days of age ask only those under one year', () => {
    const newborn: AuxiliaryTable = {
      ...cci,
      name: 'newborn',
      measure: 'age-days',
      bands: [
        { name: '0-28', from: 0, to: 28, coefficient: times(2) },
        { name: '29+', from: 29, to: null, coefficient: times(1.3) },
      ],
    }
    assert.equal(coefficients([newborn], dipCase({ record: { ageYears: 0, ageDays: 28 } })).coefficient, times(2))
    assert.equal(coefficients([newborn], dipCase({ record: { ageYears: 1, ageDays: 20 } })).coefficient, times(1))
  })
})

describe('severity', () => {
  const severity: AuxiliaryTable = {
    kind: 'severity',
    name: 'severity',
    scope: 'non-tumour',
    effect: 'price',
    rows: [
      { name: 'death', coefficient: times(1.4), leavingType: ['5'], stayDays: { from: 4, to: null } },
      { name: 'dear', coefficient: times(1.3), costTimesMean: times(3), shareAtLeast: { of: 'drugs', ppm: 500_000 } },
      { name: 'grave', coefficient: times(1.2), secondaryIn: 'mcc', stayDays: { from: 4, to: null } },
    ],
  }
  const lists = [
    {
      name: 'mcc',
      codes: [
        { code: 'A41*', table: '7' },
        { code: 'K65.000', table: null },
      ],
      exclusions: [{ principal: 'K35*', table: '7' }],
    },
  ]
  const row = (one: DipCase): string | undefined => coefficients([severity], one, { lists }).applied[0]?.row

  it('takes the first row whose conditions all hold', () => {
    assert.equal(row(dipCase({ record: { leavingType: '5' } })), 'death')
    assert.equal(row(dipCase({ record: { leavingType: '5' }, days: 3 })), undefined)
    assert.equal(row(dipCase({ cost: 3000, drugs: 1500 })), 'dear')
    assert.equal(row(dipCase({ cost: 2999, drugs: 1500 })), undefined)
  })

  it('a complication that the principal diagnosis excludes does not count', () => {
    assert.equal(row(dipCase({ dx: ['K35.100', 'A41.900'] })), undefined)
    assert.equal(row(dipCase({ dx: ['K35.100', 'K65.000'] })), 'grave')
    assert.equal(row(dipCase({ dx: ['K35.100', 'K65.000'], record: { stayDays: 3 } })), undefined)
  })

  it('a table for others than tumours passes tumours by', () => {
    assert.equal(row(dipCase({ dx: ['C34.100', 'A41.900'] })), undefined)
  })
})
