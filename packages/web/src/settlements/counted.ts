import { useInfiniteQuery } from '@tanstack/react-query'
import { type Answer, countedAtMost } from '@yibao/contract/rest'
import { useEffect } from 'react'
import { type CallFailure, call } from '../kit/index.ts'
import type { inputOf } from './question.ts'

type Counted = Answer<'settlements.count'>

const sumOf = (pages: readonly Counted[]): number => pages.reduce((sum, { count }) => sum + count, 0)

/** The rows come first: a question that is changed again at once is not counted at all. */
const rowsFirstMs = 150

const rest = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** How many settlements there are, counted stretch after stretch; null until something is known. */
export function useCounted(input: ReturnType<typeof inputOf>) {
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery<Counted, CallFailure>({
    queryKey: ['settlements.count', 'stretches', input],
    queryFn: async ({ pageParam, signal }) => {
      if (pageParam === null) await rest(rowsFirstMs)
      signal.throwIfAborted()
      const after = pageParam === null ? {} : { after: pageParam as string }
      return await call('settlements.count', { ...input, ...after }, { signal })
    },
    initialPageParam: null as unknown as string | null,
    getNextPageParam: ({ next }, pages) => (sumOf(pages) > countedAtMost ? null : next),
  })
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const [first] = data?.pages ?? []
  if (data === undefined || first === undefined) return null
  const counted = sumOf(data.pages)
  const more = counted > countedAtMost || data.pages.some((page) => page.more)
  const { from, until } = first
  return { count: Math.min(counted, countedAtMost), more, counting: hasNextPage, from, until }
}
