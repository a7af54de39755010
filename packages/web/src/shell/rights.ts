import type { Page } from '../kit/desk.ts'
import type { Session } from '../kit/session.tsx'

/** Whether somebody may open a page. */
export function mayOpen({ right }: Pick<Page, 'right'>, session: Pick<Session, 'rights'> | null): boolean {
  if (right === 'anyone') return true
  if (session === null) return false
  return right === 'signed-in' || session.rights.some((one) => one.right === right)
}
