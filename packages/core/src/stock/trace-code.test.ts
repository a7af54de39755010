import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { localDateTime, quantity } from '../kernel/index.ts'
import { type CodedLine, claimProblem, claimsOf, stateOf } from './trace-code.ts'
import type { CodeClaim, CodeUse, StatedCode } from './types.ts'

const code = '80000000000000000001'
const pieces = (count: number) => quantity(count * 10_000)
const stated = (more: Partial<StatedCode> = {}): StatedCode => ({
  code,
  lineNumber: 'L1',
  split: false,
  unit: 'package',
  ...more,
})
const line = (codes: readonly StatedCode[], count = 1): CodedLine => ({
  lineNumber: 'L1',
  itemCode: 'N-1',
  localItemCode: 'L-1',
  quantity: pieces(count),
  codes,
})

const refusalOf = (lines: readonly CodedLine[]) => {
  const claims = claimsOf(lines)
  return claims.ok ? null : claims.error.code
}

describe('the codes of a bill', () => {
  it('are twenty digits, or whatever else stands on packages without blanks', () => {
    for (const good of [code, '(01)06901234567892(21)ABC', 'A1B2C3D4', 'x'.repeat(100)]) {
      assert.equal(refusalOf([line([stated({ code: good })])]), null, good)
    }
    for (const bad of ['1234567', 'x'.repeat(101), `${code} `, '8000 0000 0000', '追溯码八位以上了', '']) {
      assert.equal(refusalOf([line([stated({ code: bad })])]), 'stock.trace-code-malformed', bad)
    }
  })

  it('are no more than the pieces sold', () => {
    const two = [stated(), stated({ code: `${code.slice(0, -1)}9` })]
    assert.equal(refusalOf([line(two, 1)]), 'stock.more-codes-than-sold')
    assert.equal(refusalOf([line(two, 2)]), null)
    assert.equal(
      refusalOf([
        line(
          two.map((one) => ({ ...one, split: true })),
          1,
        ),
      ]),
      null,
    )
  })

  it('name the line they stand on', () => {
    assert.equal(refusalOf([line([stated({ lineNumber: 'L2' })])]), 'stock.trace-code-of-another-line')
  })

  it('are never there twice, on one line or on two', () => {
    assert.equal(refusalOf([line([stated(), stated()])]), 'stock.trace-code-twice')
    const other = { ...line([stated({ lineNumber: 'L2' })]), lineNumber: 'L2' }
    assert.equal(refusalOf([line([stated()]), other]), 'stock.trace-code-twice')
  })

  it('sell of a split package what the line counts, or the least that can be sold when the line has several', () => {
    const quantities = (codes: readonly StatedCode[], count: number) => {
      const claims = claimsOf([line(codes, count)])
      return claims.ok ? claims.value.map((claim) => claim.quantity) : claims.error
    }
    assert.deepEqual(quantities([stated({ split: true, unit: 'part' })], 6), [60_000])
    const second = { code: `${code}2`, split: true }
    assert.deepEqual(
      quantities([stated({ split: true, unit: 'part' }), stated({ ...second, unit: 'package' })], 6),
      [10_000, 1],
    )
  })
})

const holder = { providerCode: 'P99020000001', msgid: 'M2', insuredId: 'person-2' }
const use = (more: Partial<CodeUse> = {}): CodeUse => ({
  code,
  providerCode: 'P99020000009',
  msgid: 'M1',
  insuredId: 'person-1',
  split: false,
  unit: 'package',
  quantity: pieces(1),
  at: localDateTime('2023-11-13 09:00:00'),
  settlementId: 'S1',
  settlement: 'stands',
  effective: true,
  claimedSecondsAgo: 5,
  returned: false,
  ...more,
})
const claim = (more: Partial<CodeClaim> = {}): CodeClaim => ({
  ...stated(),
  itemCode: 'N-1',
  localItemCode: 'L-1',
  quantity: pieces(1),
  ...more,
})
const problem = (asked: CodeClaim, uses: readonly CodeUse[], holds: number | null = null) =>
  claimProblem(asked, uses, holder, holds === null ? null : pieces(holds))

