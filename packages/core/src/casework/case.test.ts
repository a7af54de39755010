import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from '../kernel/index.ts'
import { act } from './act.ts'
import {
  at,
  doing,
  exampleLaw,
  person,
  play,
  sanction,
  stake,
  type Telling,
  toNoticeOfSanction,
} from './example-matters.ts'
import type { CaseworkRefusal } from './refusals.ts'
import type { Act, Matter, MatterActor, Measure } from './types.ts'

const refusalOf = (matter: Matter, what: Act, actor: MatterActor, on = '2026-03-09'): CaseworkRefusal | null => {
  const done = act(matter, what, { actor, now: at(on), law: exampleLaw })
  return done.ok ? null : done.error
}

const codeAfter = (story: readonly Telling[], procedure: 'review' | 'case' = 'review'): string | null =>
  play(procedure, story).refusal?.code ?? null

test('an administrative case ends in a sanction after notice, the term and legal review', () => {
  const sanctioned = doing('sanction', { measures: sanction })
  const early = play('case', [...toNoticeOfSanction, ['boss', 'leader', sanctioned, '2026-03-31']])
  assert.deepEqual(early.refusal, {
    code: 'casework.too-early',
    act: 'sanction',
    until: '2026-03-31',
    today: '2026-03-31',
  })
  const { matter, refusal } = play('case', [
    ...toNoticeOfSanction,
    ['boss', 'leader', sanctioned, '2026-04-01'],
    ['cash', 'cashier', doing('execute', { how: 'claim' }), '2026-04-20'],
    ['cash', 'cashier', doing('settle'), '2026-04-28'],
    ['lead', 'dispatcher', doing('close'), '2026-04-29'],
  ])
  assert.equal(refusal, null)
  assert.deepEqual([matter.state, matter.decided, matter.recovered], ['closed', stake, stake])
})

test('no sanction without a legal basis, heavier than the notice, or by whoever else has a part', () => {
  const waited: readonly Telling[] = [...toNoticeOfSanction, ['clock', 'system', doing('lapse'), '2026-04-01']]
  const sentence = (details: Act['details'], userId = 'boss') =>
    play('case', [...waited, [userId, 'leader', doing('sanction', details), '2026-04-01']]).refusal
  assert.deepEqual(sentence({}), { code: 'casework.no-basis', measure: null, basis: null })
  const [fund, fine] = sanction
  assert.ok(fund !== undefined && fine !== undefined)
  const heavier = sentence({ measures: [fund, { ...fine, amount: fen(400_00) }] })
  assert.deepEqual(heavier, { code: 'casework.heavier', measure: 'fine', most: fen(300_00) })
  const lighter = sentence({ measures: [fund, { ...fine, amount: fen(100_00) }] })
  assert.deepEqual(lighter, { code: 'casework.beyond-basis', measure: 'fine', basis: 'fraud', allowed: '20000..50000' })
  assert.equal(sentence({ measures: sanction }, 'eve')?.code, 'casework.same-person')
  assert.equal(sentence({ measures: sanction }), null)
})

test('a fine is a multiple of what was established as lost, which may be less than was in question', () => {
  const sentenced = (amount: number, times: number) => {
    const measures: readonly Measure[] = [
      { kind: 'order-return', basis: 'fraud', amount: fen(amount) },
      { kind: 'fine', basis: 'fraud', amount: fen(amount * times) },
    ]
    return codeAfter(
      [...toNoticeOfSanction.slice(0, -1), ['boss', 'leader', doing('give-notice', { measures }), '2026-03-24']],
      'case',
    )
  }
  assert.equal(sentenced(40_00, 3), null)
  assert.equal(sentenced(40_00, 6), 'casework.beyond-basis')
  assert.equal(sentenced(40_00, 1), 'casework.beyond-basis')
})

test('a hearing stops the clock of the case, which runs on after it', () => {
  const asked = play('case', [...toNoticeOfSanction, ['h1', 'institution', doing('request-hearing'), '2026-03-31']])
  assert.deepEqual([asked.matter.state, asked.matter.deadline, asked.matter.suspendedDays], ['hearing', null, 69])
  const held = play('case', [
    ...toNoticeOfSanction,
    ['h1', 'institution', doing('request-hearing'), '2026-03-31'],
    ['law', 'legal', doing('hold-hearing'), '2026-04-20'],
  ])
  assert.deepEqual(held.matter.deadline, { name: 'decide-case', started: '2026-04-20', until: '2026-06-28' })
  assert.equal(held.matter.suspendedDays, null)
  const again = refusalOf(held.matter, doing('request-hearing'), person('h1', 'institution'), '2026-04-21')
  assert.equal(again?.code, 'casework.not-now')
  assert.equal(
    codeAfter([...toNoticeOfSanction, ['h1', 'institution', doing('request-hearing'), '2026-04-01']], 'case'),
    'casework.too-late',
  )
})

test('a case is decided within its time, which is prolonged once', () => {
  const { matter } = play('case', toNoticeOfSanction.slice(0, 1))
  assert.deepEqual(matter.deadline, { name: 'decide-case', started: '2026-03-02', until: '2026-06-01' })
  const extended = play('case', [
    ...toNoticeOfSanction.slice(0, 1),
    ['boss', 'leader', doing('extend'), '2026-05-20'],
    ['boss', 'leader', doing('extend'), '2026-05-21'],
  ])
  assert.deepEqual(extended.matter.deadline, { name: 'extend-case', started: '2026-06-01', until: '2026-07-01' })
  assert.deepEqual(extended.refusal, { code: 'casework.already-extended', times: 1 })
})

test('a case is investigated by two people, and legal review is somebody else’s', () => {
  const assign = (assignees: readonly string[]): readonly Telling[] => [
    ['lead', 'dispatcher', doing('assign-investigators', { assignees }), '2026-03-02'],
  ]
  assert.deepEqual(play('case', assign(['eve', 'eve'])).refusal, {
    code: 'casework.two-people',
    act: 'assign-investigators',
    given: 1,
  })
  assert.equal(
    codeAfter([...toNoticeOfSanction.slice(0, 3), ['eve', 'legal', doing('approve'), '2026-03-23']], 'case'),
    'casework.same-person',
  )
  assert.equal(
    codeAfter(
      [
        ...toNoticeOfSanction.slice(0, 3),
        ['boss', 'leader', doing('give-notice', { measures: sanction }), '2026-03-24'],
      ],
      'case',
    ),
    'casework.no-approval',
  )
})

test('a case that is dismissed or handed over after its notice upholds nothing, and can be closed', () => {
  for (const ending of ['dismiss', 'transfer'] as const) {
    const { matter, refusal } = play('case', [
      ...toNoticeOfSanction,
      ['boss', 'leader', doing(ending), '2026-03-30'],
      ['lead', 'dispatcher', doing('close'), '2026-03-31'],
    ])
    assert.equal(refusal, null, ending)
    assert.deepEqual([matter.state, matter.decided, matter.measures], ['closed', null, []])
  }
})
