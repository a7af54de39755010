import { fen } from '@yibao/core/kernel'
import { newPerson, stranger } from './support/people.ts'
import { refusalSuite } from './support/refusals.ts'
import {
  admissionInput,
  admit,
  changeInput,
  charge,
  discharge,
  dischargeInput,
  interim,
  refundOf,
  settleStay,
  stayBillInput,
  stayCancelInput,
  stayInput,
  stayRow,
} from './support/stay.ts'
import { expectOk, openVisit, settleInput, upload } from './support/visit.ts'
import { type Envelope, hospital, items, otherHospital, pharmacy, today, type World } from './support/world.ts'

const line = { code: items.whole.code, price: 100, quantity: 2 }

async function somebody(world: World) {
  const who = await newPerson(world, { person: stranger('990270'), balance: fen(1_00) })
  return { who, till: world.till(hospital) }
}

/** Somebody who lies in the hospital, with one line of 200 yuan on file. */
async function lying(world: World) {
  const { who, till } = await somebody(world)
  const visitId = await admit(till, who)
  const [row] = await charge(till, who, visitId, [line])
  if (row === undefined) throw new Error('one line was charged')
  return { who, till, visitId, row }
}

/** The same after discharge. */
async function gone(world: World) {
  const stay = await lying(world)
  await discharge(stay.till, stay.who, stay.visitId)
  return stay
}

refusalSuite('admission', (refuses) => {
  const admission = (more: Envelope) => async (world: World) => {
    const { who, till } = await somebody(world)
    return () => till.ask('2401', who, admissionInput(who, more))
  }
  refuses('outpatient care is no stay', 'settlement.care-not-served', admission({ med_type: '11' }))
  refuses('nobody is admitted tomorrow', 'settlement.date-in-future', admission({ begntime: '2023-11-14 09:00:00' }), {
    says: /begntime/,
  })
  refuses('who is not insured is not admitted as insured', 'settlement.not-insured', admission({ insutype: '390' }))
  refuses('a pharmacy has no beds', 'settlement.care-not-of-provider', async (world) => {
    const { who } = await somebody(world)
    return () => world.till(pharmacy).ask('2401', who, admissionInput(who))
  })
  refuses(
    'a person lies in one hospital at a time',
    'settlement.stays-overlap',
    async (world) => {
      const { who } = await lying(world)
      return () => world.till(otherHospital).ask('2401', who, admissionInput(who, { begntime: `${today} 08:00:00` }))
    },
    { says: /H99020000001，2023-11-06 入院/ },
  )
  refuses('a diagnosis of another person is not taken', 'gateway.mixed-rows', async (world) => {
    const { who, till } = await somebody(world)
    const { mdtrtinfo, diseinfo } = admissionInput(who)
    const strange = diseinfo.map((row) => ({ ...row, psn_no: 'P9' }))
    return () => till.ask('2401', who, { mdtrtinfo, diseinfo: strange })
  })
  refuses('an admission is not moved behind its fees', 'settlement.fees-outside-stay', async (world) => {
    const { who, till, visitId } = await lying(world)
    return () => till.ask('2403', who, changeInput(who, visitId, { begntime: '2023-11-08 09:00:00' }))
  })
  refuses('an admission is not changed after a settlement', 'settlement.stay-settled', async (world) => {
    const { who, till, visitId } = await lying(world)
    await settleStay(till, who, visitId, 200, interim)
    return () => till.ask('2403', who, changeInput(who, visitId))
  })
  refuses('another hospital does not cancel an admission', 'settlement.other-providers-visit', async (world) => {
    const { who, visitId } = await lying(world)
    return () => world.till(otherHospital).ask('2404', who, stayInput(who, visitId))
  })
  refuses('an outpatient visit is not discharged', 'settlement.other-kind-of-visit', async (world) => {
    const { who, till } = await somebody(world)
    const visitId = await openVisit(till, who)
    return () => till.ask('2402', who, dischargeInput(who, visitId))
  })
  refuses('a stay is not settled as an outpatient visit', 'settlement.other-kind-of-visit', async (world) => {
    const { who, till, visitId } = await lying(world)
    const bill = await upload(till, who, [line])
    return () => till.ask('2207', who, settleInput({ ...bill, visitId }))
  })
})

refusalSuite('discharge', (refuses) => {
  const leaving = (more: Envelope) => async (world: World) => {
    const { who, till, visitId } = await lying(world)
    await charge(till, who, visitId, [{ ...line, on: '2023-11-08' }])
    return () => till.ask('2402', who, dischargeInput(who, visitId, more))
  }
  refuses('nobody leaves before coming', 'settlement.outside-stay', leaving({ endtime: '2023-11-05 09:00:00' }))
  refuses(
    'nobody leaves before the last fee',
    'settlement.fees-outside-stay',
    leaving({ endtime: '2023-11-07 09:00:00' }),
  )
  refuses('nobody leaves tomorrow', 'settlement.date-in-future', leaving({ endtime: '2023-11-14 09:00:00' }))
  refuses('a day of death needs a death', 'settlement.death-unclear', leaving({ die_date: '2023-11-10' }))
  refuses('a discharge names the scheme of the stay', 'settlement.scheme-differs', leaving({ insutype: '390' }))
  refuses('nobody leaves twice', 'settlement.already-discharged', async (world) => {
    const { who, till, visitId } = await gone(world)
    return () => till.ask('2402', who, dischargeInput(who, visitId))
  })
  refuses('a discharge stays while the person lies elsewhere since', 'settlement.stays-overlap', async (world) => {
    const { who, till, visitId } = await gone(world)
    await admit(world.till(otherHospital), who, { begntime: `${today} 08:30:00` })
    return () => till.ask('2405', who, stayInput(who, visitId))
  })
})

