import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { lineBlocks } from './group-blocks.ts'

async function* inPieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0
  for (let index = 0; at < bytes.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1
    yield bytes.subarray(at, at + size)
    at += size
  }
}

test('however a text arrives, its blocks are whole lines in their order and nothing is lost', async () => {
  const line = fc.string({ unit: fc.constantFrom('病', 'a', '\r', '"'), maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 60 }),
      fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 200 }),
      fc.boolean(),
      async (lines, sizes, blockBytes, ended) => {
        const text = lines.join('\n') + (ended ? '\n' : '')
        const blocks: string[] = []
        for await (const block of lineBlocks(inPieces(Buffer.from(text), sizes), () => undefined, blockBytes)) {
          assert.equal(block.kind, 'text')
          blocks.push(new TextDecoder('utf-8', { fatal: true }).decode(block.bytes))
        }
        assert.equal(blocks.join(''), text)
        for (const block of blocks.slice(0, -1)) assert.ok(block.endsWith('\n'))
      },
    ),
  )
})

test('a line without end is refused before it fills the memory', async () => {
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) yield new Uint8Array(1_000_000).fill(120)
  }
  await assert.rejects(async () => {
    for await (const block of lineBlocks(endless(), () => undefined)) assert.fail(`a block of ${block.kind}`)
  }, /longer than 16 MB/)
})
