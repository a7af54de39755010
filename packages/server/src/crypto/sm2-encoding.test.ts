import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readSm2PublicKey, readSm2Signature, writeSm2PublicKey } from './sm2-encoding.ts'

const point =
  '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020' +
  'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13'

test('a public key is read in every form in which it is written', () => {
  const pem = writeSm2PublicKey(point)
  const der = Buffer.from(pem.split('\n').slice(1, 3).join(''), 'base64').toString('hex')
  for (const text of [
    point,
    point.toUpperCase(),
    ` ${point}\n`,
    point.slice(2),
    pem,
    pem.replaceAll('\n', '\r\n'),
    der,
  ]) {
    assert.equal(readSm2PublicKey(text), point)
  }
})

test('what is no public key of SM2 is none', () => {
  const ed25519 =
    '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----'
  for (const text of [
    '',
    'null',
    point.slice(4),
    `${point}00`,
    `05${point.slice(2)}`,
    ed25519,
    `${point.slice(0, -1)}g`,
  ]) {
    assert.equal(readSm2PublicKey(text), null, text)
  }
})

test('every signature of the group is read from both forms', () => {
  const number = fc.bigInt({ min: 1n, max: 2n ** 255n }).map((value) => value.toString(16).padStart(64, '0'))
  const integer = (hex: string): string => {
    const digits = hex.replace(/^(?:00)+/, '')
    const bytes = Number.parseInt(digits.slice(0, 2), 16) >= 0x80 ? `00${digits}` : digits
    return `02${(bytes.length / 2).toString(16).padStart(2, '0')}${bytes}`
  }
  fc.assert(
    fc.property(number, number, (r, s) => {
      const inside = integer(r) + integer(s)
      const der = `30${(inside.length / 2).toString(16).padStart(2, '0')}${inside}`
      assert.equal(readSm2Signature(r + s), r + s)
      assert.equal(readSm2Signature(der), r + s)
    }),
  )
})

test('whatever text stands in cainfo, reading it never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^30[0-9a-f]{0,40}$/)), (text) => {
      const read = readSm2Signature(text)
      assert.ok(read === null || read.length === 128)
    }),
  )
})
