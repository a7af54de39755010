import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  bookAll,
  byStatus,
  findingsOf,
  historyWith,
  kinder,
  lawsOf,
  retired,
  undoing,
  visitsOn,
} from '../../tests/support/correction-day.ts'
import { cancelOrder } from '../../tests/support/hospital-day.ts'
import { rate } from '../../tests/support/plan.ts'
import {
  admitted,
  billed,
  cancelStay,
  charge,
  discharged,
  inpatientPlan,
  stayBook,
  stayLine,
} from '../../tests/support/stay-day.ts'
import { accepted, enrolment, refusalOf } from '../../tests/support/world.ts'
import { planBook } from '../benefit/index.ts'
import { divisionCode, fen, isoDate, ppm } from '../kernel/index.ts'
import { cancelOf, reversalOf } from './undo.ts'
import { verifyPerson } from './verify.ts'

const threeVisits = [
  ['2025-03-02', '600'],
  ['2025-04-02', '600'],
  ['2025-05-02', '600'],
] as const

/** The stays' law with a rate of 90 %. */
const richer = stayBook(
  { hash: 'richer-hash' },
  inpatientPlan({ parameters: { ...inpatientPlan().parameters, rate: rate('rate', ppm(900_000)) } }),
)

const poolsOf = (findings: ReturnType<typeof findingsOf>): readonly number[] =>
  findings.found.map(({ difference }) => difference.amounts.pool)

test('a person who was retired all along gets what the fund would have paid, with the totals running along', () => {
  const store = visitsOn(threeVisits)
  assert.deepEqual(findingsOf(store), { found: [], notComputed: [] })
  store.enrol([retired])
  const findings = findingsOf(store)
  // 60 + 360 + 360 were paid; 90 + 540, and then only 370 are left of the limit of the year.
  assert.deepEqual(poolsOf(findings), [30_00, 180_00, 10_00])
  const [first] = findings.found
  assert.deepEqual(first?.difference.postings, [
    { account: 'fund:990000:310:pool', amount: -30_00 },
    { account: 'person:P1:correction', amount: 30_00 },
  ])
  assert.deepEqual(first?.difference.totals, [{ scheme: '310', period: '2025', code: 'pool', amount: 30_00 }])
  assert.equal(first?.difference.amounts.account, 0)
  assert.equal(first?.basis?.facts.personStatus, 'retired')
})

test('what was booked is found no more, the ledger and the totals are whole, and the next bill counts on it', () => {
  const store = visitsOn(threeVisits)
  store.enrol([retired])
  const balance = store.fileFor({}).accountBalance
  assert.equal(bookAll(store), 3)
  assert.deepEqual(findingsOf(store), { found: [], notComputed: [] })
  assert.deepEqual(verifyPerson(historyWith(store), lawsOf(byStatus)), [])
  const file = store.fileFor({})
  assert.equal(file.accountBalance, balance)
  assert.equal(file.totals.find(({ code }) => code === 'pool')?.amount, 1000_00)
})

test('a policy that was put right is found as a changed entitlement is', () => {
  const store = visitsOn(threeVisits)
  assert.deepEqual(poolsOf(findingsOf(store, kinder)), [120_00])
  assert.equal(bookAll(store, kinder), 1)
  assert.deepEqual(findingsOf(store, kinder).found, [])
  assert.deepEqual(verifyPerson(historyWith(store), lawsOf(byStatus, kinder)), [])
  // The old law is what the records come from: under it the correction is owed back.
  assert.deepEqual(poolsOf(findingsOf(store)), [-120_00])
})

test('each settlement is corrected in its own year', () => {
  const store = visitsOn([
    ['2024-12-30', '600'],
    ['2025-01-02', '600'],
  ])
  store.enrol([retired])
  assert.deepEqual(
    findingsOf(store).found.map(({ difference }) => difference.totals.map(({ period, amount }) => [period, amount])),
    [[['2024', 30_00]], [['2025', 30_00]]],
  )
})

test('who was not insured owes back what the fund paid', () => {
  const store = visitsOn(threeVisits)
  store.enrol([{ ...enrolment, range: { from: isoDate('2025-05-01'), until: null } }])
  const { found } = findingsOf(store)
  // The third visit then carries the deductible of the year alone: 60 instead of 360.
  assert.deepEqual(poolsOf({ found, notComputed: [] }), [-60_00, -360_00, -300_00])
  assert.deepEqual(
    found.map(({ basis }) => basis === null),
    [true, true, false],
  )
  assert.equal(found[0]?.after.person, 600_00)
  bookAll(store)
  assert.deepEqual(findingsOf(store).found, [])
  assert.deepEqual(verifyPerson(historyWith(store), lawsOf(byStatus)), [])
})

