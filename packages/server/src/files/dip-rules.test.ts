import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { examineDipRules, readDipRules } from './dip-rules.ts'
import { problemText } from './policy-sheet.ts'
import { policyFolder } from './shipped.ts'

const shipped = join(policyFolder, 'dip')
let folder = ''
let example = ''

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yibao-dip-'))
  await cp(shipped, join(folder, 'dip'), { recursive: true })
  await cp(join(policyFolder, 'drg', 'starter'), join(folder, 'drg', 'starter'), { recursive: true })
  example = await readFile(join(shipped, 'example', 'rules.yaml'), 'utf8')
})
after(() => rm(folder, { recursive: true, force: true }))

/** What the reader says of the example with something replaced. */
async function complaints(
  ...changes: readonly (readonly [before: string, after: string])[]
): Promise<readonly string[]> {
  let text = example
  for (const [old, fresh] of changes) {
    assert.ok(text.includes(old), `the example has ${old}`)
    text = text.replace(old, fresh)
  }
  const path = join(folder, 'dip', 'example', 'rules.yaml')
  await writeFile(path, text)
  const read = await examineDipRules(path)
  return read.ok ? [] : read.error.map(problemText)
}

const lineOf = (part: string): number => example.slice(0, example.indexOf(part)).split('\n').length

describe('the shipped rules', () => {
  for (const name of ['example', 'jining-form']) {
    it(`${name} reads without a problem, every section with its source`, async () => {
      const rules = await readDipRules(join(shipped, name, 'rules.yaml'), null)
      assert.equal(rules.name, name)
      assert.equal(rules.sources.length, 14)
      assert.deepEqual(
        rules.sources.filter(({ source }) => source.trim() === ''),
        [],
      )
    })
  }

  it('the form of Jining has its own deviating cases and order of kinds', async () => {
    const { deviation, matching } = await readDipRules(join(shipped, 'jining-form', 'rules.yaml'), 2025)
    assert.deepEqual([deviation.low.at, deviation.high.at], ['low', 'normal'])
    assert.deepEqual([deviation.test, deviation.factor], ['level-mean-last-year', 'level-mean-last-year'])
    assert.deepEqual([deviation.forms.high.factor, deviation.forms.blank.times], ['excess-institution', 700_000])
    assert.deepEqual(
      matching.ties.map(({ rule }) => rule),
      ['principal-operation', 'most-operations', 'nearest-mean-cost', 'kind-order'],
    )
  })
})

describe('rules that are refused', () => {
  it('a test without what it compares with', async () => {
    const [first = ''] = await complaints(['      test: payment-standard\n', ''])
    assert.match(first, /^example\/rules\.yaml:\d+: `test` is missing; add `test:` here$/)
  })

  it('a limit without the side of a case exactly on it', async () => {
    const [first = ''] = await complaints(['low: { times: 0.5, at: normal }', 'low: { times: 0.5 }'])
    assert.match(first, /`at` is missing/)
  })

  it('a threshold of zero, at its line', async () => {
    assert.deepEqual(await complaints(['threshold: 15', 'threshold: 0']), [
      `example/rules.yaml:${lineOf('threshold: 15')}: \`threshold\` is not a whole number of at least 1 (found: 0); write it as 15`,
    ])
  })

  it('bands with a gap, at their table', async () => {
    const [first = '', ...others] = await complaints([
      'from: 3, to: 4, coefficient: 1.1',
      'from: 4, to: 4, coefficient: 1.1',
    ])
    assert.deepEqual(others, [])
    assert.match(first, new RegExp(`^example/rules\\.yaml:${lineOf('- name: cci')}: 分段有空档 the bands leave a gap`))
  })

  it('bands that overlap', async () => {
    const [first = ''] = await complaints(['from: 3, to: 4, coefficient: 1.1', 'from: 2, to: 4, coefficient: 1.1'])
    assert.match(first, /分段重叠 the bands overlap/)
  })

  it('weights that are not one together, and a section without a source', async () => {
    const wrong = await complaints(['{ back: 1, weight: 0.7 }', '{ back: 1, weight: 0.6 }'])
    assert.match(wrong[0] ?? '', /权重合计不为 1 .*sumPpm 900000/)
    const bare = await complaints(['      source: 公开解读 [1]：诊断加治疗方式\n', ''])
    assert.match(bare[0] ?? '', /`source` is missing/)
  })

  it('versions that hold on the same day, naming the other', async () => {
    const version = example.slice(example.indexOf('  - from: 2025-01-01'))
    const [first = ''] = await complaints([
      version,
      `${version}${version.replace('from: 2025-01-01', 'from: 2025-07-01')}`,
    ])
    assert.match(
      first,
      /two versions hold on the same day .*2025-07-01.*the other runs from 2025-01-01 until 2026-01-01/,
    )
  })

  it('a file of operations that is not there, and one with an unknown kind', async () => {
    const [missing = ''] = await complaints(['file: ../operations.tsv', 'file: ../nothing.tsv'])
    assert.match(missing, /no such file \(found: \.\.\/nothing\.tsv\)/)
    await writeFile(join(folder, 'dip', 'odd.tsv'), 'code\tkind\tgrade\n47*\tsurgical\t\n')
    const [odd = ''] = await complaints(['file: ../operations.tsv', 'file: ../odd.tsv'])
    assert.match(odd, /odd\.tsv:2: 没有此类 no such kind \(found: surgical\)/)
  })

  it('an unknown key and a word that is none', async () => {
    const wrong = await complaints(['      key: subcategory', '      key: letter\n      keys: 2'])
    assert.equal(wrong.length, 2)
    assert.match(wrong[0] ?? '', /unknown key `keys`/)
  })

  it('a year that no version has', async () => {
    await assert.rejects(
      readDipRules(join(shipped, 'example', 'rules.yaml'), 2030),
      /没有 2030 年的版本 has no version for 2030；请用 --year 指定 name one with --year: 2025/,
    )
  })
})
