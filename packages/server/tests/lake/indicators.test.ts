import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Grain, IndicatorValue } from '@yibao/core/supervision'
import { fillLake } from '../../bench/lake-fill.ts'
import { loadIndicators } from '../../src/files/indicator-folder.ts'
import type { Frequency, IndicatorDefinition, LakeReader } from '../../src/flows/lake-ports.ts'
import { openDuck } from '../../src/lake/duck.ts'
import { openLake } from '../../src/lake/index.ts'
import { plainIndicators } from './plain-indicators.ts'
import { type PlainTables, type Row, str } from './plain-rows.ts'
import type { Fact } from './plain-views.ts'

const months = 14
const range = { from: '2024-01', through: '2025-02' } as const
const { definitions } = await loadIndicators()
let folder = ''
let lake: LakeReader
const values: IndicatorValue[] = []

const tableNames = [
  'settlement',
  'line',
  'drg_case',
  'ledger',
  'enrolment',
  'finding',
  'screening',
  'reminder',
  'matter',
  'provider',
  'side',
]

/** The tables again, straight from the files. */
async function plainTables(): Promise<PlainTables> {
  const duck = await openDuck({ folders: [folder] })
  const tables: Record<string, readonly Row[]> = {}
  try {
    for (const table of tableNames) {
      const from = `read_parquet('${folder}/${table}/*.parquet')`
      const names = await duck.describe(`select * from ${from}`)
      const rows = await duck.rows(`select * from ${from}`)
      tables[table] = rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? null])))
    }
  } finally {
    await duck.close()
  }
  return tables
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yibao-lake-test-'))
  await fillLake({ folder, settlements: 1_500, months, seed: 7 })
  lake = await openLake(folder)
  for await (const value of lake.values(definitions, { range })) values.push(value)
})

after(async () => {
  await lake.close()
  await rm(folder, { recursive: true, force: true })
})

const keys: Readonly<Record<Grain, readonly string[]>> = {
  region: ['division'],
  scheme: ['division', 'scheme'],
  provider: ['provider_code'],
  department: ['provider_code', 'department'],
  doctor: ['provider_code', 'doctor'],
  'disease-group': ['provider_code', 'disease_group'],
  person: ['insured_id'],
  'age-band': ['division', 'age_band'],
  rule: ['rule'],
  terminal: ['provider_code', 'terminal'],
  ingredient: ['insured_id', 'ingredient'],
  unit: ['unit'],
  'risk-class': ['division', 'risk_class'],
}

function periodOf(day: string, frequency: Frequency): string {
  if (frequency === 'day') return day
  if (frequency === 'month') return day.slice(0, 7)
  return frequency === 'year' ? day.slice(0, 4) : `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`
}

/** The facts of each subject and period. */
function plainGroups(
  facts: readonly Fact[],
  { grains, frequency }: IndicatorDefinition,
): ReadonlyMap<string, readonly Fact[]> {
  const groups = new Map<string, Fact[]>()
  for (const row of facts) {
    if (row.day.slice(0, 7) < range.from || row.day.slice(0, 7) > range.through) continue
    for (const grain of grains) {
      if (keys[grain].some((name) => row[name] === null || row[name] === undefined)) continue
      for (const one of frequency) {
        const name = [periodOf(row.day, one), grain, ...keys[grain].map((key) => str(row, key))].join(' ')
        const group = groups.get(name)
        if (group === undefined) groups.set(name, [row])
        else group.push(row)
      }
    }
  }
  return groups
}

const nameOf = ({ period, subject }: IndicatorValue): string => [period, subject.grain, ...subject.key].join(' ')
const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b))

test('every indicator of the reference is defined and has values over a lake with every table', async () => {
  assert.equal(definitions.length, 70)
  assert.deepEqual(await lake.lacking(definitions), [])
  const counted = new Set(values.map(({ indicator }) => indicator))
  assert.deepEqual(
    definitions.filter(({ code }) => !counted.has(code)).map(({ code }) => code),
    [],
  )
})

test('a plain second program finds the same numbers, indicator by indicator', async (t) => {
  const plain = plainIndicators(await plainTables(), lake.manifest.months)
  for (const definition of definitions) {
    await t.test(`${definition.code} ${definition.name.en}`, () => {
      const again = plain[definition.code]
      assert.ok(again !== undefined, 'computed twice')
      const groups = plainGroups(again.facts, definition)
      const own = values.filter(({ indicator }) => indicator === definition.code)
      assert.ok(own.length > 0)
      for (const value of own) {
        const facts = groups.get(nameOf(value)) ?? []
        const top = again.top(facts)
        const bottom = again.bottom === undefined ? null : again.bottom(facts)
        const same =
          near(value.numerator, Number.isNaN(top) ? 0 : top) &&
          near(value.denominator ?? 0, bottom === null || Number.isNaN(bottom) ? 0 : bottom)
        assert.ok(same, `${nameOf(value)}: ${value.numerator} / ${value.denominator} against ${top} / ${bottom}`)
        const expected =
          bottom === null
            ? top * again.factor
            : bottom === 0 || Number.isNaN(bottom) || Number.isNaN(top)
              ? null
              : (top / bottom) * again.factor
        assert.ok(
          expected === null ? value.value === null : near(value.value ?? Number.NaN, expected),
          `${nameOf(value)}: ${value.value} against ${expected}`,
        )
      }
      const told = new Set(own.map(nameOf))
      const silent = [...groups].filter(
        ([name, facts]) => !told.has(name) && (again.top(facts) || 0) + (again.bottom?.(facts) || 0) > 0,
      )
      assert.deepEqual(
        silent.map(([name]) => name),
        [],
        'no number is left out',
      )
    })
  }
})

test('the rows behind each number add up to it', async () => {
  for (const definition of definitions) {
    const own = values.filter(({ indicator }) => indicator === definition.code)
    for (const value of own.filter((_, at) => at % Math.ceil(own.length / 6) === 0)) {
      let [numerator, denominator, count] = [0, 0, 0]
      for await (const row of lake.rows(definition, value)) {
        numerator += row.numerator
        denominator += row.denominator
        count += 1
      }
      assert.ok(
        near(numerator, value.numerator),
        `${definition.code} ${nameOf(value)}: ${numerator} of ${value.numerator}`,
      )
      assert.ok(
        near(denominator, value.denominator ?? 0),
        `${definition.code} ${nameOf(value)}: ${denominator} of ${value.denominator}`,
      )
      assert.equal(count, value.rows, `${definition.code} ${nameOf(value)}`)
    }
  }
})

test('the same seed gives the same lake, another one another', async () => {
  const other = await mkdtemp(join(tmpdir(), 'yibao-lake-test-'))
  try {
    const again = await fillLake({ folder: other, settlements: 1_500, months, seed: 7 })
    assert.equal(again.digest, lake.manifest.digest)
    const different = await fillLake({ folder: other, settlements: 1_500, months, seed: 8 })
    assert.notEqual(different.digest, lake.manifest.digest)
  } finally {
    await rm(other, { recursive: true, force: true })
  }
})
