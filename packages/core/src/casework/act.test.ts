import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen, zeroFen } from '../kernel/index.ts'
import { act, checkVersion, open } from './act.ts'
import {
  at,
  begun,
  day,
  doing,
  exampleLaw,
  item,
  person,
  play,
  recovery,
  stake,
  standing,
  type Telling,
  toClosed,
  toDecided,
  toExecuting,
  toNotice,
  toSecond,
} from './example-matters.ts'
import type { CaseworkRefusal } from './refusals.ts'
import { replay } from './replay.ts'
import type { Act, Matter, MatterActor, Measure } from './types.ts'

const refusalOf = (matter: Matter, what: Act, actor: MatterActor, on = '2026-03-09'): CaseworkRefusal | null => {
  const done = act(matter, what, { actor, now: at(on), law: exampleLaw })
  return done.ok ? null : done.error
}

const codeAfter = (story: readonly Telling[], procedure: 'review' | 'case' = 'review'): string | null =>
  play(procedure, story).refusal?.code ?? null

test('a hit ends in money: notice, answer, second review, decision, approval, deduction, settlement', () => {
  const { matter, refusal, steps, events } = play('review', toClosed)
  assert.equal(refusal, null)
  assert.equal(matter.state, 'closed')
  assert.deepEqual([matter.decided, matter.recovered], [stake, stake])
  assert.deepEqual(
    steps.flatMap(({ document }) => document ?? []),
    ['notice', 'decision', 'recovery-order', 'closing-report'],
  )
  assert.deepEqual(
    steps.flatMap(({ money }) => money ?? []),
    [{ kind: 'deduction', amount: stake }],
  )
  assert.deepEqual(
    events.map(({ number }) => number),
    events.map((_event, index) => index + 1),
  )
})

test('the institution hears of a hit with a term of ten working days, and is not heard after it', () => {
  const { matter } = play('review', toNotice)
  assert.deepEqual(matter.deadline, { name: 'answer', started: '2026-03-03', until: '2026-03-17' })
  const institution = person('h1', 'institution')
  assert.equal(refusalOf(matter, doing('answer'), institution, '2026-03-17'), null)
  assert.deepEqual(refusalOf(matter, doing('answer'), institution, '2026-03-18'), {
    code: 'casework.too-late',
    act: 'answer',
    until: '2026-03-17',
    today: '2026-03-18',
  })
  const clock = person('clock', 'system')
  assert.equal(refusalOf(matter, doing('lapse'), clock, '2026-03-17')?.code, 'casework.too-early')
  assert.equal(refusalOf(matter, doing('lapse'), clock, '2026-03-18'), null)
})

test('a term in the past is refused, and so is one that is shorter than the law’s', () => {
  const reviewer = person('ann', 'reviewer')
  const { matter } = play('review', toNotice.slice(0, 1))
  const until = (text: string) => refusalOf(matter, doing('notify', { deadline: day(text) }), reviewer, '2026-03-03')
  assert.deepEqual(until('2026-03-02'), {
    code: 'casework.deadline-past',
    deadline: '2026-03-02',
    today: '2026-03-03',
  })
  assert.deepEqual(until('2026-03-16'), {
    code: 'casework.term-too-short',
    deadline: '2026-03-16',
    least: '2026-03-17',
  })
  assert.equal(until('2026-03-31'), null)
})

test('who made the first review does not decide, whether or not the matter is given to him', () => {
  const { matter } = play('review', toSecond)
  const first = person('ann', 'reviewer')
  assert.deepEqual(refusalOf(matter, doing('decide', { measures: recovery }), first), {
    code: 'casework.same-person',
    userId: 'ann',
    did: 'notify',
  })
  const answered = play('review', toSecond.slice(0, -1)).matter
  const assigned = refusalOf(answered, doing('assign-second', { assignee: 'ann' }), person('lead', 'dispatcher'))
  assert.deepEqual(assigned, { code: 'casework.same-person', userId: 'ann', did: 'notify' })
  assert.equal(
    refusalOf(matter, doing('decide', { measures: recovery }), person('eve', 'reviewer'))?.code,
    'casework.not-assigned',
  )
})

