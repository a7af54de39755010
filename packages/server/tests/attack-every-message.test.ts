import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Infno, samples } from '@yibao/contract/national'
import { handlers } from '../src/national/messages/index.ts'
import { type Ground, newGround } from './support/fuzz-ground.ts'
import { sampleOf, senderOf } from './support/fuzz-samples.ts'
import { assertRefusalWords, businessDigests, expectRefusal, inOneWorld } from './support/refusals.ts'
import { plantCodes } from './support/settlement-list.ts'
import { expectOk } from './support/visit.ts'
import { type Envelope, secretOf, signedHeaders, type World } from './support/world.ts'

const numbers = Object.keys(samples) as Infno[]
const withEffect = numbers.filter((infno) => handlers[infno].gives === 'answer')

const messageOf = (world: World, ground: Ground, infno: Infno, more: Envelope = {}) =>
  world.till(senderOf(infno)).sign(infno, null, sampleOf(infno, ground.valuesFor(infno)), {
    insuplc_admdvs: ground.division,
    ...more,
  })

const freshHeaders = (infno: Infno) => signedHeaders(senderOf(infno).providerCode, secretOf(senderOf(infno)))

/** The same message with one more word in its operator's note: other content, nothing else. */
function otherContent(body: string): string {
  const envelope = JSON.parse(body)
  const [node] = Object.keys(envelope.input)
  if (node === undefined) throw new Error('an input without a node')
  const inner = envelope.input[node]
  const input = { ...envelope.input, [node]: Array.isArray(inner) ? [...inner, ...inner] : { ...inner, memo: '另' } }
  return JSON.stringify({ ...envelope, input })
}

inOneWorld('every message that has an effect', (world) => {
  const code = (words: string): string => /\[([a-z.-]+)\]$/.exec(words)?.[1] ?? ''

  test('has it once: sent again it gets the first answer, and its msgid carries no other content', {
    timeout: 120_000,
  }, async () => {
    await plantCodes(world())
    assert.ok(withEffect.length >= 39)
    for (const infno of withEffect) {
      const ground = await newGround(world())
      const till = world().till(senderOf(infno))
      const sent = messageOf(world(), ground, infno)
      const first = expectOk(await till.send(sent))
      const before = await businessDigests(world().database)
      assert.deepEqual(await till.send(sent), first, `${infno} byte for byte`)
      assert.deepEqual(
        await till.send({ ...sent, headers: freshHeaders(infno) }),
        first,
        `${infno} under a fresh nonce`,
      )
      const other = await till.send({ headers: freshHeaders(infno), body: otherContent(sent.body) })
      assert.match(
        code(other.err_msg),
        /^(flow\.msgid-taken|message\.|gateway\.mixed-rows)/,
        `${infno}: ${other.err_msg}`,
      )
      assertRefusalWords(other, code(other.err_msg))
      assert.deepEqual(await businessDigests(world().database), before, `${infno} had a second effect`)
    }
  })

  test('eight times at one moment is carried out once', { timeout: 120_000 }, async () => {
    for (const infno of ['2301', '2304', '2305', '2401', '2402', '2501', '3301', '3503', '4101A', '9101'] as const) {
      const ground = await newGround(world())
      const till = world().till(senderOf(infno))
      const sent = messageOf(world(), ground, infno)
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => till.send({ ...sent, headers: freshHeaders(infno) })),
      )
      const good = answers.filter(({ infcode }) => infcode === 0)
      assert.ok(good.length > 0, infno)
      for (const answer of good) assert.deepEqual(answer, good[0], infno)
      for (const answer of answers.filter(({ infcode }) => infcode !== 0)) {
        assert.match(answer.err_msg, /\[flow\.busy\]$/, infno)
      }
      const { rows } = await world().database.pool.query<{ n: number }>(
        'select count(*)::int as n from message where msgid = $1 and effect',
        [sent.msgid],
      )
      assert.equal(rows[0]?.n, 1, infno)
    }
  })
})

inOneWorld('every message', (world) => {
  const refusedAs = async (infno: Infno, expected: RegExp, more: Envelope) => {
    const ground = await only(world())
    const answer = await world()
      .till(senderOf(infno))
      .send(messageOf(world(), ground, infno, more))
    const code = /\[([a-z.-]+)\]$/.exec(answer.err_msg)?.[1] ?? ''
    assertRefusalWords(answer, code)
    assert.match(code, expected, `${infno}: ${answer.err_msg}`)
  }
  let ground: Ground | undefined
  const only = async (on: World): Promise<Ground> => {
    if (ground === undefined) {
      await plantCodes(on)
      ground = await newGround(on)
    }
    return ground
  }

  test('whose input is broken JSON, no object or without its nodes is refused and changes nothing', async () => {
    await only(world())
    const before = await businessDigests(world().database)
    for (const infno of numbers) {
      await refusedAs(infno, /^message\.broken-json$/, { input: '{"data":' })
      await refusedAs(infno, /^message\.not-an-object$/, { input: 7 })
      const nodes = Object.keys(samples[infno].input as object)
      if (nodes.length === 0) continue
      const empty = Object.fromEntries(nodes.map((node) => [node, {}]))
      await refusedAs(infno, /^message\./, { input: empty })
      await refusedAs(infno, /^message\./, { input: {} })
    }
    assert.deepEqual(await businessDigests(world().database), before)
  })

  test('about somebody whom nobody knows is refused and changes nothing', async () => {
    const { valuesFor, division } = await only(world())
    const before = await businessDigests(world().database)
    for (const infno of withEffect) {
      const stranger = { ...valuesFor(infno), psn_no: '99999999999999999999' }
      const input = sampleOf(infno, stranger)
      if (!JSON.stringify(input).includes('99999999999999999999') || infno.startsWith('35')) continue
      const till = world().till(senderOf(infno))
      const answer = await till.ask(infno, null, input, { insuplc_admdvs: division })
      assert.match(answer.err_msg, /\[(flow\.unknown-insured|stock\.[a-z-]+)\]$/, infno)
    }
    assert.deepEqual(await businessDigests(world().database), before)
  })

  test('that names another county than its sender lies in, or none that knows the person, is refused by name', async () => {
    const { valuesFor } = await only(world())
    for (const infno of ['2201', '2207', '2401', '2304'] as const) {
      await expectRefusal(world(), 'settlement.division-differs', () =>
        world()
          .till(senderOf(infno))
          .ask(infno, null, sampleOf(infno, valuesFor(infno)), { insuplc_admdvs: '990200' }),
      )
    }
  })
})
