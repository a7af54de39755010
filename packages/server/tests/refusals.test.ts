import { fen, isoDate } from '@yibao/core/kernel'
import { newPerson, stranger } from './support/people.ts'
import { refusalSuite } from './support/refusals.ts'
import {
  cancelInput,
  describeInput,
  expectOk,
  feeLine,
  openVisit,
  purchaseInput,
  registration,
  settleInput,
  upload,
} from './support/visit.ts'
import {
  hospital,
  items,
  otherHospital,
  pharmacy,
  type TestPerson,
  type Till,
  today,
  type World,
} from './support/world.ts'

const line = { code: items.whole.code, price: 10, quantity: 2 }

const uploadInput = (visitId: string, who: TestPerson, more: Partial<Parameters<typeof feeLine>[0]> = {}) => ({
  feedetail: [feeLine({ ...line, ...more }, visitId, who, 'B1')],
})

/** A registered and described visit of a new person. */
async function visit(world: World): Promise<{ till: Till; who: TestPerson; visitId: string }> {
  const who = await newPerson(world)
  const till = world.till(hospital)
  return { till, who, visitId: await openVisit(till, who) }
}

/** A new person's uploaded bill. */
async function bill(world: World) {
  const who = await newPerson(world)
  const till = world.till(hospital)
  return { till, who, bill: await upload(till, who, [line]) }
}

/** A new person's settled bill. */
async function settled(world: World) {
  const uploaded = await bill(world)
  const { till, who } = uploaded
  const answer = expectOk(await till.ask('2207', who, settleInput(uploaded.bill)))
  return { ...uploaded, answer, setlinfo: answer.output.setlinfo }
}

const reverseInput = (who: TestPerson, omsgid: string, oinfno: string) => ({
  data: { psn_no: who.insuredId, omsgid, oinfno },
})

refusalSuite('persons', (refuses) => {
  refuses('a person whom nobody knows', 'flow.unknown-insured', async (world) => {
    const who = stranger()
    return () => world.till(hospital).ask('2201', who, registration(who))
  })
  refuses('a certificate that belongs to nobody', 'flow.unknown-certificate', async (world) => {
    const data = { mdtrt_cert_type: '02', mdtrt_cert_no: stranger().certificateNumber }
    return () => world.till(hospital).ask('1101', null, { data })
  })
  refuses('a visit on a day before the person was enrolled', 'settlement.not-insured', async (world) => {
    const range = { from: isoDate('2023-11-01'), until: null }
    const who = await newPerson(world, { enrolment: { range } })
    return () => world.till(hospital).ask('2201', who, registration(who, { begntime: '2023-10-31 23:59:59' }))
  })
  refuses('a visit on the day the enrolment ended', 'settlement.not-insured', async (world) => {
    const range = { from: isoDate('2020-01-01'), until: isoDate(today) }
    const who = await newPerson(world, { enrolment: { range } })
    return () => world.till(hospital).ask('2201', who, registration(who))
  })
  refuses('a purchase by a person insured in another scheme', 'settlement.not-insured', async (world) => {
    const who = await newPerson(world, { enrolment: { scheme: '390', status: 'adult' } })
    return () => world.till(pharmacy).ask('2102', who, purchaseInput(who, [line]))
  })
  refuses('a scheme that nobody here is insured in', 'settlement.not-insured', async (world) => {
    const who = await newPerson(world)
    return () => world.till(hospital).ask('2201', who, registration(who, { insutype: '510' }))
  })
  refuses('a registration without a division of insurance', 'settlement.division-differs', async (world) => {
    const who = await newPerson(world)
    return () => world.till(hospital).ask('2201', who, registration(who), { insuplc_admdvs: undefined })
  })
  refuses('a settlement under another division of insurance', 'settlement.division-differs', async (world) => {
    const { till, who, bill: uploaded } = await bill(world)
    return () => till.ask('2207', who, settleInput(uploaded), { insuplc_admdvs: '990100' })
  })
  refuses('a purchase without a division of insurance', 'settlement.division-differs', async (world) => {
    const who = await newPerson(world)
    return () => world.till(pharmacy).ask('2102', who, purchaseInput(who, [line]), { insuplc_admdvs: '' })
  })

  const foreign = { mdtrt_cert_no: stranger().certificateNumber }
  refuses("a registration with another person's identity card", 'settlement.certificate-of-another', async (world) => {
    const who = await newPerson(world)
    return () => world.till(hospital).ask('2201', who, registration(who, foreign))
  })
  for (const infno of ['2206', '2207']) {
    refuses(`${infno} with another person's identity card`, 'settlement.certificate-of-another', async (world) => {
      const { till, who, bill: uploaded } = await bill(world)
      return () => till.ask(infno, who, settleInput(uploaded, foreign))
    })
  }
  for (const infno of ['2101', '2102']) {
    refuses(`${infno} with another person's identity card`, 'settlement.certificate-of-another', async (world) => {
      const who = await newPerson(world)
      return () => world.till(pharmacy).ask(infno, who, purchaseInput(who, [line], foreign))
    })
  }
})

