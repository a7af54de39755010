import type { PatternEvaluation, PatternFinding, StayFact, UpcodingRank } from '@yibao/core/supervision'
import { patternNames, type StayPattern } from './cms-claims-truth.ts'

/** A claim that a pattern asks about, in the columns of the published truth. */
export interface ClaimFinding {
  readonly CLM_ID: string
  readonly DESYNPUF_ID: string
  readonly PRVDR_NUM: string
  readonly PATTERN: string
  readonly GROUP: string
  readonly SCORE: number
  readonly WHY: string
}

/** An institution that a pattern points at. */
export interface ProviderFinding {
  readonly PRVDR_NUM: string
  readonly PATTERN: string
  readonly SCORE: number
  readonly WHY: string
}

type Why = (finding: PatternFinding) => string

const rounded = (score: number): number => Math.round(score * 1e6) / 1e6

/** Rows in question of all findings, claim by claim; the stays beside them are told in WHY's group only. */
export function claimFindings(
  { screened }: PatternEvaluation,
  stays: readonly StayFact[],
  whyOf: Why,
): readonly ClaimFinding[] {
  const byId = new Map(stays.map((stay) => [stay.stayId, stay]))
  return screened.flatMap(({ pattern, findings }) =>
    findings.flatMap((finding) => {
      const why = whyOf(finding)
      return finding.members.flatMap(({ id, personId, inQuestion }) =>
        inQuestion
          ? [
              {
                CLM_ID: id,
                DESYNPUF_ID: personId,
                PRVDR_NUM: byId.get(id)?.providerCode ?? finding.providerCode,
                PATTERN: patternNames[pattern as StayPattern],
                GROUP: finding.group,
                SCORE: rounded(finding.score),
                WHY: why,
              },
            ]
          : [],
      )
    }),
  )
}

/** Institutions of rings, and all institutions ranked by up-coding as far as anything speaks against them, best known first. */
export function providerFindings(
  { screened, ranks }: PatternEvaluation,
  whyOf: Why,
  whyRank: (rank: UpcodingRank) => string,
  report: number,
): readonly ProviderFinding[] {
  const rings = screened
    .filter(({ pattern }) => pattern === 'card-ring')
    .flatMap(({ findings }) =>
      findings.map((finding) => ({
        PRVDR_NUM: finding.providerCode,
        PATTERN: patternNames['card-ring'],
        SCORE: rounded(finding.score),
        WHY: whyOf(finding),
      })),
    )
  const upcoders = ranks
    .filter(({ weighted }) => weighted > 0)
    .map((rank) => ({
      PRVDR_NUM: rank.providerCode,
      PATTERN: patternNames['up-coding'],
      SCORE: rounded(rank.weighted / (rank.weighted + report)),
      WHY: whyRank(rank),
    }))
  return [...upcoders, ...rings]
}
