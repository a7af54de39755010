import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signedText } from '@yibao/contract/national'
import { fen } from '@yibao/core/kernel'
import { localCrypto } from '../src/crypto/local-crypto.ts'
import type { Sm2Signer } from '../src/crypto/provider.ts'
import { readSm2PublicKey, writeSm2PublicKey } from '../src/crypto/sm2-encoding.ts'
import { giveKey, type PostedAnswer, post, type TestKey } from './support/keys.ts'
import { opensslLacks, opensslSigner, opensslVerifies } from './support/openssl.ts'
import { newPerson } from './support/people.ts'
import { businessDigests, expectRefusal, inOneWorld } from './support/refusals.ts'
import { purchaseInput } from './support/visit.ts'
import { type Answer, type Envelope, items, pharmacy, signedHeaders, type World } from './support/world.ts'

const line = { code: items.whole.code, price: 12.5, quantity: 2 }
const pair = localCrypto.newSm2KeyPair()
const own: Sm2Signer = localCrypto.sm2Signer(pair)

/** A purchase with the signature fields of its envelope. */
async function purchase(world: World, signer: Pick<Sm2Signer, 'sign'> | null, more: Envelope = {}): Promise<string> {
  const who = await newPerson(world, { balance: fen(50_000) })
  const signtype = signer === null ? 'SM3' : 'SM2'
  const plain = world.till(pharmacy).sign('2102', who, purchaseInput(who, [line]), { signtype, ...more }).body
  const envelope = JSON.parse(plain)
  const text = signedText(envelope)
  return JSON.stringify({ ...envelope, cainfo: signer === null ? localCrypto.sm3(text) : await signer.sign(text) })
}

const under = (world: World, key: TestKey, body: string): Promise<PostedAnswer> =>
  post(world, signedHeaders(key.account, key.secret), body)

/** The centre's public key, as its command prints it. */
async function centreKeyOf({ database }: World): Promise<string> {
  const { rows } = await database.pool.query<{ public_key: string }>('select public_key from centre_key')
  assert.equal(rows.length, 1)
  return rows[0]?.public_key ?? ''
}

const lacks = opensslLacks()
if (lacks !== null) console.log(`skipped, because ${lacks}`)

inOneWorld('signed envelopes', (world) => {
  const keyFor = (more = {}) => giveKey(world(), pharmacy, { sm2PublicKey: pair.publicKey, ...more })

  test('what openssl signs is carried out, and openssl verifies the answer', { skip: lacks ?? false }, async () => {
    const { publicPem, sign } = opensslSigner()
    const key = await keyFor({ sm2PublicKey: readSm2PublicKey(publicPem), requires: 'SM2' })
    const signer = { sign: async (text: string) => sign(text) }
    const { body } = await under(world(), key, await purchase(world(), signer))
    assert.equal(body.infcode, 0, body.err_msg)
    assert.match(body.cainfo, /^[0-9A-F]{128}$/)
    assert.equal(body.signtype, 'SM2')
    const centrePem = writeSm2PublicKey(await centreKeyOf(world()))
    assert.equal(opensslVerifies(centrePem, signedText(body), body.cainfo), true)
    assert.equal(opensslVerifies(centrePem, signedText({ ...body, infcode: -1 }), body.cainfo), false)
  })

  test('an answer is signed as its request was: with SM2, with SM3, or not at all', async () => {
    const key = await keyFor()
    const signed = (await under(world(), key, await purchase(world(), own))).body
    const verifier = localCrypto.sm2Verifier(await centreKeyOf(world()))
    assert.equal(await verifier.verify(signedText(signed), signed.cainfo), true)
    const digested = (await under(world(), key, await purchase(world(), null))).body
    assert.deepEqual([digested.signtype, digested.infcode], ['SM3', 0])
    assert.equal(digested.cainfo, localCrypto.sm3(signedText(digested)).toUpperCase())
    const trap = JSON.stringify({ ...JSON.parse(await purchase(world(), own)), cainfo: 'null' })
    const plain = (await under(world(), key, trap)).body
    assert.deepEqual([plain.infcode, plain.signtype, plain.cainfo], [0, '', ''])
  })

  test('a signed message sent again gets the same answer, signed anew, and is booked once', async () => {
    const key = await keyFor()
    const sent = await purchase(world(), own)
    const { cainfo, ...first } = (await under(world(), key, sent)).body
    const before = await businessDigests(world().database)
    const { cainfo: again, ...second } = (await under(world(), key, sent)).body
    assert.deepEqual(second, first)
    assert.notEqual(again, cainfo)
    assert.deepEqual(await businessDigests(world().database), before)
  })

  test('the centre keeps its key over a restart', async () => {
    const before = await centreKeyOf(world())
    await world().restart()
    assert.equal(await centreKeyOf(world()), before)
    const { body } = await under(world(), await keyFor(), await purchase(world(), own))
    assert.equal(await localCrypto.sm2Verifier(before).verify(signedText(body), body.cainfo), true)
  })

  test('a refusal of a signed message is signed too', async () => {
    const key = await keyFor()
    const sent = await purchase(world(), own, { infno: '9999' })
    const { body } = await under(world(), key, sent)
    assert.match(body.err_msg, /\[message\.unknown-infno\]$/)
    const verifier = localCrypto.sm2Verifier(await centreKeyOf(world()))
    assert.equal(await verifier.verify(signedText(body), body.cainfo), true)
  })

  test('a signature that is missing, too weak, of another text or of another key is refused', async () => {
    const strict = await keyFor({ requires: 'SM2' })
    const lax = await keyFor()
    const keyless = await giveKey(world(), pharmacy)
    const good = await purchase(world(), own)
    const changed = (more: Envelope) => JSON.stringify({ ...JSON.parse(good), ...more })
    const stranger = localCrypto.sm2Signer(localCrypto.newSm2KeyPair())
    const refusals: readonly (readonly [string, TestKey, string])[] = [
      ['signature-required', strict, changed({ cainfo: 'null' })],
      ['signature-required', strict, changed({ cainfo: '', signtype: '' })],
      ['signature-required', strict, await purchase(world(), null)],
      ['signature-without-type', lax, changed({ signtype: '' })],
      ['no-public-key', keyless, good],
      ['wrong-cainfo', strict, changed({ opter: '002' })],
      ['wrong-cainfo', lax, changed({ cainfo: 'ZZ' })],
      ['wrong-cainfo', lax, await purchase(world(), stranger)],
      ['ambiguous-field', lax, await purchase(world(), own, { opter_name: 'x&sign_no=1' })],
    ]
    for (const [code, key, body] of refusals) {
      const refused = async (): Promise<Answer> => (await under(world(), key, body)).body
      const answer = await expectRefusal(world(), `gateway.${code}`, refused)
      assert.equal('cainfo' in answer ? answer.cainfo : null, '', 'nobody proved who asked')
    }
    assert.equal((await under(world(), strict, good)).body.infcode, 0)
  })
})