refusalSuite('lines of a stay', (refuses) => {
  const sending = (more: Envelope) => async (world: World) => {
    const { who, till, visitId } = await lying(world)
    return () => till.ask('2301', who, { feedetail: [{ ...stayRow(who, visitId, line), ...more }] })
  }
  const early = { fee_ocur_time: '2023-11-05 23:59:59' }
  refuses('a fee before the admission', 'settlement.outside-stay', sending(early), { says: /fee_ocur_time 2023-11-05/ })
  refuses('a line of another kind of care', 'settlement.med-type-differs', sending({ med_type: '24' }))
  refuses('less than nothing without an original', 'settlement.bad-quantity', sending({ cnt: -1 }))
  refuses('a row of another stay', 'gateway.mixed-rows', async (world) => {
    const { who, till, visitId } = await lying(world)
    const rows = [stayRow(who, visitId, line), stayRow(who, 'V9', line)]
    return () => till.ask('2301', who, { feedetail: rows })
  })
  refuses('more rows than a message may bring', 'settlement.too-many-lines', async (world) => {
    const { who, till, visitId } = await lying(world)
    return () => till.ask('2301', who, { feedetail: Array.from({ length: 101 }, () => stayRow(who, visitId, line)) })
  })
  refuses('a fee after the discharge', 'settlement.outside-stay', async (world) => {
    const { who, till, visitId } = await lying(world)
    await discharge(till, who, visitId, { endtime: '2023-11-10 09:00:00' })
    return () => till.ask('2301', who, { feedetail: [stayRow(who, visitId, { ...line, on: '2023-11-11' })] })
  })

  const refunding =
    (more: Envelope, pieces = 1) =>
    async (world: World) => {
      const { who, till, visitId: _, row } = await lying(world)
      return () => till.ask('2301', who, { feedetail: [refundOf(row, pieces, more)] })
    }
  refuses('a refund of nothing on file', 'settlement.refund-unknown', refunding({ init_feedetl_sn: 'X' }))
  refuses('a refund of another item', 'settlement.refund-differs', refunding({ med_list_codg: items.shared.code }))
  refuses('a refund of more than was given', 'settlement.refund-too-large', refunding({}, 3), { says: /剩余 2/ })
  refuses('a refund that is none', 'settlement.bad-quantity', refunding({ cnt: 1, det_item_fee_sumamt: 100 }))
  refuses('a refund of another amount', 'settlement.line-amount-differs', refunding({ det_item_fee_sumamt: -99 }))

  const revoking = (feedetl_sn: string) => async (world: World) => {
    const { who, till, visitId, row } = await lying(world)
    expectOk(await till.ask('2301', who, { feedetail: [refundOf(row, 1)] }))
    const named = feedetl_sn === '' ? row.feedetl_sn : feedetl_sn
    return () => till.ask('2302', who, { data: [{ feedetl_sn: named, mdtrt_id: visitId, psn_no: who.insuredId }] })
  }
  refuses('a line with a refund does not go alone', 'settlement.line-refunded', revoking(''))
  refuses('a line that is not on file is not revoked', 'settlement.unknown-line', revoking('X'))
  refuses('a settled line is not revoked', 'settlement.line-settled', async (world) => {
    const { who, till, visitId, row } = await lying(world)
    await settleStay(till, who, visitId, 200, interim)
    const data = [{ feedetl_sn: row.feedetl_sn, mdtrt_id: visitId, psn_no: who.insuredId }]
    return () => till.ask('2302', who, { data })
  })
})

refusalSuite('bills of a stay', (refuses) => {
  const billing =
    (more: Envelope, prepare = gone, total = 200) =>
    async (world: World) => {
      const { who, till, visitId } = await prepare(world)
      return () => till.ask('2304', who, stayBillInput(who, visitId, total, more))
    }
  refuses('a final bill before the discharge', 'settlement.not-discharged', billing({}, lying))
  refuses('an interim bill after it', 'settlement.already-discharged', billing(interim))
  refuses('another day of discharge', 'settlement.discharge-differs', billing({ dscgTime: '2023-11-12' }))
  refuses('another scheme', 'settlement.scheme-differs', billing({ insutype: '390' }))
  refuses('another voucher', 'settlement.certificate-differs', billing({ mdtrt_cert_type: '03' }))
  refuses('another total', 'settlement.total-differs', billing({}, gone, 199))
  refuses('another split', 'settlement.split-differs', billing({ fulamt_ownpay_amt: 1 }))
  refuses(
    'more from the account than it has',
    'settlement.account-too-small',
    billing({ acct_used_flag: '1', exp_content: '{"acct_pay":"2.00"}' }),
  )
  refuses('nothing to settle', 'settlement.no-free-lines', async (world) => {
    const { who, till } = await somebody(world)
    const visitId = await admit(till, who)
    return () => till.ask('2304', who, stayBillInput(who, visitId, 0, interim))
  })
  refuses('a quote of a stay elsewhere', 'settlement.other-providers-visit', async (world) => {
    const { who, visitId } = await lying(world)
    return () => world.till(otherHospital).ask('2303', who, stayBillInput(who, visitId, 200, interim))
  })
  refuses('a settlement of a stay is not cancelled as outpatient', 'settlement.wrong-care', async (world) => {
    const { who, till, visitId } = await gone(world)
    const settled = await settleStay(till, who, visitId, 200)
    return () => till.ask('2208', who, stayCancelInput(who, settled))
  })
})
