import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tilesOf } from './wall-tiles.ts'

test('every division has a place of its own, in the order of the codes', () => {
  const codes = ['330212', '330203', '330200', '330203', '330100', '', '990301']
  const tiles = tilesOf(codes)
  assert.deepEqual(
    tiles.map(({ division }) => division),
    ['', '330100', '330200', '330203', '330212', '990301'],
  )
  assert.equal(new Set(tiles.map(({ x, y }) => `${x} ${y}`)).size, tiles.length)
})

test('a prefecture begins a row, and long ones go on in the next', () => {
  const city = Array.from({ length: 11 }, (_, index) => `3302${String(index).padStart(2, '0')}`)
  const tiles = tilesOf([...city, '330300'])
  assert.equal(Math.max(...tiles.map(({ x }) => x)), 4, 'five in a row for twelve')
  assert.deepEqual(tiles.at(-1), { division: '330300', x: 0, y: 3 })
})

test('nothing has no tiles', () => {
  assert.deepEqual(tilesOf([]), [])
})
