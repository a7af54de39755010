import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { RegionPack } from '@yibao/core/policy'
import { openCaseBook } from './policy-case-book.ts'
import { loadPacks, policyFolder } from './shipped.ts'

const region = '330200-ningbo'
let folder: string
let file: string
let pack: RegionPack

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yibao-cases-'))
  await cp(join(policyFolder, 'regions', region), join(folder, 'regions', region), { recursive: true })
  file = join(folder, 'regions', region, 'cases', 'inpatient.yaml')
  const [only] = await loadPacks(folder)
  assert.ok(only)
  pack = only
})
after(() => rm(folder, { recursive: true }))

test('a case that its author expects otherwise says what was expected and what comes out', async () => {
  const written = await readFile(file, 'utf8')
  assert.match(written, /pool: 13160 yuan/)
  await writeFile(file, written.replace('pool: 13160 yuan', 'pool: 13161 yuan'))
  const cases = await openCaseBook(folder).worked(pack)
  const failed = cases.filter(({ differences }) => differences.length > 0)
  assert.deepEqual(
    failed.map(({ id, differences }) => [id, differences]),
    [['C06-1', [{ field: 'pool', expected: '13161.00', actual: '13160.00' }]]],
  )
  const [one] = failed
  assert.deepEqual(
    one?.expected.find(({ name }) => name === 'pool'),
    { name: 'pool', value: '13161 yuan' },
  )
  assert.equal(one?.visits[0]?.outcome?.ok && one.visits[0].outcome.value.payments.pool, 13160_00)
  await writeFile(file, written)
})

test('files that cannot be read are told with their place, and read again when somebody asks again', async () => {
  const written = await readFile(file, 'utf8')
  const book = openCaseBook(folder)
  await writeFile(file, written.replace('pool: 13160 yuan', 'pool: much'))
  await assert.rejects(book.worked(pack), /inpatient\.yaml:\d+/)
  await writeFile(file, written)
  const cases = await book.worked(pack)
  assert.ok(cases.length > 10 && cases.every(({ differences }) => differences.length === 0))
})

test('a region without a folder of its own has no cases', async () => {
  const elsewhere = { ...pack, hash: 'another', division: '999999' as RegionPack['division'] }
  assert.deepEqual(await openCaseBook(folder).worked(elsewhere), [])
})

test('every shipped case has a name in Chinese, and none has that of another of its region', async () => {
  const book = openCaseBook(policyFolder)
  const names = new Set<string>()
  for (const shipped of await loadPacks(policyFolder)) {
    for (const { division, name, zh } of await book.written(shipped)) {
      assert.match(zh ?? '', /\p{Script=Han}/u, name)
      assert.ok(!names.has(`${division} ${zh}`), `${division} ${zh}`)
      names.add(`${division} ${zh}`)
    }
  }
  assert.ok(names.size > 600)
})
