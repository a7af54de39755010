import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore } from '../../tests/support/hospital-day.ts'
import { amountOf, layeredPlan, layerWith, money, rate } from '../../tests/support/plan.ts'
import {
  admissionWith,
  admitted,
  admittedAt,
  billed,
  billWith,
  cancelStay,
  charge,
  discharged,
  dischargeWith,
  historyOf,
  inpatientPlan,
  lawOf,
  now,
  stayBook,
  stayLine,
} from '../../tests/support/stay-day.ts'
import { accepted, refusalOf } from '../../tests/support/world.ts'
import { fen, isoDate, localDateTime, parseQuantity, ppm, zeroFen } from '../kernel/index.ts'
import { ordinaryStays, type StayRules } from '../policy/index.ts'
import { dischargeOf } from './discharge.ts'
import { admissionOf } from './stay.ts'
import { settleStay } from './stay-bill.ts'
import { cancelOf, reversalOf } from './undo.ts'
import { verifyPerson } from './verify.ts'

const opening = fen(1378_15)
const minusOne = parseQuantity('-1')
const whole = (number: string, day: string, price = '500') => stayLine(number, 'A', price, day)

test('trap 3: an interim bill and the final one go on over one deductible, and the final one is the difference', () => {
  const store = admitted()
  charge(store, [whole('1', '2025-02-20')])
  const first = billed(store, fen(500_00), { settlementId: 'S1', interim: true })
  assert.deepEqual([first.amounts.deductible, first.amounts.pool], [100_00, 320_00])
  charge(store, [whole('2', '2025-02-25')])
  discharged(store)
  const second = billed(store, fen(500_00), { settlementId: 'S2' })
  assert.deepEqual([second.amounts.deductible, second.amounts.pool], [0, 400_00])
  const [said] = second.trace
  assert.deepEqual([said?.step, said?.inputs.map(({ value }) => value)], ['earlier-bills', ['1000.00', '500.00']])
  assert.deepEqual([first.basis.stay?.final, second.basis.stay?.final], [false, true])
  assert.deepEqual(
    second.basis.stay?.before.map(({ settlementId }) => settlementId),
    ['S1'],
  )
  assert.deepEqual(verifyPerson(historyOf(store, opening), lawOf(stayBook())), [])
})

test('trap 3: a refund of what an interim bill paid gives the fund its money back', () => {
  const store = admitted()
  charge(store, [whole('1', '2025-02-20'), whole('2', '2025-02-20')])
  billed(store, fen(1000_00), { settlementId: 'S1', interim: true })
  charge(store, [{ ...whole('3', '2025-02-21'), quantity: accepted(minusOne), refundOf: '2', stated: fen(-500_00) }])
  discharged(store)
  const { amounts } = billed(store, fen(-500_00), { settlementId: 'S2' })
  assert.deepEqual([amounts.total, amounts.deductible, amounts.pool, amounts.person], [-500_00, 0, -400_00, -100_00])
  assert.deepEqual(verifyPerson(historyOf(store, opening), lawOf(stayBook())), [])
})

test('the account never becomes cash: a later bill asks no more of it than the person has to pay then', () => {
  const store = admitted()
  charge(store, [whole('1', '2025-02-20')])
  const first = billed(store, fen(500_00), { settlementId: 'S1', interim: true, accountUsed: false })
  assert.deepEqual([first.amounts.account, first.amounts.cash], [0, 180_00])
  charge(store, [whole('2', '2025-02-25')])
  const second = billed(store, fen(500_00), { settlementId: 'S2', interim: true })
  assert.deepEqual([second.amounts.account, second.amounts.cash], [100_00, 0])
  const asked = { settlementId: 'S3', interim: true, accountAsked: fen(30_00) }
  charge(store, [whole('3', '2025-02-26')])
  const third = billed(store, fen(500_00), asked)
  // The fund reaches its limit of the year: 280 of 500.
  assert.deepEqual([third.amounts.account, third.amounts.cash], [30_00, 190_00])
})

const overYear = localDateTime('2024-12-20 09:00:00')
const rules = (rest: Partial<StayRules> = {}): StayRules => ({ ...ordinaryStays, ...rest })

