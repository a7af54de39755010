import { refusal, type SchemeFinding } from './check-finding.ts'
import { conditionsOf, partOf, partsOf } from './reach-atoms.ts'
import { allOf, translator, validRecords } from './reach-formula.ts'
import { solver } from './reach-solve.ts'
import { universeOf } from './reach-universe.ts'
import type { Condition, ListId, Scheme } from './types.ts'

/**
 * Conditions that no record could satisfy whatever the lists hold: under 6 and over 17 years, a thing and its opposite. A plain
 * `const: false` is no contradiction: somebody has switched a rule off, which is a warning where its group is lost.
 */
export function checkContradictions(scheme: Scheme): readonly SchemeFinding[] {
  return [...conditionsOf(scheme)].flatMap(({ where, when }) => within(when, where))
}

function within(condition: Condition, where: string): readonly SchemeFinding[] {
  const part = partOf(condition)
  if (part.key === 'all' || part.key === 'any') {
    const inner = part.of.flatMap((one, index) => within(one, `${where}.${part.key}[${index}]`))
    if (inner.length > 0 || part.key === 'any') return inner
    const told = part.of.filter((one) => !('const' in one))
    return mayContradict(condition) && contradicts({ all: told }) ? [contradiction(condition, where)] : []
  }
  if (part.key === 'traumaSites')
    return part.sites.min > part.sites.sites.length ? [contradiction(condition, where)] : []
  if (part.key === 'number') return contradicts(condition) ? [contradiction(condition, where)] : []
  if (part.key !== 'not') return []
  const inner = within(part.of, `${where}.not`)
  return inner.length > 0 || 'const' in part.of || !contradicts(condition) ? inner : [contradiction(condition, where)]
}

function contradiction(condition: Condition, where: string): SchemeFinding {
  return refusal('scheme.condition-contradicts', where, { condition: JSON.stringify(condition) })
}

/** Only where something is denied, or one fact is asked about twice, can the parts quarrel. */
function mayContradict(condition: Condition): boolean {
  const asked = new Set<string>()
  for (const part of partsOf(condition)) {
    if (part.key === 'not') return true
    const fact =
      part.key === 'number' ? part.field : ['gender', 'leavingType', 'dept'].includes(part.key) ? part.key : null
    if (fact === null) continue
    if (asked.has(fact)) return true
    // The days of age bear on the years, the weight on both.
    asked.add(fact)
    if (asked.has('ageYears') && asked.has('ageDays')) return true
  }
  return false
}

/** More lists than this are not tried in every combination; a contradiction among so many is left to the check of the ways. */
const mostLists = 6

function contradicts(condition: Condition): boolean {
  const lists = new Set<ListId>()
  for (const part of partsOf(condition)) {
    if ('list' in part) lists.add(part.list)
    if (part.key === 'traumaSites') for (const { dx } of part.sites.sites) lists.add(dx)
  }
  if (lists.size > mostLists) return false
  const universe = universeOf({ ...freeLists([...lists]), conditions: [condition] })
  const formula = allOf([validRecords(universe), translator(universe).holds(condition)])
  return solver(universe).solve(formula).found === 'none'
}

/** Lists of which nothing is known: for every choice of them there is a code that is in these and no others, of each level. */
function freeLists(ids: readonly ListId[]): Pick<Scheme, 'lists' | 'complications' | 'exclusions'> {
  const choices = Array.from({ length: 2 ** ids.length }, (_, choice) => choice)
  const lists = Object.fromEntries(
    ids.map((id, bit) => {
      const chosen = choices.filter((choice) => Math.floor(choice / 2 ** bit) % 2 === 1)
      return [id, chosen.flatMap((choice) => [`${choice}`, `${choice}M`, `${choice}C`])]
    }),
  )
  const complications = choices.flatMap((choice) => [
    { dx: `${choice}M`, level: 'MCC' as const, table: '' },
    { dx: `${choice}C`, level: 'CC' as const, table: '' },
  ])
  return { lists, complications, exclusions: [] }
}
