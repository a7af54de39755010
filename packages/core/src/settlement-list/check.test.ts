import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { diagnosis, goodGround, goodList, operation } from '../../tests/support/settlement-list.ts'
import { fen, isoDate, localDateTime } from '../kernel/index.ts'
import { checkList } from './check.ts'
import type { ListGround, SettlementList } from './types.ts'

const found = (list: Partial<SettlementList>, ground: Partial<ListGround> = {}): readonly string[] =>
  checkList({ ...goodList, ...list }, { ...goodGround, ...ground }).map(
    ({ severity, code, field, row }) => `${severity} ${code} ${field}${row === null ? '' : ` ${row}`}`,
  )

const principal = (code: string) => diagnosis(code, { principal: true })
const main = (code: string) => operation(code, { principal: true })
const woman = { gender: 'female', birth: isoDate('1990-01-01') } as const
const newborn = { gender: 'male', birth: isoDate('2025-03-01') } as const

test('finds nothing in a list that is as it should be', () => {
  assert.deepEqual(found({}), [])
})

describe('coding', () => {
  test('a list has exactly one principal diagnosis', () => {
    assert.deepEqual(found({ diagnoses: [diagnosis('J18.900')] }), [
      'refuse principal-diagnosis-count principalDiagnosis',
    ])
    assert.deepEqual(found({ diagnoses: [principal('J18.900'), principal('I10.x00x002')] }), [
      'refuse principal-diagnosis-count principalDiagnosis',
    ])
  })

  test('a traditional principal diagnosis may stand beside the western one', () => {
    const traditional = diagnosis('A04.01.01', { type: '2', principal: true })
    assert.deepEqual(found({ diagnoses: [...goodList.diagnoses, traditional] }), [])
  })

  test('a list with operations has exactly one main operation', () => {
    assert.deepEqual(found({ operations: [operation('33.2200')] }), [
      'refuse principal-operation-count principalOperation',
    ])
    assert.deepEqual(found({ operations: [] }), [])
  })

  test('codes that do not exist keep the list out', () => {
    assert.deepEqual(found({ diagnoses: [principal('J18.900'), diagnosis('J18.9')] }), [
      'refuse code-unknown diagnosis 2',
    ])
    assert.deepEqual(found({ operations: [main('33.22')] }), ['refuse code-unknown operation 1'])
    assert.deepEqual(found({ operations: [operation(null, { principal: true })] }), ['refuse missing operation 1'])
  })

  test('where no list of codes was loaded the finding says that nothing was checked', () => {
    assert.deepEqual(found({}, { knownDiagnoses: null, knownOperations: null }), [
      'warn code-not-checked diagnosis',
      'warn code-not-checked operation',
    ])
  })

  test('a diagnosis that stands twice is only strange', () => {
    assert.deepEqual(found({ diagnoses: [...goodList.diagnoses, diagnosis('I10.x00x002')] }), [
      'warn diagnosis-twice diagnosis 3',
    ])
  })
})

describe('sex, age and reason', () => {
  test('a man does not give birth, a woman has no prostate', () => {
    assert.deepEqual(found({ diagnoses: [principal('O82.000')], operations: [] }), ['refuse sex-conflict diagnosis 1'])
    assert.deepEqual(found({ diagnoses: [principal('N40.x00')], operations: [] }, { insured: woman }), [
      'refuse sex-conflict diagnosis 1',
    ])
    assert.deepEqual(found({ operations: [main('68.4100')] }), ['refuse sex-conflict operation 1'])
    assert.deepEqual(found({ operations: [main('60.2900')] }, { insured: woman }), ['refuse sex-conflict operation 1'])
  })

  test('both sexes have breasts, and of an unknown sex nothing is said', () => {
    assert.deepEqual(found({ diagnoses: [principal('C50.900')], operations: [] }), [])
    const unknown = { gender: 'unknown', birth: isoDate('1990-01-01') } as const
    assert.deepEqual(found({ diagnoses: [principal('O82.000')], operations: [] }, { insured: unknown }), [])
  })

  test('a perinatal diagnosis belongs to a newborn, is strange in an infant and wrong in an adult', () => {
    const list = { diagnoses: [principal('P07.300')], operations: [] }
    const weighed = { ...list, birthWeights: ['2100'], admissionWeights: ['2080'] }
    assert.deepEqual(found(weighed, { insured: newborn }), [])
    const infant = { gender: 'male', birth: isoDate('2025-02-02') } as const
    assert.deepEqual(found(list, { insured: infant }), ['warn age-conflict principalDiagnosis 1'])
    assert.deepEqual(found(list), ['refuse age-conflict principalDiagnosis 1'])
  })

  test('a child and an old woman with an obstetric diagnosis ask for a look', () => {
    const list = { diagnoses: [principal('O82.000')], operations: [main('74.1x01')] }
    assert.deepEqual(found(list, { insured: woman }), [])
    for (const birth of ['2016-01-01', '1950-01-01']) {
      const insured = { gender: 'female', birth: isoDate(birth) } as const
      assert.deepEqual(found(list, { insured }), ['warn age-conflict principalDiagnosis 1'])
    }
  })

  test('a caesarean section that no obstetric principal diagnosis explains asks for a look', () => {
    const list = { operations: [main('74.1x01')] }
    assert.deepEqual(found(list, { insured: woman }), ['warn operation-unexplained operation 1'])
  })
})

