import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { buildCatalog, findItem } from '@yibao/core/catalog'
import { isoDate, ppm, unitPrice } from '@yibao/core/kernel'
import { readCatalogueFile, readDiagnoses } from './catalogue-tsv.ts'

const shipped = fileURLToPath(new URL('../../../../policy/national/catalogue/', import.meta.url))
const header =
  'code\tname\tclass\tpre_coinsurance\trestricted\trestriction\tcharge_type\tform\tunit\tceiling_tertiary\tceiling_secondary\tceiling_primary\treference_price\tfrom\tuntil\tsource\tassumed'
const tablet = 'N1\t示例片\tB\t10%\t0\t\t09\t片剂\t盒\t12.5\t\t\t0.0235\t2023-01-01\t\t示例\tfrom'

let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yibao-catalogue-'))
})
after(() => rm(folder, { recursive: true }))

async function fileOf(content: string | Buffer): Promise<string> {
  const path = join(folder, 'catalogue.tsv')
  await writeFile(path, content)
  return path
}

async function faultsOf(...rows: string[]): Promise<string[]> {
  const { problems } = await readCatalogueFile(await fileOf([header, ...rows, ''].join('\n')))
  return problems.map((problem) => `${problem.line} ${problem.column}: ${problem.what}`)
}

test('the shipped catalogue has no fault, and no code twice on one day', async () => {
  const files = await Promise.all(
    ['drugs', 'services', 'consumables'].map((name) => readCatalogueFile(`${shipped}${name}.tsv`)),
  )
  assert.deepEqual(
    files.map((file) => file.problems),
    [[], [], []],
  )
  const [drugs = [], services = [], consumables = []] = files.map((file) => file.items)
  assert.ok(drugs.length >= 160 && drugs.every((item) => item.kind === 'drug'))
  assert.ok(services.length >= 160 && services.every((item) => item.kind === 'service'))
  assert.ok(consumables.length >= 24 && consumables.every((item) => item.kind === 'consumable'))

  const items = [...drugs, ...services, ...consumables]
  assert.equal(new Set(items.map((item) => `${item.code} ${item.range.from}`)).size, items.length)
  assert.doesNotThrow(() => buildCatalog(items))
})

test('the shipped catalogue knows expired drugs, and a drug that changes its class or its ceiling with the year', async () => {
  const { items } = await readCatalogueFile(`${shipped}drugs.tsv`)
  assert.equal(items.filter((item) => item.range.until === '2023-06-30').length, 3)

  const catalog = buildCatalog(items)
  const on = (code: string, date: string) => {
    const found = findItem(catalog, code, isoDate(date))
    return found.ok ? found.value : assert.fail(found.error.code)
  }
  assert.equal(on('N24W000593', '2023-12-31').class, 'B')
  assert.equal(on('N24W000593', '2024-01-01').class, 'A')
  assert.equal(on('N24W003535', '2023-12-31').ceilings.tertiary, 15_000_000)
  assert.equal(on('N24W003535', '2024-01-01').ceilings.tertiary, 11_580_000)
})

test('the shipped diagnoses have no fault', async () => {
  const { diagnoses, problems } = await readDiagnoses(`${shipped}diagnoses.tsv`)
  assert.deepEqual(problems, [])
  assert.ok(diagnoses.length >= 120)
  assert.ok(diagnoses.some((entry) => entry.code === 'I10.x00x002' && entry.name === '高血压'))
})

test('a row is read into exact amounts, and an empty ceiling is no ceiling', async () => {
  const { items, problems } = await readCatalogueFile(await fileOf(`\uFEFF${header}\r\n${tablet}\r\n`))
  assert.deepEqual(problems, [])
  const item = {
    code: 'N1',
    kind: 'drug',
    name: '示例片',
    class: 'B',
    preCoinsurance: ppm(100_000),
    ceilings: { tertiary: unitPrice(12_500_000) },
    restricted: false,
    restriction: '',
    chargeType: '09',
    form: '片剂',
    unit: '盒',
    referencePrice: unitPrice(23_500),
    range: { from: isoDate('2023-01-01'), until: null },
    source: '示例',
    assumed: false,
  }
  assert.deepEqual(items, [item])
})

