import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen, isoDate } from '@yibao/core/kernel'
import { paperOf } from '../src/files/statement-content.ts'
import { atConsole, operationOf } from '../src/flows/operation-log.ts'
import { clearPaymentYear } from '../src/flows/payment-year.ts'
import { paperStore } from '../src/store/paper-store.ts'
import { paymentReads } from '../src/store/rest-payments.ts'
import {
  always,
  deskAt,
  division,
  endMonth,
  groupByStarter,
  lawOf,
  listedStay,
  lists,
  month,
  plan,
  scheme,
  submitList,
} from './support/payment.ts'
import { stranger } from './support/people.ts'
import { listInput, settledStay } from './support/settlement-list.ts'
import { admit, charge, discharge, interim, settleStay } from './support/stay.ts'
import { withTestDatabase } from './support/test-database.ts'
import { verified } from './support/verified.ts'
import { expectOk } from './support/visit.ts'
import { hospital, items, openWorld, otherHospital, type World } from './support/world.ts'

function inTown(work: (world: World) => Promise<void>): Promise<void> {
  return withTestDatabase(async (database) => {
    const world = await openWorld(database)
    await groupByStarter(database)
    try {
      await work(world)
    } finally {
      await world.close()
    }
  })
}

const million = 1_000_000
const firstOfDecember = isoDate('2023-12-01')
const ended = async (world: World, of: string, at: string) => {
  const done = await endMonth(deskAt(world.database, at), { month: of })
  assert.ok(done.ok, JSON.stringify(done))
  return done.value
}
const inDecember = '2023-12-02 09:00:00'
const inJanuary = '2024-01-02 09:00:00'

/** A plan of December with a value of twenty yuan a point, and whatever else changes. */
function decemberLaw(changes: Partial<typeof plan> = {}) {
  const { clearing, pointValue } = plan
  assert.ok(clearing !== null && pointValue !== null)
  return lawOf({
    id: 'test-december',
    range: { from: firstOfDecember, until: null },
    clearing: { ...clearing, assessment: null },
    pointValue: { ...pointValue, budget: { kind: 'given', value: always(20 * million) } },
    ...changes,
  })
}

const clear = (world: World, underLast: boolean) =>
  clearPaymentYear(
    deskAt(world.database, inJanuary),
    { division, scheme, year: '2023', actor: atConsole, partial: true, underLast },
    () => undefined,
  )

test('a case held over into the days of another plan is priced under the plan of its own day, and verify finds it so', () =>
  inTown(async (world) => {
    const desk = deskAt(world.database)
    await desk.plans.keep(lawOf(), desk.now(), true)
    const late = await settledStay(world, world.till(otherHospital))
    await listedStay(world, world.till(hospital), lists.plain)
    await ended(world, month, inDecember)
    await desk.plans.keep(decemberLaw(), desk.now(), true)
    await submitList(world.till(otherHospital), late, lists.plain)
    const december = await ended(world, '2023-12', inJanuary)
    assert.equal(december.run.planHash, decemberLaw().hash)
    assert.deepEqual(december.held, {})
    const statements = await desk.runs.statements(december.run.runId)
    const [first] = statements.filter(({ cases }) => cases > 0)
    // 550 points of November at ten yuan, not at the twenty of December.
    assert.partialDeepStrictEqual(first, { cases: 1, fundPayable: 3_850_00 })
    const history = await paymentReads(world.database.pool).caseHistory(late.settled.setl_id)
    assert.equal(history.at(-1)?.planHash, lawOf().hash)
    await verified(world)

    const differ = await clear(world, false)
    assert.ok(!differ.ok && differ.error.code === 'payment.plans-differ')
    const year = await clear(world, true)
    assert.ok(year.ok, JSON.stringify(year))
    assert.equal(year.value.run.planHash, decemberLaw().hash)
    // 19,000 yuan by points: both plans measure alike, so 550 of November and 550 of December share it by halves.
    assert.deepEqual(
      year.value.clearing?.institutions.map(({ payable }) => payable),
      [9_500_00, 9_500_00],
    )
    const facts = await paperStore(world.database.pool).statement(year.value.statements[0]?.number ?? '', 1)
    assert.ok(facts !== null)
    const paper = paperOf(facts)
    assert.deepEqual([paper.kind, paper.authority], ['year', '住院对照区医疗保障经办机构'])
    assert.deepEqual(
      paper.lines.filter(({ formula }) => formula !== '').map(({ name, formula }) => `${name.zh}：${formula}`),
      [
        '年度应付：19,000.00 × 550.0000 ÷ 1,100.0000 点 points',
        '清算应付：即年度应付 the payable',
        '此前已付：月结拨付 months 3,657.50 + 预付 advances 0.00',
      ],
    )
    await verified(world)
  }))

