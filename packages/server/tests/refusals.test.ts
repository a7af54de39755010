import { isoDate } from '@yibao/core/kernel'
import { newPerson, stranger } from './support/people.ts'
import { refusalSuite } from './support/refusals.ts'
import { bill, line, uploadInput, visit } from './support/stages.ts'
import {
  describeInput,
  expectOk,
  feeLine,
  openVisit,
  purchaseInput,
  registration,
  settleInput,
} from './support/visit.ts'
import { hospital, items, otherHospital, pharmacy, today, type World } from './support/world.ts'

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
  refusesLine('a line of a hundred million', 'settlement.line-too-large', { price: 500_000, quantity: 20_000 })
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
