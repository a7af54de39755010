import { fen, fenPerUnit, multiplyExact, roundExact } from '../kernel/index.ts'
import { percentInput, points, yuanInput } from './amounts.ts'
import type { MethodOutcome, ScoredCase } from './method.ts'
import type { CostMethod } from './types.ts'
import { need, note, type Work, yuanValue } from './work.ts'

/** By cost: the case's own cost times a share. */
export function scoreCost(work: Work, method: CostMethod, { facts }: ScoredCase): MethodOutcome | null {
  const share = need(work, `${method.id}.share`, method.share)
  if (share === null) return null
  const { mode, unit } = work.prepared.plan.money
  const money = fen(roundExact(multiplyExact(facts.total, share), fenPerUnit[unit], mode))
  note(
    work,
    'case.cost',
    () => [yuanInput('cost', facts.total), percentInput('share', share)],
    () => yuanValue(money),
  )
  return {
    kind: 'score',
    score: {
      group: null,
      kind: 'cost',
      points: points(0),
      money,
      awaitsReview: false,
      weight: null,
      groupMean: null,
      groupMeanStay: null,
    },
  }
}
