import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { Answer, Input, RouteName } from '@yibao/contract/rest'
import { Skeleton } from 'antd'
import { type ReactNode, useRef } from 'react'
import { type CallFailure, call } from './call.ts'
import { Failure } from './failure.tsx'

interface AnswerOptions {
  readonly enabled?: boolean
  /** Asks again after so many milliseconds, as long as the page is looked at. */
  readonly every?: number
}

/** The answer of a route that only looks. */
export function useAnswer<Name extends RouteName>(
  name: Name,
  input: Input<Name>,
  { enabled = true, every }: AnswerOptions = {},
): UseQueryResult<Answer<Name>, CallFailure> {
  return useQuery<Answer<Name>, CallFailure>({
    queryKey: [name, input],
    queryFn: ({ signal }) => call(name, input, { signal }),
    enabled,
    ...(every === undefined ? {} : { refetchInterval: every }),
  })
}

/**
 * A route that changes something. What was looked at before in the same room, and in the rooms named, is asked for anew.
 *
 * @param rooms first halves of route names
 */
export function useAct<Name extends RouteName>(
  name: Name,
  rooms: readonly string[] = [],
): UseMutationResult<Answer<Name>, CallFailure, Input<Name>> {
  const queries = useQueryClient()
  const touched = [name.slice(0, name.indexOf('.')), ...rooms]
  const underWay = useRef(new Map<string, Promise<Answer<Name>>>())
  // Pressed twice it is asked for once: the second press waits for what the first one asked.
  const once = (input: Input<Name>): Promise<Answer<Name>> => {
    const asked = JSON.stringify(input)
    const known = underWay.current.get(asked)
    if (known !== undefined) return known
    const act = call(name, input).finally(() => underWay.current.delete(asked))
    underWay.current.set(asked, act)
    return act
  }
  return useMutation<Answer<Name>, CallFailure, Input<Name>>({
    mutationFn: once,
    onSettled: () =>
      queries.invalidateQueries({
        predicate: ({ queryKey: [asked] }) => touched.some((room) => String(asked).startsWith(`${room}.`)),
      }),
  })
}

interface AskedProps<Value> {
  readonly of: UseQueryResult<Value, CallFailure>
  readonly children: (answer: Value) => ReactNode
}

/** Shows an answer once it is there; until then that it is on its way, or why it is not. */
export function Asked<Value>({ of: { data, error, isPending, refetch }, children }: AskedProps<Value>) {
  if (data !== undefined) {
    return (
      <>
        {error === null ? null : <Failure of={error} onRetry={refetch} />}
        {children(data)}
      </>
    )
  }
  if (error !== null) return <Failure of={error} onRetry={refetch} />
  return isPending ? <Skeleton active title={false} paragraph={{ rows: 4 }} /> : null
}