describe('newborns', () => {
  const list = { diagnoses: [principal('Z38.000')], operations: [] }
  const born = (weights: Partial<SettlementList>) => found({ ...list, ...weights }, { insured: newborn })

  test('both weights of a newborn are there', () => {
    assert.deepEqual(born({}), ['refuse missing birthWeight', 'refuse missing admissionWeight'])
  })

  test('on the 28th day a child is a newborn, on the 29th no longer', () => {
    const on = (birth: string) => found({}, { insured: { gender: 'male', birth: isoDate(birth) } })
    assert.equal(on('2025-02-03').filter((line) => line.startsWith('refuse missing')).length, 2)
    assert.deepEqual(on('2025-02-02'), [])
  })

  test('a weight outside of what children weigh is refused, an unusual one kept', () => {
    const second = ['3300']
    assert.deepEqual(born({ birthWeights: ['33'], admissionWeights: second }), ['refuse bad-weight birthWeight'])
    assert.deepEqual(born({ birthWeights: ['3.3kg'], admissionWeights: second }), ['refuse bad-weight birthWeight'])
    assert.deepEqual(born({ birthWeights: ['3e3'], admissionWeights: second }), ['refuse bad-weight birthWeight'])
    assert.deepEqual(born({ birthWeights: ['450'], admissionWeights: second }), ['warn weight-unusual birthWeight'])
    assert.deepEqual(born({ birthWeights: ['2300', '50'], admissionWeights: second }), [
      'refuse bad-weight birthWeight 2',
    ])
  })

  test('an adult has no birth weight', () => {
    assert.deepEqual(found({ birthWeights: ['3300'] }), ['warn weight-not-newborn birthWeight'])
  })
})

describe('sums', () => {
  test('the charge types add up to the settlement, and so do the payers', () => {
    assert.deepEqual(found({}, { total: fen(3999_99), paid: fen(3999_99) }), ['refuse sum-differs total'])
    assert.deepEqual(found({}, { paid: fen(1) }), ['refuse sum-differs total'])
  })

  test('the classes of a charge type add up to it', () => {
    const [charge] = goodGround.charges
    assert.ok(charge !== undefined)
    assert.deepEqual(found({}, { charges: [{ ...charge, own: fen(1) }] }), ['refuse sum-differs chargeType'])
  })
})

describe('entries', () => {
  test('what is not filled in is told and kept', () => {
    assert.deepEqual(found({ dischargeWay: null, details: { days_rinp_flag_31: '1' } }), [
      'warn missing dischargeWay',
      'warn missing readmissionPurpose',
      'warn missing caseNumber',
      'warn missing doctor',
      'warn missing invoice',
    ])
  })

  test('who is sent on goes to somebody', () => {
    assert.deepEqual(found({ dischargeWay: '2' }, { dischargeWay: '2' }), ['warn missing receivingProvider'])
  })

  test('who died, died on a day that the list names itself', () => {
    assert.deepEqual(found({ dischargeWay: '5', dischargedAt: null }, { dischargeWay: '5' }), [
      'refuse missing dischargedAt',
    ])
  })

  test('more days of nursing than the stay has are strange, two more are wrong', () => {
    assert.deepEqual(found({ nursingDays: [0, 2, 6, 0] }), ['warn nursing-too-long nursingDays'])
    assert.deepEqual(found({ nursingDays: [0, 2, 7, 0] }), ['refuse nursing-too-long nursingDays'])
  })

  test('what differs from the register is told', () => {
    const admittedAt = localDateTime('2025-03-02 23:00:00')
    assert.deepEqual(found({}, { admittedAt, dischargeWay: '4' }), [
      'warn registered-differs admittedAt',
      'warn registered-differs dischargeWay',
    ])
  })
})
