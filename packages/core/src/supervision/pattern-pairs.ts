/** A person at a place at a time; `at` in whatever unit the window has, in rising order within a bucket. */
export interface Presence {
  readonly id: string
  readonly personId: string
  readonly at: number
}

export interface Meetings {
  readonly a: string
  readonly b: string
  /** Occasions on which the two were there together. */
  readonly times: number
}

export interface Met {
  readonly pairs: readonly Meetings[]
  /** Presences in whose window more than `crowd` people were; they say nothing about any two of them. */
  readonly crowded: number
}

/**
 * Counts for all pairs of people of one bucket how often they came within `window` of each other; meetings nearer than `apart`
 * are one occasion. Time and memory are bounded by `crowd` × presences.
 *
 * @param presences sorted by `at`
 */
export function meetingsOf(
  presences: readonly Presence[],
  { window, apart, crowd }: { readonly window: number; readonly apart: number; readonly crowd: number },
): Met {
  const pairs = new Map<string, Map<string, { times: number; last: number }>>()
  let crowded = 0
  let end = 0
  for (const [index, one] of presences.entries()) {
    if (end <= index) end = index + 1
    while (end < presences.length && (presences[end]?.at ?? 0) - one.at <= window) end += 1
    if (end - index - 1 > crowd) {
      crowded += 1
      continue
    }
    for (const other of presences.slice(index + 1, end)) {
      if (other.personId === one.personId) continue
      const [a, b] = one.personId < other.personId ? [one.personId, other.personId] : [other.personId, one.personId]
      const ofA = pairs.get(a) ?? new Map<string, { times: number; last: number }>()
      pairs.set(a, ofA)
      const seen = ofA.get(b)
      if (seen === undefined) ofA.set(b, { times: 1, last: one.at })
      else if (one.at - seen.last > apart) ofA.set(b, { times: seen.times + 1, last: one.at })
    }
  }
  const all = [...pairs].flatMap(([a, others]) => [...others].map(([b, { times }]) => ({ a, b, times })))
  return { pairs: all, crowded }
}
