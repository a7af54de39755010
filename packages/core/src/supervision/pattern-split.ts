import { daysBetween, sumFen } from '../kernel/index.ts'
import { compareText, groupBy } from './pattern-group-by.ts'
import type { SplitParameters } from './pattern-parameters.ts'
import type { PatternFinding, PatternOutcome } from './pattern-types.ts'
import type { StayFact } from './types.ts'

interface Link {
  readonly gap: number
  readonly sameDoctor: boolean
  readonly sameOperations: boolean
}

const inOrder = (a: StayFact, b: StayFact): number =>
  compareText(a.from, b.from) || compareText(a.until, b.until) || compareText(a.stayId, b.stayId)

/** How the later stay follows the earlier one; null when it does not go on with it. */
function linkOf(earlier: StayFact, later: StayFact, { gapDays, sameCharacters }: SplitParameters): Link | null {
  const [before, after] = [earlier.diagnoses[0], later.diagnoses[0]]
  if (before === undefined || after === undefined) return null
  if (before.slice(0, sameCharacters) !== after.slice(0, sameCharacters)) return null
  const gap = daysBetween(earlier.until, later.from)
  if (gap < 0 || gap > gapDays) return null
  // The same days twice are a duplicate, not two parts.
  if (earlier.from === later.from && earlier.until === later.until) return null
  return {
    gap,
    sameDoctor: earlier.doctor !== null && earlier.doctor === later.doctor,
    sameOperations: earlier.operations.some((code) => later.operations.includes(code)),
  }
}

/** Nearer, by the same doctor, for the same operation: surer. 0.8 to 1 within three days. */
function scoreOf(links: readonly Link[]): number {
  const widest = Math.max(...links.map(({ gap }) => gap))
  const base = 0.95 - 0.05 * Math.max(0, widest)
  const hints =
    (links.every(({ sameDoctor }) => sameDoctor) ? 0.1 : 0) + (links.some((link) => link.sameOperations) ? 0.05 : 0)
  return Math.max(0, Math.min(1, base + hints))
}

function findingOf(parts: readonly StayFact[], links: readonly Link[]): PatternFinding | null {
  const [first, ...later] = parts
  const last = later.at(-1)
  if (first === undefined || last === undefined) return null
  return {
    pattern: 'split-stay',
    group: `${first.stayId}+${later.length}`,
    providerCode: first.providerCode,
    doctor: links.every(({ sameDoctor }) => sameDoctor) ? first.doctor : null,
    personId: first.personId,
    score: scoreOf(links),
    stake: sumFen(later.map(({ paid }) => paid)),
    members: parts.map(({ stayId, personId }) => ({ id: stayId, personId, inQuestion: true })),
    reasons: [
      { name: 'stays', value: parts.length, expected: 1 },
      { name: 'gap-days', value: Math.max(...links.map(({ gap }) => gap)) },
      { name: 'same-diagnosis', value: 1, about: first.diagnoses[0] ?? '' },
      { name: 'same-doctor', value: links.every(({ sameDoctor }) => sameDoctor) ? 1 : 0 },
      { name: 'same-operations', value: links.some(({ sameOperations }) => sameOperations) ? 1 : 0 },
      { name: 'first-day', value: first.from },
      { name: 'last-day', value: last.until },
    ],
  }
}

/**
 * One episode billed as several stays 分解住院: the same person and institution, back within `gapDays` with the same class of
 * principal diagnosis. Chains of several parts are one finding. The stake is what the parts after the first were paid.
 *
 * Stays without a diagnosis are not looked at and counted (`no-diagnosis`), so are planned returns (`planned`).
 *
 * @source the three conditions of the implementing rules: near diagnosis, near department, treatment that goes on
 */
export function splitStays(stays: readonly StayFact[], parameters: SplitParameters): PatternOutcome {
  const findings: PatternFinding[] = []
  let noDiagnosis = 0
  let planned = 0
  const looked = stays.filter(({ diagnoses: [principal] }) => {
    if (principal === undefined) noDiagnosis += 1
    else if (parameters.planned.some((beginning) => principal.startsWith(beginning))) planned += 1
    else return true
    return false
  })
  const same = groupBy(looked, ({ personId, providerCode }) => JSON.stringify([personId, providerCode]))
  for (const group of same.values()) {
    const ordered = group.toSorted(inOrder)
    const linked = new Set<StayFact>()
    for (const start of ordered) {
      if (linked.has(start)) continue
      const parts = [start]
      const links: Link[] = []
      for (const next of ordered) {
        const last = parts.at(-1)
        if (last === undefined || next === last || linked.has(next) || inOrder(last, next) >= 0) continue
        const link = linkOf(last, next, parameters)
        if (link === null) continue
        parts.push(next)
        links.push(link)
      }
      if (links.length === 0) continue
      for (const part of parts) linked.add(part)
      const finding = findingOf(parts, links)
      if (finding !== null) findings.push(finding)
    }
  }
  return { findings, notLooked: { 'no-diagnosis': noDiagnosis, planned } }
}
