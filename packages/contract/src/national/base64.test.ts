import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { message9101 } from './9101.ts'
import { base64Of, plainBase64 } from './base64.ts'
import { readInput } from './read.ts'

const codeOf = (content: unknown): string => {
  const read = readInput(message9101, { fsUploadIn: { in: content, filename: 'a.zip', fixmedins_code: 'H1' } })
  return read.ok ? read.value.fsUploadIn.in : read.error.code
}

describe('the bytes of a file', () => {
  it('come as an array of bytes, signed or not, of any length', () => {
    for (let length = 0; length <= 7; length += 1) {
      const bytes = Array.from({ length }, (_, index) => (index * 97 + 130) % 256)
      const expected = Buffer.from(bytes).toString('base64')
      assert.equal(base64Of(bytes), expected)
      assert.equal(base64Of(bytes.map((byte) => (byte > 127 ? byte - 256 : byte))), expected)
    }
  })

  it('come as Base64, in one line or in several', () => {
    assert.equal(plainBase64('UEsDBA=='), 'UEsDBA==')
    assert.equal(plainBase64('UEsD\r\nBA=='), 'UEsDBA==')
  })

  it('are read from a message in both forms', () => {
    assert.equal(codeOf('UEsDBA=='), 'UEsDBA==')
    assert.equal(codeOf([80, 75, 3, 4]), 'UEsDBA==')
  })

  it('are refused when they are something else', () => {
    for (const bad of ['UEsDBA', 'UEs*BA==', 'a=bc', '====', [80, 256], [80, -129], [1.5], ['80'], [null]]) {
      assert.equal(codeOf(bad), 'message.bad-bytes', JSON.stringify(bad))
    }
    for (const empty of ['', [], null]) assert.equal(codeOf(empty), 'message.missing-field')
    assert.equal(codeOf({ data: 'UEsDBA==' }), 'message.not-a-scalar')
  })
})
