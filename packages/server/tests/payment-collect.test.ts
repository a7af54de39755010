import assert from 'node:assert/strict'
import { test } from 'node:test'
import { divisionCode, fen, localDateTime } from '@yibao/core/kernel'
import { collectCases } from '../src/flows/payment-collect.ts'
import { paymentCaseStore } from '../src/store/payment-case-store.ts'
import { stranger } from './support/people.ts'
import { inOneWorld } from './support/refusals.ts'
import { listInput, plantCodes, settledStay, stateInput } from './support/settlement-list.ts'
import { admit, charge, discharge, interim, settleStay, stayCancelInput } from './support/stay.ts'
import { expectOk } from './support/visit.ts'
import { hospital, items, otherHospital, type World } from './support/world.ts'

const scope = { division: divisionCode('990270'), schemes: ['310'] } as const

const collect = (world: World, month = '2023-11') =>
  collectCases(
    paymentCaseStore(world.database.pool),
    { scope, month, at: localDateTime('2023-12-02 09:00:00') },
    () => undefined,
  )

async function rowsOf({ database }: World) {
  const { rows } = await database.pool.query<{
    case_id: string
    provider_code: string
    month: string
    state: string
    facts: Record<string, unknown>
  }>('select case_id, provider_code, month, state, facts from discharge_case order by collected_at, case_id')
  return rows
}

inOneWorld('collecting settled stays', (open) => {
  test('settled stays of a month become cases, with the record of their submitted list and their costs by kind', async () => {
    const world = open()
    await plantCodes(world)
    const till = world.till(hospital)
    const stay = await settledStay(world, till)
    expectOk(await till.ask('4101A', stay.who, listInput(stay, { stas_type: '1' })))
    const waiting = await settledStay(world, world.till(otherHospital))
    assert.partialDeepStrictEqual(await collect(world), {
      institutions: 2,
      listed: 1,
      noList: 1,
      fresh: 2,
      linesMissing: 0,
    })
    const rows = await rowsOf(world)
    const listed = rows.find(({ case_id }) => case_id === stay.settled.setl_id)
    assert.partialDeepStrictEqual(listed, {
      provider_code: hospital.providerCode,
      month: '2023-11',
      state: 'listed',
      facts: {
        insuredId: stay.who.insuredId,
        providerLevel: 'tertiary',
        admittedOn: '2023-11-06',
        dischargedOn: '2023-11-13',
        settledOn: '2023-11-13',
        total: 310000,
        drugs: 310000,
        consumables: 0,
        record: {
          gender: '1',
          ageYears: 43,
          stayDays: 7,
          leavingType: '1',
          diagnoses: ['J18.900', 'I10.x00x002'],
          operations: ['33.2200'],
          birthWeightGrams: null,
        },
      },
    })
    assert.equal(Number(listed?.facts.fundPaid) + Number(listed?.facts.otherPaid), 310000)
    assert.equal(rows.find(({ case_id }) => case_id === waiting.settled.setl_id)?.state, 'no-list')
  })

  test('collected again nothing is written; a list that came is seen, and what was cancelled leaves', async () => {
    const world = open()
    const till = world.till(hospital)
    const [late, gone] = [await settledStay(world, till), await settledStay(world, till)]
    await collect(world)
    assert.partialDeepStrictEqual(await collect(world), { fresh: 0, changed: 0, left: 0 })
    expectOk(await till.ask('4101A', late.who, listInput(late, { stas_type: '1' })))
    expectOk(await till.ask('2305', gone.who, stayCancelInput(gone.who, gone.settled)))
    assert.partialDeepStrictEqual(await collect(world), { fresh: 0, changed: 1, left: 1 })
    const rows = await rowsOf(world)
    assert.equal(rows.find(({ case_id }) => case_id === late.settled.setl_id)?.state, 'listed')
    assert.equal(
      rows.find(({ case_id }) => case_id === gone.settled.setl_id),
      undefined,
    )
  })

  test('a list that is only saved, or was withdrawn, does not count', async () => {
    const world = open()
    const till = world.till(hospital)
    const stay = await settledStay(world, till)
    expectOk(await till.ask('4101A', stay.who, listInput(stay, { stas_type: '1' })))
    expectOk(await till.ask('4102', stay.who, stateInput(stay, '0')))
    await collect(world)
    assert.equal((await rowsOf(world)).find(({ case_id }) => case_id === stay.settled.setl_id)?.state, 'no-list')
  })

  test('a stay with interim bills is one case of all of them, in the month of the last, and none before that', async () => {
    const world = open()
    const till = world.till(hospital)
    const who = stranger('990270')
    await world.plant([{ person: who, balance: fen(0) }])
    const visitId = await admit(till, who)
    const { code } = items.whole
    await charge(till, who, visitId, [{ code, price: 3000, quantity: 1 }])
    const first = await settleStay(till, who, visitId, 3000, interim)
    const before = await collect(world)
    const known = (await rowsOf(world)).map(({ case_id }) => case_id)
    assert.ok(!known.includes(first.setl_id), 'the person is still in hospital')
    await charge(till, who, visitId, [{ code, price: 1500, quantity: 1 }])
    await discharge(till, who, visitId)
    const last = await settleStay(till, who, visitId, 1500)
    expectOk(await till.ask('4101A', who, listInput({ who, settled: last }, { stas_type: '1' })))
    assert.partialDeepStrictEqual(await collect(world), { listed: before.listed + 1, fresh: 1, linesMissing: 0 })
    const rows = (await rowsOf(world)).filter(({ facts }) => facts.insuredId === who.insuredId)
    const fund = Math.round((first.fund_pay_sumamt + last.fund_pay_sumamt) * 100)
    assert.partialDeepStrictEqual(rows, [
      {
        case_id: last.setl_id,
        state: 'listed',
        facts: {
          total: 4500_00,
          drugs: 4500_00,
          fundPaid: fund,
          otherPaid: 4500_00 - fund,
          dischargedOn: '2023-11-13',
        },
      },
    ])
    assert.equal(rows.length, 1)
    expectOk(await till.ask('2305', who, stayCancelInput(who, last)))
    assert.equal((await collect(world)).left, 1, 'without its last bill the stay goes on')
  })

  test('other months, insurances and funds are not touched', async () => {
    const world = open()
    assert.partialDeepStrictEqual(await collect(world, '2023-10'), { institutions: 0, listed: 0, noList: 0 })
  })
})
