import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Infno } from '@yibao/contract/national'
import { type Ground, newGround } from './support/fuzz-ground.ts'
import { sampleOf, senderOf, type Values } from './support/fuzz-samples.ts'
import { newPerson, stranger } from './support/people.ts'
import { expectRefusal, inOneWorld } from './support/refusals.ts'
import { plantCodes } from './support/settlement-list.ts'
import { reverseInput } from './support/stages.ts'
import {
  admissionInput,
  admit,
  changeInput,
  dischargeInput,
  stayBillInput,
  stayInput,
  stayRow,
} from './support/stay.ts'
import { expectOk } from './support/visit.ts'
import { hospital, items, otherHospital, today } from './support/world.ts'

const line = { code: items.whole.code, price: 10, quantity: 1 }

/** What another institution is told when it says word for word what the one whose thing it is would say. */
const told: readonly (readonly [Infno, string, Values?])[] = [
  ['2202', 'settlement.other-providers-visit'],
  ['2203', 'settlement.other-providers-visit'],
  ['2204', 'settlement.other-providers-visit'],
  ['2205', 'settlement.other-providers-visit'],
  ['2206', 'settlement.other-providers-visit'],
  ['2207', 'settlement.other-providers-visit'],
  ['2208', 'settlement.other-providers-settlement'],
  ['2301', 'settlement.other-providers-visit'],
  ['2302', 'settlement.other-providers-visit'],
  ['2303', 'settlement.other-providers-visit'],
  ['2304', 'settlement.other-providers-visit'],
  ['2305', 'settlement.other-providers-settlement'],
  ['2402', 'settlement.other-providers-visit'],
  ['2403', 'settlement.other-providers-visit'],
  ['2404', 'settlement.other-providers-visit'],
  ['2405', 'settlement.other-providers-visit'],
  ['2502', 'filing.other-institution'],
  ['2504', 'filing.other-institution'],
  ['2506', 'filing.other-institution'],
  ['3103', 'review.unknown-result'],
  ['3204', 'reconciliation.unknown-application'],
  ['3302', 'mapping.bad-rows', { fixmedins_code: otherHospital.providerCode }],
  ['3302', 'mapping.bad-rows'],
  ['3506', 'stock.return-exceeds-sale'],
  ['4101A', 'list.other-providers-settlement'],
  ['4102', 'list.other-providers-settlement'],
  ['4103', 'list.other-providers-settlement'],
  ['4104', 'list.other-providers-settlement'],
  ['5202', 'settlement.other-providers-visit'],
  ['5203', 'settlement.other-providers-settlement'],
  ['5204', 'settlement.other-providers-visit'],
  ['9101', 'file.other-institution'],
  ['9102', 'file.other-institution'],
  ['9102', 'file.unknown', { fixmedins_code: otherHospital.providerCode }],
  ['3202', 'file.unknown'],
  ['9002', 'flow.unknown-sign-in'],
]

inOneWorld('what belongs to another institution', (world) => {
  let ground: Ground | undefined
  for (const [infno, code, more = {}] of told) {
    const as = more.fixmedins_code === undefined ? '' : ' under its own name'
    test(`${infno} is refused to it${as}: ${code}`, async () => {
      if (ground === undefined) {
        await plantCodes(world())
        ground = await newGround(world())
      }
      const { division, valuesFor } = ground
      assert.equal(senderOf(infno), hospital)
      const input = sampleOf(infno, { ...valuesFor(infno), ...more })
      await expectRefusal(world(), code, () =>
        world().till(otherHospital).ask(infno, null, input, { insuplc_admdvs: division }),
      )
    })
  }

  test('a mark that another institution left for a msgid does not stop whose msgid it is', async () => {
    const who = await newPerson(world(), { person: stranger('990270') })
    const till = world().till(hospital)
    const sent = till.sign('2401', who, admissionInput(who))
    await world()
      .till(otherHospital)
      .ask('2601', who, reverseInput(who, sent.msgid, '2401'))
    expectOk(await till.send(sent))
  })
})

inOneWorld('a stay whose admission was cancelled', (world) => {
  test('takes no lines, change, discharge, bill or second cancel', async () => {
    const who = await newPerson(world(), { person: stranger('990270') })
    const till = world().till(hospital)
    const visitId = await admit(till, who)
    expectOk(await till.ask('2404', who, stayInput(who, visitId)))
    const attempts: readonly (readonly [Infno, unknown])[] = [
      ['2301', { feedetail: [stayRow(who, visitId, line)] }],
      ['2302', { data: [{ feedetl_sn: '0000', mdtrt_id: visitId, psn_no: who.insuredId }] }],
      ['2303', stayBillInput(who, visitId, 10)],
      ['2304', stayBillInput(who, visitId, 10)],
      ['2402', dischargeInput(who, visitId)],
      ['2403', changeInput(who, visitId)],
      ['2404', stayInput(who, visitId)],
      ['2405', stayInput(who, visitId)],
    ]
    for (const [infno, input] of attempts) {
      await expectRefusal(world(), 'settlement.visit-cancelled', () => till.ask(infno, who, input))
    }
    await admit(till, who, { begntime: `${today} 08:00:00` })
  })
})
