import type { Office } from '@yibao/core/casework'
import { mayReach, type Right, reachOf, type User } from '@yibao/core/office'

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