function stayOverNewYear(stays: StayRules) {
  const book = stayBook({ stays })
  const store = admitted({ begin: overYear })
  charge(store, [whole('1', '2024-12-30'), whole('2', '2025-01-05')], book)
  discharged(store, { end: localDateTime('2025-01-10 09:00:00') })
  return { store, book }
}

test('trap 1: a stay over the year end is one bill in one year where the region says so', () => {
  const { store, book } = stayOverNewYear(rules())
  const { year, amounts } = billed(store, fen(1000_00), { book })
  assert.deepEqual([year, amounts.deductible, amounts.pool], [2025, 100_00, 720_00])
})

test('trap 1: a split stay is billed year by year, the older year first, with one deductible', () => {
  const { store, book } = stayOverNewYear(rules({ acrossYears: 'split' }))
  assert.deepEqual(refusalOf(settleStay(store.fileFor({ visitId: 'V1' }), billWith(fen(1000_00), { book }))), {
    code: 'settlement.total-differs',
    stated: 1000_00,
    computed: 500_00,
  })
  const old = billed(store, fen(500_00), { settlementId: 'S1', book })
  const fresh = billed(store, fen(500_00), { settlementId: 'S2', book })
  assert.deepEqual(
    [old.year, old.basis.on, old.amounts.deductible, old.basis.stay?.final],
    [2024, '2024-12-31', 100_00, false],
  )
  assert.deepEqual(
    [fresh.year, fresh.amounts.deductible, fresh.amounts.pool, fresh.basis.stay?.final],
    [2025, 0, 400_00, true],
  )
  assert.deepEqual(verifyPerson(historyOf(store, opening), lawOf(book)), [])
  assert.equal(
    refusalOf(cancelOf(store.fileFor({ rootId: 'S1' }), cancelStay('S1', 'C1'))).code,
    'settlement.later-stands',
  )
})

test('trap 1: a split stay pays a second deductible only where the region says so', () => {
  const { store, book } = stayOverNewYear(rules({ acrossYears: 'split', secondDeductible: true }))
  billed(store, fen(500_00), { settlementId: 'S1', book })
  assert.equal(billed(store, fen(500_00), { settlementId: 'S2', book }).amounts.deductible, 100_00)
  assert.deepEqual(verifyPerson(historyOf(store, opening), lawOf(book)), [])
})

test('trap 6: a refund in the new year of what the old year paid moves the totals of the old year', () => {
  const book = stayBook({ stays: rules({ acrossYears: 'split' }) })
  const store = admitted({ begin: overYear })
  charge(store, [whole('1', '2024-12-30'), whole('2', '2025-01-05')], book)
  billed(store, fen(500_00), { settlementId: 'S1', interim: true, book })
  const back = { ...whole('3', '2025-01-06'), quantity: accepted(minusOne), refundOf: '1', stated: fen(-500_00) }
  charge(store, [back], book)
  const refund = billed(store, fen(-500_00), { settlementId: 'S2', interim: true, book })
  assert.deepEqual([refund.year, refund.amounts.pool, refund.at], [2024, -320_00, now])
  const pool = store.fileFor({}).totals.filter(({ code }) => code === 'pool')
  assert.deepEqual(
    pool.map(({ period, amount }) => [period, amount]),
    [['2024', 0]],
  )
  assert.deepEqual(verifyPerson(historyOf(store, opening), lawOf(book)), [])
})

test('trap 2: the bill follows the scheme of admission, or of settlement where the region says so', () => {
  const switched = [
    { scheme: '390' as const, from: '2020-01-01', until: '2025-03-01' },
    { scheme: '310' as const, from: '2025-03-01', until: null },
  ]
  const residents = { ...inpatientPlan(), id: 'residents', scheme: '390' as const }
  for (const [scheme, due] of [
    ['admission', '390'],
    ['settlement', '310'],
  ] as const) {
    const carry = [{ from: '390', to: '310' }]
    const book = stayBook({ stays: rules({ scheme, carry }), plans: [inpatientPlan(), residents] })
    const store = freshStore(opening, switched)
    admitted({ insurance: { scheme: '390', division: admissionWith().insurance.division } }, store)
    charge(store, [whole('1', '2025-02-20')], book)
    discharged(store, { scheme: '390' })
    const stated = (named: '310' | '390') => ({ book, insurance: { ...admissionWith().insurance, scheme: named } })
    const other = due === '390' ? '310' : '390'
    const refused = refusalOf(settleStay(store.fileFor({ visitId: 'V1' }), billWith(fen(500_00), stated(other))))
    assert.equal(refused.code, due === '390' ? 'settlement.scheme-differs' : 'settlement.not-insured')
    assert.equal(billed(store, fen(500_00), stated(due)).scheme, due)
  }
})

