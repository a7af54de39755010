import { fen, isoDate, localDateTime } from '@yibao/core/kernel'
import { importWriters } from '../../src/store/import-store.ts'
import { rarely, ruledBy } from './audit-rules.ts'
import { booksOf, detailRow, personOfSeventy, reconciled, settleOne, totalsInput } from './files.ts'
import { chronicInput, filed, insuredHere, ownHospital, plantRegion, withdrawInput } from './filings.ts'
import { newPerson, stranger } from './people.ts'
import { listInput, listQuery, plantCodes, settledStay, stateInput } from './settlement-list.ts'
import { reverseInput, settled } from './stages.ts'
import { admit, charge, discharge, interim, refundOf, settleStay, stayCancelInput, stayInput } from './stay.ts'
import { boughtInput, codedPurchase, newCode, soldInput } from './stock.ts'
import { verified } from './verified.ts'
import { cancelInput, expectOk, purchaseInput, settleInput, upload } from './visit.ts'
import { hospital, items, pharmacy, today, type World } from './world.ts'

const period = { begntime: '2023-11-01 00:00:00', endtime: `${today} 23:59:59` }

/** A visit that is settled, cancelled, settled again and reversed; what a person may be asked about it. */
async function playVisits(world: World): Promise<void> {
  const { till, who, bill, setlinfo } = await settled(world)
  expectOk(await till.ask('1101', null, { data: { mdtrt_cert_type: '02', mdtrt_cert_no: who.certificateNumber } }))
  const named = { psn_no: who.insuredId, setl_id: setlinfo.setl_id, mdtrt_id: setlinfo.mdtrt_id }
  expectOk(await till.ask('5203', who, { data: named }))
  expectOk(await till.ask('2208', who, cancelInput(who, setlinfo)))
  const sent = till.sign('2207', who, settleInput(bill))
  expectOk(await till.send(sent))
  expectOk(await till.send(sent))
  expectOk(await till.ask('2601', who, reverseInput(who, sent.msgid, '2207')))
  const asked = { psn_no: who.insuredId, ...period }
  expectOk(await till.ask('5201', who, { data: { ...asked, med_type: '11' } }))
  expectOk(await till.ask('5204', who, { data: { psn_no: who.insuredId, mdtrt_id: bill.visitId } }))
  expectOk(await till.ask('5205', who, { data: asked }))
}

/** A stay with an interim bill, a refund, its discharge and bills, one of them taken back; lists of another. */
async function playStays(world: World): Promise<void> {
  const who = await newPerson(world, { person: stranger('990270'), balance: fen(0) })
  const till = world.till(hospital)
  const visitId = await admit(till, who)
  const [first] = await charge(till, who, visitId, [{ code: items.whole.code, price: 3000, quantity: 1 }])
  await settleStay(till, who, visitId, 3000, interim)
  if (first !== undefined) {
    const back = { ...refundOf({ ...first, pric: 3000 }, 1), fee_ocur_time: `${today} 07:00:00` }
    expectOk(await till.ask('2301', who, { feedetail: [back] }))
  }
  expectOk(await till.ask('5303', who, { data: { psn_no: who.insuredId, ...period } }))
  expectOk(await till.ask('5303', null, { data: period }))
  await discharge(till, who, visitId)
  const last = await settleStay(till, who, visitId, -3000)
  expectOk(await till.ask('2305', who, stayCancelInput(who, last)))
  expectOk(await till.ask('2405', who, stayInput(who, visitId)))

  await plantCodes(world)
  const stay = await settledStay(world, till)
  expectOk(await till.ask('4101A', stay.who, listInput(stay)))
  expectOk(await till.ask('4102', stay.who, stateInput(stay, '1')))
  expectOk(await till.ask('4103', stay.who, listQuery(stay)))
}

async function playFilings(world: World): Promise<void> {
  await plantRegion(world)
  const who = await insuredHere(world)
  const till = world.till(ownHospital)
  const number = await filed(till, '2503', who, chronicInput(who))
  expectOk(await till.ask('5301', who, { data: { psn_no: who.insuredId } }))
  expectOk(await till.ask('5304', null, { data: period }))
  expectOk(await till.ask('2504', who, withdrawInput(who, number)))
}

async function playFamily(world: World): Promise<void> {
  const owner = await newPerson(world, { balance: fen(500_00) })
  const member = await newPerson(world, { balance: fen(20_00) })
  const [ownerId, memberId] = [owner.insuredId, member.insuredId]
  const range = { from: isoDate('2023-01-01'), until: null }
  await importWriters(world.database.pool).writeSharings(
    [{ memberId, ownerId, relation: 'child', range, yearlyLimit: null }],
    localDateTime(`${today} 08:30:00`),
  )
  const till = world.till(pharmacy)
  const bought = purchaseInput(member, [{ code: items.whole.code, price: 60, quantity: 1 }])
  const { output } = expectOk(await till.ask('2102', member, bought))
  expectOk(await till.ask('2103', member, cancelInput(member, output.setlinfo)))
}

/** Packages with codes, stock, and the books of the day. */
async function playPharmacy(world: World): Promise<void> {
  const who = await newPerson(world)
  const till = world.till(pharmacy)
  const code = newCode()
  const bought = expectOk(await till.ask<'2102'>('2102', who, codedPurchase(who, { codes: [code] })))
  expectOk(await till.ask('3503', null, boughtInput('HOT', 10)))
  const { setl_id } = bought.output.setlinfo
  expectOk(await till.ask('3505', null, soldInput('HOT', 1, { setl_id, psn_no: who.insuredId })))
}

async function playBooks(world: World): Promise<void> {
  const till = world.till(hospital)
  const { setlinfo } = await settleOne(till, await personOfSeventy(world), 100)
  const books = booksOf([setlinfo])
  expectOk(await till.ask('3201', null, totalsInput(books)))
  const unknown = detailRow(setlinfo, '0', { setl_id: 'T-unknown' })
  await reconciled(world, till, `${detailRow(setlinfo)}\n${unknown}`, booksOf([setlinfo, setlinfo]))
}

/** A bill and a purchase under a rule that looks back. */
async function playRules(world: World): Promise<void> {
  await ruledBy(world, [rarely('M-T05')])
  const who = await newPerson(world)
  const bought = [{ code: items.restricted.code, price: 1, quantity: 1 }]
  const bill = await upload(world.till(hospital), who, bought)
  expectOk(await world.till(hospital).ask('2206', who, settleInput(bill)))
  expectOk(await world.till(pharmacy).ask('2101', who, purchaseInput(who, bought)))
}

/** One of everything that messages about persons do, from the first visit to the books of the day. */
export async function playEverything(world: World): Promise<void> {
  await playVisits(world)
  await playStays(world)
  await playFilings(world)
  await playFamily(world)
  await playPharmacy(world)
  await verified(world)
  await playBooks(world)
  await playRules(world)
}
