import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import type { ImportSource } from '../flows/import-ports.ts'
import { writeTemplate } from './import-template.ts'
import { institutionsFile } from './institutions-file.ts'
import { membersFile } from './members-file.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp('/tmp/yibao-template-')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function kindsOf(source: ImportSource<unknown>): Promise<string[]> {
  const kinds: string[] = []
  for await (const item of source.rows()) kinds.push(item.kind)
  return kinds
}

test('the example row of every template passes the checks of its import', async () => {
  for (const ending of ['xlsx', 'csv']) {
    const members = join(folder, `members.${ending}`)
    const institutions = join(folder, `institutions.${ending}`)
    await writeTemplate('members', members)
    await writeTemplate('institutions', institutions)
    assert.deepEqual(await kindsOf(membersFile(members, ending)), ['row'])
    assert.deepEqual(await kindsOf(institutionsFile(institutions, ending)), ['row'])
  }
})

test('a template never overwrites a filled list', async () => {
  const path = join(folder, 'members.csv')
  await writeTemplate('members', path)
  await assert.rejects(writeTemplate('members', path), /EEXIST/)
})
