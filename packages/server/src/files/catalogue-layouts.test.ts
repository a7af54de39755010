import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { CatalogItem } from '@yibao/core/catalog'
import { isoDate, unitPrice } from '@yibao/core/kernel'
import type { CatalogueRow, ImportSource, SourceItem } from '../flows/import-ports.ts'
import { type CatalogueLayout, catalogueSources } from './catalogue-layouts.ts'

const starter = fileURLToPath(new URL('../../../../policy/national/catalogue', import.meta.url))
const reference = process.env.YIBAO_REFERENCE
const catalogues = join(reference ?? '', 'data', 'catalogues')
const withReference = { skip: reference === undefined ? 'YIBAO_REFERENCE is not set' : false }
const from = isoDate('2025-01-01')

let folder: string
beforeEach(async () => {
  folder = await mkdtemp('/tmp/yibao-layout-')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

type Item = SourceItem<CatalogueRow>

async function itemsOf(sources: readonly ImportSource<CatalogueRow>[]): Promise<Item[]> {
  const items: Item[] = []
  for (const source of sources) for await (const item of source.rows()) items.push(item)
  return items
}

async function read(layout: CatalogueLayout, text: string): Promise<Item[]> {
  const path = join(folder, `${layout}.tsv`)
  await writeFile(path, text)
  return itemsOf(await catalogueSources(path, layout, from))
}

async function count(path: string, layout: CatalogueLayout): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { kind } of await itemsOf(await catalogueSources(path, layout, from)))
    counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

function catalogItems(items: readonly Item[]): CatalogItem[] {
  return items.flatMap((item) => (item.kind === 'row' && item.value.kind === 'item' ? [item.value.item] : []))
}

const nrdlHeader = 'row_no\tpart\tcategory_code\tclass\tname\tdosage_form\trestriction\tpayment_standard\n'

test('a drug of the national list gets the key of its part and row, and its class', async () => {
  const rows = [
    '1\t西药部分\tXA\t甲\t示例甲\t口服常释剂型\t\t',
    '2000\t中成药部分\tZA\t乙\t示例乙\t丸剂\t限重症\t',
    '3001\t西药\tXB\t乙\t示例谈判药\t\t限二线\t63.00元(10mg/支)',
    '3002\t竞价药品部分\tXB\t乙\t示例多规格\t\t\t8.04元(4mg/片)； 13.66元(8mg/片)',
    '4000\t基金予以支付的中药饮片\t\t\t示例饮片\t\t单独使用时不予支付\t',
    '4001\t不得纳入基金支付范围的中药饮片\t\t\t示例补品\t\t\t',
  ]
  const items = catalogItems(await read('nrdl', nrdlHeader + rows.join('\n')))
  assert.deepEqual(
    items.map(({ code, class: itemClass, preCoinsurance, restricted, chargeType }) =>
      [code, itemClass, preCoinsurance, restricted, chargeType].join(' '),
    ),
    [
      'N24W000001 A 0 false 09',
      'N24P002000 B  true 11',
      'N24W003001 B  true 09',
      'N24W003002 B  false 09',
      'N24H004000 A 0 false 10',
      'N24H004001 C 1000000 false 10',
    ],
  )
  const price = unitPrice(63_000_000)
  assert.deepEqual(items[2]?.ceilings, { tertiary: price, secondary: price, primary: price, ungraded: price })
  assert.equal(items[2]?.unit, '支')
  assert.deepEqual(items[3]?.ceilings, {})
})

test('a bad row of the national list names line and column', async () => {
  const [item] = await read('nrdl', `${nrdlHeader}x\t西药部分\tXA\t丙\t\t\t\t\n`)
  assert.ok(item?.kind === 'bad')
  assert.deepEqual(
    item.problems.map(({ line, column }) => `${line} ${column}`),
    ['2 row_no', '2 class', '2 name'],
  )
})

test('a service listed twice keeps its first row and says so', async () => {
  const text =
    'national_code\tnhsa_name\tunit\tprice\n001109000010000\t床位费\t日\t30\n001109000010000\t床位费\t日\t40\n'
  const items = await read('services', text)
  assert.deepEqual(
    items.map((item) => item.kind),
    ['row', 'note'],
  )
  const [bed] = catalogItems(items)
  assert.deepEqual([bed?.chargeType, bed?.referencePrice, bed?.assumed], ['01', 30_000_000, true])
})

test('a diagnosis listed twice is a fault', async () => {
  const items = await read('icd10', 'code\tname\nA00.000\t霍乱\nA00.000\t霍乱\n')
  assert.deepEqual(
    items.map((item) => item.kind),
    ['row', 'bad'],
  )
})

test('the starter catalogue reads without a fault from its folder', async () => {
  assert.deepEqual(Object.keys(await count(starter, 'starter')), ['row'])
})

test('the national drug list of 2024 reads whole', withReference, async () => {
  assert.deepEqual(await count(join(catalogues, 'nrdl_2024.tsv.gz'), 'nrdl'), { row: 4750 })
})

test('the priced services read whole, once per code', withReference, async () => {
  assert.deepEqual(await count(join(catalogues, 'service_items_priced.tsv.gz'), 'services'), { row: 4200, note: 2301 })
})

test('the code lists of diagnoses and procedures read whole', withReference, async () => {
  assert.deepEqual(await count(join(catalogues, 'icd10_nhsa_v2.tsv.gz'), 'icd10'), { row: 33304 })
  assert.deepEqual(await count(join(catalogues, 'icd9cm3_nhsa_v2.tsv.gz'), 'icd9'), { row: 13686 })
})
