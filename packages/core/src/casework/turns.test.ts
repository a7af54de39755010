import assert from 'node:assert/strict'
import { test } from 'node:test'
import { play, toNotice } from './example-matters.ts'
import { caseStates, limitNames, reviewStates } from './kinds.ts'
import { transitions } from './transitions.ts'
import { assignmentOf, everybodyIn, turnOf } from './turns.ts'

test('a review is given to one person, a case to two, and only where the table assigns', () => {
  assert.deepEqual(assignmentOf({ procedure: 'review', state: 'answered' }), { act: 'assign-second', count: 1 })
  assert.deepEqual(assignmentOf({ procedure: 'case', state: 'filed' }), { act: 'assign-investigators', count: 2 })
  assert.equal(assignmentOf({ procedure: 'review', state: 'closed' }), null)
  for (const [procedure, states] of [
    ['review', reviewStates],
    ['case', caseStates],
  ] as const) {
    for (const state of states) {
      const { act } = assignmentOf({ procedure, state }) ?? {}
      const isRow = transitions.some((row) => row.procedure === procedure && row.from === state && row.act === act)
      assert.equal(isRow, act !== undefined, state)
    }
  }
})

test('a limit is the turn of the person who has the review, else of whoever gives it out', () => {
  const { matter } = play('review', toNotice)
  const { firstReviewer } = matter
  assert.ok(firstReviewer !== null)
  assert.deepEqual(turnOf(matter, 'first-review'), { office: 'reviewer', userId: firstReviewer })
  assert.deepEqual(turnOf({ ...matter, firstReviewer: null }, 'first-review'), { office: 'dispatcher', userId: null })
  assert.deepEqual(turnOf(matter, 'answer'), { office: 'institution', userId: null })
  for (const limit of limitNames) assert.notEqual(turnOf(matter, limit).office, 'system')
  assert.ok(everybodyIn(matter).includes(firstReviewer))
})
