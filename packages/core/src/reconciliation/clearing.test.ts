import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fen, isoDate, localDateTime } from '../kernel/index.ts'
import { type ApplicationOrder, applicationOf, monthNamed, withdrawalOf } from './clearing.ts'
import { compareSums, noSums } from './sums.ts'
import type { Claim, ClearingApplication } from './types.ts'

const figures = {
  personTimes: 1,
  total: fen(100_00),
  recognised: fen(90_00),
  fund: fen(70_00),
  cash: fen(30_00),
  account: fen(0),
}
const claim: Claim = {
  clearingType: '11',
  clearingWay: '1',
  month: '202502',
  begin: isoDate('2025-02-01'),
  end: isoDate('2025-02-28'),
  figures,
}
const order: ApplicationOrder = {
  applicationId: 'E1',
  providerCode: 'H1',
  msgid: 'M1',
  at: localDateTime('2025-03-01 00:00:00'),
  claim,
  filed: figures,
  standing: null,
}
const applied: ClearingApplication = {
  ...claim,
  applicationId: 'E1',
  providerCode: 'H1',
  msgid: 'M1',
  at: order.at,
  state: 'applied',
}

function codeOf(more: Partial<ApplicationOrder>): string {
  const outcome = applicationOf({ ...order, ...more })
  return outcome.ok ? outcome.value.state : outcome.error.code
}

describe('a clearing application', () => {
  it('is taken from the first second after its month, when every figure is what is on file', () => {
    assert.deepEqual(applicationOf(order), { ok: true, value: applied })
    const at = localDateTime('2025-02-28 23:59:59')
    assert.equal(codeOf({ at }), 'reconciliation.month-not-over')
  })

  it('names one whole month of the calendar', () => {
    assert.equal(codeOf({ claim: { ...claim, month: '202513' } }), 'reconciliation.bad-month')
    assert.equal(codeOf({ claim: { ...claim, month: '2025021' } }), 'reconciliation.bad-month')
    for (const part of [
      { begin: isoDate('2025-02-02') },
      { end: isoDate('2025-02-27') },
      { end: isoDate('2025-03-01') },
    ]) {
      assert.equal(codeOf({ claim: { ...claim, ...part } }), 'reconciliation.not-the-month')
    }
    const leap = monthNamed('202402')
    assert.ok(leap.ok && leap.value.last === '2024-02-29')
  })

  it('is refused with both figures when one differs', () => {
    for (const figure of Object.keys(figures) as (keyof typeof figures)[]) {
      const filed = { ...figures, [figure]: figures[figure] + 1 }
      assert.deepEqual(applicationOf({ ...order, filed }), {
        ok: false,
        error: {
          code: 'reconciliation.claim-differs',
          differences: [{ figure, stated: figures[figure], filed: filed[figure] }],
        },
      })
    }
  })

  it('is refused while another one stands', () => {
    assert.equal(codeOf({ standing: applied }), 'reconciliation.already-applied')
  })
})

describe('a withdrawal', () => {
  const withdraw = (application: ClearingApplication | null, providerCode = 'H1') => {
    const outcome = withdrawalOf(application, { applicationId: 'E1', providerCode })
    return outcome.ok ? outcome.value.state : outcome.error.code
  }

  it('takes back an own application that nobody decided on', () => {
    assert.equal(withdraw(applied), 'withdrawn')
    assert.equal(withdraw(null), 'reconciliation.unknown-application')
    assert.equal(withdraw(applied, 'H2'), 'reconciliation.unknown-application')
    assert.equal(withdraw({ ...applied, state: 'withdrawn' }), 'reconciliation.not-open')
    assert.equal(withdraw({ ...applied, state: 'decided' }), 'reconciliation.not-open')
  })
})

describe('the totals of a period', () => {
  const filed = { count: 1, total: fen(100_00), fund: fen(70_00), account: fen(0) }

  it('agree, or the institution has more settlements, or some figure differs', () => {
    assert.equal(compareSums(filed, filed), 'equal')
    assert.equal(compareSums({ ...filed, count: 2 }, filed), 'institution-more')
    assert.equal(compareSums({ ...filed, total: fen(150_00) }, filed), 'differ')
    assert.equal(compareSums(noSums, filed), 'differ')
    assert.equal(compareSums({ ...filed, account: fen(1) }, filed), 'differ')
  })
})
