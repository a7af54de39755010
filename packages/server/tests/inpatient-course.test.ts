import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen, isoDate } from '@yibao/core/kernel'
import { filed, transferInput } from './support/filings.ts'
import { newPerson, stranger } from './support/people.ts'
import { expectRefusal, inOneWorld } from './support/refusals.ts'
import {
  admissionInput,
  admit,
  changeInput,
  charge,
  discharge,
  interim,
  refundOf,
  settleStay,
  stayBillInput,
  stayCancelInput,
  stayInput,
  stayRow,
} from './support/stay.ts'
import { verified } from './support/verified.ts'
import { expectOk, openVisit, settleInput, upload } from './support/visit.ts'
import { countyHospital, hospital, items, today, type World } from './support/world.ts'

const inRegion = (world: World, region = '990270') => newPerson(world, { person: stranger(region), balance: fen(0) })
const whole = (price: number, on?: string) => ({
  code: items.whole.code,
  price,
  quantity: 1,
  ...(on === undefined ? {} : { on }),
})

inOneWorld('the course of a stay', (world) => {
  test('trap 3: deductible and bands go on over interim bills, and refunds come back to the fund', async () => {
    const who = await inRegion(world())
    const till = world().till(hospital)
    const visitId = await admit(till, who)
    const [first] = await charge(till, who, visitId, [whole(3000)])
    const one = await settleStay(till, who, visitId, 3000, interim)
    assert.deepEqual([one.act_pay_dedc, one.fund_pay_sumamt], [900, 1680])
    await charge(till, who, visitId, [whole(4000)])
    const two = await settleStay(till, who, visitId, 4000, interim)
    // 2,000 more in the band of 80 %, 2,000 in that of 90 %.
    assert.deepEqual([two.act_pay_dedc, two.fund_pay_sumamt], [0, 3400])
    assert.ok(first !== undefined)
    const back = { ...refundOf({ ...first, pric: 3000 }, 1), fee_ocur_time: `${today} 07:00:00` }
    expectOk(await till.ask('2301', who, { feedetail: [back] }))
    await discharge(till, who, visitId)
    const last = await settleStay(till, who, visitId, -3000)
    assert.deepEqual([last.medfee_sumamt, last.fund_pay_sumamt, last.psn_cash_pay], [-3000, -2600, -400])
    // What stands is what 4,000 alone come to: (4,000 - 900) at 80 %.
    assert.equal(one.fund_pay_sumamt + two.fund_pay_sumamt + last.fund_pay_sumamt, 2480)
    await verified(world())
    await expectRefusal(world(), 'settlement.stay-closed', () =>
      till.ask('2301', who, { feedetail: [stayRow(who, visitId, whole(1))] }),
    )
  })

  test('trap 5: bills of a stay are cancelled last first, the discharge after them, the admission at the end', async () => {
    const who = await inRegion(world())
    const till = world().till(hospital)
    const visitId = await admit(till, who)
    await charge(till, who, visitId, [whole(1000)])
    const one = await settleStay(till, who, visitId, 1000, interim)
    await charge(till, who, visitId, [whole(500)])
    await discharge(till, who, visitId)
    const two = await settleStay(till, who, visitId, 500)
    const cancel = (settled: typeof one) => till.ask('2305', who, stayCancelInput(who, settled))
    const ask = (infno: '2404' | '2405') => till.ask(infno, who, stayInput(who, visitId))
    await expectRefusal(world(), 'settlement.later-stands', () => cancel(one))
    await expectRefusal(world(), 'settlement.stay-settled', () => ask('2405'))
    expectOk(await cancel(two))
    expectOk(await ask('2405'))
    await expectRefusal(world(), 'settlement.not-discharged', () => ask('2405'))
    await expectRefusal(world(), 'settlement.stay-settled', () => ask('2404'))
    expectOk(await cancel(one))
    await expectRefusal(world(), 'settlement.already-undone', () => cancel(one))
    await expectRefusal(world(), 'settlement.stay-in-use', () => ask('2404'))
    const every = { data: [{ feedetl_sn: '0000', mdtrt_id: visitId, psn_no: who.insuredId }] }
    expectOk(await till.ask('2302', who, every))
    await expectRefusal(world(), 'settlement.no-free-lines', () => till.ask('2302', who, every))
    expectOk(await ask('2404'))
    await expectRefusal(world(), 'settlement.visit-cancelled', () => ask('2404'))
    await verified(world())
  })

  test('trap 4: a transfer upward pays the difference of deductibles, one downward none', async () => {
    const who = await inRegion(world())
    const [below, above] = [world().till(countyHospital), world().till(hospital)]
    const stay = async (till: typeof above, begntime: string, endtime: string, way: string) => {
      const visitId = await admit(till, who, { begntime })
      await charge(till, who, visitId, [whole(2000, begntime.slice(0, 10))])
      await discharge(till, who, visitId, { endtime, dscg_way: way })
      return (await settleStay(till, who, visitId, 2000)).act_pay_dedc
    }
    const october = { begndate: '2023-10-01', enddate: '2023-10-31', refl_date: '2023-10-05' }
    const upward = transferInput(who, october)
    const downward = transferInput(who, { ...october, reflin_medins_no: countyHospital.providerCode })
    await filed(below, '2501', who, upward)
    await filed(above, '2501', who, downward)
    assert.equal(await stay(below, '2023-10-01 09:00:00', '2023-10-05 09:00:00', '2'), 600)
    assert.equal(await stay(above, '2023-10-06 09:00:00', '2023-10-12 09:00:00', '2'), 300)
    assert.equal(await stay(below, '2023-10-12 10:00:00', '2023-10-16 09:00:00', '1'), 0)
    // Who was not sent on, or comes too late, is admitted anew: the second time, at half the deductible.
    assert.equal(await stay(above, '2023-10-17 09:00:00', '2023-10-20 09:00:00', '2'), 450)
    assert.equal(await stay(below, '2023-10-24 09:00:00', '2023-10-26 09:00:00', '1'), 300)
    const rows = await world().database.pool.query(
      `select stay->>'referral' as referral, stay->>'transferredFrom' is not null as linked from visit
       where insured_id = $1 order by began_at`,
      [who.insuredId],
    )
    assert.deepEqual(
      rows.rows.map(({ referral, linked }) => [referral, linked]),
      [
        ['registered', false],
        ['up', true],
        ['down', true],
        ['registered', false],
        ['registered', false],
      ],
    )
    await verified(world())
  })

  test('trap 1: a stay over New Year is billed year by year where the region splits it', async () => {
    const who = await inRegion(world(), '990271')
    const till = world().till(hospital)
    const visitId = await admit(till, who, { begntime: '2022-12-20 09:00:00' })
    await charge(till, who, visitId, [whole(1500, '2022-12-31'), whole(800, '2023-01-01')])
    await discharge(till, who, visitId, { endtime: '2023-01-02 09:00:00' })
    await expectRefusal(world(), 'settlement.total-differs', () =>
      till.ask('2304', who, stayBillInput(who, visitId, 2300)),
    )
    const old = await settleStay(till, who, visitId, 1500)
    const fresh = await settleStay(till, who, visitId, 800)
    assert.deepEqual([old.act_pay_dedc, old.fund_pay_sumamt], [1000, 400])
    assert.deepEqual([fresh.act_pay_dedc, fresh.fund_pay_sumamt], [0, 640])
    const { rows } = await world().database.pool.query(
      'select period, amount::int from running_total where insured_id = $1 order by period',
      [who.insuredId],
    )
    assert.deepEqual(rows, [
      { period: '2022', amount: 400_00 },
      { period: '2023', amount: 640_00 },
    ])
    await verified(world())
  })

  test('trap 2: the bill follows the scheme of settlement where the region says so, with what was carried', async () => {
    const who = stranger('990272')
    const resident = { scheme: '390', status: 'adult', personType: '1501' } as const
    const span = (from: string, until: string | null) => ({
      range: { from: isoDate(from), until: until === null ? null : isoDate(until) },
    })
    await world().plant([
      { person: who, balance: fen(0), enrolment: { ...resident, ...span('2020-01-01', '2023-11-01') } },
      { person: who, balance: fen(0), enrolment: span('2023-11-01', null) },
    ])
    const till = world().till(hospital)
    const stay = async (begntime: string, price: number) => {
      const visitId = await admit(till, who, { begntime, insutype: '390' })
      await charge(till, who, visitId, [whole(price, begntime.slice(0, 10))])
      const endtime = `${begntime.slice(0, 8)}30 09:00:00`
      await discharge(till, who, visitId, { endtime, insutype: '390' })
      return visitId
    }
    const visitId = await stay('2023-10-26 09:00:00', 3500)
    await expectRefusal(world(), 'settlement.not-insured', () =>
      till.ask('2304', who, stayBillInput(who, visitId, 3500, { insutype: '390' })),
    )
    const settled = await settleStay(till, who, visitId, 3500)
    assert.deepEqual([settled.insutype, settled.act_pay_dedc, settled.fund_pay_sumamt], ['310', 1000, 2000])
    await verified(world())
  })

  test('trap 15: an injury waits for its cause, which 2403 declares', async () => {
    const who = await inRegion(world())
    const till = world().till(hospital)
    const visitId = await admit(till, who, { med_type: '22' })
    await charge(till, who, visitId, [{ ...whole(2000), more: { med_type: '22' } }])
    await discharge(till, who, visitId)
    const declare = (exp_content: string) =>
      till.ask('2403', who, changeInput(who, visitId, { med_type: '22', exp_content }))
    const bill = () => till.ask('2304', who, stayBillInput(who, visitId, 2000))
    await expectRefusal(world(), 'settlement.cause-undeclared', bill)
    expectOk(await declare('{"trum_flag":"1","rel_ttp_flag":"1"}'))
    await expectRefusal(world(), 'settlement.third-party', bill)
    expectOk(await declare('{"trum_flag":"1","rel_ttp_flag":"0"}'))
    assert.equal(expectOk(await bill()).output.setlinfo.fund_pay_sumamt, 880)
  })

  test('trap 15: after a death only the stay that ran is settled, until the discharge is taken back', async () => {
    const who = await inRegion(world())
    const till = world().till(hospital)
    const bill = await upload(till, who, [whole(10)])
    const visitId = await admit(till, who)
    await charge(till, who, visitId, [whole(2000)])
    await expectRefusal(world(), 'settlement.death-unclear', () =>
      till.ask('2402', who, {
        ...deathInput(who.insuredId, visitId),
        dscginfo: { ...deathInput(who.insuredId, visitId).dscginfo, die_date: '' },
      }),
    )
    expectOk(await till.ask('2402', who, deathInput(who.insuredId, visitId)))
    await expectRefusal(world(), 'settlement.after-death', () => till.ask('2207', who, settleInput(bill)))
    const settled = await settleStay(till, who, visitId, 2000)
    assert.equal(settled.fund_pay_sumamt, 880)
    expectOk(await till.ask('2305', who, stayCancelInput(who, settled)))
    expectOk(await till.ask('2405', who, stayInput(who, visitId)))
    expectOk(await till.ask('2207', who, settleInput(bill)))
    assert.ok(await openVisit(till, who))
    await verified(world())
  })

  test('a death told of somebody whom an import holds waits for nobody: it is busy, and carried out when it is sent again', async () => {
    const who = await inRegion(world())
    const till = world().till(hospital)
    const { pool } = world().database
    const visitId = await admit(till, who)
    const sent = till.sign('2402', who, deathInput(who.insuredId, visitId))
    const holder = await pool.connect()
    const waiting = async (): Promise<number> => {
      const { rows } = await pool.query<{ count: number }>(
        `select count(*)::int as count from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock' and query like '%with sent as (%'`,
      )
      return rows[0]?.count ?? 0
    }
    try {
      await holder.query('begin')
      await holder.query('update insured set name = name where insured_id = $1', [who.insuredId])
      let waited = 0
      let answered = false
      const answer = till.send<'2402'>(sent).finally(() => {
        answered = true
      })
      while (!answered) waited += await waiting()
      assert.match((await answer).err_msg, /\[flow\.busy\]$/)
      assert.equal(waited, 0)
    } finally {
      await holder.query('rollback')
      holder.release()
    }
    expectOk(await till.send(sent))
    await verified(world())
  })

  test('trap 16: what 2601 reversed before it came is refused, and a reversed cancel lets the bill stand again', async () => {
    const who = await inRegion(world())
    const till = world().till(hospital)
    const reverse = (oinfno: string, omsgid: string) =>
      till.ask('2601', who, { data: { psn_no: who.insuredId, omsgid, oinfno } })
    const late = till.sign('2401', who, admissionInput(who))
    await expectRefusal(world(), 'flow.nothing-to-reverse', () => reverse('2401', late.msgid), {
      reversal_mark: 1,
      person_state: 0,
    })
    await expectRefusal(world(), 'flow.reversed-before', () => till.send(late))

    const unsure = till.sign('2401', who, admissionInput(who))
    const admitted = expectOk(await till.send<'2401'>(unsure)).output.result.mdtrt_id
    expectOk(await reverse('2401', unsure.msgid))
    await expectRefusal(world(), 'flow.reversed-before', () => till.send(unsure))
    await expectRefusal(world(), 'settlement.visit-cancelled', () => reverse('2401', unsure.msgid))
    await expectRefusal(world(), 'settlement.visit-cancelled', () => till.ask('2404', who, stayInput(who, admitted)))

    const kept = till.sign('2401', who, admissionInput(who))
    const visitId = expectOk(await till.send<'2401'>(kept)).output.result.mdtrt_id
    await charge(till, who, visitId, [whole(2000)])
    await expectRefusal(world(), 'settlement.stay-in-use', () => reverse('2401', kept.msgid))
    await discharge(till, who, visitId)
    const lateBill = till.sign('2304', who, stayBillInput(who, visitId, 2000))
    await expectRefusal(world(), 'flow.nothing-to-reverse', () => reverse('2304', lateBill.msgid), {
      reversal_mark: 1,
      person_state: 0,
    })
    await expectRefusal(world(), 'flow.reversed-before', () => till.send(lateBill))
    const settled = await settleStay(till, who, visitId, 2000)
    const cancel = expectOk(await till.ask('2305', who, stayCancelInput(who, settled)))
    expectOk(await reverse('2305', cancel.msgid))
    await expectRefusal(world(), 'settlement.stay-closed', () =>
      till.ask('2304', who, stayBillInput(who, visitId, 2000)),
    )
    await verified(world())
  })
})

function deathInput(psn_no: string, mdtrt_id: string) {
  const named = { mdtrt_id, psn_no }
  return {
    dscginfo: {
      ...named,
      insutype: '310',
      endtime: '2023-11-12 08:00:00',
      dscg_dept_codg: 'D01',
      dscg_dept_name: '内科',
      dscg_way: '5',
      die_date: '2023-11-12',
    },
    diseinfo: [
      {
        ...named,
        diag_type: '1',
        maindiag_flag: '1',
        diag_srt_no: 1,
        diag_code: 'J18.900',
        diag_name: '肺炎',
        diag_dept: '内科',
        dise_dor_no: 'DR1',
        dise_dor_name: '测试医师',
        diag_time: '2023-11-12 07:00:00',
      },
    ],
  }
}
