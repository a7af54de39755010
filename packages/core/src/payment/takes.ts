import type { ScoredCase } from './method.ts'
import type { Asking } from './prepare.ts'
import type { CaseMethod, Takes } from './types.ts'

/** Whether some beginning begins one of the codes. */
export function begins(beginnings: readonly string[], codes: readonly string[]): boolean {
  return codes.some((code) => beginnings.some((beginning) => code.startsWith(beginning)))
}

function within(words: readonly string[] | undefined, word: string): boolean {
  return words === undefined || words.includes(word)
}

/** Whether a method is meant for a case; a case without grouping has no status and fits no demand for one. */
export function takes(
  demand: Takes,
  method: CaseMethod,
  asking: Asking,
  { facts, groups, stayDays }: ScoredCase,
): boolean {
  const { record } = facts
  const grouping = method.kind === 'dip' ? groups.dip : (groups.drg ?? groups.dip)
  return (
    within(demand.schemes, asking.scheme) &&
    within(demand.levels, asking.level) &&
    within(demand.kinds, asking.kind) &&
    within(demand.institutions, asking.institution) &&
    within(demand.departments, record.department ?? '') &&
    (demand.diagnoses === undefined || begins(demand.diagnoses, record.diagnoses.slice(0, 1))) &&
    (demand.operations === undefined || begins(demand.operations, record.operations)) &&
    (demand.stayFrom === undefined || stayDays >= demand.stayFrom) &&
    (demand.stayTo === undefined || stayDays <= demand.stayTo) &&
    (demand.status === undefined || (grouping !== null && demand.status.includes(grouping.status)))
  )
}
