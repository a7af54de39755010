import { addMonths, divideRounded, type IsoDate, ok, type Result, wholePpm, yearOf } from '../kernel/index.ts'
import { schemeOn } from './rules.ts'
import type {
  Consequence,
  CreditDeed,
  CreditEvent,
  CreditKind,
  CreditPart,
  CreditRefusal,
  CreditRules,
  CreditScheme,
  CreditStanding,
  Threshold,
} from './types.ts'

type Recorded = CreditEvent & { readonly deed: Extract<CreditDeed, { kind: 'record' }> }

export const isRecord = (event: CreditEvent): event is Recorded => event.deed.kind === 'record'

/** What befell a record until a day. */
export function fateOf(record: Recorded, events: readonly CreditEvent[], on: IsoDate) {
  let upheld = record.deed.points
  let repaired = 0
  let appeal: CreditPart['appeal'] = 'none'
  for (const { deed, on: then } of events) {
    if (deed.kind === 'record' || deed.refers !== record.number || then > on) continue
    if (deed.kind === 'appeal') appeal = 'open'
    else if (deed.kind === 'repair') repaired += deed.points
    else [upheld, appeal] = [deed.points, 'resolved']
  }
  return { upheld, repaired: Math.min(repaired, upheld), appeal }
}

/** What time leaves of points: all of them in their natural year and none after it, or by the scheme's steps, rounded down. */
function left(points: number, from: IsoDate, on: IsoDate, { counts, fading }: CreditScheme): number {
  if (counts === 'year') return yearOf(from) === yearOf(on) ? points : 0
  const step = fading.findLast(({ months }) => addMonths(from, months) <= on)
  if (step === undefined) return points
  return Number(divideRounded(BigInt(points) * BigInt(step.left), BigInt(wholePpm), 'floor'))
}

function partOf(record: Recorded, events: readonly CreditEvent[], on: IsoDate, scheme: CreditScheme): CreditPart {
  const { upheld, repaired, appeal } = fateOf(record, events, on)
  const counts = left(upheld - repaired, record.on, on, scheme)
  return {
    number: record.number,
    on: record.on,
    breach: record.deed.breach,
    matterId: record.deed.matterId,
    recorded: record.deed.points,
    upheld,
    repaired,
    faded: upheld - repaired - counts,
    counts,
    appeal,
  }
}

function reached({ points, atOnce, does, months }: Threshold, reachedOn: IsoDate): Consequence {
  const [least, most] = months
  const [earliestEnd, latestEnd] = [addMonths(reachedOn, least), addMonths(reachedOn, most)]
  return { does, points, atOnce, reachedOn, earliestEnd, latestEnd }
}

/**
 * What the points of natural years brought about. A record counts as an appeal left it, from the day it was made; a repair
 * takes points off from its own day and undoes nothing that they had brought about before. Of the thresholds that one record
 * reaches only the highest follows.
 */
function consequencesOf(events: readonly CreditEvent[], on: IsoDate, scheme: CreditScheme): readonly Consequence[] {
  const found: Consequence[] = []
  let [year, sum] = [0, 0]
  for (const event of events.filter((one) => one.on <= on)) {
    if (yearOf(event.on) !== year) [year, sum] = [yearOf(event.on), 0]
    const { deed } = event
    if (deed.kind === 'repair') {
      const record = events.find(({ number }) => number === deed.refers)
      if (record !== undefined && yearOf(record.on) === year) sum = Math.max(0, sum - deed.points)
    }
    if (!isRecord(event)) continue
    const { upheld } = fateOf(event, events, on)
    const before = sum
    sum += upheld
    const met = scheme.thresholds.filter(({ points, atOnce }) =>
      atOnce ? upheld >= points : before < points && sum >= points,
    )
    const highest = met.at(-1)
    if (highest !== undefined) found.push(reached(highest, event.on))
  }
  return found.filter(({ latestEnd }) => on < latestEnd)
}

/**
 * What an archive says on a day, and how each point of it arose.
 *
 * @param events all of one archive, in order; those after the day are not looked at
 * @returns the standing, or `credit.no-scheme`
 */
export function standingOf(
  kind: CreditKind,
  events: readonly CreditEvent[],
  on: IsoDate,
  rules: CreditRules,
): Result<CreditStanding, CreditRefusal> {
  const found = schemeOn(kind, on, rules)
  if (!found.ok) return found
  const scheme = found.value
  const parts = events
    .filter(isRecord)
    .filter((record) => record.on <= on)
    .map((record) => partOf(record, events, on, scheme))
  const counted = parts.reduce((sum, { counts }) => sum + counts, 0)
  const value = scheme.counts === 'year' ? counted : Math.max(0, scheme.base - counted)
  const grade = scheme.grades.find(({ from }) => value >= from)?.grade ?? null
  const { counts, source, assumed } = scheme
  const consequences = consequencesOf(events, on, scheme)
  return ok({ kind, on, counts, value, grade, parts, consequences, source, assumed })
}
