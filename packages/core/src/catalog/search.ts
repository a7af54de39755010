/** How a name is spelled in Latin letters (pinyin), lower case without spaces. */
export interface Spelling {
  readonly full: string
  readonly initials: string
}

/** Something that people look for by the beginning of its code, name or spelling. */
export interface SearchEntry extends Spelling {
  readonly code: string
  readonly name: string
}

/** How well an entry answers, the best first; what answers in no way is not found. */
const ways: readonly ((entry: SearchEntry, word: string) => boolean)[] = [
  ({ code }, word) => code.toLowerCase() === word,
  ({ initials }, word) => initials === word,
  ({ name }, word) => name.toLowerCase().startsWith(word),
  ({ initials }, word) => initials.startsWith(word),
  ({ full }, word) => full.startsWith(word),
  ({ code }, word) => code.toLowerCase().startsWith(word),
  ({ name }, word) => name.toLowerCase().includes(word),
  // Two letters stand somewhere in every second name.
  ({ initials }, word) => word.length > 2 && initials.includes(word),
]

/** What is left of a word that was typed: spaces and case mean nothing. */
const typed = (words: string): string => words.replaceAll(/\s+/g, '').toLowerCase()

/**
 * The entries that a few typed letters mean: by code, name, or initials or whole of its pinyin, from the beginning; then by
 * what stands inside a name. Within one way the shorter name comes first, for whoever typed all of it means it.
 *
 * @param most how many are given; at least one
 * @returns nothing for a word without letters
 */
export function searchEntries<Entry extends SearchEntry>(
  entries: Iterable<Entry>,
  words: string,
  most: number,
): readonly Entry[] {
  const word = typed(words)
  if (word === '') return []
  const found = ways.map((): Entry[] => [])
  for (const entry of entries) {
    const way = ways.findIndex((answers) => answers(entry, word))
    if (way !== -1) found[way]?.push(entry)
  }
  const order = (a: Entry, b: Entry): number =>
    a.name.length - b.name.length || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.code < b.code ? -1 : 1)
  const best: Entry[] = []
  for (const some of found) {
    if (best.length >= most) break
    best.push(...some.sort(order).slice(0, most - best.length))
  }
  return best
}
