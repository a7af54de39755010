import assert from 'node:assert/strict'
import { test } from 'node:test'
import { namesTold, papersTold, toldToInstitution } from './disclosure.ts'
import { doing, play, toDecided, toNotice, toNoticeOfSanction } from './example-matters.ts'
import { transitions } from './transitions.ts'

test('an institution hears of a matter by its notice, not while a hit is looked at or a case investigated', () => {
  assert.equal(toldToInstitution(play('review', toNotice.slice(0, 1)).matter), false)
  assert.equal(toldToInstitution(play('review', toNotice).matter), true)
  assert.equal(toldToInstitution(play('case', toNoticeOfSanction.slice(0, -1)).matter), false)
  assert.equal(toldToInstitution(play('case', toNoticeOfSanction).matter), true)
})

test('a reviewer who cleared first and gave notice later has told it', () => {
  const { matter, refusal } = play('review', [
    ['lead', 'dispatcher', doing('assign', { assignee: 'ann' }), '2026-03-02'],
    ['ann', 'reviewer', doing('clear'), '2026-03-03'],
    ['lead', 'dispatcher', doing('draw-recheck', { assignee: 'bob' }), '2026-03-04'],
    ['bob', 'reviewer', doing('return'), '2026-03-05'],
    ['ann', 'reviewer', doing('notify'), '2026-03-06'],
  ])
  assert.equal(refusal, null)
  assert.equal(toldToInstitution(matter), true)
})

test('names are told with the decision, and not to whoever appeals against it until that is answered', () => {
  assert.equal(namesTold(play('review', toDecided.slice(0, -1)).matter), false)
  assert.equal(namesTold(play('review', toDecided).matter), true)
  const appealed = play('review', [...toDecided, ['h1', 'institution', doing('appeal'), '2026-03-20']])
  assert.equal(namesTold(appealed.matter), false)
  assert.equal(namesTold(play('case', toNoticeOfSanction).matter), false)
})

test('every paper that is addressed to the institution is one that some act issues', () => {
  const issued = new Set(transitions.map(({ document }) => document))
  for (const paper of papersTold) assert.ok(issued.has(paper), paper)
})