test('a settlement with a correction is cancelled and reversed only after the correction is undone', () => {
  const store = visitsOn([['2025-03-02', '600']])
  store.enrol([retired])
  bookAll(store)
  const cancel = () => cancelOf(store.fileFor({ rootId: 'S1' }), cancelOrder('S9'))
  assert.deepEqual(refusalOf(cancel()), { code: 'settlement.corrected', settlementId: 'S1', correctionId: 'K1' })
  const reversed = reversalOf(store.fileFor({ rootId: 'S1' }), 'S1', cancelOrder('S9'))
  assert.equal(refusalOf(reversed).code, 'settlement.corrected')
  store.book(accepted(undoing(store, 'K1')))
  assert.deepEqual(verifyPerson(historyWith(store), lawsOf(byStatus)), [])
  store.record(accepted(cancel()))
  assert.deepEqual(verifyPerson(historyWith(store), lawsOf(byStatus)), [])
  assert.deepEqual(findingsOf(store), { found: [], notComputed: [] })
})

test('a correction is undone once, the last of a settlement first', () => {
  const store = visitsOn([['2025-03-02', '600']])
  store.enrol([retired])
  bookAll(store)
  bookAll(store, kinder, 'L')
  assert.equal(refusalOf(undoing(store, 'K9')).code, 'correction.unknown')
  assert.deepEqual(refusalOf(undoing(store, 'K1')), {
    code: 'correction.later-in-force',
    correctionId: 'K1',
    later: 'L1',
  })
  store.book(accepted(undoing(store, 'L1')))
  store.book(accepted(undoing(store, 'K1')))
  assert.equal(refusalOf(undoing(store, 'K1')).code, 'correction.not-in-force')
  assert.equal(refusalOf(undoing(store, 'U-K1')).code, 'correction.not-in-force')
  assert.deepEqual(verifyPerson(historyWith(store), lawsOf(byStatus, kinder)), [])
})

test('what the law of today does not let compute is told, with the reason', () => {
  const store = visitsOn(threeVisits)
  const { found, notComputed } = findingsOf(store, planBook([]))
  assert.deepEqual(found, [])
  assert.deepEqual(
    notComputed.map(({ problem }) => problem.code),
    ['policy.no-plan', 'policy.no-plan', 'policy.no-plan'],
  )
})

test('where the person is insured today without a plan of the care, the law refuses', () => {
  const store = visitsOn([['2025-03-02', '600']])
  store.enrol([{ ...enrolment, division: divisionCode('990100') }])
  assert.equal(findingsOf(store).notComputed[0]?.problem.code, 'policy.no-plan')
})

test('tampering with a correction is seen', () => {
  const store = visitsOn([['2025-03-02', '600']])
  store.enrol([retired])
  bookAll(store)
  const history = historyWith(store)
  const [correction] = history.corrections ?? []
  assert.ok(correction)
  const withOne = (changed: Partial<typeof correction>) =>
    verifyPerson({ ...history, corrections: [{ ...correction, ...changed }] }, lawsOf(byStatus)).map(
      ({ invariant, what }) => `${invariant} ${what}`,
    )
  const more = { ...correction.amounts, pool: fen(31_00), person: fen(-31_00), cash: fen(-31_00) }
  assert.deepEqual(withOne({ amounts: more }), [
    '8 pool of a correction',
    '8 cash of a correction',
    '8 person of a correction',
  ])
  assert.deepEqual(withOne({ totals: [] }), ['8 running totals of a correction', '4 running total 310 2025 pool'])
  assert.deepEqual(withOne({ settlementId: 'S9' }).slice(0, 1), ['3 settlement of a correction'])
  assert.deepEqual(
    withOne({ entry: { ...correction.entry, postings: correction.entry.postings.slice(1) } }).slice(0, 2),
    ['3 postings sum', '8 postings of a correction'],
  )
})

test('both bills of a stay come to what the stay comes to today; an open stay waits for its next bill', () => {
  const store = admitted()
  charge(store, [stayLine('1', 'A', '400', '2025-02-21')])
  billed(store, fen(400_00), { interim: true })
  const { problem } = findingsOf(store, richer).notComputed[0] ?? {}
  assert.deepEqual(problem, { code: 'correction.stay-open', visitId: 'V1' })
  charge(store, [stayLine('2', 'A', '300', '2025-02-22')])
  discharged(store)
  billed(store, fen(300_00), { settlementId: 'S2' })
  assert.deepEqual(findingsOf(store, stayBook()), { found: [], notComputed: [] })
  // 80 % of 300 and of 300 more were paid; 90 % are due.
  assert.deepEqual(poolsOf(findingsOf(store, richer)), [30_00, 30_00])
  bookAll(store, richer)
  assert.deepEqual(findingsOf(store, richer).found, [])
  assert.deepEqual(verifyPerson(historyWith(store), lawsOf(stayBook(), richer)), [])
  store.book(accepted(undoing(store, 'K2')))
  const cancelled = cancelOf(store.fileFor({ rootId: 'S2' }), cancelStay('S2', 'S9'))
  assert.deepEqual(refusalOf(cancelled), { code: 'settlement.corrected', settlementId: 'S2', correctionId: 'K1' })
})
