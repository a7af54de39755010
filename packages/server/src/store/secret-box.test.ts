import assert from 'node:assert/strict'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { openSecretBox, SecretBoxError } from './secret-box.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp('/tmp/yibao-secret-')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const environmentKey = 'ab'.repeat(32)

test('a sealed secret opens again, and two seals of one secret differ', async () => {
  const box = await openSecretBox(folder, '')
  const first = box.seal('秘密 secret')
  assert.equal(box.open(first), '秘密 secret')
  assert.notDeepEqual(box.seal('秘密 secret'), first)
  assert.equal(first.includes(Buffer.from('secret')), false)
})

test('the key is made once, readable by its owner only', async () => {
  const sealed = (await openSecretBox(join(folder, 'data'), '')).seal('x')
  assert.equal((await openSecretBox(join(folder, 'data'), '')).open(sealed), 'x')
  assert.equal((await stat(join(folder, 'data', 'master.key'))).mode & 0o777, 0o600)
})

test('starters that come at once share one key', async () => {
  const boxes = await Promise.all(Array.from({ length: 8 }, () => openSecretBox(folder, '')))
  const sealed = boxes[0]?.seal('x') ?? Buffer.alloc(0)
  for (const box of boxes) assert.equal(box.open(sealed), 'x')
})

test('the key of the environment comes before the file, which is then not made', async () => {
  const sealed = (await openSecretBox(folder, environmentKey)).seal('x')
  assert.equal((await openSecretBox('/nowhere', environmentKey)).open(sealed), 'x')
  await assert.rejects(readFile(join(folder, 'master.key')))
})

test('another key, a changed byte and a foreign layout are refused', async () => {
  const box = await openSecretBox(folder, environmentKey)
  const sealed = box.seal('x')
  const other = await openSecretBox(folder, 'cd'.repeat(32))
  assert.throws(() => other.open(sealed), SecretBoxError)
  const changed = Buffer.from(sealed)
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
  assert.throws(() => box.open(changed), SecretBoxError)
  assert.throws(() => box.open(Buffer.of(9, 9)), /unknown layout/)
})

test('a malformed or open key file is refused with a cure', async () => {
  await assert.rejects(openSecretBox(folder, 'short'), /64 hexadecimal digits/)
  const file = join(folder, 'master.key')
  await writeFile(file, 'nonsense', { mode: 0o600 })
  await assert.rejects(openSecretBox(folder, ''), /Restore it from a backup/)
  await chmod(file, 0o644)
  await assert.rejects(openSecretBox(folder, ''), /chmod 600/)
})
