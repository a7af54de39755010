import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isoDate } from '@yibao/core/kernel'
import { inOneWorld } from './support/refusals.ts'
import {
  listInput,
  listQuery,
  plantCodes,
  type SettledStay,
  settledStay,
  stateInput,
} from './support/settlement-list.ts'
import { stayCancelInput } from './support/stay.ts'
import { expectOk } from './support/visit.ts'
import { hospital, type World } from './support/world.ts'

const sum = (amounts: readonly (string | number | null)[]): number =>
  Math.round(amounts.reduce<number>((total, amount) => total + Number(amount ?? Number.NaN), 0) * 100) / 100

async function versionsOf({ database }: World, { settled }: SettledStay) {
  const { rows } = await database.pool.query<{ version: number; state: string; list_id: string }>(
    'select version, state, list_id from settlement_list where settlement_id = $1 order by version',
    [settled.setl_id],
  )
  return rows
}

inOneWorld('settlement lists', (open) => {
  test('a list is taken and given back with the payers and the amounts by charge type', async () => {
    const world = open()
    await plantCodes(world)
    const till = world.till(hospital)
    const stay = await settledStay(world, till)
    const uploaded = expectOk(await till.ask('4101A', stay.who, listInput(stay)))
    const { output } = expectOk(await till.ask('4103', stay.who, listQuery(stay)))
    const { setlinfo } = output
    assert.partialDeepStrictEqual(setlinfo, {
      setl_id: stay.settled.setl_id,
      setl_list_sn: uploaded.output.data.setl_list_id,
      mdtrt_id: stay.settled.mdtrt_id,
      fixmedins_code: hospital.providerCode,
      medcasno: 'BA1',
      act_ipt_days: 7,
      diag_code_cnt: 2,
      oprn_oprt_code_cnt: 1,
      vent_used_days: '0',
      vent_used_h_cnt: '13',
      vent_used_m_cnt: '24',
      psn_ownpay_fee: '100.00',
      stas_type: '0',
      dscg_diag: '肺炎',
    })
    assert.equal(sum(output.iteminfo.map((row) => row.item_sumamt)), 3100)
    for (const row of output.iteminfo) {
      const parts = [row.item_claa_amt, row.item_clab_amt, row.item_ownpay_amt, row.item_oth_amt]
      assert.equal(sum(parts), Number(row.item_sumamt))
    }
    assert.equal(sum(output.payinfo.map((row) => row.fund_payamt)), stay.settled.fund_pay_sumamt)
    assert.deepEqual(
      output.diseinfo.map((row) => [row.diag_code, row.maindiag_flag]),
      [
        ['J18.900', '1'],
        ['I10.x00x002', '0'],
      ],
    )
    assert.partialDeepStrictEqual(output.oprninfo, [
      { oprn_oprt_code: '33.2200', main_oprn_flag: '1', oprn_oprt_date: '2023-11-08', anst_begntime: '20231108095500' },
    ])
  })

  test('what is only strange is kept with the list, and the quality result tells it', async () => {
    const world = open()
    const till = world.till(hospital)
    const stay = await settledStay(world, till)
    const strange = { bill_no: null, dscg_way: '4', lv1_nurscare_days: 3 }
    expectOk(await till.ask('4101A', stay.who, listInput(stay, strange)))
    const asked = async (more = {}) => expectOk(await till.ask('4104', stay.who, listQuery(stay, more))).output
    const all = await asked()
    assert.partialDeepStrictEqual(all, { qltctrl_rslt: '2', err_lv: '2', retn_flag: '0', setl_ym: '202311' })
    assert.deepEqual(
      all.deraukubfi.map((row) => [row.exam_data_fld, row.err_lv, row.init_val]),
      [
        ['spga_nurscare_days', '2', '8'],
        ['dscg_way', '2', '4'],
        ['bill_no', '2', ''],
      ],
    )
    assert.match(all.deraukubfi[0]?.qltctrl_chkrslt ?? '', /^各级护理天数合计「8」多于住院天数7$/)
    const page = await asked({ page_num: 2, page_size: 2 })
    assert.deepEqual(
      page.deraukubfi.map((row) => row.exam_data_fld),
      ['bill_no'],
    )
    assert.deepEqual((await asked({ err_lv: '1' })).deraukubfi, [])
    assert.match(
      expectOk(await till.ask('4103', stay.who, listQuery(stay))).output.setlinfo.chk_cont ?? '',
      /质控提示 3 处/,
    )
  })

  test('a list is replaced until it is submitted, and again after it was withdrawn; every version is kept', async () => {
    const world = open()
    const till = world.till(hospital)
    const stay = await settledStay(world, till)
    const upload = async (head = {}) => expectOk(await till.ask('4101A', stay.who, listInput(stay, head))).output.data
    const first = await upload()
    assert.deepEqual(await upload({ medcasno: 'BA2' }), first)
    expectOk(await till.ask('4102', stay.who, stateInput(stay, '1')))
    assert.equal((await till.ask('4101A', stay.who, listInput(stay))).infcode, -1)
    expectOk(await till.ask('4102', stay.who, stateInput(stay, '0')))
    assert.deepEqual(await upload({ medcasno: 'BA3', stas_type: '1' }), first)
    assert.deepEqual(
      (await versionsOf(world, stay)).map(({ version, state }) => [version, state]),
      [
        [1, 'saved'],
        [2, 'saved'],
        [3, 'submitted'],
      ],
    )
    const { setlinfo } = expectOk(await till.ask('4103', stay.who, listQuery(stay))).output
    assert.deepEqual([setlinfo.medcasno, setlinfo.stas_type], ['BA3', '1'])
  })

  test('the same message twice is one version and one answer, and so is its submission', async () => {
    const world = open()
    const till = world.till(hospital)
    const stay = await settledStay(world, till)
    for (const [infno, input] of [
      ['4101A', listInput(stay)],
      ['4102', stateInput(stay, '1')],
    ] as const) {
      const sent = till.sign(infno, stay.who, input)
      const first = expectOk(await till.send(sent))
      assert.deepEqual(await till.send(sent), first)
    }
    assert.equal((await versionsOf(world, stay)).length, 1)
  })

  test('a list of a newborn carries both weights', async () => {
    const world = open()
    const till = world.till(hospital)
    const stay = await settledStay(world, till, { birth: isoDate('2023-11-05') })
    const rows = { diseinfo: [{ diag_type: '1', diag_code: 'Z38.000', diag_name: '单胎活产', maindiag_flag: '1' }] }
    const refused = await till.ask('4101A', stay.who, listInput(stay, {}, rows))
    assert.match(refused.err_msg, /新生儿出生体重未填写；新生儿入院体重未填写/)
    const weighed = { nwb_bir_wt: 3300, mul_nwb_adm_wt: '3280', nwb_adm_type: '1' }
    expectOk(await till.ask('4101A', stay.who, listInput(stay, weighed, rows)))
  })

  test('the list of a settlement that was cancelled meanwhile is still shown, and only withdrawn', async () => {
    const world = open()
    const till = world.till(hospital)
    const stay = await settledStay(world, till)
    expectOk(await till.ask('4101A', stay.who, listInput(stay, { stas_type: '1' })))
    expectOk(await till.ask('2305', stay.who, stayCancelInput(stay.who, stay.settled)))
    const { setlinfo } = expectOk(await till.ask('4103', stay.who, listQuery(stay))).output
    assert.match(setlinfo.chk_cont ?? '', /结算已由 \S+ 撤销/)
    expectOk(await till.ask('4102', stay.who, stateInput(stay, '0')))
    const again = await till.ask('4102', stay.who, stateInput(stay, '1'))
    assert.match(again.err_msg, /\[list\.settlement-undone\]$/)
  })
})