test('trap 2: running totals go into the new scheme only by an explicit rule', () => {
  const limits = [
    { carry: [], left: 1000_00 },
    { carry: [{ from: '390', to: '310' }], left: 280_00 },
  ]
  for (const { carry, left } of limits) {
    const residents = { ...inpatientPlan(), id: 'residents', scheme: '390' as const }
    const book = stayBook({ stays: rules({ carry }), plans: [inpatientPlan(), residents] })
    const store = freshStore(opening, [
      { scheme: '390', from: '2020-01-01', until: '2025-02-10' },
      { scheme: '310', from: '2025-02-10', until: null },
    ])
    const insurance = { ...admissionWith().insurance, scheme: '390' as const }
    admitted({ begin: localDateTime('2025-02-01 09:00:00'), insurance }, store)
    charge(store, [whole('1', '2025-02-02', '1000')], book)
    discharged(store, { scheme: '390', end: localDateTime('2025-02-05 09:00:00') })
    billed(store, fen(1000_00), { settlementId: 'S1', book, insurance })
    admitted({ visitId: 'V2', msgid: 'M-V2' }, store)
    charge(store, [whole('2', '2025-02-21', '9000')], book, 'V2')
    discharged(store, { visitId: 'V2' })
    const second = billed(store, fen(9000_00), { visitId: 'V2', settlementId: 'S2', book })
    assert.equal(second.amounts.pool, left)
    assert.deepEqual(verifyPerson(historyOf(store, opening), lawOf(book)), [])
    // What was carried is what the second bill stands on.
    const undone = cancelOf(store.fileFor({ rootId: 'S1' }), cancelStay('S1', 'C1'))
    assert.equal(undone.ok, carry.length === 0)
  }
})

test('trap 5: an older bill of a stay is not undone while a later one stands', () => {
  const store = admitted()
  charge(store, [whole('1', '2025-02-20')])
  billed(store, fen(500_00), { settlementId: 'S1', interim: true })
  charge(store, [whole('2', '2025-02-21')])
  billed(store, fen(500_00), { settlementId: 'S2', interim: true })
  const older = cancelOf(store.fileFor({ rootId: 'S1' }), cancelStay('S1', 'C1'))
  assert.deepEqual(refusalOf(older), { code: 'settlement.later-stands', settlementId: 'S1', later: 'S2' })
  store.record(accepted(cancelOf(store.fileFor({ rootId: 'S2' }), cancelStay('S2', 'C2'))))
  store.record(accepted(cancelOf(store.fileFor({ rootId: 'S1' }), cancelStay('S1', 'C1'))))
  assert.equal(store.fileFor({}).accountBalance, opening)
  assert.ok(store.lines().every(({ settlementId }) => settlementId === null))
})

test('a cancelled final bill is restored only while discharge, lines and earlier bills are what they were', () => {
  const store = admitted()
  charge(store, [whole('1', '2025-02-20')])
  discharged(store)
  billed(store, fen(500_00))
  store.record(accepted(cancelOf(store.fileFor({ rootId: 'S1' }), cancelStay('S1', 'C1'))))
  const order = { settlementId: 'R1', provider: admissionWith().provider, msgid: 'M-R1', at: now }
  const restored = () => reversalOf(store.fileFor({ rootId: 'S1' }), 'C1', order)
  assert.equal(accepted(restored()).settlement?.kind, 'restore')
  charge(store, [whole('2', '2025-02-21')])
  assert.equal(refusalOf(restored()).code, 'settlement.lines-changed')
})

