import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { parameters, stay } from '../../tests/support/pattern-stays.ts'
import { addDays, isoDate } from '../kernel/index.ts'
import { drawsFrom } from './evaluate-random.ts'
import { stayPatterns } from './pattern-all.ts'
import { logBinomialTail, logChoose, poissonTail } from './pattern-chance.ts'
import type { PatternFinding } from './pattern-types.ts'
import type { StayFact } from './types.ts'

const begin = isoDate('2025-01-01')

/** Few people, hospitals and days, so that everything happens. */
const anyStays = fc
  .array(
    fc.record({
      person: fc.integer({ min: 0, max: 5 }),
      provider: fc.integer({ min: 0, max: 3 }),
      day: fc.integer({ min: 0, max: 40 }),
      days: fc.integer({ min: 0, max: 12 }),
      diagnosis: fc.constantFrom('J18.9', 'J18.0', 'I10', 'Z51.1', null),
      dead: fc.boolean(),
    }),
    { maxLength: 40 },
  )
  .map((rows) =>
    rows.map(({ person, provider, day, days, diagnosis, dead }, index): StayFact => {
      const from = addDays(begin, day)
      return stay(`s${index}`, {
        personId: `P${person}`,
        providerCode: `H${provider}`,
        place: `${provider % 2}`,
        from,
        until: addDays(from, days),
        diagnoses: diagnosis === null ? [] : [diagnosis],
        diedOn: dead ? addDays(begin, 20) : null,
      })
    }),
  )

const found = (stays: readonly StayFact[]): readonly PatternFinding[] =>
  stayPatterns(stays, parameters).flatMap(({ findings, weaker }) => [...findings, ...weaker])

const told = (findings: readonly PatternFinding[]): readonly string[] =>
  findings.map(({ pattern, group, score, stake }) => `${pattern} ${group} ${score.toFixed(9)} ${stake}`).sort()

describe('patterns of stays', () => {
  it('do not depend on the order in which stays come', () => {
    fc.assert(
      fc.property(anyStays, fc.integer(), (stays, seed) => {
        const shuffled = drawsFrom(seed).some(stays, stays.length)
        assert.deepEqual(told(found(shuffled)), told(found(stays)))
      }),
    )
  })
  it('do not depend on the day on which the archive begins', () => {
    fc.assert(
      fc.property(anyStays, fc.integer({ min: 1, max: 2_000 }), (stays, days) => {
        const moved = stays.map((one) => ({
          ...one,
          from: addDays(one.from, days),
          until: addDays(one.until, days),
          diedOn: one.diedOn === null ? null : addDays(one.diedOn, days),
        }))
        const groups = (findings: readonly PatternFinding[]) =>
          findings.map(({ pattern, group }) => `${pattern} ${group}`).sort()
        assert.deepEqual(groups(found(moved)), groups(found(stays)))
      }),
    )
  })
  it('score between 0 and 1, ask about stays that exist, and each group once', () => {
    fc.assert(
      fc.property(anyStays, (stays) => {
        const ids = new Set(stays.map(({ stayId }) => stayId))
        const findings = found(stays)
        for (const { score, stake, members } of findings) {
          assert.ok(score >= 0 && score <= 1)
          assert.ok(stake >= 0)
          assert.ok(members.some(({ inQuestion }) => inQuestion))
          assert.ok(members.every(({ id }) => ids.has(id)))
        }
        assert.equal(new Set(findings.map(({ pattern, group }) => `${pattern} ${group}`)).size, findings.length)
      }),
    )
  })
  it('agree with a plain search of all pairs', () => {
    fc.assert(
      fc.property(anyStays, (stays) => {
        const pairs = stays.flatMap((a, index) => stays.slice(index + 1).map((b) => [a, b] as const))
        const mine = (pattern: string) =>
          new Set(
            found(stays)
              .filter((one) => one.pattern === pattern)
              .flatMap(({ members }) => members.map(({ id }) => id)),
          )
        const plain = (test: (a: StayFact, b: StayFact) => boolean) =>
          new Set(
            pairs.filter(([a, b]) => a.personId === b.personId && test(a, b)).flatMap(([a, b]) => [a.stayId, b.stayId]),
          )
        const twice = plain((a, b) => a.providerCode === b.providerCode && a.from === b.from && a.until === b.until)
        assert.deepEqual(mine('duplicate-stay'), twice)
        const crossing = plain((a, b) => a.providerCode !== b.providerCode && a.from < b.until && b.from < a.until)
        assert.deepEqual(mine('overlapping-stay'), crossing)
      }),
    )
  })
})

describe('chances', () => {
  it('fall as more is asked, and stay between nothing and one', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 50, noNaN: true }), fc.integer({ min: 0, max: 80 }), (mean, least) => {
        const [one, more] = [poissonTail(mean, least), poissonTail(mean, least + 1)]
        assert.ok(one >= more - 1e-9 && one <= 1 && more >= 0)
      }),
    )
  })
  it('of a binomial agree with the plain sum', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.integer({ min: 1, max: 40 }),
        (tries, share, least) => {
          let sum = 0
          for (let count = least; count <= tries; count += 1)
            sum += Math.exp(logChoose(tries, count)) * share ** count * (1 - share) ** (tries - count)
          assert.ok(Math.abs(Math.exp(logBinomialTail(tries, share, least)) - sum) < 1e-9)
        },
      ),
    )
  })
})
