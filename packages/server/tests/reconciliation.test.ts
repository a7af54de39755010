import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zeroFen } from '@yibao/core/kernel'
import {
  booksOf,
  detailRow,
  emptyDay,
  expectNoEffect,
  personOfSeventy,
  reconciled,
  settleOne,
  totalsInput,
} from './support/files.ts'
import { newPerson, stranger } from './support/people.ts'
import { inOneWorld } from './support/refusals.ts'
import { admit, charge, discharge, settleStay } from './support/stay.ts'
import { cancelInput, expectOk, purchaseInput } from './support/visit.ts'
import { hospital, items, otherHospital, pharmacy, today } from './support/world.ts'

inOneWorld('two books of one day', (world) => {
  const till = () => world().till(hospital)

  const compared = async (books: ReturnType<typeof booksOf>, more = {}) =>
    expectOk(await till().ask('3201', null, totalsInput(books, more))).output.stmtinfo

  test('a settlement whose answer was lost is found, named with its msgid, and reversed (captured case I)', async () => {
    await emptyDay(world())
    const who = await personOfSeventy(world())
    const known = await settleOne(till(), who, 100)
    assert.partialDeepStrictEqual(known.setlinfo, { medfee_sumamt: 100, fund_pay_sumamt: 70, psn_part_amt: 30 })
    const mine = booksOf([known.setlinfo])
    assert.equal((await compared(mine)).stmt_rslt, '000000')

    const more = await compared({ ...mine, total: mine.total + 50 })
    assert.equal(more.stmt_rslt, '000103')
    assert.match(more.stmt_rslt_dscr ?? '', /中心：1 笔，医疗费 100\.00，.*机构：1 笔，医疗费 150\.00/)

    const other = await personOfSeventy(world())
    const lost = await settleOne(till(), other, 50)
    assert.equal((await compared(mine)).stmt_rslt, '000103')
    const rows = await reconciled(world(), till(), detailRow(known.setlinfo), mine)
    assert.deepEqual(
      rows.map(({ psn_no, setl_id, msgid, stmt_rslt, medfee_sumamt }) => [
        psn_no,
        setl_id,
        msgid,
        stmt_rslt,
        medfee_sumamt,
      ]),
      [[other.insuredId, lost.setlinfo.setl_id, lost.msgid, '000103', '50.00']],
    )
    assert.match(rows[0]?.memo ?? '', new RegExp(`中心有、机构无.*2601（omsgid ${lost.msgid}，oinfno 2207）`))

    const reversal = { data: { psn_no: other.insuredId, omsgid: lost.msgid, oinfno: '2207' } }
    expectOk(await till().ask('2601', other, reversal))
    assert.equal((await compared(mine)).stmt_rslt, '000000')
    assert.equal((await compared(booksOf([]), { refd_setl_flag: '1' })).stmt_rslt, '000000')
    assert.deepEqual(await reconciled(world(), till(), detailRow(known.setlinfo), mine), [])
    await expectNoEffect(world(), 'settlement.already-undone', () => till().ask('2601', other, reversal))

    const forgotten = await reconciled(
      world(),
      till(),
      `${detailRow(known.setlinfo)}\r\n${detailRow(lost.setlinfo)}\r\n`,
      booksOf([known.setlinfo, lost.setlinfo]),
    )
    assert.deepEqual(
      forgotten.map(({ setl_id, stmt_rslt }) => [setl_id, stmt_rslt]),
      [[lost.setlinfo.setl_id, '000102']],
    )
    assert.match(forgotten[0]?.memo ?? '', /文件第 2 行.*已按 2601 冲正.*2207 重新结算/)
  })

  test('a cancelled settlement is one positive and one negative row, under either number', async () => {
    await emptyDay(world())
    const who = await personOfSeventy(world())
    const { setlinfo } = await settleOne(till(), who, 100)
    const cancelled = expectOk(await till().ask('2208', who, cancelInput(who, setlinfo)))
    const { setl_id, medfee_sumamt, fund_pay_sumamt, acct_pay } = cancelled.output.setlinfo
    const refund = { ...setlinfo, setl_id, medfee_sumamt, fund_pay_sumamt, acct_pay }
    const [settled, undone] = [booksOf([setlinfo]), booksOf([refund])]
    assert.deepEqual(undone, { count: 1, total: -100, fund: -70 })
    assert.equal((await compared(settled)).stmt_rslt, '000000')
    assert.equal((await compared(undone, { refd_setl_flag: '1' })).stmt_rslt, '000000')
    assert.deepEqual(await reconciled(world(), till(), detailRow(setlinfo), settled), [])
    const flagged = { refd_setl_flag: '1' }
    for (const row of [detailRow(refund, '1'), detailRow({ ...refund, setl_id: setlinfo.setl_id }, '1')]) {
      assert.deepEqual(await reconciled(world(), till(), row, undone, flagged), [])
    }
    const [missing] = await reconciled(world(), till(), '', booksOf([]), flagged)
    assert.match(missing?.memo ?? '', new RegExp(`撤销已成功.*2601（omsgid ${cancelled.msgid}，oinfno 2208）`))
    const [first] = await reconciled(world(), till(), '', booksOf([]))
    assert.match(first?.memo ?? '', new RegExp(`其后已由 ${refund.setl_id} 撤销`))
  })

  test('a cancel that a 2601 took back never was: the settlement is one row, and there is no refund', async () => {
    await emptyDay(world())
    const who = await personOfSeventy(world())
    const { setlinfo } = await settleOne(till(), who, 100)
    const { msgid } = expectOk(await till().ask('2208', who, cancelInput(who, setlinfo)))
    expectOk(await till().ask('2601', who, { data: { psn_no: who.insuredId, omsgid: msgid, oinfno: '2208' } }))
    assert.equal((await compared(booksOf([setlinfo]))).stmt_rslt, '000000')
    assert.equal((await compared(booksOf([]), { refd_setl_flag: '1' })).stmt_rslt, '000000')
    assert.deepEqual(await reconciled(world(), till(), detailRow(setlinfo), booksOf([setlinfo])), [])
  })

  test('a purchase is of the books of its pharmacy, and its memo names the messages of a pharmacy', async () => {
    await emptyDay(world())
    const shop = world().till(pharmacy)
    const who = await personOfSeventy(world())
    const input = purchaseInput(who, [{ code: items.whole.code, price: 10, quantity: 1 }])
    const { output, msgid } = expectOk(await shop.ask('2102', who, input))
    const sold = { clr_type: '41' }
    const stated = totalsInput(booksOf([output.setlinfo]), sold)
    assert.equal(expectOk(await shop.ask('3201', null, stated)).output.stmtinfo.stmt_rslt, '000000')
    const [row] = await reconciled(world(), shop, '', booksOf([]), sold)
    assert.match(row?.memo ?? '', new RegExp(`2601（omsgid ${msgid}，oinfno 2102）`))
  })

  test('a stay is cleared under its own type, in the division where the person is insured', async () => {
    await emptyDay(world())
    const who = await newPerson(world(), { person: stranger('990270'), balance: zeroFen })
    const visitId = await admit(till(), who)
    await charge(till(), who, visitId, [{ code: items.whole.code, price: 3000, quantity: 1 }])
    await discharge(till(), who, visitId)
    const settled = await settleStay(till(), who, visitId, 3000, { dscgTime: today })
    const stay = { clr_type: '21', setl_optins: '990270' }
    assert.equal((await compared(booksOf([settled]), stay)).stmt_rslt, '000000')
    assert.equal((await compared(booksOf([]), { setl_optins: '990270' })).stmt_rslt, '000000')
    const [row] = await reconciled(world(), till(), '', booksOf([]), stay)
    assert.match(row?.memo ?? '', /2601（omsgid .*，oinfno 2304）/)
  })

  test('rows changed, invented and repeated on purpose are each named, with what to do', async () => {
    await emptyDay(world())
    const { setlinfo: one } = await settleOne(till(), await personOfSeventy(world()), 100)
    const { setlinfo: two } = await settleOne(till(), await personOfSeventy(world()), 20)
    const changed = { ...two, fund_pay_sumamt: 15 }
    const invented = { ...two, setl_id: 'NO-SUCH', medfee_sumamt: 7, fund_pay_sumamt: 0 }
    const sent = [one, changed, invented, one]
    const text = sent.map((row) => detailRow(row)).join('\n')
    const rows = await reconciled(world(), till(), text, booksOf(sent))
    assert.deepEqual(
      rows.map(({ setl_id, stmt_rslt, fund_pay_sumamt }) => [setl_id, stmt_rslt, fund_pay_sumamt]),
      [
        [two.setl_id, '000103', '14.00'],
        ['NO-SUCH', '000102', '0.00'],
        [one.setl_id, '000102', '70.00'],
      ],
    )
    assert.match(rows[0]?.memo ?? '', /第 2 行.*基金支付总额 中心 14\.00、机构 15\.00.*2208/)
    assert.match(rows[1]?.memo ?? '', /没有此结算.*2207 重新结算/)
    assert.match(rows[2]?.memo ?? '', /重复/)
    assert.equal((await compared(booksOf(sent))).stmt_rslt, '000102', 'the institution has more')
  })

  test('a refund that the centre never saw is answered with the message that makes it', async () => {
    await emptyDay(world())
    const { setlinfo } = await settleOne(till(), await personOfSeventy(world()), 100)
    const refund = { ...setlinfo, medfee_sumamt: -100, fund_pay_sumamt: -70 }
    const flagged = { refd_setl_flag: '1' }
    const [row] = await reconciled(world(), till(), detailRow(refund, '1'), booksOf([refund]), flagged)
    assert.match(row?.memo ?? '', new RegExp(`原结算仍有效，请发 2208（setl_id ${setlinfo.setl_id}）`))
  })

  test('scheme, clearing type, office and institution part the books; the last day counts whole', async () => {
    await emptyDay(world())
    const { setlinfo } = await settleOne(till(), await personOfSeventy(world()), 100)
    await world().database.pool.query(
      `update settlement set settled_at = '2023-11-13 23:59:59' where settlement_id = $1`,
      [setlinfo.setl_id],
    )
    const mine = booksOf([setlinfo])
    for (const office of ['990280', '990200', '990000']) {
      assert.equal((await compared(mine, { setl_optins: office })).stmt_rslt, '000000', office)
    }
    const elsewhere = [
      { insutype: '390' },
      { clr_type: '41' },
      { clr_type: '21' },
      { setl_optins: '990281' },
      { stmt_begndate: '2023-11-12', stmt_enddate: '2023-11-12' },
    ]
    for (const more of elsewhere) assert.equal((await compared(booksOf([]), more)).stmt_rslt, '000000')
    const neighbour = expectOk(
      await world()
        .till(otherHospital)
        .ask('3201', null, totalsInput(booksOf([]))),
    )
    assert.equal(neighbour.output.stmtinfo.stmt_rslt, '000000')
    const [row] = await reconciled(world(), till(), detailRow(setlinfo), mine, {
      stmt_enddate: '2023-11-12',
      stmt_begndate: '2023-11-12',
    })
    assert.match(row?.memo ?? '', /中心于 2023-11-13 23:59:59 登记/)
  })
})
