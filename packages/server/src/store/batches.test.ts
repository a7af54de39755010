import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises'
import { type BatchOptions, batches } from './batches.ts'

interface Run {
  readonly items: readonly string[]
  readonly finish: (outcomes?: readonly string[]) => void
  readonly fail: (error: Error) => void
}

/** Batches whose ends the test decides. */
function held(options: Partial<BatchOptions<string, string>> & { readonly lanes: number }) {
  const runs: Run[] = []
  const put = batches<string, string>({
    most: 64,
    ...options,
    undone: (error) => (error as Error).message === 'undone',
    run: (items) => {
      const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>()
      runs.push({ items, finish: (outcomes) => resolve(outcomes ?? items.map((item) => `${item}!`)), fail: reject })
      return promise
    },
  })
  const taken = () => runs.map(({ items }) => items.join(''))
  return { put, runs, taken }
}

const at = (runs: readonly Run[], index: number): Run => {
  const run = runs[index]
  assert.ok(run !== undefined, `there is no batch ${index}`)
  return run
}

test('what arrives in one turn goes together, and what comes meanwhile goes in the next batch', async () => {
  const { put, runs, taken } = held({ lanes: 1 })
  const first = [put('a'), put('b')]
  await turn()
  const later = [put('c'), put('d'), put('e')]
  await turn()
  assert.deepEqual(taken(), ['ab'])
  at(runs, 0).finish()
  assert.deepEqual(await Promise.all(first), ['a!', 'b!'])
  await turn()
  assert.deepEqual(taken(), ['ab', 'cde'])
  at(runs, 1).finish()
  assert.deepEqual(await Promise.all(later), ['c!', 'd!', 'e!'])
})

test('a batch takes no more than it may, and as many run as there are lanes', async () => {
  const { put, runs, taken } = held({ lanes: 2, most: 2 })
  const all = ['a', 'b', 'c', 'd', 'e'].map(put)
  await turn()
  assert.deepEqual(taken(), ['ab', 'cd'])
  at(runs, 1).finish()
  await turn()
  assert.deepEqual(taken(), ['ab', 'cd', 'e'])
  at(runs, 0).finish()
  at(runs, 2).finish()
  assert.deepEqual(await Promise.all(all), ['a!', 'b!', 'c!', 'd!', 'e!'])
})

test('two items of one key never go together; the second waits for the end of the first', async () => {
  const { put, runs, taken } = held({ lanes: 2, alone: (item) => (item === 'm' ? null : item) })
  const all = ['a', 'a', 'b', 'm', 'm'].map(put)
  await turn()
  assert.deepEqual(taken(), ['abmm'])
  at(runs, 0).finish()
  await turn()
  assert.deepEqual(taken(), ['abmm', 'a'])
  at(runs, 1).finish()
  assert.deepEqual(await Promise.all(all), ['a!', 'a!', 'b!', 'm!', 'm!'])
})

test('a batch becomes no heavier than it may; what is heavier goes by itself, and is not passed over twice', async () => {
  const { put, runs, taken } = held({ lanes: 1, heaviest: 3, weigh: (item) => (item === 'H' ? 9 : 1) })
  const all = ['a', 'H', 'b', 'c', 'd'].map(put)
  for (const index of [0, 1, 2]) {
    await turn()
    at(runs, index).finish()
  }
  assert.deepEqual(await Promise.all(all), ['a!', 'H!', 'b!', 'c!', 'd!'])
  assert.deepEqual(taken(), ['abc', 'H', 'd'])
})

test('an item that spoils a batch fails alone', async () => {
  const { put, runs, taken } = held({ lanes: 1 })
  const all = ['a', 'b', 'c'].map((item) => put(item).catch((error: Error) => error.message))
  await turn()
  at(runs, 0).fail(new Error('undone'))
  for (const [index, end] of [undefined, new Error('b is bad'), undefined].entries()) {
    await turn()
    const run = at(runs, index + 1)
    if (end === undefined) run.finish()
    else run.fail(end)
  }
  assert.deepEqual(await Promise.all(all), ['a!', 'b is bad', 'c!'])
  assert.deepEqual(taken(), ['abc', 'a', 'b', 'c'])
})

test('a batch of which nobody knows whether it was written is not tried again', async () => {
  const { put, runs, taken } = held({ lanes: 1 })
  const all = ['a', 'b'].map((item) => put(item).catch((error: Error) => error.message))
  await turn()
  at(runs, 0).fail(new Error('the connection broke'))
  assert.deepEqual(await Promise.all(all), ['the connection broke', 'the connection broke'])
  const next = put('c')
  await turn()
  at(runs, 1).finish()
  assert.equal(await next, 'c!')
  assert.deepEqual(taken(), ['ab', 'c'])
})

test('with patience one more batch is begun for a whole batch, or when the one under way takes long', async () => {
  const { put, runs, taken } = held({ lanes: 2, most: 2, patience: 20 })
  void put('a')
  await turn()
  void put('b')
  await turn()
  assert.deepEqual(taken(), ['a'], 'one that waits leaves it to the batch under way')
  void put('c')
  await turn()
  assert.deepEqual(taken(), ['a', 'bc'], 'a whole batch need not wait')
  at(runs, 1).finish()
  void put('d')
  await turn()
  assert.deepEqual(taken(), ['a', 'bc'])
  await pause(40)
  assert.deepEqual(taken(), ['a', 'bc', 'd'], 'a batch that takes long stops nobody')
  for (const run of runs) run.finish()
})
