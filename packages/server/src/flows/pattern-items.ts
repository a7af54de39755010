import type { NewItem } from '@yibao/core/casework'
import { maxFen, parseDivisionCode, zeroFen } from '@yibao/core/kernel'
import type { PatternFinding } from '@yibao/core/supervision'
import type { MonthRange } from './lake-ports.ts'

/** What a review item is called, and how the finding explains itself. */
export interface PatternTexts {
  readonly titleOf: (finding: PatternFinding) => NewItem['title']
  readonly whyOf: (finding: PatternFinding) => string
}

interface PatternItems {
  readonly items: readonly NewItem[]
  /** Findings at institutions whose region nobody told: they cannot be handed to anybody. */
  readonly unplaced: number
}

/** An institution is asked about its coding once for the same months; everything else is one thing for good. */
function sourceKeyOf({ pattern, group }: PatternFinding, { from, through }: MonthRange): string {
  return pattern === 'up-coding' ? `${pattern}/${group}/${from}..${through}` : `${pattern}/${group}`
}

/** Review items of findings: a suspicion with its numbers, for people to look at. The same finding has the same key. */
export function patternItems(
  findings: readonly PatternFinding[],
  places: ReadonlyMap<string, string>,
  range: MonthRange,
  { titleOf, whyOf }: PatternTexts,
): PatternItems {
  const items: NewItem[] = []
  let unplaced = 0
  for (const finding of findings) {
    const division = parseDivisionCode(places.get(finding.providerCode) ?? '')
    if (!division.ok) {
      unplaced += 1
      continue
    }
    const { pattern, providerCode, personId, doctor, stake, score, members, reasons } = finding
    items.push({
      source: 'pattern',
      sourceKey: sourceKeyOf(finding, range),
      providerCode,
      insuredId: personId,
      doctor,
      rule: pattern,
      title: titleOf(finding),
      stake: maxFen(zeroFen, stake),
      division: division.value,
      facts: { score, months: range, members, reasons, why: whyOf(finding) },
    })
  }
  return { items, unplaced }
}
