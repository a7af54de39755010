import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isoDate, localDateTime } from '@yibao/core/kernel'
import type { PublishedRow } from '../flows/catalogue-ports.ts'
import { type CatalogueLayout, catalogueLayouts } from './catalogue-layouts.ts'
import { lineWriter } from './catalogue-lines.ts'

const today = isoDate('2023-11-13')
const row: PublishedRow = {
  code: 'X1',
  since: isoDate('2023-01-01'),
  version: '20231113_000001',
  gone: false,
  content: { name: '名\t称\r\n', from: isoDate('2023-01-01'), until: isoDate('2023-11-14'), class: 'B' },
  cameAt: localDateTime('2023-11-13 08:00:00'),
  changedAt: localDateTime('2023-11-13 09:00:00'),
}
const layouts: Readonly<Record<string, CatalogueLayout>> = catalogueLayouts

test('no place of a layout is taken twice or lies beyond its columns', () => {
  for (const [infno, { columns, places }] of Object.entries(layouts)) {
    const taken = Object.values(places).flat()
    assert.equal(new Set(taken).size, taken.length, infno)
    assert.ok(
      taken.every((place) => place >= 1 && place <= columns),
      infno,
    )
  }
})

test('every catalogue that has rows tells their code, version and validity', () => {
  for (const [infno, { list, places }] of Object.entries(layouts)) {
    if (list !== null) assert.ok(places.code && places.version && places.valid, infno)
  }
})

test('a name cannot move the cells behind it', () => {
  const line = lineWriter(catalogueLayouts['1302'], 33, today)(row)
  assert.ok(line.endsWith('\n'))
  const cells = line.slice(0, -1).split('\t')
  assert.deepEqual([cells.length, cells[1]], [33, '名 称 '])
})

test('a region with fewer columns gets the first ones, one with more gets nulls behind', () => {
  const cellsOf = (columns: number) => lineWriter(catalogueLayouts['1301'], columns, today)(row).trimEnd().split('\t')
  assert.deepEqual(cellsOf(92).slice(-2), ['null', '02'])
  assert.deepEqual(cellsOf(99).slice(-3), ['2023-11-13', 'null', 'null'])
})

test('a row is valid through its last day, and not once it went', () => {
  const valid = (on: string, gone = false) =>
    lineWriter(catalogueLayouts['1301'], 97, isoDate(on))({ ...row, gone }).split('\t')[78]
  assert.deepEqual([valid('2023-11-13'), valid('2023-11-14'), valid('2023-11-13', true)], ['1', '0', '0'])
})
