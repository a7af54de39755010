import assert from 'node:assert/strict'
import { createCipheriv } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { sm4 } from './sm4.ts'

const key = '00112233445566778899aabbccddeeff'

test('whatever is hidden is found again, in both modes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), fc.constantFrom('cbc' as const, 'ecb' as const), (plain, mode) => {
      const cipher = sm4(key, mode)
      assert.deepEqual(cipher.decrypt(cipher.encrypt(plain)), Buffer.from(plain))
    }),
  )
})

test('the same text is hidden in another way each time with cbc, in one way with ecb', () => {
  const [cbc, ecb] = [sm4(key, 'cbc'), sm4(key, 'ecb')]
  const plain = Buffer.from('{"data":{}}')
  assert.notDeepEqual(cbc.encrypt(plain), cbc.encrypt(plain))
  assert.deepEqual(ecb.encrypt(plain), ecb.encrypt(plain))
})

test('bytes that are no whole blocks, or none at all, hide nothing', () => {
  for (const mode of ['cbc', 'ecb'] as const) {
    for (const length of [0, 1, 15, 17]) assert.equal(sm4(key, mode).decrypt(Buffer.alloc(length)), null)
  }
  assert.equal(sm4(key, 'cbc').decrypt(Buffer.alloc(16)), null, 'an initialisation vector and nothing behind it')
})

test('padding that is not whole is seen, wherever it is broken', () => {
  const hide = (block: readonly number[]) => {
    const cipher = createCipheriv('sm4-ecb', Buffer.from(key, 'hex'), null).setAutoPadding(false)
    return Buffer.concat([cipher.update(Buffer.from(block)), cipher.final()])
  }
  const cipher = sm4(key, 'ecb')
  const text = [7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7]
  assert.deepEqual(cipher.decrypt(hide([...text, 4, 4, 4, 4])), Buffer.from(text))
  const broken = [
    [3, 4, 4, 4],
    [4, 4, 5, 4],
    [0, 0, 0, 0],
    [4, 4, 4, 17],
    [9, 9, 9, 255],
  ]
  for (const padding of broken) assert.equal(cipher.decrypt(hide([...text, ...padding])), null, String(padding))
})

test('a key that is not sixteen bytes is a mistake of ours', () => {
  for (const wrong of ['', key.slice(2), `${key}00`, 'x'.repeat(32)]) assert.throws(() => sm4(wrong, 'cbc'))
})
