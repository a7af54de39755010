import type { DischargeRecord } from '../encounter/index.ts'
import type { Grouper } from './compile.ts'
import { groupCase } from './group.ts'
import { type Asked, type Missing, weightOf, withChange } from './nearest-change.ts'
import { holdsFor, type Lookups, lookupsOf } from './nearest-evaluate.ts'
import { repairsOf } from './nearest-repairs.ts'
import { partsOf } from './reach-atoms.ts'
import type { Grouping, Mdc, MdcStep, Scheme } from './types.ts'

/** Another group within reach, and what stands between: all of it together really leads there. */
export interface Nearby {
  readonly drg: string
  readonly adrg: string
  readonly mdc: string
  /** In this order; each is for a coder to verify, and none of them is the principal diagnosis. */
  readonly missing: readonly Missing[]
}

const mostChanges = 3
/** Records tried for one group. */
const mostTries = 12

/** Another MDC is less likely what was meant. */
const otherMdcWeight = 5
/** An ADRG that asks for the principal diagnosis too knows more of the case than one that asks for an operation alone. */
const diagnosisBonus = 3

const known = new WeakMap<Scheme, Lookups>()

/**
 * The groups a record nearly fell into, nearest first: by what coding can have missed before what cannot change, by the number of
 * changes and by their kind. Takes some milliseconds: it is for one case in question, not for the month's run.
 *
 * @param limit at most so many groups
 * @returns none for a record that is invalid; each change applied with `withChanges` gives the group named
 */
export function nearestGroups(grouper: Grouper, record: DischargeRecord, limit: number): readonly Nearby[] {
  const { scheme } = grouper
  const current = groupCase(grouper, record)
  if (current.status === 'invalid') return []
  const lookups = known.get(scheme) ?? lookupsOf(scheme)
  known.set(scheme, lookups)
  const best = new Map<string, Found>()
  const keep = (found: Found) => {
    const { drg } = found.grouping
    if (drg === current.drg || found.grouping.status === 'ungroupable') return
    const other = best.get(drg)
    if (other === undefined || found.weight < other.weight) best.set(drg, found)
  }
  for (const found of otherOperationsFirst(grouper, record)) keep(found)
  const one: Case = { grouper, lookups, record }
  for (const target of targetsOf(one)) {
    const found = search(one, target)
    if (found !== null) keep({ ...found, weight: found.weight + nudge(scheme, found.grouping, current) })
  }
  return [...best.values()]
    .sort((a, b) => a.weight - b.weight)
    .slice(0, limit)
    .map(({ grouping: { drg, adrg, mdc }, missing }) => ({ drg, adrg, mdc, missing }))
}

interface Found {
  readonly grouping: Grouping
  readonly missing: readonly Missing[]
  readonly weight: number
}

/** The commonest trap: the right operation stands second. */
function otherOperationsFirst(grouper: Grouper, record: DischargeRecord): readonly Found[] {
  return record.operations.flatMap((code, index) => {
    if (index === 0 || record.operations.indexOf(code) < index) return []
    const missing: Missing = { kind: 'operation-first', code, index, asked: null }
    return [
      { grouping: groupCase(grouper, withChange(record, missing)), missing: [missing], weight: weightOf(missing) },
    ]
  })
}

interface Target {
  readonly drg: string
  readonly asked: readonly Asked[]
}

/**
 * Every way to a group through an MDC that can be entered without another principal diagnosis, as the conditions of its road.
 * Earlier MDCs are left to the proof: the record is grouped in the end. The gate of the ADRG comes first, as it knows more.
 */
function* targetsOf({ grouper: { scheme }, lookups, record }: Case): Generator<Target> {
  const { mdcOrder, mdcs, adrgs } = scheme
  for (const key of mdcOrder) {
    const mdc = mdcs[key]
    if (mdc === undefined) continue
    const gate = yes(mdc.when)
    if (!holdsFor(lookups, mdc.when, record) && repairsOf(scheme, lookups, record, gate).length === 0) continue
    for (const [index, step] of mdc.steps.entries()) {
      if ('result' in step) continue
      const adrg = adrgs[step.adrg]
      if (adrg === undefined) continue
      const road = [yes(adrg.when), gate, ...stepsBefore(mdc, index, adrgs)]
      for (const [place, { drg, when }] of adrg.drgs.entries()) {
        yield { drg, asked: [...road, yes(when), ...adrg.drgs.slice(0, place).map((split) => no(split.when))] }
      }
    }
  }
}

const yes = (condition: Asked['condition']): Asked => ({ condition, holds: true })
const no = (condition: Asked['condition']): Asked => ({ condition, holds: false })

function stepsBefore({ steps }: Mdc, index: number, adrgs: Scheme['adrgs']): readonly Asked[] {
  return steps.slice(0, index).map((step: MdcStep) => {
    if ('result' in step) return no(step.when)
    const adrg = adrgs[step.adrg]
    if (adrg === undefined) return no({ const: false })
    const splits = { any: adrg.drgs.map(({ when }) => when) }
    return no(adrg.else === '' ? { all: [adrg.when, splits] } : adrg.when)
  })
}

interface Case {
  readonly grouper: Grouper
  readonly lookups: Lookups
  readonly record: DischargeRecord
}

interface Attempt {
  readonly record: DischargeRecord
  readonly missing: readonly Missing[]
  readonly weight: number
}

/** Mends the first condition of the road that is not as asked, cheapest attempt first, until the record falls into the group. */
function search({ grouper, lookups, record }: Case, { drg, asked }: Target): Found | null {
  let attempts: readonly Attempt[] = [{ record, missing: [], weight: 0 }]
  for (let tries = 0; tries < mostTries && attempts.length > 0; tries += 1) {
    const [attempt, ...others] = attempts
    if (attempt === undefined || attempt.missing.length >= mostChanges) return null
    const failing = asked.find(({ condition, holds }) => holdsFor(lookups, condition, attempt.record) !== holds)
    if (failing === undefined) {
      attempts = others
      continue
    }
    const next = new Map<string, Attempt>()
    for (const change of repairsOf(grouper.scheme, lookups, attempt.record, failing)) {
      const changed = withChange(attempt.record, change)
      const missing = [...attempt.missing, change]
      const weight = attempt.weight + weightOf(change)
      const grouping = groupCase(grouper, changed)
      if (grouping.drg === drg) return { grouping, missing, weight }
      // Examples of one list are alike: the first goes on.
      const alike =
        'list' in change ? `${change.kind} ${change.list}` : `${change.kind} ${'index' in change ? change.index : ''}`
      if (!next.has(alike)) next.set(alike, { record: changed, missing, weight })
    }
    attempts = [...others, ...next.values()].sort((a, b) => a.weight - b.weight)
  }
  return null
}

function nudge({ adrgs }: Scheme, found: Grouping, current: Grouping): number {
  const adrg = Object.values(adrgs).find(({ code }) => code === found.adrg)
  const asksDiagnosis = adrg !== undefined && [...partsOf(adrg.when)].some(({ key }) => key === 'dx1In')
  return (found.mdc === current.mdc ? 0 : otherMdcWeight) - (asksDiagnosis ? diagnosisBonus : 0)
}
