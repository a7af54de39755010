import { type SchemeFinding, warning } from './check-finding.ts'
import { claimsOf, mentionsTopic, type NameClaim, type NameTopic } from './check-name-words.ts'
import { type Part, partsOf, splitPlace } from './reach-atoms.ts'
import { allOf, type Formula, translator } from './reach-formula.ts'
import type { Way, Ways } from './reach-path.ts'
import type { Adrg, Condition, Scheme } from './types.ts'

/** The name of one split, with what it says. */
interface NamedSplit {
  readonly adrg: string
  readonly index: number
  readonly name: string
  /** The part that sets the group apart within its ADRG. */
  readonly own: string
  readonly claims: readonly NameClaim[]
}

/** Every split whose group has a name. Its claims belong into the universe before a name can be held against a condition. */
export function namedSplits(scheme: Scheme): readonly NamedSplit[] {
  return Object.entries(scheme.adrgs).flatMap(([key, adrg]) => {
    const testsCc = adrg.drgs.some(({ when }) => [...partsOf(when)].some((part) => part.key === 'cc'))
    return adrg.drgs.flatMap(({ drg }, index) => {
      const name = scheme.drgNames[drg]
      if (name === undefined) return []
      const own = ownPart(name, adrg, scheme.drgNames)
      return [{ adrg: key, index, name, own, claims: claimsOf(own, testsCc) }]
    })
  })
}

export function claimedConditions(splits: readonly NamedSplit[]): readonly Condition[] {
  return splits.flatMap(({ claims }) => claims.flatMap(({ condition }) => (condition === null ? [] : [condition])))
}

/** What follows the name of the ADRG; where it does not begin so, what follows the words common to the groups of the ADRG. */
function ownPart(name: string, adrg: Adrg, names: Scheme['drgNames']): string {
  if (name.startsWith(adrg.name)) return name.slice(adrg.name.length)
  const others = adrg.drgs.flatMap(({ drg }) => names[drg] ?? []).filter((other) => other !== name)
  if (others.length === 0) return ''
  let length = 0
  while (length < name.length && others.every((other) => other[length] === name[length])) length += 1
  const common = name.slice(0, length)
  const cut = Math.max(...['，', ',', '（', '('].map((sign) => common.lastIndexOf(sign) + 1))
  return name.slice(cut)
}

/**
 * Names against conditions: a name that no record of its group fits, a name that says what nobody tests, a condition of which
 * the name is silent. Proved over the ways into the group: what an earlier split takes away need not be tested again.
 */
export function checkNames(scheme: Scheme, ways: Ways, splits: readonly NamedSplit[]): readonly SchemeFinding[] {
  const { holds, fails } = translator(ways.universe)
  const byPlace = new Map(
    ways.ways.flatMap((way) => ('adrg' in way.step && way.splitIndex !== null ? [[wayKey(way), way] as const] : [])),
  )
  return splits.flatMap(({ adrg, index, name, own, claims }) => {
    const way = byPlace.get(`${adrg} ${index}`)
    const split = scheme.adrgs[adrg]?.drgs[index]
    if (way === undefined || split === undefined) return []
    const road = roadAsMeant(scheme, ways, way)
    const some = (...further: readonly Formula[]) => ways.solver.solve(allOf([...road, ...further])).found
    if (some() !== 'some') return []
    const told = claims.flatMap(({ condition, words }) => (condition === null ? [] : [{ condition, words }]))
    const refuted = told.filter(({ condition }) => some(holds(condition)) === 'none').map(({ words }) => words)
    const untested = told.filter(({ condition }) => some(fails(condition)) === 'some').map(({ words }) => words)
    const silent = silentTopics(split.when, own === '' ? name : own, (part) => isRedundant(ways, way, fails(part)))
    const where = splitPlace(adrg, index)
    const facts = { drg: split.drg, name }
    if (refuted.length > 0 || (untested.length > 0 && silent.length > 0)) {
      return [
        warning('scheme.name-contradicts', where, {
          ...facts,
          says: [...new Set([...refuted, ...untested])],
          tests: silent,
        }),
      ]
    }
    if (untested.length > 0) return [warning('scheme.name-untested', where, { ...facts, says: untested })]
    return silent.length > 0 ? [warning('scheme.name-silent', where, { ...facts, tests: silent })] : []
  })
}

function wayKey({ step, splitIndex }: Way): string {
  return `${'adrg' in step ? step.adrg : step.result} ${splitIndex}`
}

/** The road to a split as its writer saw it: unconditional splits in front of it are another finding, and would hide this one. */
function roadAsMeant(scheme: Scheme, { valid }: Ways, way: Way): readonly Formula[] {
  const { own, gate, mdcGate, splitsBefore, stepsBefore, mdcsBefore } = way.conditions
  const drgs = 'adrg' in way.step ? (scheme.adrgs[way.step.adrg]?.drgs ?? []) : []
  const conditional = splitsBefore.filter((_, index) => {
    const when = drgs[index]?.when
    return when === undefined || !('const' in when)
  })
  return [mdcGate, gate, own, valid, ...conditional, ...stepsBefore, ...mdcsBefore]
}

/** What the gates ask already is no news in a split. */
function isRedundant(ways: Ways, { conditions: { gate, mdcGate } }: Way, failsPart: Formula): boolean {
  return ways.solver.solve(allOf([ways.valid, mdcGate, gate, failsPart])).found === 'none'
}

function silentTopics(when: Condition, words: string, isKnown: (part: Condition) => boolean): readonly NameTopic[] {
  const topics = new Set<NameTopic>()
  for (const part of partsOf(when)) {
    const topic = topicOf(part)
    if (topic !== null && !mentionsTopic(words, topic[0]) && !isKnown(topic[1])) topics.add(topic[0])
  }
  return [...topics]
}

function topicOf(part: Part): readonly [NameTopic, Condition] | null {
  if (part.key === 'mcc') return ['severity', { mcc: true }]
  if (part.key === 'cc') return ['severity', { cc: true }]
  if (part.key === 'leavingType') return ['leaving', { leavingType: part.values }]
  if (part.key === 'dept') return ['intensive-care', { dept: part.values }]
  if (part.key !== 'number') return null
  const condition: Condition = { [part.field]: part.bounds }
  switch (part.field) {
    case 'ageYears':
    case 'ageDays':
      return ['age', condition]
    case 'weightG':
      return ['weight', condition]
    case 'stayDays':
      return ['stay', condition]
    case 'icuHours':
      return ['intensive-care', condition]
  }
}
