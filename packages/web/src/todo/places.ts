import { useRouter } from '@tanstack/react-router'
import type { Answer } from '@yibao/contract/rest'
import type { Place } from '../kit/index.ts'

export type Item = Answer<'todo.list'>['items'][number]

/** The page on which one thing of a heap is worked. */
function pageOf({ kind }: Item, id: string): Place {
  switch (kind) {
    case 'matter':
      return { to: '/matters/$matterId', params: { matterId: id } }
    case 'special-case':
      return { to: '/payments/reviews', search: { reviewId: id } }
    case 'tip':
      return { to: '/tips/$tipId', params: { tipId: id } }
    case 'evidence':
      return { to: '/evidence/$code', params: { code: id } }
    case 'account':
      return { to: '/office/users/$userId', params: { userId: id } }
  }
}

/** The list that holds a heap, with the filters that leave nothing else. */
function listOf({ kind, procedure, state, mine }: Item, userId: string): Place {
  switch (kind) {
    case 'matter':
      return {
        to: '/matters',
        search: { procedure: procedure ?? undefined, state: state ?? undefined, userId: mine ? userId : undefined },
      }
    case 'special-case':
      return { to: '/payments/reviews', search: { state: state ?? undefined } }
    case 'tip':
      return { to: '/tips', search: { state: state ?? undefined } }
    case 'evidence':
      return { to: '/evidence' }
    case 'account':
      return { to: '/office/users' }
  }
}

/** Where things that wait are worked; null where the console has no such page. */
export function usePlaces(userId: string) {
  const { routesByPath } = useRouter()
  const known = (place: Place): Place | null => (place.to in routesByPath ? place : null)
  return {
    pageOf: (item: Item, id: string) => known(pageOf(item, id)),
    listOf: (item: Item) => known(listOf(item, userId)),
  }
}
