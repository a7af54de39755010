import { checkContradictions } from './check-contradictions.ts'
import type { SchemeFinding } from './check-finding.ts'
import { checkForm } from './check-form.ts'
import { checkGroups } from './check-groups.ts'
import { checkNames, claimedConditions, namedSplits } from './check-names.ts'
import { checkReach } from './check-reach.ts'
import { checkCodes, checkLists, checkTables, type KnownCodes } from './check-tables.ts'
import { waysOf } from './reach-path.ts'
import type { Scheme } from './types.ts'

/**
 * What is wrong with a scheme. Refusals first: with one of them nobody should group by it. Warnings are defects that can be lived
 * with: groups no case ever reaches, names against their conditions, lists nobody asks for. A scheme of national size takes
 * about a second.
 *
 * What is said of groups that cannot be reached is proved over the codes of the scheme; where the proof was broken off the code
 * is `scheme.reach-suspect`.
 *
 * @param known codes of the catalogues in force, when codes shall be looked up there
 */
export function checkScheme(scheme: Scheme, known: KnownCodes = {}): readonly SchemeFinding[] {
  const form = checkForm(scheme)
  const tables = checkTables(scheme)
  if (form.length > 0) return refusalsFirst([...form, ...tables])
  const contradictions = checkContradictions(scheme)
  const refused = new Set(contradictions.map(({ where }) => where))
  const names = namedSplits(scheme)
  const ways = waysOf(scheme, claimedConditions(names))
  // What contradicts itself leads nowhere; that is told once.
  const reach = checkReach(scheme, ways).filter(({ where }) => ![...refused].some((place) => place.startsWith(where)))
  return refusalsFirst([
    ...contradictions,
    ...tables,
    ...checkLists(scheme),
    ...reach,
    ...checkGroups(scheme),
    ...checkNames(scheme, ways, names),
    ...checkCodes(scheme, known),
  ])
}

function refusalsFirst(findings: readonly SchemeFinding[]): readonly SchemeFinding[] {
  return [
    ...findings.filter(({ severity }) => severity === 'refuse'),
    ...findings.filter(({ severity }) => severity === 'warn'),
  ]
}
