import assert from 'node:assert/strict'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadAuditFolder } from './audit-folder.ts'
import { policyFolder } from './shipped.ts'

test('a folder with the name of a rule is refused with its place and a cure', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'audit-folder-'))
  try {
    await cp(join(policyFolder, 'audit'), folder, { recursive: true })
    await mkdir(join(folder, 'management', 'M-Z99.yaml'))
    const loaded = await loadAuditFolder(folder, 'rules')
    assert.ok(!loaded.ok)
    assert.deepEqual(
      loaded.error.map(({ file, what, cure }) => [file, what, cure]),
      [['management/M-Z99.yaml', 'a folder where a file is expected', 'remove it, or give it a name without .yaml']],
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
