import { daysBetween } from '../kernel/index.ts'
import type { PatternFinding, PatternOutcome } from './pattern-types.ts'
import type { StayFact } from './types.ts'

/**
 * A stay that begins after its person died 死亡后住院. Score 1; 0.9 within the month of a death recorded on a first day, which many
 * registers write when they know the month only.
 */
export function staysAfterDeath(stays: readonly StayFact[]): PatternOutcome {
  const findings: PatternFinding[] = []
  for (const { stayId, personId, providerCode, doctor, from, paid, diedOn } of stays) {
    if (diedOn === null || from <= diedOn) continue
    const byMonth = diedOn.endsWith('-01') && from.slice(0, 7) === diedOn.slice(0, 7)
    findings.push({
      pattern: 'stay-after-death',
      group: stayId,
      providerCode,
      doctor,
      personId,
      score: byMonth ? 0.9 : 1,
      stake: paid,
      members: [{ id: stayId, personId, inQuestion: true }],
      reasons: [
        { name: 'days-after-death', value: daysBetween(diedOn, from), about: diedOn },
        { name: 'death-known-to-the-month', value: byMonth ? 1 : 0 },
      ],
    })
  }
  return { findings, notLooked: {} }
}