test('points of another measure have no share in the year: such cases come out of its money as they were priced', () =>
  inTown(async (world) => {
    const desk = deskAt(world.database)
    await desk.plans.keep(lawOf(), desk.now(), true)
    await listedStay(world, world.till(hospital), lists.plain)
    const late = await settledStay(world, world.till(otherHospital))
    await ended(world, month, inDecember)
    const methods = plan.methods.map((method) =>
      method.kind === 'drg' ? { ...method, scale: always(100 * million) } : method,
    )
    // What is settled in November and listed late falls into the days of the new plan.
    await desk.plans.keep(
      decemberLaw({ methods, range: { from: isoDate('2023-11-10'), until: null } }),
      desk.now(),
      true,
    )
    await submitList(world.till(otherHospital), late, lists.plain)
    await ended(world, '2023-12', inJanuary)
    const year = await clear(world, true)
    assert.ok(year.ok, JSON.stringify(year))
    // 3,850 yuan as priced in November; 15,150 for the points of the other.
    assert.deepEqual(
      year.value.clearing?.institutions.map(({ payable }) => payable),
      [3_850_00, 15_150_00],
    )
    await verified(world)
  }))

test('a stay with bills under two insurances waits, is told, and is paid once its bills are of one', () =>
  inTown(async (world) => {
    const { database } = world
    const desk = deskAt(database)
    await desk.plans.keep(lawOf(), desk.now(), true)
    const till = world.till(hospital)
    const who = stranger('990270')
    await world.plant([{ person: who, balance: fen(0) }])
    const visitId = await admit(till, who)
    const { code } = items.whole
    await charge(till, who, visitId, [{ code, price: 3000, quantity: 1 }])
    const first = await settleStay(till, who, visitId, 3000, interim)
    await charge(till, who, visitId, [{ code, price: 100, quantity: 1 }])
    await discharge(till, who, visitId)
    const last = await settleStay(till, who, visitId, 100)
    expectOk(await till.ask('4101A', who, listInput({ who, settled: last }, { stas_type: '1' }, lists.plain)))
    const under = (insurance: string) =>
      database.pool.query('update settlement set scheme = $1 where settlement_id = $2', [insurance, first.setl_id])
    await under('390')
    const november = await ended(world, month, inDecember)
    assert.partialDeepStrictEqual(november, {
      cases: 0,
      held: { 'payment.two-insurances': 1 },
      collected: { listed: 0, noList: 0, mixed: 1 },
    })
    await under('310')
    const december = await ended(world, '2023-12', inJanuary)
    assert.partialDeepStrictEqual(december, { cases: 1, held: {} })
  }))

test('of trials the newest of each period are kept, and the command takes away more; what is booked stays', () =>
  inTown(async (world) => {
    const { pool } = world.database
    const desk = deskAt(world.database)
    await desk.plans.keep(lawOf(), desk.now(), true)
    await listedStay(world, world.till(hospital), lists.plain)
    const counts = async () => {
      const { rows } = await pool.query<{ purpose: string; runs: number; cases: number }>(
        `select purpose, count(distinct r.run_id)::int as runs, count(k.case_id)::int as cases
         from payment_run r left join payment_case k using (run_id) group by purpose order by purpose`,
      )
      return rows.map(({ purpose, runs, cases }) => [purpose, runs, cases])
    }
    const trials: string[] = []
    for (let count = 0; count < 12; count += 1) {
      const tried = await endMonth(desk, { open: true })
      assert.ok(tried.ok)
      trials.push(tried.value.run.runId)
    }
    assert.deepEqual(await counts(), [['shadow', 10, 10]])
    await ended(world, month, inDecember)
    const operation = { ...operationOf(desk, atConsole, { action: 'payments.prune', target: 'shadows' }) }
    assert.equal(await desk.runs.pruneShadows(1, operation), 9)
    assert.deepEqual(await counts(), [
      ['real', 1, 1],
      ['shadow', 1, 1],
    ])
    assert.ok((await desk.runs.run(trials.at(-1) ?? '')) !== null, 'the newest is kept')
    await verified(world)
  }))
