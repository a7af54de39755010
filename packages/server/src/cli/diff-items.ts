import { type Fen, yuan } from '@yibao/core/kernel'
import type { RegionPack } from '@yibao/core/policy'
import type { ItemCase } from '../files/policy-case-types.ts'
import type { PolicyCase } from '../files/policy-case-yaml.ts'
import { splitCase } from '../files/policy-cases.ts'
import { leftColumn, rightColumn, sideWords } from '../text/diff-text.ts'
import { cutTo, tableLines } from '../text/table-text.ts'
import { indented } from '../text/value-text.ts'
import { type Language, say } from '../text/words.ts'

/** A single line of which the sides count different parts; the eligible part, or the code of a refusal. */
export interface ItemChange {
  readonly example: ItemCase
  readonly left: Fen | string
  readonly right: Fen | string
}

function eligibleOf(example: ItemCase, pack: RegionPack): Fen | string {
  const split = splitCase(example, pack)
  return split.ok ? split.value.eligible : split.error.code
}

/** The single lines among the cases of both regions that come out differently. */
export function diffItems(
  cases: readonly PolicyCase[],
  left: RegionPack | null,
  right: RegionPack | null,
): readonly ItemChange[] {
  if (left === null || right === null) return []
  const divisions = [left.division, right.division]
  return cases.flatMap((example): readonly ItemChange[] => {
    if (example.kind !== 'item' || !divisions.includes(example.division)) return []
    const [before, after] = [eligibleOf(example, left), eligibleOf(example, right)]
    return before === after ? [] : [{ example, left: before, right: after }]
  })
}

export const itemSideText = (side: Fen | string): string => (typeof side === 'string' ? side : yuan(side))

/** The single lines as a table. */
export function itemLines(items: readonly ItemChange[], language: Language): readonly string[] {
  if (items.length === 0) return []
  const columns = [
    leftColumn(say(['单项算例：符合范围', 'single lines: eligible'], language)),
    rightColumn(say(sideWords.left, language)),
    rightColumn(say(sideWords.right, language)),
  ]
  const rows = items.map(({ example, left, right }) => {
    return [cutTo(example.name, 60), itemSideText(left), itemSideText(right)]
  })
  return indented(tableLines(columns, rows), 2)
}
