import type { DateRange, Fen } from '@yibao/core/kernel'

/** What the member is to the owner of the account. @source 国办发〔2024〕38号: near relatives */
export const relations = ['spouse', 'parent', 'child', 'sibling', 'grandparent', 'grandchild'] as const
export type Relation = (typeof relations)[number]

/** An owner's authorisation: this relative may use the personal account (家庭共济). */
export interface Sharing {
  readonly memberId: string
  readonly ownerId: string
  readonly relation: Relation
  readonly range: DateRange
  /** fen of a benefit year for this relative; null sets no limit. */
  readonly yearlyLimit: Fen | null
}
