import assert from 'node:assert/strict'
import { test } from 'node:test'
import { messages } from '../national/index.ts'
import { tillMessages } from './till.ts'
import { tillInput } from './till-shapes.ts'

test('a till sends only messages of the national interface, with every node that one of them has', () => {
  const nodes = new Set(tillMessages.flatMap((infno) => Object.keys(messages[infno].input)))
  assert.deepEqual(Object.keys(tillInput.properties).sort(), [...nodes].sort())
})

test('a till fetches no files, signs nobody in, and takes nothing back without the person', () => {
  for (const infno of tillMessages) assert.match(messages[infno].direction, /^(?:query|compute|write)$/, infno)
})
