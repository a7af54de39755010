import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { requireIndicators } from '../lake/index.ts'
import { loadIndicators } from './indicator-folder.ts'

const sound = `topic: inpatient
name: { zh: 住院, en: Inpatient care }
indicators:
  - code: X01
    name: { zh: 次均费用, en: Cost per stay }
    unit: yuan/stay
    of: stays
    numerator: { sum: total, where: stay_days > 2 }
    denominator: { count: rows }
    grains: [provider]
    frequency: [month]
    badWhen: high
    means: [outlier]
    reference: { text: { zh: 同类, en: peers }, band: [none, 5000], bandOfLevel: { primary: [none, 3000] }, kinds: [hospital], grains: [provider], assumed: true }
    source: [PRACT]
    confidence: high
    needs: [settlement]
`

async function read(text: string) {
  const folder = await mkdtemp(join(tmpdir(), 'yibao-indicators-'))
  try {
    await writeFile(join(folder, 'inpatient.yaml'), text)
    return await loadIndicators(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

test('a definition is read with its parts, its factor by the unit and its reference', async () => {
  const { definitions } = await read(sound)
  assert.partialDeepStrictEqual(definitions, [
    {
      code: 'X01',
      topic: 'inpatient',
      numerator: { kind: 'sum', of: 'total', where: 'stay_days > 2' },
      denominator: { kind: 'count', where: 'true' },
      factor: 0.01,
      reference: {
        target: null,
        band: [null, 5000],
        bandOfLevel: { primary: [null, 3000] },
        kinds: ['hospital'],
        grains: ['provider'],
        assumed: true,
      },
      note: null,
    },
  ])
  await requireIndicators(definitions)
})

for (const [what, from, to, told] of [
  ['an unknown key', 'unit:', 'units:', /:6: unknown key `units`/],
  ['an unknown grain', '[provider]', '[ward]', /:10: `grains` has no such value/],
  ['two parts at once', '{ count: rows }', '{ count: rows, sum: total }', /:9: `denominator` is no part/],
  ['a quantile without its share', '{ count: rows }', '{ quantile: total }', /:9: a quantile needs its share/],
  [
    'a file that an expression reads',
    'sum: total',
    "sum: read_csv('x')",
    /:8: an expression may not have `read_csv\(`/,
  ],
  ['a second statement', 'stay_days > 2', 'true; attach x', /:8: an expression may not have `; attach x`/],
  ['a view that is a query', 'of: stays', 'of: (select 1)', /:7: not a name/],
  ['a need that is a statement', '[settlement]', '["line; drop table line"]', /not a name/],
  ['what the day of the run says', 'stay_days > 2', 'day < current_date', /:8: .* `current_date`/],
  ['an unknown kind of institution', 'kinds: [hospital]', 'kinds: [ward]', /:14: `kinds` has no such value/],
  ['a band with one end', '[none, 5000]', '[5000]', /:14: a band has two ends/],
] as const) {
  test(`${what} is refused with file and line`, async () => {
    await assert.rejects(read(sound.replace(from, to)), told)
  })
}

test('a code in two rows is refused', async () => {
  const twice = `${sound}${sound.slice(sound.indexOf('  - code'))}`
  await assert.rejects(read(twice), /an indicator twice/)
})

test('columns, views and needs that the lake does not have are told', async () => {
  const { definitions } = await read(sound.replace('stay_days > 2', 'nights > 2'))
  await assert.rejects(requireIndicators(definitions), /X01: .*nights/)
  const elsewhere = await read(sound.replace('of: stays', 'of: wards').replace('[settlement]', '[wards]'))
  await assert.rejects(requireIndicators(elsewhere.definitions), /X01: .*no view `wards`/)
})

test('what ships is sound', async () => {
  const { definitions } = await loadIndicators()
  assert.equal(definitions.length, 70)
  await requireIndicators(definitions)
})