refusalSuite('visits', (refuses) => {
  refuses('lines for a visit that does not exist', 'settlement.unknown-visit', async (world) => {
    const who = await newPerson(world)
    return () => world.till(hospital).ask('2204', who, uploadInput('NO-SUCH-VISIT', who))
  })
  refuses("lines for another person's visit", 'settlement.unknown-visit', async (world) => {
    const { till, visitId } = await visit(world)
    const who = await newPerson(world)
    return () => till.ask('2204', who, uploadInput(visitId, who))
  })
  const asOther = (world: World) => world.till(otherHospital)
  const others = 'settlement.other-providers-visit'
  refuses("diagnoses for another institution's visit", others, async (world) => {
    const { who, visitId } = await visit(world)
    return () => asOther(world).ask('2203', who, describeInput(visitId, who))
  })
  refuses("lines for another institution's visit", others, async (world) => {
    const { who, visitId } = await visit(world)
    return () => asOther(world).ask('2204', who, uploadInput(visitId, who))
  })
  refuses("revoking lines of another institution's visit", others, async (world) => {
    const { who, bill: uploaded } = await bill(world)
    const data = { mdtrt_id: uploaded.visitId, chrg_bchno: '0000', psn_no: who.insuredId }
    return () => asOther(world).ask('2205', who, { data })
  })
  for (const infno of ['2206', '2207']) {
    refuses(`${infno} of another institution's visit`, others, async (world) => {
      const { who, bill: uploaded } = await bill(world)
      return () => asOther(world).ask(infno, who, settleInput(uploaded))
    })
  }
  refuses("taking back another institution's registration", others, async (world) => {
    const { who, visitId } = await visit(world)
    const data = { psn_no: who.insuredId, mdtrt_id: visitId, ipt_otp_no: 'OP-1' }
    return () => asOther(world).ask('2202', who, { data })
  })
  refuses('taking back a registration that has lines', 'settlement.visit-in-use', async (world) => {
    const { till, who, bill: uploaded } = await bill(world)
    const data = { psn_no: who.insuredId, mdtrt_id: uploaded.visitId, ipt_otp_no: 'OP-1' }
    return () => till.ask('2202', who, { data })
  })
  refuses('lines for a visit that was taken back', 'settlement.visit-cancelled', async (world) => {
    const { till, who, visitId } = await visit(world)
    expectOk(await till.ask('2202', who, { data: { psn_no: who.insuredId, mdtrt_id: visitId, ipt_otp_no: 'OP-1' } }))
    return () => till.ask('2204', who, uploadInput(visitId, who))
  })
  refuses('a visit registered for tomorrow', 'settlement.date-in-future', async (world) => {
    const who = await newPerson(world)
    return () => world.till(hospital).ask('2201', who, registration(who, { begntime: '2023-11-14 08:00:00' }))
  })
  refuses('two persons in one upload', 'gateway.mixed-rows', async (world) => {
    const { till, who, visitId } = await visit(world)
    const other = await newPerson(world)
    const feedetail = [feeLine(line, visitId, who, 'B1'), feeLine(line, visitId, other, 'B1')]
    return () => till.ask('2204', who, { feedetail })
  })
  refuses('two visits in one upload', 'gateway.mixed-rows', async (world) => {
    const { till, who, visitId } = await visit(world)
    const second = await openVisit(till, who)
    const feedetail = [feeLine(line, visitId, who, 'B1'), feeLine(line, second, who, 'B1')]
    return () => till.ask('2204', who, { feedetail })
  })
})

