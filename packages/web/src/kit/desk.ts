import type { RouteRight } from '@yibao/contract/rest'
import type { ComponentType, ReactNode } from 'react'
import type { Pair } from './say.tsx'

export type MenuGroup = 'work' | 'care' | 'law' | 'fund' | 'guard' | 'lead' | 'office'

/** One page of the console. */
export interface Page {
  /** `/settlements/$insuredId/$settlementId`; never with anything personal in it but the insured number. */
  readonly path: string
  readonly title: Pair
  /** Who may open it; the centre decides about every call behind it again. */
  readonly right: RouteRight
  readonly load: () => Promise<{ readonly Page: ComponentType }>
  /** Where it stands in the menu, if it does. */
  readonly menu?: {
    readonly group: MenuGroup
    readonly icon: ReactNode
    /** For whom it stands there, where that is fewer than may open it. */
    readonly right?: RouteRight
  }
  /** Without the frame of menu and head: walls, papers, what is shown to anybody. */
  readonly bare?: boolean
}

/** The pages of one room. */
export interface Desk {
  readonly pages: readonly Page[]
}
