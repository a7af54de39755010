import { fen, isoDate } from '@yibao/core/kernel'
import { newPerson } from './support/people.ts'
import { refusalSuite } from './support/refusals.ts'
import { bill, line, reverseInput, settled, uploadInput, visit } from './support/stages.ts'
import {
  cancelInput,
  describeInput,
  expectOk,
  openVisit,
  purchaseInput,
  registration,
  settleInput,
  upload,
} from './support/visit.ts'
import { hospital, items, otherHospital, pharmacy } from './support/world.ts'

refusalSuite('settlements', (refuses) => {
  refuses('a total that is not the sum of the lines', 'settlement.total-differs', async (world) => {
    const { till, who, bill: uploaded } = await bill(world)
    return () => till.ask('2207', who, settleInput(uploaded, { medfee_sumamt: 20.01 }))
  })
  refuses('a purchase whose total is not the sum of its lines', 'settlement.total-differs', async (world) => {
    const who = await newPerson(world)
    return () => world.till(pharmacy).ask('2102', who, purchaseInput(who, [line], { medfee_sumamt: 19.99 }))
  })
  refuses('a split other than ours', 'settlement.split-differs', async (world) => {
    const { till, who, bill: uploaded } = await bill(world)
    return () => till.ask('2207', who, settleInput(uploaded, { inscp_scp_amt: 19, fulamt_ownpay_amt: 1 }))
  })
  refuses('a batch without lines', 'settlement.no-lines', async (world) => {
    const { till, who, bill: uploaded } = await bill(world)
    return () => till.ask('2207', who, settleInput(uploaded, { chrg_bchno: 'B9' }))
  })
  refuses('settling the same batch twice', 'settlement.batch-settled', async (world) => {
    const { till, who, bill: uploaded } = await settled(world)
    return () => till.ask('2207', who, settleInput(uploaded))
  })
  refuses('more from the account than it holds', 'settlement.account-too-small', async (world) => {
    const who = await newPerson(world, { balance: fen(500) })
    const more = { exp_content: '{"acct_pay":"5.01"}' }
    return () => world.till(pharmacy).ask('2102', who, purchaseInput(who, [line], more))
  })
  refuses('more from the account than the bill comes to', 'settlement.account-not-payable', async (world) => {
    const { till, who, bill: uploaded } = await bill(world)
    return () => till.ask('2207', who, settleInput(uploaded, { exp_content: '{"acct_pay":20.01}' }))
  })
  refuses('an account payment below zero', 'message.bad-number', async (world) => {
    const { till, who, bill: uploaded } = await bill(world)
    return () => till.ask('2207', who, settleInput(uploaded, { exp_content: '{"acct_pay":-1}' }))
  })
  refuses('another voucher than at registration', 'settlement.certificate-differs', async (world) => {
    const { till, who, bill: uploaded } = await bill(world)
    return () => till.ask('2207', who, settleInput(uploaded, { mdtrt_cert_type: '01', mdtrt_cert_no: 'X' }))
  })

  refuses('an outpatient med_type in a purchase', 'settlement.care-not-served', async (world) => {
    const who = await newPerson(world)
    return () => world.till(pharmacy).ask('2102', who, purchaseInput(who, [line], { med_type: '11' }))
  })
  refuses('a pharmacy med_type in a visit', 'settlement.care-not-served', async (world) => {
    const { till, who, visitId } = await visit(world)
    return () => till.ask('2203', who, describeInput(visitId, who, { med_type: '41' }))
  })
  refuses('another med_type than the visit was described with', 'settlement.med-type-differs', async (world) => {
    const { till, who, bill: uploaded } = await bill(world)
    return () => till.ask('2207', who, settleInput(uploaded, { med_type: '14' }))
  })
  for (const infno of ['2206', '2207']) {
    for (const medType of ['41', '21']) {
      refuses(`${infno} of an undescribed visit under ${medType}`, 'settlement.care-not-served', async (world) => {
        const who = await newPerson(world)
        const till = world.till(hospital)
        const visitId = expectOk(await till.ask('2201', who, registration(who))).output.data.mdtrt_id
        const { output } = expectOk(await till.ask('2204', who, uploadInput(visitId, who)))
        const uploaded = { who, visitId, batch: 'B1', split: output.result }
        return () => till.ask(infno, who, settleInput(uploaded, { med_type: medType }))
      })
    }
  }

  refuses('a message number used for another settlement', 'flow.msgid-taken', async (world) => {
    const { till, who, answer } = await settled(world)
    const second = await upload(till, who, [line])
    return () => till.ask('2207', who, settleInput(second), { msgid: answer.msgid })
  })
  refuses('a message number used for another kind of message', 'flow.msgid-taken', async (world) => {
    const { till, who, answer, setlinfo } = await settled(world)
    return () => till.ask('2208', who, cancelInput(who, setlinfo), { msgid: answer.msgid })
  })
})

