import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { divisionCode, fen } from '@yibao/core/kernel'
import { answered, type Colleague, codeOf, colleague, institution, region } from './support/rest.ts'
import { createTestDatabase } from './support/test-database.ts'
import { expectOk, settleInput, upload } from './support/visit.ts'
import { hospital, items, openWorld, otherHospital, person, type World } from './support/world.ts'

const own = person(1, '990270')
const other = person(2, '990280')

describe('people over REST', () => {
  let world: World
  let clerk: Colleague
  let office: Colleague

  before(async () => {
    world = await openWorld(await createTestDatabase())
    await world.plant([
      { person: own, balance: fen(50_00), enrolment: { division: divisionCode('990270') } },
      { person: other, balance: fen(20_00), enrolment: { division: divisionCode('990280') } },
    ])
    clerk = await colleague(world, region('clerk', '990270'))
    office = await colleague(world, institution('institution-office', hospital.providerCode))
  })
  after(async () => {
    await world.close()
    await world.database.close()
  })

  const logged = async (action: string) => {
    const { rows } = await world.database.pool.query(
      'select actor, target, outcome, reason from operation_log where action = $1 order by operation_id',
      [action],
    )
    return rows
  }

  it('finds a person of the own county by certificate, number or name, masked', async () => {
    const { insuredId, certificateNumber } = own
    const { rows } = await world.database.pool.query<{ name: string }>(
      'select name from insured where insured_id = $1',
      [insuredId],
    )
    for (const question of [{ insuredId }, { certificateNumber }, { name: rows[0]?.name ?? '' }]) {
      const found = await answered(clerk.client.call('people.find', question))
      assert.deepEqual(
        found.rows.map((row) => row.insuredId),
        [insuredId],
      )
      assert.doesNotMatch(JSON.stringify(found), new RegExp(`${certificateNumber}|${rows[0]?.name}`))
    }
  })

  it('asks for one thing, not for none and not for two', async () => {
    assert.equal(await codeOf(clerk.client.call('people.find', {})), '400 rest.bad-input')
    assert.equal(await codeOf(clerk.client.call('people.find', { name: '甲', insuredId: '1' })), '400 rest.bad-input')
    assert.equal(await codeOf(clerk.client.call('people.find', { name: '甲\u0000' })), '400 rest.bad-input')
  })

  it('shows enrolments, balance in fen and running totals', async () => {
    const shown = await answered(clerk.client.call('people.get', { insuredId: own.insuredId }))
    assert.equal(shown.accountBalance, 50_00)
    assert.equal(shown.birthYear, 1980)
    assert.partialDeepStrictEqual(shown.enrolments, [
      { division: '990270', scheme: '310', from: '2020-01-01', until: null },
    ])
    assert.doesNotMatch(JSON.stringify(shown), new RegExp(own.certificateNumber))
  })

  it("answers for another county's person as for nobody, and writes the try down", async () => {
    const asked = { insuredId: other.insuredId }
    const beyond = await clerk.client.call('people.get', asked)
    const missing = await clerk.client.call('people.get', { insuredId: '99020000000000000000999999' })
    assert.deepEqual(beyond, missing)
    assert.equal(await codeOf(clerk.client.call('people.get', asked)), '404 people.unknown')
    assert.deepEqual((await answered(clerk.client.call('people.find', asked))).rows, [])
    assert.deepEqual(
      (await answered(clerk.client.call('people.find', { certificateNumber: other.certificateNumber }))).rows,
      [],
    )
    const refused = { actor: clerk.userId, target: other.insuredId, outcome: 'refused', reason: 'rest.beyond-reach' }
    const rows = await logged('people.get')
    assert.deepEqual(
      rows.filter(({ outcome }) => outcome === 'refused'),
      [refused, refused],
    )
  })

  it('shows name and number unmasked only with a reason, and writes it down', async () => {
    const { insuredId, certificateNumber } = own
    assert.equal(await codeOf(clerk.client.call('people.unmask', { insuredId, reason: '' })), '400 rest.bad-input')
    const shown = await answered(clerk.client.call('people.unmask', { insuredId, reason: '窗口核对身份' }))
    assert.equal(shown.certificateNumber, certificateNumber)
    const beyond = clerk.client.call('people.unmask', { insuredId: other.insuredId, reason: '窗口核对身份' })
    assert.equal(await codeOf(beyond), '404 people.unknown')
    assert.deepEqual(await logged('people.unmask'), [
      { actor: clerk.userId, target: insuredId, outcome: 'done', reason: '窗口核对身份' },
      { actor: clerk.userId, target: other.insuredId, outcome: 'refused', reason: 'rest.beyond-reach' },
    ])
    assert.equal(
      await codeOf(office.client.call('people.unmask', { insuredId, reason: '窗口核对身份' })),
      '403 rest.no-right',
    )
  })

  it('lets an institution see whom it treated, and nobody else', async () => {
    const { insuredId } = own
    assert.equal(await codeOf(office.client.call('people.get', { insuredId })), '404 people.unknown')
    const till = world.till(hospital)
    expectOk(
      await till.ask(
        '2207',
        own,
        settleInput(await upload(till, own, [{ code: items.whole.code, price: 9, quantity: 1 }])),
      ),
    )
    assert.equal(await codeOf(office.client.call('people.get', { insuredId })), '200')
    assert.equal((await answered(office.client.call('people.find', { insuredId }))).rows.length, 1)
    const elsewhere = await colleague(world, institution('institution-office', otherHospital.providerCode))
    assert.equal(await codeOf(elsewhere.client.call('people.get', { insuredId })), '404 people.unknown')
  })

  it('shows plans of a day, in words and as values', async () => {
    const { plans } = await answered(clerk.client.call('plans.list', { division: '990200' }))
    const [plan] = plans
    const asked = { planId: plan?.planId ?? '', on: '2023-11-13' }
    const shown = await answered(clerk.client.call('plans.get', asked))
    assert.match(shown.text, /参数/)
    assert.ok(shown.parameters.length > 0)
    assert.match((await answered(clerk.client.call('plans.get', { ...asked, language: 'en' }))).text, /Parameters/)
    assert.equal(
      await codeOf(clerk.client.call('plans.get', { ...asked, on: '1900-01-01' })),
      '404 plans.nothing-on-day',
    )
    assert.equal(await codeOf(clerk.client.call('plans.get', { ...asked, planId: 'nothing' })), '404 plans.unknown')
    assert.equal(await codeOf(clerk.client.call('plans.get', { ...asked, on: '2023-02-30' })), '400 rest.bad-input')
  })
})
