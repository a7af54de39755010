import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day, doing, play, toDecided, toNoticeOfSanction } from './example-matters.ts'
import { lapses, termOver } from './terms.ts'

test('who comes when the clock has gone on without him hears that his term is over, and until when it was', () => {
  const { matter, events } = play('review', toDecided)
  const until = matter.deadline?.until
  assert.ok(until !== undefined)
  assert.equal(lapses(matter, until), false)
  assert.equal(lapses(matter, day('2026-05-01')), true)
  assert.equal(termOver('appeal', events, until), null)
  assert.deepEqual(termOver('appeal', events, day('2026-05-01')), {
    code: 'casework.too-late',
    act: 'appeal',
    until,
    today: '2026-05-01',
  })
  assert.equal(termOver('request-hearing', events, day('2026-05-01')), null)
  const [opening] = events
  assert.ok(opening !== undefined)
  assert.equal(termOver('appeal', [...events, { ...opening, act: 'reopen' }], day('2026-05-01')), null)
})

test('a limit that is the bureau’s own lapses nothing', () => {
  const { matter } = play('case', [...toNoticeOfSanction, ['clock', 'system', doing('lapse'), '2026-04-01']])
  assert.equal(matter.deadline?.name, 'decide-case')
  assert.equal(lapses(matter, day('2027-01-01')), false)
})
