import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { divisionCode, fen, localDateTime, ppm } from '../kernel/index.ts'
import { type AskedTipAct, replayTip, tipStep } from './road.ts'
import { finalTipStates, tipActs, tipOffice, tipRow, tipTable } from './transitions.ts'
import type { Reward, Tip, TipAct, TipDetails, TipEvent, TipState } from './types.ts'

const at = localDateTime('2023-11-13 09:00:00')
const facts = {
  tipId: 'T1',
  channel: 'phone',
  division: divisionCode('990270'),
  providerCode: 'H1',
  what: '重复收费',
  amountHint: null,
  named: true,
} as const
const reward: Reward = {
  amount: fen(20_000),
  base: fen(1_000_000),
  steps: [{ part: fen(1_000_000), share: ppm(20_000), result: fen(20_000) }],
  bound: null,
  rule: { division: divisionCode('990000'), source: '示例', assumed: true, claimMonths: 2 },
}

const said: Readonly<Record<TipAct, TipDetails>> = {
  receive: { facts },
  accept: {},
  decline: {},
  link: { matterId: 'M1' },
  conclude: { outcome: { substantiated: true, amount: fen(1_000_000) } },
  'propose-reward': { reward },
  'approve-reward': {},
  'return-reward': {},
  pay: { claimCode: true, receipt: 'R1' },
  lapse: {},
  'no-reward': {},
}
const whoDoes: Partial<Record<TipAct, string>> = {
  'approve-reward': 'leader',
  'return-reward': 'leader',
  pay: 'cashier',
}
const asked = (act: TipAct, more: Partial<AskedTipAct> = {}): AskedTipAct => ({
  act,
  actor: whoDoes[act] ?? 'receiver',
  reason: '经查',
  details: said[act],
  ...more,
})

function played(...acts: readonly TipAct[]): { readonly tip: Tip; readonly events: readonly TipEvent[] } {
  let tip: Tip | null = null
  const events: TipEvent[] = []
  for (const act of acts) {
    const step = tipStep(tip, asked(act), at)
    assert.ok(step.ok, JSON.stringify(step))
    tip = step.value.tip
    events.push(step.value.event)
  }
  assert.ok(tip !== null)
  return { tip, events }
}

const roads: Readonly<Record<TipState, readonly TipAct[]>> = {
  received: ['receive'],
  declined: ['receive', 'decline'],
  accepted: ['receive', 'accept'],
  linked: ['receive', 'accept', 'link'],
  concluded: ['receive', 'accept', 'link', 'conclude'],
  proposed: ['receive', 'accept', 'link', 'conclude', 'propose-reward'],
  awarded: ['receive', 'accept', 'link', 'conclude', 'propose-reward', 'approve-reward'],
  rewarded: ['receive', 'accept', 'link', 'conclude', 'propose-reward', 'approve-reward', 'pay'],
  unrewarded: ['receive', 'accept', 'link', 'conclude', 'no-reward'],
}
const states = Object.keys(roads) as readonly TipState[]
const acts = Object.keys(said) as readonly TipAct[]
const tipIn = (state: TipState): Tip => played(...roads[state]).tip

const codeOf = (tip: Tip | null, one: AskedTipAct, on = at): string => {
  const step = tipStep(tip, one, on)
  return step.ok ? 'ok' : step.error.code
}

