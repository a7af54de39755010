import type { CaseMixShare } from './judge-types.ts'
import { medianOf } from './robust.ts'
import type { StayFact, Subject } from './types.ts'

type MixStay = Pick<StayFact, 'providerCode' | 'department' | 'doctor' | 'group' | 'amount'> & { readonly days: number }

interface Cell {
  stays: number
  cost: number
  days: number
}

/** What the stays of one subject would take at the means of their groups. */
export interface CaseMix {
  /** Null when none of its stays has a group. */
  of(subject: Pick<Subject, 'grain' | 'key'>, what: 'cost' | 'days'): CaseMixShare | null
}

const separator = '\u0000'

function subjectsOf({ providerCode, department, doctor }: MixStay): readonly string[] {
  const name = (...parts: readonly string[]) => parts.join(separator)
  return [
    name('provider', providerCode),
    ...(department === null ? [] : [name('department', providerCode, department)]),
    ...(doctor === null ? [] : [name('doctor', providerCode, doctor)]),
  ]
}

function add(cells: Map<string, Cell>, key: string, { amount, days }: MixStay): void {
  const cell = cells.get(key)
  if (cell === undefined) cells.set(key, { stays: 1, cost: amount, days })
  else {
    cell.stays += 1
    cell.cost += amount
    cell.days += days
  }
}

/** From so many institutions on the usual is their median, which no single one of them can move. */
const institutionsForMedian = 5

type Usual = Readonly<Record<'cost' | 'days', number>>

/** What a stay of a group usually takes, from what it takes at each institution. */
function usualOf(cells: readonly Cell[]): Usual {
  const of = (what: 'cost' | 'days') => {
    if (cells.length >= institutionsForMedian) return medianOf(cells.map((cell) => cell[what] / cell.stays))
    const [sum, stays] = cells.reduce((whole, cell) => [whole[0] + cell[what], whole[1] + cell.stays], [0, 0])
    return sum / stays
  }
  return { cost: of('cost'), days: of('days') }
}

/**
 * Adds stays up by disease group, so that costs and days can be compared between institutions with other patients: expected is the
 * sum over groups of an institution's stays × what a stay of the group usually takes. The usual is the median over institutions of
 * their means: with the mean over all stays, one dear institution would make its neighbours look cheap, or dear those who treat other
 * groups. Few institutions have only that mean; a group that one alone treats neither accuses nor acquits. Memory grows with
 * institutions × groups, not with stays.
 *
 * @source reference/audit indicators, `standardisation`
 */
export function openCaseMix(): { add(stay: MixStay): void; close(): CaseMix } {
  const bySubject = new Map<string, { groups: Map<string, Cell>; ungrouped: number }>()
  const takeIn = (stay: MixStay): void => {
    for (const name of subjectsOf(stay)) {
      const subject = bySubject.get(name) ?? { groups: new Map<string, Cell>(), ungrouped: 0 }
      bySubject.set(name, subject)
      if (stay.group === null) subject.ungrouped += 1
      else add(subject.groups, stay.group, stay)
    }
  }
  const close = (): CaseMix => {
    const cells = new Map<string, Cell[]>()
    for (const [name, { groups }] of bySubject) {
      if (!name.startsWith(`provider${separator}`)) continue
      for (const [group, cell] of groups) cells.set(group, [...(cells.get(group) ?? []), cell])
    }
    const usual = new Map([...cells].map(([group, ofGroup]) => [group, usualOf(ofGroup)] as const))
    return {
      of: (subject, what) => shareOf(bySubject.get([subject.grain, ...subject.key].join(separator)), usual, what),
    }
  }
  return { add: takeIn, close }
}

function shareOf(
  own: { readonly groups: ReadonlyMap<string, Cell>; readonly ungrouped: number } | undefined,
  usual: ReadonlyMap<string, Usual>,
  what: 'cost' | 'days',
): CaseMixShare | null {
  if (own === undefined || own.groups.size === 0) return null
  let [expected, observed, stays] = [0, 0, own.ungrouped]
  for (const [group, cell] of own.groups) {
    expected += cell.stays * (usual.get(group)?.[what] ?? 0)
    observed += cell[what]
    stays += cell.stays
  }
  if (expected <= 0 || observed <= 0) return null
  return { expected, observed, groups: own.groups.size, stays, ungrouped: own.ungrouped }
}
