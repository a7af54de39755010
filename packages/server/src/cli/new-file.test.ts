import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { requireNewFile } from './new-file.ts'

test('a file that is to be written is looked for before the work: it must not exist, its folder must', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'yibao-new-'))
  try {
    const path = join(folder, 'a.xlsx')
    await requireNewFile(path)
    await writeFile(path, '')
    await assert.rejects(requireNewFile(path), /文件已存在.*exists already/)
    await assert.rejects(requireNewFile(join(folder, 'none', 'a.xlsx')), /没有这个目录.*no such folder/)
    await assert.rejects(requireNewFile(join(path, 'a.xlsx')), /没有这个目录.*no such folder/)
  } finally {
    await rm(folder, { recursive: true })
  }
})
