import { setImmediate as pause } from 'node:timers/promises'
import {
  type Catalog,
  type CatalogItem,
  itemOn,
  type SearchEntry,
  type Spelling,
  searchEntries,
} from '@yibao/core/catalog'
import type { IsoDate } from '@yibao/core/kernel'
import type { Registered, RegisterKind, TillReads } from './till-ports.ts'

/** How a Chinese name is spelled in Latin letters. */
export type Spell = (name: string) => Spelling

/** So many names are spelled in a few milliseconds; then others get their turn. */
const spelledAtATime = 500

async function spelled(rows: Iterable<Registered>, spell: Spell) {
  const entries: SearchEntry[] = []
  for (const { code, name } of rows) {
    entries.push({ code, name, ...spell(name) })
    if (entries.length % spelledAtATime === 0) await pause()
  }
  return entries
}

/** Makes an index when somebody first looks, and again when what it is of has changed. */
function keptIndex<Version>(make: (version: Version) => Promise<readonly SearchEntry[]>) {
  let kept: { readonly version: Version; readonly entries: Promise<readonly SearchEntry[]> } | null = null
  return (version: Version): Promise<readonly SearchEntry[]> => {
    if (kept?.version === version) return kept.entries
    const entries = make(version)
    const made = { version, entries }
    kept = made
    // What failed is tried anew by whoever asks next.
    entries.catch(() => {
      if (kept === made) kept = null
    })
    return entries
  }
}

/** The latest row of every code: the one whose name is known today, or will be. */
function* latestRows(catalog: Catalog) {
  for (const rows of catalog.values()) {
    const last = rows.at(-1)
    if (last !== undefined) yield last
  }
}

/** More than are shown are looked up, for some are no longer or not yet in force. */
const lookedUp = 3

/**
 * Looks for items of the catalogue in force. The first look at a catalogue spells its names, which takes some seconds for
 * some hundred thousand.
 */
export function itemSearch(spell: Spell) {
  const index = keptIndex((catalog: Catalog) => spelled(latestRows(catalog), spell))
  return async (catalog: Catalog, words: string, on: IsoDate, most: number): Promise<readonly CatalogItem[]> => {
    const found = searchEntries(await index(catalog), words, most * lookedUp)
    const items = found.flatMap(({ code }) => {
      const row = itemOn(catalog.get(code) ?? [], on)
      return row.ok ? [row.value] : []
    })
    return items.slice(0, most)
  }
}

/** Looks for departments or doctors of one institution: few enough to be spelled whenever somebody looks. */
export function registerSearch(reads: Pick<TillReads, 'registered'>, spell: Spell) {
  return async (of: RegisterKind, providerCode: string, on: IsoDate, words: string, most: number) => {
    const rows = await reads.registered(of, providerCode, on)
    const found = searchEntries(await spelled(rows, spell), words, most)
    return found.flatMap(({ code }) => rows.find((row) => row.code === code) ?? [])
  }
}

/** Looks for diagnoses. */
export function diagnosisSearch(reads: Pick<TillReads, 'diagnosesRevision' | 'diagnoses'>, spell: Spell) {
  const index = keptIndex(async (_revision: number) => spelled(await reads.diagnoses(), spell))
  return async (words: string, most: number) => searchEntries(await index(await reads.diagnosesRevision()), words, most)
}
