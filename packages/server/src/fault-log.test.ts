import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type FaultLog, faultLog } from './fault-log.ts'

interface Desk {
  readonly faults: FaultLog
  readonly lines: string[]
  /** Ten seconds go by. */
  pass(): void
}

function deskOf(): Desk {
  const lines: string[] = []
  const waiting: (() => void)[] = []
  const faults = faultLog(
    (line) => lines.push(line),
    (work) => waiting.push(work),
  )
  return { faults, lines, pass: () => waiting.splice(0).forEach((work) => void work()) }
}

test('a fault is written with its stack, and again only after ten seconds', () => {
  const { faults, lines, pass } = deskOf()
  const fault = new Error('no such column')
  for (const reference of ['A', 'B', 'C']) faults.report(reference, fault)
  assert.equal(lines.length, 1)
  assert.match(lines[0] ?? '', /^内部错误 fault A: Error: no such column\n +at /)
  pass()
  assert.deepEqual(lines.slice(1), ['相同错误另有 2 次 the same faults 2 more times: B C'])
  faults.report('D', fault)
  assert.match(lines[2] ?? '', /fault D: Error: no such column\n/)
})

test('another fault has a stack of its own, and a quiet time ends without a word', () => {
  const { faults, lines, pass } = deskOf()
  faults.report('A', new Error('one'))
  faults.report('B', 'two')
  pass()
  assert.deepEqual(
    lines.map((line) => line.split('\n')[0]),
    ['内部错误 fault A: Error: one', '内部错误 fault B: two'],
  )
})

test('whoever stops says first what was only counted, and names a few', () => {
  const { faults, lines, pass } = deskOf()
  for (let number = 0; number <= 7; number += 1) faults.report(`F${number}`, 'same')
  faults.flush()
  assert.equal(lines[1], '相同错误另有 7 次 the same faults 7 more times: F1 F2 F3 F4 F5 …')
  pass()
  assert.equal(lines.length, 2)
})
