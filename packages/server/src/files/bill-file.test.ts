import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fen, parseQuantity, parseUnitPrice } from '@yibao/core/kernel'
import { readBillFile } from './bill-file.ts'
import { problemText } from './policy-yaml.ts'

let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yibao-bill-'))
})
after(() => rm(folder, { recursive: true }))

async function read(text: string) {
  const path = join(folder, 'bill.yaml')
  await writeFile(path, text)
  return readBillFile(path)
}

async function problems(text: string): Promise<string> {
  const bill = await read(text)
  assert.ok(!bill.ok)
  return bill.error.map(problemText).join('\n')
}

test('prices keep six decimals and quantities four, as they were written', async () => {
  const bill = await read(
    '{"lines": [{"item": "0011", "price": 0.000001, "quantity": 2.0001, "amount": 0.10}], "total": 0.1}',
  )
  assert.ok(bill.ok)
  const [line] = bill.value.lines
  assert.equal(line?.itemCode, '0011')
  assert.deepEqual({ ok: true, value: line?.price }, parseUnitPrice('0.000001'))
  assert.deepEqual({ ok: true, value: line?.quantity }, parseQuantity('2.0001'))
  assert.deepEqual([line?.stated, bill.value.stated, line?.approval, line?.on], [fen(10), fen(10), 'not-needed', null])
})

test('every fault of a bill is told at once, each with its line', async () => {
  const text =
    'lines:\n  - { item: A, price: 1e3, quantity: 0 }\n  - { item: B, price: 1, quantity: 1, approval: maybe }\n'
  const told = await problems(text)
  assert.match(told, /bill\.yaml:2: `price` is not a price \(found: 1e3\)/)
  assert.match(told, /bill\.yaml:2: `quantity` is not a quantity \(found: 0\)/)
  assert.match(
    told,
    /bill\.yaml:3: `approval` has no such value \(found: maybe\); use one of: not-needed, approved, rejected/,
  )
})

test('a bill without lines is no bill', async () => {
  assert.match(await problems('lines: []'), /a bill without lines/)
  assert.match(await problems('total: 5'), /`lines` is missing/)
})
