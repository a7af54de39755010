import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { transitions } from '@yibao/core/casework'
import { standingOf } from '@yibao/core/credit'
import { isoDate } from '@yibao/core/kernel'
import { loadCaseworkLaw, soundCaseworkLaw } from './casework-law.ts'
import { loadCreditRules, soundCreditRules } from './credit-rules.ts'
import { problemText } from './policy-sheet.ts'
import { policyFolder } from './shipped.ts'

const folder = join(policyFolder, 'supervision')
const names = ['limits.yaml', 'bases.yaml', 'measures.yaml', 'holidays.yaml', 'credit.yaml']

/** The shipped folder with one text replaced; what its readers then complain of. */
async function complaints(file: string, from: string, to: string): Promise<readonly string[]> {
  const made = await mkdtemp(join(tmpdir(), 'casework-law-'))
  try {
    for (const name of names) {
      const text = await readFile(join(folder, name), 'utf8')
      assert.ok(name !== file || text.includes(from), `${file} has no ${from}`)
      await writeFile(join(made, name), name === file ? text.replace(from, to) : text)
    }
    const [law, credit] = [await loadCaseworkLaw(made), await loadCreditRules(made)]
    return [law, credit]
      .flatMap((one) => (one.ok ? [] : one.error.map(problemText)))
      .map((text) => text.replace(/^[^/]*\//, ''))
  } finally {
    await rm(made, { recursive: true })
  }
}

test('every limit that a transition starts is set, cited, and in force today', async () => {
  const { law } = await soundCaseworkLaw(folder)
  const on = isoDate('2026-03-02')
  for (const name of new Set(transitions.flatMap(({ starts }) => starts ?? []))) {
    const limit = law.limits.find((one) => one.name === name && one.range.from <= on)
    assert.ok(limit !== undefined && limit.source !== '' && limit.days > 0, name)
  }
})

test('what the regulation says of fines and suspensions is read as it says', async () => {
  const { law } = await soundCaseworkLaw(folder)
  const allowed = (code: string) => law.bases.find((basis) => basis.code === code)?.allows
  assert.deepEqual(allowed('regulation-38')?.find(({ kind }) => kind === 'fine')?.multiple, [1_000_000, 2_000_000])
  assert.deepEqual(allowed('regulation-40')?.find(({ kind }) => kind === 'fine')?.multiple, [2_000_000, 5_000_000])
  assert.deepEqual(allowed('regulation-39')?.find(({ kind }) => kind === 'fine')?.between, [10_000_00, 50_000_00])
  assert.deepEqual(
    allowed('regulation-41-1')?.find(({ kind }) => kind === 'suspend-person-settlement')?.months,
    [3, 12],
  )
})

test('credit has a scheme for everybody, and an empty archive is a good one', async () => {
  const rules = await soundCreditRules(folder)
  const value = (kind: 'doctor' | 'institution' | 'person') => {
    const standing = standingOf(kind, [], isoDate('2026-03-02'), rules)
    return standing.ok ? [standing.value.value, standing.value.grade] : null
  }
  assert.deepEqual(value('doctor'), [0, null])
  assert.deepEqual(value('institution'), [100, 'A'])
  assert.deepEqual(value('person'), [100, 'A'])
})

test('authors hear in which line what is wrong', async () => {
  const [days = ''] = await complaints('limits.yaml', 'days: 15, counted', 'days: ten, counted')
  assert.match(days, /^limits\.yaml:\d+: `days` is no whole number \(found: ten\)/)
  assert.match(
    (await complaints('limits.yaml', 'limit: answer', 'limit: appeal')).join('\n'),
    /appeal stands twice[\s\S]*answer is missing/,
  )
  assert.match(
    (await complaints('bases.yaml', 'multiple: 1..2', 'months: 1..2')).join('\n'),
    /a fine has a multiple or bounds/,
  )
  assert.match((await complaints('bases.yaml', 'months: 6..12', 'months: 12..6')).join('\n'), /`months` is no range/)
  assert.match((await complaints('bases.yaml', 'measure: interview', 'measure: scold')).join('\n'), /no such value/)
  assert.match(
    (await complaints('measures.yaml', 'measure: fine', 'measure: recover')).join('\n'),
    /recover stands 2 times[\s\S]*fine stands 0 times/,
  )
  assert.match((await complaints('credit.yaml', 'scheme: person', 'scheme: doctor')).join('\n'), /no scheme of person/)
  assert.match(
    (await complaints('credit.yaml', 'months: 24, left: 0%', 'months: 6, left: 0%')).join('\n'),
    /`fading` is out of order/,
  )
  assert.match((await complaints('credit.yaml', 'points: 1..3', 'points: many')).join('\n'), /`points` is no range/)
})
