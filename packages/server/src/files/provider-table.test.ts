import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { readLabelledProviders, readProviders } from './provider-table.ts'

const header =
  'Provider,TotalInscClaimAmtReimbursed,MaxInscClaimAmtReimbursed,ClaimCounts,uniqBeneCount,uniqATPhysnCount,InClmsPct,StateCount_Uniq,MaxHospitalDays,MeanHospitalDays,PotentialFraud'
const first = 'P1,604670,57000,132,110,44,0.469697,3,28,2.89394,1'
const second = 'P2,52170,3300,149,138,38,0,9,0,0,0'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yibao-providers-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function file(name: string, ...lines: readonly string[]): Promise<string> {
  const path = join(folder, name)
  const text = `${lines.join('\n')}\n`
  await writeFile(path, name.endsWith('.gz') ? gzipSync(text) : text)
  return path
}

test('providers are read with their label, packed or not, and columns that no score looks at are passed over', async () => {
  const { rows, digest } = await readLabelledProviders(await file('a.csv', header, first, second))
  assert.deepEqual(
    rows.map(({ key, flagged, values }) => [key, flagged, values.reimbursed, values.stays]),
    [
      ['P1', true, 604_670, 62],
      ['P2', false, 52_170, 0],
    ],
  )
  const other = await file('b.csv.gz', `${header},Age`, `${second},71`, `${first},70`)
  assert.equal((await readLabelledProviders(other)).digest, digest)
})

test('a label is not needed for scoring, nor looked at', async () => {
  const bare = [header, first].map((line) => line.replace(/,[^,]*$/, ''))
  const { rows } = await readProviders(await file('a.csv', ...bare))
  assert.deepEqual(rows, (await readProviders(await file('b.csv', header, first.replace(/1$/, 'unknown')))).rows)
})

test('a column that is missing or that nobody knows is refused by name', async () => {
  const bare = [header, first].map((line) => line.replace(/,[^,]*$/, ''))
  await assert.rejects(async () => readLabelledProviders(await file('a.csv', ...bare)), /缺少列 PotentialFraud/)
  const renamed = header.replace('ClaimCounts', 'Claims')
  await assert.rejects(async () => readProviders(await file('b.csv', renamed, first)), /不认识的列 Claims/)
  const race = await file('c.csv', `${header},Race`, `${first},1`)
  await assert.rejects(() => readProviders(race), /不认识的列 Race/)
})

test('bad rows are refused with file, line, column and value, all at once', async () => {
  const path = await file('a.csv', header, first.replace('604670', 'many'), 'P1,1,1,0,1,1,1.5,1,1,1,2', second)
  await assert.rejects(readLabelledProviders(path), (error: Error) => {
    assert.match(error.message, /5 处有误/)
    assert.match(error.message, /a\.csv:2: TotalInscClaimAmtReimbursed many /)
    assert.match(error.message, /a\.csv:3: Provider P1 .*第 2 行重复/)
    assert.match(error.message, /a\.csv:3: ClaimCounts 0 /)
    assert.match(error.message, /a\.csv:3: InClmsPct 1\.5 /)
    assert.match(error.message, /a\.csv:3: PotentialFraud 2 /)
    return true
  })
})

test('what is no number, though a program may take it for one, is refused; a file full of faults is told by its first', async () => {
  for (const cell of ['', 'NaN', 'Infinity', '-1', '1e99', '0x10', '1,000']) {
    const row = first.replace('604670', cell === '1,000' ? '"1,000"' : cell)
    await assert.rejects(readLabelledProviders(await file('a.csv', header, row)), /TotalInscClaimAmtReimbursed/, cell)
  }
  const many = Array.from({ length: 500 }, (_, index) => `P${index},x,x,x,x,x,x,x,x,x,x`)
  await assert.rejects(readLabelledProviders(await file('b.csv', header, ...many)), (error: Error) => {
    assert.match(error.message, /5000 处有误[\s\S]*… 4980 处更多/)
    return error.message.split('\n').length === 22
  })
})
