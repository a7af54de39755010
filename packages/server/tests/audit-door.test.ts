import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from '@yibao/core/kernel'
import { daily, matching, type RuleText, rarely, ruledBy } from './support/audit-rules.ts'
import { newPerson, stranger } from './support/people.ts'
import { expectRefusal, inOneWorld } from './support/refusals.ts'
import { admit, charge, discharge, interim, refundOf, settleStay, stayCancelInput } from './support/stay.ts'
import { verified } from './support/verified.ts'
import { type Bill, cancelInput, expectOk, purchaseInput, settleInput, upload } from './support/visit.ts'
import { hospital, items, pharmacy, type TestPerson, today, type World } from './support/world.ts'

const rules: readonly RuleText[] = [
  daily('M-T01', 'TEST-A', 2),
  matching('M-T02', "line.item == 'TEST-B' && person.sex == 'male'", { bears: 'person' }),
  matching('M-T03', "line.item == 'TEST-L' && line.qty > 5", {
    action: 'refuse',
    says: { zh: '一次开具 {line.qty} 盒', en: '{line.qty} boxes at once' },
  }),
  matching('M-T04', "line.item == 'TEST-C'", { severity: 'remind', action: 'mark', stake: 'none' }),
  rarely('M-T05'),
]

async function ruled(world: World) {
  await ruledBy(world, rules)
  const till = world.till(hospital)
  return { till, who: await newPerson(world) }
}

const line = (code: string, price: number, quantity: number) => ({ code, price, quantity })

const findings = async ({ database }: World, who: TestPerson) => {
  const { rows } = await database.pool.query(
    `select rule, moment, severity, action, bears, stake::int, deducted::int, line_number is null as whole, content
     from audit_finding where insured_id = $1 order by found_at, rule, line_number`,
    [who.insuredId],
  )
  return rows
}

const account = async ({ database }: World, { insuredId }: TestPerson): Promise<readonly unknown[]> => {
  const { rows } = await database.pool.query(
    `select account_balance::text, (select coalesce(json_agg(json_build_array(period, code, amount) order by period, code), '[]')
       from running_total t where t.insured_id = s.insured_id and amount <> 0) as totals
     from person_state s where insured_id = $1`,
    [insuredId],
  )
  return rows
}

