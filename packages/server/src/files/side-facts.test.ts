import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sideFactRows } from './side-facts.ts'

async function read(file: string, text: string) {
  const folder = await mkdtemp(join(tmpdir(), 'yibao-side-'))
  try {
    await writeFile(join(folder, file), text)
    const rows: (readonly (string | null)[])[] = []
    for await (const page of sideFactRows(folder)) rows.push(...page)
    return rows
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

test('facts become rows of the lake: table, anchor, day, content', async () => {
  assert.deepEqual(await read('beds.csv', 'anchor,department,beds\nH1,,120\nH1,D01,20\n'), [
    ['beds', 'H1', null, '{"beds":"120"}'],
    ['beds', 'H1', null, '{"department":"D01","beds":"20"}'],
  ])
  assert.deepEqual(await read('targetPopulation.csv', 'anchor,day,population\n330200,2025-01-01,20000\n'), [
    ['targetPopulation', '330200', '2025-01-01', '{"population":"20000"}'],
  ])
})

for (const [what, file, text, told] of [
  ['an unknown table', 'wards.csv', 'anchor\nx\n', /no such side facts/],
  ['an unknown column', 'beds.csv', 'anchor,rooms\nH1,3\n', /beds\.csv:1: .*rooms/],
  ['a number that is none', 'beds.csv', 'anchor,beds\nH1,many\n', /beds\.csv:2: beds .*many/],
  ['a day that is none', 'targetPopulation.csv', 'anchor,day,population\nx,2025-02-30,1\n', /:2: .*not a date/],
  ['a row without its anchor', 'beds.csv', 'anchor,beds\n,3\n', /beds\.csv:2: anchor/],
] as const) {
  test(`${what} is refused by file and line`, async () => {
    await assert.rejects(read(file, text), told)
  })
}