test('an appeal is decided by a third person', () => {
  const { matter } = play('review', [...toDecided, ['h1', 'institution', doing('appeal'), '2026-03-20']])
  const lead = person('lead', 'dispatcher')
  for (const [assignee, did] of [
    ['ann', 'notify'],
    ['bob', 'decide'],
  ] as const) {
    const refusal = refusalOf(matter, doing('assign', { assignee }), lead, '2026-03-20')
    assert.deepEqual(refusal, { code: 'casework.same-person', userId: assignee, did })
  }
  assert.equal(refusalOf(matter, doing('assign', { assignee: 'eve' }), lead, '2026-03-20'), null)
})

test('an appeal after the term is refused, and one within it may leave less or nothing, never more', () => {
  const { matter } = play('review', toDecided)
  assert.equal(matter.deadline?.until, '2026-03-26')
  const late = refusalOf(matter, doing('appeal'), person('h1', 'institution'), '2026-03-27')
  assert.deepEqual(late, { code: 'casework.too-late', act: 'appeal', until: '2026-03-26', today: '2026-03-27' })
  const heard: readonly Telling[] = [
    ...toDecided,
    ['h1', 'institution', doing('appeal'), '2026-03-26'],
    ['lead', 'dispatcher', doing('assign', { assignee: 'eve' }), '2026-03-27'],
  ]
  const resolve = (what: Act) => play('review', [...heard, ['eve', 'reviewer', what, '2026-03-30']])
  const less = resolve(doing('resolve-appeal', { measures: [{ kind: 'recover', basis: 'agreement', amount: fen(1) }] }))
  assert.deepEqual([less.refusal, less.matter.decided, less.matter.state], [null, 1, 'final'])
  const nothing = resolve(doing('resolve-appeal'))
  assert.deepEqual([nothing.refusal, nothing.matter.decided], [null, 0])
  const more = resolve(doing('resolve-appeal', { measures: [...recovery, { kind: 'interview', basis: 'agreement' }] }))
  assert.deepEqual(more.refusal, { code: 'casework.heavier', measure: 'interview', most: zeroFen })
})

test('a decision for nothing, beyond the stake or on no law is refused', () => {
  const { matter } = play('review', toSecond)
  const decide = (details: Act['details']) => refusalOf(matter, doing('decide', details), person('bob', 'reviewer'))
  assert.deepEqual(decide({}), { code: 'casework.no-basis', measure: null, basis: null })
  assert.deepEqual(decide({ measures: [{ kind: 'recover', basis: 'agreement', amount: fen(100_01) }] }), {
    code: 'casework.amount',
    amount: 100_01,
    most: 100_00,
  })
  assert.deepEqual(decide({ measures: recovery, amount: fen(1) }), { code: 'casework.amount', amount: 1, most: 100_00 })
  const elsewhere = decide({ measures: [{ kind: 'recover', basis: 'nowhere', amount: fen(1) }] })
  const most = Number.MAX_SAFE_INTEGER
  const huge: Measure = { kind: 'recover', basis: 'agreement', amount: fen(most) }
  assert.deepEqual(decide({ measures: [huge, huge] }), { code: 'casework.amount', amount: most, most: 100_00 })
  assert.deepEqual(elsewhere, { code: 'casework.no-basis', measure: 'recover', basis: 'nowhere' })
})

test('money moves after somebody else has signed, and once', () => {
  const final = toExecuting.slice(0, -2)
  const cashier: Telling = ['cash', 'cashier', doing('execute'), '2026-03-17']
  assert.equal(codeAfter([...final, cashier]), 'casework.no-approval')
  assert.equal(
    codeAfter([...toExecuting, ['ledger', 'system', doing('settle', { amount: fen(1) }), '2026-04-02']]),
    'casework.amount',
  )
  assert.equal(codeAfter([...final, ['lead', 'dispatcher', doing('close'), '2026-03-17']]), 'casework.still-due')
  const claim = play('review', [
    ...final,
    ['boss', 'leader', doing('approve'), '2026-03-16'],
    ['cash', 'cashier', doing('execute', { how: 'claim' }), '2026-03-17'],
  ])
  assert.deepEqual(claim.steps.at(-1)?.money, { kind: 'claim', amount: stake })
  const twice = codeAfter([
    ...toExecuting,
    ['ledger', 'system', doing('settle'), '2026-04-02'],
    ['cash', 'cashier', doing('settle'), '2026-04-02'],
  ])
  assert.equal(twice, 'casework.not-now')
})

