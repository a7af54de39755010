import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foundLines, nothingToLookAt } from './pattern-report.ts'

test('a lake without stays, cards or dispensings is told to have had none to look at', () => {
  const [stays = '', cards = '', drugs = ''] = nothingToLookAt({ stays: 0, events: 0, dispensings: 0 })
  assert.match(stays, /没有住院.*no stays/)
  assert.match(cards, /no card events/)
  assert.match(drugs, /dailyDose/)
  assert.deepEqual(nothingToLookAt({ stays: 1, events: 1, dispensings: 1 }), [])
})

test('why something was not looked at is said in words', () => {
  const told = foundLines([{ pattern: 'card-burst', findings: [], weaker: [], notLooked: { 'no-terminal': 7 } }])
  assert.match(told.join(' '), /无终端号 no terminal 7/)
})
