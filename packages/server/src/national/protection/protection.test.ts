import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readEnvelope, type SignedFields, signedText } from '@yibao/contract/national'
import { localCrypto } from '../../crypto/local-crypto.ts'
import { type GatewayKey, gatewayStyles } from '../gateway/key.ts'
import { type AnswerProtection, openProtection, unprotected } from '../protection.ts'
import { readableRequest } from './archived.ts'

const institution = localCrypto.newSm2KeyPair()
const centre = localCrypto.newSm2KeyPair()
const protection = openProtection(localCrypto, localCrypto.sm2Signer(centre))
const sm4Key = '00112233445566778899aabbccddeeff'

const key: GatewayKey = {
  account: 'A1',
  providerCode: 'H1',
  secret: 's',
  styles: gatewayStyles,
  requires: 'none',
  validFrom: null,
  validUntil: null,
  sm2PublicKey: institution.publicKey,
  sm4: { key: sm4Key, mode: 'cbc' },
}

const plain = {
  infno: '1101',
  msgid: 'M1',
  opter: '1',
  fixmedins_code: 'H1',
  sign_no: '',
  input: { data: { a: '中' } },
}

const opened = (fields: SignedFields, by = key) => {
  const body = JSON.stringify(fields)
  const read = readEnvelope(body)
  assert.ok(read.ok, JSON.stringify(read))
  return protection.open(by, read.value, body)
}

async function codeOf(fields: SignedFields, by = key): Promise<string> {
  const { outcome } = await opened(fields, by)
  return outcome.ok ? 'ok' : outcome.error.code
}

const sign = (text: string): Promise<string> => localCrypto.sm2Signer(institution).sign(text)

async function signed(fields: SignedFields = plain): Promise<SignedFields> {
  const named = { ...fields, signtype: 'SM2' }
  return { ...named, cainfo: await sign(signedText(named)) }
}

const withSm3 = (fields: SignedFields = plain): SignedFields => {
  const named = { ...fields, signtype: 'SM3' }
  return { ...named, cainfo: localCrypto.sm3(signedText(named)).toUpperCase() }
}

test('a signed envelope is let in, whichever way its signature is written', async () => {
  const good = await signed()
  assert.equal((await opened(good)).protection.signature, 'SM2')
  assert.equal(await codeOf({ ...good, cainfo: String(good.cainfo).toLowerCase() }), 'ok')
  const withoutEmpty = await sign('fixmedins_code=H1&infno=1101&msgid=M1&opter=1&signtype=SM2')
  assert.equal(await codeOf({ ...good, cainfo: withoutEmpty }), 'ok', 'a sender may leave empty fields out of the text')
  assert.equal((await opened(withSm3())).protection.signature, 'SM3')
})

test('every field but the data is covered', async () => {
  const good = await signed()
  for (const field of ['infno', 'msgid', 'opter', 'fixmedins_code', 'sign_no']) {
    assert.equal(await codeOf({ ...good, [field]: 'x' }), 'gateway.wrong-cainfo', field)
  }
  assert.equal(await codeOf({ ...good, unknown: 'x' }), 'gateway.wrong-cainfo')
  assert.equal(await codeOf({ ...good, input: { data: 'another' } }), 'ok', 'as the interface defines it')
  assert.equal(await codeOf({ ...withSm3(), opter: '2' }), 'gateway.wrong-cainfo')
  assert.equal(await codeOf({ ...good, cainfo: await sign('another text') }), 'gateway.wrong-cainfo')
})

test('a signature type without a signature is an unsigned envelope', async () => {
  for (const cainfo of [null, '', 'null']) {
    assert.deepEqual((await opened({ ...plain, signtype: 'SM2', cainfo })).protection, unprotected)
  }
  assert.equal(await codeOf({ ...plain, cainfo: 'AB' }), 'gateway.signature-without-type')
})

test('a key that demands a signature takes none that is weaker', async () => {
  const unsigned = { ...plain, signtype: 'SM2', cainfo: 'null' }
  const all = [unsigned, withSm3(), await signed()]
  const codes = (requires: GatewayKey['requires']) => Promise.all(all.map((one) => codeOf(one, { ...key, requires })))
  const no = 'gateway.signature-required'
  assert.deepEqual(await codes('none'), ['ok', 'ok', 'ok'])
  assert.deepEqual(await codes('SM3'), [no, 'ok', 'ok'])
  assert.deepEqual(await codes('SM2'), [no, no, 'ok'])
})

test('a signature that cannot be proved is not taken for one', async () => {
  assert.equal(await codeOf(await signed(), { ...key, sm2PublicKey: null }), 'gateway.no-public-key')
  assert.equal(await codeOf(await signed({ ...plain, opter: '1&opter_name=x' })), 'gateway.ambiguous-field')
})

