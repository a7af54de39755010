import { type Office, papersTold, shortNumber } from '@yibao/core/casework'
import { mayReach, type Reach, type Right, reachOf, type User } from '@yibao/core/office'
import type { FiledMatter } from './casework-ports.ts'

/** Offices that people hold; the system is the clock or the ledger. */
export type HeldOffice = Exclude<Office, 'system'>

/** Which right puts somebody into an office. */
export const rightOfOffice: Readonly<Record<HeldOffice, Right>> = {
  reviewer: 'matters.review',
  dispatcher: 'matters.dispatch',
  institution: 'matters.answer',
  leader: 'matters.approve',
  legal: 'matters.legal',
  cashier: 'matters.cashier',
}

const held = Object.keys(rightOfOffice) as readonly HeldOffice[]

/** The offices that an account holds where something lies. */
export const officesOf = (user: Pick<User, 'grants'>, place: Parameters<typeof mayReach>[1]): readonly HeldOffice[] =>
  held.filter((office) => mayReach(reachOf(user, rightOfOffice[office]), place))

/** Whoever reaches the region where a matter lies is of the bureau; an institution's office sees what it was told. */
export const isBureau = (reach: Reach, filed: FiledMatter): boolean => mayReach({ ...reach, institutions: [] }, filed)

/** By what people call a matter: the number of its first paper that the asker was told of, else a part of its own. */
export function matterNumber(filed: FiledMatter, reach: Reach): string {
  const { matter, paper } = filed
  const isTold = paper !== null && (isBureau(reach, filed) || papersTold.has(paper.kind))
  return isTold ? paper.documentNo : shortNumber(matter.matterId)
}
