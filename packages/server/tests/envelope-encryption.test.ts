import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signedText } from '@yibao/contract/national'
import { fen, localDateTime } from '@yibao/core/kernel'
import { localCrypto } from '../src/crypto/local-crypto.ts'
import type { Sm4Mode } from '../src/crypto/provider.ts'
import { readableDesk } from '../src/readable-desk.ts'
import { revokeKey } from '../src/store/key-store.ts'
import type { SecretBox } from '../src/store/secret-box.ts'
import { giveKey, post, type TestKey } from './support/keys.ts'
import { newPerson } from './support/people.ts'
import { businessDigests, expectRefusal, inOneWorld } from './support/refusals.ts'
import { purchaseInput } from './support/visit.ts'
import { type Envelope, items, pharmacy, signedHeaders, type World } from './support/world.ts'

const line = { code: items.whole.code, price: 12.5, quantity: 2 }
/** As the test world seals. */
const openBox: SecretBox = { seal: (text) => Buffer.from(text), open: (sealed) => Buffer.from(sealed).toString() }
const sm4Key = '0123456789abcdeffedcba9876543210'

interface Hidden {
  readonly mode?: Sm4Mode
  readonly encoding?: 'hex' | 'base64'
  readonly by?: string
}

function hide(input: unknown, { mode = 'cbc', encoding = 'base64', by = sm4Key }: Hidden = {}): string {
  return localCrypto
    .sm4(by, mode)
    .encrypt(Buffer.from(JSON.stringify(input)))
    .toString(encoding)
}

function shown(output: unknown, { mode = 'cbc', encoding = 'base64' }: Hidden = {}) {
  const plain = localCrypto.sm4(sm4Key, mode).decrypt(Buffer.from(String(output), encoding))
  assert.ok(plain !== null, 'the answer was hidden with another key')
  return JSON.parse(plain.toString())
}

/** A purchase whose envelope can be sent plain or hidden. */
async function purchase(world: World, more: Envelope = {}) {
  const who = await newPerson(world, { balance: fen(50_000) })
  return JSON.parse(world.till(pharmacy).sign('2102', who, purchaseInput(who, [line]), more).body)
}

const sent = (envelope: Envelope, how: Hidden = {}): string =>
  JSON.stringify({ ...envelope, enc_type: 'SM4', input: hide(envelope.input, how) })

const under = async (world: World, key: TestKey, body: string) =>
  (await post(world, signedHeaders(key.account, key.secret), body)).body

inOneWorld('encrypted data', (world) => {
  const keyFor = (more = {}) => giveKey(world(), pharmacy, { sm4Key, ...more })

  test('hidden data is carried out and answered hidden, in either mode and encoding', async () => {
    for (const mode of ['cbc', 'ecb'] as const) {
      const key = await keyFor({ sm4Mode: mode })
      for (const encoding of ['hex', 'base64'] as const) {
        const how = { mode, encoding }
        const answer = await under(world(), key, sent(await purchase(world()), how))
        assert.deepEqual([answer.infcode, answer.enc_type], [0, 'SM4'], answer.err_msg)
        assert.ok(shown(answer.output, how).setlinfo.setl_id.length > 0)
      }
    }
  })

  test('a repetition hidden anew is the same message: same answer, booked once', async () => {
    const key = await keyFor()
    const envelope = await purchase(world())
    const first = shown((await under(world(), key, sent(envelope))).output)
    const before = await businessDigests(world().database)
    assert.deepEqual(shown((await under(world(), key, sent(envelope))).output), first)
    assert.deepEqual((await under(world(), key, JSON.stringify(envelope))).output, first, 'and plain, when sent plain')
    assert.deepEqual(await businessDigests(world().database), before)
  })

  test('the archive keeps the request as it came, and the answer in plain text', async () => {
    const key = await keyFor()
    const envelope = await purchase(world())
    const body = sent(envelope)
    await under(world(), key, body)
    const { rows } = await world().database.pool.query(
      'select message_id, request, answer from message where msgid = $1',
      [envelope.msgid],
    )
    assert.equal(rows[0].request, body)
    assert.equal(JSON.parse(rows[0].answer).enc_type, '')
    assert.ok(JSON.parse(rows[0].answer).output.setlinfo.setl_id.length > 0)
    const desk = readableDesk(world().database.pool, openBox, localCrypto)
    await revokeKey(world().database.pool, pharmacy.providerCode, key.account, localDateTime('2023-11-13 10:00:00'))
    const shownLater = await desk.whole(rows[0].message_id)
    assert.deepEqual(JSON.parse(shownLater?.request ?? '').input, envelope.input, 'also when the key is revoked')
  })

  test('broken text, another key and another mode are refused in the same words, and change nothing', async () => {
    const key = await keyFor()
    const envelope = await purchase(world())
    const broken = Buffer.from(hide(envelope.input), 'base64')
    broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1
    const bodies = [
      sent(envelope, { by: sm4Key.replace('0', '1') }),
      sent(envelope, { mode: 'ecb' }),
      JSON.stringify({ ...envelope, enc_type: 'SM4', input: broken.toString('hex') }),
      JSON.stringify({ ...envelope, enc_type: 'SM4', input: 'AAAA' }),
      JSON.stringify({ ...envelope, enc_type: 'SM4' }),
    ]
    const words = new Set<string>()
    for (const body of bodies) {
      words.add((await expectRefusal(world(), 'gateway.undecipherable', () => under(world(), key, body))).err_msg)
    }
    assert.equal(words.size, 1)
    assert.equal((await under(world(), key, sent(envelope))).infcode, 0, 'the msgid is still free')
  })

  test('a refusal of hidden data is answered hidden', async () => {
    const envelope = await purchase(world())
    const wrong = { ...envelope, input: { ...envelope.input, drugdetail: [] } }
    const answer = await under(world(), await keyFor(), sent(wrong))
    assert.deepEqual([answer.infcode, answer.enc_type, shown(answer.output)], [-1, 'SM4', {}])
  })

  test('an institution without an SM4 key is told so', async () => {
    const key = await giveKey(world(), pharmacy)
    const body = sent(await purchase(world()))
    await expectRefusal(world(), 'gateway.encryption-not-served', () => under(world(), key, body))
  })

  test('signed and hidden at once, the signature covers the answer as it goes out', async () => {
    const pair = localCrypto.newSm2KeyPair()
    const key = await keyFor({ sm2PublicKey: pair.publicKey, requires: 'SM2' })
    const envelope = JSON.parse(sent(await purchase(world(), { signtype: 'SM2' })))
    const cainfo = await localCrypto.sm2Signer(pair).sign(signedText(envelope))
    const answer = await under(world(), key, JSON.stringify({ ...envelope, cainfo }))
    assert.equal(answer.infcode, 0, answer.err_msg)
    const { rows } = await world().database.pool.query('select public_key from centre_key')
    assert.match(signedText(answer), /&enc_type=SM4&/)
    const verifier = localCrypto.sm2Verifier(rows[0].public_key)
    assert.equal(await verifier.verify(signedText(answer), answer.cainfo), true)
    assert.ok(shown(answer.output).setlinfo.setl_id.length > 0)
  })
})
