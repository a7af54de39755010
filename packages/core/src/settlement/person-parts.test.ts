import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addFen, fen, zeroFen } from '../kernel/index.ts'
import { personParts } from './person-parts.ts'
import type { Settlement } from './types.ts'

const settled = (
  kind: Settlement['kind'],
  { nonCovered, overPriceLimit, person }: { nonCovered: number; overPriceLimit: number; person: number },
  audit?: Settlement['basis']['audit'],
): Pick<Settlement, 'kind' | 'amounts' | 'basis'> => ({
  kind,
  amounts: {
    nonCovered: fen(nonCovered),
    overPriceLimit: fen(overPriceLimit),
    person: fen(person),
  } as Settlement['amounts'],
  basis: (audit === undefined ? {} : { audit }) as Settlement['basis'],
})

const borne = {
  deductions: [
    {
      lineNumber: '1',
      rule: 'r',
      bears: 'institution',
      amount: fen(30),
      parts: { nonCovered: fen(20), overPriceLimit: fen(5), preCoinsurance: zeroFen, eligible: fen(5) },
      stream: 'ordinary',
    },
  ],
} as unknown as NonNullable<Settlement['basis']['audit']>

test('own expense is what no insurance covers, self-pay the rest of what the person bears', () => {
  assert.deepEqual(personParts(settled('settle', { nonCovered: 100, overPriceLimit: 20, person: 500 })), {
    ownExpense: 120,
    selfPay: 380,
  })
})

test('what the institution bears by audit is nobody’s own expense, and comes back with the opposite sign', () => {
  const parts = personParts(settled('settle', { nonCovered: 100, overPriceLimit: 20, person: 500 }, borne))
  assert.deepEqual(parts, { ownExpense: 95, selfPay: 405 })
  const undone = personParts(settled('cancel', { nonCovered: -100, overPriceLimit: -20, person: -500 }, borne))
  assert.deepEqual(undone, { ownExpense: -95, selfPay: -405 })
  assert.equal(addFen(undone.ownExpense, undone.selfPay), -500)
})
