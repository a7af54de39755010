import { staysAfterDeath } from './pattern-death.ts'
import { duplicateStays } from './pattern-duplicate.ts'
import { overlappingStays } from './pattern-overlap.ts'
import type { PatternParameters } from './pattern-parameters.ts'
import { stayRings } from './pattern-ring.ts'
import { splitStays } from './pattern-split.ts'
import type { PatternCode, PatternFinding, PatternOutcome } from './pattern-types.ts'
import { upcoding } from './pattern-upcoding.ts'
import type { StayFact } from './types.ts'

export interface Screened extends PatternOutcome {
  readonly pattern: PatternCode
  /** Below what the parameters report: seen, kept apart, and counted. */
  readonly weaker: readonly PatternFinding[]
}

/** Sets findings below the bar of their pattern apart. */
export function screened(pattern: PatternCode, { findings, notLooked }: PatternOutcome, reportFrom: number): Screened {
  return {
    pattern,
    findings: findings.filter(({ score }) => score >= reportFrom),
    weaker: findings.filter(({ score }) => score < reportFrom),
    notLooked,
  }
}

/** The patterns that one person's stays show by themselves; people may be handed in one after another. */
export function personPatterns(stays: readonly StayFact[], parameters: PatternParameters): readonly Screened[] {
  return [
    screened('duplicate-stay', duplicateStays(stays), parameters.duplicate.reportFrom),
    screened('split-stay', splitStays(stays, parameters.split), parameters.split.reportFrom),
    screened('overlapping-stay', overlappingStays(stays, parameters.overlap), parameters.overlap.reportFrom),
    screened('stay-after-death', staysAfterDeath(stays), parameters.death.reportFrom),
  ]
}

const idsOf = (findings: readonly PatternFinding[]): ReadonlySet<string> =>
  new Set(findings.flatMap(({ members }) => members.flatMap(({ id, inQuestion }) => (inQuestion ? [id] : []))))

/** A stay that a ring explains is the ring's; what it also overlaps stays known, as weaker. */
function withoutExplained(one: Screened, explained: ReadonlySet<string>): Screened {
  const free = ({ members }: PatternFinding): boolean =>
    members.some(({ id, inQuestion }) => inQuestion && !explained.has(id))
  return {
    ...one,
    findings: one.findings.filter(free),
    weaker: [...one.weaker, ...one.findings.filter((finding) => !free(finding))],
  }
}

/**
 * All patterns of stays. One stay is asked about once where one pattern explains the other: stays of a ring are not told again as
 * overlaps, duplicates not as overlaps, and neither teaches what honest coding looks like.
 */
export function stayPatterns(stays: readonly StayFact[], parameters: PatternParameters): readonly Screened[] {
  const own = personPatterns(stays, parameters)
  const rings = screened('card-ring', stayRings(stays, parameters.ring), parameters.ring.reportFrom)
  const inRings = idsOf(rings.findings)
  const repeated = idsOf(own.find(({ pattern }) => pattern === 'duplicate-stay')?.findings ?? [])
  const explained = new Set([...inRings, ...repeated])
  return [
    ...own.map((one) => (one.pattern === 'overlapping-stay' ? withoutExplained(one, explained) : one)),
    rings,
    screened(
      'up-coding',
      upcoding(
        stays.filter(({ stayId }) => !inRings.has(stayId)),
        parameters.upcoding,
      ),
      0,
    ),
  ]
}
