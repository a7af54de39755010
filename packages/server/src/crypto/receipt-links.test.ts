import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isoDate } from '@yibao/core/kernel'
import { receiptLinks } from './receipt-links.ts'

const links = receiptLinks(async () => Buffer.alloc(32, 7))
const link = { settlementId: '174096000000000001A1B2C3D4', expiresOn: isoDate('2026-02-28') }

test('what was signed is read again', async () => {
  const token = await links.sign(link)
  assert.match(token, /^174096000000000001A1B2C3D4\.20260228\.[\w-]{22}$/)
  assert.deepEqual(await links.read(token), link)
})

test('no character of a token can be changed, nothing cut off or added, and another centre reads nothing of it', async () => {
  const token = await links.sign(link)
  for (let index = 0; index < token.length; index += 1) {
    for (const other of ['A', '0', '-', '.', '%']) {
      if (token[index] === other) continue
      const changed = token.slice(0, index) + other + token.slice(index + 1)
      // The last character of base64url holds two bits that stand for nothing.
      if (Buffer.from(changed.slice(-22), 'base64url').equals(Buffer.from(token.slice(-22), 'base64url'))) {
        if (changed.slice(0, -22) === token.slice(0, -22)) continue
      }
      assert.equal(await links.read(changed), null, changed)
    }
  }
  for (const bad of ['', '.', token.slice(0, -1), `${token}A`, ` ${token}`, token.replaceAll('.', ' ')]) {
    assert.equal(await links.read(bad), null, bad)
  }
  assert.equal(await receiptLinks(async () => Buffer.alloc(32, 8)).read(token), null)
})