const hide = (input: unknown, encoding: 'hex' | 'base64' = 'base64', by = sm4Key) =>
  localCrypto
    .sm4(by, 'cbc')
    .encrypt(Buffer.from(JSON.stringify(input)))
    .toString(encoding)

test('hidden data is read in both encodings and answered in the one that it used', async () => {
  for (const encoding of ['hex', 'base64'] as const) {
    const { outcome, protection: how } = await opened({ ...plain, enc_type: 'SM4', input: hide(plain.input, encoding) })
    assert.deepEqual(outcome.ok && outcome.value.input, plain.input)
    const answer = JSON.parse(await protection.seal('{"infcode":0,"enc_type":"","output":{"x":"中"}}', how))
    assert.equal(answer.enc_type, 'SM4')
    const output = localCrypto.sm4(sm4Key, 'cbc').decrypt(Buffer.from(answer.output, encoding))
    assert.equal(output?.toString(), '{"x":"中"}')
  }
})

test('whatever is wrong with hidden data, it is one and the same refusal', async () => {
  const good = hide(plain.input)
  const bytes = Buffer.from(good, 'base64')
  const flipped = (at: number): string => {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    return changed.toString('base64')
  }
  const notJson = localCrypto.sm4(sm4Key, 'cbc').encrypt(Buffer.from('not JSON')).toString('hex')
  const notUtf8 = localCrypto
    .sm4(sm4Key, 'cbc')
    .encrypt(Buffer.of(0x22, 0xff, 0x22))
    .toString('hex')
  const wrong = [
    hide(plain.input, 'base64', sm4Key.replace('0', '1')),
    flipped(0),
    flipped(bytes.length - 17),
    bytes.subarray(0, -1).toString('base64'),
    bytes.subarray(0, 16).toString('hex'),
    'not base64!',
    'AAA',
    { data: {} },
    7,
    notJson,
    notUtf8,
  ]
  for (const input of wrong) {
    const { outcome } = await opened({ ...plain, enc_type: 'SM4', input })
    assert.deepEqual(outcome, { ok: false, error: { code: 'gateway.undecipherable' } }, String(input))
  }
})

test('hidden data is held to the same rules as plain data', async () => {
  const deep = `${'['.repeat(40)}${']'.repeat(40)}`
  const inside = (input: unknown) => codeOf({ ...plain, enc_type: 'SM4', input: hide(input) })
  assert.equal(await inside({ data: { name: 'a\u0000' } }), 'gateway.unfit-text')
  assert.equal(await inside(JSON.parse(deep)), 'gateway.too-deep')
})

test('a key without SM4, and another encryption, take no hidden data', async () => {
  const hidden = { ...plain, enc_type: 'SM4', input: hide(plain.input) }
  assert.equal(await codeOf(hidden, { ...key, sm4: null }), 'gateway.encryption-not-served')
  assert.equal(await codeOf({ ...hidden, enc_type: 'AES' }), 'gateway.encryption-not-served')
})

test('an answer is signed as its request was, over all its fields as they go out', async () => {
  const text = '{"infcode":0,"err_msg":"","signtype":"","cainfo":"","enc_type":"","output":{"x":1}}'
  const seal = async (how: Partial<AnswerProtection>) =>
    JSON.parse(await protection.seal(text, { ...unprotected, ...how })) as SignedFields
  assert.equal(await protection.seal(text, unprotected), text)
  const withSm2 = await seal({ signature: 'SM2' })
  assert.equal(signedText(withSm2), 'enc_type=&err_msg=&infcode=0&signtype=SM2')
  const verifier = localCrypto.sm2Verifier(centre.publicKey)
  assert.equal(await verifier.verify(signedText(withSm2), String(withSm2.cainfo)), true)
  assert.deepEqual(withSm2.output, { x: 1 })
  const digested = await seal({ signature: 'SM3' })
  assert.equal(digested.cainfo, localCrypto.sm3('enc_type=&err_msg=&infcode=0&signtype=SM3').toUpperCase())
})

test('an archived request is read with whichever key its institution had then', () => {
  const keys = [
    { key: sm4Key, mode: 'ecb' as const },
    { key: sm4Key, mode: 'cbc' as const },
  ]
  const hidden = JSON.stringify({ ...plain, enc_type: 'SM4', input: hide(plain.input) })
  assert.deepEqual(JSON.parse(readableRequest(localCrypto, keys, hidden)), { ...plain, enc_type: 'SM4' })
  assert.equal(readableRequest(localCrypto, keys.slice(0, 1), hidden), hidden)
  for (const other of [JSON.stringify(plain), 'not JSON', '']) {
    assert.equal(readableRequest(localCrypto, keys, other), other)
  }
})
