import assert from 'node:assert/strict'
import { test } from 'node:test'
import { division } from '../../tests/support/plan.ts'
import { accepted, enrolment, hospital, insured, noon, pharmacy, refusalOf } from '../../tests/support/world.ts'
import type { Provider } from '../encounter/index.ts'
import { divisionCode, isoDate } from '../kernel/index.ts'
import { type TransferStatement, transferOf } from './make.ts'

const home = divisionCode('990101')
const person = { insured, enrolments: [{ ...enrolment, division: home }], filings: [] }
const there: Provider = { ...hospital, providerCode: 'H2', division: divisionCode('990201') }
const target = (provider: Provider | null, providerCode = provider?.providerCode ?? 'X9') => ({
  field: 'reflin_medins_no',
  providerCode,
  provider,
})

function transfer(rest: Partial<TransferStatement> = {}): TransferStatement {
  return {
    filingId: 'F1',
    by: hospital,
    at: noon,
    begin: isoDate('2025-03-01'),
    end: isoDate('2025-05-31'),
    details: {},
    scheme: '310',
    insuredIn: null,
    target: target(there),
    toDivision: '990200',
    diagnosisCode: 'I21.900',
    hospitalAgrees: true,
    transferOn: isoDate('2025-03-01'),
    ...rest,
  }
}

const refused = (rest: Partial<TransferStatement>) => refusalOf(transferOf(person, transfer(rest))).code

test('a patient is sent to a known hospital in the division that is named', () => {
  const filing = accepted(transferOf(person, transfer()))
  assert.deepEqual([filing.toProvider, filing.toDivision, filing.hospitalAgrees], ['H2', '990200', true])
  assert.equal(refused({ toDivision: '990300' }), 'filing.division-differs')
  assert.equal(refused({ toDivision: '99020' }), 'filing.bad-division')
})

test('an unknown hospital is believed outside the region of insurance only', () => {
  assert.equal(accepted(transferOf(person, transfer({ target: target(null) }))).toProvider, 'X9')
  assert.equal(refused({ target: target(null), toDivision: home }), 'filing.unknown-institution')
})

test('nobody is sent to a pharmacy, by a pharmacy, to the same hospital, or to one whose agreement ended', () => {
  const sold = { ...pharmacy, division: there.division }
  assert.equal(refused({ target: target(sold) }), 'filing.pharmacy')
  assert.equal(refused({ by: pharmacy }), 'filing.pharmacy')
  assert.equal(refused({ target: target(hospital), toDivision: division }), 'filing.to-itself')
  const ended = { ...there, range: { from: isoDate('2020-01-01'), until: isoDate('2025-03-01') } }
  assert.equal(refused({ target: target(ended) }), 'filing.not-designated')
})

test('the day of transfer lies within the filing', () => {
  assert.equal(refused({ transferOn: isoDate('2025-02-28') }), 'filing.transfer-outside-range')
  assert.equal(refused({ transferOn: isoDate('2025-06-01') }), 'filing.transfer-outside-range')
  assert.equal(accepted(transferOf(person, transfer({ transferOn: isoDate('2025-05-31') }))).transferOn, '2025-05-31')
})

test('the same hospital is filed once for one day', () => {
  const first = accepted(transferOf(person, transfer()))
  const again = transferOf({ ...person, filings: [first] }, transfer({ filingId: 'F2' }))
  assert.deepEqual(refusalOf(again), {
    code: 'filing.overlap',
    kind: 'transfer',
    about: 'H2',
    filingId: 'F1',
    from: '2025-03-01',
    until: '2025-06-01',
  })
})
