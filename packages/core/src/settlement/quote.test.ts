import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore, orderOf, register, settleVisit, statedOf } from '../../tests/support/hospital-day.ts'
import { division } from '../../tests/support/plan.ts'
import { accepted, bookWith, hospital, lineWith, outpatientPlan, refusalOf } from '../../tests/support/world.ts'
import { fen, isoDate, localDateTime } from '../kernel/index.ts'
import { type BillRequest, quoteOf } from './quote.ts'

const sent = [lineWith('1', 'A', '600'), lineWith('2', 'C', '10')]

function asked(rest: Partial<BillRequest> = {}) {
  const store = freshStore()
  register(store, sent)
  const file = store.fileFor({ visitId: 'V1' })
  return quoteOf(file, { ...orderOf(fen(610_00)), lines: file.lines, ...rest })
}

test('a quote says what each would pay and what the account would hold', () => {
  const { amounts, balanceAfter, totalsAdded, care, year } = accepted(asked())
  assert.deepEqual([amounts.pool, amounts.account, amounts.cash, amounts.hospital], [60_00, 540_00, 10_00, 0])
  assert.deepEqual([balanceAfter, care, year], [838_15, 'outpatient', 2025])
  assert.deepEqual(totalsAdded, { dedc: 500_00, pool: 60_00, elig: 600_00 })
})

test('a quote keeps what it was computed from', () => {
  const { basis } = accepted(asked())
  assert.deepEqual([basis.planId, basis.packHash, basis.on], ['example', 'example-hash', '2025-03-02'])
  assert.deepEqual(basis.facts, {
    level: 'tertiary',
    kind: 'hospital',
    locality: 'local',
    personStatus: 'active',
    consecutiveYear: 5,
    age: 35,
    bornOn: '1990-01-01',
    medType: '11',
  })
})

test('running totals of another year or scheme do not count', () => {
  const store = freshStore()
  register(store, sent)
  const file = store.fileFor({ visitId: 'V1' })
  const totals = [
    { scheme: '310', period: '2024', code: 'dedc', amount: fen(500_00) },
    { scheme: '390', period: '2025', code: 'dedc', amount: fen(500_00) },
  ] as const
  const quote = accepted(quoteOf({ ...file, totals }, { ...orderOf(fen(610_00)), lines: file.lines }))
  assert.equal(quote.amounts.deductible, 500_00)
  assert.deepEqual(quote.basis.used, {})
})

test('a client that computes another bill is told which figure differs', () => {
  assert.deepEqual(refusalOf(asked({ stated: statedOf(fen(609_99)) })), {
    code: 'settlement.total-differs',
    stated: 609_99,
    computed: 610_00,
  })
  assert.deepEqual(refusalOf(asked({ stated: { ...statedOf(fen(610_00)), nonCovered: fen(9_99) } })), {
    code: 'settlement.split-differs',
    part: 'nonCovered',
    stated: 9_99,
    computed: 10_00,
  })
})

test('a part that the client leaves out is not compared', () => {
  assert.equal(asked({ stated: { ...statedOf(fen(610_00)), eligible: fen(600_00) } }).ok, true)
})

test('more than the account holds is refused, and so is more than it may pay', () => {
  assert.deepEqual(refusalOf(asked({ accountAsked: fen(2000_00) })), {
    code: 'settlement.account-too-small',
    balance: 1378_15,
    asked: 2000_00,
  })
  assert.deepEqual(refusalOf(asked({ accountAsked: fen(540_01) })), {
    code: 'settlement.account-not-payable',
    payable: 540_00,
    asked: 540_01,
  })
  assert.equal(refusalOf(asked({ accountAsked: fen(-1) })).code, 'settlement.account-not-payable')
  assert.equal(accepted(asked({ accountAsked: fen(540_00) })).amounts.account, 540_00)
})

test('what is wrong with the place is said before what is wrong with the person, the lines, the bill and the account', () => {
  const account = { accountAsked: fen(9999_99) }
  const total = { ...account, stated: statedOf(fen(1)) }
  const lines = { ...total, lines: [] }
  const person = { ...lines, insurance: { scheme: '390' as const, division } }
  const place = { ...person, provider: { ...hospital, range: { from: isoDate('2026-01-01'), until: null } } }
  const care = { ...place, medType: '21' }
  const codes = [care, place, person, lines, total, account].map((rest) => refusalOf(asked(rest)).code)
  assert.deepEqual(codes, [
    'settlement.care-not-served',
    'settlement.provider-not-designated',
    'settlement.not-insured',
    'settlement.no-lines',
    'settlement.total-differs',
    'settlement.account-too-small',
  ])
})

test('a plan that does not serve this care refuses', () => {
  const book = bookWith(outpatientPlan({ care: ['pharmacy'] }))
  assert.equal(refusalOf(asked({ book })).code, 'policy.no-plan')
})

test('a special drug is paid by its own plan, and by none where the region has none', () => {
  const rates = outpatientPlan({ id: 'special', care: ['special-drug'] })
  const special = accepted(asked({ medType: '15', book: bookWith(rates) }))
  assert.deepEqual([special.basis.planId, special.care], ['special', 'outpatient'])
  assert.equal(refusalOf(asked({ medType: '15' })).code, 'policy.no-plan')
})

test('the year of a settlement is the year of its day, not of the visit', () => {
  const store = freshStore()
  const eve = localDateTime('2024-12-31 23:00:00')
  register(store, [lineWith('1', 'A', '600', { at: eve })], { at: eve })
  const file = store.fileFor({ visitId: 'V1' })
  const at = localDateTime('2025-01-01 00:10:00')
  assert.equal(accepted(quoteOf(file, { ...orderOf(fen(600_00), { at }), lines: file.lines })).year, 2025)
})

test('a quote moves nothing: asked twice it answers the same', () => {
  const store = freshStore()
  settleVisit(store, [lineWith('0', 'A', '100')], { visitId: 'V0', settlementId: 'S0' })
  register(store, sent)
  const file = store.fileFor({ visitId: 'V1' })
  const ask = () => quoteOf(file, { ...orderOf(fen(610_00)), lines: file.lines })
  assert.deepEqual(ask(), ask())
})