refusalSuite('undoing', (refuses) => {
  refuses('cancelling a settlement that does not exist', 'settlement.unknown-settlement', async (world) => {
    const { till, who, setlinfo } = await settled(world)
    return () => till.ask('2208', who, cancelInput(who, { ...setlinfo, setl_id: 'NO-SUCH' }))
  })
  refuses("cancelling another institution's settlement", 'settlement.other-providers-settlement', async (world) => {
    const { who, setlinfo } = await settled(world)
    return () => world.till(otherHospital).ask('2208', who, cancelInput(who, setlinfo))
  })
  refuses("looking at another institution's settlement", 'settlement.other-providers-settlement', async (world) => {
    const { who, setlinfo } = await settled(world)
    return () => world.till(otherHospital).ask('5203', who, cancelInput(who, setlinfo))
  })
  refuses('looking at a settlement that does not exist', 'settlement.unknown-settlement', async (world) => {
    const { till, who, setlinfo } = await settled(world)
    return () => till.ask('5203', who, cancelInput(who, { ...setlinfo, setl_id: 'NO-SUCH' }))
  })
  refuses("cancelling under another visit's number", 'settlement.visit-of-settlement-differs', async (world) => {
    const { till, who, setlinfo } = await settled(world)
    const mdtrt_id = await openVisit(till, who)
    return () => till.ask('2208', who, cancelInput(who, { ...setlinfo, mdtrt_id }))
  })
  refuses('cancelling a visit as if it were a purchase', 'settlement.wrong-care', async (world) => {
    const { till, who, setlinfo } = await settled(world)
    return () => till.ask('2103', who, cancelInput(who, setlinfo))
  })
  refuses('cancelling twice', 'settlement.already-undone', async (world) => {
    const { till, who, setlinfo } = await settled(world)
    expectOk(await till.ask('2208', who, cancelInput(who, setlinfo)))
    return () => till.ask('2208', who, cancelInput(who, setlinfo))
  })
  refuses('cancelling a cancel', 'settlement.unknown-settlement', async (world) => {
    const { till, who, setlinfo } = await settled(world)
    const cancelled = expectOk(await till.ask('2208', who, cancelInput(who, setlinfo)))
    return () => till.ask('2208', who, cancelInput(who, cancelled.output.setlinfo))
  })
  refuses('cancelling an older settlement while a later one stands', 'settlement.later-stands', async (world) => {
    const { till, who, setlinfo } = await settled(world)
    expectOk(await world.till(pharmacy).ask('2102', who, purchaseInput(who, [line])))
    return () => till.ask('2208', who, cancelInput(who, setlinfo))
  })
  refuses('reversing an older settlement while a later one stands', 'settlement.later-stands', async (world) => {
    const { till, who, answer } = await settled(world)
    expectOk(await world.till(pharmacy).ask('2102', who, purchaseInput(who, [line])))
    return () => till.ask('2601', who, reverseInput(who, answer.msgid, '2207'))
  })
  refuses('restoring a cancel after the account was spent elsewhere', 'settlement.later-stands', async (world) => {
    const { till, who, setlinfo } = await settled(world)
    const cancelled = expectOk(await till.ask('2208', who, cancelInput(who, setlinfo)))
    expectOk(await world.till(pharmacy).ask('2102', who, purchaseInput(who, [{ ...line, price: 50 }])))
    return () => till.ask('2601', who, reverseInput(who, cancelled.msgid, '2208'))
  })
  refuses('restoring a cancel whose lines were revoked since', 'settlement.lines-changed', async (world) => {
    const { till, who, setlinfo, bill: uploaded } = await settled(world)
    const cancelled = expectOk(await till.ask('2208', who, cancelInput(who, setlinfo)))
    const data = { mdtrt_id: uploaded.visitId, chrg_bchno: 'B1', psn_no: who.insuredId }
    expectOk(await till.ask('2205', who, { data }))
    return () => till.ask('2601', who, reverseInput(who, cancelled.msgid, '2208'))
  })
  refuses('reversing a settlement that was cancelled', 'settlement.already-undone', async (world) => {
    const { till, who, setlinfo, answer } = await settled(world)
    expectOk(await till.ask('2208', who, cancelInput(who, setlinfo)))
    return () => till.ask('2601', who, reverseInput(who, answer.msgid, '2207'))
  })
  refuses('reversing under another transaction number', 'flow.infno-differs', async (world) => {
    const { till, who, answer } = await settled(world)
    return () => till.ask('2601', who, reverseInput(who, answer.msgid, '2102'))
  })
  refuses('reversing what cannot be reversed', 'flow.not-reversible', async (world) => {
    const { till, who, answer } = await settled(world)
    return () => till.ask('2601', who, reverseInput(who, answer.msgid, '2204'))
  })

  // The mark moves the person's version on, so person_state keeps its rows but not its digest.
  const marked = { left: { reversal_mark: 1, person_state: 0 } }
  refuses(
    'reversing a message never seen leaves its mark and nothing else',
    'flow.nothing-to-reverse',
    async (world) => {
      const who = await newPerson(world)
      return () => world.till(hospital).ask('2601', who, reverseInput(who, 'NEVER-SEEN', '2207'))
    },
    marked,
  )
  refuses(
    "reversing another institution's message finds nothing",
    'flow.nothing-to-reverse',
    async (world) => {
      const { who, answer } = await settled(world)
      return () => world.till(otherHospital).ask('2601', who, reverseInput(who, answer.msgid, '2207'))
    },
    marked,
  )
  refuses('the late original of a message reversed before it came', 'flow.reversed-before', async (world) => {
    const { till, who, bill: uploaded } = await bill(world)
    const late = till.sign('2207', who, settleInput(uploaded))
    await till.ask('2601', who, reverseInput(who, late.msgid, '2207'))
    return () => till.send(late)
  })
  refuses('a settlement sent again after a reversal took it back', 'flow.reversed-before', async (world) => {
    const { till, who, bill: uploaded } = await bill(world)
    const original = till.sign('2207', who, settleInput(uploaded))
    expectOk(await till.send(original))
    expectOk(await till.ask('2601', who, reverseInput(who, original.msgid, '2207')))
    return () => till.send(original)
  })
  refuses('a msgid that recorded something for another person', 'flow.msgid-of-another', async (world) => {
    const till = world.till(pharmacy)
    const [first, second] = [await newPerson(world), await newPerson(world)]
    const lines = [{ code: items.whole.code, price: 5, quantity: 1 }]
    const { msgid } = expectOk(await till.ask('2102', first, purchaseInput(first, lines)))
    return () => till.ask('2102', second, purchaseInput(second, lines), { msgid })
  })
  refuses('a fee from before the person was insured', 'settlement.not-insured', async (world) => {
    const from = isoDate('2023-11-01')
    const who = await newPerson(world, { enrolment: { range: { from, until: null } } })
    const more = { fee_ocur_time: '2023-10-31 23:59:59' }
    const lines = [{ code: items.whole.code, price: 5, quantity: 1, more }]
    return () => world.till(pharmacy).ask('2102', who, purchaseInput(who, lines))
  })
  refuses('a person whom somebody else holds for long', 'flow.busy', async (world) => {
    const who = await newPerson(world)
    const { pool } = world.database
    const holder = await pool.connect()
    await holder.query('begin')
    await holder.query('select 1 from person_state where insured_id = $1 for update', [who.insuredId])
    const lines = [{ code: items.whole.code, price: 5, quantity: 1 }]
    return async () => {
      const answer = await world.till(pharmacy).ask('2102', who, purchaseInput(who, lines))
      await holder.query('rollback')
      holder.release()
      return answer
    }
  })
})