test('measures without money end without a cashier', () => {
  const interview = doing('decide', { measures: [{ kind: 'interview', basis: 'agreement' }] })
  const story: readonly Telling[] = [
    ...toSecond,
    ['bob', 'reviewer', interview, '2026-03-12'],
    ['clock', 'system', doing('lapse'), '2026-03-27'],
  ]
  assert.equal(codeAfter([...story, ['boss', 'leader', doing('approve'), '2026-03-30']]), 'casework.nothing-due')
  const closed = play('review', [...story, ['lead', 'dispatcher', doing('close'), '2026-03-30']])
  assert.deepEqual([closed.refusal, closed.matter.state], [null, 'closed'])
})

test('a matter reopened twice at once is reopened once', () => {
  const { matter } = play('review', toClosed)
  const boss = { actor: person('boss', 'leader'), now: at('2026-05-06'), law: exampleLaw }
  const first = act(matter, doing('reopen'), boss)
  assert.ok(first.ok)
  assert.deepEqual(checkVersion(first.value.matter, matter.version), {
    ok: false,
    error: { code: 'casework.changed-meanwhile', matterId: 'M-1', version: matter.version + 1 },
  })
  assert.equal(refusalOf(first.value.matter, doing('reopen'), person('boss', 'leader'))?.code, 'casework.not-now')
})

test('a reopened matter gives back what was ordered or booked, and keeps everybody out of a second role', () => {
  const closed = play('review', [...toClosed, ['boss', 'leader', doing('reopen'), '2026-05-06']])
  assert.deepEqual(closed.steps.at(-1)?.money, { kind: 'withdrawal', amount: stake })
  const { matter } = closed
  assert.deepEqual([matter.state, matter.decided, matter.recovered, matter.reopened], ['open', null, 0, 1])
  const again = refusalOf(matter, doing('assign', { assignee: 'bob' }), person('lead', 'dispatcher'))
  assert.deepEqual(again, { code: 'casework.same-person', userId: 'bob', did: 'decide' })
  const ordered = play('review', [...toExecuting, ['boss', 'leader', doing('reopen'), '2026-03-18']])
  assert.deepEqual(ordered.steps.at(-1)?.money, { kind: 'withdrawal', amount: stake })
  const decided = play('review', [...toExecuting.slice(0, -2), ['boss', 'leader', doing('reopen'), '2026-03-18']])
  assert.equal(decided.steps.at(-1)?.money, null)
})

test('what was cleared may be drawn for another look, which confirms it or gives it back', () => {
  const cleared: readonly Telling[] = [
    ['lead', 'dispatcher', doing('assign', { assignee: 'ann' }), '2026-03-02'],
    ['ann', 'reviewer', doing('clear'), '2026-03-03'],
  ]
  const draw = (assignee: string): Telling => ['lead', 'dispatcher', doing('draw-recheck', { assignee }), '2026-03-04']
  assert.equal(codeAfter([...cleared, draw('ann')]), 'casework.same-person')
  const confirmed = play('review', [...cleared, draw('bob'), ['bob', 'reviewer', doing('confirm-clear'), '2026-03-05']])
  assert.deepEqual([confirmed.refusal, confirmed.matter.state, confirmed.matter.deadline], [null, 'closed', null])
  const back = play('review', [...cleared, draw('bob'), ['bob', 'reviewer', doing('return'), '2026-03-05']])
  assert.equal(back.matter.state, 'first-review')
  assert.equal(
    refusalOf(back.matter, doing('assign', { assignee: 'bob' }), person('lead', 'dispatcher'))?.code,
    'casework.same-person',
  )
})

test('an item that became a case is not opened again beside it', () => {
  const filed: readonly Telling[] = [
    ...toSecond,
    ['boss', 'leader', doing('file-case', { linked: 'C-1' }), '2026-03-12'],
  ]
  const { matter } = play('review', filed)
  assert.deepEqual([matter.state, matter.linked], ['closed', 'C-1'])
  assert.equal(codeAfter([...filed, ['boss', 'leader', doing('reopen'), '2026-03-13']]), 'casework.became-case')
})

