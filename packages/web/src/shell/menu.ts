import type { MenuGroup, Page } from '../kit/desk.ts'
import type { Pair } from '../kit/say.tsx'
import type { Session } from '../kit/session.tsx'
import { desks } from './desks.ts'
import { mayOpen } from './rights.ts'

export const groupNames: Readonly<Record<MenuGroup, Pair>> = {
  work: ['工作台', 'Work'],
  care: ['就医结算', 'Care'],
  law: ['政策与目录', 'Law'],
  fund: ['基金支付', 'Payment'],
  guard: ['基金监管', 'Supervision'],
  lead: ['运行总览', 'Overview'],
  office: ['系统管理', 'Administration'],
}

const groupOrder = Object.keys(groupNames) as readonly MenuGroup[]

/** The pages of the menu that somebody may open, in their groups. */
export function menuOf(session: Pick<Session, 'rights'>): readonly (readonly [MenuGroup, readonly Page[]])[] {
  const open = desks
    .flatMap((desk) => desk.pages)
    .filter(
      (page) =>
        page.menu !== undefined && mayOpen(page, session) && mayOpen({ right: page.menu.right ?? page.right }, session),
    )
  return groupOrder.flatMap((group) => {
    const inside = open.filter(({ menu }) => menu?.group === group)
    return inside.length === 0 ? [] : [[group, inside] as const]
  })
}
