import type { RegionPack } from '@yibao/core/policy'
import { type Language, say } from '../text/words.ts'

/** One worked example explained: lines for people, and the same for machines. */
export interface Explanation {
  readonly lines: readonly string[]
  readonly json: object
}

/** With what a case is explained. */
export interface ExplainContext {
  readonly pack: RegionPack
  readonly language: Language
}

/** Lines with a blank one before them, and their title if they have one; nothing when there are none. */
export function part(lines: readonly string[], title: string | null = null): readonly string[] {
  if (lines.length === 0) return []
  return title === null ? ['', ...lines] : ['', title, ...lines]
}

/** The title under which a computation is told. */
export const whyTitle = (language: Language): string => say(['为什么', 'Why'], language)

/** The title under which answers to names are told. */
export const askedTitle = (language: Language): string => say(['问到的公式、参数与分类', 'Asked by name'], language)

/** What a region is called for machines. */
export function regionJson({ division, name, hash }: RegionPack): object {
  return { division, name, packHash: hash }
}
