import { maxFen, subtractFen, sumFen, zeroFen } from '../kernel/index.ts'
import { compareText, groupBy } from './pattern-group-by.ts'
import type { PatternFinding, PatternOutcome } from './pattern-types.ts'
import type { StayFact } from './types.ts'

/**
 * The same person, institution and days billed more than once. Score 1 when amount and principal diagnosis are the same too,
 * 0.95 when only the amount differs, 0.9 when the diagnosis does. All of them are members in question, since nothing says
 * which came first; the stake is what was paid beyond the dearest.
 *
 * @param stays of any number of people; each id once
 */
export function duplicateStays(stays: readonly StayFact[]): PatternOutcome {
  const same = groupBy(stays, ({ personId, providerCode, from, until }) =>
    JSON.stringify([personId, providerCode, from, until]),
  )
  const findings: PatternFinding[] = []
  for (const group of same.values()) {
    const members = group.toSorted((a, b) => compareText(a.stayId, b.stayId))
    const [first, second] = members
    if (first === undefined || second === undefined) continue
    const sameAmount = members.every(({ amount, paid }) => amount === first.amount && paid === first.paid)
    const sameDiagnosis = members.every(({ diagnoses }) => diagnoses[0] === first.diagnoses[0])
    const dearest = members.reduce((most, { paid }) => maxFen(most, paid), zeroFen)
    findings.push({
      pattern: 'duplicate-stay',
      group: `${first.stayId}+${members.length - 1}`,
      providerCode: first.providerCode,
      doctor: first.doctor,
      personId: first.personId,
      score: sameDiagnosis ? (sameAmount ? 1 : 0.95) : 0.9,
      stake: maxFen(zeroFen, subtractFen(sumFen(members.map(({ paid }) => paid)), dearest)),
      members: members.map(({ stayId, personId }) => ({ id: stayId, personId, inQuestion: true })),
      reasons: [
        { name: 'stays', value: members.length, expected: 1 },
        { name: 'first-day', value: first.from },
        { name: 'same-amount', value: sameAmount ? 1 : 0 },
        { name: 'same-diagnosis', value: sameDiagnosis ? 1 : 0 },
      ],
    })
  }
  return { findings, notLooked: {} }
}
