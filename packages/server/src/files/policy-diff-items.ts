import { type Fen, yuan } from '@yibao/core/kernel'
import type { RegionPack } from '@yibao/core/policy'
import type { ItemCase } from './policy-case-types.ts'
import type { PolicyCase } from './policy-case-yaml.ts'
import { splitCase } from './policy-cases.ts'

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