refusalSuite('lines', (refuses) => {
  const refusesLine = (sentence: string, code: string, more: Parameters<typeof uploadInput>[2]) => {
    refuses(sentence, code, async (world) => {
      const { till, who, visitId } = await visit(world)
      return () => till.ask('2204', who, uploadInput(visitId, who, more))
    })
  }
  refusesLine('a quantity below zero', 'settlement.bad-quantity', { quantity: -1 })
  refusesLine('a quantity of nothing', 'settlement.bad-quantity', { quantity: 0 })
  refusesLine('a quantity of a hundred thousand', 'settlement.bad-quantity', { quantity: 100_000 })
  refusesLine('a quantity finer than four decimals', 'message.bad-number', { more: { cnt: '0.00001' } })
  refusesLine('a quantity written as infinity', 'message.bad-number', { more: { cnt: 'Infinity' } })
  refusesLine('a quantity beyond every integer', 'message.not-a-scalar', { more: { cnt: 1e300 } })
  refusesLine('a price below zero', 'settlement.bad-price', { price: -10 })
  refusesLine('a price of a million', 'settlement.bad-price', { price: 1_000_000, quantity: 1 })
  refusesLine('an amount that is not price times quantity', 'settlement.line-amount-differs', { amount: 20.01 })
  refusesLine('an item that no catalogue has', 'catalog.unknown-item', { code: 'NOBODY-KNOWS' })
  refusesLine('an item that has expired', 'catalog.expired-item', { code: items.expired.code })
  refusesLine('an item that is not yet valid', 'catalog.not-yet-valid', { code: items.coming.code })
  refusesLine('a fee of tomorrow', 'settlement.date-in-future', { more: { fee_ocur_time: '2023-11-14 00:00:00' } })

  refuses('the same line number twice in one upload', 'settlement.duplicate-line', async (world) => {
    const { till, who, visitId } = await visit(world)
    const row = feeLine(line, visitId, who, 'B1')
    return () => till.ask('2204', who, { feedetail: [row, row] })
  })
  refuses('the same line number in a second upload', 'settlement.duplicate-line', async (world) => {
    const { till, who, visitId } = await visit(world)
    const row = feeLine(line, visitId, who, 'B1')
    expectOk(await till.ask('2204', who, { feedetail: [row] }))
    return () => till.ask('2204', who, { feedetail: [{ ...row, chrg_bchno: 'B2' }] })
  })
  refuses('the same line number twice in one purchase', 'settlement.duplicate-line', async (world) => {
    const who = await newPerson(world)
    const { druginfo, drugdetail } = purchaseInput(who, [line, line])
    const rows = drugdetail.map((row) => ({ ...row, feedetl_sn: 'SAME' }))
    return () => world.till(pharmacy).ask('2102', who, { druginfo, drugdetail: rows })
  })
  refuses('revoking a batch that has no lines', 'settlement.no-lines', async (world) => {
    const { till, who, visitId } = await visit(world)
    return () => till.ask('2205', who, { data: { mdtrt_id: visitId, chrg_bchno: 'B9', psn_no: who.insuredId } })
  })
})

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
})
