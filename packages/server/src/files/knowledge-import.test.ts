import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { type KnowledgeShape, knowledgeShapesOf } from './audit-tables-yaml.ts'
import { importKnowledge, type KnowledgeImport } from './knowledge-import.ts'
import { newWorkbook } from './new-workbook.ts'
import { openFile } from './policy-folders.ts'
import { type AuthorProblem, problemText } from './policy-sheet.ts'
import { policyFolder } from './shipped.ts'

const reference = process.env.YIBAO_REFERENCE
const catalogues = join(reference ?? '', 'data', 'catalogues')
const withReference = { skip: reference === undefined ? 'YIBAO_REFERENCE is not set' : false }

let folder: string
let shapes: ReadonlyMap<string, KnowledgeShape>
beforeEach(async () => {
  folder = await mkdtemp('/tmp/yibao-import-')
  const problems: AuthorProblem[] = []
  shapes = knowledgeShapesOf(await openFile(join(policyFolder, 'audit', 'knowledge'), 'tables.yaml', problems))
  assert.deepEqual(problems, [])
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function file(name: string, ...lines: readonly string[]): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, `${lines.join('\n')}\n`)
  return path
}

function counts({ tables }: KnowledgeImport): Record<string, number> {
  return Object.fromEntries([...tables].map(([name, rows]) => [name, rows.length]))
}

const points = [
  '知识点编号,通用名,限定内容,逻辑说明,依据,编码数量',
  '1,甲片,男,限男性,说明书,2',
  '2,乙片,女,限女性,说明书,1',
]
const codes = ['知识点编号,名称,序号,编码', '1,甲片,1,A001', '1,甲片,2,A002', '2,乙片,1,B001']

test('a table of points and a table of codes become one table of ours', async () => {
  const files = [await file('points.csv', ...points), await file('codes.csv', ...codes)]
  const done = await importKnowledge({ files, shapes, table: 'drug-sex', catalogue: null })
  assert.deepEqual(done.problems, [])
  const rows = done.tables
    .get('drug-sex')
    ?.map(({ point, key, name, values, basis }) => ({ point, key, name, values, basis }))
  assert.deepEqual(rows, [
    { point: '1', key: 'A001', name: '甲片', values: { sex: 'male' }, basis: '限男性；说明书' },
    { point: '1', key: 'A002', name: '甲片', values: { sex: 'male' }, basis: '限男性；说明书' },
    { point: '2', key: 'B001', name: '乙片', values: { sex: 'female' }, basis: '限女性；说明书' },
  ])
})

test('the same from a workbook', async () => {
  const paths: string[] = []
  for (const [name, lines] of [
    ['points', points],
    ['codes', codes],
  ] as const) {
    const book = await newWorkbook()
    book.addWorksheet('Sheet1').addRows(lines.map((line) => line.split(',')))
    const path = join(folder, `${name}.xlsx`)
    await book.xlsx.writeFile(path)
    paths.push(path)
  }
  const done = await importKnowledge({ files: paths, shapes, table: 'drug-sex', catalogue: null })
  assert.deepEqual(done.problems, [])
  assert.deepEqual(counts(done), { 'drug-sex': 3 })
})

test('codes that are missing, too many, of no point, twice or unknown are refused with file and line', async () => {
  const of = async (
    pointLines: readonly string[],
    codeLines: readonly string[],
    catalogue: ReadonlySet<string> | null = null,
  ) => {
    const files = [await file('points.csv', ...pointLines), await file('codes.csv', ...codeLines)]
    return (await importKnowledge({ files, shapes, table: 'drug-sex', catalogue })).problems.map(problemText)
  }
  assert.deepEqual(await of(points, codes.slice(0, 3)), [
    'points.csv:3: point 2 says 1 codes, the table of codes has 0; add the missing rows to the table of codes, or correct the count',
  ])
  assert.match(
    (await of(points, [...codes, '9,丙片,1,C001']))[0] ?? '',
    /^codes\.csv:5: a code of point 9, which no table of points has \(found: C001\); /,
  )
  assert.match(
    (await of(points, codes, new Set(['A0010', 'A0020'])))[0] ?? '',
    /^codes\.csv:4: a code that the catalogue does not know \(found: B001\); /,
  )
  const twice = ['知识点编号,通用名,限定内容,逻辑说明,依据', '1,甲片,男,,', '1,甲片,女,,']
  assert.match(
    (await of(twice, codes.slice(0, 2)))[0] ?? '',
    /^codes\.csv:2: a point twice \(found: 1 A001\); the source says two things about the code/,
  )
})

test('a file of no known layout is refused', async () => {
  const done = await importKnowledge({
    files: [await file('other.csv', 'a,b', '1,2')],
    shapes,
    table: null,
    catalogue: null,
  })
  assert.match(done.problems.map(problemText)[0] ?? '', /^other\.csv:1: a header that no known layout has/)
})

test('limits whose words say no value are told, not guessed', async () => {
  const path = await file(
    'limits.tsv',
    'rule_type\tnational_code\titem_name\tlimit_value\tbasis',
    'frequency\tS1\t甲\t1/日\t',
    'frequency\tS2\t乙\t适量\t',
  )
  const done = await importKnowledge({ files: [path], shapes, table: null, catalogue: null })
  assert.deepEqual(counts(done), { 'service-frequency': 1 })
  assert.deepEqual(done.skipped, [{ table: 'service-frequency', why: 'words', example: '适量', count: 1 }])
})

test('the published workbooks of drugs come in with their codes', withReference, async () => {
  const files = ['rule_drug_limits.tsv.gz', 'drug_product_codes_partial.tsv.gz'].map((name) => join(catalogues, name))
  const done = await importKnowledge({ files, shapes, table: null, catalogue: null })
  assert.deepEqual(done.problems, [])
  assert.deepEqual(counts(done), {
    'drug-child': 4398,
    'drug-sex': 6472,
    'drug-insurance': 112,
    'drug-care': 715,
    'drug-level': 962,
    'drug-course': 1147,
  })
})

test('the published workbooks of services come in with their pairs', withReference, async () => {
  const files = ['rule_service_limits.tsv.gz', 'rule_service_duplicate_charge.tsv.gz'].map((name) =>
    join(catalogues, name),
  )
  const done = await importKnowledge({ files, shapes, table: null, catalogue: null })
  assert.deepEqual(done.problems, [])
  assert.deepEqual(counts(done), {
    'service-child': 30,
    'service-sex': 390,
    'same-incision': 378,
    'service-frequency': 67,
    'service-course': 11,
    'service-period': 14,
    'service-duplicate': 900,
  })
})

test('the dictionaries of limits come in column by column', withReference, async () => {
  const files = ['rule_drug_limits_structured.tsv.gz', 'rule_service_limits_structured.tsv.gz'].map((name) =>
    join(catalogues, name),
  )
  const done = await importKnowledge({ files, shapes, table: null, catalogue: null })
  assert.deepEqual(done.problems, [])
  assert.equal(counts(done)['service-period'], 631)
  assert.equal(counts(done)['drug-sex'], 461)
  assert.ok(done.skipped.some(({ table, why }) => table === 'drug-indication' && why === 'no-table'))
})
