import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { parse } from 'yaml'

const regions = join(import.meta.dirname, '../../../policy/regions')

interface SharedCase {
  readonly id: string
  readonly computable?: boolean
  readonly agreement: string
  readonly expected: unknown
  readonly alternativeReading?: Readonly<Record<string, unknown>>
}

/** A case as its author wrote it, whatever its kind. */
interface WrittenCase {
  readonly id?: string
  readonly note?: string
  readonly reading?: string
  readonly expect?: unknown
  readonly visits?: readonly { readonly expect?: unknown }[]
}

/** All single values of a structure, in their order. */
function leavesOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf)
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(leavesOf)
  return value === null || value === undefined ? [] : [String(value)]
}

/** A number as both sides write it: `9350 yuan`, `9350.00`, `91%` and `0.91` are told apart by their value only. */
function plainValue(text: string): string {
  const match = /^(-?\d+(?:\.\d+)?)\s*(%|yuan)?$/.exec(text.trim())
  if (match === null) return text.trim()
  const number = Number(match[1]) / (match[2] === '%' ? 100 : 1)
  return String(Math.round(number * 1_000_000) / 1_000_000)
}

async function writtenCases(): Promise<ReadonlyMap<string, readonly WrittenCase[]>> {
  const files = (await readdir(regions, { recursive: true })).filter((name) => /\/cases\/[^/]+\.yaml$/.test(name))
  const texts = await Promise.all(files.map((name) => readFile(join(regions, name), 'utf8')))
  const cases = texts.flatMap((text): WrittenCase[] => parse(text))
  return Map.groupBy(cases, ({ id }) => id ?? '')
}

const assertedBy = (cases: readonly WrittenCase[]): ReadonlySet<string> =>
  new Set(
    cases.flatMap(({ expect, visits = [] }) => leavesOf([expect, visits.map((visit) => visit.expect)])).map(plainValue),
  )

/** Figures that compare two cases, each of which is asserted on its own. */
const betweenCases: Readonly<Record<string, readonly string[]>> = {
  'S5-08': ['gainOverOld'],
}

/** The four that no engine can compute; `policy-records.test.ts` looks at each in its own way. */
const notComputable = ['S3-01', 'S4-01', 'S5-13', 'C08-4']

const folder = process.env.YIBAO_REFERENCE
if (folder === undefined) {
  test('every shared case is restated', {
    skip: 'YIBAO_REFERENCE is not set: there is no reference folder to compare with',
  })
} else {
  const texts = await Promise.all(
    ['seeds.json', 'cities.json'].map((name) => readFile(join(folder, 'reference/policies', name), 'utf8')),
  )
  const shared = texts.flatMap((text): SharedCase[] => JSON.parse(text).cases)
  const written = await writtenCases()

  test('107 of the 111 shared cases can be computed', () => {
    const not = shared.filter(({ computable }) => computable === false).map(({ id }) => id)
    assert.deepEqual(not.toSorted(), notComputable.toSorted())
    assert.equal(shared.length - not.length, 107)
  })

  describe('the shared case is restated with every expected figure', () => {
    for (const { id, expected, agreement } of shared.filter(({ computable }) => computable !== false)) {
      test(id, () => {
        const ours = written.get(id) ?? []
        assert.ok(ours.length > 0, `${id} has no case in policy/regions`)
        const asserted = assertedBy(ours)
        for (const [name, value] of Object.entries(expected as Record<string, unknown>)) {
          if (betweenCases[id]?.includes(name)) continue
          const missing = leavesOf(value).filter((leaf) => !asserted.has(plainValue(leaf)))
          assert.deepEqual(missing, [], `${id} ${name} is asserted nowhere`)
        }
        if (agreement === 'ambiguous') {
          assert.ok(
            ours.some(({ note }) => note !== undefined),
            `${id} is ambiguous: name the reading taken in \`note:\``,
          )
        }
      })
    }
  })
}
