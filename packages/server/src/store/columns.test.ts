import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arrayOf, boolean, type Columns, json, number, objectOf, readerOf, text } from './columns.ts'

const columns = {
  code: text('code'),
  item: { price: number('price'), restricted: boolean('restricted') },
  traits: json('traits'),
} satisfies Columns

test('the same columns are sent as an object or as an array of texts', () => {
  assert.equal(
    objectOf(columns),
    "json_build_object('code', code, 'item', json_build_object('price', price, 'restricted', restricted), 'traits', traits)",
  )
  assert.equal(arrayOf(columns), 'array[code, price::text, restricted::text, traits::text]')
})

test('an array of texts is read into the words of the core', () => {
  const read = readerOf<unknown>(columns)
  assert.deepEqual(read(['X1', '1234567', 'true', '["a"]']), {
    code: 'X1',
    item: { price: 1_234_567, restricted: true },
    traits: ['a'],
  })
  assert.deepEqual(read([null, null, 'false', null]), {
    code: null,
    item: { price: null, restricted: false },
    traits: null,
  })
})
