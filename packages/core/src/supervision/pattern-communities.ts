import { compareText } from './pattern-group-by.ts'
import type { Meetings } from './pattern-pairs.ts'

/** People by whom they are linked to, with weights. */
type Links = ReadonlyMap<string, ReadonlyMap<string, number>>

function linksOf(edges: readonly Meetings[]): Links {
  const links = new Map<string, Map<string, number>>()
  const add = (from: string, to: string, times: number): void => {
    const own = links.get(from) ?? new Map<string, number>()
    links.set(from, own.set(to, times))
  }
  for (const { a, b, times } of edges) {
    add(a, b, times)
    add(b, a, times)
  }
  return links
}

/** The label that most of one's links carry; of equals the own one, else the smallest. */
function strongest(own: string, linked: ReadonlyMap<string, number>, labels: ReadonlyMap<string, string>): string {
  const weights = new Map<string, number>()
  for (const [person, times] of linked) {
    const label = labels.get(person) ?? person
    weights.set(label, (weights.get(label) ?? 0) + times)
  }
  const most = Math.max(...weights.values())
  const best = [...weights].filter(([, weight]) => weight === most).map(([label]) => label)
  return best.includes(own) ? own : (best.sort(compareText)[0] ?? own)
}

const rounds = 30

/**
 * Groups of people who are linked with each other more than with others: label propagation, in the order of the people's
 * codes, so that the same links always give the same groups. Two groups that a single link joins stay apart.
 */
export function communitiesOf(edges: readonly Meetings[]): readonly (readonly string[])[] {
  const links = linksOf(edges)
  const people = [...links.keys()].sort(compareText)
  const labels = new Map(people.map((person) => [person, person]))
  for (let round = 0; round < rounds; round += 1) {
    let moved = false
    for (const person of people) {
      const own = labels.get(person) ?? person
      const next = strongest(own, links.get(person) ?? new Map(), labels)
      if (next === own) continue
      labels.set(person, next)
      moved = true
    }
    if (!moved) break
  }
  const groups = new Map<string, string[]>()
  for (const person of people) {
    const label = labels.get(person) ?? person
    const group = groups.get(label)
    if (group === undefined) groups.set(label, [person])
    else group.push(person)
  }
  return [...groups.values()]
}
