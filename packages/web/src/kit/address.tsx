import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'

export interface Place {
  /** The path of a page: `/settlements/$insuredId/$settlementId`. */
  readonly to: string
  readonly params?: Readonly<Record<string, string>>
  readonly search?: Readonly<Record<string, string | number | boolean | undefined>>
}

/** A link to a page. */
export function Go({ to, params, search, children }: Place & { readonly children: ReactNode }) {
  return (
    <Link to={to} params={params as never} search={search as never}>
      {children}
    </Link>
  )
}

/** Opens a page. */
export function useGo(): (place: Place) => void {
  const navigate = useNavigate()
  return ({ to, params, search }) => void navigate({ to, params: params as never, search: search as never })
}

/** A parameter of the page's path. @throws Error when the path has none of that name */
export function useParam(name: string): string {
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false })
  const value = params[name]
  if (value === undefined) throw new Error(`the path of this page has no ${name}`)
  return value
}

/** What a page is filtered by, kept in its address so that it can be sent and comes back with the back button. */
export type Filters = Readonly<Record<string, string | number | boolean | undefined>>

/**
 * @param pick takes what it knows from the search part of the address, and leaves out what is malformed
 */
export function useFilters<F extends Filters>(pick: (search: Readonly<Record<string, unknown>>) => F) {
  const navigate = useNavigate()
  const filters = pick(useSearch({ strict: false }))
  const change = (some: Partial<F>): void =>
    void navigate({ to: '.', search: { ...filters, ...some } as never, replace: true })
  return [filters, change] as const
}

type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> }

/** An input without what was left open: the centre takes no empty value. */
export const given = <T extends object>(asked: T): Given<T> =>
  // Entries without a value are all that is taken away.
  Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as Given<T>
