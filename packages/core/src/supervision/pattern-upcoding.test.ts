import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parameters, stay } from '../../tests/support/pattern-stays.ts'
import { fen } from '../kernel/index.ts'
import { drawsFrom } from './evaluate-random.ts'
import { rankUpcoding, upcoding } from './pattern-upcoding.ts'
import { upcodingModel } from './pattern-upcoding-model.ts'
import type { StayFact } from './types.ts'

/** Forty hospitals: a grave secondary diagnosis on one stay of twelve, paid half as much again; a harmless one on one of three. */
function hospitals(seed: number): StayFact[] {
  const draws = drawsFrom(seed)
  return Array.from({ length: 40 * 40 }, (_, index) => {
    const grave = draws.chance(1 / 12)
    const diagnoses = [
      draws.chance(0.5) ? 'J18.9' : 'I63.9',
      ...(grave ? ['A41.9'] : []),
      ...(draws.chance(1 / 3) ? ['I10'] : []),
    ]
    const money = fen(Math.round(draws.between(300, 500) * (grave ? 1_500 : 1_000)))
    return stay(`s${index}`, {
      personId: `P${index}`,
      providerCode: `H${index % 40}`,
      diagnoses,
      amount: money,
      paid: money,
    })
  })
}

/** The same with one code on most stays of one hospital, and more money. */
const withCode = (stays: readonly StayFact[], provider: string, code: string, rate: number): StayFact[] =>
  stays.map((one, index) =>
    one.providerCode === provider && index % 3 !== 0 && !one.diagnoses.includes(code)
      ? {
          ...one,
          diagnoses: [one.diagnoses[0] ?? '', code, ...one.diagnoses.slice(1)],
          paid: fen(Math.round(one.paid * rate)),
        }
      : one,
  )

describe('upcoding', () => {
  it('finds the hospital that codes a dear diagnosis on most stays, and names code, count and what was to be expected', () => {
    const { findings } = upcoding(withCode(hospitals(1), 'H7', 'A41.9', 1.3), parameters.upcoding)
    assert.deepEqual(
      findings.map(({ providerCode }) => providerCode),
      ['H7'],
    )
    const excess = findings[0]?.reasons.find(({ name }) => name === 'code-excess')
    assert.equal(excess?.about, 'A41.9')
    assert.ok((excess?.value as number) > 3 * (excess?.expected as number))
  })
  it('does not mind a diagnosis that pays nothing, however often it is coded', () => {
    assert.deepEqual(upcoding(withCode(hospitals(2), 'H7', 'I10', 1), parameters.upcoding).findings, [])
  })
  it('finds nothing where all code alike', () => {
    for (const seed of [3, 4, 5]) assert.deepEqual(upcoding(hospitals(seed), parameters.upcoding).findings, [])
  })
  it('does not judge a hospital with fewer stays than it takes, and counts it', () => {
    const small = Array.from({ length: 14 }, (_, index) =>
      stay(`x${index}`, { providerCode: 'SMALL', diagnoses: ['J18.9', 'A41.9'] }),
    )
    const stays = [...hospitals(6), ...small]
    assert.equal(upcoding(stays, parameters.upcoding).notLooked['too-few-stays'], 1)
    const { ranks } = rankUpcoding(upcodingModel(stays, parameters.upcoding), parameters.upcoding)
    assert.ok(ranks.every(({ providerCode }) => providerCode !== 'SMALL'))
  })
})