inOneWorld('a bill that audit rules look at', (open) => {
  test('orders are held against what the same visit was billed before', async () => {
    const world = open()
    const { till, who } = await ruled(world)
    const bill = await upload(till, who, [line('TEST-A', 100, 2)])
    expectOk(await till.ask('2207', who, settleInput(bill)))
    const told = async (cnt: number) => {
      const order = { rx_id: 'R9', hilist_code: 'TEST-A', cnt, pric: 100, sumamt: 100 * cnt, drord_begn_date: today }
      const encounter = { mdtrt_id: bill.visitId, med_type: '11', insutype: '310', fsi_order_dtos: [order] }
      const data = { trig_scen: '2', patient_dtos: [{ patn_id: who.insuredId, fsi_encounter_dtos: encounter }] }
      const { result } = expectOk(await till.ask('3102', who, { data })).output
      return result.flatMap(({ rule_id, vola_amt }) => (rule_id === 'M-T01' ? [vola_amt] : []))
    }
    assert.deepEqual(await told(1), [100])
    assert.deepEqual(await told(2), [], 'the whole bill again, as hospitals send it')
  })

  test('a line beyond its frequency is borne by the hospital: quoted, settled, explained, verified', async () => {
    const world = open()
    const { till, who } = await ruled(world)
    const before = await account(world, who)
    const bill = await upload(till, who, [line('TEST-A', 100, 5), line('TEST-C', 10, 1)])
    const quoted = expectOk(await till.ask('2206', who, settleInput(bill))).output
    const { setlinfo, setldetail } = expectOk(await till.ask('2207', who, settleInput(bill))).output
    assert.partialDeepStrictEqual(setlinfo, { medfee_sumamt: 510, inscp_scp_amt: 500, hosp_part_amt: 300 })
    assert.equal(setlinfo.psn_part_amt + setlinfo.fund_pay_sumamt + setlinfo.hosp_part_amt, 510)
    const same = ['hosp_part_amt', 'psn_part_amt', 'fund_pay_sumamt', 'balc', 'exp_content', 'inscp_scp_amt'] as const
    for (const field of same) assert.equal(quoted.setlinfo[field], setlinfo[field], field)
    assert.deepEqual(quoted.setldetail, setldetail)
    const row = setldetail.find(({ fund_pay_type }) => fund_pay_type === '630100')
    assert.equal(row?.fund_payamt, 300)
    assert.match(row?.setl_proc_info ?? '', /审核扣减，由医疗机构承担.*测试药品A.*300\.00/)
    assert.match(row?.setl_proc_info ?? '', /M-T01 限定频次/)
    assert.match(row?.setl_proc_info ?? '', /当日 5 次，限 2 次/)
    assert.match(row?.setl_proc_info ?? '', /示例监管办法 第一条/)
    const [deduction, ...others] = JSON.parse(setlinfo.exp_content ?? '{}').audit
    assert.deepEqual(others, [])
    assert.partialDeepStrictEqual(deduction, { rule_id: 'M-T01', amount: '300.00', bears: 'institution' })
    assert.partialDeepStrictEqual(await findings(world, who), [
      { rule: 'M-T01', moment: 'in', action: 'deduct', bears: 'institution', stake: 300_00, deducted: 300_00 },
      { rule: 'M-T04', moment: 'in', severity: 'remind', action: 'mark', stake: 0, deducted: 0 },
    ])
    await verified(world)
    expectOk(await till.ask('2208', who, cancelInput(who, setlinfo)))
    assert.deepEqual(await account(world, who), before)
    await verified(world)
    const again = expectOk(await till.ask('2207', who, settleInput(bill))).output.setlinfo
    assert.equal(again.hosp_part_amt, 300)
    assert.equal((await findings(world, who)).length, 2)
    await verified(world)
  })

  test('a line that is not covered for this person becomes theirs, and the till may state either split', async () => {
    const world = open()
    const { till, who } = await ruled(world)
    const bill = await upload(till, who, [line('TEST-B', 200, 1), line('TEST-A', 100, 1)])
    const quoted = expectOk(await till.ask('2206', who, settleInput(bill))).output.setlinfo
    assert.partialDeepStrictEqual(quoted, { fulamt_ownpay_amt: 200, inscp_scp_amt: 100, hosp_part_amt: 0 })
    const { fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt, inscp_scp_amt } = quoted
    const split = { fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt, inscp_scp_amt }
    const { setlinfo, setldetail } = expectOk(await till.ask('2207', who, settleInput(bill, split))).output
    assert.equal(setlinfo.fulamt_ownpay_amt, 200)
    const told = setldetail.map(({ setl_proc_info }) => setl_proc_info).join()
    assert.match(told, /审核不予支付，转自费.*200\.00/)
    await verified(world)
  })

  test('a bill that must not pass is refused with rule, line, reason and cure; without the line it passes', async () => {
    const world = open()
    const { till, who } = await ruled(world)
    const bill = await upload(till, who, [line('TEST-L', 10, 6)])
    await expectRefusal(world, 'settlement.audit-refused', () => till.ask('2207', who, settleInput(bill)))
    const quoted = await till.ask('2206', who, settleInput(bill))
    assert.match(quoted.err_msg, /M-T03.*一次开具 6 盒.*请更正或撤销该明细/)
    const [fee] = bill.split
    expectOk(
      await till.ask('2205', who, {
        data: { chrg_bchno: bill.batch, mdtrt_id: bill.visitId, psn_no: who.insuredId, feedetl_sn: fee?.feedetl_sn },
      }),
    )
  })

  test('what was charged at another visit counts, in the statement that gathers the file', async () => {
    const world = open()
    const { till, who } = await ruled(world)
    const approved = { hosp_appr_flag: '1' }
    const first = await upload(till, who, [{ ...line('TEST-R', 50, 1), more: approved }])
    assert.equal(expectOk(await till.ask('2207', who, settleInput(first))).output.setlinfo.hosp_part_amt, 0)
    const second = await upload(till, who, [{ ...line('TEST-R', 50, 1), more: approved }, line('TEST-A', 10, 1)])
    const { setlinfo, setldetail } = expectOk(await till.ask('2207', who, settleInput(second))).output
    assert.equal(setlinfo.hosp_part_amt, 50)
    assert.match(setldetail.map((each) => each.setl_proc_info).join(), /test-frequency\/K-7 示例知识点说明/)
    await world.restart()
    const third = await upload(till, who, [{ ...line('TEST-R', 50, 1), more: approved }])
    await world.restart()
    const late = expectOk(await till.ask('2206', who, settleInput(third))).output.setlinfo
    assert.equal(late.hosp_part_amt, 50)
    await verified(world)
  })

  test('a purchase is screened as it is sold', async () => {
    const world = open()
    const { who } = await ruled(world)
    const till = world.till(pharmacy)
    const input = purchaseInput(who, [line('TEST-A', 10, 3)])
    const quoted = expectOk(await till.ask('2101', who, input)).output.setlinfo
    const sold = expectOk(await till.ask('2102', who, input)).output.setlinfo
    assert.deepEqual([quoted.hosp_part_amt, sold.hosp_part_amt], [10, 10])
    await verified(world)
  })

  test('bills of a stay take out together what one bill would; a refund gives a deduction back', async () => {
    const world = open()
    await ruledBy(world, rules, '990270')
    const till = world.till(hospital)
    const who = await newPerson(world, { person: stranger('990270'), balance: fen(0) })
    const visitId = await admit(till, who)
    const [first, second] = await charge(till, who, visitId, [line('TEST-A', 100, 2), line('TEST-A', 80, 1)])
    assert.ok(first && second)
    const early = await settleStay(till, who, visitId, 280, interim)
    assert.equal(early.hosp_part_amt, 80)
    await verified(world)
    expectOk(await till.ask('2301', who, { feedetail: [refundOf(first, 1)] }))
    await discharge(till, who, visitId)
    const last = await settleStay(till, who, visitId, -100)
    assert.equal(last.hosp_part_amt, -80)
    await verified(world)
    expectOk(await till.ask('2305', who, stayCancelInput(who, last)))
    await verified(world)
  })
})

inOneWorld('a region without audit rules', (open) => {
  test('settles as before, and keeps no findings', async () => {
    const world = open()
    const till = world.till(hospital)
    const who = await newPerson(world)
    const bill: Bill = await upload(till, who, [line(items.whole.code, 100, 5)])
    const { setlinfo } = expectOk(await till.ask('2207', who, settleInput(bill))).output
    assert.deepEqual([setlinfo.hosp_part_amt, setlinfo.exp_content], [0, ''])
    assert.deepEqual(await findings(world, who), [])
  })
})
