import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { newPassphraseOf, passphraseOf } from './tip-passphrase.ts'

test('a passphrase in a file is its first line as it would be typed; a file that others can read is refused', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'yibao-words-'))
  try {
    const file = async (name: string, mode: number) => {
      await writeFile(join(folder, name), ' with spaces \r\nmore\n', { mode })
      return join(folder, name)
    }
    assert.equal(await passphraseOf(await file('own', 0o600), ''), ' with spaces ')
    await assert.rejects(passphraseOf(await file('open', 0o640), ''), /chmod 600/)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('a new passphrase that is typed is typed twice the same', async () => {
  const typing = (...words: string[]) => newPassphraseOf(undefined, 'li.si', async () => words.shift() ?? '')
  assert.equal(await typing('correct horse', 'correct horse'), 'correct horse')
  await assert.rejects(typing('correct horse', 'correct house'), /not the same twice/)
  await assert.rejects(typing('short', 'short'), /at least 12/)
})
