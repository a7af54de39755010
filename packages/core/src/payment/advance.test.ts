import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { always, pointsPlan } from '../../tests/support/payment-plan.ts'
import { type Fen, fen } from '../kernel/index.ts'
import { type AdvanceRule, advanceFor, preparePlan } from './index.ts'

function advanced(basis: AdvanceRule['basis'], filedOfMonth: Fen | null, paidLastYear: Fen | null) {
  const prepared = preparePlan({ ...pointsPlan, advance: { basis, ratio: [always(900_000)], most: null } }, [])
  const of = { institution: 'H1', level: 'tertiary', scheme: '310', month: '2025-02', budgetOfYear: null } as const
  const advance = advanceFor(prepared, { ...of, filedOfMonth, paidLastYear })
  return advance.ok ? advance.value.amount : advance.error.code
}

describe('an advance', () => {
  it('is a ratio of what was filed, or of the mean month of last year', () => {
    assert.equal(advanced('filed-month', fen(100_00), null), 90_00)
    assert.equal(advanced('last-year-mean', null, fen(1_200_00)), 90_00)
  })

  it('is not made, and never negative, where more was taken back than filed or paid', () => {
    assert.equal(advanced('filed-month', fen(-100_00), null), 'payment.no-basis')
    assert.equal(advanced('last-year-mean', null, fen(-1)), 'payment.no-basis')
    assert.equal(advanced('filed-month', null, null), 'payment.no-basis')
  })
})
