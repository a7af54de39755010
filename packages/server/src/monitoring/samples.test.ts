import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampled } from './samples.ts'

function underClock() {
  const written: object[] = []
  let due: () => void = () => undefined
  const samples = sampled<{ readonly institution: string }>(
    (facts) => written.push(facts),
    (work) => {
      due = work
    },
  )
  return { written, samples, pass: () => due() }
}

test('the first of a kind is written at once, the others as one line with their number', () => {
  const { written, samples, pass } = underClock()
  for (let count = 0; count < 1_000; count += 1) samples.note('gateway.busy', { institution: 'H1' })
  samples.note('flow.busy', { institution: 'H2' })
  assert.deepEqual(written, [
    { institution: 'H1', times: 1 },
    { institution: 'H2', times: 1 },
  ])
  pass()
  assert.deepEqual(written.slice(2), [{ institution: 'H1', times: 999 }])
  samples.note('gateway.busy', { institution: 'H3' })
  assert.deepEqual(written.slice(3), [{ institution: 'H3', times: 1 }], 'and begins anew')
})

test('what was only counted is written when the centre stops', () => {
  const { written, samples } = underClock()
  samples.note('gateway.busy', { institution: 'H1' })
  samples.note('gateway.busy', { institution: 'H1' })
  samples.flush()
  samples.flush()
  assert.deepEqual(written, [
    { institution: 'H1', times: 1 },
    { institution: 'H1', times: 1 },
  ])
})
