import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CatalogItem, itemTerms } from '@yibao/core/catalog'
import { fen, isoDate, unitPriceFromFen } from '@yibao/core/kernel'
import { importWriters } from '../src/store/import-store.ts'
import { answered, codeOf, colleague, institution, region } from './support/rest.ts'
import { withTestDatabase } from './support/test-database.ts'
import { hospital, items, openWorld, today, type World } from './support/world.ts'

function inTown(work: (world: World) => Promise<void>): Promise<void> {
  return withTestDatabase(async (database) => {
    const world = await openWorld(database)
    try {
      await work(world)
    } finally {
      await world.close()
    }
  })
}

const write = ({ database }: World, ...rows: readonly CatalogItem[]) =>
  importWriters(database.pool).writeCatalogItems(rows)

const dearer: CatalogItem = {
  ...items.ceiling,
  class: 'B',
  ceilings: { tertiary: unitPriceFromFen(fen(4200)) },
  range: { from: isoDate('2024-01-01'), until: null },
}

test('items are found by code, name, class and standing, page by page', () =>
  inTown(async (world) => {
    const { client } = await colleague(world, institution('cashier', hospital.providerCode))
    const find = async (asked: Parameters<typeof client.call<'catalogues.items'>>[1]) =>
      await answered(client.call('catalogues.items', asked))
    const codes = async (asked: Parameters<typeof find>[0]) => (await find(asked)).rows.map(({ code }) => code)

    assert.deepEqual(await codes({ search: 'test-b' }), ['TEST-B'])
    assert.deepEqual(await codes({ search: '药品B', class: 'B' }), ['TEST-B'])
    assert.deepEqual(await codes({ search: '药品B', class: 'A' }), [])
    assert.deepEqual(await codes({ restricted: 'yes' }), ['TEST-R'])
    assert.deepEqual(await codes({ state: 'ended' }), ['TEST-X'])
    assert.deepEqual(await codes({ state: 'coming' }), ['TEST-Y'])
    assert.ok(!(await codes({})).includes('TEST-Y') && !(await codes({})).includes('TEST-X'))
    assert.ok((await codes({ on: '2024-06-01' })).includes('TEST-Y'), 'of another day')
    assert.deepEqual(await codes({ kind: 'service' }), [])

    const all = await find({ state: 'all' })
    const paged: string[] = []
    let after: string | undefined
    for (;;) {
      const page = await find({ state: 'all', limit: 2, ...(after === undefined ? {} : { after }) })
      assert.equal(page.count, after === undefined ? all.rows.length : null)
      paged.push(...page.rows.map(({ code }) => code))
      if (page.next === null) break
      after = page.next
    }
    assert.deepEqual(
      paged,
      all.rows.map(({ code }) => code),
    )
    assert.equal(await codeOf(client.call('catalogues.items', { after: 'x' })), '400 rest.bad-input')
    const [limited] = (await find({ search: 'TEST-L' })).rows
    assert.deepEqual([limited?.ceilingTertiary, limited?.preCoinsurance, limited?.state], ['30', null, 'in-force'])
  }))

test('what an import changed is a new version, and both versions and days tell field by field what differs', () =>
  inTown(async (world) => {
    const { client } = await colleague(world, region('clerk', '990200'))
    const versions = async () =>
      (await answered(client.call('catalogues.versions', { list: 'western-and-patent-drugs' }))).rows
    const [first, ...none] = await versions()
    assert.deepEqual(
      [first?.number, first?.changed, first?.gone, first?.came === first?.rows, none],
      [1, 0, 0, true, []],
    )
    assert.equal((await versions()).length, 1, 'nothing changed, so there is no second version')

    await write(world, dearer, { ...items.whole, name: '测试药品A（新名）' })
    await world.database.pool.query(`delete from catalog_item where code = 'TEST-C'`)
    const [second] = await versions()
    assert.deepEqual([second?.number, second?.came, second?.changed, second?.gone], [2, 1, 2, 1])
    const latest = await answered(client.call('catalogues.versions'))
    assert.deepEqual(
      latest.rows.map(({ list, number }) => [list, number]),
      [['western-and-patent-drugs', 2]],
    )

    const between = async (input: object = {}) =>
      (
        await answered(
          client.call('catalogues.changes', { list: 'western-and-patent-drugs', first: 1, second: 2, ...input }),
        )
      ).rows
    assert.deepEqual(
      (await between()).map(({ code, since, change, fields }) => [code, since, change, fields.length]),
      [
        ['TEST-A', '2020-01-01', 'changed', 1],
        ['TEST-C', '2020-01-01', 'ended', (await between({ change: 'ended' }))[0]?.fields.length],
        ['TEST-L', '2020-01-01', 'changed', 1],
        ['TEST-L', '2024-01-01', 'added', (await between({ change: 'added' }))[0]?.fields.length],
      ],
    )
    assert.deepEqual((await between({ change: 'changed' }))[0]?.fields, [
      { field: 'name', before: '测试药品A', after: '测试药品A（新名）' },
    ])
    assert.deepEqual(
      (await between({ limit: 1 })).map(({ code }) => code),
      ['TEST-A'],
    )
    const whole = (await between({ first: 0 })).map(({ change }) => change)
    assert.deepEqual(new Set(whole), new Set(['added']), 'from the empty catalogue everything was added')

    const days = await answered(client.call('catalogues.difference', { from: today, until: '2024-06-01' }))
    assert.deepEqual(days.counts, { added: 1, changed: 1, ended: 0 })
    assert.deepEqual(
      days.rows.map(({ code, change }) => [code, change]),
      [
        ['TEST-L', 'changed'],
        ['TEST-Y', 'added'],
      ],
    )
    const [changed] = days.rows
    const was = itemTerms({ ...items.ceiling, range: { ...items.ceiling.range, until: isoDate('2024-01-01') } })
    const is = itemTerms(dearer)
    const differing = Object.keys(is).filter((field) => is[field] !== was[field])
    assert.deepEqual(
      changed?.fields,
      differing.map((field) => ({ field, before: was[field], after: is[field] })),
    )
    const ended = await answered(
      client.call('catalogues.difference', { from: '2023-01-01', until: today, change: 'ended' }),
    )
    assert.deepEqual([ended.rows.map(({ code }) => code), ended.counts?.ended], [['TEST-X'], 1])

    const item = await answered(client.call('catalogues.item', { itemCode: 'TEST-L' }))
    assert.deepEqual(
      item.rows.map(({ from, until, state }) => [from, until, state]),
      [
        ['2020-01-01', '2024-01-01', 'in-force'],
        ['2024-01-01', null, 'coming'],
      ],
    )
    assert.deepEqual(
      item.changes.map(({ change, since, version }) => [change, since, version === second?.version]),
      [
        ['added', '2024-01-01', true],
        ['changed', '2020-01-01', true],
        ['added', '2020-01-01', false],
      ],
    )
  }))