test('trap 15: an injury is billed only once the hospital said that nobody else answers for it', () => {
  const bill = (cause: 'own' | 'third-party' | null) => {
    const store = admitted({ medType: '22', cause })
    charge(store, [{ ...whole('1', '2025-02-20'), medType: '22' }])
    discharged(store)
    return settleStay(store.fileFor({ visitId: 'V1' }), billWith(fen(500_00)))
  }
  assert.equal(refusalOf(bill(null)).code, 'settlement.cause-undeclared')
  assert.equal(refusalOf(bill('third-party')).code, 'settlement.third-party')
  assert.equal(accepted(bill('own')).settlement?.amounts.pool, 320_00)
})

test('trap 15: after a death only the stay that ran is billed', () => {
  const store = admitted()
  charge(store, [whole('1', '2025-02-20')])
  const died = { way: '5', diedOn: isoDate('2025-03-01') }
  discharged(store, died)
  assert.equal(billed(store, fen(500_00)).amounts.pool, 320_00)
  const begin = localDateTime('2025-03-02 08:00:00')
  const again = admissionOf(store.fileFor({}), admissionWith({ visitId: 'V2', begin }))
  assert.deepEqual(refusalOf(again), { code: 'settlement.after-death', on: '2025-03-02', diedOn: '2025-03-01' })
  const unclear = dischargeOf(admitted().fileFor({ visitId: 'V1' }), dischargeWith({ way: '5' }))
  assert.equal(refusalOf(unclear).code, 'settlement.death-unclear')
})

test('trap 15: the insurance that ended with the death still pays where the day of the settlement counts', () => {
  const book = stayBook({ stays: rules({ scheme: 'settlement' }) })
  const store = freshStore(opening, [{ scheme: '310', from: '2020-01-01', until: '2025-03-02' }])
  admitted({}, store)
  charge(store, [whole('1', '2025-02-20')], book)
  discharged(store, { way: '5', diedOn: isoDate('2025-03-01') })
  assert.equal(billed(store, fen(500_00), { book }).amounts.pool, 320_00)
})

test('a deductible that the plan counts over the stay itself is not counted twice at the turn of the year', () => {
  const plan = layeredPlan(
    [money('deductible', fen(300_00)), rate('rate', ppm(800_000))],
    [
      layerWith('basic', amountOf('eligible'), [
        { step: 'deductible', amount: { parameter: 'deductible' }, total: 'dedc' },
        { step: 'rate', rate: { parameter: 'rate' } },
      ]),
    ],
    {
      care: ['inpatient'],
      totals: [{ code: 'dedc', label: '本次住院起付线累计', adds: 'basic.deductible', over: 'stay' }],
    },
  )
  const book = stayBook({ stays: rules({ acrossYears: 'split' }) }, plan)
  const store = admitted({ begin: overYear })
  charge(store, [whole('1', '2024-12-30', '200'), whole('2', '2025-01-05')], book)
  discharged(store, { end: localDateTime('2025-01-10 09:00:00') })
  const old = billed(store, fen(200_00), { settlementId: 'S1', book })
  const fresh = billed(store, fen(500_00), { settlementId: 'S2', book })
  assert.deepEqual([old.amounts.deductible, fresh.amounts.deductible], [200_00, 100_00])
  assert.equal(fresh.basis.stay?.deductibleBefore, zeroFen)
  assert.deepEqual(verifyPerson(historyOf(store, opening), lawOf(book)), [])
})

test('the first bill that stands decides the year of a stay that is counted in one', () => {
  const store = admitted({ begin: overYear, at: localDateTime('2024-12-20 10:00:00') })
  charge(store, [whole('1', '2024-12-20')])
  const december = { settlementId: 'S1', interim: true, at: localDateTime('2024-12-31 12:00:00') }
  assert.equal(billed(store, fen(500_00), december).year, 2024)
  charge(store, [whole('2', '2025-01-05')])
  discharged(store)
  const final = billed(store, fen(500_00), { settlementId: 'S2' })
  assert.deepEqual([final.year, final.basis.on, final.amounts.deductible], [2024, '2024-12-31', 0])
  assert.ok(admittedAt > overYear)
  assert.deepEqual(verifyPerson(historyOf(store, opening), lawOf(stayBook())), [])
})