test('who has an interest in the institution neither acts nor is given the matter', () => {
  const { matter } = begun('review')
  const lead: MatterActor = {
    userId: 'lead',
    office: 'dispatcher',
    conflicts: (userId) => (userId === 'ann' ? [item.providerCode] : []),
  }
  assert.deepEqual(refusalOf(matter, doing('assign', { assignee: 'ann' }), lead), {
    code: 'casework.conflict-of-interest',
    userId: 'ann',
    providerCode: item.providerCode,
  })
  const own = person('lead', 'dispatcher', [item.providerCode])
  assert.equal(refusalOf(matter, doing('assign', { assignee: 'bob' }), own)?.code, 'casework.conflict-of-interest')
})

test('refusals have an order: state, office, person, words, term, amount, law', () => {
  const state = standing('review', 'second-review', {
    secondReviewer: 'bob',
    hands: [{ userId: 'ann', role: 'first', did: 'notify' }],
  })
  const empty: Partial<Act> = { reason: ' ', evidence: [] }
  const tooMuch = [
    { kind: 'fine', basis: 'nowhere' },
    { kind: 'recover', basis: 'nowhere', amount: fen(999_00) },
  ] as const
  const tries: readonly (readonly [Act, MatterActor, string])[] = [
    [
      doing('settle', { measures: tooMuch }, empty),
      person('ann', 'institution', [item.providerCode]),
      'casework.not-now',
    ],
    [
      doing('decide', { measures: tooMuch }, empty),
      person('ann', 'institution', [item.providerCode]),
      'casework.not-yours',
    ],
    [
      doing('decide', { measures: tooMuch }, empty),
      person('ann', 'reviewer', [item.providerCode]),
      'casework.conflict-of-interest',
    ],
    [doing('decide', { measures: tooMuch }, empty), person('ann', 'reviewer'), 'casework.same-person'],
    [doing('decide', { measures: tooMuch }, empty), person('eve', 'reviewer'), 'casework.not-assigned'],
    [doing('decide', { measures: tooMuch }, empty), person('bob', 'reviewer'), 'casework.no-reason'],
    [doing('decide', { measures: tooMuch }, { evidence: [] }), person('bob', 'reviewer'), 'casework.no-evidence'],
    [doing('decide', { measures: tooMuch }), person('bob', 'reviewer'), 'casework.amount'],
    [
      doing('decide', { measures: [{ kind: 'fine', basis: 'nowhere' }] }),
      person('bob', 'reviewer'),
      'casework.no-basis',
    ],
    [
      doing('decide', { measures: [{ kind: 'fine', basis: 'agreement' }] }),
      person('bob', 'reviewer'),
      'casework.beyond-basis',
    ],
  ]
  for (const [what, actor, code] of tries) assert.equal(refusalOf(state, what, actor)?.code, code)
  const bare = { ...exampleLaw, limits: [] }
  const done = act(state, doing('decide', { measures: recovery }), {
    actor: person('bob', 'reviewer'),
    now: at('2026-03-09'),
    law: bare,
  })
  assert.deepEqual(done, { ok: false, error: { code: 'casework.no-limit', limit: 'appeal', on: '2026-03-09' } })
})

test('nothing is opened below zero', () => {
  const context = {
    matterId: 'M-1',
    procedure: 'review',
    actor: { userId: 'intake', office: 'system' },
    now: at('2026-03-02'),
    law: exampleLaw,
  } as const
  assert.equal(open({ ...item, stake: fen(-1) }, context).ok, false)
  assert.equal(open({ ...item, stake: zeroFen }, context).ok, true)
})

test('history that lacks an event, has a foreign one or one that no row knows is broken there', () => {
  const { events, matter } = play('review', toClosed)
  assert.deepEqual(replay(events), { ok: true, value: matter })
  const brokenAt = (given: typeof events) => {
    const replayed = replay(given)
    return !replayed.ok && replayed.error.code === 'casework.broken-history' ? replayed.error.number : null
  }
  assert.equal(brokenAt([]), 1)
  assert.equal(brokenAt(events.slice(1)), 1)
  assert.equal(brokenAt(events.filter(({ number }) => number !== 4)), 4)
  assert.equal(brokenAt(events.map((one) => (one.number === 5 ? { ...one, act: 'sanction' as const } : one))), 5)
  assert.equal(brokenAt(events.map((one) => (one.number === 6 ? { ...one, matterId: 'M-2' } : one))), 6)
})
