import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from '@yibao/core/kernel'
import { newPerson, stranger } from './support/people.ts'
import { inOneWorld } from './support/refusals.ts'
import { admit, discharge, settleStay, stayCancelInput, stayRow } from './support/stay.ts'
import { verified } from './support/verified.ts'
import { expectOk } from './support/visit.ts'
import { hospital, items, type OutputOn, today, type World } from './support/world.ts'

// A and B are in whole-visit.test.ts, I is in reconciliation.test.ts.

type Amounts = Pick<
  OutputOn<'2304'>['setlinfo'],
  | 'medfee_sumamt'
  | 'fulamt_ownpay_amt'
  | 'overlmt_selfpay'
  | 'preselfpay_amt'
  | 'inscp_scp_amt'
  | 'fund_pay_sumamt'
  | 'hifp_pay'
  | 'cvlserv_pay'
  | 'hifes_pay'
  | 'hifmi_pay'
  | 'hifob_pay'
  | 'maf_pay'
  | 'oth_pay'
  | 'psn_part_amt'
  | 'acct_pay'
  | 'psn_cash_pay'
  | 'hosp_part_amt'
>

const fenOf = (yuan: number): number => Math.round(yuan * 100)
type Yuan = number | null
const sum = (...yuan: readonly Yuan[]): number => yuan.reduce<number>((total, amount) => total + fenOf(amount ?? 0), 0)

/** The equations that every captured settlement keeps, in fen. */
function identities(info: Amounts): void {
  const { medfee_sumamt, fund_pay_sumamt, psn_part_amt } = info
  assert.equal(
    sum(info.fulamt_ownpay_amt, info.overlmt_selfpay, info.preselfpay_amt, info.inscp_scp_amt),
    fenOf(medfee_sumamt),
  )
  assert.equal(sum(fund_pay_sumamt, psn_part_amt, info.hosp_part_amt), fenOf(medfee_sumamt))
  assert.equal(
    sum(info.hifp_pay, info.cvlserv_pay, info.hifes_pay, info.hifmi_pay, info.hifob_pay, info.maf_pay, info.oth_pay),
    fenOf(fund_pay_sumamt),
  )
  assert.equal(sum(info.acct_pay, info.psn_cash_pay), sum(psn_part_amt))
}

/** Lines that fall into the four parts of captured case C. */
const linesOfC = [
  { code: items.own.code, price: 2533.97, quantity: 1 },
  { code: items.ceiling.code, price: 1426.89, quantity: 1 },
  { code: items.shared.code, price: 14068.8, quantity: 1 },
  { code: items.whole.code, price: 5412.8, quantity: 1 },
]

async function lying(world: World) {
  const who = await newPerson(world, { person: stranger('990273'), balance: fen(170_04) })
  const till = world.till(hospital)
  return { who, till, visitId: await admit(till, who) }
}

inOneWorld('captured settlements of stays', (world) => {
  test('E: four lines of level 01 are wholly in scope, each answered under its own number', async () => {
    const { who, till, visitId } = await lying(world())
    const rows = [6, 6, 1, 16].map((price) => stayRow(who, visitId, { code: items.whole.code, price, quantity: 1 }))
    const { result } = expectOk(await till.ask('2301', who, { feedetail: rows })).output
    assert.deepEqual(
      result.map((row) => [
        row.feedetl_sn,
        row.det_item_fee_sumamt,
        row.inscp_scp_amt,
        row.chrgitm_lv,
        row.selfpay_prop,
      ]),
      rows.map((row) => [row.feedetl_sn, row.pric, row.pric, '01', 0]),
    )
    for (const row of result) {
      assert.deepEqual([row.fulamt_ownpay_amt, row.overlmt_amt, row.preselfpay_amt], [0, 0, 0])
      // No ceiling: another province answers the price itself.
      assert.equal(row.pric_uplmt_amt, 999999)
    }
  })

  test('C and D: a stay comes to the captured amounts, and its cancel to the opposite of each', async () => {
    const { who, till, visitId } = await lying(world())
    const rows = linesOfC.map((line) => stayRow(who, visitId, line))
    const { result } = expectOk(await till.ask('2301', who, { feedetail: rows })).output
    for (const row of result) {
      const parts = [row.fulamt_ownpay_amt, row.overlmt_amt, row.preselfpay_amt, row.inscp_scp_amt] as const
      assert.equal(sum(...parts), fenOf(row.det_item_fee_sumamt))
    }
    await discharge(till, who, visitId)
    const settled = await settleStay(till, who, visitId, 23442.46, { acct_used_flag: '1' })
    assert.partialDeepStrictEqual(settled, {
      medfee_sumamt: 23442.46,
      fulamt_ownpay_amt: 2533.97,
      overlmt_selfpay: 1396.89,
      preselfpay_amt: 703.44,
      inscp_scp_amt: 18808.16,
      fund_pay_sumamt: 18785.39,
      hifob_pay: 18785.39,
      psn_part_amt: 4152.06,
      acct_pay: 170.04,
      psn_cash_pay: 3982.02,
      hosp_part_amt: 505.01,
      balc: 0,
    })
    identities(settled)

    const cancelled = expectOk(await till.ask('2305', who, stayCancelInput(who, settled)))
    const { setlinfo, setldetail } = cancelled.output
    identities(setlinfo)
    const opposed = [
      'medfee_sumamt',
      'fulamt_ownpay_amt',
      'overlmt_selfpay',
      'preselfpay_amt',
      'inscp_scp_amt',
      'fund_pay_sumamt',
      'hifob_pay',
      'psn_cash_pay',
      'acct_pay',
      'hosp_part_amt',
    ] as const
    for (const name of opposed) assert.equal(setlinfo[name], -(settled[name] ?? Number.NaN), name)
    assert.deepEqual(
      [setlinfo.setl_type, setlinfo.balc, setlinfo.medins_setl_id, setlinfo.enddate],
      ['2', 170.04, cancelled.msgid, today],
    )
    assert.deepEqual(
      setldetail.map((row) => [row.fund_pay_type, row.fund_payamt]),
      [
        ['330100', -18785.39],
        ['630100', -505.01],
        ['310200', -170.04],
      ],
    )
    await verified(world())
  })
})
