import fc from 'fast-check'
import { type AuditFinding, type AuditGround, compareFindings, type DeductionBearer } from '../../src/audit/index.ts'
import { dateOf, type Fen, halfUpFen, isoDate, minFen, multiplyByPpm, ppm, zeroFen } from '../../src/kernel/index.ts'
import type { BillAudit } from '../../src/settlement/index.ts'
import { catalog, hospital } from './world.ts'

/** A rule as simple as can be: of one item, beyond so many pieces in a visit, a share of the line is taken out. */
export interface StandInRule {
  readonly item: string
  readonly bears: DeductionBearer
  /** Pieces of the visit that pass. */
  readonly pieces: number
  /** Of the amount of a line that goes beyond, in ppm; null for a fixed amount. */
  readonly share: number
}

export const anyStandInRules: fc.Arbitrary<readonly StandInRule[]> = fc.array(
  fc.record({
    item: fc.constantFrom('A', 'B', 'C', 'R'),
    bears: fc.constantFrom('institution' as const, 'person' as const),
    pieces: fc.integer({ min: 0, max: 8 }),
    share: fc.oneof(fc.constant(1_000_000), fc.integer({ min: 1, max: 1_200_000 })),
  }),
  { maxLength: 3 },
)

function stakeOf(amount: Fen, { share }: StandInRule): Fen {
  return share >= 1_000_000 ? amount : minFen(amount, multiplyByPpm(amount, ppm(share), halfUpFen))
}

function findingsOf(ground: AuditGround, rules: readonly StandInRule[]): readonly AuditFinding[] {
  return ground.visits
    .filter(({ current }) => current)
    .flatMap(({ visitId, person, lines }) =>
      rules.flatMap((rule, index) => {
        let pieces = 0
        return lines.flatMap(({ item, lineId, quantity = 0, amount = zeroFen, at }): readonly AuditFinding[] => {
          if (item !== rule.item) return []
          pieces += quantity
          if (pieces <= rule.pieces * 10_000) return []
          return [
            {
              rule: `R${index}`,
              ruleFrom: isoDate('2020-01-01'),
              severity: 'violation',
              action: 'deduct',
              bears: rule.bears,
              insuredId: person.insuredId,
              visitId,
              lineId,
              group: [],
              on: dateOf(at),
              stake: stakeOf(amount, rule),
              quantity: null,
              point: null,
              facts: [],
              beside: [],
            },
          ]
        })
      }),
    )
    .toSorted(compareFindings)
}

/** Rules that a bill can be screened by without a release: a stand-in where the money is what is looked at. */
export function standInAudit(rules: readonly StandInRule[]): BillAudit {
  return {
    release: 'stand-in',
    catalog,
    providerOf: (code) => (code === hospital.providerCode ? hospital : null),
    find: (ground) => ({ findings: findingsOf(ground, rules), notEvaluated: [] }),
    tell: ({ rule }) => ({
      name: { zh: `规则${rule}`, en: `rule ${rule}` },
      basis: '示例依据',
      says: { zh: `超过规定（${rule}）`, en: `beyond ${rule}` },
    }),
  }
}

/** Everything of one item, borne by one side. */
export const wholeItem = (item: string, bears: DeductionBearer): StandInRule => ({
  item,
  bears,
  pieces: 0,
  share: 1_000_000,
})