test('a row that came back, and one that came and went between two versions, are told as what they are', () =>
  inTown(async (world) => {
    const { client } = await colleague(world, region('policy-maker'))
    const list = 'western-and-patent-drugs' as const
    const publish = () => answered(client.call('catalogues.versions', { list }))
    const drop = (code: string) => world.database.pool.query('delete from catalog_item where code = $1', [code])
    const passing: CatalogItem = { ...items.whole, code: 'TEST-P' }
    await publish()
    await drop('TEST-C')
    await write(world, passing)
    await publish()
    await drop('TEST-P')
    await write(world, items.own)
    await publish()
    const between = async (first: number, second: number) =>
      (await answered(client.call('catalogues.changes', { list, first, second }))).rows.map(
        ({ code, change }) => `${code} ${change}`,
      )
    assert.deepEqual(await between(1, 2), ['TEST-C ended', 'TEST-P added'])
    assert.deepEqual(await between(2, 3), ['TEST-C added', 'TEST-P ended'])
    assert.deepEqual(await between(1, 3), [])
  }))

test('a list of codes is searched as it was published', () =>
  inTown(async (world) => {
    const { client } = await colleague(world, region('leader'))
    await importWriters(world.database.pool).writeDiagnoses([
      { edition: 'ICD-10-NHSA-2.0', code: 'I10.x00', name: '特发性高血压' },
      { edition: 'ICD-10-NHSA-2.0', code: 'J06.900', name: '急性上呼吸道感染' },
    ])
    assert.deepEqual(
      (await answered(client.call('catalogues.codes', { list: 'diagnoses' }))).rows,
      [],
      'not published yet',
    )
    await answered(client.call('catalogues.versions', { list: 'diagnoses' }))
    const found = async (search: string) =>
      (await answered(client.call('catalogues.codes', { list: 'diagnoses', search }))).rows.map(({ code }) => code)
    assert.deepEqual(await found('i10'), ['I10.x00'])
    assert.deepEqual(await found('呼吸道'), ['J06.900'])
    const [page] = [await answered(client.call('catalogues.codes', { list: 'diagnoses', limit: 1 }))]
    assert.deepEqual([page?.rows.length, page?.next], [1, '1900-01-01~I10.x00'])
  }))

test('bad questions are refused by name', () =>
  inTown(async (world) => {
    const { client } = await colleague(world, region('clerk'))
    assert.equal(await codeOf(client.call('catalogues.item', { itemCode: 'NONE' })), '404 catalogues.unknown-item')
    const days = { from: '2024-01-01', until: '2024-01-01' }
    assert.equal(await codeOf(client.call('catalogues.difference', days)), '400 catalogues.bad-order')
    const list = 'services' as const
    assert.equal(
      await codeOf(client.call('catalogues.changes', { list, first: 2, second: 1 })),
      '400 catalogues.bad-order',
    )
    assert.equal(
      await codeOf(client.call('catalogues.changes', { list, first: 0, second: 9 })),
      '404 catalogues.unknown-version',
    )
    assert.equal(await codeOf(client.call('catalogues.versions', { list, after: 'x' })), '400 rest.bad-input')
    assert.equal(
      await codeOf(client.call('catalogues.difference', { from: '2024-02-30', until: today })),
      '400 rest.bad-input',
    )
  }))