test('only a supposed class, share, ceiling or restriction makes an item doubtful', async () => {
  const doubtful = tablet.replace(/from$/, 'from,pre_coinsurance')
  const { items } = await readCatalogueFile(await fileOf(`${header}\n${doubtful}\n`))
  assert.equal(items[0]?.assumed, true)
})

test('a row shows all its faults at once, with the line of the file', async () => {
  const broken = 'N2\t\tD\t120%\t1\t\t15\t片剂\t盒\t-1\t\t\t1.2345678\t2023-02-30\t\t示例\tfroom'
  assert.deepEqual(await faultsOf(tablet, '', broken), [
    '4 name: empty',
    '4 assumed: froom is no column',
    '4 restriction: a restricted item without its restriction',
    '4 class: not one of the choices',
    '4 charge_type: not a national charge type',
    '4 pre_coinsurance: not a percentage from 0% to 100%',
    '4 ceiling_tertiary: not a price in yuan',
    '4 reference_price: not a price in yuan',
    '4 from: not a calendar date',
  ])
})

test('a problem says the value as read and what to write instead', async () => {
  const { problems } = await readCatalogueFile(await fileOf(`${header}\n${tablet.replace('2023-01-01', '2023/1/1')}\n`))
  const problem = { line: 2, column: 'from', value: '2023/1/1', what: 'not a calendar date', cure: 'write yyyy-MM-dd' }
  assert.deepEqual(problems, [problem])
})

test('two rows of one code may follow one another but not overlap', async () => {
  const first = tablet.replace('2023-01-01\t', '2023-01-01\t2024-01-01')
  assert.deepEqual(await faultsOf(first, tablet.replace('2023-01-01', '2024-01-01')), [])
  assert.deepEqual(await faultsOf(first, tablet.replace('2023-01-01', '2023-12-31')), [
    '3 from: line 2 has the same code on the same days',
  ])
})

test('a row may not end before it begins', async () => {
  assert.deepEqual(await faultsOf(tablet.replace('2023-01-01\t', '2023-01-01\t2023-01-01')), [
    '2 until: not after from, 2023-01-01',
  ])
})

test('a row with a cell too few is named, and the next one is read', async () => {
  const { items, problems } = await readCatalogueFile(await fileOf(`${header}\nN0\t缺列\n${tablet}\n`))
  assert.deepEqual(
    problems.map((problem) => [problem.line, problem.what]),
    [[2, '2 cells, the header has 17']],
  )
  assert.deepEqual(
    items.map((item) => item.code),
    ['N1'],
  )
})

test('a file without a column is refused by its header, not by every row', async () => {
  const { items, problems } = await readCatalogueFile(await fileOf(`code\tname\n${'N1\t示例片\n'.repeat(3)}`))
  assert.deepEqual(items, [])
  assert.ok(problems.length === 15 && problems.every((problem) => problem.line === 1))
})

test('an empty file and a file in another encoding say so', async () => {
  assert.deepEqual(
    (await readCatalogueFile(await fileOf(''))).problems.map((problem) => problem.what),
    ['the file is empty'],
  )
  const gbk = Buffer.concat([
    Buffer.from(`code\tname\tsource\nA00\t`),
    Buffer.from([0xbb, 0xf4, 0xc2, 0xd2]),
    Buffer.from('\t示例\n'),
  ])
  const { diagnoses, problems } = await readDiagnoses(await fileOf(gbk))
  assert.deepEqual(diagnoses, [])
  assert.deepEqual(
    problems.map((problem) => [problem.line, problem.column, problem.what]),
    [[2, 'name', 'not UTF-8 text']],
  )
})

test('a diagnosis code may stand only once', async () => {
  const { diagnoses, problems } = await readDiagnoses(
    await fileOf('code\tname\tsource\nJ00.x00\t感冒\t示例\nJ00.x00\t鼻炎\t示例\n'),
  )
  assert.equal(diagnoses.length, 1)
  assert.deepEqual(
    problems.map((problem) => [problem.line, problem.what]),
    [[3, 'line 2 has the same code']],
  )
})