describe('the road of a tip, walked whole', () => {
  it('every pair of state and act is one row or is refused with what may be done', () => {
    let rows = 0
    for (const state of [null, ...states]) {
      const tip = state === null ? null : tipIn(state)
      for (const act of acts) {
        const row = tipRow(state, act)
        assert.equal(tipTable.filter((one) => one.from === state && one.act === act).length, row === null ? 0 : 1)
        const step = tipStep(tip, asked(act), act === 'lapse' ? localDateTime('2024-02-01 09:00:00') : at)
        if (row === null) {
          assert.deepEqual(step, { ok: false, error: { code: 'tip.not-now', act, state, may: tipActs(state) } })
        } else {
          rows += 1
          assert.equal(step.ok && step.value.tip.state, row.to, `${state} ${act}`)
        }
      }
    }
    assert.equal(rows, tipTable.length)
  })

  it('every state is reached, every state that is not final has a way out, and a final one has none', () => {
    for (const state of states) {
      assert.equal(tipIn(state).state, state)
      assert.equal(tipActs(state).length === 0, finalTipStates.includes(state), state)
    }
  })

  it('no reward is paid that was not proposed, approved by another person and claimed with the code', () => {
    for (const row of tipTable) {
      if (row.to === 'rewarded') assert.deepEqual(row.needs, ['other-person', 'before-end', 'claim-code'])
      if (row.to === 'awarded') assert.deepEqual([row.from, row.needs.includes('other-person')], ['proposed', true])
    }
  })

  it('its events come to the tip again, and to none when one is missing or could not have happened', () => {
    for (const state of states) {
      const { tip, events } = played(...roads[state])
      assert.deepEqual(replayTip(events), tip)
      for (let index = 0; index < events.length - 1; index += 1) {
        assert.equal(replayTip(events.filter((_, place) => place !== index)), null, `${state} ${index}`)
      }
    }
    assert.equal(replayTip([{ ...tipEvent('accept'), number: 1 }]), null)
  })
})

const tipEvent = (act: TipAct): TipEvent => ({ tipId: 'T1', number: 1, act, actor: 'a', at, reason: null, details: {} })

describe('who and what is refused', () => {
  it('a reward that one person proposes and approves, or approves and pays', () => {
    assert.equal(codeOf(tipIn('proposed'), asked('approve-reward', { actor: 'receiver' })), 'tip.same-person')
    for (const actor of ['receiver', 'leader']) {
      assert.equal(codeOf(tipIn('awarded'), asked('pay', { actor })), 'tip.same-person')
    }
  })

  it('a reward without a finding, and on another amount than was found', () => {
    const unfounded = tipStep(
      tipIn('linked'),
      asked('conclude', { details: { outcome: { substantiated: false, amount: fen(0) } } }),
      at,
    )
    assert.ok(unfounded.ok)
    assert.equal(codeOf(unfounded.value.tip, asked('propose-reward')), 'tip.not-substantiated')
    const other = { reward: { ...reward, base: fen(2_000_000) } }
    assert.equal(codeOf(tipIn('concluded'), asked('propose-reward', { details: other })), 'tip.no-amount')
    const both = { outcome: { substantiated: false, amount: fen(5) } }
    assert.equal(codeOf(tipIn('linked'), asked('conclude', { details: both })), 'tip.no-outcome')
  })

  it('a claim after its two months, a lapse before, and a wrong code', () => {
    const awarded = tipIn('awarded')
    assert.equal(awarded.claimUntil, '2024-01-13')
    assert.equal(codeOf(awarded, asked('pay'), localDateTime('2024-01-13 23:59:59')), 'ok')
    assert.equal(codeOf(awarded, asked('pay'), localDateTime('2024-01-14 00:00:00')), 'tip.too-late')
    assert.equal(codeOf(awarded, asked('lapse'), localDateTime('2024-01-13 23:59:59')), 'tip.too-early')
    assert.equal(codeOf(awarded, asked('pay', { details: { claimCode: false, receipt: 'R1' } })), 'tip.wrong-code')
  })

  it('first the state, then the reason, then the person', () => {
    const wrong = { actor: 'receiver', reason: ' ' }
    assert.equal(codeOf(tipIn('accepted'), asked('approve-reward', wrong)), 'tip.not-now')
    assert.equal(codeOf(tipIn('proposed'), asked('approve-reward', wrong)), 'tip.no-reason')
    assert.equal(codeOf(tipIn('proposed'), asked('approve-reward', { actor: 'receiver' })), 'tip.same-person')
    assert.equal(codeOf(null, asked('receive', { details: { facts: { ...facts, what: ' ' } } })), 'tip.nothing-said')
  })
})

describe('the offices of acts', () => {
  it('are one for each act', () => {
    for (const act of acts) {
      const offices = new Set(tipTable.filter((row) => row.act === act).map(({ by }) => by))
      assert.deepEqual([...offices], [tipOffice(act)])
    }
  })
})
