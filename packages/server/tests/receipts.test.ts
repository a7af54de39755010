import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { divisionCode, fen, yuan } from '@yibao/core/kernel'
import { everyOperation } from '../src/flows/operation-log.ts'
import { plainOperations } from '../src/operations.ts'
import { operationLogStore } from '../src/store/operation-log-store.ts'
import { answered, type Colleague, codeOf, colleague, institution, region } from './support/rest.ts'
import { createTestDatabase } from './support/test-database.ts'
import { cancelInput, expectOk, settleInput, upload } from './support/visit.ts'
import { hospital, items, openWorld, otherHospital, person, type World } from './support/world.ts'

const who = person(1, '990270')
const publicUrl = 'https://yibao.example'

describe('settlement statements over REST', () => {
  let world: World
  let clerk: Colleague
  let cashier: Colleague
  const stays: { settlementId: string; insuredId: string }[] = []
  const named = () => stays[0] ?? { settlementId: '', insuredId: '' }

  before(async () => {
    world = await openWorld(await createTestDatabase(), { operations: { ...plainOperations, publicUrl } })
    await world.plant([{ person: who, balance: fen(300_00), enrolment: { division: divisionCode('990270') } }])
    clerk = await colleague(world, region('clerk', '990270'))
    cashier = await colleague(world, institution('cashier', hospital.providerCode))
    const till = world.till(hospital)
    const lines = [
      { code: items.whole.code, price: 700, quantity: 1 },
      { code: items.shared.code, price: 100, quantity: 2 },
      { code: items.own.code, price: 55, quantity: 1 },
      { code: items.ceiling.code, price: 45, quantity: 1 },
    ]
    for (const number of ['R1', 'R2']) {
      const made = expectOk(await till.ask('2207', who, settleInput(await upload(till, who, lines, number)))).output
        .setlinfo
      stays.push({ settlementId: made.setl_id, insuredId: who.insuredId })
      if (number === 'R2') {
        const undone = expectOk(await till.ask('2208', who, cancelInput(who, made))).output.setlinfo
        stays.push({ settlementId: undone.setl_id, insuredId: who.insuredId })
      }
    }
  })
  after(async () => {
    await world.close()
    await world.database.close()
  })

  it('says what was charged, who paid what, and adds up to the fen', async () => {
    const { receipt, prints } = await answered(clerk.client.call('receipts.get', named()))
    const { amounts, charges, lines, funds, person: told } = receipt
    const sum = (all: readonly number[]): number => all.reduce((whole, one) => whole + one, 0)
    assert.equal(amounts.total, 700_00 + 200_00 + 55_00 + 45_00)
    assert.equal(sum(charges.map(({ total }) => total)), amounts.total)
    for (const one of charges) assert.equal(one.total, one.classA + one.classB + one.own + one.other)
    assert.equal(sum(lines.map(({ total }) => total)), amounts.total)
    for (const one of lines) assert.equal(one.total, one.own + one.preCoinsurance + one.eligible)
    assert.equal(sum(funds.map(({ amount }) => amount)), amounts.fund)
    assert.equal(amounts.total, amounts.fund + amounts.hospital + amounts.person)
    assert.equal(amounts.person, amounts.selfPay + amounts.ownExpense)
    assert.equal(amounts.person, amounts.account + amounts.family + amounts.cash)
    assert.equal(amounts.ownExpense, 55_00 + 15_00)
    assert.equal(amounts.account, 300_00)
    assert.match(receipt.inCapitals, /^壹仟元整$/)
    assert.match(told.name, /\*/)
    assert.match(told.certificateNumber, /…/)
    assert.equal(JSON.stringify(receipt).includes(who.certificateNumber), false)
    assert.deepEqual([prints.count, prints.lastAt, receipt.stands], [0, null, true])
  })

  it('gives what was undone with the opposite sign, and says of the first that it does not stand', async () => {
    const [, first, undone] = stays
    assert.ok(first !== undefined && undone !== undefined)
    const whole = await answered(clerk.client.call('receipts.get', first))
    const back = await answered(clerk.client.call('receipts.get', undone))
    assert.deepEqual([whole.receipt.stands, back.receipt.kind], [false, 'cancel'])
    assert.deepEqual(
      back.receipt.lines.map(({ total }) => total),
      whole.receipt.lines.map(({ total }) => 0 - total),
    )
    assert.equal(back.receipt.amounts.person, 0 - whole.receipt.amounts.person)
    assert.equal(back.receipt.amounts.ownExpense, 0 - whole.receipt.amounts.ownExpense)
    assert.equal(back.receipt.inCapitals, '负壹仟元整')
    assert.deepEqual(
      back.receipt.chain.map(({ kind }) => kind),
      ['settle', 'cancel'],
    )
  })

  it('counts every print, marks the second, writes each down, and counts two at once as two', async () => {
    const marks = await Promise.all([1, 2, 3].map(() => answered(cashier.client.call('receipts.mark', named()))))
    assert.deepEqual(marks.map(({ number }) => number).sort(), [1, 2, 3])
    assert.deepEqual(marks.find(({ number }) => number === 1)?.label, { zh: '原件', en: 'original' })
    assert.deepEqual(marks.find(({ number }) => number === 3)?.label, { zh: '重印 第2次', en: 'reprint no. 2' })
    for (const format of ['a4', 'half'] as const) {
      const { filename, content } = await answered(cashier.client.call('receipts.print', { ...named(), format }))
      assert.match(filename, /\.pdf$/)
      assert.equal(Buffer.from(content.slice(0, 5)).toString(), '%PDF-')
      const size = /MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(Buffer.from(content).toString('latin1'))
      assert.deepEqual(size?.slice(1), format === 'a4' ? ['595.28', '841.89'] : ['595.28', '419.53'])
    }
    const { prints } = await answered(clerk.client.call('receipts.get', named()))
    assert.equal(prints.count, 5)
    const filter = { ...everyOperation, action: 'receipts.print', target: named().settlementId }
    const noted = await operationLogStore(world.database.pool).find(filter, null, 20)
    assert.deepEqual([noted.length, new Set(noted.map(({ actor }) => actor))], [5, new Set([cashier.userId])])
    await assert.rejects(world.database.pool.query('delete from receipt_print'), /append-only/)
  })

  it('keeps within reach: another region and another institution see nothing and print nothing', async () => {
    const strangers = [
      await colleague(world, region('clerk', '990280')),
      await colleague(world, institution('cashier', otherHospital.providerCode)),
    ]
    const count = async () => (await world.database.pool.query('select from receipt_print')).rowCount
    const before = await count()
    for (const { client } of strangers) {
      assert.equal(await codeOf(client.call('receipts.get', named())), '404 receipts.unknown')
      assert.equal(await codeOf(client.call('receipts.mark', named())), '404 receipts.unknown')
      assert.equal(await codeOf(client.call('receipts.print', { ...named(), format: 'a4' })), '404 receipts.unknown')
    }
    assert.equal(await count(), before)
    const missing = { insuredId: who.insuredId, settlementId: 'NOBODY' }
    assert.equal(await codeOf(clerk.client.call('receipts.get', missing)), '404 receipts.unknown')
    const bad = { ...named(), format: 'a3' as 'a4' }
    assert.equal(await codeOf(clerk.client.call('receipts.print', bad)), '400 rest.bad-input')
  })

  it('tells why, in sentences whose figures are those of the settlement', async () => {
    const { receipt, story } = await answered(clerk.client.call('receipts.get', named()))
    const { amounts } = receipt
    const codes = story.paragraphs.map(({ code }) => code)
    assert.deepEqual([codes[0], codes[1], codes.at(-1)], ['total', 'outside', 'person'])
    assert.ok(codes.includes('layer') && codes.includes('accounts'))
    const text = story.paragraphs.flatMap(({ says }) => says.map(({ zh }) => zh)).join('\n')
    const english = story.paragraphs.flatMap(({ says }) => says.map(({ en }) => en)).join('\n')
    for (const said of [text, english]) {
      assert.ok(said.includes(yuan(fen(amounts.total))) && said.includes(yuan(fen(amounts.cash))), said)
      assert.doesNotMatch(said, /undefined|NaN|null/)
    }
    assert.match(text, /起付线/)
    assert.match(text, /超过医保限价/)
    const layers = story.paragraphs.filter(({ code }) => code === 'layer')
    assert.equal(
      layers.reduce((sum, { amount }) => sum + (amount ?? 0), 0),
      amounts.fund + amounts.hospital,
    )
    assert.ok(layers.some(({ sources }) => sources.length > 0))
  })

  it('opens at the public address, whatever address a request says it was sent to', async () => {
    const { insuredId, settlementId } = named()
    const { why } = await answered(clerk.client.call('receipts.get', named()))
    assert.equal(why.address, `${publicUrl}/console/why/${why.token}`)
    const asked = await world.centre.app.inject({
      url: `/api/people/${insuredId}/settlements/${settlementId}/receipt`,
      headers: { authorization: `Bearer ${clerk.token}`, host: 'elsewhere.example' },
    })
    assert.equal(asked.json<{ why: { address: string } }>().why.address, why.address)
  })

  it('opens for whoever has the code, only that one, until it expires, and never for a changed one', async () => {
    const { why } = await answered(clerk.client.call('receipts.get', named()))
    assert.equal(why.token.includes(who.insuredId) || why.token.includes(who.certificateNumber), false)
    const stranger = clerk.client.withToken('')
    const shown = await answered(stranger.call('receipts.why', { token: why.token }))
    assert.deepEqual([shown.settlementId, shown.expiresOn], [named().settlementId, why.expiresOn])
    assert.match(shown.personName, /\*/)
    const whole = JSON.stringify(shown)
    assert.equal(whole.includes(who.certificateNumber) || whole.includes(who.insuredId), false)
    await answered(stranger.call('receipts.why', { token: why.token }))
    const filter = { ...everyOperation, action: 'receipts.why' }
    const noted = await operationLogStore(world.database.pool).find(filter, null, 20)
    assert.deepEqual(
      noted.map(({ actor, target }) => [actor, target]),
      [['nobody', named().settlementId]],
      'once in a minute from one place',
    )
    const other = why.token.replace(named().settlementId, stays[1]?.settlementId ?? '')
    const later = why.token.replace(/\.\d{8}\./, '.29991231.')
    for (const token of [other, later, 'x', why.token.slice(0, -2)]) {
      assert.equal(await codeOf(stranger.call('receipts.why', { token })), '404 receipts.bad-link', token)
    }
    assert.equal(await codeOf(stranger.call('receipts.why', { token: '<script>' })), '400 rest.bad-input')
    const asks = await Promise.all(
      Array.from({ length: 40 }, () => codeOf(stranger.call('receipts.why', { token: why.token }))),
    )
    assert.ok(asks.includes('429 receipts.too-many'), 'a guesser is slowed down')
    await world.restart('2026-11-13 09:00:00')
    const after = (await colleague(world, region('clerk', '990270'))).client.withToken('')
    assert.equal(await codeOf(after.call('receipts.why', { token: why.token })), '404 receipts.bad-link', 'it expired')
  })
})
