import { type Auxiliary, auxiliaryOf, compileAuxiliary, noAuxiliary } from './auxiliary.ts'
import { dayProblem, groupableProblem } from './case-problem.ts'
import { charlsonFindings } from './charlson.ts'
import { type AttributeOf, attributeLookup, type Combination, combinationOf, operationsTraced } from './combination.ts'
import { categoryOf, diagnosisKey } from './key.ts'
import { chooseGroup, compileMatcher, comprehensiveId, type Matcher, type MatchGroup } from './match.ts'
import type {
  CandidateLoss,
  DipCandidate,
  DipDirectory,
  DipGroup,
  DipGrouping,
  DipProblem,
  DipTrace,
  GroupableCase,
  TracedDipGrouping,
} from './types.ts'

/** A directory ready for one case after another. */
export interface DipGrouper {
  readonly directory: DipDirectory
  readonly matcher: Matcher<DipGroup>
  readonly groups: ReadonlyMap<string, DipGroup>
  readonly attributeOf: AttributeOf
  readonly auxiliary: Auxiliary
  /** `any` also groups discharges of days for which the directory was not in force: to hold two directories side by side. */
  readonly days: 'in-force' | 'any'
}

export function compileDirectory(directory: DipDirectory, days: DipGrouper['days'] = 'in-force'): DipGrouper {
  const { rules, groups } = directory
  return {
    directory,
    matcher: compileMatcher(groups, rules.matching, rules.comprehensive),
    groups: new Map(groups.map((group) => [group.id, group])),
    attributeOf: attributeLookup(rules.operations),
    auxiliary: compileAuxiliary(rules.auxiliary),
    days,
  }
}

interface Facts {
  readonly key: string
  readonly category: string
  readonly combination: Combination
  readonly cost: number
}

function factsOf(grouper: DipGrouper, one: GroupableCase): Facts {
  const { rules } = grouper.directory
  const diagnosis = one.record.diagnoses[0] ?? ''
  return {
    key: diagnosisKey(diagnosis, rules.diagnosisKey) ?? '',
    category: categoryOf(diagnosis) ?? '',
    combination: combinationOf(one.record.operations, grouper.attributeOf, rules),
    cost: one.cost,
  }
}

function problemOf(grouper: DipGrouper, one: GroupableCase): DipProblem | null {
  const { rules } = grouper.directory
  const problem = groupableProblem(one, rules)
  if (problem !== null) return problem
  return grouper.days === 'any' ? null : dayProblem(one, rules)
}

function withoutGroup(grouper: DipGrouper, problem: DipProblem, unknown: readonly string[]): DipGrouping {
  return {
    status: problem.code === 'dip.no-group' ? 'ungrouped' : 'invalid',
    problem,
    groupId: null,
    kind: null,
    treatment: null,
    score: null,
    auxiliary: noAuxiliary(grouper.auxiliary),
    unknownOperations: unknown,
  }
}

type Losses = Map<MatchGroup, CandidateLoss> | null

function groupWith(grouper: DipGrouper, one: GroupableCase, losses: Losses): DipGrouping {
  const problem = problemOf(grouper, one)
  if (problem !== null) return withoutGroup(grouper, problem, [])
  const facts = factsOf(grouper, one)
  const { unknown } = facts.combination
  const [stranger] = unknown
  if (stranger !== undefined && grouper.directory.rules.unknownOperation.treat === 'refuse') {
    return withoutGroup(grouper, { code: 'dip.unknown-operation', operation: stranger }, unknown)
  }
  const group = chooseGroup(grouper.matcher, facts, losses)
  if (group === null) return withoutGroup(grouper, { code: 'dip.no-group', key: facts.key }, unknown)
  return {
    status: 'grouped',
    problem: null,
    groupId: group.id,
    kind: group.kind,
    treatment: group.treatment,
    score: group.score,
    auxiliary: group.kind === 'blank' ? noAuxiliary(grouper.auxiliary) : auxiliaryOf(one, group, grouper.auxiliary),
    unknownOperations: unknown,
  }
}

/**
 * The group of one case, its score and its auxiliary coefficients, without a trace: the fast road.
 *
 * @returns `invalid` with the problem when the record is unfit, `ungrouped` with `dip.no-group` when no group takes it
 */
export function groupDip(grouper: DipGrouper, one: GroupableCase): DipGrouping {
  return groupWith(grouper, one, null)
}

function candidatesOf(
  grouper: DipGrouper,
  facts: Facts,
  chosen: string | null,
  losses: ReadonlyMap<MatchGroup, CandidateLoss>,
): readonly DipCandidate[] {
  const own = grouper.matcher.byKey.get(facts.key)
  const known = new Set<MatchGroup>([...(own?.withOperations ?? []), ...(own?.conservative ?? []), ...losses.keys()])
  const winner = chosen === null ? undefined : grouper.groups.get(chosen)
  if (winner !== undefined) known.add(winner)
  const { operations } = facts.combination
  const candidates = [...known].map((group): DipCandidate => {
    const used = group.operations.filter((operation) => operations.includes(operation))
    const lost = group.id === chosen ? null : (losses.get(group) ?? { by: 'uses-no-operation' })
    return { groupId: group.id, kind: group.kind, used, lost }
  })
  const last = (one: DipCandidate): number => (one.lost === null ? 0 : one.lost.by === 'operations-missing' ? 2 : 1)
  return candidates.sort((a, b) => last(a) - last(b) || (a.groupId < b.groupId ? -1 : 1))
}

/** The same, and the road: the key, what became of each operation, every group of the key and why it lost. */
export function traceDip(grouper: DipGrouper, one: GroupableCase): TracedDipGrouping {
  const losses = new Map<MatchGroup, CandidateLoss>()
  const grouping = groupWith(grouper, one, losses)
  const { rules } = grouper.directory
  const principalDiagnosis = one.record.diagnoses[0] ?? null
  if (grouping.status === 'invalid') {
    const operations = operationsTraced(one.record.operations, grouper.attributeOf, rules)
    return {
      grouping,
      trace: { principalDiagnosis, key: null, operations, candidates: [], comprehensive: null, charlson: [] },
    }
  }
  const facts = factsOf(grouper, one)
  const id = comprehensiveId(facts.category, facts.combination, rules.comprehensive)
  const trace: DipTrace = {
    principalDiagnosis,
    key: facts.key,
    operations: operationsTraced(one.record.operations, grouper.attributeOf, rules),
    candidates: candidatesOf(grouper, facts, grouping.groupId, losses),
    comprehensive: id === null ? null : { groupId: id, exists: grouper.matcher.comprehensive.has(id) },
    charlson: charlsonFindings(one.record.diagnoses),
  }
  return { grouping, trace }
}
