import type { Answer } from '@yibao/contract/rest'
import type { Right } from '@yibao/core/office'
import { createContext, useContext } from 'react'

/** Who is signed in and what he may do. */
export type Session = Answer<'session.get'>

export const SessionContext = createContext<Session | null>(null)

/** @throws Error on a page that is shown to anybody */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('nobody is signed in here')
  return session
}

/** Whether whoever is signed in has a right somewhere. */
export function useCan(right: Right): boolean {
  const session = useContext(SessionContext)
  return session?.rights.some((one) => one.right === right) ?? false
}
