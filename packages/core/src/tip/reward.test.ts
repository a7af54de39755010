import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { divisionCode, fen, isoDate, localDateTime, ppm } from '../kernel/index.ts'
import { earlierTip, type RewardRule, rewardOf, rewardRuleOn } from './reward.ts'
import type { Tip } from './types.ts'

const rule: RewardRule = {
  division: divisionCode('990000'),
  range: { from: isoDate('2023-01-01'), until: null },
  bands: [
    { upTo: fen(100_000_00), share: ppm(40_000) },
    { upTo: fen(500_000_00), share: ppm(30_000) },
    { upTo: null, share: ppm(20_000) },
  ],
  floor: fen(200_00),
  ceiling: fen(200_000_00),
  claimMonths: 2,
  source: '示例',
  assumed: true,
}
const worth = (amount: number) => {
  const reward = rewardOf(rule, { tipId: 'T1', outcome: { substantiated: true, amount: fen(amount) } })
  assert.ok(reward.ok, JSON.stringify(reward))
  return reward.value
}

describe('what a tip is worth', () => {
  it('the share of each part of the amount, told part by part', () => {
    const reward = worth(600_000_00)
    assert.deepEqual(
      reward.steps.map(({ part, result }) => [part, result]),
      [
        [100_000_00, 4_000_00],
        [400_000_00, 12_000_00],
        [100_000_00, 2_000_00],
      ],
    )
    assert.deepEqual([reward.amount, reward.bound], [18_000_00, null])
  })

  it('at least 200 yuan and at most 200,000', () => {
    assert.deepEqual([worth(100_00).amount, worth(100_00).bound], [200_00, 'floor'])
    assert.deepEqual([worth(50_000_000_00).amount, worth(50_000_000_00).bound], [200_000_00, 'ceiling'])
  })

  it('never less for more, never beyond its bounds, and its parts are the amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000_00 }), fc.nat(1_000_000_00), (amount, more) => {
        const [less, greater] = [worth(amount), worth(amount + more)]
        assert.ok(less.amount <= greater.amount)
        assert.ok(less.amount >= rule.floor && less.amount <= rule.ceiling)
        assert.equal(
          less.steps.reduce((sum, { part }) => sum + part, 0),
          amount,
        )
      }),
    )
  })

  it('nothing without a finding or without a loss', () => {
    const code = (outcome: Tip['outcome']) => {
      const reward = rewardOf(rule, { tipId: 'T1', outcome })
      return reward.ok ? 'ok' : reward.error.code
    }
    assert.equal(code(null), 'tip.not-substantiated')
    assert.equal(code({ substantiated: false, amount: fen(0) }), 'tip.not-substantiated')
    assert.equal(code({ substantiated: true, amount: fen(0) }), 'tip.no-amount')
  })
})

describe('which rule counts', () => {
  const city: RewardRule = { ...rule, division: divisionCode('990200'), floor: fen(500_00) }
  const on = isoDate('2024-05-01')
  it('that of the narrowest region on that day; a neighbour’s never', () => {
    const found = (division: string, day = on) => {
      const one = rewardRuleOn([rule, city], divisionCode(division), day)
      return one.ok ? one.value.division : one.error.code
    }
    assert.equal(found('990212'), '990200')
    assert.equal(found('990301'), '990000')
    assert.equal(found('330200'), 'tip.no-reward-rule')
    assert.equal(found('990301', isoDate('2022-12-31')), 'tip.no-reward-rule')
  })
})

describe('several tips about one matter', () => {
  const tip = (tipId: string, at: string, more: Partial<Tip> = {}): Tip => ({
    tipId,
    state: 'concluded',
    version: 4,
    channel: 'web',
    division: divisionCode('990270'),
    providerCode: null,
    what: '重复收费',
    amountHint: null,
    named: false,
    receivedAt: localDateTime(at),
    receivedBy: 'receiver',
    matterId: 'M1',
    outcome: null,
    reward: null,
    proposedBy: null,
    approvedBy: null,
    claimUntil: null,
    receipt: null,
    ...more,
  })
  it('only the first that was not declined is rewarded', () => {
    const first = tip('T2', '2023-11-13 09:00:00')
    const second = tip('T3', '2023-11-13 10:00:00')
    const declined = tip('T1', '2023-11-12 09:00:00', { state: 'declined' })
    const elsewhere = tip('T0', '2023-11-01 09:00:00', { matterId: 'M2' })
    const all = [second, declined, first, elsewhere]
    assert.equal(earlierTip(first, all), null)
    assert.equal(earlierTip(second, all)?.tipId, 'T2')
    // Linked to the matter only after the second had its reward.
    for (const state of ['proposed', 'awarded', 'rewarded'] as const) {
      assert.equal(earlierTip(first, [first, { ...second, state }])?.tipId, 'T3')
    }
  })
})
