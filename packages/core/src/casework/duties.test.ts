import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen, zeroFen } from '../kernel/index.ts'
import { dutiesOf, dutyTable, statesAwaiting } from './duties.ts'
import { caseStates, offices, reviewStates } from './kinds.ts'
import { may } from './transitions.ts'
import type { Matter, MatterState, Office, Procedure } from './types.ts'

const matterIn = (procedure: Procedure, state: MatterState, more: Partial<Matter> = {}): Matter => ({
  matterId: 'M1',
  procedure,
  state,
  version: 1,
  source: 'finding',
  sourceKey: 'F1',
  providerCode: 'H1',
  insuredId: null,
  doctor: null,
  rule: 'r',
  title: { zh: '疑点', en: 'item' },
  division: '990200' as Matter['division'],
  stake: fen(100),
  openedOn: '2025-01-02' as Matter['openedOn'],
  firstReviewer: null,
  secondReviewer: null,
  appealReviewer: null,
  investigators: [],
  hands: [],
  approvedBy: null,
  deadline: null,
  extended: 0,
  suspendedDays: null,
  decided: null,
  measures: [],
  recovered: zeroFen,
  reopened: 0,
  linked: null,
  ...more,
})

const asked = (matter: Matter, office: Office, userId = 'li.si') =>
  dutiesOf(matter, { userId, offices: [office] }).map(({ act, mine }) => `${act}${mine ? ' mine' : ''}`)

test('every duty is an act that its office may do in its state', () => {
  for (const row of dutyTable) {
    assert.ok(may(row, row.office).includes(row.act), `${row.procedure} ${row.state} ${row.office} ${row.act}`)
  }
})

test('every state but the end awaits somebody', () => {
  const states = [
    ...reviewStates.map((state) => ['review', state] as const),
    ...caseStates.map((state) => ['case', state] as const),
  ].filter(([, state]) => state !== 'closed')
  for (const [procedure, state] of states) {
    assert.ok(
      dutyTable.some((row) => row.procedure === procedure && row.state === state),
      `${procedure} ${state}`,
    )
  }
  assert.deepEqual(dutiesOf(matterIn('review', 'closed'), { userId: 'li.si', offices }), [])
})

test('a review waits for the person to whom it was given, not for a colleague', () => {
  const matter = matterIn('review', 'first-review', { firstReviewer: 'li.si' })
  assert.deepEqual(asked(matter, 'reviewer'), ['notify mine'])
  assert.deepEqual(asked(matter, 'reviewer', 'wang.wu'), [])
  assert.deepEqual(asked(matter, 'institution'), [])
})

test('money goes from the signature to the cashier to the end', () => {
  const final = (more: Partial<Matter>) => matterIn('review', 'final', { decided: fen(80), ...more })
  assert.deepEqual(asked(final({}), 'leader'), ['approve'])
  assert.deepEqual(asked(final({}), 'cashier'), [])
  assert.deepEqual(asked(final({ approvedBy: 'lead' }), 'leader'), [])
  assert.deepEqual(asked(final({ approvedBy: 'lead' }), 'cashier'), ['execute'])
  assert.deepEqual(asked(final({ decided: zeroFen }), 'dispatcher'), ['close'])
  assert.deepEqual(asked(final({ recovered: fen(80) }), 'cashier'), [])
})

test('a sanction waits until the institution was heard', () => {
  const deadline = { name: 'request-hearing', started: '2025-01-02', until: '2025-01-09' } as NonNullable<
    Matter['deadline']
  >
  const given = matterIn('case', 'notice-given', { deadline })
  assert.deepEqual([asked(given, 'institution'), asked(given, 'leader')], [['answer'], []])
  const over = matterIn('case', 'notice-given', { deadline: { ...deadline, name: 'decide-case' } })
  assert.deepEqual([asked(over, 'institution'), asked(over, 'leader')], [[], ['sanction']])
})

test('the states that await an office without a name are each told once', () => {
  const states = statesAwaiting(['dispatcher']).map(({ procedure, state }) => `${procedure} ${state}`)
  assert.deepEqual([...new Set(states)], states)
  assert.ok(states.includes('review open') && !states.includes('review first-review'))
  assert.deepEqual(statesAwaiting(['system']), [])
})