describe('a use', () => {
  it('holds its code while its settlement stands', () => {
    assert.equal(stateOf(use()), 'sold')
    assert.equal(stateOf(use({ returned: true })), 'sold')
    assert.equal(stateOf(use({ settlement: 'undone' })), 'free')
  })

  it('under no settlement holds it until the goods come back', () => {
    assert.equal(stateOf(use({ settlement: 'none' })), 'sold')
    assert.equal(stateOf(use({ settlement: 'none', returned: true })), 'free')
  })

  it('without an effect holds it for a minute and leaves nothing to repair', () => {
    const flying = { settlement: 'none', effective: false } as const
    assert.equal(stateOf(use({ ...flying, claimedSecondsAgo: 59 })), 'claiming')
    assert.equal(stateOf(use({ ...flying, claimedSecondsAgo: 60 })), 'free')
    assert.equal(stateOf(use({ ...flying, settlement: 'undone', claimedSecondsAgo: 59 })), 'claiming')
  })
})

describe('a whole package', () => {
  it('is sold once, and who sells it again is told when and where, the other institution half hidden', () => {
    assert.deepEqual(problem(claim(), [use()]), {
      code: 'stock.trace-code-sold',
      traceCode: code,
      at: '2023-11-13 09:00:00',
      institution: 'P9902***09',
    })
    const own = problem(claim(), [use({ providerCode: holder.providerCode })])
    assert.ok(own?.code === 'stock.trace-code-sold' && own.institution === holder.providerCode)
  })

  it('may be sold after its sale was undone, and by the message that holds it already', () => {
    assert.equal(problem(claim(), [use({ settlement: 'undone' })]), null)
    assert.equal(problem(claim(), [use(holder)]), null)
    assert.equal(problem(claim(), [use({ code: `${code}9` })]), null)
  })

  it('that is being sold this moment is told as busy', () => {
    const flying = use({ settlement: 'none', effective: false })
    assert.equal(problem(claim(), [flying])?.code, 'stock.trace-code-busy')
  })
})

describe('a split package', () => {
  const parts = { split: true, unit: 'part' } as const
  const packages = { split: true, unit: 'package' } as const

  it('is never sold whole and in parts', () => {
    const before = (asked: CodeClaim, one: CodeUse) => {
      const found = problem(asked, [one], 24)
      return found?.code === 'stock.trace-code-split' ? found.before : found?.code
    }
    assert.equal(before(claim(parts), use()), 'whole')
    assert.equal(before(claim(), use(parts)), 'parts')
  })

  it('is sold until as many parts are gone as a purchase told', () => {
    const sold = use({ ...parts, quantity: pieces(20) })
    assert.equal(problem(claim({ ...parts, quantity: pieces(4) }), [sold], 24), null)
    assert.deepEqual(problem(claim({ ...parts, quantity: pieces(5) }), [sold], 24), {
      code: 'stock.trace-code-used-up',
      traceCode: code,
      holds: '24',
      sold: '20',
      asked: '5',
    })
    assert.equal(problem(claim({ ...parts, quantity: pieces(5) }), [sold]), null, 'nobody told what it holds')
  })

  it('counted in packages is sold up to one package, with the parts beside', () => {
    const half = use({ ...packages, quantity: quantity(5_000) })
    assert.equal(problem(claim({ ...packages, quantity: quantity(5_000) }), [half]), null)
    assert.equal(problem(claim({ ...packages, quantity: quantity(5_001) }), [half])?.code, 'stock.trace-code-used-up')
    assert.equal(problem(claim({ ...parts, quantity: pieces(12) }), [half], 24), null)
    assert.equal(problem(claim({ ...parts, quantity: pieces(13) }), [half], 24)?.code, 'stock.trace-code-used-up')
  })
})
