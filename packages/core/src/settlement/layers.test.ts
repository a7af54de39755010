import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cancelOrder, freshStore, orderOf, register } from '../../tests/support/hospital-day.ts'
import { amountOf, layeredPlan, layerWith, money, p, rate } from '../../tests/support/plan.ts'
import { accepted, bookWith, catalog, hospital, lineWith, refusalOf } from '../../tests/support/world.ts'
import { compilePlan } from '../benefit/index.ts'
import { fen, isoDate, localDateTime, ppm, zeroFen } from '../kernel/index.ts'
import type { Plan } from '../policy/index.ts'
import { uploadOf } from './lines.ts'
import { settleBatch } from './settle.ts'
import { cancelOf } from './undo.ts'
import { verifyPerson } from './verify.ts'

/** Half from the pool up to 100 yuan a month, then 60 % of the rest from critical illness; the hospital waives 10 yuan. */
const plan: Plan = layeredPlan(
  [
    rate('half', ppm(500_000)),
    money('monthLimit', fen(100_00)),
    rate('critical', ppm(600_000)),
    money('waived', fen(10_00)),
  ],
  [
    layerWith('basic', amountOf('eligible'), [
      { step: 'rate', rate: p('half') },
      { step: 'payment-limit', limit: p('monthLimit'), total: 'month_paid' },
    ]),
    layerWith('critical', amountOf('left'), [{ step: 'rate', rate: p('critical') }], { payer: 'criticalIllness' }),
    layerWith('waiver', amountOf('left'), [{ step: 'pay', amount: p('waived') }], { payer: 'hospital' }),
  ],
  { totals: [{ code: 'month_paid', label: '当月支付', adds: 'basic.paid', over: 'month' }] },
)

function settleOn(store: ReturnType<typeof freshStore>, day: string, number: number) {
  const at = localDateTime(`${day} 12:00:00`)
  const visitId = `V${number}`
  const lines = [lineWith(`${number}`, 'A', '300', { at, batch: `batch${number}` })]
  register(store, lines, { visitId, at })
  const order = orderOf(fen(300_00), {
    visitId,
    batch: `batch${number}`,
    settlementId: `S${number}`,
    msgid: `M${number}`,
    at,
    book: bookWith(plan),
    accountUsed: false,
  })
  const decision = accepted(settleBatch(store.fileFor({ visitId }), order))
  store.record(decision)
  return decision
}

test('every payer pays under its own name, and the hospital bears what it waives', () => {
  const { settlement, entry } = settleOn(freshStore(), '2025-03-02', 1)
  // 300: the pool half but 100 at most, 60 % of the 200 left is 120, the hospital 10, the person 70.
  const { pool, criticalIllness, hospital, cash, total } = settlement?.amounts ?? {}
  assert.deepEqual([pool, criticalIllness, hospital, cash, total], [100_00, 120_00, 10_00, 70_00, 300_00])
  assert.deepEqual(entry?.postings, [
    { account: 'fund:990000:310:pool', amount: -100_00 },
    { account: 'fund:990000:310:criticalIllness', amount: -120_00 },
    { account: 'person:P1:cash', amount: -70_00 },
    { account: 'provider:H1:receivable', amount: 220_00 },
    { account: 'provider:H1:till', amount: 70_00 },
  ])
})

test('a quota of the month begins anew with the month', () => {
  const store = freshStore()
  const paid = ['2025-03-02', '2025-03-30', '2025-04-01'].map(
    (day, index) => settleOn(store, day, index + 1).settlement?.amounts.pool,
  )
  assert.deepEqual(paid, [100_00, 0, 100_00])
  const periods = store.fileFor({}).totals.map(({ period, amount }) => [period, amount])
  assert.deepEqual(periods, [
    ['2025-03', 100_00],
    ['2025-04', 100_00],
  ])
})

test('history gives back what layers and months came to', () => {
  const store = freshStore(zeroFen)
  settleOn(store, '2025-03-02', 1)
  settleOn(store, '2025-04-01', 2)
  const { totals } = store.fileFor({})
  const history = {
    insuredId: 'P1',
    accountBalance: zeroFen,
    totals,
    otherEntries: [],
    settlements: store.settlements(),
    lines: store.lines(),
    effects: store
      .settlements()
      .map(({ providerCode, msgid, settlementId }) => ({ providerCode, msgid, settlementId })),
    marks: [],
    visitsWithoutLines: [],
    stays: [],
  }
  assert.deepEqual(
    verifyPerson(history, (_, __, on) => ({
      compiled: compilePlan(plan, isoDate(on)),
      year: { startsOn: '01-01', by: 'settlement' },
    })),
    [],
  )
})

test('an older settlement of a stay cannot be cancelled while a later one stands, even across the year', () => {
  const once = layeredPlan(
    [money('line', fen(100_00)), rate('half', ppm(500_000))],
    [
      layerWith('basic', amountOf('eligible'), [
        { step: 'deductible', amount: p('line'), total: 'stay_dedc' },
        { step: 'rate', rate: p('half') },
      ]),
    ],
    { totals: [{ code: 'stay_dedc', label: '本次起付线', adds: 'basic.deductible', over: 'stay' }] },
  )
  const store = freshStore(zeroFen)
  const book = bookWith(once)
  const settle = (day: string, number: number): void => {
    const at = localDateTime(`${day} 12:00:00`)
    const batch = `batch${number}`
    store.record(
      accepted(
        uploadOf(store.fileFor({ visitId: 'V1' }), {
          visitId: 'V1',
          provider: hospital,
          catalog,
          book,
          today: isoDate(day),
          lines: [lineWith(`${number}`, 'A', '300', { at, batch })],
        }),
      ),
    )
    const more = { batch, settlementId: `S${number}`, msgid: `M${number}`, at, book, accountUsed: false }
    store.record(accepted(settleBatch(store.fileFor({ visitId: 'V1' }), orderOf(fen(300_00), more))))
  }
  register(store, [], { at: localDateTime('2025-12-31 09:00:00') })
  settle('2025-12-31', 1)
  settle('2026-01-01', 2)
  const deductibles = store.settlements().map(({ amounts }) => amounts.deductible)
  assert.deepEqual(deductibles, [100_00, 0])
  const cancelled = cancelOf(store.fileFor({ rootId: 'S1' }), cancelOrder('S3'))
  assert.equal(refusalOf(cancelled).code, 'settlement.later-stands')
})
