import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { IndicatorValue } from '@yibao/core/supervision'
import { fillLake } from '../../bench/lake-fill.ts'
import { loadIndicators } from '../../src/files/indicator-folder.ts'
import { openRun } from '../../src/files/indicator-run-folder.ts'
import { openNumber } from '../../src/flows/indicator-rows.ts'
import { openLake } from '../../src/lake/index.ts'

const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const { definitions } = await loadIndicators()

interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

function indicator(...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, 'indicator', ...args])
    const parts = { out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      parts.out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      parts.err += text
    })
    child.on('error', reject).on('close', (code) => resolve({ code, ...parts }))
  })
}

let folder = ''
const at = (name: string): string => join(folder, name)

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yibao-indicator-'))
  await fillLake({ folder: at('lake'), settlements: 6_000, months: 3, seed: 7 })
  const ran = await indicator('run', '--lake', at('lake'), '--period', '2024-03', '--out', at('run'), '--json')
  assert.equal(ran.code, 0, ran.err)
})
after(() => rm(folder, { recursive: true, force: true }))

test('run, again in another folder, gives the same digest', async () => {
  const ran = await indicator('run', '--lake', at('lake'), '--period', '2024-03', '--out', at('again'), '--json')
  assert.equal(ran.code, 0, ran.err)
  assert.equal(JSON.parse(ran.out).digest, (await openRun(at('run'))).run.digest)
})

test('for every indicator the rows behind a number add up to it', async () => {
  const lake = await openLake(at('lake'))
  const seen = new Map<string, IndicatorValue>()
  try {
    for await (const value of (await openRun(at('run'))).rows('values')) {
      const name = `${value.indicator} ${value.subject.grain}`
      if (!seen.has(name) || (seen.get(name)?.rows ?? 0) < value.rows) seen.set(name, value)
    }
    assert.ok(seen.size > 100, `${seen.size} numbers`)
    for (const [name, value] of seen) {
      const definition = definitions.find(({ code }) => code === value.indicator)
      assert.ok(definition !== undefined)
      const opened = await openNumber(lake, definition, value, () => undefined)
      assert.ok(opened.agrees, `${name}: ${JSON.stringify({ value, opened })}`)
    }
  } finally {
    await lake.close()
  }
})

test('a card names the command that opens its rows, and the command opens them', async () => {
  const card = await indicator('card', '--run', at('run'), '--indicator', 'B03', '--subject', 'region:330200', '--json')
  assert.equal(card.code, 0, card.err)
  const { opens, value } = JSON.parse(card.out) as { opens: string; value: IndicatorValue }
  const words = opens.split(' ').slice(2)
  const rows = await indicator(...words, '--limit', '2', '--csv', at('rows.csv'), '--json')
  assert.equal(rows.code, 0, rows.err)
  const opened = JSON.parse(rows.out) as { agrees: boolean; numerator: number; rows: number; shown: unknown[] }
  assert.deepEqual([opened.agrees, opened.numerator, opened.rows], [true, value.numerator, value.rows])
  assert.equal(opened.shown.length, 2)
  const csv = (await readFile(at('rows.csv'), 'utf8')).trimEnd().split('\n')
  assert.equal(csv.length, value.rows + 1)
  const [head = '', ...lines] = csv
  assert.match(head, /^\uFEFF键 key,分子 numerator \(元 yuan\),分母 denominator \(元 yuan\),日期 day,/)
  const columnOf = (at: number) => lines.map((line) => line.split(',')[at] ?? '')
  for (const [at, sum] of [
    [1, value.numerator],
    [2, value.denominator],
  ] as const) {
    assert.ok(columnOf(at).every((cell) => /^-?\d+\.\d\d$/.test(cell)))
    assert.equal(
      columnOf(at).reduce((whole, cell) => whole + Number(cell.replace('.', '')), 0),
      sum,
    )
  }
})

test('a page is one file without anything from elsewhere', async () => {
  const { run } = await openRun(at('run'))
  assert.ok(run.counts.judged.B02 !== undefined)
  const provider = await firstProvider('B02')
  const ran = await indicator(
    'card',
    '--run',
    at('run'),
    '--indicator',
    'B02',
    '--provider',
    provider,
    '--html',
    at('card.html'),
  )
  assert.equal(ran.code, 0, ran.err)
  const page = await readFile(at('card.html'), 'utf8')
  assert.match(page, /^<!doctype html>/)
  assert.doesNotMatch(page, /src=|href=|@import|url\(/)
})

test('no indicator hides the others in a list: a few lines of each, then how many more there are and how to see them', async () => {
  const shown = await indicator('show', '--run', at('run'), '--verdict', 'refused', '--top', '100')
  assert.equal(shown.code, 0, shown.err)
  assert.ok((shown.out.match(/^B02 /gm) ?? []).length <= 3)
  assert.match(shown.out, /^… B02 .* more: --indicator B02$/m)
  assert.doesNotMatch(shown.out, /supervision\./)
})

test('scores are shown by verdict with the names of topics; none are explained', async () => {
  const risks = async (verdict: string) =>
    (await indicator('show', '--run', at('run'), '--means', 'risk', '--verdict', verdict)).out
  const fine = await risks('fine')
  assert.match(fine, /费用结构 What care is made of/)
  assert.doesNotMatch(fine, /^ *(100|[3-9]\d)\.\d /m)
  assert.match(await risks('refused'), /0 \/ 0\n没有 none：.*不评分 without score/)
})

test('a list finds the lake of a data directory', async () => {
  const listed = await indicator('list', '--data-dir', folder, '--json')
  assert.equal(listed.code, 0, listed.err)
  assert.ok((JSON.parse(listed.out) as { lacking: unknown[] }).lacking.length > 0)
})

async function firstProvider(code: string): Promise<string> {
  for await (const { subject } of (await openRun(at('run'))).rows('values', code))
    if (subject.grain === 'provider') return subject.key[0] ?? ''
  return ''
}

test('what is not there is refused with what to do', async () => {
  const late = await indicator('run', '--lake', at('lake'), '--period', '2025-01', '--out', at('late'))
  assert.equal(late.code, 1)
  assert.match(late.err, /2025-01.*the lake has 2024-01, 2024-02, 2024-03.*supervision\.archive-gap/s)
  const nobody = await indicator('card', '--run', at('run'), '--indicator', 'B02', '--provider', 'NOBODY')
  assert.match(nobody.err, /没有此数值/)
  const other = await indicator('run', '--lake', at('nothing'), '--period', '2024-03', '--out', at('other'))
  assert.match(other.err, /lake export/)
})

test('rows are not opened from another lake than that of the run', async () => {
  await fillLake({ folder: at('other-lake'), settlements: 500, months: 3, seed: 8 })
  const provider = await firstProvider('B02')
  const number = ['--run', at('run'), '--indicator', 'B02', '--provider', provider, '--lake', at('other-lake')]
  const ran = await indicator('rows', ...number)
  assert.equal(ran.code, 1)
  assert.match(ran.err, /supervision\.lake-changed/)
})
